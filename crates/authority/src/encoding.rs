//! Unambiguous bytes for hashing and signing, and hexadecimal text.

use core::fmt::Write as _;

pub(crate) use gost::streebog256;

/// Builds a domain-separated, length-prefixed encoding: two different lists of fields never give the same bytes,
/// and bytes made for one purpose are never valid for another.
#[derive(Debug)]
pub(crate) struct Encoder(Vec<u8>);

impl Encoder {
    pub(crate) fn new(domain: &str) -> Self {
        Self(Vec::new()).field(domain.as_bytes())
    }

    /// Appends the length as 8 bytes, big-endian, then the bytes.
    pub(crate) fn field(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Lower-case hexadecimal.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Reads exactly what [`to_hex`] writes: one spelling for one value, so that a changed letter is always noticed.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let text = text.as_bytes();
    if text.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_border_between_fields_changes_the_bytes() {
        let one = Encoder::new("d").field(b"ab").field(b"c").finish();
        let two = Encoder::new("d").field(b"a").field(b"bc").finish();
        assert_ne!(one, two);
        assert_ne!(Encoder::new("dx").finish(), Encoder::new("d").field(b"x").finish());
    }

    #[test]
    fn hex_has_one_spelling() {
        assert_eq!(to_hex(&[0x0a, 0xff]), "0aff");
        assert_eq!(from_hex::<2>("0aff"), Some([0x0a, 0xff]));
        for wrong in ["0AFF", "0af", "0aff0", "0ag0", ""] {
            assert_eq!(from_hex::<2>(wrong), None, "{wrong}");
        }
    }
}
