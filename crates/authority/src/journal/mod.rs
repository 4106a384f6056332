//! The journal: a chain of records that proves itself.
//!
//! A writer is one start of one node. Each record carries the hash of the one before it; a restart opens a new chain
//! whose first record names the old head and is signed; checkpoints are signed at opening, from time to time and at
//! closing. Nothing here stores or reads a clock: the committer keeps the records in the same transaction as what they
//! tell of.
//!
//! What it shows, and what it cannot: between two checkpoints a record cannot be changed, removed, moved or added
//! unseen. Records after the last checkpoint are chained but not signed; whoever rewrites them and the file together
//! is seen only against a place known from elsewhere ([`Expectation::known_heads`]).

mod chain;
mod checkpoint;
mod export;
mod keys;
mod names;
mod record;
mod report;
mod verify;

pub use chain::{Chain, ChainError};
pub use checkpoint::{Checkpoint, CheckpointKind, KeyId, SignedCheckpoint};
pub use export::{header_line, record_line};
pub use keys::KeysError;
pub(crate) use keys::{is_journal, key_id};
pub use names::{Digest, Head, NameError, NodeName, Writer};
pub use record::{Body, BodyError, ChainRecord};
pub use report::{BadRecord, Expectation, Reason, Report};
pub use verify::verify;
