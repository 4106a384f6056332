//! Присоединение организации к Регламенту (DOMAIN §1.3).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, AdherenceId, OrganizationId};
use crate::process::{Process, Rule, TermEffect};
use crate::rights::Role;

/// Where the adherence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdherenceState {
    /// The paper lies before the operator.
    UnderReview,
    /// Зарегистрировано; the second copy is to go back.
    Registered,
    /// The second copy went back.
    InForce,
    /// Отказано.
    Refused,
}

/// Steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdherenceAction {
    /// Зарегистрировать.
    Register,
    /// Отказать: организация не в системе ОМС.
    Refuse,
    /// Вернуть второй экземпляр заявителю.
    HandBackCopy,
}

/// Conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdherenceGuard {
    /// The organisation is in the ОМС.
    InOms,
    /// Two signed copies came.
    TwoCopies,
    /// The organisation has no adherence in force.
    NotJoinedYet,
    /// Another operator registered it: two people have compared the organisation's data with the paper.
    FourEyes,
}

impl Process for AdherenceState {
    type Action = AdherenceAction;
    type Guard = AdherenceGuard;

    fn rules() -> &'static [Rule<Self, AdherenceAction, AdherenceGuard>] {
        use AdherenceAction as A;
        use AdherenceGuard as G;
        use AdherenceState as S;
        const RULES: &[Rule<S, A, G>] = &[
            Rule {
                from: &[S::UnderReview],
                action: A::Register,
                to: S::Registered,
                who: &[Role::RaOperator],
                guards: &[G::InOms, G::TwoCopies, G::NotJoinedYet],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::UnderReview],
                action: A::Refuse,
                to: S::Refused,
                who: &[Role::RaOperator],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::Registered],
                action: A::HandBackCopy,
                to: S::InForce,
                who: &[Role::RaOperator],
                guards: &[G::FourEyes],
                term: TermEffect::Keep,
                tell: &[],
            },
        ];
        RULES
    }

    fn initial() -> Self {
        Self::UnderReview
    }

    fn all() -> &'static [Self] {
        &[Self::UnderReview, Self::Registered, Self::InForce, Self::Refused]
    }

    fn is_final(self) -> bool {
        matches!(self, Self::InForce | Self::Refused)
    }
}

impl AdherenceState {
    /// Papers of its users are taken.
    #[must_use]
    pub const fn admits_users(self) -> bool {
        matches!(self, Self::Registered | Self::InForce)
    }

    /// Its users may be approved: a second operator has compared the organisation's data.
    #[must_use]
    pub const fn is_in_force(self) -> bool {
        matches!(self, Self::InForce)
    }
}

/// Присоединение.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adherence {
    /// Id.
    pub id: AdherenceId,
    /// Организация.
    pub organization: OrganizationId,
    /// Регистрационный номер; empty for a refusal.
    pub number: String,
    /// Редакция Регламента.
    pub edition: String,
    /// Where it stands.
    pub state: AdherenceState,
    /// Copies that came.
    pub copies: u8,
    /// Registry and number (or basis) that show the organisation in the ОМС; reason of the refusal otherwise.
    pub basis: String,
    /// When the paper was registered.
    pub received_at: Timestamp,
    /// Operator who registered it.
    pub registered_by: AccountId,
    /// When the second copy went back.
    pub handed_back_at: Option<Timestamp>,
}
