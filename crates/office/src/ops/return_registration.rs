//! Returns a registration with a reason: the applicant mends the papers, the term stands.

use domain::id::RegistrationId;
use domain::registration::{Registration, RegistrationAction};
use domain::rights::Operation;
use domain::timer::TimerKind;
use serde::Deserialize;

use crate::form::reason;
use crate::refusal::{Missing, Refusal};
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
        let mut registration = step
            .get::<Registration>(self.registration, Missing::Registration)
            .await?;
        step.about(registration.id);
        registration.state = step.take(registration.state, RegistrationAction::Return)?.to;
        let reason = reason(&self.reason)?;
        registration.deadline = None;
        registration.reason = Some(reason.clone());
        registration
            .deeds
            .push(step.deed(format!("Возвращено на исправление: {reason}")));
        step.end_term(registration.id, |kind| kind == TimerKind::RegistrationTerm)
            .await?;
        let text = format!(
            "Документы на регистрацию нужно исправить: {reason}. Принесите исправленные документы в центр регистрации."
        );
        step.tell(
            &registration,
            &format!("Регистрация {}: исправьте документы", registration.number),
            &text,
            "/info",
        );
        step.update(&registration);
        Ok(())
    }
}
