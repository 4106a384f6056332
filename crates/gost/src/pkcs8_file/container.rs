//! Containers of vendors, whose inner form nobody has published: told by their outer form, so that a person hears what to
//! export instead.

use super::KeyFileError;
use der::asn1::{AnyRef, Ia5StringRef, OctetStringRef};
use der::{Decode, Sequence, Tag, Tagged};

/// The error that names the vendor, when the bytes are a file of a container: `header.key`, `masks.key`, `name.key` or
/// `primary.key` of CryptoPro CSP, or a container of ViPNet CSP.
pub fn container_of_vendor(bytes: &[u8]) -> Option<KeyFileError> {
    if is_vipnet(bytes) {
        return Some(KeyFileError::VipNet);
    }
    let is_crypto_pro = is_primary(bytes) || is_masks(bytes) || is_header(bytes) || is_name(bytes);
    is_crypto_pro.then_some(KeyFileError::CryptoPro)
}

/// A word that tells the kind of container, and a version whose halves are small, least significant byte first.
fn is_vipnet(bytes: &[u8]) -> bool {
    const KINDS: [&[u8; 4]; 4] = [b"ITCS", b"PKEY", b"_CCK", b"_LCK"];
    match bytes {
        [a, b, c, d, _, 0, 0..=2, 0, ..] => KINDS.contains(&&[*a, *b, *c, *d]),
        _ => false,
    }
}

/// The masked key alone.
fn is_primary(der: &[u8]) -> bool {
    #[derive(Sequence)]
    struct Primary<'a> {
        key: &'a OctetStringRef,
    }
    Primary::from_der(der).is_ok_and(|primary| is_as_long_as_a_key(primary.key))
}

/// The mask with 12 random bytes and a checksum of 4.
fn is_masks(der: &[u8]) -> bool {
    #[derive(Sequence)]
    struct Masks<'a> {
        mask: &'a OctetStringRef,
        random: &'a OctetStringRef,
        checksum: &'a OctetStringRef,
    }
    Masks::from_der(der).is_ok_and(|masks| {
        is_as_long_as_a_key(masks.mask) && masks.random.as_bytes().len() == 12 && masks.checksum.as_bytes().len() == 4
    })
}

/// What the container says of its keys, and a checksum of 4 bytes. An `EncryptedPrivateKeyInfo` begins with an object
/// identifier there.
fn is_header(der: &[u8]) -> bool {
    #[derive(Sequence)]
    struct Header<'a> {
        content: AnyRef<'a>,
        checksum: &'a OctetStringRef,
    }
    const OBJECT_IDENTIFIER: u8 = 6;
    Header::from_der(der).is_ok_and(|header| {
        let first = header.content.value().first();
        header.content.tag() == Tag::Sequence
            && first.is_some_and(|&tag| tag != OBJECT_IDENTIFIER)
            && header.checksum.as_bytes().len() == 4
    })
}

/// What the container is called.
fn is_name(der: &[u8]) -> bool {
    #[derive(Sequence)]
    struct Name<'a> {
        name: Ia5StringRef<'a>,
    }
    Name::from_der(der).is_ok_and(|name| !name.name.is_empty())
}

fn is_as_long_as_a_key(bytes: &OctetStringRef) -> bool {
    matches!(bytes.as_bytes().len(), 32 | 64)
}
