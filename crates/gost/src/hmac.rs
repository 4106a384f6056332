//! HMAC on ГОСТ Р 34.11-2012 (R 50.1.113-2016 §4.1, RFC 7836 §4.1).

use hmac::{Hmac, KeyInit, Mac};
use streebog::{Streebog256, Streebog512};
use subtle::ConstantTimeEq;

/// HMAC_GOSTR3411_2012_256 (R 50.1.113-2016 §4.1.1). Keys of any length are taken.
pub fn hmac_streebog256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mac = Hmac::<Streebog256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.chain_update(message).finalize().into_bytes().into()
}

/// HMAC_GOSTR3411_2012_512 (R 50.1.113-2016 §4.1.2): the MAC of PKCS#12 files. Keys of any length are taken.
pub fn hmac_streebog512(key: &[u8], message: &[u8]) -> [u8; 64] {
    let mac = Hmac::<Streebog512>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.chain_update(message).finalize().into_bytes().into()
}

/// Whether two MACs are the same, in a time that does not tell where they differ.
pub fn equal_macs(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}
