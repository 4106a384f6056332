//! Returns a registration with a reason: the applicant mends the papers, the term stands.

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
    const OPERATION: Operation = Operation::ReturnRegistration;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let action = (RegistrationAction::Return, "Возвращено на исправление");
        let letter = |number: &str, reason: &str| {
            let text = format!(
                "Документы на регистрацию нужно исправить: {reason}. Принесите исправленные документы в центр регистрации."
            );
            (format!("Регистрация {number}: исправьте документы"), text)
        };
        let registration = turn_down::registration(step, self.registration, action, &self.reason, letter).await?;
        step.update(&registration);
        Ok(())
    }
}
