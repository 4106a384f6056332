//! What was done in a case: appended by each step, never changed; the history people read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::AccountId;

/// One line of a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// Who; nobody when the office did it by itself.
    pub by: Option<AccountId>,
    /// What, as people read it; with the reason where one was given.
    pub text: String,
}
