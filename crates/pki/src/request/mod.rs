//! PKCS#10 requests (RFC 2986): a builder small enough for the browser, a parser that trusts nothing.

mod build;
#[cfg(feature = "authority")]
mod parse;

pub use build::{assemble, build_info};
#[cfg(feature = "authority")]
pub(crate) use build::{signature_part, signed};
#[cfg(feature = "authority")]
pub use parse::{CertificationRequest, MAX_SIZE, RequestError};
