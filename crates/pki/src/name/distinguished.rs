//! Distinguished names: DER in and out without the loss of a byte, comparison field by field.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use der::{Any, AnyRef, Decode, Encode, Reader, SliceReader, Tag, Tagged};
use x509_cert::attr::AttributeTypeAndValue;

use super::{Attribute, StringType};

/// More attributes than any real name has; a hard limit for names from outside.
const MAX_ATTRIBUTES: usize = 64;

/// The longest value that we write, in bytes.
const MAX_VALUE: usize = 4096;

/// ```text
/// Name ::= CHOICE { rdnSequence  RDNSequence }
/// RDNSequence ::= SEQUENCE OF RelativeDistinguishedName
/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
/// ```
///
/// X.501, RFC 5280 §4.1.2.4. Every value keeps its own encoding, so that a parsed name encodes to the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistinguishedName(Vec<AttributeValue>);

/// One attribute of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeValue {
    attribute: Attribute,
    text: String,
    encoded: Any,
    /// Stands in the same RDN as the attribute before it. We never write such names.
    joined: bool,
}

/// Why a name cannot be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("имя владельца записано не по правилам DER")]
    NotDer,
    #[error("в имени владельца больше {MAX_ATTRIBUTES} полей")]
    TooManyAttributes,
    #[error("поле {0} пусто")]
    Empty(Attribute),
    #[error("в поле {0} есть знаки, которые в нём не допускаются")]
    Characters(Attribute),
    #[error("поле {0} длиннее, чем можно записать")]
    TooLong(Attribute),
}

/// A field in which a name differs from the expected one. `None`: the field is absent on that side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub attribute: Attribute,
    pub expected: Option<String>,
    pub found: Option<String>,
}

impl DistinguishedName {
    /// Builds a name with one attribute per RDN, in the given order and in the string types of the order.
    pub fn new<S: Into<String>>(fields: impl IntoIterator<Item = (Attribute, S)>) -> Result<Self, NameError> {
        let values = fields
            .into_iter()
            .map(|(attribute, text)| AttributeValue::new(attribute, text.into()));
        values.collect::<Result<Vec<_>, _>>().map(Self)
    }

    /// Reads a DER `Name`, whatever string types it uses.
    pub fn from_der(der: &[u8]) -> Result<Self, NameError> {
        let mut values = Vec::new();
        let mut rdns = SliceReader::new(der).map_err(not_der)?;
        rdns.sequence(|rdns| {
            while !rdns.is_finished() {
                let rdn = AnyRef::decode(rdns)?;
                rdn.tag().assert_eq(Tag::Set)?;
                read_rdn(rdn.value(), &mut values)?;
            }
            Ok::<_, der::Error>(())
        })
        .and_then(|()| rdns.finish())
        .map_err(not_der)?;
        if values.len() > MAX_ATTRIBUTES {
            Err(NameError::TooManyAttributes)
        } else {
            Ok(Self(values))
        }
    }

    /// The DER `Name`.
    pub fn to_der(&self) -> Vec<u8> {
        let rdns: Vec<Any> = self.0.chunk_by(|_, next| next.joined).map(encode_rdn).collect();
        rdns.to_der()
            .expect("a name within the limits is shorter than a DER length can say")
    }

    /// The attributes in their order.
    pub fn iter(&self) -> impl Iterator<Item = &AttributeValue> {
        self.0.iter()
    }

    /// The text of an attribute; of the first one if it is repeated.
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.0
            .iter()
            .find(|value| value.attribute == attribute)
            .map(AttributeValue::text)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an RDN holds more than one attribute: legal X.501 that no Russian form uses and many tools misread.
    pub fn has_multi_valued_rdn(&self) -> bool {
        self.0.iter().any(|value| value.joined)
    }

    /// The first attribute that stands twice.
    pub fn repeated_attribute(&self) -> Option<Attribute> {
        let repeats =
            |(at, value): (usize, &AttributeValue)| self.0[..at].iter().any(|v| v.attribute == value.attribute);
        self.0
            .iter()
            .enumerate()
            .find(|item| repeats(*item))
            .map(|(_, value)| value.attribute)
    }

