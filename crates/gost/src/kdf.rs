//! Keys from passwords and from other keys (R 50.1.111-2016, R 50.1.113-2016, RFC 7836 §4.4–4.5).

use crate::hmac::hmac_streebog256;
use pbkdf2::pbkdf2_hmac;
use streebog::{Streebog256, Streebog512};
use zeroize::Zeroizing;

/// PBKDF2 with HMAC-Streebog-512 (R 50.1.111-2016 §4). The caller bounds `iterations`; 0 counts as 1.
pub fn pbkdf2_streebog512(password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
    pbkdf2_hmac::<Streebog512>(password, salt, iterations, key);
}

/// PBKDF2 with HMAC-Streebog-256: no standard asks for it, and OpenSSL writes PKCS#12 with it.
pub fn pbkdf2_streebog256(password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
    pbkdf2_hmac::<Streebog256>(password, salt, iterations, key);
}

/// KDF_GOSTR3411_2012_256 (R 50.1.113-2016 §4.4): 32 bytes from a key, a label and a seed.
pub fn kdf_256(key: &[u8], label: &[u8], seed: &[u8]) -> Zeroizing<[u8; 32]> {
    let input = [&[1][..], label, &[0], seed, &[1, 0]].concat();
    Zeroizing::new(hmac_streebog256(key, &input))
}

/// The counter of KDF_TREE_GOSTR3411_2012_256: its R bytes, of which every profile in use has one.
const COUNTERS: usize = 255;

/// KDF_TREE_GOSTR3411_2012_256 (R 50.1.113-2016 §4.5) with R = 1, as all its users have it. The whole of `output` is the
/// derived material, from which the caller cuts its keys.
///
/// # Panics
/// When `output` is longer than 255 · 32 bytes, which the one-byte counter can't tell apart.
pub fn kdf_tree_256(key: &[u8], label: &[u8], seed: &[u8], output: &mut [u8]) {
    assert!(output.len() <= COUNTERS * 32, "the counter of KDF_TREE has one byte");
    let bits = (output.len() as u32 * 8).to_be_bytes();
    // L is written without leading zero bytes.
    let bits = &bits[bits.iter().take_while(|&&byte| byte == 0).count()..];
    for (i, part) in (1u8..=255).zip(output.chunks_mut(32)) {
        let input = [&[i][..], label, &[0], seed, bits].concat();
        let block = Zeroizing::new(hmac_streebog256(key, &input));
        part.copy_from_slice(&block[..part.len()]);
    }
}
