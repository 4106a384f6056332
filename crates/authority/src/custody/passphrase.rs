//! The secret that opens a key file.

use core::fmt;

use zeroize::Zeroizing;

/// A passphrase: wiped when dropped, never printed. It comes from the operator or a credential file.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<Vec<u8>>);

impl Passphrase {
    /// Takes the bytes as typed or read, without the final line feed an editor leaves in a file.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        let mut bytes = Zeroizing::new(bytes.into());
        while bytes.last().is_some_and(|last| matches!(last, b'\n' | b'\r')) {
            bytes.pop();
        }
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Length in characters, or in bytes where it is not text.
    pub(crate) fn length(&self) -> usize {
        core::str::from_utf8(&self.0).map_or(self.0.len(), |text| text.chars().count())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_never_printed_and_loses_the_final_line_feed() {
        let passphrase = Passphrase::new("секрет на бумаге\r\n");
        assert_eq!(format!("{passphrase:?}"), "Passphrase(..)");
        assert_eq!(passphrase.as_bytes(), "секрет на бумаге".as_bytes());
        assert_eq!(passphrase.length(), 16);
    }
}
