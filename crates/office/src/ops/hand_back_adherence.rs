//! Marks that the second copy of the adherence statement went back to the applicant.

use domain::adherence::{Adherence, AdherenceAction};
use domain::id::AdherenceId;
use domain::rights::Operation;

use crate::refusal::{GuardRefusal, Missing, Refusal};
use crate::{Operate, Step};

/// Which one.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Adherence.
    pub adherence: AdherenceId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::HandBackAdherence;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut adherence = step.get::<Adherence>(self.adherence, Missing::Adherence).await?;
        step.about(adherence.id);
        adherence.state = step.take(adherence.state, AdherenceAction::HandBackCopy)?.to;
        if adherence.registered_by == step.account()? {
            return Err(GuardRefusal::FourEyesJoining.into());
        }
        adherence.handed_back_at = Some(step.now);
        step.update(&adherence);
        Ok(())
    }
}
