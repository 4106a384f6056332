//! Revocation lists (RFC 5280 §5), version 2: complete, delta and partial ones, written and read without a copy of
//! their entries.

mod build;
mod entry;
mod foreign;
mod parse;

pub use build::{CrlBuilder, CrlInput, Part, assemble, build_tbs};
pub use entry::{Entries, Reason, RevokedEntry};
pub(crate) use entry::{RawEntries, RevokedCertificate};
pub use foreign::{ForeignEntry, RevocationList};
pub(crate) use parse::TbsCertList;
pub use parse::{Crl, CrlError};
