//! Rejects a registration with a reason.

use domain::id::RegistrationId;
use domain::registration::RegistrationAction;
use domain::rights::Operation;
use serde::Deserialize;

use crate::ops::turn_down;
use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Which one, and why.
#[derive(Clone, Debug, Deserialize)]
pub struct Command {
    /// Registration.
    pub registration: RegistrationId,
    /// Reason, as typed.
    pub reason: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::RejectRegistration;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let letter = |number: &str, reason: &str| {
            let text = format!("В регистрации отказано: {reason}. Можно подать документы заново.");
            (format!("Регистрация {number}: отказано"), text)
        };
        let action = (RegistrationAction::Reject, "Отклонено");
        let mut registration = turn_down::registration(step, self.registration, action, &self.reason, letter).await?;
        registration.decided_by = Some(step.account()?);
        registration.decided_at = Some(step.now);
        step.update(&registration);
        Ok(())
    }
}
