//! PBES2 of RFC 8018 §6.2 with one choice of algorithms.

use super::{KeyFileError, MOST_ITERATIONS};
use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::asn1::{Any, AnyRef, Null, OctetStringRef};
use der::{Decode, Encode, Sequence};
use pbkdf2::pbkdf2_hmac_array;
use sha2::Sha256;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
const HMAC_WITH_SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.7");
const HMAC_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.9");
const AES256_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.42");

const KEY_LENGTH: u16 = 32;

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

/// Encrypts `plain` and writes the `EncryptedPrivateKeyInfo`.
pub(super) fn seal(plain: &[u8], password: &[u8], salt: [u8; 16], iv: [u8; 16], iterations: u32) -> Vec<u8> {
    let key = derive(password, &salt, iterations);
    let encrypted = cbc::Encryptor::<Aes256>::new((&*key).into(), (&iv).into()).encrypt_padded_vec::<Pkcs7>(plain);
    encode(&salt, &iv, iterations, &encrypted).expect("parameters of fixed length have an encoding")
}

fn encode(salt: &[u8], iv: &[u8], iterations: u32, encrypted: &[u8]) -> der::Result<Vec<u8>> {
    let kdf = Any::encode_from(&Pbkdf2Params {
        salt: OctetStringRef::new(salt)?,
        iteration_count: iterations,
        key_length: None,
        prf: Some(AlgorithmIdentifierRef {
            oid: HMAC_WITH_SHA256,
            parameters: Some(Null.into()),
        }),
    })?;
    let iv = OctetStringRef::new(iv)?;
    let scheme = Any::encode_from(&Pbes2Params {
        key_derivation_func: AlgorithmIdentifierRef {
            oid: PBKDF2,
            parameters: Some((&kdf).into()),
        },
        encryption_scheme: AlgorithmIdentifierRef {
            oid: AES256_CBC,
            parameters: Some(iv.into()),
        },
    })?;
    EncryptedPrivateKeyInfo {
        encryption_algorithm: AlgorithmIdentifierRef {
            oid: PBES2,
            parameters: Some((&scheme).into()),
        },
        encrypted_data: OctetStringRef::new(encrypted)?,
    }
    .to_der()
}

/// Reads an `EncryptedPrivateKeyInfo` and decrypts it.
pub(super) fn open(der: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let info = EncryptedPrivateKeyInfo::from_der(der).map_err(|_| KeyFileError::Encoding)?;
    let scheme: Pbes2Params<'_> = parameters(info.encryption_algorithm, PBES2)?;
    let kdf: Pbkdf2Params<'_> = parameters(scheme.key_derivation_func, PBKDF2)?;
    let prf = kdf.prf.map_or(HMAC_WITH_SHA1, |prf| prf.oid);
    if prf != HMAC_WITH_SHA256 {
        return Err(KeyFileError::Scheme(prf));
    }
    let iv: &OctetStringRef = parameters(scheme.encryption_scheme, AES256_CBC)?;
    let iv: [u8; 16] = iv.as_bytes().try_into().map_err(|_| KeyFileError::Encoding)?;
    if kdf.key_length.is_some_and(|length| length != KEY_LENGTH) {
        return Err(KeyFileError::Encoding);
    }
    KeyFileError::check_iterations(kdf.iteration_count, 1..=MOST_ITERATIONS)?;

    let key = derive(password, kdf.salt.as_bytes(), kdf.iteration_count);
    cbc::Decryptor::<Aes256>::new((&*key).into(), (&iv).into())
        .decrypt_padded_vec::<Pkcs7>(info.encrypted_data.as_bytes())
        .map(Zeroizing::new)
        .map_err(|_| KeyFileError::WrongPassword)
}

/// The parameters of the one algorithm that is supported in this place.
fn parameters<'a, T>(algorithm: AlgorithmIdentifierRef<'a>, expected: ObjectIdentifier) -> Result<T, KeyFileError>
where
    T: der::Choice<'a, Error = der::Error> + der::DecodeValue<'a, Error = der::Error>,
{
    if algorithm.oid != expected {
        return Err(KeyFileError::Scheme(algorithm.oid));
    }
    let parameters: AnyRef<'a> = algorithm.parameters.ok_or(KeyFileError::Encoding)?;
    parameters.decode_as().map_err(|_| KeyFileError::Encoding)
}

fn derive(password: &[u8], salt: &[u8], iterations: u32) -> Zeroizing<[u8; KEY_LENGTH as usize]> {
    Zeroizing::new(pbkdf2_hmac_array::<Sha256, { KEY_LENGTH as usize }>(
        password, salt, iterations,
    ))
}
