//! ГОСТ 28147-89 as key files and messages in archives use it: CFB with CryptoPro key meshing, the MAC, and key wrap
//! (RFC 4357, RFC 5830). New data deserve [`crate::gost3412`].
//!
//! The S-box look-ups depend on key and data; tables of one kilobyte leave few cache lines to watch, not none.

mod cipher;
mod sbox;
mod wrap;

pub use sbox::SBox;
pub use wrap::{UnwrapError, WRAPPED_LENGTH, diversify, unwrap_key, unwrap_key_plain, wrap_key, wrap_key_plain};

use cipher::Cipher;

/// After this many bytes under one key CryptoPro key meshing makes a new one (RFC 4357 §2.3.2.3).
const MESHED: usize = 1024;

/// Encrypts in CFB (ГОСТ 28147-89 §4, RFC 4357 §2.3.2) with CryptoPro key meshing, which
/// all these S-boxes go with.
pub fn encrypt_cfb(sbox: SBox, key: &[u8; 32], iv: &[u8; 8], data: &mut [u8]) {
    cfb(sbox, key, iv, data, |gamma, part| {
        for (mask, byte) in gamma.iter_mut().zip(part) {
            *byte ^= *mask;
            *mask = *byte;
        }
    });
}

/// Decrypts what [`encrypt_cfb`] made.
pub fn decrypt_cfb(sbox: SBox, key: &[u8; 32], iv: &[u8; 8], data: &mut [u8]) {
    cfb(sbox, key, iv, data, |gamma, part| {
        for (mask, byte) in gamma.iter_mut().zip(part) {
            let read = *byte;
            *byte ^= *mask;
            *mask = read;
        }
    });
}

/// `turn` takes the gamma of a block, changes the block, and leaves the encrypted block in place of the gamma.
fn cfb(sbox: SBox, key: &[u8; 32], iv: &[u8; 8], data: &mut [u8], turn: impl Fn(&mut [u8; 8], &mut [u8])) {
    let mut cipher = Cipher::new(sbox, key);
    let mut register = *iv;
    for (i, section) in data.chunks_mut(MESHED).enumerate() {
        if i > 0 {
            cipher.mesh();
            cipher.encrypt(&mut register);
        }
        for part in section.chunks_mut(8) {
            cipher.encrypt(&mut register);
            turn(&mut register, part);
        }
    }
}

/// The MAC («имитовставка», ГОСТ 28147-89 §5) of 32 bits that starts from `iv` (RFC 4357 §6.1). The key is not meshed:
/// it serves key wrap.
pub fn mac(sbox: SBox, key: &[u8; 32], iv: &[u8; 8], data: &[u8]) -> [u8; 4] {
    let cipher = Cipher::new(sbox, key);
    let mut sum = *iv;
    let blocks = data.len().div_ceil(8).max(2);
    for i in 0..blocks {
        for (byte, other) in sum.iter_mut().zip(data.chunks(8).nth(i).unwrap_or_default()) {
            *byte ^= other;
        }
        cipher.mix(&mut sum);
    }
    [sum[0], sum[1], sum[2], sum[3]]
}
