//! Информационная система, которая работает с УЦ по API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::ClientId;
use crate::rights::{Grant, Operation};

/// An information system. It shows a random token; only its hash is kept here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Id.
    pub id: ClientId,
    /// What the administrator calls it.
    pub name: String,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Codes of the operations it may ask for.
    pub operations: Vec<String>,
    /// Admitted.
    pub created_at: Timestamp,
    /// The token is good until then.
    pub expires_at: Timestamp,
    /// Dismissed before its time.
    pub ended_at: Option<Timestamp>,
}

impl Client {
    /// Whether the token is good at `now`.
    #[must_use]
    pub fn is_admitted(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    /// What the token allows; a code that no operation has any more allows nothing.
    #[must_use]
    pub fn grant(&self) -> Grant {
        Grant {
            client: self.id,
            operations: self
                .operations
                .iter()
                .filter_map(|code| Operation::by_code(code))
                .collect(),
        }
    }
}
