//! Бумажная копия сертификата: two copies go out, one comes back signed within a month (source S1).

use jiff::Timestamp;
use requisites::term::Deadline;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CertificateId};
use crate::process::{Party, Process, Rule, TermEffect};
use crate::rights::Role;

/// Where the copies are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperCopyState {
    /// Issued; two copies are to go out. The month runs from the issue already.
    ToSend,
    /// Two copies went out.
    Sent,
    /// The month is over without the signed copy.
    Overdue,
    /// The signed copy is here.
    Returned,
}

/// Steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperCopyAction {
    /// Два экземпляра отправлены или вручены.
    Send,
    /// Месяц прошёл.
    Lapse,
    /// Подписанный экземпляр вернулся.
    MarkReturned,
}

/// No conditions beside the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperCopyGuard {}

impl Process for PaperCopyState {
    type Action = PaperCopyAction;
    type Guard = PaperCopyGuard;

    fn rules() -> &'static [Rule<Self, PaperCopyAction, PaperCopyGuard>] {
        use PaperCopyAction as A;
        use PaperCopyState as S;
        const RULES: &[Rule<S, A, PaperCopyGuard>] = &[
            Rule {
                from: &[S::ToSend],
                action: A::Send,
                to: S::Sent,
                who: &[Role::RaOperator],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::ToSend, S::Sent],
                action: A::Lapse,
                to: S::Overdue,
                who: &[Role::System],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[Party::User, Party::Operators],
            },
            Rule {
                from: &[S::ToSend, S::Sent, S::Overdue],
                action: A::MarkReturned,
                to: S::Returned,
                who: &[Role::RaOperator],
                guards: &[],
                term: TermEffect::End,
                tell: &[Party::User],
            },
        ];
        RULES
    }

    fn initial() -> Self {
        Self::ToSend
    }

    fn all() -> &'static [Self] {
        &[Self::ToSend, Self::Sent, Self::Overdue, Self::Returned]
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Returned)
    }
}

/// How the two copies went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// По почте.
    Post,
    /// На руки.
    InHand,
}

/// Бумажная копия; its id is the certificate's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperCopy {
    /// Certificate.
    pub certificate: CertificateId,
    /// Serial number, for lists.
    pub serial: String,
    /// Holder, for lists.
    pub holder: String,
    /// Organisation, for lists.
    pub organization: String,
    /// Where the copies are.
    pub state: PaperCopyState,
    /// Last day for the signed copy.
    pub deadline: Deadline,
    /// How the copies went out.
    pub delivery: Option<Delivery>,
    /// When they went out.
    pub sent_at: Option<Timestamp>,
    /// When the signed one came back.
    pub returned_at: Option<Timestamp>,
    /// Who marked the return.
    pub returned_by: Option<AccountId>,
    /// Where the signed copy is kept.
    pub storage_place: Option<String>,
}
