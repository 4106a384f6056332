//! The block transformations of ГОСТ 28147-89 (RFC 5830). RustCrypto's `magma` has them in the byte order of 2015 and
//! without the 16 rounds of the MAC.

use super::sbox::{SBox, Table};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The constant that CryptoPro key meshing decrypts to a new key (RFC 4357 §2.3.2.3.2).
const MESHING: [u8; 32] = [
    0x69, 0x00, 0x72, 0x22, 0x64, 0xc9, 0x04, 0x23, 0x8d, 0x3a, 0xdb, 0x96, 0x46, 0xe9, 0x2a, 0xc4, 0x18, 0xfe, 0xac,
    0x94, 0x00, 0xed, 0x07, 0x12, 0xc0, 0x86, 0xdc, 0xc2, 0xef, 0x4c, 0xa9, 0x2b,
];

/// The cipher under one key.
pub(super) struct Cipher {
    table: &'static Table,
    key: [u32; 8],
}

impl Cipher {
    pub(super) fn new(sbox: SBox, key: &[u8; 32]) -> Self {
        Self {
            table: sbox.table(),
            key: words(key),
        }
    }

    /// The 32 rounds of encryption (§2).
    pub(super) fn encrypt(&self, block: &mut [u8; 8]) {
        let order = (0..24).map(|round| round % 8).chain((0..8).rev());
        let [low, high] = self.rounds(words(block), order);
        write(block, [high, low]);
    }

    /// The 32 rounds of decryption.
    pub(super) fn decrypt(&self, block: &mut [u8; 8]) {
        let order = (0..8).chain((0..24).map(|round| 7 - round % 8));
        let [low, high] = self.rounds(words(block), order);
        write(block, [high, low]);
    }

    /// The first 16 rounds, of which the MAC is made (§5).
    pub(super) fn mix(&self, block: &mut [u8; 8]) {
        let mixed = self.rounds(words(block), (0..16).map(|round| round % 8));
        write(block, mixed);
    }

    /// The next key of CryptoPro key meshing.
    pub(super) fn mesh(&mut self) {
        let mut key = MESHING;
        for block in key.as_chunks_mut::<8>().0 {
            self.decrypt(block);
        }
        self.key = words(&key);
        key.zeroize();
    }

    #[inline(always)]
    fn rounds(&self, [low, high]: [u32; 2], order: impl Iterator<Item = usize>) -> [u32; 2] {
        order.fold([low, high], |[low, high], part| {
            let sum = low.wrapping_add(self.key[part]).to_le_bytes();
            let replaced = [0, 1, 2, 3].map(|i: usize| self.table[i][usize::from(sum[i])]);
            [high ^ u32::from_le_bytes(replaced).rotate_left(11), low]
        })
    }
}

impl Drop for Cipher {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

impl ZeroizeOnDrop for Cipher {}

/// Little-endian words.
fn words<const BYTES: usize, const WORDS: usize>(bytes: &[u8; BYTES]) -> [u32; WORDS] {
    const { assert!(BYTES == 4 * WORDS) };
    let words = bytes.as_chunks::<4>().0;
    core::array::from_fn(|i| u32::from_le_bytes(words[i]))
}

fn write(block: &mut [u8; 8], [low, high]: [u32; 2]) {
    block[..4].copy_from_slice(&low.to_le_bytes());
    block[4..].copy_from_slice(&high.to_le_bytes());
}
