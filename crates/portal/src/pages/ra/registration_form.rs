//! The set of documents of a user: entered once, amended when it was returned.

use askama::Template;

use crate::{
    kit::{Field, Filled, filters},
    shell::Shell,
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
    /// Ids and names of organisations that have joined; empty when the organisation is settled.
    pub(crate) organizations: Vec<(String, String)>,
    pub(crate) form: Filled,
}

impl RegistrationFormPage {
    fn person(&self) -> Vec<Field> {
        let organization = Field::choice("organization", "Организация", self.organizations.clone());
        let organization = (!self.organizations.is_empty()).then_some(organization);
        let fields = [
            Field::text("surname", "Фамилия").hint("Как в паспорте"),
            Field::text("given", "Имя"),
            Field::text("patronymic", "Отчество").optional(),
            Field::digits("snils", "СНИЛС").hint("11 цифр"),
            Field::digits("inn", "ИНН").hint("12 цифр"),
            Field::text("born_on", "Дата рождения").hint("дд.мм.гггг").width("w-14"),
        ];
        organization.into_iter().chain(fields).map(|field| field.of(&self.form)).collect()
    }

    fn passport(&self) -> Vec<Field> {
        let fields = [
            Field::digits("passport_series", "Серия").width("w-10").hint("4 цифры"),
            Field::digits("passport_number", "Номер").width("w-10").hint("6 цифр"),
            Field::text("passport_issued_on", "Дата выдачи").hint("дд.мм.гггг").width("w-14"),
            Field::text("passport_issued_by", "Кем выдан"),
            Field::digits("passport_department", "Код подразделения").width("w-10").hint("Например: 290-001"),
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
            Field::text("poa_issued_on", "Дата выдачи").hint("дд.мм.гггг").width("w-14"),
            Field::text("poa_valid_through", "Действует по").hint("дд.мм.гггг, если срок короче 2 лет").width("w-14").optional(),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }
}
