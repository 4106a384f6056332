//! The request of a time stamp (RFC 3161 §2.4.1).

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{AnyRef, Tag};

use super::{FailureInfo, Imprint};
use crate::{
    elements::{Elements, context},
    tlv::{BOOLEAN, INTEGER, SEQUENCE, object_identifier, tlv},
};

/// The largest request that is looked at, in bytes: a real one has less than two hundred.
const MAX_SIZE: usize = 4 * 1024;
/// A nonce is a random number; nobody needs more than this many bytes of it.
const MAX_NONCE: usize = 64;

/// ```text
/// TimeStampReq ::= SEQUENCE {
///     version         INTEGER { v1(1) },
///     messageImprint  MessageImprint,
///     reqPolicy       OBJECT IDENTIFIER OPTIONAL,
///     nonce           INTEGER OPTIONAL,
///     certReq         BOOLEAN DEFAULT FALSE,
///     extensions  [0] IMPLICIT Extensions OPTIONAL }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeStampRequest {
    pub imprint: Imprint,
    /// The policy that the answer must name.
    pub policy: Option<ObjectIdentifier>,
    /// Content of the INTEGER.
    pub nonce: Option<Vec<u8>>,
    /// Whether the certificate of the authority is to go with the stamp.
    pub certificate_wanted: bool,
}

/// Why a request is not answered with a stamp. [`RequestError::failure`] is what the asker is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("the request is larger than 4 KB")]
    TooLarge,
    #[error("the request is not a TimeStampReq of version 1")]
    NotDer,
    #[error("hash function {0} is not accepted, or its value has a wrong length")]
    Imprint(ObjectIdentifier),
    #[error("the request has extensions, and none is known")]
    Extensions,
    #[error("stamps under policy {0} are not given")]
    Policy(ObjectIdentifier),
}

impl RequestError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotDer => "not-der",
            Self::Imprint(_) => "bad-imprint",
            Self::Extensions => "unknown-extensions",
            Self::Policy(_) => "unknown-policy",
        }
    }

    pub fn failure(&self) -> FailureInfo {
        match self {
            Self::TooLarge => FailureInfo::BadRequest,
            Self::NotDer => FailureInfo::BadDataFormat,
            Self::Imprint(_) => FailureInfo::BadAlgorithm,
            Self::Extensions => FailureInfo::UnacceptedExtension,
            Self::Policy(_) => FailureInfo::UnacceptedPolicy,
        }
    }
}

impl TimeStampRequest {
    /// Reads a request in DER.
    ///
    /// # Errors
    /// [`RequestError`], each with the failure to answer.
    pub fn parse(der: &[u8]) -> Result<Self, RequestError> {
        if der.len() > MAX_SIZE {
            return Err(RequestError::TooLarge);
        }
        let parts = Parts::read(der).map_err(|_| RequestError::NotDer)?;
        if parts.has_extensions {
            return Err(RequestError::Extensions);
        }
        Ok(Self {
            imprint: Imprint::read(parts.imprint).map_err(RequestError::Imprint)?,
            policy: parts.policy,
            nonce: parts.nonce.map(ToOwned::to_owned),
            certificate_wanted: parts.certificate_wanted,
        })
    }

    /// The request as DER, for whoever asks for a stamp.
    pub fn to_der(&self) -> Vec<u8> {
        let policy = self.policy.map(object_identifier);
        let nonce = self.nonce.as_ref().map(|nonce| tlv(INTEGER, &[nonce]));
        let certificate = self.certificate_wanted.then(|| tlv(BOOLEAN, &[&[0xff]]));
        tlv(
            SEQUENCE,
            &[
                &tlv(INTEGER, &[&[1]]),
                &self.imprint.to_der(),
                policy.as_deref().unwrap_or_default(),
                nonce.as_deref().unwrap_or_default(),
                certificate.as_deref().unwrap_or_default(),
            ],
        )
    }
}

struct Parts<'a> {
    imprint: super::imprint::Named<'a>,
    policy: Option<ObjectIdentifier>,
    nonce: Option<&'a [u8]>,
    certificate_wanted: bool,
    has_extensions: bool,
}

impl<'a> Parts<'a> {
    fn read(der: &'a [u8]) -> der::Result<Self> {
        let mut parts = Elements::sequence(der)?;
        if parts.read::<u8>()? != 1 {
            return Err(Tag::Integer.value_error().into());
        }
        let imprint = super::imprint::Named::read(parts.any()?)?;
        let policy = parts.optional(Tag::ObjectIdentifier)?;
        let policy = policy.map(|policy| policy.decode_as()).transpose()?;
        let nonce = parts.optional(Tag::Integer)?.map(nonce).transpose()?;
        let wanted = parts.optional(Tag::Boolean)?;
        let certificate_wanted = wanted.map(|wanted| wanted.decode_as()).transpose()?;
        let has_extensions = parts.optional(context(0))?.is_some();
        parts.end()?;
        Ok(Self {
            imprint,
            policy,
            nonce,
            certificate_wanted: certificate_wanted.unwrap_or(false),
            has_extensions,
        })
    }
}

/// The content of the INTEGER, which is given back byte for byte.
pub(super) fn nonce(value: AnyRef<'_>) -> der::Result<&[u8]> {
    if value.value().is_empty() || value.value().len() > MAX_NONCE {
        return Err(Tag::Integer.length_error().into());
    }
    Ok(value.value())
}
