//! Key files under a password: PKCS#8 `EncryptedPrivateKeyInfo` (RFC 5958 §3) with PBES2 (RFC 8018), AES-256-CBC and
//! PBKDF2 with HMAC-SHA-256. OpenSSL opens them without the GOST engine's ciphers.

mod pbes2;

use crate::{KeyError, SigningKey};
use alloc::string::String;
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::ops::RangeInclusive;
use der::pem::{self, LineEnding};
use rand_core::CryptoRng;

/// The least count of PBKDF2 iterations that [`encrypt`] writes.
pub const LEAST_ITERATIONS: u32 = 100_000;

/// The greatest count of PBKDF2 iterations that [`decrypt`] accepts and [`encrypt`] writes, so that a file can't hold the
/// processor for minutes.
pub const MOST_ITERATIONS: u32 = 5_000_000;

/// The count to write when there is no reason for another.
pub const DEFAULT_ITERATIONS: u32 = 600_000;

/// A key file is well below this many bytes.
const LONGEST_FILE: usize = 16 * 1024;

const PEM_LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// Why a key file was not made or not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// Not an encrypted PKCS#8 file, or a damaged one.
    #[error("the file is not an encrypted PKCS#8 key or is damaged")]
    Encoding,
    /// The file is encrypted in another way than AES-256-CBC with PBKDF2 and HMAC-SHA-256.
    #[error("the file is encrypted with {0}, which is not supported")]
    Scheme(ObjectIdentifier),
    /// The count of PBKDF2 iterations is out of bounds.
    #[error("the count of PBKDF2 iterations {count} is not within {least} … {most}")]
    Iterations {
        /// The count asked for or written in the file.
        count: u32,
        /// The least count allowed here.
        least: u32,
        /// The greatest count allowed here.
        most: u32,
    },
    /// The password does not open the file.
    #[error("the password does not open the file")]
    WrongPassword,
    /// The password opened the file, but no usable key is inside.
    #[error("the key in the file is not usable: {0}")]
    Key(#[source] KeyError),
}

impl KeyFileError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encoding => "key-file-encoding",
            Self::Scheme(_) => "key-file-scheme",
            Self::Iterations { .. } => "key-file-iterations",
            Self::WrongPassword => "key-file-wrong-password",
            Self::Key(cause) => cause.code(),
        }
    }

    fn check_iterations(count: u32, bounds: RangeInclusive<u32>) -> Result<(), Self> {
        match bounds.contains(&count) {
            true => Ok(()),
            false => Err(Self::Iterations {
                count,
                least: *bounds.start(),
                most: *bounds.end(),
            }),
        }
    }
}

/// Encrypts a key under a password; DER.
///
/// # Errors
/// [`KeyFileError::Iterations`] below [`LEAST_ITERATIONS`] or above [`MOST_ITERATIONS`].
pub fn encrypt<R: CryptoRng + ?Sized>(
    key: &SigningKey,
    password: &[u8],
    iterations: u32,
    rng: &mut R,
) -> Result<Vec<u8>, KeyFileError> {
    KeyFileError::check_iterations(iterations, LEAST_ITERATIONS..=MOST_ITERATIONS)?;
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut iv);
    Ok(pbes2::seal(&key.to_pkcs8_der(), password, salt, iv, iterations))
}

/// Opens a key file in DER.
///
/// # Errors
/// A wrong password is told apart from a file that is none, from an unsupported scheme, and from an unusable key.
pub fn decrypt(der: &[u8], password: &[u8]) -> Result<SigningKey, KeyFileError> {
    if der.len() > LONGEST_FILE {
        return Err(KeyFileError::Encoding);
    }
    let plain = pbes2::open(der, password)?;
    SigningKey::from_pkcs8_der(&plain).map_err(|cause| match cause {
        // One wrong password in 256 leaves padding that looks right, and noise in front of it.
        KeyError::Encoding => KeyFileError::WrongPassword,
        cause => KeyFileError::Key(cause),
    })
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
