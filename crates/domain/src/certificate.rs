//! Сертификат and its status (DOMAIN §1.6). The end of its term is no step: the dates are in the certificate.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{CertificateId, RegistrationId, RequestId};
use crate::process::{Party, Process, Rule, TermEffect, TermKind};
use crate::rights::Role;
use crate::status::{Hold, StatusChange};

/// Status. It exists from the moment the serial does: a certificate without a status can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// Serial and to-be-signed bytes are stored, the signature is not.
    Issuing,
    /// Действует.
    Valid,
    /// Приостановлен: at least one reason of suspension stands.
    Suspended,
    /// Отозван (прекращено действие).
    Revoked,
    /// Аннулирован: it should never have been.
    Annulled,
    /// Issuing was given up: the serial is listed as revoked for ever.
    Void,
}

/// Steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateAction {
    /// The signature is stored.
    Complete,
    /// The stored bytes cannot be signed any more.
    GiveUp,
    /// Приостановить.
    Suspend,
    /// Добавить причину приостановления.
    AddHold,
    /// Снять одну из причин: другая остаётся.
    LiftHold,
    /// Возобновить: снята последняя причина.
    Resume,
    /// Прекратить действие.
    Revoke,
    /// Аннулировать.
    Annul,
}

/// Conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateGuard {
    /// The last instant of the certificate is ahead.
    NotExpired,
    /// The one who asks may give this reason.
    ReasonInContext,
    /// This reason does not stand yet.
    NewReason,
    /// This reason stands.
    ReasonStands,
    /// No other reason of suspension stands.
    LastReason,
    /// Another reason of suspension stands.
    OtherReason,
}

impl Process for CertificateState {
    type Action = CertificateAction;
    type Guard = CertificateGuard;

    fn rules() -> &'static [Rule<Self, CertificateAction, CertificateGuard>] {
        use CertificateAction as A;
        use CertificateGuard as G;
        use CertificateState as S;
        const ALL: &[Party] = &[Party::User, Party::Organization, Party::Operators];
        // The source draws «Аннулирован» from «Действует» only; a court does not ask whether a certificate is suspended.
        const RULES: &[Rule<S, A, G>] = &[
            Rule {
                from: &[S::Issuing],
                action: A::Complete,
                to: S::Valid,
                who: &[Role::System],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::Issuing],
                action: A::GiveUp,
                to: S::Void,
                who: &[Role::System],
                guards: &[],
                term: TermEffect::Keep,
                tell: &[],
            },
            Rule {
                from: &[S::Valid],
                action: A::Suspend,
                to: S::Suspended,
                who: &[Role::CaUser, Role::RaOperator, Role::System],
                guards: &[G::NotExpired, G::ReasonInContext],
                term: TermEffect::Start(TermKind::Suspension),
                tell: ALL,
            },
            Rule {
                from: &[S::Suspended],
                action: A::AddHold,
                to: S::Suspended,
                who: &[Role::CaUser, Role::RaOperator, Role::System],
                guards: &[G::NotExpired, G::ReasonInContext, G::NewReason],
                term: TermEffect::Keep,
                tell: ALL,
            },
            Rule {
                from: &[S::Suspended],
                action: A::LiftHold,
                to: S::Suspended,
                who: &[Role::CaUser, Role::RaOperator],
                guards: &[G::NotExpired, G::ReasonInContext, G::ReasonStands, G::OtherReason],
                term: TermEffect::Keep,
                tell: &[Party::User],
            },
            Rule {
                from: &[S::Suspended],
                action: A::Resume,
                to: S::Valid,
                who: &[Role::CaUser, Role::RaOperator],
                guards: &[G::NotExpired, G::ReasonInContext, G::ReasonStands, G::LastReason],
                term: TermEffect::End,
                tell: ALL,
            },
            Rule {
                from: &[S::Valid, S::Suspended],
                action: A::Revoke,
                to: S::Revoked,
                who: &[Role::CaUser, Role::RaOperator, Role::System],
                guards: &[G::NotExpired, G::ReasonInContext],
                term: TermEffect::End,
                tell: ALL,
            },
            Rule {
                from: &[S::Valid, S::Suspended],
                action: A::Annul,
                to: S::Annulled,
                who: &[Role::RaOperator],
                guards: &[G::NotExpired, G::ReasonInContext],
                term: TermEffect::End,
                tell: ALL,
            },
        ];
        RULES
    }

    fn initial() -> Self {
        Self::Issuing
    }

    fn all() -> &'static [Self] {
        use CertificateState as S;
        &[S::Issuing, S::Valid, S::Suspended, S::Revoked, S::Annulled, S::Void]
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Revoked | Self::Annulled | Self::Void)
    }
}

/// Сертификат: what the office knows of it. Its bytes (to-be-signed and signed) are stored beside it, once, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Id.
    pub id: CertificateId,
    /// Serial number, 32 upper-case hex digits.
    pub serial: String,
    /// Name of the authority that issued it.
    #[serde(default = "issuing")]
    pub issuer: String,
    /// Status.
    pub state: CertificateState,
    /// Reasons of suspension that stand; some exactly while the status is «Приостановлен».
    #[serde(default)]
    pub holds: Vec<Hold>,
    /// Every change of the status after the issue, oldest first.
    #[serde(default)]
    pub changes: Vec<StatusChange>,
    /// Profile it was issued under.
    pub profile: String,
    /// CRL shard, fixed at issuance.
    pub shard: u16,
    /// Request it answers; a certificate for a system has none.
    pub request: Option<RequestId>,
    /// Whose it is.
    pub registration: Option<RegistrationId>,
    /// Holder as the registry shows him in full to those who may see.
    pub holder: String,
    /// Organisation.
    pub organization: String,
    /// СНИЛС digits, for the search.
    pub snils: Option<String>,
    /// ИНН digits of the person and of the organisation, for the search.
    pub inns: Vec<String>,
    /// First instant, inclusive.
    pub not_before: Timestamp,
    /// Last instant, inclusive.
    pub not_after: Timestamp,
    /// Decision to issue.
    pub decided_at: Timestamp,
    /// Signature stored.
    pub issued_at: Option<Timestamp>,
}

/// The name of the first issuing authority: certificates written before there could be another one carry none.
fn issuing() -> String {
    "issuing".into()
}
