//! Бумажные копии: two go out, one comes back signed within a month.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Due, Errors, Status, filters},
    shell::Shell,
};

/// `GET /ra/copies`.
#[derive(Debug, Template)]
#[template(path = "ra/copies.html")]
pub(crate) struct CopiesPage {
    pub(crate) shell: Shell,
    pub(crate) query: String,
    /// Titles and rows: to send, overdue, out, back.
    pub(crate) groups: Vec<(&'static str, Vec<CopyRow>)>,
    pub(crate) errors: Errors,
}

/// The copies of one certificate.
#[derive(Debug)]
pub(crate) struct CopyRow {
    /// Id of the certificate.
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) status: Status,
    pub(crate) due: Due,
    /// How and when they went out.
    pub(crate) sent: Option<(&'static str, DateTime)>,
    /// When the signed one came back and where it is kept.
    pub(crate) returned: Option<(DateTime, String)>,
}

impl CopyRow {
    fn is_open(&self) -> bool {
        self.returned.is_none()
    }
}
