//! A changed status told to everyone at once: certificate, lists, access in other systems, people, timers, journal.

use domain::certificate::{Certificate, CertificateState};
use domain::id::CertificateId;
use domain::organization::Organization;
use domain::process::{Party, Process};
use domain::registration::Registration;
use domain::regulation::SuspensionExpiry;
use domain::rights::Role;
use domain::status::{Asker, StatusChange, StatusReason, Will};
use domain::task::TaskKind;
use domain::timer::TimerKind;
use jiff::SignedDuration;
use serde_json::json;
use storage::Stored;

use crate::form::reason_of_will;
use crate::refusal::{Missing, Refusal};
use crate::{Step, access, told};

impl Step<'_> {
    /// The will behind a change: the holder speaks for himself, an operator names whose paper he holds.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when the operator does not say whose will it is, or by which paper.
    pub(crate) async fn will(&mut self, asked_by: &str, basis: &str) -> Result<Will, Refusal> {
        let (asked_by, basis) = match self.actor.role {
            Role::CaUser => (Asker::Holder, None),
            Role::System => (Asker::Timer, None),
            _ => reason_of_will(asked_by, basis)?,
        };
        let year = self.today().year();
        let number = self.next_number(&format!("status-{year}")).await?;
        Ok(Will {
            at: self.now,
            role: self.actor.role,
            asked_by,
            decided_by: self.actor.account,
            number: format!("С-{year}-{number:06}"),
            basis,
        })
    }

    /// A certificate whose status the actor may change: a user his own.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub(crate) async fn own_certificate(&mut self, id: CertificateId) -> Result<Stored<Certificate>, Refusal> {
        let certificate = crate::ops::download_certificate::visible(self, id).await?;
        self.about(id);
        Ok(certificate)
    }

    /// Writes a changed certificate and everything that follows from the change.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(crate) async fn status_changed(&mut self, certificate: &Stored<Certificate>) -> Result<(), Refusal> {
        let Some(change) = certificate.changes.last() else {
            return Ok(());
        };
        self.update(certificate);
        self.set.number_status(certificate.id);
        self.status_changes = true;
        self.note("serial", certificate.serial.clone());
        self.note_step(json!({
            "from": format!("{:?}", change.from),
            "to": format!("{:?}", change.to),
            "reason": change.reason,
            "asked_by": change.asked_by,
            "number": change.number,
        }));
        self.suspension_term(certificate, change).await?;
        access::follow(self, certificate).await?;
        self.tell_of_status(certificate, change).await
    }

    /// The term of a suspension begins with its first reason and ends with the last.
    async fn suspension_term(&mut self, certificate: &Certificate, change: &StatusChange) -> Result<(), Refusal> {
        let suspended = |state| state == CertificateState::Suspended;
        match (suspended(change.from), suspended(change.to)) {
            (false, true) => {
                if let Ok(after_the_end) = certificate.not_after.checked_add(SignedDuration::from_secs(1)) {
                    self.start_timer(TimerKind::SuspendedEnd, certificate.id, after_the_end);
                }
                let terms = self.office.regulation().terms.clone();
                let review = self.office.term(terms.suspension_review, self.now);
                self.start_timer(TimerKind::SuspensionReview, certificate.id, self.office.end_of(&review));
                if let SuspensionExpiry::RevokeAfter(term) = terms.suspension_expiry {
                    let end = self.office.term(term, self.now);
                    self.start_timer(TimerKind::SuspensionExpiry, certificate.id, self.office.end_of(&end));
                }
            }
            (true, false) => {
                self.stop_timers(certificate.id, |kind| {
                    matches!(
                        kind,
                        TimerKind::SuspensionReview | TimerKind::SuspensionExpiry | TimerKind::SuspendedEnd
                    )
                })
                .await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Tells whom the process table names: the user, his organisation, and the operators when none of them decided.
    async fn tell_of_status(&mut self, certificate: &Certificate, change: &StatusChange) -> Result<(), Refusal> {
        let told = told::status(certificate, change);
        let parties = parties(change);
        if parties.contains(&Party::Operators) && self.actor.role != Role::RaOperator {
            self.task(TaskKind::StatusChanged, certificate.id, told.task);
        }
        let Some(registration) = certificate.registration else {
            return Ok(());
        };
        let registration = self.get::<Registration>(registration, Missing::Registration).await?;
        let path = format!("/cabinet/certificates/{}", certificate.id);
        self.tell(&registration, &told.subject, &told.text, &path);
        if parties.contains(&Party::Organization) {
            let organization = self
                .get::<Organization>(registration.organization, Missing::Organization)
                .await?;
            self.tell_organization(&organization, &told.subject, &told.text_for_organization);
        }
        Ok(())
    }
}

/// Whom the table names for a change.
fn parties(change: &StatusChange) -> &'static [Party] {
    use CertificateState as S;
    use domain::certificate::CertificateAction as A;
    let action = match (change.reason, change.from, change.to) {
        (StatusReason::Held(_), S::Suspended, _) => A::AddHold,
        (StatusReason::Held(_), ..) => A::Suspend,
        (StatusReason::Lifted(_), _, S::Suspended) => A::LiftHold,
        (StatusReason::Lifted(_), ..) => A::Resume,
        (StatusReason::Ended(_), _, S::Annulled) => A::Annul,
        (StatusReason::Ended(_), ..) => A::Revoke,
    };
    change.from.rule(action).map_or(&[], |rule| rule.tell)
}
