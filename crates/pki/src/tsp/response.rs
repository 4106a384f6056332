//! The answer of a time-stamping authority (RFC 3161 §2.4.2): a stamp, or why there is none.

use alloc::{string::String, vec::Vec};

use der::{Encode, Tag, asn1::BitStringRef};

use super::TokenError;
use crate::{
    elements::Elements,
    tlv::{BIT_STRING, INTEGER, SEQUENCE, UTF8_STRING, tlv},
};

/// The largest answer that is looked at, in bytes.
const MAX_SIZE: usize = 256 * 1024;

/// PKIFailureInfo of RFC 3161: the number is the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FailureInfo {
    /// The hash function is not known or not accepted.
    BadAlgorithm = 0,
    /// This kind of request is not answered.
    BadRequest = 2,
    /// The request cannot be read.
    BadDataFormat = 5,
    /// The source of time is not available.
    TimeNotAvailable = 14,
    UnacceptedPolicy = 15,
    UnacceptedExtension = 16,
    /// What was asked for beside the stamp cannot be had.
    AddInfoNotAvailable = 17,
    SystemFailure = 25,
}

impl FailureInfo {
    const ALL: [Self; 8] = [
        Self::BadAlgorithm,
        Self::BadRequest,
        Self::BadDataFormat,
        Self::TimeNotAvailable,
        Self::UnacceptedPolicy,
        Self::UnacceptedExtension,
        Self::AddInfoNotAvailable,
        Self::SystemFailure,
    ];

    /// A BIT STRING of named bits ends with its last one (X.690 §11.2.2).
    fn to_der(self) -> Vec<u8> {
        let bit = self as u8;
        let mut bits = alloc::vec![0; usize::from(bit / 8) + 1];
        bits[usize::from(bit / 8)] = 0x80 >> (bit % 8);
        tlv(BIT_STRING, &[&[7 - bit % 8], &bits])
    }

    fn read(bits: &BitStringRef<'_>) -> Option<Self> {
        let set = bits.bits().position(|bit| bit)?;
        Self::ALL.into_iter().find(|failure| usize::from(*failure as u8) == set)
    }
}

/// `TimeStampResp` with a stamp: PKIStatus granted(0).
pub fn granted(token: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[&tlv(SEQUENCE, &[&tlv(INTEGER, &[&[0]])]), token])
}

/// `TimeStampResp` without: PKIStatus rejection(2), the reason in words for whoever reads the log, and as a bit.
pub fn refused(failure: FailureInfo, words: &str) -> Vec<u8> {
    let text = tlv(SEQUENCE, &[&tlv(UTF8_STRING, &[words.as_bytes()])]);
    let status = tlv(SEQUENCE, &[&tlv(INTEGER, &[&[2]]), &text, &failure.to_der()]);
    tlv(SEQUENCE, &[&status])
}

/// ```text
/// TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo OPTIONAL }
/// PKIStatusInfo ::= SEQUENCE {
///     status        INTEGER,
///     statusString  SEQUENCE OF UTF8String OPTIONAL,
///     failInfo      BIT STRING OPTIONAL }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeStampResponse {
    /// The stamp as DER: read it with [`super::TimeStampToken::parse`].
    Granted(Vec<u8>),
    Refused {
        status: u8,
        failure: Option<FailureInfo>,
        words: String,
    },
}

impl TimeStampResponse {
    /// Reads an answer in DER.
    ///
    /// # Errors
    /// [`TokenError::NotToken`].
    pub fn parse(der: &[u8]) -> Result<Self, TokenError> {
        if der.len() > MAX_SIZE {
            return Err(TokenError::NotToken);
        }
        Self::read(der).map_err(|_| TokenError::NotToken)
    }

    fn read(der: &[u8]) -> der::Result<Self> {
        let mut parts = Elements::sequence(der)?;
        let mut info = Elements::of(parts.any()?, Tag::Sequence)?;
        let status: u8 = info.read()?;
        let words = info.optional(Tag::Sequence)?;
        let words = words.map(|words| Elements::of(words, Tag::Sequence)?.read::<String>());
        let failure = info
            .optional(Tag::BitString)?
            .map(|bits| bits.decode_as::<BitStringRef<'_>>());
        info.end()?;
        let token = parts.optional(Tag::Sequence)?;
        parts.end()?;
        match (status, token) {
            // granted, grantedWithMods
            (0 | 1, Some(token)) => Ok(Self::Granted(token.to_der()?)),
            (0 | 1, None) | (_, Some(_)) => Err(Tag::Sequence.value_error().into()),
            (status, None) => Ok(Self::Refused {
                status,
                failure: failure.transpose()?.as_ref().and_then(FailureInfo::read),
                words: words.transpose()?.unwrap_or_default(),
            }),
        }
    }
}
