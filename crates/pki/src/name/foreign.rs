//! What is odd about the name in a certificate of somebody else.

use der::Tag;

use super::{AttributeValue, DistinguishedName, StringType};
use crate::lenient::{Oddities, Oddity};

/// Looks at a DER `Name`.
pub(crate) fn lint_foreign(name: &[u8], oddities: &mut Oddities) {
    match DistinguishedName::from_der(name) {
        Ok(name) => name.iter().for_each(|value| lint_value(value, oddities)),
        Err(_) => oddities.add_if(true, Oddity::NameUnreadable),
    }
}

fn lint_value(value: &AttributeValue, oddities: &mut Oddities) {
    let (string_type, text) = (value.tag(), value.text());
    let allowed = match string_type {
        Tag::PrintableString => StringType::Printable.allows(text),
        Tag::NumericString => text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' '),
        Tag::Ia5String => text.is_ascii(),
        Tag::Utf8String => value.is_utf8(),
        _ => true,
    };
    if !allowed {
        oddities.add_at(Oddity::StringCharacters, value.attribute());
    }
    let usual = [
        Tag::PrintableString,
        Tag::NumericString,
        Tag::Ia5String,
        Tag::Utf8String,
    ];
    if !usual.contains(&string_type) {
        oddities.add_at(Oddity::StringType, value.attribute());
    }
}
