//! Marks that the signed paper copy came back: reminders stop, its task is closed.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::paper_copy::{PaperCopy, PaperCopyAction};
use domain::registration::Registration;
use domain::rights::Operation;
use domain::status::HoldReason;
use domain::timer::TimerKind;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which certificate, and where the copy is kept.
#[derive(Clone, Debug)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
    /// Storage place, as typed.
    pub storage_place: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::MarkCopyReturned;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut copy = step.get::<PaperCopy>(self.certificate, Missing::Certificate).await?;
        step.about(self.certificate);
        copy.state = step.take(copy.state, PaperCopyAction::MarkReturned)?.to;
        let mut errors = domain::field::FieldErrors::default();
        let place = errors.text(
            "storage_place",
            &self.storage_place,
            120,
            "Укажите, где хранится копия: дело, том, лист",
        );
        let Some(place) = place else {
            return Err(errors.into_vec().into());
        };
        copy.returned_at = Some(step.now);
        copy.returned_by = Some(step.account()?);
        copy.storage_place = Some(place);
        step.end_term(self.certificate, |kind| {
            matches!(kind, TimerKind::CopyReminder(_) | TimerKind::CopyTerm)
        })
        .await?;
        step.update(&copy);
        let mut certificate = step.get::<Certificate>(self.certificate, Missing::Certificate).await?;
        if certificate.holds_by(HoldReason::CopyNotReturned) && step.now <= certificate.not_after {
            let basis = format!(
                "подписанная копия, {}",
                copy.storage_place.as_deref().unwrap_or_default()
            );
            let will = step.will("authority", &basis).await?;
            certificate.lift(HoldReason::CopyNotReturned, will)?;
            return step.status_changed(&certificate).await;
        }
        let Some(registration) = certificate.registration else {
            return Ok(());
        };
        let registration = step.get::<Registration>(registration, Missing::Registration).await?;
        let text = "Подписанная копия сертификата получена. Больше от вас ничего не нужно.";
        step.tell(
            &registration,
            "Подписанная копия сертификата получена",
            text,
            "/cabinet/certificates",
        );
        Ok(())
    }
}
