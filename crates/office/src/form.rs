//! What forms bring in and take out: raw texts as typed, and files.

use domain::field::{FieldError, FieldErrors};
use domain::status::Asker;
use jiff::civil::Date;
use requisites::{NamePart, PersonName};

/// A file for the user.
#[derive(Clone, PartialEq, Eq)]
pub struct Download {
    /// Name to save under.
    pub file_name: String,
    /// Media type.
    pub media_type: &'static str,
    /// Bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A sealed sheet is a file too: its bytes never reach a log.
        write!(f, "Download({}, {} bytes)", self.file_name, self.bytes.len())
    }
}

/// A box that is ticked.
#[must_use]
pub(crate) fn ticked(value: &str) -> bool {
    value == "yes"
}

/// A name from three fields (surname, given name, patronymic), each with its own message.
pub(crate) fn name(errors: &mut FieldErrors, fields: [&'static str; 3], texts: [&str; 3]) -> Option<PersonName> {
    let [surname, given, patronymic] = texts;
    let place = |part| match part {
        NamePart::Surname => fields[0],
        NamePart::Given => fields[1],
        NamePart::Patronymic => fields[2],
    };
    match PersonName::check(surname, given, Some(patronymic)) {
        Ok(name) => Some(name),
        Err(wrong) => {
            for error in wrong {
                errors.add(place(error.part()), error.to_string());
            }
            None
        }
    }
}

/// A day: `дд.мм.гггг` as people write it, or ISO as browsers send it. `what` is the day in the accusative: «дату рождения».
pub(crate) fn day(errors: &mut FieldErrors, field: &'static str, what: &str, text: &str) -> Option<Date> {
    let parsed = parse_day(text.trim());
    if parsed.is_none() {
        errors.add(
            field,
            format!("Укажите {what}: день, месяц, год — например, 20.11.2026"),
        );
    }
    parsed
}

fn parse_day(text: &str) -> Option<Date> {
    if let Some((year, rest)) = text.split_once('-') {
        let (month, day) = rest.split_once('-')?;
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A reason that somebody else will read.
pub(crate) fn reason(text: &str) -> Result<String, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", text, 1_000, "Напишите причину: её прочитает заявитель");
    reason.ok_or_else(|| errors.into_vec())
}

/// Whose will an operator carries out, and by which paper.
pub(crate) fn reason_of_will(asked_by: &str, basis: &str) -> Result<(Asker, Option<String>), Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let asked_by = match asked_by {
        "holder" => Some(Asker::Holder),
        "organization" => Some(Asker::Organization),
        "authority" => Some(Asker::Authority),
        _ => {
            errors.add("asked_by", "Укажите, кто просит: владелец, организация или УЦ");
            None
        }
    };
    let basis = errors.text(
        "basis",
        basis,
        300,
        "Укажите документ: заявление или решение, его номер и дату",
    );
    match (asked_by, basis) {
        (Some(asked_by), Some(basis)) => Ok((asked_by, Some(basis))),
        _ => Err(errors.into_vec()),
    }
}

/// An e-mail address, checked as far as a clerk would.
pub(crate) fn email(errors: &mut FieldErrors, field: &'static str, text: &str) -> Option<String> {
    let text = text.trim();
    let good = text.len() <= 128
        && text.is_ascii()
        && !text
            .chars()
            .any(|sign| sign.is_whitespace() || sign.is_control() || "<>\"(),;:\\[]".contains(sign))
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
    if !good {
        errors.add(
            field,
            "Укажите адрес электронной почты латинскими буквами, например ivanova@example.ru",
        );
        return None;
    }
    Some(text.to_owned())
}

/// A telephone number as people write it: ten digits of Russia, with or without 8 or +7, and an extension at most.
pub(crate) fn phone(errors: &mut FieldErrors, field: &'static str, text: &str) -> Option<String> {
    let phone = errors.text(field, text, 40, "Укажите телефон")?;
    let (number, extension) = match phone.split_once("доб") {
        Some((number, extension)) => (number, extension.trim_start_matches('.')),
        None => (phone.as_str(), ""),
    };
    let plain = |text: &str| text.chars().all(|sign| sign.is_ascii_digit() || " ()-,".contains(sign));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let good = match (number.trim().strip_prefix('+'), digits.len()) {
        (Some(rest), 11) => plain(rest) && digits.starts_with('7'),
        (None, 11) => plain(number) && (digits.starts_with('8') || digits.starts_with('7')),
        (None, 10) => plain(number),
        _ => false,
    };
    let extension_good = plain(extension) && extension.chars().filter(char::is_ascii_digit).count() <= 6;
    if !(good && extension_good) {
        errors.add(
            field,
            "Укажите телефон с кодом города или оператора, например 8 (8180) 55-01-10",
        );
        return None;
    }
    Some(phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_and_browsers_write_them() {
        let date = jiff::civil::date(2026, 11, 20);
        for good in ["20.11.2026", "2026-11-20", "20.11.2026"] {
            assert_eq!(parse_day(good), Some(date), "{good}");
        }
        for bad in [
            "",
            "20.11.26",
            "31.02.2026",
            "20/11/2026",
            "20.11.2026.1",
            "2026-13-01",
            "x.y.z",
        ] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }

    #[test]
    fn telephones() {
        let check = |text: &str| phone(&mut FieldErrors::default(), "phone", text).is_some();
        for good in [
            "8 (8180) 55-01-10",
            "+7 900 000-00-00",
            "79000000000",
            "8180550110",
            "8 (8180) 55-01-10, доб. 12",
        ] {
            assert!(check(good), "{good}");
        }
        for bad in [
            "",
            "55-01-10",
            "позвонить Марии",
            "+8 8180 55-01-10",
            "1 8180 55-01-10",
            "8 (8180) 55-01-10 звонить до обеда",
            "8 (8180) 55-01-10, доб. 1234567",
        ] {
            assert!(!check(bad), "{bad}");
        }
    }

    #[test]
    fn addresses() {
        let check = |text: &str| email(&mut FieldErrors::default(), "email", text).is_some();
        for good in ["a@b.ru", " ivanova@crb.example.ru "] {
            assert!(check(good), "{good}");
        }
        for bad in [
            "",
            "a@b",
            "a b@c.ru",
            "иванова@почта.рф",
            "a@b@c.ru",
            "a@.ru",
            "a@b.ru\r\nBcc: x@y.ru",
            "<a@b.ru>",
        ] {
            assert!(!check(bad), "{bad}");
        }
    }
}
