//! One refusal for every requisite, with the code that stays when the sentence is reworded.

use crate::{
    DepartmentCodeError, InnError, KppError, NameError, OgrnError, OgrnipError, PassportNumberError, SnilsError,
};

/// Why a requisite was not taken. `Display` is the sentence for the field, [`RequisiteError::code`] the stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub enum RequisiteError {
    /// СНИЛС.
    Snils(#[from] SnilsError),
    /// ИНН of a person or an organisation.
    Inn(#[from] InnError),
    /// ОГРН.
    Ogrn(#[from] OgrnError),
    /// ОГРНИП.
    Ogrnip(#[from] OgrnipError),
    /// КПП.
    Kpp(#[from] KppError),
    /// Series and number of a passport.
    PassportNumber(#[from] PassportNumberError),
    /// Code of the department in a passport.
    DepartmentCode(#[from] DepartmentCodeError),
    /// A part of a name.
    Name(#[from] NameError),
}

impl RequisiteError {
    /// Stable kebab-case code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Snils(SnilsError::Characters) => "snils-characters",
            Self::Snils(SnilsError::Length) => "snils-length",
            Self::Snils(SnilsError::CheckDigits) => "snils-check-digits",
            Self::Inn(InnError::Characters) => "inn-characters",
            Self::Inn(InnError::LegalLength | InnError::PersonLength) => "inn-length",
            Self::Inn(InnError::Zeros) => "inn-zeros",
            Self::Inn(InnError::CheckDigits) => "inn-check-digits",
            Self::Ogrn(OgrnError::Characters) => "ogrn-characters",
            Self::Ogrn(OgrnError::Length) => "ogrn-length",
            Self::Ogrn(OgrnError::Kind) => "ogrn-kind",
            Self::Ogrn(OgrnError::CheckDigits) => "ogrn-check-digits",
            Self::Ogrnip(OgrnipError::Characters) => "ogrnip-characters",
            Self::Ogrnip(OgrnipError::Length) => "ogrnip-length",
            Self::Ogrnip(OgrnipError::Kind) => "ogrnip-kind",
            Self::Ogrnip(OgrnipError::CheckDigits) => "ogrnip-check-digits",
            Self::Kpp(KppError::Characters) => "kpp-characters",
            Self::Kpp(KppError::Length) => "kpp-length",
            Self::PassportNumber(PassportNumberError::Characters) => "passport-number-characters",
            Self::PassportNumber(PassportNumberError::Length) => "passport-number-length",
            Self::DepartmentCode(DepartmentCodeError::Characters) => "department-code-characters",
            Self::DepartmentCode(DepartmentCodeError::Length) => "department-code-length",
            Self::Name(NameError::Empty(_)) => "name-empty",
            Self::Name(NameError::Long(_)) => "name-long",
            Self::Name(NameError::Characters(_)) => "name-characters",
            Self::Name(NameError::Latin(_)) => "name-latin",
            Self::Name(NameError::MixedAlphabets(_)) => "name-mixed-alphabets",
        }
    }
}
