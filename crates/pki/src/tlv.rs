//! Writing DER by hand: it cannot fail, and it costs the browser a few hundred bytes.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

#[cfg(feature = "authority")]
pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
#[cfg(feature = "pkcs12")]
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
#[cfg(feature = "authority")]
pub(crate) const UTF8_STRING: u8 = 0x0c;
#[cfg(feature = "authority")]
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
/// `[0]`, constructed.
pub(crate) const CONTEXT_0: u8 = 0xa0;
/// `[1]`, constructed.
#[cfg(feature = "authority")]
pub(crate) const CONTEXT_1: u8 = 0xa1;

pub(crate) fn object_identifier(oid: ObjectIdentifier) -> Vec<u8> {
    tlv(OBJECT_IDENTIFIER, &[oid.as_bytes()])
}

/// `AlgorithmIdentifier` without parameters.
pub(crate) fn algorithm(oid: ObjectIdentifier) -> Vec<u8> {
    tlv(SEQUENCE, &[&object_identifier(oid)])
}

#[cfg(feature = "pkcs12")]
/// `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }`
pub(crate) fn content_info(content_type: ObjectIdentifier, content: &[u8]) -> Vec<u8> {
    tlv(
        SEQUENCE,
        &[&object_identifier(content_type), &tlv(CONTEXT_0, &[content])],
    )
}

/// A `SET OF` under `tag`: its elements in the order that DER asks for.
#[cfg(feature = "authority")]
pub(crate) fn set_of(tag: u8, mut elements: Vec<Vec<u8>>) -> Vec<u8> {
    elements.sort();
    let elements: Vec<&[u8]> = elements.iter().map(Vec::as_slice).collect();
    tlv(tag, &elements)
}

/// Tag, length, value.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(length + 10);
    push_head(&mut out, tag, length);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// Tag and the shortest length.
pub(crate) fn push_head(out: &mut Vec<u8>, tag: u8, length: usize) {
    let bytes = length.to_be_bytes();
    let significant = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    out.push(tag);
    if length < 0x80 {
        out.push(length.to_le_bytes()[0]);
    } else {
        out.push(0x80 | significant.len().to_le_bytes()[0]);
        out.extend_from_slice(significant);
    }
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
