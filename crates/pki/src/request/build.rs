//! The builder. It only joins parts that are DER already: the server gives the page subject and extensions, `gost` the key.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

use crate::{
    oid,
    tlv::{BIT_STRING, CONTEXT_0, INTEGER, SEQUENCE, SET, algorithm, object_identifier, tlv},
};

/// The bytes of a request that its owner signs.
///
/// `subject` is a DER `Name`, `public_key` a DER `SubjectPublicKeyInfo`, `extensions` a DER `Extensions` or empty.
///
/// ```text
/// CertificationRequestInfo ::= SEQUENCE {
///     version       INTEGER { v1(0) } (v1,...),
///     subject       Name,
///     subjectPKInfo SubjectPublicKeyInfo,
///     attributes    [0] IMPLICIT SET OF Attribute
/// }
/// ```
///
/// RFC 2986 §4.1; the only attribute is `extensionRequest` (RFC 2985 §5.4.2).
pub fn build_info(subject: &[u8], public_key: &[u8], extensions: &[u8]) -> Vec<u8> {
    let attribute = if extensions.is_empty() {
        Vec::new()
    } else {
        tlv(
            SEQUENCE,
            &[&object_identifier(oid::EXTENSION_REQUEST), &tlv(SET, &[extensions])],
        )
    };
    tlv(
        SEQUENCE,
        &[
            &tlv(INTEGER, &[&[0]]),
            subject,
            public_key,
            &tlv(CONTEXT_0, &[&attribute]),
        ],
    )
}

/// Joins the signed bytes, the OID of the signature algorithm (its parameters stay absent, RFC 9215 §2) and the
/// signature into a DER `CertificationRequest` (RFC 2986 §4.2).
pub fn assemble(info: &[u8], algorithm: ObjectIdentifier, signature: &[u8]) -> Vec<u8> {
    signed(info, algorithm, signature)
}

/// `SEQUENCE { signed bytes, AlgorithmIdentifier, BIT STRING }`: a request, a certificate and a CRL all end so.
pub(crate) fn signed(body: &[u8], signature_algorithm: ObjectIdentifier, signature: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[body, &signature_part(signature_algorithm, signature)])
}

/// What stands after the signed bytes.
pub(crate) fn signature_part(signature_algorithm: ObjectIdentifier, signature: &[u8]) -> Vec<u8> {
    [algorithm(signature_algorithm), tlv(BIT_STRING, &[&[0], signature])].concat()
}
