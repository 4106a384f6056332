//! ИНН: идентификационный номер налогоплательщика, of an organisation (10 digits) and of a person (12 digits).

use core::fmt;

use crate::identifier::{DigitsError, digits, text_forms, value, weighted_sum};

/// ИНН of an organisation: ten digits, the last one checks the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InnLegal([u8; 10]);

/// ИНН of a person: twelve digits, the last two check the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InnPerson([u8; 12]);

/// Why text is not an ИНН of the asked kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InnError {
    /// Signs other than digits, spaces and hyphens.
    #[error("В ИНН есть лишние знаки. Введите только цифры")]
    Characters,
    /// An organisation's ИНН has ten digits.
    #[error("Укажите ИНН организации: 10 цифр")]
    LegalLength,
    /// A person's ИНН has twelve digits.
    #[error("Укажите ИНН человека: 12 цифр")]
    PersonLength,
    /// Nothing but zeros: the sums agree, but nobody has such a number.
    #[error("Проверьте ИНН: он не может состоять из одних нулей")]
    Zeros,
    /// A check digit does not follow from the others.
    #[error("Проверьте ИНН: контрольное число не сходится")]
    CheckDigits,
}

/// Weights of the second check digit of a person; those of the first one and of an organisation are its tails.
const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

impl InnLegal {
    /// Reads an ИНН of an organisation.
    ///
    /// # Errors
    /// [`InnError`] when it is not ten digits or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, InnError> {
        let all = digits::<10>(text).map_err(|shape| shaped(shape, InnError::LegalLength))?;
        check(&all, &[9])?;
        Ok(Self(all))
    }
}

impl InnPerson {
    /// Reads an ИНН of a person.
    ///
    /// # Errors
    /// [`InnError`] when it is not twelve digits or a check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, InnError> {
        let all = digits::<12>(text).map_err(|shape| shaped(shape, InnError::PersonLength))?;
        check(&all, &[10, 11])?;
        Ok(Self(all))
    }
}

fn shaped(shape: DigitsError, length: InnError) -> InnError {
    match shape {
        DigitsError::Characters => InnError::Characters,
        DigitsError::Length => length,
    }
}

/// Each digit at `places` must be the weighted sum of those before it, mod 11, mod 10.
fn check(all: &[u8], places: &[usize]) -> Result<(), InnError> {
    if all.iter().all(|&digit| digit == b'0') {
        return Err(InnError::Zeros);
    }
    let agrees = |&place: &usize| {
        let sum = weighted_sum(&all[..place], &WEIGHTS[WEIGHTS.len() - place..]);
        sum % 11 % 10 == value(all[place])
    };
    if places.iter().all(agrees) {
        Ok(())
    } else {
        Err(InnError::CheckDigits)
    }
}

impl fmt::Display for InnLegal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.digits())
    }
}

impl fmt::Display for InnPerson {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.digits())
    }
}

text_forms!(InnLegal, InnError);
text_forms!(InnPerson, InnError);
