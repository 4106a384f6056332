//! Физическое лицо, as the registration statement describes it.

use jiff::civil::Date;
use requisites::{InnPerson, PersonName, Snils};
use serde::{Deserialize, Serialize};

/// Документ, удостоверяющий личность (паспорт гражданина РФ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// Серия, 4 digits.
    pub series: String,
    /// Номер, 6 digits.
    pub number: String,
    /// Дата выдачи.
    pub issued_on: Date,
    /// Кем выдан.
    pub issued_by: String,
    /// Код подразделения `NNN-NNN`.
    pub department_code: String,
}

/// Человек.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// ФИО, spelled as in the passport.
    pub name: PersonName,
    /// СНИЛС.
    pub snils: Snils,
    /// ИНН физического лица.
    pub inn: InnPerson,
    /// Дата рождения.
    pub born_on: Date,
    /// Паспорт.
    pub passport: Passport,
}
