//! Certificates (RFC 5280 §4, RFC 9215): a strict builder, a lenient reader.

mod build;
mod parse;

pub(crate) use build::has_expected_digest;
pub use build::{BuildError, Issuer, TbsInput, assemble, build_tbs, key_identifier};
pub use parse::{Certificate, CertificateError, fingerprint, format_fingerprint};
pub(crate) use parse::{Signed, TbsCertificate};
