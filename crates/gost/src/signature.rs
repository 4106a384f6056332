//! A signature as it stands in certificates, requests, CRLs and CMS.

use alloc::vec::Vec;
use der::asn1::BitString;
use signature::SignatureEncoding;
use spki::SignatureBitStringEncoding;

/// s ‖ r, each big-endian and as wide as the parameter set: 64 or 128 bytes (RFC 9215 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature(Vec<u8>);

impl Signature {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl AsRef<[u8]> for Signature {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Signature {
    type Error = signature::Error;

    /// Takes the two lengths there are; which one fits is for the key to say.
    fn try_from(bytes: &[u8]) -> Result<Self, signature::Error> {
        match bytes.len() {
            64 | 128 => Ok(Self(bytes.to_vec())),
            _ => Err(signature::Error::new()),
        }
    }
}

impl From<Signature> for Vec<u8> {
    fn from(signature: Signature) -> Self {
        signature.0
    }
}

impl SignatureEncoding for Signature {
    type Repr = Vec<u8>;
}

impl SignatureBitStringEncoding for Signature {
    fn to_bitstring(&self) -> der::Result<BitString> {
        BitString::from_bytes(&self.0)
    }
}
