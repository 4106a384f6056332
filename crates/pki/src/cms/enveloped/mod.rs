//! Encrypted documents: `EnvelopedData` (RFC 5652 §6) with ГОСТ key transport and key agreement (RFC 4490,
//! R 1323565.1.025-2019), and `EncryptedData` (§8) under a key that both sides know.

mod agreement;
mod build;
mod content;
mod error;
mod export;
mod parse;
mod recipient;
mod transport;
mod wrap;

pub use build::{Originator, Transport, seal, seal_by_agreement};
pub use content::{Cipher, EncryptedContent};
pub use error::EnvelopeError;
pub use parse::{EncryptedData, EnvelopedData};
pub use recipient::Recipient;
