//! Attributes of a signer (RFC 5652 §5.3, §11).

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Encode, Tag, Tagged};
use x509_cert::time::Time;

use crate::{
    elements::Elements,
    time,
    tlv::{SEQUENCE, SET, object_identifier, set_of, tlv},
};

const MAX_ATTRIBUTES: usize = 64;
const MAX_VALUES: usize = 16;

/// ```text
/// Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub oid: ObjectIdentifier,
    /// Each value as DER.
    pub values: Vec<Vec<u8>>,
}

impl Attribute {
    pub(crate) fn new(oid: ObjectIdentifier, value: Vec<u8>) -> Self {
        Self {
            oid,
            values: alloc::vec![value],
        }
    }

    fn from_der(der: &[u8]) -> der::Result<Self> {
        let mut elements = Elements::sequence(der)?;
        let oid = elements.oid()?;
        let values = Elements::of(elements.any()?, Tag::Set)?.rest(MAX_VALUES)?;
        elements.end()?;
        Ok(Self { oid, values })
    }

    fn to_der(&self) -> Vec<u8> {
        let values = set_of(SET, self.values.clone());
        tlv(SEQUENCE, &[&object_identifier(self.oid), &values])
    }
}

/// The attributes of one signer, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Vec<Attribute>);

impl Attributes {
    /// Reads the attributes in a value whose tag was looked at before.
    pub(crate) fn read(value: AnyRef<'_>) -> der::Result<Self> {
        let attributes = Elements::of(value, value.tag())?.rest(MAX_ATTRIBUTES)?;
        attributes
            .iter()
            .map(|der| Attribute::from_der(der))
            .collect::<der::Result<_>>()
            .map(Self)
    }

    pub(crate) fn new(attributes: Vec<Attribute>) -> Self {
        Self(attributes)
    }

    pub(super) fn push(&mut self, attribute: Attribute) {
        self.0.push(attribute);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Attribute> {
        self.0.iter()
    }

    /// A DER SET OF under `tag`.
    pub(crate) fn to_der(&self, tag: u8) -> Vec<u8> {
        set_of(tag, self.0.iter().map(Attribute::to_der).collect())
    }

    /// The values under an OID, in all attributes of that name.
    pub fn values(&self, oid: ObjectIdentifier) -> impl Iterator<Item = &[u8]> {
        let named = self.0.iter().filter(move |attribute| attribute.oid == oid);
        named.flat_map(|attribute| attribute.values.iter().map(Vec::as_slice))
    }

    /// The value under an OID if there is exactly one: RFC 5652 §11 asks so of all attributes that are checked.
    pub fn single(&self, oid: ObjectIdentifier) -> Option<&[u8]> {
        let mut values = self.values(oid);
        values.next().filter(|_| values.next().is_none())
    }

    /// The single value under an OID, if it has the shape of its type.
    pub(crate) fn find<'a, T: Decode<'a>>(&'a self, oid: ObjectIdentifier) -> Option<T> {
        T::from_der(self.single(oid)?).ok()
    }

    /// What the signer claims as the time of signing, unix seconds (RFC 5652 §11.3). Nobody vouches for it.
    pub fn signing_time(&self) -> Option<i64> {
        self.find(crate::oid::SIGNING_TIME).map(time::from_time)
    }
}

/// DER of signingTime.
pub(super) fn signing_time(unix: i64) -> Option<Vec<u8>> {
    let time: Time = time::to_time(unix)?;
    time.to_der().ok()
}
