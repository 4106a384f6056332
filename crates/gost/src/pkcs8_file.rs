//! Key files under a password: PKCS#8 `EncryptedPrivateKeyInfo` (RFC 5958 §3) with PBES2.

mod container;

pub use container::container_of_vendor;

pub use crate::pbes2::{DEFAULT_ITERATIONS, KeyFileError, LEAST_ITERATIONS, MOST_ITERATIONS};

use crate::pbes2::{self, Aes256Cbc, Scheme};
use crate::{KeyError, ParameterSet, SigningKey};
use alloc::string::String;
use alloc::vec::Vec;
use der::asn1::OctetStringRef;
use der::pem::{self, LineEnding};
use der::{Decode, Encode, Sequence};
use rand_core::CryptoRng;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

/// A key file is well below this many bytes.
const LONGEST_FILE: usize = 16 * 1024;

const PEM_LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// ```text
/// EncryptedPrivateKeyInfo ::= SEQUENCE {
///     encryptionAlgorithm  AlgorithmIdentifier,
///     encryptedData        OCTET STRING }
/// ```
#[derive(Sequence)]
struct EncryptedPrivateKeyInfo<'a> {
    encryption_algorithm: AlgorithmIdentifierRef<'a>,
    encrypted_data: &'a OctetStringRef,
}

/// Encrypts a key under a password with AES-256-CBC and PBKDF2 with HMAC-SHA-256; DER. OpenSSL opens it without the
/// ciphers of its GOST engine.
///
/// # Errors
/// [`KeyFileError::Iterations`] below [`LEAST_ITERATIONS`] or above [`MOST_ITERATIONS`].
pub fn encrypt<R: CryptoRng + ?Sized>(
    key: &SigningKey,
    password: &[u8],
    iterations: u32,
    rng: &mut R,
) -> Result<Vec<u8>, KeyFileError> {
    encrypt_with(&Aes256Cbc, key, password, iterations, rng)
}

/// Encrypts a key under a password; DER.
///
/// # Errors
/// [`KeyFileError::Iterations`] below [`LEAST_ITERATIONS`] or above [`MOST_ITERATIONS`].
pub fn encrypt_with<S: Scheme, R: CryptoRng + ?Sized>(
    scheme: &S,
    key: &SigningKey,
    password: &[u8],
    iterations: u32,
    rng: &mut R,
) -> Result<Vec<u8>, KeyFileError> {
    let sealed = pbes2::seal(scheme, &key.to_pkcs8_der(), password, iterations, rng)?;
    let encode = || {
        EncryptedPrivateKeyInfo {
            encryption_algorithm: AlgorithmIdentifierRef {
                oid: sealed.algorithm.oid,
                parameters: sealed.algorithm.parameters.as_ref().map(Into::into),
            },
            encrypted_data: OctetStringRef::new(&sealed.encrypted)?,
        }
        .to_der()
    };
    Ok(encode().expect("a key of at most 64 bytes has an encoding"))
}

/// Opens a key file in DER, with any of the ciphers of [`crate::pbes2`].
///
/// # Errors
/// A wrong password is told apart from a file that is none, from an unsupported scheme, from a vendor's container, and
/// from an unusable key.
pub fn decrypt(der: &[u8], password: &[u8]) -> Result<SigningKey, KeyFileError> {
    let plain = open_by(der, password, pbes2::open)?;
    SigningKey::from_pkcs8_der(&plain).map_err(|cause| match cause {
        // A wrong password leaves noise; one in 256 leaves AES a padding that looks right.
        KeyError::Encoding => KeyFileError::WrongPassword,
        cause => KeyFileError::Key(cause),
    })
}

/// Opens a key file that [`encrypt`] wrote for a key on `set`, and no other: for the browser, which is to hold one cipher
/// and one curve.
///
/// # Errors
/// As [`decrypt`]; every other cipher is unsupported, every other set or form of the key an encoding.
#[inline(always)] // see `private_key::unmask`
pub fn decrypt_own(der: &[u8], password: &[u8], set: ParameterSet) -> Result<SigningKey, KeyFileError> {
    let plain = open_by(der, password, pbes2::open_aes)?;
    let number = plain.len().checked_sub(set.size()).map(|at| &plain[at..]);
    let key = number.and_then(|number| SigningKey::from_bytes(set, number).ok());
    // One wrong password in 256 leaves padding that looks right, and noise in front of it.
    let key = key.ok_or(KeyFileError::WrongPassword)?;
    if key.to_pkcs8_der() != plain {
        let is_key = plain.starts_with(&[0x30]);
        return Err(if is_key {
            KeyFileError::Encoding
        } else {
            KeyFileError::WrongPassword
        });
    }
    Ok(key)
}

/// [`pbes2::open`] or one of its narrower kinds.
type Open = fn(AlgorithmIdentifierRef<'_>, &[u8], &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFileError>;

/// What the password opens: a `PrivateKeyInfo`.
fn open_by(der: &[u8], password: &[u8], open: Open) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    if der.len() > LONGEST_FILE {
        return Err(KeyFileError::Encoding);
    }
    if let Some(named) = container_of_vendor(der) {
        return Err(named);
    }
    let info = EncryptedPrivateKeyInfo::from_der(der).map_err(|_| KeyFileError::Encoding)?;
    open(info.encryption_algorithm, info.encrypted_data.as_bytes(), password)
}

/// The text form of a key file.
pub fn to_pem(der: &[u8]) -> String {
    pem::encode_string(PEM_LABEL, LineEnding::LF, der).expect("base64 of a byte string fits into memory")
}

/// The DER inside the text form.
///
/// # Errors
/// [`KeyFileError::Encoding`] when the text is not one PEM block labelled `ENCRYPTED PRIVATE KEY`.
pub fn from_pem(text: &str) -> Result<Vec<u8>, KeyFileError> {
    if text.len() > LONGEST_FILE * 2 {
        return Err(KeyFileError::Encoding);
    }
    match pem::decode_vec(text.as_bytes()) {
        Ok((PEM_LABEL, der)) => Ok(der),
        _ => Err(KeyFileError::Encoding),
    }
}
