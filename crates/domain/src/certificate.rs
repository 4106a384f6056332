//! Сертификат and its status. Suspension and revocation come with the status work; the states here are those of issuing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{CertificateId, RegistrationId, RequestId};
use crate::process::{Process, Rule, TermEffect};
use crate::rights::Role;

/// Status. It exists from the moment the serial does: a certificate without a status can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// Serial and to-be-signed bytes are stored, the signature is not.
    Issuing,
    /// Действует.
    Valid,
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
}

/// No conditions beside the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateGuard {}

impl Process for CertificateState {
    type Action = CertificateAction;
    type Guard = CertificateGuard;

    fn rules() -> &'static [Rule<Self, CertificateAction, CertificateGuard>] {
        use CertificateAction as A;
        use CertificateState as S;
        const RULES: &[Rule<S, A, CertificateGuard>] = &[
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
        ];
        RULES
    }

    fn initial() -> Self {
        Self::Issuing
    }

    fn all() -> &'static [Self] {
        &[Self::Issuing, Self::Valid, Self::Void]
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Valid | Self::Void)
    }
}

/// Сертификат: what the office knows of it. Its bytes (to-be-signed and signed) are stored beside it, once, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Id.
    pub id: CertificateId,
    /// Serial number, 32 upper-case hex digits.
    pub serial: String,
    /// Status.
    pub state: CertificateState,
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
