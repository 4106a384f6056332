//! Задача оператора: something a timer found that a person must look at.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{AccountId, TaskId};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// The signed paper copy did not come within the month.
    CopyOverdue,
    /// A term of 3 working days is over.
    TermOverdue,
    /// A temporary access was not used in time.
    AccessExpired,
    /// A status changed without an operator.
    StatusChanged,
    /// No gate to УСОИ is set up: a person carries the order out.
    AccessByHand,
    /// A suspension lasts long.
    SuspensionReview,
    /// The daily self-check has found something.
    SelfCheck,
}

impl TaskKind {
    /// It asks for something that had a term: whoever does it closes the task.
    #[must_use]
    pub const fn asks_for_a_term(self) -> bool {
        match self {
            Self::CopyOverdue | Self::TermOverdue | Self::AccessExpired => true,
            Self::StatusChanged | Self::AccessByHand | Self::SuspensionReview | Self::SelfCheck => false,
        }
    }
}

/// Задача.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Id.
    pub id: TaskId,
    /// What.
    pub kind: TaskKind,
    /// Case it is about.
    pub subject: Uuid,
    /// One line for the list.
    pub title: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was closed, and by whom.
    pub closed: Option<(Timestamp, AccountId)>,
}
