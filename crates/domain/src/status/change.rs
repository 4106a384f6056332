//! The changes themselves: the table, then what it cannot know.

use jiff::Timestamp;

use super::{
    Asker, CERTIFICATE_HOLD, CESSATION_OF_OPERATION, Hold, HoldReason, Listing, RevocationReason, StatusChange,
    StatusReason, Will,
};
use crate::certificate::{Certificate, CertificateAction, CertificateState};
use crate::process::{Process, StepRefusal};

impl Certificate {
    /// Suspends, or adds a reason to a suspension.
    ///
    /// # Errors
    /// [`StatusRefusal`].
    pub fn hold(&mut self, will: Will) -> Result<&StatusChange, StatusRefusal> {
        let reason = HoldReason::of(will.asked_by);
        let action = match self.state {
            CertificateState::Suspended => CertificateAction::AddHold,
            _ => CertificateAction::Suspend,
        };
        let to = self.next(action, &will)?;
        if self.holds_by(reason) {
            return Err(StatusRefusal::AlreadyHeld);
        }
        let since = will.at;
        self.holds.push(Hold { reason, since });
        Ok(self.note(to, StatusReason::Held(reason), will))
    }

    /// Lifts a reason of suspension; with the last one the certificate is valid again.
    ///
    /// # Errors
    /// [`StatusRefusal`].
    pub fn lift(&mut self, reason: HoldReason, will: Will) -> Result<&StatusChange, StatusRefusal> {
        let action = match self.holds.as_slice() {
            [_, _, ..] => CertificateAction::LiftHold,
            _ => CertificateAction::Resume,
        };
        let to = self.next(action, &will)?;
        if !self.holds_by(reason) {
            return Err(StatusRefusal::NotHeld);
        }
        if !reason.is_lifted_by(will.asked_by) {
            return Err(StatusRefusal::NotYourHold);
        }
        self.holds.retain(|hold| hold.reason != reason);
        Ok(self.note(to, StatusReason::Lifted(reason), will))
    }

    /// Revokes or annuls, by what the reason is.
    ///
    /// # Errors
    /// [`StatusRefusal`].
    pub fn end(&mut self, reason: RevocationReason, will: Will) -> Result<&StatusChange, StatusRefusal> {
        let action = match reason.annuls() {
            true => CertificateAction::Annul,
            false => CertificateAction::Revoke,
        };
        let to = self.next(action, &will)?;
        if !reason.is_given_by(will.asked_by) {
            return Err(StatusRefusal::ReasonNotYours);
        }
        self.holds.clear();
        Ok(self.note(to, StatusReason::Ended(reason), will))
    }

    /// Whether this reason of suspension stands.
    #[must_use]
    pub fn holds_by(&self, reason: HoldReason) -> bool {
        self.holds.iter().any(|hold| hold.reason == reason)
    }

    /// Whether it is in force or only suspended, within its term: there is still something to change and to return.
    #[must_use]
    pub fn runs_at(&self, now: Timestamp) -> bool {
        let alive = matches!(self.state, CertificateState::Valid | CertificateState::Suspended);
        alive && now <= self.not_after
    }

    /// What lists say of it; nothing while it is good.
    ///
    /// One that was suspended and is then revoked keeps the date of its suspension (X.509 §8.5.2.2): nothing signed
    /// in between becomes good.
    #[must_use]
    pub fn listing(&self) -> Option<Listing> {
        match self.state {
            CertificateState::Issuing | CertificateState::Valid => None,
            CertificateState::Void => Some(Listing {
                since: self.decided_at,
                reason: CESSATION_OF_OPERATION,
            }),
            CertificateState::Suspended => Some(Listing {
                since: self.suspended_since()?,
                reason: CERTIFICATE_HOLD,
            }),
            CertificateState::Revoked | CertificateState::Annulled => {
                let last = self.changes.last()?;
                let StatusReason::Ended(reason) = last.reason else {
                    return None;
                };
                Some(Listing {
                    since: match last.from {
                        CertificateState::Suspended => self.suspended_since()?,
                        _ => last.at,
                    },
                    reason: reason.code(),
                })
            }
        }
    }

    /// Since when the last suspension lasts, or lasted; a lifted reason does not make it shorter.
    #[must_use]
    pub fn suspended_since(&self) -> Option<Timestamp> {
        let began = |change: &&StatusChange| {
            change.to == CertificateState::Suspended && change.from != CertificateState::Suspended
        };
        self.changes.iter().rev().find(began).map(|change| change.at)
    }

    /// The table, and that there is something left to change.
    fn next(&self, action: CertificateAction, will: &Will) -> Result<CertificateState, StatusRefusal> {
        let to = self.state.step(action, will.role)?.to;
        if will.at > self.not_after {
            return Err(StatusRefusal::Expired);
        }
        if !Asker::spoken_for_by(will.role).contains(&will.asked_by) {
            return Err(StatusRefusal::ReasonNotYours);
        }
        Ok(to)
    }

    fn note(&mut self, to: CertificateState, reason: StatusReason, will: Will) -> &StatusChange {
        let from = core::mem::replace(&mut self.state, to);
        self.changes.push(StatusChange {
            at: will.at,
            from,
            to,
            reason,
            asked_by: will.asked_by,
            decided_by: will.decided_by,
            number: will.number,
            basis: will.basis,
        });
        self.changes.last().expect("it was just put there")
    }
}

/// Why a status does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusRefusal {
    /// The process table.
    #[error(transparent)]
    Step(#[from] StepRefusal),
    /// Its term is over.
    #[error("Срок сертификата уже закончился: менять его состояние не нужно")]
    Expired,
    /// Not a reason for the one who asks.
    #[error("Эту причину указывает другая сторона. Выберите причину из списка")]
    ReasonNotYours,
    /// Suspended for this reason already.
    #[error("Сертификат уже приостановлен по этой причине")]
    AlreadyHeld,
    /// Not suspended for this reason.
    #[error("По этой причине сертификат не приостановлен. Обновите страницу")]
    NotHeld,
    /// Somebody else asked for the suspension.
    #[error("Возобновить может тот, кто просил приостановить. Обратитесь в центр регистрации")]
    NotYourHold,
}

impl StatusRefusal {
    /// Stable code for logs and clients.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Step(step) => step.code(),
            Self::Expired => "status-expired",
            Self::ReasonNotYours => "status-reason",
            Self::AlreadyHeld => "status-already-held",
            Self::NotHeld => "status-not-held",
            Self::NotYourHold => "status-not-your-hold",
        }
    }
}
