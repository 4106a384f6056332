//! Реестр сертификатов: exact search, masked answers.

use askama::Template;
use jiff::civil::DateTime;
use office::{Office, ops::search_registry};

use crate::{
    kit::{Errors, Field, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Anyone, Sent, refused},
};

/// `GET /registry` shows the form, `POST /registry` the answer: a СНИЛС never stands in an address.
#[derive(Debug, Template)]
#[template(path = "public/registry.html")]
pub(crate) struct RegistryPage {
    pub(crate) shell: Shell,
    pub(crate) query: String,
    pub(crate) errors: Errors,
    /// `None` before the first search.
    pub(crate) hits: Option<Vec<Hit>>,
}

/// One found certificate.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) serial: String,
    /// «Соколова М. А.» and no more.
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    pub(crate) status: Status,
}

impl RegistryPage {
    fn field(&self) -> Field {
        Field::text("query", "Серийный номер, СНИЛС или ИНН")
            .hint("Номер вводите целиком: 32 знака сертификата, 11 цифр СНИЛС, 10 или 12 цифр ИНН")
            .max(64)
            .autocomplete("off")
            .value(self.query.as_str())
            .errors(&self.errors)
    }
}

impl Hit {
    fn of(office: &Office, hit: search_registry::Hit) -> Self {
        Self {
            status: told::certificate_at(hit.state, hit.not_after, office.now()),
            not_before: office.local(hit.not_before),
            not_after: office.local(hit.not_after),
            serial: hit.serial,
            holder: hit.holder,
            organization: hit.organization,
        }
    }
}

/// `GET /registry`.
pub(crate) async fn show(Anyone(desk): Anyone) -> Answer {
    Ok(page::ok(&RegistryPage {
        shell: desk.shell(),
        query: String::new(),
        errors: Errors::default(),
        hits: None,
    }))
}

/// `POST /registry`.
pub(crate) async fn search(
    Sent {
        desk: Anyone(desk),
        form,
    }: Sent<Anyone>,
) -> Answer {
    let query = form.value("query").to_owned();
    let command = search_registry::Command {
        query: query.clone(),
        address: desk.visit.address(),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(hits) => {
            let hits = hits.into_iter().map(|hit| Hit::of(desk.office(), hit)).collect();
            Ok(page::ok(&RegistryPage {
                shell: desk.shell(),
                query,
                errors: Errors::default(),
                hits: Some(hits),
            }))
        }
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            Ok(page::show(
                status,
                &RegistryPage {
                    shell: desk.failed_shell(),
                    query,
                    errors,
                    hits: None,
                },
            ))
        }
    }
}
