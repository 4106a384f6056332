//! Реестр сертификатов: exact search, masked answers.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Errors, Field, Status, filters},
    shell::Shell,
};

/// `GET /registry` shows the form, `POST /registry` the answer: a СНИЛС never stands in an address.
#[derive(Debug, Template)]
#[template(path = "public/registry.html")]
pub(crate) struct RegistryPage {
    pub(crate) shell: Shell,
    pub(crate) query: String,
    pub(crate) errors: Errors,
    /// `None` before the first search.
    pub(crate) hits: Option<Vec<Hit>>,
}

/// One found certificate.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) serial: String,
    /// «Соколова М. А.» and no more.
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    pub(crate) status: Status,
}

impl RegistryPage {
    fn field(&self) -> Field {
        Field::text("query", "Серийный номер, СНИЛС или ИНН")
            .hint("Номер вводите целиком: 32 знака сертификата, 11 цифр СНИЛС, 10 или 12 цифр ИНН")
            .max(64)
            .autocomplete("off")
            .value(self.query.as_str())
            .errors(&self.errors)
    }
}