    /// Compares the texts field by field, with `self` as the expected name. Order and string types do not matter;
    /// every letter does. A repeated field is compared with the repetition of the other side.
    pub fn differences(&self, found: &Self) -> Vec<Difference> {
        let mut attributes: Vec<Attribute> = Vec::new();
        for value in self.0.iter().chain(&found.0) {
            if !attributes.contains(&value.attribute) {
                attributes.push(value.attribute);
            }
        }
        let mut differences = Vec::new();
        for attribute in attributes {
            let (expected, found) = (self.texts(attribute), found.texts(attribute));
            for at in 0..expected.len().max(found.len()) {
                let (expected, found) = (expected.get(at).copied(), found.get(at).copied());
                if expected != found {
                    let [expected, found] = [expected, found].map(|text| text.map(str::to_string));
                    differences.push(Difference {
                        attribute,
                        expected,
                        found,
                    });
                }
            }
        }
        differences
    }

    fn texts(&self, attribute: Attribute) -> Vec<&str> {
        self.0
            .iter()
            .filter(|value| value.attribute == attribute)
            .map(AttributeValue::text)
            .collect()
    }
}

/// `CN=…, SN=…`, for logs and messages.
impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, value) in self.0.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{}={}", value.attribute, value.text)?;
        }
        Ok(())
    }
}

impl AttributeValue {
    fn new(attribute: Attribute, text: String) -> Result<Self, NameError> {
        let string_type = attribute.string_type();
        if text.is_empty() {
            return Err(NameError::Empty(attribute));
        }
        if !string_type.allows(&text) {
            return Err(NameError::Characters(attribute));
        }
        if text.len() > MAX_VALUE {
            return Err(NameError::TooLong(attribute));
        }
        let encoded = Any::new(string_type.tag(), text.as_bytes()).map_err(not_der)?;
        Ok(Self {
            attribute,
            text,
            encoded,
            joined: false,
        })
    }

    pub fn attribute(&self) -> Attribute {
        self.attribute
    }

    /// The value as text; `#` and the hexadecimal bytes if the value is no string.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn tag(&self) -> Tag {
        self.encoded.tag()
    }

    /// Whether the bytes are UTF-8 as they claim to be.
    pub(super) fn is_utf8(&self) -> bool {
        str::from_utf8(self.encoded.value()).is_ok()
    }

    /// Whether the value is written in this string type.
    pub fn is_written_as(&self, string_type: StringType) -> bool {
        self.encoded.tag() == string_type.tag()
    }
}

fn read_rdn(mut rest: &[u8], values: &mut Vec<AttributeValue>) -> der::Result<()> {
    let mut joined = false;
    if rest.is_empty() {
        return Err(Tag::Set.value_error().into());
    }
    while !rest.is_empty() {
        let (pair, tail) = AttributeTypeAndValue::from_der_partial(rest)?;
        let text = text_of(pair.value.to_ref());
        values.push(AttributeValue {
            attribute: Attribute::from_oid(pair.oid),
            text,
            encoded: pair.value,
            joined,
        });
        joined = true;
        rest = tail;
    }
    Ok(())
}

/// The attributes are written in the order in which they were read: sorting would change a foreign name that was not sorted.
fn encode_rdn(values: &[AttributeValue]) -> Any {
    let mut content = Vec::new();
    for value in values {
        let pair = AttributeTypeAndValue {
            oid: value.attribute.oid(),
            value: value.encoded.clone(),
        };
        pair.encode_to_vec(&mut content)
            .expect("a value within the limits can be encoded");
    }
    Any::new(Tag::Set, content).expect("a value within the limits can be encoded")
}

/// Text of any string type that certificates of the last thirty years use.
fn text_of(value: AnyRef<'_>) -> String {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String => str::from_utf8(bytes).map_or_else(|_| hex(bytes), str::to_string),
        Tag::BmpString => {
            let units = bytes
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        // Latin-1 is what writers put into TeletexString, and what broken ones put into the ASCII types.
        Tag::PrintableString | Tag::NumericString | Tag::Ia5String | Tag::VisibleString | Tag::TeletexString => {
            bytes.iter().copied().map(char::from).collect()
        }
        _ => hex(bytes),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::from("#"), |text, byte| text + &format!("{byte:02x}"))
}

fn not_der(_: der::Error) -> NameError {
    NameError::NotDer
}
