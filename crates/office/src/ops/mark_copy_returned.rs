//! Marks that the signed paper copy came back: reminders stop, its task is closed.

use domain::id::CertificateId;
use domain::paper_copy::{PaperCopy, PaperCopyAction};
use domain::process::Process;
use domain::rights::Operation;
use domain::timer::TimerKind;
use storage::tasks;

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
        let place = errors.text("storage_place", &self.storage_place, 120, "Укажите, где хранится копия: дело, том, лист");
        let Some(place) = place else { return Err(errors.into_vec().into()) };
        let operator = step.account()?;
        copy.returned_at = Some(step.now);
        copy.returned_by = Some(operator);
        copy.storage_place = Some(place);
        step.stop_timers(self.certificate, |kind| {
            matches!(kind, TimerKind::CopyReminder(_) | TimerKind::CopyTerm)
        })
        .await?;
        for mut task in tasks::open_of(step.db(), self.certificate).await? {
            task.closed = Some((step.now, operator));
            step.update(&task);
        }
        step.update(&copy);
        Ok(())
    }
}
