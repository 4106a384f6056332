//! Bytes are no signature under a key that never made one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zaver_gost::{ParameterSet, SigningKey};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else {
        return;
    };
    let set = ParameterSet::ALL[usize::from(first) % ParameterSet::ALL.len()];
    let key = SigningKey::from_bytes(set, &vec![7; set.size()]).expect("a number that is a key");
    let split = rest.len().saturating_sub(2 * set.size());
    let (message, signature) = rest.split_at(split);
    assert!(key.verifying_key().verify(message, signature).is_err());
});
