//! КПП: код причины постановки на учёт.

use core::fmt;

use crate::identifier::{is_separator, text_forms};

/// КПП: four digits of the tax office, two signs of the reason (digits or capital Latin letters), three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kpp([u8; 9]);

/// Why text is not a КПП.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KppError {
    /// Not nine signs.
    #[error("Укажите КПП: 9 знаков")]
    Length,
    /// A letter where only a digit may stand, or another sign.
    #[error("Проверьте КПП: буквы могут стоять только на 5-м и 6-м месте и бывают только латинскими")]
    Characters,
}

impl Kpp {
    /// Reads a КПП; it has no check digit.
    ///
    /// # Errors
    /// [`KppError`] when the length or a sign is wrong.
    pub fn parse(text: &str) -> Result<Self, KppError> {
        let mut all = [0; 9];
        let mut count = 0;
        for sign in text.chars().filter(|&sign| !is_separator(sign)) {
            let place = all.get_mut(count).ok_or(KppError::Length)?;
            let sign = sign.to_ascii_uppercase();
            let reason = matches!(count, 4 | 5) && sign.is_ascii_uppercase();
            if !sign.is_ascii_digit() && !reason {
                return Err(KppError::Characters);
            }
            *place = sign as u8;
            count += 1;
        }
        if count == all.len() {
            Ok(Self(all))
        } else {
            Err(KppError::Length)
        }
    }
}

impl fmt::Display for Kpp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.digits())
    }
}

text_forms!(Kpp, KppError);
