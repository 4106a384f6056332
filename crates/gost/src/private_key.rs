//! Private keys in PKCS#8 (RFC 5958), in every form that implementations write.

use crate::error::{KeyError, PrivateKeyError};
use crate::groups::AnyGroup;
use crate::scheme::SecretKey;
use crate::signing::AnySecretKey;
use crate::{KeyParameters, ParameterSet, SigningKey, VerifyingKey, oid};
use alloc::vec::Vec;
use der::asn1::{OctetStringRef, UintRef};
use der::{Decode, Encode};
use pkcs8::PrivateKeyInfoRef;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

/// Reads a `PrivateKeyInfo`.
pub(crate) fn read(der: &[u8]) -> Result<SigningKey, KeyError> {
    from_info(&PrivateKeyInfoRef::from_der(der).map_err(|_| KeyError::Encoding)?)
}

pub(crate) fn from_info(info: &PrivateKeyInfoRef<'_>) -> Result<SigningKey, KeyError> {
    let algorithm = info.algorithm.oid;
    if algorithm != oid::KEY_256 && algorithm != oid::KEY_512 {
        return Err(KeyError::Algorithm(algorithm));
    }
    let (parameters, set) = KeyParameters::read(algorithm, info.algorithm.parameters)?;
    let secret = unwrap(set, info.private_key.as_bytes())?;
    let key = SigningKey::from_parts(parameters, set, secret);
    // The files of RFC 9548 call one bit of the last byte unused, so the bytes are compared and not the bits.
    match info.public_key {
        Some(written) if written.raw_bytes() != key.verifying_key().to_bytes() => {
            Err(PrivateKeyError::OtherPublicKey.into())
        }
        _ => Ok(key),
    }
}

/// Writes a `PrivateKeyInfo` around the bare key.
pub(crate) fn write(public: &VerifyingKey, secret: &[u8]) -> Zeroizing<Vec<u8>> {
    let encode = || {
        let parameters = public.parameters().to_any()?;
        let algorithm = AlgorithmIdentifierRef {
            oid: public.set().key_oid(),
            parameters: Some((&parameters).into()),
        };
        PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(secret)?).to_der()
    };
    Zeroizing::new(encode().expect("a key of at most 64 bytes has an encoding"))
}

/// The content of the privateKey field. The lengths tell the forms apart: a bare or masked key is a multiple of the
/// width, and neither wrapping of a full-width key is.
fn unwrap(set: ParameterSet, content: &[u8]) -> Result<AnySecretKey, PrivateKeyError> {
    if content.len().is_multiple_of(set.size()) {
        return unmask(set, content);
    }
    if let Ok(inner) = <&OctetStringRef>::from_der(content) {
        return unmask(set, inner.as_bytes());
    }
    let integer = UintRef::from_der(content).map_err(|_| PrivateKeyError::Length)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(set.size()));
    bytes.extend(integer.as_bytes().iter().rev());
    if bytes.len() > set.size() {
        return Err(PrivateKeyError::Length);
    }
    bytes.resize(set.size(), 0);
    unmask(set, &bytes)
}

/// A bare key, or K ‖ M₁ … Mₙ with the key K·M₁·…·Mₙ mod q (R 50.1.112, RFC 9548), all little-endian.
#[inline(always)] // a program that names one set holds the arithmetic of that set alone
pub(crate) fn unmask(set: ParameterSet, bytes: &[u8]) -> Result<AnySecretKey, PrivateKeyError> {
    Ok(match AnyGroup::of(set) {
        AnyGroup::Bits256(group) => AnySecretKey::Bits256(SecretKey::unmask(group, bytes)?),
        AnyGroup::Bits512(group) => AnySecretKey::Bits512(SecretKey::unmask(group, bytes)?),
    })
}
