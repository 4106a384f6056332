//! One certificate.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Due, Event, Status, filters},
    shell::Shell,
};

/// `GET /cabinet/certificates/{id}`.
#[derive(Debug, Template)]
#[template(path = "cabinet/certificate.html")]
pub(crate) struct CertificatePage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) holder: String,
    pub(crate) status: Status,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    /// Days gone and days in all, for the bar.
    pub(crate) age: (i32, i32),
    /// Where the paper copy is.
    pub(crate) copy: Option<Status>,
    pub(crate) copy_due: Option<Due>,
    /// Title and value of every field of the certificate.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) events: Vec<Event>,
}

impl CertificatePage {
    fn days_left(&self) -> String {
        let left = usize::try_from(self.age.1 - self.age.0).unwrap_or_default();
        crate::kit::plural(left, ["день", "дня", "дней"])
    }

    fn copy_is_out(&self) -> bool {
        self.copy.is_some_and(|copy| copy != Status::CopyReturned)
    }
}
