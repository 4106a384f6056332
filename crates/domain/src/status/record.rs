//! What is noted of a change of the status, and what lists say of a certificate.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Asker, HoldReason, RevocationReason};
use crate::certificate::CertificateState;
use crate::id::AccountId;
use crate::rights::Role;

/// One reason of suspension that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Why.
    pub reason: HoldReason,
    /// Since when.
    pub since: Timestamp,
}

/// Why the status changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusReason {
    /// A reason of suspension began to stand.
    Held(HoldReason),
    /// A reason of suspension does not stand any more.
    Lifted(HoldReason),
    /// The certificate has ended.
    Ended(RevocationReason),
}

/// One change of the status: what, why, whose will, who decided, by which paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// When: the заявление was taken and the status changed in the same instant.
    pub at: Timestamp,
    /// Status before.
    pub from: CertificateState,
    /// Status after.
    pub to: CertificateState,
    /// Why.
    pub reason: StatusReason,
    /// Whose will.
    pub asked_by: Asker,
    /// Account that decided; none when the office did it by itself.
    pub decided_by: Option<AccountId>,
    /// Number of the заявление in the office, or of the decision.
    pub number: String,
    /// The paper it stands on, as the operator registered it: its own number and date, a court's decision.
    pub basis: Option<String>,
}

/// Who asks, who decides and by which paper: the same for every change.
#[derive(Clone, Debug)]
pub struct Will {
    /// When.
    pub at: Timestamp,
    /// Role that acts.
    pub role: Role,
    /// Whose will it is.
    pub asked_by: Asker,
    /// Account that acts.
    pub decided_by: Option<AccountId>,
    /// Number of the заявление.
    pub number: String,
    /// The paper it stands on.
    pub basis: Option<String>,
}

/// What a list of revoked certificates says of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Since when.
    pub since: Timestamp,
    /// CRLReason of RFC 5280 §5.3.1.
    pub reason: u8,
}

/// CRLReason `certificateHold`.
pub const CERTIFICATE_HOLD: u8 = 6;
/// CRLReason `cessationOfOperation`: the number was given and never became a certificate.
pub const CESSATION_OF_OPERATION: u8 = 5;
