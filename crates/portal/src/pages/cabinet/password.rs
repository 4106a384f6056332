//! An own password instead of the one-time one, or instead of an old one.

use askama::Template;

use domain::rights::Role;
use office::ops::change_password;

use crate::{
    done::Done,
    kit::{Errors, Field, filters},
    page,
    shell::Shell,
    web::{Answer, Desk, Newcomer, Sent, done, refused},
};

/// `GET /cabinet/password`, `POST /cabinet/password`; operators have it at `/ra/password`.
#[derive(Debug, Template)]
#[template(path = "cabinet/password.html")]
pub(crate) struct PasswordPage {
    pub(crate) shell: Shell,
    /// First sign-in: the one-time password is not asked again.
    pub(crate) first: bool,
    pub(crate) errors: Errors,
}

impl PasswordPage {
    fn current(&self) -> Field {
        Field::password("current", "Нынешний пароль", "current-password").errors(&self.errors)
    }

    fn new_password(&self) -> Field {
        Field::password("new", "Новый пароль", "new-password")
            .hint("Не короче 12 знаков. Подойдут несколько слов подряд")
            .errors(&self.errors)
    }

    fn again(&self) -> Field {
        Field::password("again", "Новый пароль ещё раз", "new-password").errors(&self.errors)
    }
}

fn is_first(desk: &Desk) -> bool {
    desk.actor().role == Role::NewUser
}

/// `GET`.
pub(crate) async fn show(Newcomer(desk): Newcomer) -> Answer {
    Ok(page::ok(&PasswordPage {
        shell: desk.shell(),
        first: is_first(&desk),
        errors: Errors::default(),
    }))
}

/// `POST`.
pub(crate) async fn change(
    Sent {
        desk: Newcomer(desk),
        form,
    }: Sent<Newcomer>,
) -> Answer {
    let text = |field: &str| form.value(field).to_owned();
    let command = change_password::Command {
        current: text("current"),
        new: text("new"),
        again: text("again"),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(()) if desk.actor().role == Role::RaOperator => Ok(done("/ra/sessions", Done::PasswordChanged)),
        Ok(()) => Ok(done("/cabinet", Done::PasswordChanged)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            Ok(page::show(
                status,
                &PasswordPage {
                    shell: desk.failed_shell(),
                    first: is_first(&desk),
                    errors,
                },
            ))
        }
    }
}
