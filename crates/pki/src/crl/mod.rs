//! Revocation lists (RFC 5280 §5): version 2, complete, direct.

mod build;
mod parse;

pub use build::{CrlInput, RevokedEntry, assemble, build_tbs};
pub(crate) use parse::TbsCertList;
pub use parse::{Crl, CrlError, Reason};
