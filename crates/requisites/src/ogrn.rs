//! ОГРН and ОГРНИП: numbers of the state registers of organisations (ЕГРЮЛ) and entrepreneurs (ЕГРИП).

use core::fmt;

use crate::identifier::{digits, number, shape_errors, text_forms};

/// ОГРН of an organisation: thirteen digits, the first is 1 or 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ogrn([u8; 13]);

/// ОГРНИП of an entrepreneur: fifteen digits, the first is 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ogrnip([u8; 15]);

/// Why text is not an ОГРН.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OgrnError {
    /// Signs other than digits, spaces and hyphens.
    #[error("В ОГРН есть лишние знаки. Введите 13 цифр")]
    Characters,
    /// Not 13 digits.
    #[error("Укажите ОГРН: 13 цифр")]
    Length,
    /// The first digit names another kind of record (2, for one, is a ГРН of a change).
    #[error("Проверьте ОГРН: он начинается с 1 или 5")]
    Kind,
    /// The last digit does not follow from the others.
    #[error("Проверьте ОГРН: контрольное число не сходится")]
    CheckDigits,
}
shape_errors!(OgrnError);

/// Why text is not an ОГРНИП.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OgrnipError {
    /// Signs other than digits, spaces and hyphens.
    #[error("В ОГРНИП есть лишние знаки. Введите 15 цифр")]
    Characters,
    /// Not 15 digits.
    #[error("Укажите ОГРНИП: 15 цифр")]
    Length,
    /// The first digit is not that of the register of entrepreneurs.
    #[error("Проверьте ОГРНИП: он начинается с 3")]
    Kind,
    /// The last digit does not follow from the others.
    #[error("Проверьте ОГРНИП: контрольное число не сходится")]
    CheckDigits,
}
shape_errors!(OgrnipError);

impl Ogrn {
    /// Reads an ОГРН.
    ///
    /// # Errors
    /// [`OgrnError`] when it is not thirteen digits of the right kind or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, OgrnError> {
        let all = digits::<13>(text)?;
        if !matches!(all[0], b'1' | b'5') {
            return Err(OgrnError::Kind);
        }
        let (body, check) = all.split_at(12);
        if number(body) % 11 % 10 != number(check) {
            return Err(OgrnError::CheckDigits);
        }
        Ok(Self(all))
    }
}

impl Ogrnip {
    /// Reads an ОГРНИП.
    ///
    /// # Errors
    /// [`OgrnipError`] when it is not fifteen digits of the right kind or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, OgrnipError> {
        let all = digits::<15>(text)?;
        if all[0] != b'3' {
            return Err(OgrnipError::Kind);
        }
        let (body, check) = all.split_at(14);
        if number(body) % 13 % 10 != number(check) {
            return Err(OgrnipError::CheckDigits);
        }
        Ok(Self(all))
    }
}

impl fmt::Display for Ogrn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.digits())
    }
}

impl fmt::Display for Ogrnip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.digits())
    }
}

text_forms!(Ogrn, OgrnError);
text_forms!(Ogrnip, OgrnipError);
