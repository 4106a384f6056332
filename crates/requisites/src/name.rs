//! ФИО: the name of a person as typed, and when two spellings are the same name.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::identifier::is_hyphen;

/// The longest surname, given name or patronymic, in letters (X.520 upper bound of `surname`).
const LONGEST_PART: usize = 64;

/// ФИО as typed (spaces tidied). Оглы and кызы belong to the patronymic; a patronymic need not exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct PersonName {
    surname: String,
    given: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    patronymic: Option<String>,
}

/// Which part of a name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NamePart {
    /// Фамилия.
    Surname,
    /// Имя.
    Given,
    /// Отчество.
    Patronymic,
}

/// Why text cannot be a part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing was typed.
    #[error("Укажите {}, как в паспорте", .0.accusative())]
    Empty(NamePart),
    /// More than 64 letters.
    #[error("{0}: больше 64 букв. Проверьте, нет ли лишнего")]
    Long(NamePart),
    /// A sign that names do not have.
    #[error("{0}: лишние знаки. Можно русские буквы, пробел, дефис, апостроф, точку и скобки")]
    Characters(NamePart),
    /// Only Latin letters.
    #[error("{0}: запишите русскими буквами, как в паспорте")]
    Latin(NamePart),
    /// Latin look-alikes among Russian letters: the eye does not see them, registers do.
    #[error("{0}: смешаны русские и латинские буквы. Наберите заново в русской раскладке")]
    MixedAlphabets(NamePart),
}

impl NameError {
    /// The part it is about.
    #[must_use]
    pub const fn part(self) -> NamePart {
        match self {
            Self::Empty(part)
            | Self::Long(part)
            | Self::Characters(part)
            | Self::Latin(part)
            | Self::MixedAlphabets(part) => part,
        }
    }
}

/// What comparing two spellings found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameMatch {
    /// The same name.
    Same,
    /// The same but for «ё» and «е»: passes with a warning; a certificate takes the spelling of the passport.
    YoDiffers,
    /// Another name; the parts that differ, in order.
    Differs(Vec<NamePart>),
}

impl PersonName {
    /// Reads a name from three fields; an empty patronymic is none.
    ///
    /// # Errors
    /// [`NameError`] naming the first part that is not a name.
    pub fn new(surname: &str, given: &str, patronymic: Option<&str>) -> Result<Self, NameError> {
        Self::check(surname, given, patronymic).map_err(|errors| errors[0])
    }

