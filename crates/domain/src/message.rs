//! Messages: in the cabinet, and outgoing letters.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, MessageId, OutboxId};

/// Сообщение в кабинете.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// For whom.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
    /// Text.
    pub text: String,
    /// Path on the portal it leads to.
    pub link: Option<String>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// Письмо that waits for its delivery. It names no secret, no СНИЛС, no passport: it leads to the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Id, also the Message-ID: a repeated delivery is the same letter.
    pub id: OutboxId,
    /// Address.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Written at.
    pub created_at: Timestamp,
    /// Not before.
    pub next_at: Timestamp,
    /// Attempts so far.
    pub attempts: u32,
    /// Delivered at.
    pub sent_at: Option<Timestamp>,
    /// What the last attempt said.
    pub last_error: Option<String>,
}
