//! Сертификаты УЦ и списки отозванных.

use askama::Template;
use jiff::civil::DateTime;
use office::{
    Office,
    views::{self, CaCertificate, CrlFile},
};

use crate::{
    kit::{Status, filters},
    page,
    shell::Shell,
    web::{Answer, Anyone},
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
    /// Title and value of every field of its subject.
    pub(crate) subject: Vec<(String, String)>,
    pub(crate) serial: String,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    pub(crate) sha256: String,
    pub(crate) streebog256: String,
    /// Where its file is.
    pub(crate) path: String,
    pub(crate) status: Status,
}

/// One revocation list.
#[derive(Debug, Clone)]
pub(crate) struct CrlRow {
    pub(crate) title: String,
    pub(crate) number: u64,
    pub(crate) this_update: DateTime,
    pub(crate) next_update: DateTime,
    pub(crate) entries: u64,
    /// Where its file is.
    pub(crate) path: String,
    pub(crate) status: Status,
}

impl CrlRow {
    pub(crate) fn of(office: &Office, crl: &CrlFile) -> Self {
        Self {
            title: crl.title.clone(),
            number: crl.number,
            this_update: office.local(crl.this_update),
            next_update: office.local(crl.next_update),
            entries: crl.entries,
            path: crl.path.clone(),
            status: if crl.late {
                Status::CrlOverdue
            } else {
                Status::CrlCurrent
            },
        }
    }
}

impl CaRow {
    fn of(office: &Office, certificate: CaCertificate) -> Self {
        let over = certificate.not_after < office.now();
        Self {
            title: certificate.title.to_owned(),
            subject: certificate.subject,
            serial: certificate.serial,
            not_before: office.local(certificate.not_before),
            not_after: office.local(certificate.not_after),
            sha256: certificate.sha256,
            streebog256: certificate.streebog256,
            path: certificate.path.to_owned(),
            status: if over {
                Status::CertificateExpired
            } else {
                Status::CertificateValid
            },
        }
    }
}

/// `GET /ca`.
pub(crate) async fn show(Anyone(desk): Anyone) -> Answer {
    let office = desk.office();
    let authority = views::authority(office).await?;
    Ok(page::ok(&CaPage {
        shell: desk.shell(),
        certificates: authority
            .certificates
            .into_iter()
            .map(|one| CaRow::of(office, one))
            .collect(),
        crls: authority.crls.iter().map(|crl| CrlRow::of(office, crl)).collect(),
    }))
}
