//! The block ciphers of ГОСТ Р 34.12-2015, Magma and Kuznyechik, in the modes that messages and key files have
//! (ГОСТ Р 34.13-2015, R 1323565.1.017-2018, RFC 9337). The ciphers are RustCrypto's.

mod acpkm;
mod export;
mod modes;

pub use acpkm::{decrypt_acpkm_omac, encrypt_acpkm, encrypt_acpkm_omac};
pub use export::{kexp15, kimp15};
pub use modes::{ctr, ctr_acpkm, omac};

/// A block cipher of ГОСТ Р 34.12-2015. Keys have 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockCipher {
    /// Blocks of 8 bytes (§5, RFC 8891).
    Magma,
    /// Blocks of 16 bytes (§4, RFC 7801).
    Kuznyechik,
}

impl BlockCipher {
    /// Bytes of a block, and of its OMAC.
    pub const fn block_size(self) -> usize {
        match self {
            Self::Magma => 8,
            Self::Kuznyechik => 16,
        }
    }

    /// Bytes of the IV of CTR: half a block (ГОСТ Р 34.13-2015 §5.2).
    pub const fn iv_size(self) -> usize {
        self.block_size() / 2
    }

    /// Bytes of the UKM beside data in ACPKM modes: the IV and a seed of 8 bytes (RFC 9337 §4).
    pub const fn ukm_size(self) -> usize {
        self.iv_size() + 8
    }

    /// Bytes under one key in ACPKM modes of messages and key files (RFC 9337 §4).
    pub const fn section(self) -> usize {
        match self {
            Self::Magma => 8 * 1024,
            Self::Kuznyechik => 256 * 1024,
        }
    }
}

/// What does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The UKM or the data have a wrong length.
    #[error("the encrypted data have a wrong length")]
    Length,
    /// The MAC does not match: another key or UKM, or damage.
    #[error("the encrypted data do not open with this key")]
    Mac,
}
