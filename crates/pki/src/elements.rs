//! Reading the elements of a SEQUENCE or SET one after another, in whatever order a SET has them: writers that do not
//! sort a SET OF are many, and a signature holds over the bytes as they came.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Encode, ErrorKind, Header, Tag, TagNumber, Tagged};

/// What is left of a value that is read element by element.
#[derive(Clone, Copy)]
pub(crate) struct Elements<'a>(&'a [u8]);

impl<'a> Elements<'a> {
    /// The elements of a value with this tag.
    pub(crate) fn of(value: AnyRef<'a>, tag: Tag) -> der::Result<Self> {
        value.tag().assert_eq(tag)?;
        Ok(Self(value.value()))
    }

    /// The elements of the one SEQUENCE that `der` is.
    pub(crate) fn sequence(der: &'a [u8]) -> der::Result<Self> {
        Self::of(AnyRef::from_der(der)?, Tag::Sequence)
    }

    /// The elements of a value with this tag of which the end may be missing.
    pub(crate) fn beginning(bytes: &'a [u8], tag: Tag) -> der::Result<Self> {
        let (header, content) = Header::from_der_partial(bytes)?;
        header.tag().assert_eq(tag)?;
        Ok(Self(content))
    }

    /// The next element, which must be there.
    pub(crate) fn any(&mut self) -> der::Result<AnyRef<'a>> {
        let (value, rest) = AnyRef::from_der_partial(self.0)?;
        self.0 = rest;
        Ok(value)
    }

    /// The next element, which must have this tag.
    pub(crate) fn tagged(&mut self, tag: Tag) -> der::Result<AnyRef<'a>> {
        let value = self.any()?;
        value.tag().assert_eq(tag)?;
        Ok(value)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: Tag) -> der::Result<Option<AnyRef<'a>>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let (value, rest) = AnyRef::from_der_partial(self.0)?;
        if value.tag() != tag {
            return Ok(None);
        }
        self.0 = rest;
        Ok(Some(value))
    }

    /// The next element as a type of its own.
    pub(crate) fn read<T: Decode<'a, Error = der::Error>>(&mut self) -> der::Result<T> {
        let (value, rest) = T::from_der_partial(self.0)?;
        self.0 = rest;
        Ok(value)
    }

    pub(crate) fn oid(&mut self) -> der::Result<ObjectIdentifier> {
        self.read()
    }

    /// The content of an OCTET STRING.
    pub(crate) fn octets(&mut self) -> der::Result<&'a [u8]> {
        Ok(self.tagged(Tag::OctetString)?.value())
    }

    /// All elements that are left, as DER; at most `most` of them.
    pub(crate) fn rest(mut self, most: usize) -> der::Result<Vec<Vec<u8>>> {
        let mut all = Vec::new();
        while !self.0.is_empty() {
            if all.len() == most {
                return Err(ErrorKind::Overlength.into());
            }
            all.push(self.any()?.to_der()?);
        }
        Ok(all)
    }

    /// Nothing may follow.
    pub(crate) fn end(self) -> der::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(ErrorKind::TrailingData {
            decoded: der::Length::ZERO,
            remaining: der::Length::try_from(self.0.len())?,
        }
        .into())
    }
}

/// `[number]`, constructed.
pub(crate) const fn context(number: u32) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number: TagNumber(number),
    }
}

/// `[number]`, primitive.
pub(crate) const fn context_primitive(number: u32) -> Tag {
    Tag::ContextSpecific {
        constructed: false,
        number: TagNumber(number),
    }
}
