//! The MAC of a file that is read.

use const_oid::ObjectIdentifier;
use der::{AnyRef, Tag};
use gost::{
    hmac::{equal_macs, hmac_streebog256},
    kdf::pbkdf2_streebog256,
};
use zeroize::Zeroizing;

use super::{Pkcs12Error, mac};
use crate::{
    elements::Elements,
    oid::{STREEBOG_256, STREEBOG_512},
};

/// ```text
/// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
/// DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }
/// ```
pub(super) struct Mac<'a> {
    algorithm: ObjectIdentifier,
    value: &'a [u8],
    salt: &'a [u8],
    pub(super) iterations: u32,
}

impl<'a> Mac<'a> {
    pub(super) fn read(value: AnyRef<'a>) -> der::Result<Self> {
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let mut digest = Elements::of(parts.any()?, Tag::Sequence)?;
        let algorithm = Elements::of(digest.any()?, Tag::Sequence)?.oid()?;
        let value = digest.octets()?;
        let salt = parts.octets()?;
        let iterations = parts
            .optional(Tag::Integer)?
            .map(|count| count.decode_as())
            .transpose()?;
        parts.end()?;
        Ok(Self {
            algorithm,
            value,
            salt,
            iterations: iterations.unwrap_or(1),
        })
    }

    pub(super) fn check(&self, content: &[u8], password: &[u8]) -> Result<(), Pkcs12Error> {
        let matches = match self.algorithm {
            STREEBOG_512 => equal_macs(
                &mac::streebog512(content, password, self.salt, self.iterations),
                self.value,
            ),
            STREEBOG_256 => equal_macs(&streebog256(content, password, self.salt, self.iterations), self.value),
            other => return Err(Pkcs12Error::Mac(other)),
        };
        if matches {
            Ok(())
        } else {
            Err(Pkcs12Error::WrongPassword)
        }
    }
}

/// [`mac::streebog512`] on the shorter function, as OpenSSL writes it when it is asked to.
fn streebog256(content: &[u8], password: &[u8], salt: &[u8], iterations: u32) -> [u8; 32] {
    let mut derived = Zeroizing::new([0; mac::DERIVED]);
    pbkdf2_streebog256(password, salt, iterations, &mut derived[..]);
    hmac_streebog256(&derived[mac::KEY..], content)
}
