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
    /// Those that have ended.
    pub(crate) former: Vec<CertificateRow>,
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
    /// What a late copy costs.
    pub(crate) copy_price: Option<String>,
}

impl CertificateRow {
    pub(crate) fn of(office: &Office, own: OwnCertificate) -> Self {
        Self {
            id: own.certificate.id.to_string(),
            not_before: office.local(own.certificate.not_before),
            not_after: office.local(own.certificate.not_after),
            status: told::certificate(&own.certificate, office.now()),
            copy_price: own.price_of_late_copy(),
            copy_due: own.due.as_ref().map(told::due),
            serial: own.certificate.serial,
        }
    }
}

/// `GET /cabinet/certificates`.
pub(crate) async fn show(User(desk): User) -> Answer {
    let own = views::own_certificates(desk.office(), desk.actor()).await?;
    let (running, former): (Vec<_>, Vec<_>) = own.into_iter().partition(|own| {
        own.valid_now
            && matches!(
                own.certificate.state,
                CertificateState::Valid | CertificateState::Suspended
            )
    });
    let rows = |certificates: Vec<OwnCertificate>| {
        let row = |own| CertificateRow::of(desk.office(), own);
        certificates.into_iter().map(row).collect()
    };
    Ok(page::ok(&CertificatesPage {
        shell: desk.shell(),
        rows: rows(running),
        former: rows(former),
    }))
}
