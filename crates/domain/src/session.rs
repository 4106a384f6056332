//! Сеанс портала.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, SessionId};

/// Сеанс. The browser holds a random token; only its hash is kept here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Id, for the list of sessions.
    pub id: SessionId,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Whose.
    pub account: AccountId,
    /// Started.
    pub created_at: Timestamp,
    /// Last used, to the minute.
    pub seen_at: Timestamp,
    /// Ends at the latest.
    pub expires_at: Timestamp,
    /// Network address it was started from.
    pub address: String,
    /// Browser, shortened.
    pub agent: String,
    /// Ended before its time.
    pub ended_at: Option<Timestamp>,
}
