//! What we make, read by tools that we did not write; and what they make, read by us.
//!
//! A missing tool fails its test with the name of the Debian package. Nothing is skipped.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod kit;

#[path = "interop/bouncycastle.rs"]
mod bouncycastle;
#[path = "interop/bouncycastle_documents.rs"]
mod bouncycastle_documents;
#[path = "interop/foreign_keys.rs"]
mod foreign_keys;
#[path = "interop/gnutls.rs"]
mod gnutls;
#[path = "interop/gnutls_documents.rs"]
mod gnutls_documents;
#[path = "interop/key_files.rs"]
mod key_files;
#[path = "interop/ocsp.rs"]
mod ocsp;
#[path = "interop/openssl.rs"]
mod openssl;
#[path = "interop/openssl_documents.rs"]
mod openssl_documents;
#[path = "interop/openssl_envelopes.rs"]
mod openssl_envelopes;
#[path = "interop/pkilint.rs"]
mod pkilint;
#[path = "interop/tool.rs"]
mod tool;
