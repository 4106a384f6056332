//! Names as RFC 5280 §7.1 compares them: without regard to case, to spaces and to the type of the string.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::lenient::{Value, Values, tag};

/// A name in the form in which equal names are equal. NFKC of RFC 4518 is left out: certificates that need it are not met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NormalName(Vec<Vec<(Vec<u8>, Text)>>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Text {
    Folded(String),
    /// Tag and content of what is no string.
    Raw(Vec<u8>),
}

impl NormalName {
    /// Reads a DER `Name`.
    pub fn read(der: &[u8]) -> Option<Self> {
        Self::of_sets(Values::of(der, tag::SEQUENCE)?)
    }

    fn of_sets(sets: Values<'_>) -> Option<Self> {
        let sets = sets.all()?;
        sets.iter().map(read_set).collect::<Option<_>>().map(Self)
    }

    /// The name under this one with one more set: nameRelativeToCRLIssuer, tagged `[1]`.
    pub(super) fn child(&self, set: Value<'_>) -> Option<Self> {
        let mut name = self.clone();
        name.0.push(read_pairs(set.content)?);
        Some(name)
    }

    /// Whether this name is `base` or stands below it.
    pub(super) fn is_within(&self, base: &Self) -> bool {
        self.0.starts_with(&base.0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn read_set(set: &Value<'_>) -> Option<Vec<(Vec<u8>, Text)>> {
    (set.tag == tag::SET).then(|| read_pairs(set.content))?
}

fn read_pairs(pairs: &[u8]) -> Option<Vec<(Vec<u8>, Text)>> {
    let mut read = Vec::new();
    for pair in Values(pairs).all()? {
        let mut parts = Values::of(pair.whole, tag::SEQUENCE)?;
        let kind = parts.take(tag::OID)?.content.to_owned();
        read.push((kind, text(parts.any()?)));
    }
    read.sort();
    Some(read)
}

fn text(value: Value<'_>) -> Text {
    string(value).map_or_else(|| Text::Raw(value.whole.to_owned()), |text| Text::Folded(fold(&text)))
}

/// The text of a string of any type.
pub(super) fn string(value: Value<'_>) -> Option<String> {
    let bytes = value.content;
    match value.tag {
        tag::UTF8 => str::from_utf8(bytes).ok().map(ToOwned::to_owned),
        tag::NUMERIC | tag::PRINTABLE | tag::TELETEX | tag::IA5 | tag::VISIBLE => {
            Some(bytes.iter().copied().map(char::from).collect())
        }
        tag::BMP => {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        tag::UNIVERSAL => {
            let units = bytes
                .chunks_exact(4)
                .map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
            units.map(char::from_u32).collect()
        }
        _ => None,
    }
}

fn fold(text: &str) -> String {
    let mut folded = String::new();
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tlv::tlv;

    fn name(values: &[(u8, &[u8])]) -> NormalName {
        let sets: Vec<Vec<u8>> = values
            .iter()
            .map(|(string, text)| {
                let pair = tlv(0x30, &[&[0x06, 3, 0x55, 4, 3], &tlv(*string, &[text])]);
                tlv(0x31, &[&pair])
            })
            .collect();
        let sets: Vec<&[u8]> = sets.iter().map(Vec::as_slice).collect();
        NormalName::read(&tlv(0x30, &sets)).unwrap()
    }

    #[test]
    fn spaces_case_and_string_type_do_not_matter() {
        let utf8 = name(&[(tag::UTF8, "Удостоверяющий  Центр".as_bytes())]);
        let bmp: Vec<u8> = " удостоверяющий центр "
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(utf8, name(&[(tag::BMP, &bmp)]));
        assert_eq!(name(&[(tag::PRINTABLE, b"Root CA")]), name(&[(tag::UTF8, b"root ca")]));
        assert_ne!(name(&[(tag::PRINTABLE, b"RootCA")]), name(&[(tag::UTF8, b"root ca")]));
        assert_ne!(name(&[(tag::OCTET_STRING, b"a")]), name(&[(tag::OCTET_STRING, b"A")]));
    }

    #[test]
    fn a_name_stands_within_those_it_begins_with() {
        let (a, ab) = (
            name(&[(tag::UTF8, b"a")]),
            name(&[(tag::UTF8, b"a"), (tag::UTF8, b"b")]),
        );
        assert!(ab.is_within(&a) && ab.is_within(&ab) && !a.is_within(&ab));
        assert!(!name(&[(tag::UTF8, b"b"), (tag::UTF8, b"a")]).is_within(&a));
    }
}
