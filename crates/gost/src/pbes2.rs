//! PBES2 (RFC 8018 §6.2, R 50.1.112-2016, RFC 9337): any bytes under a password, for key files and the bags of PKCS#12.

mod cipher;
mod error;
mod schemes;

pub use error::KeyFileError;
pub use schemes::{Aes256Cbc, CtrAcpkm, CtrAcpkmOmac, Gost89, Prf, Scheme};

use crate::kdf::pbkdf2_streebog512;
use alloc::vec::Vec;
use cipher::{Aes, Cipher, Decrypt};
use const_oid::ObjectIdentifier;
use der::Sequence;
use der::asn1::{Any, AnyRef, Null, OctetStringRef};
use pbkdf2::pbkdf2_hmac;
use rand_core::CryptoRng;
use sha2::Sha256;
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};
use zeroize::Zeroizing;

/// The least count of PBKDF2 iterations that is written. (A fuzzer's files are to open at once.)
pub const LEAST_ITERATIONS: u32 = if cfg!(fuzzing) { 1 } else { 100_000 };

/// The greatest count of PBKDF2 iterations that is read or written, so that a file can't hold the processor for minutes.
pub const MOST_ITERATIONS: u32 = if cfg!(fuzzing) { 64 } else { 5_000_000 };

/// The count to write when there is no reason for another.
pub const DEFAULT_ITERATIONS: u32 = 600_000;

const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
const HMAC_WITH_SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.7");
const HMAC_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.9");
/// id-tc26-hmac-gost-3411-12-512.
const HMAC_WITH_STREEBOG512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.4.2");
/// What CryptoPro CSP exports keys with: ГОСТ 28147-89 under ГОСТ Р 34.11-94, by its own derivation.
const CRYPTO_PRO_PBE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.80");

const KEY_LENGTH: u16 = 32;

/// ```text
/// PBES2-params ::= SEQUENCE {
///     keyDerivationFunc  AlgorithmIdentifier,
///     encryptionScheme   AlgorithmIdentifier }
/// ```
#[derive(Sequence)]
struct Pbes2Params<'a> {
    key_derivation_func: AlgorithmIdentifierRef<'a>,
    encryption_scheme: AlgorithmIdentifierRef<'a>,
}

/// ```text
/// PBKDF2-params ::= SEQUENCE {
///     salt            OCTET STRING,
///     iterationCount  INTEGER,
///     keyLength       INTEGER OPTIONAL,
///     prf             AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
/// ```
#[derive(Sequence)]
struct Pbkdf2Params<'a> {
    salt: &'a OctetStringRef,
    iteration_count: u32,
    key_length: Option<u16>,
    prf: Option<AlgorithmIdentifierRef<'a>>,
}

/// What stands for the plain bytes: PBES2 with all its parameters, and the ciphertext.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// PBES2 as an algorithm identifier.
    pub algorithm: AlgorithmIdentifierOwned,
    /// The ciphertext.
    pub encrypted: Vec<u8>,
}

/// Encrypts `plain` under a password.
///
/// # Errors
/// [`KeyFileError::Iterations`] below [`LEAST_ITERATIONS`] or above [`MOST_ITERATIONS`].
pub fn seal<S: Scheme, R: CryptoRng + ?Sized>(
    scheme: &S,
    plain: &[u8],
    password: &[u8],
    iterations: u32,
    rng: &mut R,
) -> Result<Sealed, KeyFileError> {
    KeyFileError::check_iterations(iterations, LEAST_ITERATIONS..=MOST_ITERATIONS)?;
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let key = derive(S::PRF, password, &salt, iterations);
    let (scheme, encrypted) = scheme.seal(&key, plain, rng);
    let algorithm = identifier(S::PRF, &salt, iterations, &scheme).expect("parameters of a few bytes have an encoding");
    Ok(Sealed { algorithm, encrypted })
}

