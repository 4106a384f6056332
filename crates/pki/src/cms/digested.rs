//! A document with its hash value: `DigestedData` (RFC 5652 §7). It proves nothing but that the two belong together.

use alloc::{borrow::ToOwned, vec::Vec};

use der::Tag;

use super::{CmsError, signed_data};
use crate::{digest::DigestAlgorithm, elements::Elements, oid};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestedData {
    algorithm: DigestAlgorithm,
    content: Option<Vec<u8>>,
    digest: Vec<u8>,
}

impl DigestedData {
    /// Reads a `ContentInfo` with `DigestedData` in DER, BER, PEM or bare base64.
    ///
    /// # Errors
    /// [`CmsError`]: too large, not CMS, or CMS of another kind.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        let der = signed_data::content_of(bytes, oid::DIGESTED_DATA)?;
        Self::read(&der).map_err(|_| CmsError::NotCms)
    }

    /// ```text
    /// DigestedData ::= SEQUENCE {
    ///     version           INTEGER,
    ///     digestAlgorithm   AlgorithmIdentifier,
    ///     encapContentInfo  EncapsulatedContentInfo,
    ///     digest            OCTET STRING }
    /// ```
    fn read(der: &[u8]) -> der::Result<Self> {
        let mut parts = Elements::sequence(der)?;
        parts.tagged(Tag::Integer)?;
        let algorithm = Elements::of(parts.any()?, Tag::Sequence)?.oid()?;
        let algorithm = DigestAlgorithm::from_oid(algorithm).ok_or_else(|| Tag::ObjectIdentifier.value_error())?;
        let (_, content) = signed_data::encapsulated(parts.any()?)?;
        let digest = parts.octets()?.to_owned();
        parts.end()?;
        Ok(Self {
            algorithm,
            content,
            digest,
        })
    }

    pub fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    /// Whether the hash value is that of `document`.
    pub fn matches(&self, document: &[u8]) -> bool {
        self.algorithm.digest(document) == self.digest
    }
}
