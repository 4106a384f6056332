//! Signed documents (CMS, RFC 5652; R 1323565.1.025-2019; CAdES, RFC 5126): a strict builder, a lenient reader.

mod attribute;
mod bare;
mod build;
mod digested;
pub mod enveloped;
mod error;
mod ess;
mod key;
mod signed_data;
mod signer;
mod verify;

pub use attribute::{Attribute, Attributes};
pub use build::{SignedAttributes, SignerPart, assemble};
pub use digested::DigestedData;
pub use error::{CmsError, SignerError};
pub use signed_data::{MAX_SIZE, SignedData};
pub use signer::{Signer, SignerIdentifier};
pub use verify::{ContentDigests, ContentHasher, Verified};
