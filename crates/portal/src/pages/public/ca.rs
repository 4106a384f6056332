//! Сертификаты УЦ и списки отозванных.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Status, filters},
    shell::Shell,
};

/// `GET /ca`.
#[derive(Debug, Template)]
#[template(path = "public/ca.html")]
pub(crate) struct CaPage {
    pub(crate) shell: Shell,
    pub(crate) certificates: Vec<CaRow>,
    pub(crate) crls: Vec<CrlRow>,
}

/// One certificate of the authority itself.
#[derive(Debug)]
pub(crate) struct CaRow {
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) serial: String,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    pub(crate) sha256: String,
    pub(crate) streebog256: String,
    /// File name below `/ca/`.
    pub(crate) file: String,
    pub(crate) status: Status,
}

/// One revocation list.
#[derive(Debug, Clone)]
pub(crate) struct CrlRow {
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) this_update: DateTime,
    pub(crate) next_update: DateTime,
    pub(crate) entries: usize,
    /// File name below `/crl/`.
    pub(crate) file: String,
    pub(crate) status: Status,
}
