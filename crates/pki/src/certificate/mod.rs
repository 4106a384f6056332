//! Certificates (RFC 5280 §4, RFC 9215): a strict builder, a strict reader and a lenient one.

mod build;
mod lenient;
mod parse;

pub(crate) use build::has_expected_digest;
pub use build::{BuildError, Issuer, TbsInput, assemble, build_tbs, key_identifier};
pub(crate) use lenient::extensions;
pub use parse::{Certificate, CertificateError, fingerprint, format_fingerprint};
pub(crate) use parse::{Signed, TbsCertificate};
