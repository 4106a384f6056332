//! Запрос на сертификат (DOMAIN §1.5). A request is never mended after a rejection: a new one starts from its data.

use jiff::Timestamp;
use requisites::term::Deadline;
use serde::{Deserialize, Serialize};

use crate::deed::Deed;
use crate::id::{AccountId, CertificateId, DocumentId, RegistrationId, RequestId};
use crate::process::{Party, Process, Rule, TermEffect, TermKind};
use crate::rights::Role;
use crate::subject::Subject;

/// Where the request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Data are checked, the key is not made yet.
    Draft,
    /// The PKCS#10 is accepted; the signed statement is awaited.
    AwaitingStatement,
    /// The paper came; the 3 working days run.
    UnderReview,
    /// Returned with a reason: papers are to be mended; the term stands.
    NeedsFix,
    /// Approved by the first operator; another one issues.
    Approved,
    /// Decision, serial and to-be-signed bytes are stored; the signature is being made.
    Issuing,
    /// Завершён.
    Completed,
    /// Отклонён.
    Rejected,
    /// Отозван заявителем.
    Withdrawn,
}

/// Steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// Принять PKCS#10.
    SubmitKey,
    /// Зарегистрировать заявление.
    RegisterStatement,
    /// Приложить скан, отметить контрольный список.
    Compare,
    /// Вернуть на исправление.
    Return,
    /// Отклонить.
    Reject,
    /// Одобрить.
    Approve,
    /// Выпустить (другой оператор).
    Issue,
    /// Сертификат подписан.
    Complete,
    /// Подготовленное подписать нельзя: серийный номер аннулирован, решают заново.
    GiveUp,
    /// Отменить до решения.
    Withdraw,
}

/// Conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestGuard {
    /// The signature of the PKCS#10 is good.
    ProofOfPossession,
    /// Its subject equals the approved data field by field.
    SubjectMatches,
    /// The key was never seen before.
    NewKey,
    /// The user acknowledged the current edition of the регламент.
    RegulationAcknowledged,
    /// The power of attorney is valid today.
    PowerOfAttorneyValid,
    /// A scan of the statement is attached.
    ScanAttached,
    /// Every item of the check list is «Да».
    CheckListPassed,
    /// Another operator approved.
    FourEyes,
    /// A reason is given.
    Reason,
}

impl Process for RequestState {
    type Action = RequestAction;
    type Guard = RequestGuard;

    fn rules() -> &'static [Rule<Self, RequestAction, RequestGuard>] {
        use RequestAction as A;
        use RequestGuard as G;
        use RequestState as S;
        const RULES: &[Rule<S, A, G>] = &[
            Rule {
                from: &[S::Draft],
                action: A::SubmitKey,
                to: S::AwaitingStatement,
                who: &[Role::CaUser],
                guards: &[
                    G::RegulationAcknowledged,
                    G::PowerOfAttorneyValid,
                    G::ProofOfPossession,
                    G::SubjectMatches,
                    G::NewKey,
                ],
                term: TermEffect::Keep,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::AwaitingStatement, S::NeedsFix],
                action: A::RegisterStatement,
                to: S::UnderReview,
                who: &[Role::RaOperator],
                guards: &[],
                term: TermEffect::Start(TermKind::ProcessRequest),
                tell: &[Party::User],
            },
            Rule {
                from: &[S::UnderReview],
                action: A::Compare,
                to: S::UnderReview,
                who: &[Role::RaOperator],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::UnderReview],
                action: A::Return,
                to: S::NeedsFix,
                who: &[Role::RaOperator],
                guards: &[G::Reason],
                term: TermEffect::Pause,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::AwaitingStatement, S::UnderReview, S::NeedsFix, S::Approved],
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
                guards: &[G::ScanAttached, G::CheckListPassed, G::PowerOfAttorneyValid],
                term: TermEffect::Keep,
                // The queue shows it to the operators under «Одобрены, ждут выпуска».
                tell: &[],
            },
            Rule {
                from: &[S::Approved],
                action: A::Issue,
                to: S::Issuing,
                who: &[Role::RaOperator],
                guards: &[G::FourEyes, G::PowerOfAttorneyValid],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::Issuing],
                action: A::Complete,
                to: S::Completed,
                who: &[Role::System],
                guards: &[],
                term: TermEffect::End,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::Issuing],
                action: A::GiveUp,
                to: S::Approved,
                who: &[Role::System],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::Draft, S::AwaitingStatement, S::UnderReview, S::NeedsFix],
                action: A::Withdraw,
                to: S::Withdrawn,
                who: &[Role::CaUser],
                guards: &[],
                term: TermEffect::End,
                tell: &[],
            },
        ];
        RULES
    }

    fn initial() -> Self {
        Self::Draft
    }

    fn all() -> &'static [Self] {
        use RequestState as S;
        &[
            S::Draft,
            S::AwaitingStatement,
            S::UnderReview,
            S::NeedsFix,
            S::Approved,
            S::Issuing,
            S::Completed,
            S::Rejected,
            S::Withdrawn,
        ]
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Rejected | Self::Withdrawn)
    }
}