    /// As [`Self::new`], for a form: names every part that is not a name, in their order.
    ///
    /// # Errors
    /// [`NameError`] of each such part; there is at least one.
    pub fn check(surname: &str, given: &str, patronymic: Option<&str>) -> Result<Self, Vec<NameError>> {
        let patronymic = patronymic.map(tidy).filter(|text| !text.is_empty());
        let surname = checked(tidy(surname), NamePart::Surname);
        let given = checked(tidy(given), NamePart::Given);
        let patronymic = patronymic.map(|text| checked(text, NamePart::Patronymic)).transpose();
        match (surname, given, patronymic) {
            (Ok(surname), Ok(given), Ok(patronymic)) => Ok(Self {
                surname,
                given,
                patronymic,
            }),
            (surname, given, patronymic) => Err([surname.err(), given.err(), patronymic.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }

    /// Фамилия.
    #[must_use]
    pub fn surname(&self) -> &str {
        &self.surname
    }

    /// Имя.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// Отчество, when the person has one.
    #[must_use]
    pub fn patronymic(&self) -> Option<&str> {
        self.patronymic.as_deref()
    }

    /// Given name and patronymic, the `givenName` attribute of order ФСБ 795.
    #[must_use]
    pub fn given_names(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {patronymic}", self.given),
            None => self.given.clone(),
        }
    }

    /// Surname and initials: «Соколова М. А.».
    #[must_use]
    pub fn initials(&self) -> String {
        let initial = |part: &str| part.chars().next().map(|letter| format!(" {letter}."));
        let rest = [Some(self.given()), self.patronymic()];
        let rest: String = rest.into_iter().flatten().filter_map(initial).collect();
        format!("{}{rest}", self.surname)
    }

    /// Compares two spellings. Letter case, kinds of spaces, hyphens and apostrophes do not matter.
    #[must_use]
    pub fn compare(&self, other: &Self) -> NameMatch {
        let pairs = [
            (NamePart::Surname, self.surname(), other.surname()),
            (NamePart::Given, self.given(), other.given()),
            (
                NamePart::Patronymic,
                self.patronymic().unwrap_or(""),
                other.patronymic().unwrap_or(""),
            ),
        ];
        let differs: Vec<_> = pairs
            .iter()
            .filter(|(_, here, there)| key(here) != key(there))
            .map(|&(part, ..)| part)
            .collect();
        if !differs.is_empty() {
            NameMatch::Differs(differs)
        } else if pairs.iter().all(|(_, here, there)| spelling(here) == spelling(there)) {
            NameMatch::Same
        } else {
            NameMatch::YoDiffers
        }
    }
}

/// Trims, makes every run of spaces one space, and joins a letter typed with a separate accent (й, ё) into one sign.
fn tidy(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("и\u{306}", "й").replace("И\u{306}", "Й");
    text.replace("е\u{308}", "ё").replace("Е\u{308}", "Ё")
}

fn checked(text: String, part: NamePart) -> Result<String, NameError> {
    let has_letters = text.chars().any(char::is_alphabetic);
    let latin = text.chars().any(|sign| sign.is_alphabetic() && !is_cyrillic(sign));
    let cyrillic = text.chars().any(is_cyrillic);
    if text.is_empty() {
        Err(NameError::Empty(part))
    } else if text.chars().count() > LONGEST_PART {
        Err(NameError::Long(part))
    } else if latin && cyrillic {
        Err(NameError::MixedAlphabets(part))
    } else if latin {
        Err(NameError::Latin(part))
    } else if !has_letters || !text.chars().all(is_name_sign) {
        Err(NameError::Characters(part))
    } else {
        Ok(text)
    }
}

fn is_cyrillic(sign: char) -> bool {
    matches!(sign, '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
}

fn is_name_sign(sign: char) -> bool {
    is_cyrillic(sign) || is_hyphen(sign) || is_apostrophe(sign) || matches!(sign, ' ' | '.' | '(' | ')')
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2BC}')
}

/// The spelling with everything that does not matter made equal; «ё» is kept.
fn spelling(text: &str) -> String {
    let unified = text.chars().map(|sign| match sign {
        sign if is_hyphen(sign) => '-',
        sign if is_apostrophe(sign) => '\'',
        sign => sign,
    });
    let mut result = String::new();
    for sign in unified.flat_map(char::to_uppercase) {
        if sign == '-' && result.ends_with(' ') {
            result.pop();
        }
        if sign == ' ' && result.ends_with('-') {
            continue;
        }
        result.push(sign);
    }
    result
}

/// The key two spellings of one name share.
fn key(text: &str) -> String {
    spelling(text).replace('Ё', "Е")
}

impl fmt::Display for PersonName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.surname, self.given_names())
    }
}

impl NamePart {
    fn accusative(self) -> &'static str {
        match self {
            Self::Surname => "фамилию",
            Self::Given => "имя",
            Self::Patronymic => "отчество",
        }
    }
}

impl fmt::Display for NamePart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Surname => "Фамилия",
            Self::Given => "Имя",
            Self::Patronymic => "Отчество",
        })
    }
}

/// The stored form; reading it goes through the same checks as typing.
#[derive(Deserialize)]
struct Parts {
    surname: String,
    given: String,
    #[serde(default)]
    patronymic: Option<String>,
}

impl TryFrom<Parts> for PersonName {
    type Error = String;

    fn try_from(parts: Parts) -> Result<Self, String> {
        Self::new(&parts.surname, &parts.given, parts.patronymic.as_deref()).map_err(|error| error.to_string())
    }
}
