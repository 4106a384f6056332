//! Export of keys: KExp15 and KImp15 (R 1323565.1.017-2018 §4.2, RFC 9189 §8.2).

use super::{BlockCipher, OpenError, ctr, omac};
use crate::hmac::equal_macs;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// KExp15: `secret` and its MAC, encrypted. The IV never repeats under the same keys.
///
/// # Panics
/// When `iv` has not half a block ([`BlockCipher::iv_size`]).
pub fn kexp15(cipher: BlockCipher, encryption: &[u8; 32], mac: &[u8; 32], iv: &[u8], secret: &[u8]) -> Vec<u8> {
    let mut exported = Vec::with_capacity(secret.len() + cipher.block_size());
    exported.extend_from_slice(secret);
    exported.extend_from_slice(&tag(cipher, mac, iv, secret));
    ctr(cipher, encryption, iv, &mut exported);
    exported
}

/// KImp15: opens what [`kexp15`] made.
///
/// # Errors
/// A wrong length, or a MAC that does not match.
///
/// # Panics
/// When `iv` has not half a block ([`BlockCipher::iv_size`]).
pub fn kimp15(
    cipher: BlockCipher,
    encryption: &[u8; 32],
    mac: &[u8; 32],
    iv: &[u8],
    exported: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut secret = Zeroizing::new(exported.to_vec());
    ctr(cipher, encryption, iv, &mut secret);
    let length = secret.len().checked_sub(cipher.block_size()).ok_or(OpenError::Length)?;
    let written = secret.split_off(length);
    match equal_macs(&tag(cipher, mac, iv, &secret), &written) {
        true => Ok(secret),
        false => Err(OpenError::Mac),
    }
}

fn tag(cipher: BlockCipher, key: &[u8; 32], iv: &[u8], secret: &[u8]) -> Vec<u8> {
    let covered = Zeroizing::new([iv, secret].concat());
    omac(cipher, key, &covered)
}
