//! Регистрация пользователя УЦ (DOMAIN §1.4).

use jiff::Timestamp;
use jiff::civil::Date;
use requisites::term::Deadline;
use serde::{Deserialize, Serialize};

use crate::deed::Deed;
use crate::id::{AccountId, OrganizationId, RegistrationId};
use crate::person::Person;
use crate::process::{Party, Process, Rule, TermEffect, TermKind};
use crate::rights::Role;

/// Where the registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// Not all papers came.
    AwaitingDocuments,
    /// The full set is registered; the 3 working days run.
    UnderReview,
    /// Returned with a reason; the term stands.
    NeedsFix,
    /// Одобрена; the sealed sheet is to be printed.
    Approved,
    /// The sealed sheet is printed, temporary access runs.
    TemporaryAccess,
    /// The temporary access was not used in time.
    AccessExpired,
    /// The user set an own password.
    Active,
    /// Отклонена.
    Rejected,
}

/// Steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationAction {
    /// Зарегистрировать полный комплект.
    RegisterFullSet,
    /// Вернуть на исправление.
    Return,
    /// Отклонить.
    Reject,
    /// Одобрить.
    Approve,
    /// Напечатать запечатанный лист.
    PrintSheet,
    /// Срок временного доступа вышел.
    ExpireAccess,
    /// Пользователь задал свой пароль.
    SetOwnPassword,
}

/// Conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationGuard {
    /// Statement, and a power of attorney unless the person is the head.
    FullSet,
    /// The organisation has joined the регламент.
    AdherenceInForce,
    /// The power of attorney is valid today.
    PowerOfAttorneyValid,
    /// Another operator entered the data.
    FourEyes,
    /// A reason is given.
    Reason,
}

impl Process for RegistrationState {
    type Action = RegistrationAction;
    type Guard = RegistrationGuard;

    fn rules() -> &'static [Rule<Self, RegistrationAction, RegistrationGuard>] {
        use RegistrationAction as A;
        use RegistrationGuard as G;
        use RegistrationState as S;
        const RULES: &[Rule<S, A, G>] = &[
            Rule {
                from: &[S::AwaitingDocuments, S::NeedsFix],
                action: A::RegisterFullSet,
                to: S::UnderReview,
                who: &[Role::RaOperator],
                guards: &[G::FullSet, G::AdherenceInForce, G::PowerOfAttorneyValid],
                term: TermEffect::Start(TermKind::RegisterUser),
                tell: &[],
            },
            // An approved one goes back too: a mistake found later is mended, approved and handed out anew (п. 6.1.1).
            Rule {
                from: &[
                    S::UnderReview,
                    S::Approved,
                    S::TemporaryAccess,
                    S::AccessExpired,
                    S::Active,
                ],
                action: A::Return,
                to: S::NeedsFix,
                who: &[Role::RaOperator],
                guards: &[G::Reason],
                term: TermEffect::Pause,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::AwaitingDocuments, S::UnderReview, S::NeedsFix],
                action: A::Reject,
                to: S::Rejected,
                who: &[Role::RaOperator],
                guards: &[G::Reason],
                term: TermEffect::End,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::UnderReview],
                action: A::Approve,
                to: S::Approved,
                who: &[Role::RaOperator],
                guards: &[G::AdherenceInForce, G::PowerOfAttorneyValid, G::FourEyes],
                term: TermEffect::End,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::Approved, S::TemporaryAccess, S::AccessExpired, S::Active],
                action: A::PrintSheet,
                to: S::TemporaryAccess,
                who: &[Role::RaOperator],
                guards: &[],
                term: TermEffect::Start(TermKind::TemporaryAccess),
                tell: &[],
            },
            Rule {
                from: &[S::TemporaryAccess],
                action: A::ExpireAccess,
                to: S::AccessExpired,
                who: &[Role::System],
                guards: &[],
                term: TermEffect::End,
                tell: &[Party::Operators],
            },
            Rule {
                from: &[S::TemporaryAccess],
                action: A::SetOwnPassword,
                to: S::Active,
                who: &[Role::NewUser],
                guards: &[],
                term: TermEffect::End,
                tell: &[],
            },
        ];
        RULES
    }

    fn initial() -> Self {
        Self::AwaitingDocuments
    }

    fn all() -> &'static [Self] {
        use RegistrationState as S;
        &[
            S::AwaitingDocuments,
            S::UnderReview,
            S::NeedsFix,
            S::Approved,
            S::TemporaryAccess,
            S::AccessExpired,
            S::Active,
            S::Rejected,
        ]
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Active | Self::Rejected)
    }
}

/// Доверенность пользователя, on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerOfAttorney {
    /// Номер.
    pub number: String,
    /// Дата выдачи.
    pub issued_on: Date,
    /// Last day: two years, or the day in the text when that is earlier.
    pub valid_through: Date,
}

/// On what ground the person acts for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authorization {
    /// Руководитель, лицо без доверенности.
    Head,
    /// Доверенность.
    PowerOfAttorney(PowerOfAttorney),
    /// The paper has not come yet.
    Missing,
}

impl Authorization {
    /// Whether the person may act on `day`.
    #[must_use]
    pub fn valid_on(&self, day: Date) -> bool {
        match self {
            Self::Head => true,
            Self::PowerOfAttorney(poa) => poa.issued_on <= day && day <= poa.valid_through,
            Self::Missing => false,
        }
    }
}

/// Регистрация пользователя.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Id.
    pub id: RegistrationId,
    /// Number people see.
    pub number: String,
    /// Организация.
    pub organization: OrganizationId,
    /// Человек.
    pub person: Person,
    /// Должность.
    pub position: String,
    /// Подразделение.
    pub department: Option<String>,
    /// Адрес электронной почты: letters go here, and E of the certificate.
    pub email: String,
    /// Телефон.
    pub phone: String,
    /// The registration statement (приложение № 2) is here.
    pub has_statement: bool,
    /// Ground to act.
    pub authorization: Authorization,
    /// Where it stands.
    pub state: RegistrationState,
    /// The running term, if one runs.
    pub deadline: Option<Deadline>,
    /// When the full set was registered.
    pub complete_at: Option<Timestamp>,
    /// Operators who entered or edited the data: none of them may approve it.
    pub entered_by: Vec<AccountId>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Reason of the last return or rejection.
    pub reason: Option<String>,
    /// When it was entered.
    pub created_at: Timestamp,
    /// What was done, oldest first.
    #[serde(default)]
    pub deeds: Vec<Deed>,
    /// Account, from the first sealed sheet on.
    pub account: Option<AccountId>,
}
