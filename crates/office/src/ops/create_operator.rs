//! Makes an operator's account: the administrator of the server asks for it on the command line.

use domain::account::{Account, Password};
use domain::id::AccountId;
use domain::rights::{Operation, Role};
use requisites::PersonName;
use storage::accounts;

use crate::refusal::Refusal;
use crate::{Operate, Step, passwords};

/// Who.
#[derive(Clone)]
pub struct Command {
    /// Login.
    pub login: String,
    /// ФИО.
    pub name: PersonName,
    /// Position.
    pub position: String,
    /// First password.
    pub password: String,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CreateOperator({})", self.login)
    }
}

impl Operate for Command {
    const OPERATION: Operation = Operation::CreateOperator;
    type Outcome = AccountId;

    async fn run(&self, step: &mut Step<'_>) -> Result<AccountId, Refusal> {
        if accounts::by_login(step.db(), &self.login).await?.is_some() {
            return Err(Refusal::field("login", "Такой логин уже есть. Выберите другой"));
        }
        if let Some(weakness) = passwords::weakness(&self.password, &self.login) {
            return Err(Refusal::field("password", weakness));
        }
        let id = AccountId::new(step.now, step.random());
        let hash = passwords::hash(step.office, &self.password).await?;
        step.insert(&Account {
            id,
            login: self.login.clone(),
            role: Role::RaOperator,
            short_name: self.name.initials(),
            full_name: self.name.to_string(),
            position: self.position.clone(),
            registration: None,
            password: Password {
                hash,
                temporary_until: None,
                spent: false,
            },
            acknowledged: Vec::new(),
        });
        step.about(id);
        Ok(id)
    }
}
