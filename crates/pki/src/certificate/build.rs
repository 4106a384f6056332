//! The builder. The same input gives the same bytes: what was stored before signing can be signed again after a crash.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Encode, asn1::IntRef};
use gost::{KeyParameters, VerifyingKey};
use sha2::{Digest, Sha256};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use x509_cert::ext::Extension;

use super::parse::{Certificate, TbsCertificate, Validity};
use crate::{SerialNumber, extension, name::DistinguishedName, request, time};

/// Everything that a certificate says.
#[derive(Clone, Debug)]
pub struct TbsInput {
    pub serial: SerialNumber,
    /// Algorithm of the issuer's signature; its parameters stay absent (RFC 9215 §2).
    pub signature_algorithm: ObjectIdentifier,
    /// DER `Name`, byte for byte the subject of the issuer's certificate.
    pub issuer_der: Vec<u8>,
    /// First and last second of validity, unix seconds.
    pub not_before: i64,
    pub not_after: i64,
    pub subject: DistinguishedName,
    /// DER `SubjectPublicKeyInfo`.
    pub public_key_der: Vec<u8>,
    pub extensions: Vec<Extension>,
}

/// What a certificate or a CRL takes from the certificate of its issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Subject of the issuer's certificate, DER `Name`.
    pub subject_der: Vec<u8>,
    /// Issuer and serial number of the issuer's certificate, for authorityKeyIdentifier.
    pub issuer_der: Vec<u8>,
    pub serial: Vec<u8>,
    pub key_identifier: Vec<u8>,
    /// What the issuer's key signs with.
    pub signature_algorithm: ObjectIdentifier,
    /// Last second of the issuer's certificate: nothing issued may outlive it.
    pub not_after: i64,
}

/// Why bytes cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    #[error("срок действия вне календаря или кончается раньше, чем начинается")]
    Validity,
    #[error("значение не записывается по правилам DER")]
    Encoding,
    #[error("в сертификате издателя нет ключа ГОСТ Р 34.10-2012 или его идентификатора")]
    Issuer,
}

impl BuildError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Validity => "bad-validity",
            Self::Encoding => "bad-encoding",
            Self::Issuer => "bad-issuer",
        }
    }
}

impl TryFrom<&Certificate> for Issuer {
    type Error = BuildError;

    fn try_from(certificate: &Certificate) -> Result<Self, BuildError> {
        let key = certificate.public_key().map_err(|_| BuildError::Issuer)?;
        Ok(Self {
            subject_der: certificate.subject_der().to_vec(),
            issuer_der: certificate.issuer_der().to_vec(),
            serial: certificate.serial().to_vec(),
            key_identifier: certificate.subject_key_identifier().ok_or(BuildError::Issuer)?,
            signature_algorithm: gost::signature_oid(key.set()),
            not_after: certificate.not_after(),
        })
    }
}

impl Issuer {
    pub(crate) fn authority_key_identifier(&self) -> der::Result<Extension> {
        extension::authority_key_identifier(&self.key_identifier, &self.issuer_der, &self.serial)
    }
}

/// The DER `TBSCertificate`, version 3.
pub fn build_tbs(input: &TbsInput) -> Result<Vec<u8>, BuildError> {
    let instant = |unix| time::to_time(unix).ok_or(BuildError::Validity);
    let validity = Validity {
        not_before: instant(input.not_before)?,
        not_after: instant(input.not_after)?,
    };
    if input.not_after < input.not_before {
        return Err(BuildError::Validity);
    }
    encode_tbs(input, validity).map_err(|_| BuildError::Encoding)
}

fn encode_tbs(input: &TbsInput, validity: Validity) -> der::Result<Vec<u8>> {
    let subject = input.subject.to_der();
    TbsCertificate {
        version: 2,
        serial: IntRef::new(input.serial.as_bytes())?,
        signature: AlgorithmIdentifierRef {
            oid: input.signature_algorithm,
            parameters: None,
        },
        issuer: AnyRef::from_der(&input.issuer_der)?,
        validity,
        subject: AnyRef::from_der(&subject)?,
        public_key: AnyRef::from_der(&input.public_key_der)?,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(input.extensions.clone()).filter(|extensions| !extensions.is_empty()),
    }
    .to_der()
}

/// Joins the signed part and the signature into a DER `Certificate`. The algorithm is the one that the signed part names.
pub fn assemble(tbs: &[u8], signature: &[u8]) -> Result<Vec<u8>, BuildError> {
    let algorithm = TbsCertificate::from_der(tbs)
        .map_err(|_| BuildError::Encoding)?
        .signature
        .oid;
    Ok(request::signed(tbs, algorithm, signature))
}

/// subjectKeyIdentifier of a key: the leftmost 160 bits of SHA-256 of the BIT STRING of its
/// `SubjectPublicKeyInfo`, without tag, length and unused bits (RFC 7093 §2, method 1).
pub fn key_identifier(key: &VerifyingKey) -> [u8; 20] {
    let der = key.to_spki_der();
    let info = SubjectPublicKeyInfoRef::from_der(&der).expect("the key has just been encoded");
    let hash = Sha256::digest(info.subject_public_key.raw_bytes());
    *hash.first_chunk().expect("SHA-256 is longer than 20 bytes")
}

/// RFC 9215 §4.2: digestParamSet is present with the OIDs of RFC 4357 (1.2.643.2.2.*), absent with those of TC26.
/// A key under an OID of TC26 may carry it: gost-engine and real certificates do, and every reader takes it.
pub(crate) fn has_expected_digest(parameters: &KeyParameters) -> bool {
    let of_rfc_4357 = parameters.oid.as_bytes().starts_with(&[0x2a, 0x85, 0x03, 0x02, 0x02]);
    !of_rfc_4357 || parameters.digest_oid.is_some()
}
