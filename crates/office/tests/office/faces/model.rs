//! What a certificate should be after its history: written from the rules of the process, not from the code.

use std::collections::BTreeSet;

use domain::certificate::{Certificate, CertificateState};
use domain::id::CertificateId;
use jiff::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asker {
    Holder,
    Organization,
    Authority,
}

impl Asker {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Organization => "organization",
            Self::Authority => "authority",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Suspend,
    Resume,
    Revoke(&'static str),
    Annul(&'static str),
}

/// One certificate as it should be.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) id: CertificateId,
    pub(super) serial: String,
    pub(super) shard: u16,
    pub(super) not_after: Timestamp,
    pub(super) state: CertificateState,
    holds: BTreeSet<Asker>,
    /// What lists say: since when, with which CRLReason.
    pub(super) listed: Option<(Timestamp, u8)>,
    /// The state after each change.
    pub(super) states: Vec<CertificateState>,
}

impl Model {
    pub(super) fn new(id: CertificateId, issued: &Certificate) -> Self {
        Self {
            id,
            serial: issued.serial.clone(),
            shard: issued.shard,
            not_after: issued.not_after,
            state: CertificateState::Valid,
            holds: BTreeSet::new(),
            listed: None,
            states: Vec::new(),
        }
    }

    pub(super) fn runs(&self, now: Timestamp) -> bool {
        now <= self.not_after
    }

    /// Takes a change, if it may be.
    pub(super) fn take(&mut self, asker: Asker, change: Change, now: Timestamp) -> bool {
        use CertificateState as S;
        if !self.runs(now) || !matches!(self.state, S::Valid | S::Suspended) {
            return false;
        }
        let suspended = self.state == S::Suspended;
        self.state = match change {
            Change::Suspend => {
                if !self.holds.insert(asker) {
                    return false;
                }
                self.listed = self.listed.or(Some((now, 6)));
                S::Suspended
            }
            Change::Resume => {
                if !self.holds.remove(&asker) {
                    return false;
                }
                if self.holds.is_empty() {
                    self.listed = None;
                    S::Valid
                } else {
                    S::Suspended
                }
            }
            Change::Revoke(reason) => {
                let Some(code) = revocation(asker, reason) else {
                    return false;
                };
                self.end(suspended, code, now);
                S::Revoked
            }
            Change::Annul(_) => {
                self.end(suspended, 9, now);
                S::Annulled
            }
        };
        self.states.push(self.state);
        true
    }

    /// Whoever was suspended keeps the date of that (X.509 §8.5.2.2).
    fn end(&mut self, suspended: bool, code: u8, now: Timestamp) {
        let since = self.listed.filter(|_| suspended).map_or(now, |(since, _)| since);
        self.listed = Some((since, code));
        self.holds.clear();
    }
}

/// CRLReason of a reason that this one may give.
fn revocation(asker: Asker, reason: &str) -> Option<u8> {
    let of_the_authority = asker == Asker::Authority;
    match reason {
        "key_compromise" => Some(1),
        "dismissed" if !of_the_authority => Some(3),
        "superseded" if !of_the_authority => Some(4),
        "not_needed" if !of_the_authority => Some(5),
        "regulation_broken" if of_the_authority => Some(9),
        _ => None,
    }
}
