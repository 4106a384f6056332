//! The builder. It only joins parts that are DER already: the server gives the page subject and extensions, `gost` the key.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

use crate::oid;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const CONTEXT_0: u8 = 0xa0;

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
pub(crate) fn signed(body: &[u8], algorithm: ObjectIdentifier, signature: &[u8]) -> Vec<u8> {
    let algorithm = tlv(SEQUENCE, &[&object_identifier(algorithm)]);
    tlv(SEQUENCE, &[body, &algorithm, &tlv(BIT_STRING, &[&[0], signature])])
}

fn object_identifier(oid: ObjectIdentifier) -> Vec<u8> {
    tlv(OBJECT_IDENTIFIER, &[oid.as_bytes()])
}

/// Tag, length, value. Written by hand because it cannot fail and costs the browser a few hundred bytes.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let bytes = length.to_be_bytes();
    let significant = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    let mut out = Vec::with_capacity(length + 10);
    out.push(tag);
    if length < 0x80 {
        out.push(length.to_le_bytes()[0]);
    } else {
        out.push(0x80 | significant.len().to_le_bytes()[0]);
        out.extend_from_slice(significant);
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_takes_the_shortest_form() {
        for (length, head) in [
            (0, [4, 0].as_slice()),
            (127, &[4, 127]),
            (128, &[4, 0x81, 128]),
            (256, &[4, 0x82, 1, 0]),
            (65_536, &[4, 0x83, 1, 0, 0]),
        ] {
            assert_eq!(&tlv(4, &[&alloc::vec![0; length]])[..head.len()], head);
        }
    }
}
