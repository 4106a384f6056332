//! Object identifiers of this room. The curves and keys are the business of `gost`.

use const_oid::ObjectIdentifier;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

// Attributes of a subject: X.520, PKCS#9, order ФСБ 795.
pub const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
pub const SURNAME: ObjectIdentifier = oid("2.5.4.4");
pub const COUNTRY: ObjectIdentifier = oid("2.5.4.6");
pub const LOCALITY: ObjectIdentifier = oid("2.5.4.7");
pub const STATE_OR_PROVINCE: ObjectIdentifier = oid("2.5.4.8");
pub const STREET: ObjectIdentifier = oid("2.5.4.9");
pub const ORGANIZATION: ObjectIdentifier = oid("2.5.4.10");
pub const ORGANIZATIONAL_UNIT: ObjectIdentifier = oid("2.5.4.11");
pub const TITLE: ObjectIdentifier = oid("2.5.4.12");
pub const GIVEN_NAME: ObjectIdentifier = oid("2.5.4.42");
pub const EMAIL: ObjectIdentifier = oid("1.2.840.113549.1.9.1");
pub const OGRN: ObjectIdentifier = oid("1.2.643.100.1");
pub const SNILS: ObjectIdentifier = oid("1.2.643.100.3");
pub const INN_LE: ObjectIdentifier = oid("1.2.643.100.4");
pub const OGRNIP: ObjectIdentifier = oid("1.2.643.100.5");
pub const INN: ObjectIdentifier = oid("1.2.643.3.131.1.1");

// Extensions: RFC 5280 §4.2 and §5.2, order ФСБ 795.
pub const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.14");
pub const KEY_USAGE: ObjectIdentifier = oid("2.5.29.15");
pub const PRIVATE_KEY_USAGE_PERIOD: ObjectIdentifier = oid("2.5.29.16");
pub const SUBJECT_ALT_NAME: ObjectIdentifier = oid("2.5.29.17");
pub const BASIC_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.19");
pub const CRL_NUMBER: ObjectIdentifier = oid("2.5.29.20");
pub const REASON_CODE: ObjectIdentifier = oid("2.5.29.21");
pub const INVALIDITY_DATE: ObjectIdentifier = oid("2.5.29.24");
pub const DELTA_CRL_INDICATOR: ObjectIdentifier = oid("2.5.29.27");
pub const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = oid("2.5.29.28");
pub const CRL_DISTRIBUTION_POINTS: ObjectIdentifier = oid("2.5.29.31");
pub const CERTIFICATE_POLICIES: ObjectIdentifier = oid("2.5.29.32");
pub const AUTHORITY_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.35");
pub const FRESHEST_CRL: ObjectIdentifier = oid("2.5.29.46");
pub const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
pub const AUTHORITY_INFO_ACCESS: ObjectIdentifier = oid("1.3.6.1.5.5.7.1.1");
pub const SUBJECT_SIGN_TOOL: ObjectIdentifier = oid("1.2.643.100.111");
pub const ISSUER_SIGN_TOOL: ObjectIdentifier = oid("1.2.643.100.112");
pub const IDENTIFICATION_KIND: ObjectIdentifier = oid("1.2.643.100.114");

// Ways to reach information of the issuer, RFC 5280 §4.2.2.1.
pub const ACCESS_OCSP: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1");
pub const ACCESS_CA_ISSUERS: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.2");

// OCSP, RFC 6960 §4.4.
pub const OCSP_SIGNING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.9");
pub const OCSP_BASIC: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.1");
pub const OCSP_NONCE: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.2");
pub const OCSP_RESPONSE_TYPES: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.4");
pub const OCSP_NO_CHECK: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.5");
pub const OCSP_ARCHIVE_CUTOFF: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.6");

// Extended key usages that have a Russian title.
pub const CLIENT_AUTH: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.2");
pub const EMAIL_PROTECTION: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.4");

/// `extensionRequest` of a PKCS#10, RFC 2985 §5.4.2.
pub const EXTENSION_REQUEST: ObjectIdentifier = oid("1.2.840.113549.1.9.14");
/// The same attribute as written by Windows and by CryptoPro CSP.
pub const EXTENSION_REQUEST_OF_WINDOWS: ObjectIdentifier = oid("1.3.6.1.4.1.311.2.1.14");
/// What certificates up to 2018 are signed with: ГОСТ Р 34.10-2001 and 34.11-94. Read, never made.
pub const SIGNATURE_2001: ObjectIdentifier = oid("1.2.643.2.2.3");
/// ГОСТ Р 34.10-2012 with Streebog, 256 and 512 bits.
pub const SIGNATURE_256: ObjectIdentifier = oid("1.2.643.7.1.1.3.2");
pub const SIGNATURE_512: ObjectIdentifier = oid("1.2.643.7.1.1.3.3");
/// `id-tc26-gost3410-12-256` and `-512`: the algorithms of public keys that are accepted.
pub const KEY_256: ObjectIdentifier = oid("1.2.643.7.1.1.1.1");
pub const KEY_512: ObjectIdentifier = oid("1.2.643.7.1.1.1.2");

