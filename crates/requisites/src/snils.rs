//! СНИЛС: страховой номер индивидуального лицевого счёта.

use core::fmt;

use crate::identifier::{digits, number, shape_errors, text_forms, weighted_sum};

/// СНИЛС with a right check number; printed as «148-302-716 51».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snils([u8; 11]);

/// Why text is not a СНИЛС.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnilsError {
    /// Signs other than digits, spaces and hyphens.
    #[error("В СНИЛС есть лишние знаки. Введите 11 цифр")]
    Characters,
    /// Not 11 digits.
    #[error("Укажите СНИЛС: 11 цифр")]
    Length,
    /// The last two digits do not follow from the first nine.
    #[error("Проверьте СНИЛС: контрольное число не сходится")]
    CheckDigits,
}
shape_errors!(SnilsError);

/// Numbers up to this one were given out before check numbers existed.
const LAST_UNCHECKED: u64 = 1_001_998;

impl Snils {
    /// Reads a СНИЛС as people type it.
    ///
    /// # Errors
    /// [`SnilsError`] when the digits are not eleven or the check number is wrong.
    pub fn parse(text: &str) -> Result<Self, SnilsError> {
        let all = digits::<11>(text)?;
        let (body, check) = all.split_at(9);
        if number(body) > LAST_UNCHECKED && number(check) != check_number(body) {
            return Err(SnilsError::CheckDigits);
        }
        Ok(Self(all))
    }

    /// The form for screens and letters where the whole number must not stand: «•••-•••-716 51».
    #[must_use]
    pub fn masked(&self) -> alloc::string::String {
        let all = self.digits();
        alloc::format!("•••-•••-{} {}", &all[6..9], &all[9..])
    }
}

/// Σ dᵢ·(9−i) mod 101, where 100 is written 00.
fn check_number(body: &[u8]) -> u64 {
    u64::from(weighted_sum(body, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100)
}

impl fmt::Display for Snils {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.digits();
        write!(out, "{}-{}-{} {}", &all[..3], &all[3..6], &all[6..9], &all[9..])
    }
}

text_forms!(Snils, SnilsError);
