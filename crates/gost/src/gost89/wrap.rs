//! Key wrap (RFC 4357 §6).

use super::cipher::Cipher;
use super::{SBox, encrypt_cfb, mac};
use crate::hmac::equal_macs;
use zeroize::Zeroizing;

/// Bytes of a wrapped key: 32 encrypted ones and the MAC. The UKM travels beside them.
pub const WRAPPED_LENGTH: usize = 36;

/// The MAC of a wrapped key does not match: another key-encryption key or UKM, or damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the wrapped key does not open")]
pub struct UnwrapError;

/// CryptoPro Key Wrap (RFC 4357 §6.3): a key under a key-encryption key that `ukm` diversifies.
pub fn wrap_key(sbox: SBox, kek: &[u8; 32], ukm: &[u8; 8], key: &[u8; 32]) -> [u8; WRAPPED_LENGTH] {
    wrap_key_plain(sbox, &diversify(sbox, kek, ukm), ukm, key)
}

/// CryptoPro Key Unwrap (RFC 4357 §6.4).
///
/// # Errors
/// The MAC does not match.
pub fn unwrap_key(
    sbox: SBox,
    kek: &[u8; 32],
    ukm: &[u8; 8],
    wrapped: &[u8; WRAPPED_LENGTH],
) -> Result<Zeroizing<[u8; 32]>, UnwrapError> {
    unwrap_key_plain(sbox, &diversify(sbox, kek, ukm), ukm, wrapped)
}

/// GOST 28147-89 Key Wrap (RFC 4357 §6.1), without diversification.
pub fn wrap_key_plain(sbox: SBox, kek: &[u8; 32], ukm: &[u8; 8], key: &[u8; 32]) -> [u8; WRAPPED_LENGTH] {
    let cipher = Cipher::new(sbox, kek);
    let mut wrapped = [0; WRAPPED_LENGTH];
    wrapped[..32].copy_from_slice(key);
    for block in wrapped[..32].as_chunks_mut::<8>().0 {
        cipher.encrypt(block);
    }
    wrapped[32..].copy_from_slice(&mac(sbox, kek, ukm, key));
    wrapped
}

/// GOST 28147-89 Key Unwrap (RFC 4357 §6.2), without diversification.
///
/// # Errors
/// The MAC does not match.
pub fn unwrap_key_plain(
    sbox: SBox,
    kek: &[u8; 32],
    ukm: &[u8; 8],
    wrapped: &[u8; WRAPPED_LENGTH],
) -> Result<Zeroizing<[u8; 32]>, UnwrapError> {
    let cipher = Cipher::new(sbox, kek);
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(&wrapped[..32]);
    for block in key.as_chunks_mut::<8>().0 {
        cipher.decrypt(block);
    }
    match equal_macs(&mac(sbox, kek, ukm, &*key), &wrapped[32..]) {
        true => Ok(key),
        false => Err(UnwrapError),
    }
}

/// CryptoPro KEK Diversification (RFC 4357 §6.5).
pub fn diversify(sbox: SBox, kek: &[u8; 32], ukm: &[u8; 8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new(*kek);
    for byte in ukm {
        let (mut chosen, mut others) = (0u32, 0u32);
        for (bit, word) in key.as_chunks::<4>().0.iter().enumerate() {
            let word = u32::from_le_bytes(*word);
            let sum = if byte >> bit & 1 == 1 { &mut chosen } else { &mut others };
            *sum = sum.wrapping_add(word);
        }
        let mut iv = [0; 8];
        iv[..4].copy_from_slice(&chosen.to_le_bytes());
        iv[4..].copy_from_slice(&others.to_le_bytes());
        let before = key.clone();
        encrypt_cfb(sbox, &before, &iv, &mut *key);
    }
    key
}
