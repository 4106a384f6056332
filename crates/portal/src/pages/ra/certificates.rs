//! Certificates issued to users.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Pages, Status, filters},
    shell::Shell,
};

/// `GET /ra/certificates`.
#[derive(Debug, Template)]
#[template(path = "ra/certificates.html")]
pub(crate) struct IssuedPage {
    pub(crate) shell: Shell,
    pub(crate) query: String,
    pub(crate) rows: Vec<IssuedRow>,
    pub(crate) pages: Pages,
}

/// One certificate.
#[derive(Debug)]
pub(crate) struct IssuedRow {
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    pub(crate) status: Status,
    /// Address of the request it answers.
    pub(crate) request: Option<String>,
}
