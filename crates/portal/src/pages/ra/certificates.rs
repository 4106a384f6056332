//! Certificates issued to users.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use domain::certificate::Certificate;
use jiff::civil::DateTime;
use office::{Office, views};

use crate::{
    kit::{Pages, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Desk, Operator, Sent, wanted},
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
}

impl IssuedRow {
    /// What was never signed has neither a card nor a file.
    fn has_card(&self) -> bool {
        !matches!(self.status, Status::CertificateIssuing | Status::CertificateVoid)
    }

    fn of(office: &Office, certificate: Certificate) -> Self {
        Self {
            id: certificate.id.to_string(),
            not_before: office.local(certificate.not_before),
            not_after: office.local(certificate.not_after),
            status: told::certificate(&certificate, office.now()),
            serial: certificate.serial,
            holder: certificate.holder,
            organization: certificate.organization,
        }
    }
}

async fn render(desk: &Desk, query: String, number: u32) -> Answer {
    let (found, more) = views::certificates(desk.office(), desk.actor(), &query, number).await?;
    let rows: Vec<IssuedRow> = found.into_iter().map(|one| IssuedRow::of(desk.office(), one)).collect();
    let shell = desk.shell();
    let pages = Pages::of("/ra/certificates", number, more, rows.len()).search("/ra/certificates", &query, &shell.csrf);
    Ok(page::ok(&IssuedPage {
        shell,
        query,
        rows,
        pages,
    }))
}

/// `GET /ra/certificates`.
pub(crate) async fn show(Operator(desk): Operator, Query(asked): Query<BTreeMap<String, String>>) -> Answer {
    render(
        &desk,
        String::new(),
        asked.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    )
    .await
}

/// `POST /ra/certificates`: a person's name never stands in an address.
pub(crate) async fn search(
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let query = wanted(form.value("query"));
    render(&desk, query, form.value("page").parse().unwrap_or(1)).await
}
