//! The reader of encrypted documents.

use alloc::vec::Vec;

use der::{Decode, Tag};
use gost::SigningKey;
use zeroize::Zeroizing;

use super::{EncryptedContent, EnvelopeError, Recipient, agreement, recipient::Way, transport};
use crate::{
    certificate::Certificate,
    cms::signed_data,
    elements::{Elements, context},
    oid,
};

const MAX_RECIPIENTS: usize = 256;

/// A document for certain recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopedData {
    /// Certificates that the sender put in, for agreements with its own key.
    certificates: Vec<Certificate>,
    recipients: Vec<Recipient>,
    content: EncryptedContent,
}

impl EnvelopedData {
    /// Reads a `ContentInfo` with `EnvelopedData` in DER, BER, PEM or bare base64.
    ///
    /// ```text
    /// EnvelopedData ::= SEQUENCE {
    ///     version               INTEGER,
    ///     originatorInfo    [0] IMPLICIT OriginatorInfo OPTIONAL,
    ///     recipientInfos        SET OF RecipientInfo,
    ///     encryptedContentInfo  EncryptedContentInfo,
    ///     unprotectedAttrs  [1] IMPLICIT SET OF Attribute OPTIONAL }
    /// ```
    ///
    /// # Errors
    /// [`EnvelopeError`]: too large, not CMS, CMS of another kind, or encrypted in a way we do not know.
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let der = signed_data::content_of(bytes, oid::ENVELOPED_DATA)?;
        let mut parts = Elements::sequence(&der)?;
        parts.tagged(Tag::Integer)?;
        let certificates = parts.optional(context(0))?.map(originator_certificates).transpose()?;
        let infos = Elements::of(parts.any()?, Tag::Set)?.rest(MAX_RECIPIENTS)?;
        let content = parts.any()?;
        let content = EncryptedContent::read(content, parts.optional(context(1))?)?;
        parts.end()?;
        let mut recipients = Vec::new();
        for info in &infos {
            recipients.extend(Recipient::read(der::AnyRef::from_der(info)?)?);
        }
        Ok(Self {
            certificates: certificates.unwrap_or_default(),
            recipients,
            content,
        })
    }

    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }

    pub fn content(&self) -> &EncryptedContent {
        &self.content
    }

    /// Opens the document with the key of a recipient's certificate. `others` may hold the certificate of a sender who
    /// agreed on the key with its own one.
    ///
    /// # Errors
    /// [`EnvelopeError`]: not a recipient, a wrong key, or damage.
    pub fn open(
        &self,
        certificate: &Certificate,
        key: &SigningKey,
        others: &[Certificate],
    ) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        let certified = certificate.public_key().map_err(|_| EnvelopeError::Key)?;
        if certified.identity() != key.verifying_key().identity() {
            return Err(EnvelopeError::OtherKey);
        }
        let recipient = self.recipients.iter().find(|recipient| recipient.is(certificate));
        self.open_as(recipient.ok_or(EnvelopeError::NotRecipient)?, key, others)
    }

    /// [`EnvelopedData::open`] for a recipient whose certificate is not at hand.
    ///
    /// # Errors
    /// [`EnvelopeError`]: a wrong key, or damage.
    pub fn open_as(
        &self,
        recipient: &Recipient,
        key: &SigningKey,
        others: &[Certificate],
    ) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        let encrypted = &recipient.encrypted_key;
        let content_key = match &recipient.way {
            Way::Transport { algorithm } => transport::open(algorithm, encrypted, key),
            Way::Agreement {
                algorithm,
                originator,
                ukm,
            } => {
                let known: Vec<_> = self.certificates.iter().chain(others).cloned().collect();
                agreement::open(algorithm, originator, ukm, encrypted, key, &known)
            }
        }?;
        self.content.open(&content_key)
    }
}

/// `OriginatorInfo ::= SEQUENCE { certs [0] IMPLICIT CertificateSet OPTIONAL, crls … }`
fn originator_certificates(value: der::AnyRef<'_>) -> der::Result<Vec<Certificate>> {
    let mut parts = Elements::of(value, context(0))?;
    let Some(certificates) = parts.optional(context(0))? else {
        return Ok(Vec::new());
    };
    let certificates = Elements::of(certificates, context(0))?.rest(MAX_RECIPIENTS)?;
    Ok(certificates
        .iter()
        .filter_map(|der| Certificate::parse(der).ok())
        .collect())
}

/// A document under a key that both sides have already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptedData(EncryptedContent);

impl EncryptedData {
    /// Reads a `ContentInfo` with `EncryptedData ::= SEQUENCE { version, EncryptedContentInfo, unprotectedAttrs [1] … }`.
    ///
    /// # Errors
    /// As [`EnvelopedData::parse`].
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let der = signed_data::content_of(bytes, oid::ENCRYPTED_DATA)?;
        let mut parts = Elements::sequence(&der)?;
        parts.tagged(Tag::Integer)?;
        let content = parts.any()?;
        let content = EncryptedContent::read(content, parts.optional(context(1))?)?;
        parts.end()?;
        Ok(Self(content))
    }

    /// Opens it: see [`EncryptedContent::open`].
    ///
    /// # Errors
    /// [`EnvelopeError::Damaged`].
    pub fn open(&self, key: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        self.0.open(key)
    }
}
