//! Организация-участник системы ОМС.

use requisites::{InnLegal, Kpp, Ogrn, PersonName};
use serde::{Deserialize, Serialize};

use crate::id::OrganizationId;

/// What the organisation is to the compulsory medical insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// Медицинская организация.
    Mo,
    /// Страховая медицинская организация.
    Smo,
    /// Территориальный фонд.
    Tfoms,
    /// Иной участник, с основанием.
    Other,
}

/// Организация.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Id.
    pub id: OrganizationId,
    /// Kind.
    pub kind: OrganizationKind,
    /// Полное наименование.
    pub full_name: String,
    /// Краткое наименование: goes into CN and O of certificates.
    pub short_name: String,
    /// ОГРН.
    pub ogrn: Ogrn,
    /// ИНН юридического лица.
    pub inn: InnLegal,
    /// КПП.
    pub kpp: Kpp,
    /// Субъект РФ as certificates write it: `29 Северодольская область`.
    pub region: String,
    /// Населённый пункт.
    pub locality: String,
    /// Улица, дом.
    pub street: String,
    /// Адрес электронной почты.
    pub email: String,
    /// Телефон.
    pub phone: String,
    /// Должность руководителя.
    pub head_position: String,
    /// Руководитель: acts without a power of attorney.
    pub head_name: PersonName,
    /// «действующего на основании …».
    pub head_basis: String,
}
