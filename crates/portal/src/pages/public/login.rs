//! Вход.

use askama::Template;

use crate::{
    kit::{Errors, Field, filters},
    shell::Shell,
};

/// `GET /login`, `POST /login`.
#[derive(Debug, Template)]
#[template(path = "public/login.html")]
pub(crate) struct LoginPage {
    pub(crate) shell: Shell,
    pub(crate) login: String,
    /// Where to go after the sign-in; a path of this portal.
    pub(crate) next: String,
    pub(crate) errors: Errors,
}

impl LoginPage {
    fn login(&self) -> Field {
        Field::text("login", "Логин").max(64).autocomplete("username").value(self.login.as_str()).errors(&self.errors)
    }

    fn password(&self) -> Field {
        Field::password("password", "Пароль", "current-password").errors(&self.errors)
    }
}