/// Status as the portal has always shown it (source S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicStatus {
    /// «Новый».
    New,
    /// «Завершен».
    Completed,
    /// «Отклонен».
    Rejected,
}

impl RequestState {
    /// The public status; a draft has none yet.
    #[must_use]
    pub const fn public(self) -> Option<PublicStatus> {
        match self {
            Self::Draft => None,
            Self::AwaitingStatement | Self::UnderReview | Self::NeedsFix | Self::Approved | Self::Issuing => {
                Some(PublicStatus::New)
            }
            Self::Completed => Some(PublicStatus::Completed),
            Self::Rejected | Self::Withdrawn => Some(PublicStatus::Rejected),
        }
    }
}

/// The key of the request, once it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedKey {
    /// SHA-256 over curve numbers and point: the same key under any OID has the same identity. Hex.
    pub identity: String,
    /// Fingerprint people compare on paper: Streebog-256 of the SubjectPublicKeyInfo, hex in groups of 4.
    pub fingerprint: String,
    /// When the PKCS#10 came.
    pub submitted_at: Timestamp,
}

/// One mark of the check list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckMark {
    /// Code of the item in the регламент.
    pub item: String,
    /// Да or нет.
    pub passed: bool,
}

/// Запрос на сертификат.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Id.
    pub id: RequestId,
    /// Number people see: `2026-000123`.
    pub number: String,
    /// Whose request it is.
    pub registration: RegistrationId,
    /// The approved data, frozen at the start; the certificate carries exactly these.
    pub subject: Subject,
    /// Certificate profile.
    pub profile: String,
    /// Where it stands.
    pub state: RequestState,
    /// The running term, if one runs.
    pub deadline: Option<Deadline>,
    /// When it was started.
    pub created_at: Timestamp,
    /// The key, from the submission on.
    pub key: Option<RequestedKey>,
    /// When the paper statement was registered, each time.
    pub statement_received_at: Vec<Timestamp>,
    /// Scan of the statement.
    pub scan: Option<DocumentId>,
    /// Check list.
    pub check_list: Vec<CheckMark>,
    /// Operators who attached the scan or marked the check list: none of them may issue.
    #[serde(default)]
    pub compared_by: Vec<AccountId>,
    /// First operator: approved.
    pub approved_by: Option<AccountId>,
    /// Who decided at the end.
    pub decided_by: Option<AccountId>,
    /// «Дата одобрения»: the day of the decision, whatever it is.
    pub decided_at: Option<Timestamp>,
    /// What was done, oldest first.
    #[serde(default)]
    pub deeds: Vec<Deed>,
    /// «Комментарий менеджера»: reason of the return or rejection.
    pub comment: Option<String>,
    /// The certificate, from the decision on.
    pub certificate: Option<CertificateId>,
}
