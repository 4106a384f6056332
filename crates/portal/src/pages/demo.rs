//! The corner of a demonstration: who can sign in, what the mail box holds, and the clock.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Errors, Field, filters},
    shell::Shell,
};

/// `GET /demo`.
#[derive(Debug, Template)]
#[template(path = "demo/demo.html")]
pub(crate) struct DemoPage {
    pub(crate) shell: Shell,
    /// What the demo's clock says.
    pub(crate) now: DateTime,
    pub(crate) people: Vec<DemoPerson>,
    /// Newest first.
    pub(crate) letters: Vec<Letter>,
    pub(crate) errors: Errors,
}

/// Someone to sign in as.
#[derive(Debug)]
pub(crate) struct DemoPerson {
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) password: String,
}

/// A letter the office has sent.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) body: String,
}

impl DemoPage {
    fn shift(&self) -> Field {
        let choices = [("24", "на сутки"), ("72", "на 3 суток"), ("168", "на неделю"), ("744", "на 31 день")];
        let choices = choices.map(|(hours, title)| (hours.to_owned(), title.to_owned()));
        Field::choice("hours", "Перевести часы вперёд", choices.into()).width("w-14").errors(&self.errors)
    }
}
