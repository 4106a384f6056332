//! Marks that the signed paper copy came back: reminders stop, its task is closed.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::paper_copy::{PaperCopy, PaperCopyAction};
use domain::process::Process;
use domain::registration::Registration;
use domain::rights::Operation;
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
        copy.state = copy.state.step(PaperCopyAction::MarkReturned, step.actor.role)?.to;
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
        let certificate = step.get::<Certificate>(self.certificate, Missing::Certificate).await?;
        if let Some(registration) = certificate.registration {
            let registration = step.get::<Registration>(registration, Missing::Registration).await?;
            let text = "Подписанная копия сертификата получена. Больше от вас ничего не нужно.";
            step.tell(
                &registration,
                "Подписанная копия сертификата получена",
                text,
                "/cabinet/certificates",
            );
        }
        step.update(&copy);
        Ok(())
    }
}
