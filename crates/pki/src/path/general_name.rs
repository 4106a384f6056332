//! GeneralName (RFC 5280 §4.2.1.6), x400Address included: `x509-cert` knows no such name and would drop the whole list.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{NormalName, normal_name};
use crate::lenient::{Value, Values, tag};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GeneralName {
    Email(String),
    Dns(String),
    Directory(NormalName),
    Uri(String),
    Ip(Vec<u8>),
    /// otherName, x400Address, ediPartyName, registeredID: tag number and the whole value.
    Other(u8, Vec<u8>),
}

impl GeneralName {
    pub(super) fn read(value: Value<'_>) -> Option<Self> {
        let ia5 = || normal_name::string(Value { tag: tag::IA5, ..value });
        Some(match value.tag {
            0x81 => Self::Email(ia5()?),
            0x82 => Self::Dns(ia5()?),
            0xa4 => Self::Directory(NormalName::read(value.content)?),
            0x86 => Self::Uri(ia5()?),
            0x87 => Self::Ip(value.content.to_owned()),
            0xa0 | 0xa3 | 0xa5 | 0x88 => Self::Other(value.tag & 0x1f, value.whole.to_owned()),
            _ => return None,
        })
    }

    /// The content of `GeneralNames`.
    pub(super) fn read_all(names: &[u8]) -> Option<Vec<Self>> {
        let names = Values(names).all()?;
        names.into_iter().map(Self::read).collect()
    }

    pub(super) fn is_same_kind(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Other(one, _), Self::Other(another, _)) => one == another,
            _ => core::mem::discriminant(self) == core::mem::discriminant(other),
        }
    }
}
