//! Доступ в УСОИ: what the office tells the system that lets people in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::certificate::{Certificate, CertificateState};
use crate::id::OutboxId;
use crate::status::HoldReason;

/// What is to be done with a person's access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Заблокировать.
    Block,
    /// Разблокировать.
    Unblock,
}

/// The order that stands for a person: a new one takes its place, and it is sent until the other system has taken it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessOrder {
    /// Id.
    pub id: OutboxId,
    /// Whose access, СНИЛС digits.
    pub snils: String,
    /// Serial number of the certificate that it is about.
    pub serial: String,
    /// What.
    pub access: Access,
    /// Why: a stable code.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
    /// Not before.
    pub next_at: Timestamp,
    /// Attempts so far.
    pub attempts: u32,
    /// Taken at.
    pub sent_at: Option<Timestamp>,
    /// What the last attempt said.
    pub last_error: Option<String>,
}

/// The access a person is to have, by all his certificates: blocked while one that still runs is suspended, open when
/// one is valid. When all have ended nothing is said: whoever was blocked stays so until a new certificate is issued.
///
/// The source speaks of the owner's account and of suspension only.
#[must_use]
pub fn due<'a>(certificates: impl IntoIterator<Item = &'a Certificate>, now: Timestamp) -> Option<Access> {
    let running = certificates.into_iter().filter(|one| now <= one.not_after);
    let access = running.filter_map(|one| match one.state {
        CertificateState::Suspended => Some(Access::Block),
        CertificateState::Valid => Some(Access::Unblock),
        _ => None,
    });
    access.reduce(|one, other| if one == Access::Block { one } else { other })
}

/// Stable code of the reason an order gives.
#[must_use]
pub const fn reason_code(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::CopyNotReturned => "copy-not-returned",
        HoldReason::Holder => "holder",
        HoldReason::Organization => "organization",
        HoldReason::Authority => "authority",
    }
}
