//! Checkpoints: the journal key signs a place in the chain.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use super::names::{Digest, Head, NameError, Writer};
use super::record::{Body, CHECKPOINT_OPERATION};
use crate::encoding::Encoder;

const CHECKPOINT_DOMAIN: &str = "zaver/journal/checkpoint/1";

/// What a checkpoint marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckpointKind {
    /// The first record of a writer; covers the head of the node's chain before it.
    Opening,
    /// Made from time to time; covers a record of its own chain.
    Interim,
    /// The last record of a writer; covers the record just before it.
    Closing,
}

/// What is to be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    pub kind: CheckpointKind,
    pub writer: Writer,
    /// The place that is fixed; none only at the very first start of a node.
    pub covers: Option<Head>,
    /// Unix seconds.
    pub at: i64,
}

impl Checkpoint {
    /// The first checkpoint of a new writer.
    pub fn opening(writer: Writer, previous: Option<Head>, at: i64) -> Self {
        Self {
            kind: CheckpointKind::Opening,
            writer,
            covers: previous,
            at,
        }
    }

    /// The bytes the signature stands over, each field led by its length (8 bytes, big-endian), numbers as 8 bytes,
    /// big-endian: `zaver/journal/checkpoint/1`, kind, writer (`node:epoch`), at, and, where something is covered, its
    /// writer, seq and hash. Nothing else signed by the journal key can look like them.
    pub fn to_be_signed(&self) -> Vec<u8> {
        let kind: &[u8] = match self.kind {
            CheckpointKind::Opening => b"opening",
            CheckpointKind::Interim => b"interim",
            CheckpointKind::Closing => b"closing",
        };
        let encoder = Encoder::new(CHECKPOINT_DOMAIN)
            .field(kind)
            .field(self.writer.to_string().as_bytes())
            .field(&self.at.to_be_bytes());
        match &self.covers {
            None => encoder,
            Some(head) => encoder
                .field(head.writer.to_string().as_bytes())
                .field(&head.seq.to_be_bytes())
                .field(&head.hash.0),
        }
        .finish()
    }
}

/// The key a checkpoint was signed with: Streebog-256 of its SubjectPublicKeyInfo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyId(pub Digest);

/// A checkpoint with its signature, as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    pub checkpoint: Checkpoint,
    pub key: KeyId,
    /// s‖r, big-endian (RFC 9215).
    pub signature: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredCheckpoint {
    operation: String,
    checkpoint: Checkpoint,
    key: KeyId,
    signature: String,
}

impl SignedCheckpoint {
    pub(super) fn to_body(&self) -> Body {
        let stored = StoredCheckpoint {
            operation: CHECKPOINT_OPERATION.to_owned(),
            checkpoint: self.checkpoint.clone(),
            key: self.key,
            signature: BASE64_STANDARD.encode(&self.signature),
        };
        let json = serde_json::to_vec(&stored).expect("a struct of texts and numbers always has a JSON form");
        Body::from_stored(&json).expect("serde_json writes one object on one line")
    }

    /// Reads back what [`Self::to_body`] wrote, and only that: another spelling of the same checkpoint is refused.
    pub(super) fn from_body(body: &Body) -> Option<Self> {
        let stored: StoredCheckpoint = serde_json::from_str(body.as_str()).ok()?;
        let signed = Self {
            checkpoint: stored.checkpoint,
            key: stored.key,
            signature: BASE64_STANDARD.decode(&stored.signature).ok()?,
        };
        (signed.to_body() == *body).then_some(signed)
    }
}

impl TryFrom<&str> for KeyId {
    type Error = NameError;

    fn try_from(text: &str) -> Result<Self, NameError> {
        Digest::try_from(text.to_owned()).map(Self)
    }
}
