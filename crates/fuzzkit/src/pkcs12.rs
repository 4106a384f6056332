//! PKCS#12: the file, and what stands behind its MAC.

use der::{Encode, asn1::OctetStringRef};
use gost::{hmac::hmac_streebog512, kdf::pbkdf2_streebog512};
use pki::pkcs12::{Pkcs12Error, open};

use crate::PASSWORD;

/// A file is opened or refused. The MAC stands before everything else, so nearly all is refused there: what counts is that
/// the way to it has no hole.
pub(crate) fn file(bytes: &[u8]) -> bool {
    open(bytes, PASSWORD).is_ok()
}

/// The bytes are an `AuthenticatedSafe` that somebody who knows the password made: it is opened or refused, but not for its
/// password.
pub(crate) fn bags(bytes: &[u8]) -> bool {
    let Ok(file) = authenticated(bytes) else { return false };
    match open(&file, PASSWORD) {
        Ok(opened) => {
            opened.certificate();
            true
        }
        Err(cause) => {
            assert_ne!(cause, Pkcs12Error::WrongPassword);
            false
        }
    }
}

/// ```text
/// PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData }
/// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
/// ```
fn authenticated(safe: &[u8]) -> der::Result<Vec<u8>> {
    const VERSION: &[u8] = &[0x02, 1, 3];
    const DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    const STREEBOG_512: &[u8] = b"\x30\x0a\x06\x08\x2a\x85\x03\x07\x01\x01\x02\x03";
    const SALT: [u8; 8] = [7; 8];
    let mut derived = [0; 96];
    pbkdf2_streebog512(PASSWORD, &SALT, 1, &mut derived);
    let mac = hmac_streebog512(&derived[64..], safe);

    let octets = |bytes: &[u8]| OctetStringRef::new(bytes)?.to_der();
    let content = tlv(0x30, &[DATA, &tlv(0xa0, &[&octets(safe)?])?])?;
    let digest = tlv(0x30, &[STREEBOG_512, &octets(&mac)?])?;
    tlv(0x30, &[VERSION, &content, &tlv(0x30, &[&digest, &octets(&SALT)?])?])
}

fn tlv(tag: u8, parts: &[&[u8]]) -> der::Result<Vec<u8>> {
    let parts = parts.concat();
    let mut out = vec![tag];
    der::Length::try_from(parts.len())?.encode_to_vec(&mut out)?;
    out.extend(parts);
    Ok(out)
}
