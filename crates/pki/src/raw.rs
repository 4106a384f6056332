//! A SEQUENCE that is read later, in place.

use der::{DecodeValue, EncodeValue, FixedTag, Header, Length, Reader, Tag, Writer, asn1::SequenceRef};

/// Its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawSequence<'a>(pub &'a [u8]);

impl FixedTag for RawSequence<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl<'a> DecodeValue<'a> for RawSequence<'a> {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        <&SequenceRef>::decode_value(reader, header).map(|sequence| Self(sequence.as_bytes()))
    }
}

impl EncodeValue for RawSequence<'_> {
    fn value_len(&self) -> der::Result<Length> {
        Length::try_from(self.0.len())
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(self.0)
    }
}
