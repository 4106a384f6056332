//! Физическое лицо, as the registration statement describes it.

use jiff::civil::Date;
use requisites::{DepartmentCode, InnPerson, PassportNumber, PersonName, Snils};
use serde::{Deserialize, Serialize};

/// Документ, удостоверяющий личность (паспорт гражданина РФ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// Серия и номер.
    pub number: PassportNumber,
    /// Дата выдачи.
    pub issued_on: Date,
    /// Кем выдан.
    pub issued_by: String,
    /// Код подразделения.
    pub department: DepartmentCode,
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
