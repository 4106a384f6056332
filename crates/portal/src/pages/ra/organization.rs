//! One organisation: its adherence and its users.

use askama::Template;
use domain::{id::OrganizationId, organization::Organization};
use jiff::civil::DateTime;
use office::views;

use crate::{
    kit::{Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Id, Operator},
};

/// `GET /ra/organizations/{id}`.
#[derive(Debug, Template)]
#[template(path = "ra/organization.html")]
pub(crate) struct OrganizationPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) adherences: Vec<AdherenceRow>,
    pub(crate) registrations: Vec<RegistrationRow>,
    /// Users may be registered.
    pub(crate) joined: bool,
    /// This operator registered the adherence: another one compares it.
    pub(crate) four_eyes: bool,
}

/// One application to join.
#[derive(Debug)]
pub(crate) struct AdherenceRow {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) edition: String,
    pub(crate) received_at: DateTime,
    pub(crate) status: Status,
    /// Where the organisation is seen in the ОМС, or why it was refused.
    pub(crate) basis: String,
}

/// One user.
#[derive(Debug)]
pub(crate) struct RegistrationRow {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) status: Status,
}

fn fields(of: &Organization) -> Vec<(String, String)> {
    let fields = [
        ("Полное наименование", of.full_name.clone()),
        ("ИНН / КПП", format!("{} / {}", of.inn, of.kpp)),
        ("ОГРН", of.ogrn.to_string()),
        ("Адрес", format!("{}, {}, {}", of.region, of.locality, of.street)),
        ("Почта", of.email.clone()),
        ("Телефон", of.phone.clone()),
        ("Руководитель", format!("{}, {}", of.head_name, of.head_position)),
        ("Действует на основании", of.head_basis.clone()),
    ];
    fields.map(|(title, value)| (title.to_owned(), value)).into()
}

/// `GET /ra/organizations/{id}`.
pub(crate) async fn show(Operator(desk): Operator, Id(id): Id<OrganizationId>) -> Answer {
    let card = views::organization(desk.office(), desk.actor(), id).await?;
    let adherences = card.adherences.into_iter().map(|adherence| AdherenceRow {
        id: adherence.id.to_string(),
        number: adherence.number,
        edition: adherence.edition,
        received_at: desk.office().local(adherence.received_at),
        status: told::adherence(adherence.state),
        basis: adherence.basis,
    });
    let registrations = card.registrations.into_iter().map(|registration| RegistrationRow {
        id: registration.id.to_string(),
        name: registration.person.name.to_string(),
        status: told::registration(registration.state),
        number: registration.number,
        position: registration.position,
    });
    Ok(page::ok(&OrganizationPage {
        shell: desk.shell(),
        id: id.to_string(),
        fields: fields(&card.organization),
        name: card.organization.short_name,
        adherences: adherences.collect(),
        registrations: registrations.collect(),
        joined: card.joined,
        four_eyes: card.four_eyes_blocks,
    }))
}
