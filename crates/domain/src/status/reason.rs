//! Who may ask for a change of the status, and for which reasons.

use serde::{Deserialize, Serialize};

use crate::rights::Role;

/// Whose will a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// Владелец.
    Holder,
    /// Организация владельца.
    Organization,
    /// Удостоверяющий центр.
    Authority,
    /// The office by itself, when a term is over.
    Timer,
}

impl Asker {
    /// For whom a role may speak: the holder for himself, an operator for whoever signed the paper.
    #[must_use]
    pub const fn spoken_for_by(role: Role) -> &'static [Self] {
        match role {
            Role::CaUser => &[Self::Holder],
            Role::RaOperator => &[Self::Holder, Self::Organization, Self::Authority],
            Role::System => &[Self::Timer],
            Role::Visitor | Role::NewUser | Role::Client => &[],
        }
    }
}

/// Why a certificate is suspended. Several may stand at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The signed paper copy did not come back in time (source S1).
    CopyNotReturned,
    /// Заявление владельца.
    Holder,
    /// Заявление организации.
    Organization,
    /// Решение УЦ.
    Authority,
}

impl HoldReason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::CopyNotReturned, Self::Holder, Self::Organization, Self::Authority];

    /// The reason that follows from who asks.
    #[must_use]
    pub const fn of(asker: Asker) -> Self {
        match asker {
            Asker::Timer => Self::CopyNotReturned,
            Asker::Holder => Self::Holder,
            Asker::Organization => Self::Organization,
            Asker::Authority => Self::Authority,
        }
    }

    /// Who may lift it: whoever asked for it; the unreturned copy is lifted by the центр регистрации that received it.
    #[must_use]
    pub fn is_lifted_by(self, asker: Asker) -> bool {
        match self {
            Self::CopyNotReturned => asker == Asker::Authority,
            other => other == Self::of(asker),
        }
    }
}

/// Why a certificate has ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationReason {
    /// The carrier is lost, or the key may be with others.
    KeyCompromise,
    /// The holder's data have changed.
    DataChanged,
    /// Увольнение.
    Dismissed,
    /// A new certificate takes its place.
    Superseded,
    /// Not needed any more.
    NotNeeded,
    /// The holder or the organisation broke the регламент.
    RegulationBroken,
    /// The term of the suspension is over by the регламент.
    SuspensionOver,
    /// Annulment: possession of the key was not proved.
    KeyNotProved,
    /// Annulment: the key is in another certificate.
    DuplicateKey,
    /// Annulment: a court has decided so.
    Court,
}

impl RevocationReason {
    /// All reasons.
    pub const ALL: [Self; 10] = [
        Self::KeyCompromise,
        Self::DataChanged,
        Self::Dismissed,
        Self::Superseded,
        Self::NotNeeded,
        Self::RegulationBroken,
        Self::SuspensionOver,
        Self::KeyNotProved,
        Self::DuplicateKey,
        Self::Court,
    ];

    /// Whether it annuls: the certificate should never have been.
    #[must_use]
    pub const fn annuls(self) -> bool {
        matches!(self, Self::KeyNotProved | Self::DuplicateKey | Self::Court)
    }

    /// Whether it is a reason for the one who asks.
    #[must_use]
    pub const fn is_given_by(self, asker: Asker) -> bool {
        match asker {
            Asker::Holder | Asker::Organization => matches!(
                self,
                Self::KeyCompromise | Self::DataChanged | Self::Dismissed | Self::Superseded | Self::NotNeeded
            ),
            Asker::Authority => matches!(
                self,
                Self::KeyCompromise | Self::RegulationBroken | Self::KeyNotProved | Self::DuplicateKey | Self::Court
            ),
            Asker::Timer => matches!(self, Self::SuspensionOver),
        }
    }

    /// CRLReason of RFC 5280 §5.3.1.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::KeyCompromise => 1,
            Self::DataChanged | Self::Dismissed => 3,
            Self::Superseded => 4,
            Self::NotNeeded => 5,
            Self::RegulationBroken | Self::SuspensionOver | Self::KeyNotProved | Self::DuplicateKey | Self::Court => 9,
        }
    }
}
