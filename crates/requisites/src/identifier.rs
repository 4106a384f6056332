//! What all identifiers share: digits out of typed text, weighted sums, text forms.

/// Why text is not a run of exactly `N` digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DigitsError {
    /// A sign that is neither a digit nor a separator people use.
    Characters,
    /// Too few or too many digits.
    Length,
}

/// Takes `N` ASCII digits out of text as people type it: any spaces and hyphens between them are allowed.
pub(crate) fn digits<const N: usize>(text: &str) -> Result<[u8; N], DigitsError> {
    let mut found = [b'0'; N];
    let mut count = 0;
    for sign in text.chars().filter(|&sign| !is_separator(sign)) {
        if !sign.is_ascii_digit() {
            return Err(DigitsError::Characters);
        }
        *found.get_mut(count).ok_or(DigitsError::Length)? = sign as u8;
        count += 1;
    }
    if count == N {
        Ok(found)
    } else {
        Err(DigitsError::Length)
    }
}

/// Spaces of every width and the hyphens that word processors put in place of one another.
pub(crate) fn is_separator(sign: char) -> bool {
    sign.is_whitespace() || is_hyphen(sign)
}

/// Hyphen-minus, hyphens and dashes (U+2010–U+2015), minus sign.
pub(crate) fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Σ digit·weight over the shorter of the two.
pub(crate) fn weighted_sum(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(&digit, weight)| value(digit) * weight)
        .sum()
}

/// The value of an ASCII digit.
pub(crate) fn value(digit: u8) -> u32 {
    u32::from(digit - b'0')
}

/// The number written by ASCII digits; at most 19 of them.
pub(crate) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |sum, &digit| sum * 10 + u64::from(value(digit)))
}

/// The forms every identifier has: digits, `FromStr`, `TryFrom<String>`, and serde as its normal text.
/// The type is a tuple struct over ASCII bytes with `parse` and `Display`.
macro_rules! text_forms {
    ($type:ident, $error:ident) => {
        impl $type {
            /// The bare signs, without separators.
            #[must_use]
            pub fn digits(&self) -> &str {
                core::str::from_utf8(&self.0).expect("only ASCII is stored")
            }
        }

        impl core::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_forms;

/// Turns the shape errors of [`digits`] into the variants of the same names.
macro_rules! shape_errors {
    ($error:ident) => {
        impl From<crate::identifier::DigitsError> for $error {
            fn from(shape: crate::identifier::DigitsError) -> Self {
                match shape {
                    crate::identifier::DigitsError::Characters => Self::Characters,
                    crate::identifier::DigitsError::Length => Self::Length,
                }
            }
        }
    };
}
pub(crate) use shape_errors;
