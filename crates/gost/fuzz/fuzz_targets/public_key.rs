//! A public key is either refused, or encodes to what was read. No point is a key of both standards in one encoding.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zaver_gost::{VerifyingKey, gost2001};

fuzz_target!(|bytes: &[u8]| {
    let old = gost2001::VerifyingKey::from_spki_der(bytes);
    let Ok(key) = VerifyingKey::from_spki_der(bytes) else {
        return;
    };
    assert!(old.is_err());
    assert_eq!(key.to_spki_der(), bytes);
    assert_eq!(key.to_bytes().len(), 2 * key.set().size());
});
