//! Lints of distinguished names.

use super::{Findings, Lint};
use crate::name::{AttributeValue, DistinguishedName};

pub(super) fn lint_name(der: &[u8], findings: &mut Findings) {
    let name = DistinguishedName::from_der(der).unwrap_or_default();
    findings.add_if(name.is_empty(), Lint::NameEmpty);
    findings.add_if(name.has_multi_valued_rdn(), Lint::NameMultiValuedRdn);
    if let Some(attribute) = name.repeated_attribute() {
        findings.add_at_if(true, Lint::AttributeRepeated, attribute);
    }
    name.iter().for_each(|value| lint_attribute(value, findings));
}

fn lint_attribute(value: &AttributeValue, findings: &mut Findings) {
    let (attribute, text) = (value.attribute(), value.text());
    let string_type = attribute.string_type();
    let characters = text.chars().count();
    findings.add_at_if(!value.is_written_as(string_type), Lint::AttributeStringType, attribute);
    findings.add_at_if(
        text.is_empty() || !string_type.allows(text),
        Lint::AttributeCharacters,
        attribute,
    );
    let digits = attribute.digits();
    findings.add_at_if(
        digits.is_some_and(|digits| digits != characters),
        Lint::AttributeDigits,
        attribute,
    );
    let bound = attribute.upper_bound().filter(|_| digits.is_none());
    findings.add_at_if(
        bound.is_some_and(|bound| bound < characters),
        Lint::AttributeTooLong,
        attribute,
    );
}
