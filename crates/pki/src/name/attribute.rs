//! Attributes of a subject.

use alloc::string::{String, ToString};
use core::{fmt, str::FromStr};

use const_oid::ObjectIdentifier;
use der::Tag;

use crate::oid;

/// An attribute type of a distinguished name: those of order ФСБ 795, any other by its OID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Attribute {
    CommonName,
    Surname,
    GivenName,
    Country,
    StateOrProvince,
    Locality,
    Street,
    Organization,
    OrganizationalUnit,
    Title,
    Ogrn,
    Ogrnip,
    Snils,
    Inn,
    InnLe,
    Email,
    Other(ObjectIdentifier),
}

/// The ASN.1 string type in which an attribute is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringType {
    Utf8,
    Printable,
    Numeric,
    Ia5,
}

/// Neither a short name of order ФСБ 795 nor an OID.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown attribute {0}")]
pub struct UnknownAttribute(pub String);

struct Row {
    attribute: Attribute,
    oid: ObjectIdentifier,
    short: &'static str,
    title: &'static str,
    string_type: StringType,
    /// Upper bound of X.520 (RFC 5280 appendix A.1) in characters; for identifiers their exact count of digits.
    length: usize,
}

const fn row(
    attribute: Attribute,
    oid: ObjectIdentifier,
    short: &'static str,
    title: &'static str,
    string_type: StringType,
    length: usize,
) -> Row {
    Row {
        attribute,
        oid,
        short,
        title,
        string_type,
        length,
    }
}

use StringType::{Ia5, Numeric, Printable, Utf8};

static ROWS: [Row; 16] = [
    row(Attribute::CommonName, oid::COMMON_NAME, "CN", "Общее имя", Utf8, 64),
    row(Attribute::Surname, oid::SURNAME, "SN", "Фамилия", Utf8, 64),
    row(Attribute::GivenName, oid::GIVEN_NAME, "G", "Имя и отчество", Utf8, 64),
    row(Attribute::Country, oid::COUNTRY, "C", "Страна", Printable, 2),
    row(
        Attribute::StateOrProvince,
        oid::STATE_OR_PROVINCE,
        "ST",
        "Субъект Российской Федерации",
        Utf8,
        128,
    ),
    row(Attribute::Locality, oid::LOCALITY, "L", "Населённый пункт", Utf8, 128),
    row(Attribute::Street, oid::STREET, "STREET", "Улица, дом", Utf8, 128),
    row(Attribute::Organization, oid::ORGANIZATION, "O", "Организация", Utf8, 64),
    row(
        Attribute::OrganizationalUnit,
        oid::ORGANIZATIONAL_UNIT,
        "OU",
        "Подразделение",
        Utf8,
        64,
    ),
    row(Attribute::Title, oid::TITLE, "T", "Должность", Utf8, 64),
    row(Attribute::Ogrn, oid::OGRN, "OGRN", "ОГРН", Numeric, 13),
    row(Attribute::Ogrnip, oid::OGRNIP, "OGRNIP", "ОГРНИП", Numeric, 15),
    row(Attribute::Snils, oid::SNILS, "SNILS", "СНИЛС", Numeric, 11),
    row(Attribute::Inn, oid::INN, "INN", "ИНН", Numeric, 12),
    row(
        Attribute::InnLe,
        oid::INN_LE,
        "INNLE",
        "ИНН юридического лица",
        Numeric,
        10,
    ),
    row(Attribute::Email, oid::EMAIL, "E", "Адрес электронной почты", Ia5, 255),
];

impl Attribute {
    /// The attributes of order ФСБ 795, in the order in which a subject lists them.
    pub fn known() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.attribute)
    }

    /// The attribute of an OID; [`Attribute::Other`] if the order does not name it.
    pub fn from_oid(oid: ObjectIdentifier) -> Self {
        ROWS.iter()
            .find(|row| row.oid == oid)
            .map_or(Self::Other(oid), |row| row.attribute)
    }

    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Other(oid) => oid,
            known => known.row().oid,
        }
    }

    /// Russian title for forms and the paper copy; an unknown attribute has none.
    pub fn title(self) -> Option<&'static str> {
        self.find_row().map(|row| row.title)
    }

    /// The type in which we write it. Real certificates of accredited CAs hold the identifiers as NumericString.
    pub fn string_type(self) -> StringType {
        self.find_row().map_or(Utf8, |row| row.string_type)
    }

    /// Upper bound of X.520 in characters, where there is one.
    pub fn upper_bound(self) -> Option<usize> {
        self.find_row().map(|row| row.length)
    }

    /// The exact count of digits of an identifier (ОГРН, СНИЛС, …).
    pub fn digits(self) -> Option<usize> {
        self.find_row()
            .filter(|row| row.string_type == Numeric)
            .map(|row| row.length)
    }

    fn find_row(self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.attribute == self)
    }

    fn row(self) -> &'static Row {
        self.find_row().expect("every known attribute has a row")
    }
}

/// The short name (`CN`, `SNILS`), or the OID of an unknown attribute.
impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(oid) => write!(f, "{oid}"),
            known => f.write_str(known.row().short),
        }
    }
}

impl FromStr for Attribute {
    type Err = UnknownAttribute;

    fn from_str(text: &str) -> Result<Self, UnknownAttribute> {
        if let Some(row) = ROWS.iter().find(|row| row.short == text) {
            return Ok(row.attribute);
        }
        ObjectIdentifier::new(text)
            .map(Self::from_oid)
            .map_err(|_| UnknownAttribute(text.to_string()))
    }
}

impl From<Attribute> for String {
    fn from(attribute: Attribute) -> Self {
        attribute.to_string()
    }
}

impl TryFrom<String> for Attribute {
    type Error = UnknownAttribute;

    fn try_from(text: String) -> Result<Self, UnknownAttribute> {
        text.parse()
    }
}

impl StringType {
    pub(crate) fn tag(self) -> Tag {
        match self {
            Utf8 => Tag::Utf8String,
            Printable => Tag::PrintableString,
            Numeric => Tag::NumericString,
            Ia5 => Tag::Ia5String,
        }
    }

    /// Whether the type can hold this text. NumericString allows spaces; identifiers have none.
    pub(crate) fn allows(self, text: &str) -> bool {
        match self {
            Utf8 => !text.contains(char::is_control),
            Printable => text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&b)),
            Numeric => text.bytes().all(|b| b.is_ascii_digit()),
            Ia5 => text.bytes().all(|b| matches!(b, 0x20..=0x7e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_is_found_by_its_oid_and_short_name() {
        for attribute in Attribute::known() {
            assert_eq!(Attribute::from_oid(attribute.oid()), attribute);
            assert_eq!(attribute.to_string().parse(), Ok(attribute));
        }
    }

    #[test]
    fn unknown_attribute_keeps_its_oid() {
        let given = ObjectIdentifier::new_unwrap("2.5.4.17");
        assert_eq!(Attribute::from_oid(given), Attribute::Other(given));
        assert_eq!("2.5.4.17".parse(), Ok(Attribute::Other(given)));
        assert_eq!("2.5.4.3".parse(), Ok(Attribute::CommonName));
        assert_eq!("ФИО".parse::<Attribute>(), Err(UnknownAttribute("ФИО".to_string())));
    }
}
