//! One registration: the set, the decision of another operator, the sealed sheet.

use askama::Template;

use crate::{
    kit::{Due, Errors, Event, Field, Status, filters},
    shell::Shell,
};

/// `GET /ra/registrations/{id}`.
#[derive(Debug, Template)]
#[template(path = "ra/registration.html")]
pub(crate) struct RegistrationPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    /// Id and name.
    pub(crate) organization: (String, String),
    pub(crate) person: Vec<(String, String)>,
    pub(crate) papers: Vec<(String, String)>,
    /// Reason of the last return or rejection.
    pub(crate) reason: Option<String>,
    pub(crate) offers: RegistrationOffers,
    /// What the operator has begun to write.
    pub(crate) draft: String,
    pub(crate) events: Vec<Event>,
    pub(crate) errors: Errors,
}

/// Steps the process offers this operator now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RegistrationOffers {
    pub(crate) amend: bool,
    pub(crate) approve: bool,
    pub(crate) give_back: bool,
    pub(crate) reject: bool,
    pub(crate) print_sheet: bool,
    /// This operator entered the data: another one decides.
    pub(crate) four_eyes: bool,
}

impl RegistrationPage {
    fn reason_field(&self) -> Field {
        Field::area("reason", "Причина")
            .hint("Её прочитает организация: что не так и что исправить")
            .value(self.draft.as_str())
            .errors(&self.errors)
    }
}
