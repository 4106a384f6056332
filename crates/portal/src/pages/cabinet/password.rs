//! An own password instead of the one-time one, or instead of an old one.

use askama::Template;

use crate::{
    kit::{Errors, Field, filters},
    shell::Shell,
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
