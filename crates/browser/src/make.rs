//! The making of a key: the key file and the signed request come out, and nothing else.

use alloc::string::String;
use alloc::vec::Vec;

use gost::{KeyFileError, SigningKey, pkcs8_file, signature_oid};
use rand_core::CryptoRng;

use crate::{SET, Step};

/// What the user and the authority get. The private key is in `key_file` only, under the password.
#[derive(Debug)]
pub struct Made {
    /// PKCS#10, DER.
    pub request: Vec<u8>,
    /// PKCS#8 under PBES2 (AES-256, PBKDF2-HMAC-SHA-256), PEM.
    pub key_file: String,
}

/// Makes a key pair, its file and a request for it.
///
/// `subject` is a DER `Name`, `extensions` a DER `Extensions` or empty: the server gives both, and checks the request against them.
///
/// # Errors
/// [`KeyFileError`] when the key cannot be put under the password.
pub fn make(
    subject: &[u8],
    extensions: &[u8],
    password: &[u8],
    rng: &mut impl CryptoRng,
    mut about_to: impl FnMut(Step),
) -> Result<Made, KeyFileError> {
    about_to(Step::Key);
    let key = SigningKey::generate(SET, rng);

    about_to(Step::File);
    let key_file = pkcs8_file::to_pem(&pkcs8_file::encrypt(
        &key,
        password,
        pkcs8_file::DEFAULT_ITERATIONS,
        rng,
    )?);

    about_to(Step::Request);
    let public_key = key.verifying_key().to_spki_der();
    let info = pki::request::build_info(subject, &public_key, extensions);
    let signature = key.sign(&info, rng);
    let request = pki::request::assemble(&info, signature_oid(SET), &signature);
    Ok(Made { request, key_file })
}
