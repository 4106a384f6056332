//! What is checked of the data before they meet a template: size, depth and signs.

use serde_json::Value;

use crate::{FormError, engine};

/// The longest text of one field, in characters; a public key of 512 bits is 256.
const LONGEST_TEXT: usize = 2_000;
/// All texts and values of a form together: more makes paper nobody reads, and layout slow.
const MOST_VALUES: usize = 1_000;
const MOST_TEXT: usize = 40_000;
const DEEPEST: usize = 8;

/// Refuses data that are too large or hold signs the fonts cannot show.
pub(crate) fn check(data: &Value) -> Result<(), FormError> {
    let mut budget = Budget {
        values: MOST_VALUES,
        text: MOST_TEXT,
    };
    budget.visit(data, "", DEEPEST)
}

struct Budget {
    values: usize,
    text: usize,
}

impl Budget {
    fn visit(&mut self, value: &Value, path: &str, depth: usize) -> Result<(), FormError> {
        self.values = self.values.checked_sub(1).ok_or(FormError::TooLarge)?;
        let depth = depth.checked_sub(1).ok_or(FormError::TooLarge)?;
        match value {
            Value::String(text) => self.text(text, path),
            Value::Array(items) => items.iter().try_for_each(|item| self.visit(item, path, depth)),
            Value::Object(fields) => fields.iter().try_for_each(|(key, field)| {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                self.visit(field, &path, depth)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }

    fn text(&mut self, text: &str, path: &str) -> Result<(), FormError> {
        let length = text.chars().count();
        if length > LONGEST_TEXT {
            return Err(FormError::LongField {
                field: path.to_owned(),
                limit: LONGEST_TEXT,
            });
        }
        self.text = self.text.checked_sub(length).ok_or(FormError::TooLarge)?;
        match text.chars().find(|&sign| !engine::can_show(sign)) {
            Some(sign) => Err(FormError::Sign {
                field: path.to_owned(),
                sign,
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Form, Forms};

    #[test]
    fn every_sign_that_passes_can_be_printed_as_pdf_a() {
        let signs: Vec<char> = ('\u{0}'..=char::MAX).filter(|&sign| engine::can_show(sign)).collect();
        assert!(signs.contains(&'ё') && signs.contains(&'№') && signs.contains(&'\u{a0}') && !signs.contains(&'\u{7}'));
        let fields: Vec<_> = signs
            .chunks(400)
            .map(|part| json!({ "title": "Знаки", "value": part.iter().collect::<String>() }))
            .collect();
        let sheet = json!({
            "number": "1", "qr": "1", "edition": "1",
            "center": { "full_name": "", "short_name": "", "address": "", "phone": "" },
        });
        let head = json!({ "position": "", "name": "", "initials": "", "basis": "" });
        let data = json!({
            "sheet": sheet, "copies": 1, "serial": "", "not_before": "", "not_after": "", "issuer": fields, "subject": [],
            "key_algorithm": "", "public_key": "", "extensions": [], "signature_algorithm": "", "signature": "",
            "return_by": "", "holder_initials": "", "head": head,
        });
        let made_at = jiff::Timestamp::UNIX_EPOCH;
        let pdf = Forms::embedded().render("severodolsk", Form::CertificateCopy, &data, made_at);
        assert!(pdf.is_ok(), "{:?}", pdf.err());
    }
}
