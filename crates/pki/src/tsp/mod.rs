//! Time stamps (RFC 3161, RFC 5816): requests, answers, tokens, and stamps on signatures (CAdES-T).
//!
//! An authority answers in four steps: [`TimeStampRequest::parse`], [`TstInfo::to_der`] with its own clock and serial number,
//! a signature over [`to_sign`], [`granted`] around [`assemble_token`].

mod imprint;
mod info;
mod request;
mod response;
mod signature;
mod token;

pub use imprint::Imprint;
pub use info::{Accuracy, TstInfo};
pub use request::{RequestError, TimeStampRequest};
pub use response::{FailureInfo, TimeStampResponse, granted, refused};
pub use signature::{Stamp, add_signature_stamp, signature_imprint, verify_signature_stamps};
pub use token::{TimeStampToken, TokenError, assemble_token, is_for_time_stamping, to_sign};
