//! A wrong field of a form: where, and what to do.

use serde::Serialize;

/// One message at one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Name of the form field.
    pub field: &'static str,
    /// Russian sentence: what is wrong and what to do.
    pub text: String,
}

/// Gathers the errors of a form, so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Adds a message.
    pub fn add(&mut self, field: &'static str, text: impl Into<String>) {
        self.0.push(FieldError {
            field,
            text: text.into(),
        });
    }

    /// Keeps a parsed value, or notes its error.
    pub fn take<T, E: core::fmt::Display>(&mut self, field: &'static str, parsed: Result<T, E>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error.to_string());
                None
            }
        }
    }

    /// Text that must be there, trimmed, at most `max` characters.
    pub fn text(&mut self, field: &'static str, value: &str, max: usize, missing: &str) -> Option<String> {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if value.is_empty() {
            self.add(field, missing);
            return None;
        }
        if value.chars().count() > max {
            self.add(
                field,
                format!("Сократите до {max} знаков: сейчас {}", value.chars().count()),
            );
            return None;
        }
        if value.chars().any(invisible) {
            self.add(
                field,
                "Уберите невидимые управляющие знаки: наберите текст заново, не вставляя из документа",
            );
            return None;
        }
        Some(value)
    }

    /// Nothing noted?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All messages.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}

/// Signs that nobody sees and that change what others see: controls, zero width, turned direction (Unicode UAX #9).
fn invisible(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
