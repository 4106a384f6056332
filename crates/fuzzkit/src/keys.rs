//! Keys, key files and signatures.

use gost::{
    KeyFileError, ParameterSet, SigningKey, VerifyingKey, gost2001,
    pkcs8_file::{self, MOST_ITERATIONS},
};

use crate::PASSWORD;

/// A public key is either refused, or encodes to what was read. No point is a key of both standards in one encoding.
pub(crate) fn public_key(bytes: &[u8]) -> bool {
    let old = gost2001::VerifyingKey::from_spki_der(bytes);
    let Ok(key) = VerifyingKey::from_spki_der(bytes) else {
        return old.is_ok();
    };
    assert!(old.is_err());
    assert_eq!(key.to_spki_der(), bytes);
    assert_eq!(key.to_bytes().len(), 2 * key.set().size());
    true
}

/// A private key is either refused, or what was read reads the same again.
pub(crate) fn private_key(bytes: &[u8]) -> bool {
    let Ok(key) = SigningKey::from_pkcs8_der(bytes) else {
        return false;
    };
    let again = SigningKey::from_pkcs8_der(&key.to_pkcs8_der()).expect("our own encoding");
    assert_eq!(again.to_bytes(), key.to_bytes());
    assert_eq!(again.verifying_key(), key.verifying_key());
    true
}

/// A key under a password, in DER or PEM, is opened or refused; a count of iterations is refused for a reason.
pub(crate) fn key_file(bytes: &[u8]) -> bool {
    let text = core::str::from_utf8(bytes).ok();
    let armoured = text.and_then(|text| pkcs8_file::from_pem(text).ok());
    if let Some(der) = &armoured {
        assert_eq!(pkcs8_file::from_pem(&pkcs8_file::to_pem(der)).as_ref(), Ok(der));
    }
    let der = armoured.as_deref().unwrap_or(bytes);
    let own = pkcs8_file::decrypt_own(der, PASSWORD, ParameterSet::CryptoProA);
    match (pkcs8_file::decrypt(der, PASSWORD), own) {
        (Ok(key), Ok(own)) => assert_eq!(key.to_bytes(), own.to_bytes()),
        (Err(cause), Ok(_)) => panic!("the narrow reader took what the wide one refuses: {cause}"),
        (Err(KeyFileError::Iterations { count, .. }), Err(_)) => assert!(count == 0 || count > MOST_ITERATIONS),
        (Err(_), Err(_)) => return false,
        (Ok(_), Err(_)) => {}
    }
    true
}

/// Bytes are no signature under a key that never made one. The first byte chooses the parameter set.
pub(crate) fn signature(bytes: &[u8]) -> bool {
    let Some((&first, rest)) = bytes.split_first() else {
        return false;
    };
    let set = ParameterSet::ALL[usize::from(first) % ParameterSet::ALL.len()];
    let key = SigningKey::from_bytes(set, &vec![7; set.size()]).expect("a number that is a key");
    let Some(split) = rest.len().checked_sub(2 * set.size()) else {
        assert!(key.verifying_key().verify(&[], rest).is_err());
        return false;
    };
    let (message, signature) = rest.split_at(split);
    assert!(key.verifying_key().verify(message, signature).is_err());
    true
}
