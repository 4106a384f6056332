//! Учётная запись портала.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, RegistrationId};
use crate::rights::Role;

/// Password as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Password {
    /// Argon2id PHC string.
    pub hash: String,
    /// Temporary: may be used once, until this instant, and must be replaced.
    pub temporary_until: Option<Timestamp>,
    /// A temporary password that has been used opens nothing again.
    pub spent: bool,
}

/// One acknowledged edition of the регламент.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Edition.
    pub edition: String,
    /// When.
    pub at: Timestamp,
}

/// Учётная запись.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Id.
    pub id: AccountId,
    /// Login.
    pub login: String,
    /// Role after an own password is set.
    pub role: Role,
    /// Name shown in the corner and in the history: «Лапина О. С.».
    pub short_name: String,
    /// Full name.
    pub full_name: String,
    /// Position, for operators.
    pub position: String,
    /// Registration behind a user's account.
    pub registration: Option<RegistrationId>,
    /// Password.
    pub password: Password,
    /// Acknowledged editions.
    pub acknowledged: Vec<Acknowledgement>,
}

impl Account {
    /// The role of the moment: with a temporary password only the password can be replaced.
    #[must_use]
    pub const fn role_now(&self) -> Role {
        if self.password.temporary_until.is_some() {
            Role::NewUser
        } else {
            self.role
        }
    }

    /// Whether the user acknowledged this edition.
    #[must_use]
    pub fn knows(&self, edition: &str) -> bool {
        self.acknowledged.iter().any(|one| one.edition == edition)
    }
}
