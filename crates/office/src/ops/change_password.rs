//! Sets an own password: in place of the one-time one, or of the former own one. Every other session ends.

use domain::account::{Account, Password};
use domain::field::FieldErrors;
use domain::registration::{Registration, RegistrationAction};
use domain::rights::{Operation, Role};
use domain::timer::TimerKind;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step, passwords};

/// What was typed.
#[derive(Clone, Default)]
pub struct Command {
    /// The password in force; not asked for after the one-time one.
    pub current: String,
    /// New.
    pub new: String,
    /// New, again.
    pub again: String,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangePassword")
    }
}

impl Operate for Command {
    const OPERATION: Operation = Operation::ChangePassword;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut account = step.get::<Account>(step.account()?, Missing::Session).await?;
        step.about(account.id);
        self.check(step, &account).await?;
        let first = account.password.temporary_until.is_some();
        let hash = passwords::hash(step.office, &self.new).await?;
        account.password = Password {
            hash,
            temporary_until: None,
            spent: false,
        };
        step.update(&account);
        step.end_sessions(account.id, step.actor.session).await?;
        if let Some(id) = account.registration.filter(|_| first) {
            let mut registration = step.get::<Registration>(id, Missing::Registration).await?;
            registration.state = step.take(registration.state, RegistrationAction::SetOwnPassword)?.to;
            registration.deadline = None;
            registration.deeds.push(step.deed("Пользователь задал свой пароль"));
            step.end_term(id, |kind| kind == TimerKind::TemporaryAccess).await?;
            step.update(&registration);
        }
        Ok(())
    }
}

impl Command {
    async fn check(&self, step: &Step<'_>, account: &Account) -> Result<(), Refusal> {
        let mut errors = FieldErrors::default();
        let asked = step.actor.role != Role::NewUser;
        if asked && !passwords::verify(Some(account.password.hash.clone()), &self.current).await? {
            errors.add("current", "Текущий пароль не подошёл. Проверьте раскладку и повторите");
        }
        if let Some(weakness) = passwords::weakness(&self.new, &account.login) {
            errors.add("new", weakness);
        } else if passwords::verify(Some(account.password.hash.clone()), &self.new).await? {
            errors.add("new", "Придумайте другой пароль: этот уже действует");
        }
        if self.new != self.again {
            errors.add("again", "Пароли различаются. Наберите новый пароль второй раз так же");
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors.into_vec().into())
        }
    }
}
