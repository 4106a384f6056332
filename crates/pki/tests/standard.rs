//! The room against its own standards: no tool from outside is needed.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod kit;

#[path = "standard/bare_signatures.rs"]
mod bare_signatures;
#[path = "standard/certificates.rs"]
mod certificates;
#[path = "standard/document_properties.rs"]
mod document_properties;
#[path = "standard/documents.rs"]
mod documents;
#[path = "standard/envelope_vectors.rs"]
mod envelope_vectors;
#[path = "standard/envelopes.rs"]
mod envelopes;
#[path = "standard/foreign.rs"]
mod foreign;
#[path = "standard/lints.rs"]
mod lints;
#[path = "standard/list_lints.rs"]
mod list_lints;
#[path = "standard/lists.rs"]
mod lists;
#[path = "standard/names.rs"]
mod names;
#[path = "standard/ocsp.rs"]
mod ocsp;
#[path = "standard/paths.rs"]
mod paths;
#[path = "standard/pkcs12.rs"]
mod pkcs12;
#[path = "standard/profiles.rs"]
mod profiles;
#[path = "standard/properties.rs"]
mod properties;
#[path = "standard/requests.rs"]
mod requests;
#[path = "standard/rfc9215.rs"]
mod rfc9215;
#[path = "standard/stamps.rs"]
mod stamps;
#[path = "standard/tc26_cms.rs"]
mod tc26_cms;
#[path = "standard/tc26_envelopes.rs"]
mod tc26_envelopes;
#[path = "standard/tlv.rs"]
mod tlv;

/// 23.11.2026 10:00:00 UTC.
const NOW: i64 = 1_795_428_000;
