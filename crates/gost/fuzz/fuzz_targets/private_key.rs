//! A private key, plain or in a key file, is either refused, or what was read reads the same again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zaver_gost::pkcs8_file::{self, MOST_ITERATIONS};
use zaver_gost::{KeyFileError, SigningKey};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(key) = SigningKey::from_pkcs8_der(bytes) {
        let again = SigningKey::from_pkcs8_der(&key.to_pkcs8_der()).expect("our own encoding");
        assert_eq!(again.to_bytes(), key.to_bytes());
        assert_eq!(again.verifying_key(), key.verifying_key());
    }
    match pkcs8_file::decrypt(bytes, b"password") {
        Err(KeyFileError::Iterations { count, .. }) => assert!(count == 0 || count > MOST_ITERATIONS),
        Err(_) | Ok(_) => {}
    }
    if let Ok(text) = core::str::from_utf8(bytes)
        && let Ok(der) = pkcs8_file::from_pem(text)
    {
        assert_eq!(pkcs8_file::from_pem(&pkcs8_file::to_pem(&der)), Ok(der));
    }
});