fn identifier(
    prf: Prf,
    salt: &[u8],
    iterations: u32,
    scheme: &AlgorithmIdentifierOwned,
) -> der::Result<AlgorithmIdentifierOwned> {
    let prf = match prf {
        Prf::HmacSha256 => HMAC_WITH_SHA256,
        Prf::HmacStreebog512 => HMAC_WITH_STREEBOG512,
    };
    let kdf = Any::encode_from(&Pbkdf2Params {
        salt: OctetStringRef::new(salt)?,
        iteration_count: iterations,
        key_length: None,
        prf: Some(AlgorithmIdentifierRef {
            oid: prf,
            parameters: Some(Null.into()),
        }),
    })?;
    let parameters = Any::encode_from(&Pbes2Params {
        key_derivation_func: AlgorithmIdentifierRef {
            oid: PBKDF2,
            parameters: Some((&kdf).into()),
        },
        encryption_scheme: AlgorithmIdentifierRef {
            oid: scheme.oid,
            parameters: scheme.parameters.as_ref().map(AnyRef::from),
        },
    })?;
    Ok(AlgorithmIdentifierOwned {
        oid: PBES2,
        parameters: Some(parameters),
    })
}

/// Decrypts what stands under PBES2 with any of the ciphers here. The caller bounds the length of `encrypted`.
///
/// Without a MAC a wrong password is only seen by what comes out: [`KeyFileError::WrongPassword`] is certain for
/// CTR-ACPKM-OMAC, nearly so for AES, and left to the caller for the others.
///
/// # Errors
/// Broken or unsupported parameters, a count of iterations that is too high, or a wrong password.
pub fn open(
    algorithm: AlgorithmIdentifierRef<'_>,
    encrypted: &[u8],
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    open_by::<Cipher<'_>>(algorithm, encrypted, password)
}

/// [`open`] for a program that is to hold no cipher but AES-256: the browser, which reads back the key file it wrote.
///
/// # Errors
/// As [`open`]; every other cipher is unsupported.
pub fn open_aes(
    algorithm: AlgorithmIdentifierRef<'_>,
    encrypted: &[u8],
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    open_by::<Aes<'_>>(algorithm, encrypted, password)
}

fn open_by<'a, C: Decrypt<'a>>(
    algorithm: AlgorithmIdentifierRef<'a>,
    encrypted: &[u8],
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    match algorithm.oid {
        PBES2 => {}
        CRYPTO_PRO_PBE => return Err(KeyFileError::CryptoPro),
        other => return Err(KeyFileError::Scheme(other)),
    }
    let scheme: Pbes2Params<'_> = parameters(algorithm)?;
    if scheme.key_derivation_func.oid != PBKDF2 {
        return Err(KeyFileError::Scheme(scheme.key_derivation_func.oid));
    }
    let kdf: Pbkdf2Params<'_> = parameters(scheme.key_derivation_func)?;
    let prf = match kdf.prf.map_or(HMAC_WITH_SHA1, |prf| prf.oid) {
        HMAC_WITH_SHA256 => Prf::HmacSha256,
        HMAC_WITH_STREEBOG512 => Prf::HmacStreebog512,
        other => return Err(KeyFileError::Scheme(other)),
    };
    if kdf.key_length.is_some_and(|length| length != KEY_LENGTH) {
        return Err(KeyFileError::Encoding);
    }
    KeyFileError::check_iterations(kdf.iteration_count, 1..=MOST_ITERATIONS)?;
    let cipher = C::read(scheme.encryption_scheme)?;
    let key = derive(prf, password, kdf.salt.as_bytes(), kdf.iteration_count);
    cipher.decrypt(&key, encrypted)
}

/// The parameters of an algorithm that has some.
fn parameters<'a, T>(algorithm: AlgorithmIdentifierRef<'a>) -> Result<T, KeyFileError>
where
    T: der::Choice<'a, Error = der::Error> + der::DecodeValue<'a, Error = der::Error>,
{
    let parameters = algorithm.parameters.ok_or(KeyFileError::Encoding)?;
    parameters.decode_as().map_err(|_| KeyFileError::Encoding)
}

fn derive(prf: Prf, password: &[u8], salt: &[u8], iterations: u32) -> Zeroizing<[u8; KEY_LENGTH as usize]> {
    let mut key = Zeroizing::new([0; KEY_LENGTH as usize]);
    match prf {
        Prf::HmacSha256 => pbkdf2_hmac::<Sha256>(password, salt, iterations, &mut *key),
        Prf::HmacStreebog512 => pbkdf2_streebog512(password, salt, iterations, &mut *key),
    }
    key
}
