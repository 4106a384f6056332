//! The reader of `SignedData` (RFC 5652 §5). It takes what tools of the last twenty years wrote, BER too.

use alloc::{
    borrow::{Cow, ToOwned},
    vec::Vec,
};

use const_oid::ObjectIdentifier;
use der::{AnyRef, Encode, Tag, Tagged};

use super::{CmsError, Signer, build};
use crate::{
    ber,
    certificate::Certificate,
    elements::{Elements, context},
    oid, pem,
    tlv::{CONTEXT_0, CONTEXT_1, SEQUENCE, SET, content_info, tlv},
};

/// The largest file that is looked at, in bytes; documents that are larger are signed detached.
pub const MAX_SIZE: usize = 64 * 1024 * 1024;
const MAX_SIGNERS: usize = 64;
const MAX_CERTIFICATES: usize = 256;
const MAX_LISTS: usize = 64;
const MAX_ALGORITHMS: usize = 64;
/// What the PEM of a signature may be called.
const LABELS: [&str; 3] = ["CMS", "PKCS7", "PKCS #7 SIGNED DATA"];

/// A document with its signatures. They are checked by [`SignedData::verify`], not by reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedData {
    version: Vec<u8>,
    digest_algorithms: Vec<u8>,
    content_type: ObjectIdentifier,
    content: Option<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
    lists: Vec<Vec<u8>>,
    signers: Vec<Signer>,
}

impl SignedData {
    /// Reads a `ContentInfo` with `SignedData` in DER, BER, PEM or bare base64.
    ///
    /// # Errors
    /// [`CmsError`]: too large, not CMS, CMS of another kind, or more parts than are looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        let content = content_of(bytes, oid::SIGNED_DATA)?;
        Self::read(&content).map_err(not_cms)
    }

    /// ```text
    /// SignedData ::= SEQUENCE {
    ///     version           INTEGER,
    ///     digestAlgorithms  SET OF AlgorithmIdentifier,
    ///     encapContentInfo  EncapsulatedContentInfo,
    ///     certificates  [0] IMPLICIT CertificateSet OPTIONAL,
    ///     crls          [1] IMPLICIT RevocationInfoChoices OPTIONAL,
    ///     signerInfos       SET OF SignerInfo }
    /// ```
    fn read(der: &[u8]) -> der::Result<Self> {
        let mut parts = Elements::sequence(der)?;
        let version = parts.tagged(Tag::Integer)?.to_der()?;
        let digest_algorithms = parts.tagged(Tag::Set)?;
        Elements::of(digest_algorithms, Tag::Set)?.rest(MAX_ALGORITHMS)?;
        let (content_type, content) = encapsulated(parts.tagged(Tag::Sequence)?)?;
        let certificates = set(parts.optional(context(0))?, MAX_CERTIFICATES)?;
        let lists = set(parts.optional(context(1))?, MAX_LISTS)?;
        let signers = set(Some(parts.tagged(Tag::Set)?), MAX_SIGNERS)?;
        parts.end()?;
        Ok(Self {
            version,
            digest_algorithms: digest_algorithms.to_der()?,
            content_type,
            content,
            certificates,
            lists,
            signers: signers
                .iter()
                .map(|der| Signer::from_der(der))
                .collect::<der::Result<_>>()?,
        })
    }

    pub fn content_type(&self) -> ObjectIdentifier {
        self.content_type
    }

    /// The signed document, or nothing when the signature is detached.
    pub fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    /// The certificates that can be read, odd as they may be; others (attribute certificates) are left out.
    pub fn certificates(&self) -> Vec<Certificate> {
        let read = self.certificates.iter().filter_map(|der| Certificate::read(der).ok());
        read.map(|reading| reading.value).collect()
    }

    /// The revocation lists and other revocation information that came with the signature, each as DER.
    pub fn lists(&self) -> &[Vec<u8>] {
        &self.lists
    }

    pub fn signers(&self) -> &[Signer] {
        &self.signers
    }

    /// The same with one more unsigned attribute at an existing signer: no signature changes by it (RFC 5652 §5.3).
    pub(crate) fn push_unsigned(&mut self, signer: usize, attribute: super::Attribute) {
        self.signers[signer].push_unsigned(attribute);
    }

    /// A DER `ContentInfo`. Every part is written as it was read.
    pub fn to_der(&self) -> Vec<u8> {
        let signers: Vec<_> = self.signers.iter().map(Signer::to_der).collect();
        let signed_data = tlv(
            SEQUENCE,
            &[
                &self.version,
                &self.digest_algorithms,
                &build::encapsulated(self.content_type, self.content()),
                &optional(CONTEXT_0, &self.certificates),
                &optional(CONTEXT_1, &self.lists),
                &joined(SET, &signers),
            ],
        );
        content_info(oid::SIGNED_DATA, &signed_data)
    }
}

/// The content of a `ContentInfo` of this kind as DER, from DER, BER, PEM or bare base64.
pub(super) fn content_of(bytes: &[u8], kind: ObjectIdentifier) -> Result<Vec<u8>, CmsError> {
    if bytes.len() > MAX_SIZE {
        return Err(CmsError::TooLarge);
    }
    let ber = unarmoured(bytes).ok_or(CmsError::NotCms)?;
    let der = ber::to_der(&ber).map_err(|ber::NotBer| CmsError::NotCms)?;
    let mut info = Elements::sequence(&der).map_err(not_cms)?;
    let found = info.oid().map_err(not_cms)?;
    if found != kind {
        return Err(CmsError::OtherContent(found));
    }
    let content = info.tagged(context(0)).map_err(not_cms)?;
    info.end().map_err(not_cms)?;
    Ok(content.value().to_owned())
}

/// ```text
/// EncapsulatedContentInfo ::= SEQUENCE {
///     eContentType  OBJECT IDENTIFIER,
///     eContent  [0] EXPLICIT OCTET STRING OPTIONAL }
/// ```
pub(super) fn encapsulated(value: AnyRef<'_>) -> der::Result<(ObjectIdentifier, Option<Vec<u8>>)> {
    let mut parts = Elements::of(value, Tag::Sequence)?;
    let content_type = parts.oid()?;
    let content = match parts.optional(context(0))? {
        Some(content) => {
            let mut content = Elements::of(content, context(0))?;
            let octets = content.octets()?.to_owned();
            content.end()?;
            Some(octets)
        }
        None => None,
    };
    parts.end()?;
    Ok((content_type, content))
}

fn set(value: Option<AnyRef<'_>>, most: usize) -> der::Result<Vec<Vec<u8>>> {
    value.map_or(Ok(Vec::new()), |value| Elements::of(value, value.tag())?.rest(most))
}

/// The elements in their order: the file is not ours to sort.
fn joined(tag: u8, elements: &[Vec<u8>]) -> Vec<u8> {
    let elements: Vec<&[u8]> = elements.iter().map(Vec::as_slice).collect();
    tlv(tag, &elements)
}

fn optional(tag: u8, elements: &[Vec<u8>]) -> Vec<u8> {
    if elements.is_empty() {
        Vec::new()
    } else {
        joined(tag, elements)
    }
}

/// The binary form of a file that may be text. Some tools write base64 without a first and a last line.
fn unarmoured(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if bytes.first() == Some(&0x30) {
        return Some(Cow::Borrowed(bytes));
    }
    if let Some(der) = LABELS.iter().find_map(|label| pem::decode(bytes, label).ok()) {
        return Some(der);
    }
    pem::decode_bare(bytes).map(Cow::Owned)
}

fn not_cms(_: der::Error) -> CmsError {
    CmsError::NotCms
}