// Hash functions.
pub const STREEBOG_256: ObjectIdentifier = oid("1.2.643.7.1.1.2.2");
pub const STREEBOG_512: ObjectIdentifier = oid("1.2.643.7.1.1.2.3");
pub const GOST_94: ObjectIdentifier = oid("1.2.643.2.2.9");
pub const SHA_1: ObjectIdentifier = oid("1.3.14.3.2.26");
pub const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
pub const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
pub const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

// CMS: types of content (RFC 5652 §4, RFC 3161 §2.4.2) and attributes (RFC 5652 §11, RFC 5035, RFC 5126 §6.1.1).
pub const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
pub const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
pub const TST_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
pub const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
pub const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
pub const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
pub const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
pub const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
pub const SIGNATURE_TIME_STAMP: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");
/// `id-GostR3410-2001`: keys of the old standard, read and never made.
pub const KEY_2001: ObjectIdentifier = oid("1.2.643.2.2.19");
/// The purpose of a key that signs time stamps, RFC 3161 §2.3.
pub const TIME_STAMPING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.8");

// CMS: what is encrypted, and with what (RFC 5652 §4, RFC 4490, R 1323565.1.025-2019).
pub const ENVELOPED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.3");
pub const DIGESTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.5");
pub const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
pub const GOST_89: ObjectIdentifier = oid("1.2.643.2.2.21");
pub const GOST_89_WRAP: ObjectIdentifier = oid("1.2.643.2.2.13.0");
pub const CRYPTO_PRO_WRAP: ObjectIdentifier = oid("1.2.643.2.2.13.1");
pub const MAGMA_CTR_ACPKM: ObjectIdentifier = oid("1.2.643.7.1.1.5.1.1");
pub const MAGMA_CTR_ACPKM_OMAC: ObjectIdentifier = oid("1.2.643.7.1.1.5.1.2");
pub const KUZNYECHIK_CTR_ACPKM: ObjectIdentifier = oid("1.2.643.7.1.1.5.2.1");
pub const KUZNYECHIK_CTR_ACPKM_OMAC: ObjectIdentifier = oid("1.2.643.7.1.1.5.2.2");
pub const MAGMA_KEXP15: ObjectIdentifier = oid("1.2.643.7.1.1.7.1.1");
pub const KUZNYECHIK_KEXP15: ObjectIdentifier = oid("1.2.643.7.1.1.7.2.1");
pub const AGREEMENT_256: ObjectIdentifier = oid("1.2.643.7.1.1.6.1");
pub const AGREEMENT_512: ObjectIdentifier = oid("1.2.643.7.1.1.6.2");
/// The attribute with the MAC of encrypted content.
pub const CONTENT_MAC: ObjectIdentifier = oid("1.2.643.7.1.0.6.1.1");

// Path validation (RFC 5280 §4.2, §5.2, §5.3) and keys of other makers (RFC 3279, RFC 4055, RFC 5480, RFC 5758).
pub const ISSUER_ALT_NAME: ObjectIdentifier = oid("2.5.29.18");
pub const CERTIFICATE_ISSUER: ObjectIdentifier = oid("2.5.29.29");
pub const NAME_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.30");
pub const ANY_POLICY: ObjectIdentifier = oid("2.5.29.32.0");
pub const POLICY_MAPPINGS: ObjectIdentifier = oid("2.5.29.33");
pub const POLICY_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.36");
pub const INHIBIT_ANY_POLICY: ObjectIdentifier = oid("2.5.29.54");
pub const ANY_PURPOSE: ObjectIdentifier = oid("2.5.29.37.0");
pub const KEY_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub const KEY_EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub const CURVE_P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
pub const CURVE_P384: ObjectIdentifier = oid("1.3.132.0.34");
pub const RSA_SHA_1: ObjectIdentifier = oid("1.2.840.113549.1.1.5");
pub const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
pub const RSA_SHA_256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
pub const RSA_SHA_384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
pub const RSA_SHA_512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
pub const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
pub const ECDSA_SHA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
