//! BER as it is met: lengths in longer forms than needed, anything inside.

/// One value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value<'a> {
    /// The identifier octet; tag numbers above 30 are not read.
    pub(crate) tag: u8,
    /// With tag and length.
    pub(crate) whole: &'a [u8],
    pub(crate) content: &'a [u8],
    /// Whether the length is written in its shortest form.
    pub(crate) shortest: bool,
}

/// The values that stand one after another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values<'a>(pub(crate) &'a [u8]);

/// Identifier octets.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0a;
    pub(crate) const UTF8: u8 = 0x0c;
    pub(crate) const NUMERIC: u8 = 0x12;
    pub(crate) const PRINTABLE: u8 = 0x13;
    pub(crate) const TELETEX: u8 = 0x14;
    pub(crate) const IA5: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const VISIBLE: u8 = 0x1a;
    pub(crate) const UNIVERSAL: u8 = 0x1c;
    pub(crate) const BMP: u8 = 0x1e;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// `[number]`, primitive.
    pub(crate) const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// `[number]`, constructed.
    pub(crate) const fn constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

impl<'a> Values<'a> {
    /// The parts of the one value that `bytes` begins with, which must have this tag.
    pub(crate) fn of(bytes: &'a [u8], tag: u8) -> Option<Self> {
        Self(bytes).take(tag).map(|value| Self(value.content))
    }

    /// The next value if it has this tag.
    pub(crate) fn take(&mut self, tag: u8) -> Option<Value<'a>> {
        let (value, rest) = split(self.0)?;
        if value.tag != tag {
            return None;
        }
        self.0 = rest;
        Some(value)
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self) -> Option<Value<'a>> {
        let (value, rest) = split(self.0)?;
        self.0 = rest;
        Some(value)
    }

    /// All values, if every one can be read.
    pub(crate) fn all(mut self) -> Option<alloc::vec::Vec<Value<'a>>> {
        let mut all = alloc::vec::Vec::new();
        while !self.0.is_empty() {
            all.push(self.any()?);
        }
        Some(all)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The bytes of an INTEGER without those in front that say nothing.
pub(crate) fn shortest_integer(mut content: &[u8]) -> &[u8] {
    while let [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] = content {
        content = &content[1..];
    }
    content
}

fn split(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (length, rest, shortest) = match first {
        0..=0x7f => (usize::from(first), rest, true),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = digits.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            (length, rest, length >= 0x80 && digits[0] != 0)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    let value = Value {
        tag,
        whole: &bytes[..bytes.len() - rest.len()],
        content,
        shortest,
    };
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use hex_literal::hex;

    use super::*;

    #[test]
    fn lengths_of_every_form_are_read() {
        for (bytes, shortest) in [
            (&hex!("040161")[..], true),
            (&hex!("04810161"), false),
            (&hex!("0484 00000001 61"), false),
        ] {
            let value = Values(bytes).take(tag::OCTET_STRING).unwrap();
            assert_eq!((value.content, value.shortest), (&b"a"[..], shortest));
            assert_eq!(value.whole, bytes);
        }
        for broken in [
            &hex!("04")[..],
            &hex!("0402ff"),
            &hex!("0480 0000"),
            &hex!("1f0100"),
            &hex!("0485000000000161"),
        ] {
            assert!(Values(broken).any().is_none(), "{broken:02x?}");
        }
    }

    #[test]
    fn integers_lose_what_says_nothing() {
        for (content, shortest) in [
            (&hex!("0000 05")[..], &hex!("05")[..]),
            (&hex!("0080"), &hex!("0080")),
            (&hex!("ffff80"), &hex!("80")),
            (&hex!("ff7f"), &hex!("ff7f")),
            (&hex!("00"), &hex!("00")),
        ] {
            assert_eq!(shortest_integer(content), shortest);
        }
    }
}
