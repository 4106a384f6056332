//! The MAC over a file (R 50.1.112-2016 §5, RFC 9548 §3): HMAC under the last 32 of 96 bytes that PBKDF2 gives.

use gost::{hmac::hmac_streebog512, kdf::pbkdf2_streebog512};
use zeroize::Zeroizing;

/// What PBKDF2 is asked for, and the bytes of it that are the key.
pub(super) const DERIVED: usize = 96;
pub(super) const KEY: usize = 64;

/// HMAC-Streebog-512 of the `AuthenticatedSafe`.
pub(super) fn streebog512(content: &[u8], password: &[u8], salt: &[u8], iterations: u32) -> [u8; 64] {
    let mut derived = Zeroizing::new([0; DERIVED]);
    pbkdf2_streebog512(password, salt, iterations, &mut derived[..]);
    hmac_streebog512(&derived[KEY..], content)
}
