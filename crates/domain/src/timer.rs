//! Таймер: something the office does by itself at an instant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::TimerId;

/// What happens when it fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    /// A registration's 3 working days are over.
    RegistrationTerm,
    /// A request's 3 working days are over.
    RequestTerm,
    /// Temporary access ends.
    TemporaryAccess,
    /// Reminder of the signed copy, so many days before.
    CopyReminder(u8),
    /// The month for the signed copy is over.
    CopyTerm,
    /// A suspension lasts long: an operator is to look at it.
    SuspensionReview,
    /// A suspension ends in revocation, where the регламент says so.
    SuspensionExpiry,
    /// A suspended certificate is over: the access of its holder is looked at anew.
    SuspendedEnd,
}

/// Таймер.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// Id.
    pub id: TimerId,
    /// What.
    pub kind: TimerKind,
    /// Case.
    pub subject: Uuid,
    /// When.
    pub due_at: Timestamp,
    /// When it fired or was called off.
    pub done_at: Option<Timestamp>,
}
