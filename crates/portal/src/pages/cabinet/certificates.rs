//! Сертификаты → Действительные.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Due, Status, filters},
    shell::Shell,
};

/// `GET /cabinet/certificates`.
#[derive(Debug, Template)]
#[template(path = "cabinet/certificates.html")]
pub(crate) struct CertificatesPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<CertificateRow>,
}

/// One certificate.
#[derive(Debug)]
pub(crate) struct CertificateRow {
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    pub(crate) status: Status,
    /// The term of the paper copy while it is still out.
    pub(crate) copy_due: Option<Due>,
}
