//! Completes or mends a registration that waits for papers or was returned; with the full set its term begins (anew).

use domain::id::RegistrationId;
use domain::process::{Process, StepRefusal};
use domain::registration::{Registration, RegistrationAction};
use domain::rights::Operation;

use crate::ops::register_user;
use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which one, and the whole form again.
#[derive(Clone, Debug)]
pub struct Command {
    /// Registration.
    pub registration: RegistrationId,
    /// The form, as typed.
    pub form: register_user::Command,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::AmendRegistration;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut registration = step
            .get::<Registration>(self.registration, Missing::Registration)
            .await?;
        step.about(registration.id);
        if registration.state.rule(RegistrationAction::RegisterFullSet).is_none() {
            return Err(StepRefusal::NotFromHere.into());
        }
        let organization = self.form.organization(step).await?;
        let typed = self.form.parse(step, &organization)?;
        let (snils, this) = (&typed.person.snils, registration.id);
        register_user::not_registered_yet(step, snils, organization.id, Some(this)).await?;
        let entry = &mut registration.value;
        entry.organization = organization.id;
        entry.person = typed.person;
        entry.position = typed.position;
        entry.department = typed.department;
        entry.email = typed.email;
        entry.phone = typed.phone;
        entry.has_statement = typed.has_statement;
        entry.authorization = typed.authorization;
        entry.deeds.push(step.deed("Документы исправлены"));
        let editor = step.account()?;
        if !entry.entered_by.contains(&editor) {
            entry.entered_by.push(editor);
        }
        step.end_term(entry.id, |kind| kind == domain::timer::TimerKind::RegistrationTerm)
            .await?;
        register_user::begin_review_if_complete(step, entry)?;
        step.update(&registration);
        Ok(())
    }
}
