//! Approves a registration: another operator than the one who entered it.

use domain::id::RegistrationId;
use domain::registration::{Authorization, Registration, RegistrationAction};
use domain::rights::Operation;
use domain::timer::TimerKind;
use jiff::civil::Date;
use storage::adherences;

use crate::refusal::{GuardRefusal, Missing, Refusal};
use crate::{Operate, Step};

/// Which one.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Registration.
    pub registration: RegistrationId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::ApproveRegistration;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut registration = step
            .get::<Registration>(self.registration, Missing::Registration)
            .await?;
        step.about(registration.id);
        registration.state = step.take(registration.state, RegistrationAction::Approve)?.to;
        let operator = step.account()?;
        if registration.entered_by.contains(&operator) {
            return Err(GuardRefusal::FourEyes.into());
        }
        authorized(&registration.authorization, step.today())?;
        let joined = adherences::of(step.db(), registration.organization).await?;
        if !joined.iter().any(|one| one.state.is_in_force()) {
            return Err(GuardRefusal::NotInForce.into());
        }
        registration.deadline = None;
        registration.decided_by = Some(operator);
        registration.deeds.push(step.deed("Одобрено"));
        registration.decided_at = Some(step.now);
        step.end_term(registration.id, |kind| kind == TimerKind::RegistrationTerm)
            .await?;
        let text =
            "Вас зарегистрировали пользователем УЦ. Лист с временным паролем готов: его выдадут в центре регистрации.";
        step.tell(
            &registration,
            &format!("Регистрация {} одобрена", registration.number),
            text,
            "/login",
        );
        step.update(&registration);
        Ok(())
    }
}

/// Whether the person may act for the organisation today.
pub(crate) fn authorized(authorization: &Authorization, today: Date) -> Result<(), Refusal> {
    match authorization {
        _ if authorization.valid_on(today) => Ok(()),
        Authorization::PowerOfAttorney(poa) if poa.valid_through < today => {
            Err(GuardRefusal::PowerOfAttorneyOver(poa.valid_through).into())
        }
        _ => Err(GuardRefusal::NoPowerOfAttorney.into()),
    }
}
