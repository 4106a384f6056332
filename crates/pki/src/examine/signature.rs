//! Signatures of a document: CAdES-BES, and CAdES-T where the time stamp says when the signature was there.

use alloc::{boxed::Box, vec::Vec};

use crate::{
    certificate::Certificate,
    cms::{SignedData, Signer, SignerError},
    oid,
    path::{Path, Refusal, Settings, Store},
    tsp::{TokenError, verify_signature_stamps},
};

/// What is known of one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureReport {
    /// Whose certificate it names, if the signature itself holds.
    pub certificate: Option<Box<Certificate>>,
    /// What the signer claims as the time of signing; nobody has proved it.
    pub claimed_time: Option<i64>,
    /// Whether the signature itself names its certificate: the mark of CAdES-BES.
    pub is_bes: bool,
    /// The time stamps on it, in their order.
    pub stamps: Vec<Result<StampReport, StampError>>,
    /// The moment of the check: that of the first stamp that holds, or the one that was asked for.
    pub moment: i64,
    pub result: Result<Path, SignatureError>,
}

/// A time stamp that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampReport {
    pub time: i64,
    pub path: Path,
}

/// Why a signature is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// The signature itself.
    Signer(SignerError),
    /// The certificate of the signer.
    Path(Refusal),
}

/// Why a time stamp is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StampError {
    Token(TokenError),
    Path(Refusal),
}

impl SignatureError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Signer(error) => error.code(),
            Self::Path(refusal) => refusal.cause.code(),
        }
    }
}

impl core::fmt::Display for SignatureError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Signer(error) => error.fmt(f),
            Self::Path(refusal) => refusal.cause.fmt(f),
        }
    }
}

impl StampError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Token(error) => error.code(),
            Self::Path(refusal) => refusal.cause.code(),
        }
    }
}

impl core::fmt::Display for StampError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Token(error) => error.fmt(f),
            Self::Path(refusal) => refusal.cause.fmt(f),
        }
    }
}

/// Looks at every signature of a document, attached or `beside`. `store` should hold the certificates and lists that came
/// with it; `others` are further certificates that may be those of signers.
pub fn examine_signatures(
    document: &SignedData,
    beside: Option<&[u8]>,
    others: &[Certificate],
    store: &Store<'_>,
    settings: &Settings,
) -> Vec<SignatureReport> {
    let results = document.verify_document(beside, others);
    let signers = document.signers().iter();
    let reports = signers.zip(results).map(|(signer, verified)| match verified {
        Ok(verified) => {
            let stamps = stamps(signer, document, others, store, settings);
            // The earliest stamp that holds proves the most.
            let times = stamps.iter().filter_map(|stamp| Some(stamp.as_ref().ok()?.time));
            let moment = times.min().unwrap_or(settings.time);
            let at = Settings {
                time: moment,
                ..settings.clone()
            };
            let path = store.find(&verified.certificate, &at);
            SignatureReport {
                certificate: Some(Box::new(verified.certificate)),
                claimed_time: verified.signing_time,
                is_bes: verified.names_certificate,
                stamps,
                moment,
                result: path.map_err(SignatureError::Path),
            }
        }
        Err(error) => SignatureReport {
            certificate: None,
            claimed_time: None,
            is_bes: false,
            stamps: Vec::new(),
            moment: settings.time,
            result: Err(SignatureError::Signer(error)),
        },
    });
    reports.collect()
}

/// The stamps, each checked at its own time: the path of a time-stamping authority is asked for that purpose.
fn stamps(
    signer: &Signer,
    document: &SignedData,
    others: &[Certificate],
    store: &Store<'_>,
    settings: &Settings,
) -> Vec<Result<StampReport, StampError>> {
    let mut certificates = document.certificates();
    certificates.extend_from_slice(others);
    let check = |stamp: Result<crate::tsp::Stamp, TokenError>| {
        let stamp = stamp.map_err(StampError::Token)?;
        let at = Settings {
            time: stamp.time,
            purpose: Some(oid::TIME_STAMPING),
            ..settings.clone()
        };
        let path = store.find(&stamp.certificate, &at).map_err(StampError::Path)?;
        Ok(StampReport { time: stamp.time, path })
    };
    let stamps = verify_signature_stamps(signer, &certificates).into_iter();
    stamps.map(check).collect()
}
