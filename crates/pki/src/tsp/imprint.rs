//! What is stamped: a hash value and the name of its function.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Tag};

use crate::{
    digest::DigestAlgorithm,
    elements::Elements,
    tlv::{OCTET_STRING, SEQUENCE, algorithm, tlv},
};

/// ```text
/// MessageImprint ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashedMessage OCTET STRING }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    algorithm: DigestAlgorithm,
    digest: Vec<u8>,
}

/// The same with a name that may be unknown.
pub(super) struct Named<'a> {
    algorithm: ObjectIdentifier,
    digest: &'a [u8],
}

impl Imprint {
    /// The imprint of a message.
    pub fn of(algorithm: DigestAlgorithm, message: &[u8]) -> Self {
        Self {
            algorithm,
            digest: algorithm.digest(message),
        }
    }

    /// A function of our list whose value can still be trusted, with a value of its length; else its name.
    pub(super) fn read(named: Named<'_>) -> Result<Self, ObjectIdentifier> {
        let algorithm = DigestAlgorithm::from_oid(named.algorithm).filter(|algorithm| {
            !matches!(algorithm, DigestAlgorithm::Gost94 | DigestAlgorithm::Sha1)
                && algorithm.size() == named.digest.len()
        });
        Ok(Self {
            algorithm: algorithm.ok_or(named.algorithm)?,
            digest: named.digest.to_vec(),
        })
    }

    pub fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        let digest = tlv(OCTET_STRING, &[&self.digest]);
        tlv(SEQUENCE, &[&algorithm(self.algorithm.oid()), &digest])
    }
}

impl<'a> Named<'a> {
    pub(super) fn read(value: AnyRef<'a>) -> der::Result<Self> {
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let algorithm = Elements::of(parts.any()?, Tag::Sequence)?.oid()?;
        let digest = parts.octets()?;
        parts.end()?;
        Ok(Self { algorithm, digest })
    }
}
