//! The set of documents of a user: entered once, amended when it was returned.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use domain::id::{OrganizationId, RegistrationId};
use office::{
    ops::{amend_registration, register_user},
    views,
};

use crate::{
    done::Done,
    kit::{Field, Filled, filters},
    page,
    shell::Shell,
    web::{Answer, Desk, Failure, Id, Operator, Sent, done, refused, see_other},
};

/// `GET /ra/registrations/new`, `POST /ra/registrations/new`, and the same below `/ra/registrations/{id}/edit`.
#[derive(Debug, Template)]
#[template(path = "ra/registration_form.html")]
pub(crate) struct RegistrationFormPage {
    pub(crate) shell: Shell,
    /// Number of the registration being amended.
    pub(crate) number: Option<String>,
    /// Where «Отмена» leads.
    pub(crate) back: String,
    /// Name of the organisation; its id stands in the form.
    pub(crate) organization: String,
    pub(crate) form: Filled,
}

impl RegistrationFormPage {
    fn person(&self) -> Vec<Field> {
        let fields = [
            Field::text("surname", "Фамилия").hint("Как в паспорте"),
            Field::text("given", "Имя"),
            Field::text("patronymic", "Отчество").optional(),
            Field::digits("snils", "СНИЛС").hint("11 цифр"),
            Field::digits("inn", "ИНН").hint("12 цифр"),
            Field::text("born_on", "Дата рождения").hint("дд.мм.гггг").width("w-14"),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }

    fn passport(&self) -> Vec<Field> {
        let fields = [
            Field::digits("passport_number", "Серия и номер").hint("10 цифр"),
            Field::text("passport_issued_on", "Дата выдачи")
                .hint("дд.мм.гггг")
                .width("w-14"),
            Field::text("passport_issued_by", "Кем выдан"),
            Field::digits("passport_department", "Код подразделения")
                .width("w-10")
                .hint("Например: 290-001"),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }

    fn work(&self) -> Vec<Field> {
        let fields = [
            Field::text("position", "Должность").hint("Как в заявлении и доверенности"),
            Field::text("department", "Подразделение").optional(),
            Field::email("email", "Электронная почта").hint("Сюда уходят письма, этот адрес будет в сертификате"),
            Field::text("phone", "Телефон").width("w-14"),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }

    fn power_of_attorney(&self) -> Vec<Field> {
        let fields = [
            Field::text("poa_number", "Номер").width("w-14"),
            Field::text("poa_issued_on", "Дата выдачи")
                .hint("дд.мм.гггг")
                .width("w-14"),
            Field::text("poa_valid_through", "Действует по")
                .hint("дд.мм.гггг, если срок короче 2 лет")
                .width("w-14")
                .optional(),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }
}

/// The form of an organisation, as it stands.
async fn render(
    desk: &Desk,
    shell: Shell,
    status: StatusCode,
    number: Option<String>,
    back: String,
    form: Filled,
) -> Answer {
    let id: OrganizationId = form
        .value("organization")
        .parse()
        .map_err(|_| Failure::Status(StatusCode::NOT_FOUND))?;
    let card = views::organization(desk.office(), desk.actor(), id).await?;
    let organization = card.organization.short_name;
    Ok(page::show(
        status,
        &RegistrationFormPage {
            shell,
            number,
            back,
            organization,
            form,
        },
    ))
}

/// `GET /ra/registrations/new?organization=…`; without one the operator chooses it first.
pub(crate) async fn show(Operator(desk): Operator, Query(query): Query<BTreeMap<String, String>>) -> Answer {
    let Some(organization) = query.get("organization") else {
        return Ok(see_other("/ra/organizations"));
    };
    let form = Filled::default().with("organization", organization);
    render(
        &desk,
        desk.shell(),
        StatusCode::OK,
        None,
        format!("/ra/organizations/{organization}"),
        form,
    )
    .await
}

/// `POST /ra/registrations/new`.
pub(crate) async fn register(
    Sent {
        desk: Operator(desk),
        mut form,
    }: Sent<Operator>,
) -> Answer {
    let command: register_user::Command = form.command()?;
    match desk.office().perform(desk.actor(), command).await {
        Ok(id) => Ok(done(&format!("/ra/registrations/{id}"), Done::SetSaved)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            form.errors = errors;
            let back = format!("/ra/organizations/{}", form.value("organization"));
            render(&desk, desk.failed_shell(), status, None, back, form).await
        }
    }
}

async fn number_of(desk: &Desk, id: RegistrationId) -> Result<String, Failure> {
    Ok(views::registration(desk.office(), desk.actor(), id)
        .await?
        .registration
        .number)
}

/// `GET /ra/registrations/{id}/edit`.
pub(crate) async fn edit(Operator(desk): Operator, Id(id): Id<RegistrationId>) -> Answer {
    let stored = views::registration_form(desk.office(), desk.actor(), id).await?;
    let number = number_of(&desk, id).await?;
    render(
        &desk,
        desk.shell(),
        StatusCode::OK,
        Some(number),
        format!("/ra/registrations/{id}"),
        Filled::of(&stored)?,
    )
    .await
}

/// `POST /ra/registrations/{id}/edit`.
pub(crate) async fn amend(
    Id(id): Id<RegistrationId>,
    Sent {
        desk: Operator(desk),
        mut form,
    }: Sent<Operator>,
) -> Answer {
    let command = amend_registration::Command {
        registration: id,
        form: form.command()?,
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(()) => Ok(done(&format!("/ra/registrations/{id}"), Done::SetSaved)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            form.errors = errors;
            let number = number_of(&desk, id).await?;
            render(
                &desk,
                desk.failed_shell(),
                status,
                Some(number),
                format!("/ra/registrations/{id}"),
                form,
            )
            .await
        }
    }
}
