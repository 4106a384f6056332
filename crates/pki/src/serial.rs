//! Serial numbers that we give.

use core::fmt;

/// Serial number of a certificate of ours: always 16 bytes of INTEGER content, positive.
///
/// The top bits are `01`: the next one keeps DER from dropping a leading zero byte, so the number has
/// one length everywhere: in the certificate, in the database, on paper. 126 bits stay random
/// (RFC 5280 §4.1.2.2 allows 20 bytes; CAs are asked for 64 random bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber([u8; 16]);

impl SerialNumber {
    /// Makes a serial number of 16 random bytes.
    pub fn from_random(mut random: [u8; 16]) -> Self {
        random[0] = random[0] & 0x3f | 0x40;
        Self(random)
    }

    /// Takes back a stored number; `None` if it is not one that [`Self::from_random`] can make.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 16] = bytes.try_into().ok()?;
        (bytes[0] & 0xc0 == 0x40).then_some(Self(bytes))
    }

    /// The bytes, most significant first.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// 32 capital hexadecimal digits, as every viewer of certificates shows them.
impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}
