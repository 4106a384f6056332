//! Сертификаты → Действительные.

use askama::Template;
use domain::certificate::CertificateState;
use jiff::civil::DateTime;
use office::{
    Office,
    views::{self, OwnCertificate},
};

use crate::{
    kit::{Due, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, User},
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

impl CertificateRow {
    pub(crate) fn of(office: &Office, own: OwnCertificate) -> Self {
        Self {
            id: own.certificate.id.to_string(),
            not_before: office.local(own.certificate.not_before),
            not_after: office.local(own.certificate.not_after),
            status: told::certificate(&own.certificate, office.now()),
            copy_due: own.due.as_ref().map(told::due),
            serial: own.certificate.serial,
        }
    }
}

/// `GET /cabinet/certificates`.
pub(crate) async fn show(User(desk): User) -> Answer {
    let own = views::own_certificates(desk.office(), desk.actor()).await?;
    let valid = own.into_iter().filter(|own| {
        own.valid_now
            && matches!(
                own.certificate.state,
                CertificateState::Valid | CertificateState::Suspended
            )
    });
    let rows = valid
        .map(|certificate| CertificateRow::of(desk.office(), certificate))
        .collect();
    Ok(page::ok(&CertificatesPage {
        shell: desk.shell(),
        rows,
    }))
}
