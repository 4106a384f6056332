//! Approved data that go into a certificate: the snapshot a request is bound to.

use requisites::{InnLegal, InnPerson, Ogrn, PersonName, Snils};
use serde::{Deserialize, Serialize};

use crate::organization::Organization;
use crate::registration::Registration;

/// Subject of an employee's certificate, form of order ФСБ 795.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// ФИО of the holder.
    pub holder: PersonName,
    /// Краткое наименование организации.
    pub organization: String,
    /// Подразделение.
    pub department: Option<String>,
    /// Должность.
    pub position: String,
    /// Субъект РФ.
    pub region: String,
    /// Населённый пункт.
    pub locality: String,
    /// Улица, дом.
    pub street: String,
    /// E-mail.
    pub email: String,
    /// СНИЛС.
    pub snils: Snils,
    /// ИНН of the person.
    pub inn: InnPerson,
    /// ИНН of the organisation.
    pub inn_legal: InnLegal,
    /// ОГРН.
    pub ogrn: Ogrn,
}

impl Subject {
    /// Freezes what is approved about the person and the organisation.
    #[must_use]
    pub fn of(registration: &Registration, organization: &Organization) -> Self {
        Self {
            holder: registration.person.name.clone(),
            organization: organization.short_name.clone(),
            department: registration.department.clone(),
            position: registration.position.clone(),
            region: organization.region.clone(),
            locality: organization.locality.clone(),
            street: organization.street.clone(),
            email: registration.email.clone(),
            snils: registration.person.snils,
            inn: registration.person.inn,
            inn_legal: organization.inn,
            ogrn: organization.ogrn,
        }
    }
}
