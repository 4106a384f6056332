//! Numbers of the passport of a citizen of Russia; neither has a check digit.

use core::fmt;

use crate::identifier::{digits, shape_errors, text_forms};

/// Series (4 digits) and number (6 digits) of a passport; printed as «29 18 123456».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassportNumber([u8; 10]);

/// Code of the department that issued a passport; printed as «290-001».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DepartmentCode([u8; 6]);

/// Why text is not series and number of a passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassportNumberError {
    /// Signs other than digits, spaces and hyphens.
    #[error("В серии и номере паспорта есть лишние знаки. Введите 10 цифр")]
    Characters,
    /// Not 10 digits.
    #[error("Укажите серию и номер паспорта: 4 цифры и 6 цифр")]
    Length,
}
shape_errors!(PassportNumberError);

/// Why text is not a code of a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DepartmentCodeError {
    /// Signs other than digits, spaces and hyphens.
    #[error("В коде подразделения есть лишние знаки. Введите 6 цифр")]
    Characters,
    /// Not 6 digits.
    #[error("Укажите код подразделения из паспорта: 6 цифр")]
    Length,
}
shape_errors!(DepartmentCodeError);

impl PassportNumber {
    /// Reads series and number together, as they stand in the passport.
    ///
    /// # Errors
    /// [`PassportNumberError`] when they are not ten digits.
    pub fn parse(text: &str) -> Result<Self, PassportNumberError> {
        Ok(Self(digits(text)?))
    }
}

impl DepartmentCode {
    /// Reads a code of a department.
    ///
    /// # Errors
    /// [`DepartmentCodeError`] when it is not six digits.
    pub fn parse(text: &str) -> Result<Self, DepartmentCodeError> {
        Ok(Self(digits(text)?))
    }
}

impl fmt::Display for PassportNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.digits();
        write!(out, "{} {} {}", &all[..2], &all[2..4], &all[4..])
    }
}

impl fmt::Display for DepartmentCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.digits();
        write!(out, "{}-{}", &all[..3], &all[3..])
    }
}

text_forms!(PassportNumber, PassportNumberError);
text_forms!(DepartmentCode, DepartmentCodeError);
