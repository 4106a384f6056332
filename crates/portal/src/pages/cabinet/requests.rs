//! Запросы, with the columns of the portal the offices know.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Status, filters},
    shell::Shell,
};

/// `GET /cabinet/requests`.
#[derive(Debug, Template)]
#[template(path = "cabinet/requests.html")]
pub(crate) struct RequestsPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<RequestRow>,
}

/// One request.
#[derive(Debug)]
pub(crate) struct RequestRow {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) created_at: DateTime,
    pub(crate) status: Status,
    /// «Дата одобрения»: the decision, whatever it is.
    pub(crate) decided_at: Option<DateTime>,
    /// Id and serial number of its certificate.
    pub(crate) certificate: Option<(String, String)>,
    pub(crate) comment: Option<String>,
    pub(crate) action: RowAction,
}

/// What the last column offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowAction {
    /// The key is not made yet.
    MakeKey,
    /// «Печать» of the statement.
    Print,
    /// «Скачать» the certificate.
    Download,
    /// A new request from the data of this one.
    Again,
    /// Nothing.
    None,
}
