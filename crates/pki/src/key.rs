//! Keys of certificates that we did not issue. They verify and do nothing else.

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;
use ring::signature::{self as ring_signature, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey};

use crate::{
    lenient::{Values, shortest_integer, tag},
    oid,
};

/// A public key.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PublicKey {
    Gost2012(gost::VerifyingKey),
    Gost2001(gost::gost2001::VerifyingKey),
    P256(Vec<u8>),
    P384(Vec<u8>),
    Rsa(RsaKey),
}

/// Numbers of an RSA key, most significant byte first, without zeros in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaKey {
    pub modulus: Vec<u8>,
    pub exponent: Vec<u8>,
}

/// Why a key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    #[error("ключ не читается")]
    Unreadable,
    #[error("алгоритм ключа {0} не поддерживается")]
    Algorithm(ObjectIdentifier),
    #[error("ключ ГОСТ не принят ({})", .0.code())]
    Gost(gost::KeyError),
}

/// Why a signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFault {
    /// The algorithm is not known, or does not go with the key.
    Algorithm(ObjectIdentifier),
    Mismatch,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyFault> {
        let Info {
            algorithm,
            parameters,
            bits,
        } = Info::read(der).ok_or(KeyFault::Unreadable)?;
        match algorithm {
            oid::KEY_256 | oid::KEY_512 => gost::VerifyingKey::from_spki_der(der)
                .map(Self::Gost2012)
                .map_err(KeyFault::Gost),
            oid::KEY_2001 => gost::gost2001::VerifyingKey::from_spki_der(der)
                .map(Self::Gost2001)
                .map_err(KeyFault::Gost),
            oid::KEY_EC => match parameters.and_then(as_oid) {
                Some(oid::CURVE_P256) => Ok(Self::P256(bits.to_owned())),
                Some(oid::CURVE_P384) => Ok(Self::P384(bits.to_owned())),
                curve => Err(KeyFault::Algorithm(curve.unwrap_or(algorithm))),
            },
            oid::KEY_RSA => RsaKey::read(bits).map(Self::Rsa).ok_or(KeyFault::Unreadable),
            other => Err(KeyFault::Algorithm(other)),
        }
    }

    /// Checks a signature over a message; `algorithm` is the DER `AlgorithmIdentifier` that stands with it.
    ///
    /// # Errors
    /// [`SignatureFault`].
    pub fn verify(&self, algorithm: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        let mut parts = Values::of(algorithm, tag::SEQUENCE).ok_or(SignatureFault::Mismatch)?;
        let name = parts.take(tag::OID).and_then(|value| as_oid(value.whole));
        let name = name.ok_or(SignatureFault::Mismatch)?;
        let matches = match self {
            Self::Gost2012(key) if name == gost::signature_oid(key.set()) => key.verify(message, signature).is_ok(),
            Self::Gost2001(key) if name == oid::SIGNATURE_2001 => key.verify(message, signature).is_ok(),
            Self::P256(point) if name == oid::ECDSA_SHA_256 => {
                ecdsa(&ring_signature::ECDSA_P256_SHA256_ASN1, point, message, signature)
            }
            Self::P256(point) if name == oid::ECDSA_SHA_384 => {
                ecdsa(&ring_signature::ECDSA_P256_SHA384_ASN1, point, message, signature)
            }
            Self::P384(point) if name == oid::ECDSA_SHA_256 => {
                ecdsa(&ring_signature::ECDSA_P384_SHA256_ASN1, point, message, signature)
            }
            Self::P384(point) if name == oid::ECDSA_SHA_384 => {
                ecdsa(&ring_signature::ECDSA_P384_SHA384_ASN1, point, message, signature)
            }
            Self::Rsa(key) => {
                let scheme = key.scheme(name, parts.0).ok_or(SignatureFault::Algorithm(name))?;
                key.verify(scheme, message, signature)
            }
            _ => return Err(SignatureFault::Algorithm(name)),
        };
        if matches { Ok(()) } else { Err(SignatureFault::Mismatch) }
    }
}

impl RsaKey {
    fn read(bits: &[u8]) -> Option<Self> {
        let mut numbers = Values::of(bits, tag::SEQUENCE)?;
        let mut number = || {
            let content = shortest_integer(numbers.take(tag::INTEGER)?.content);
            Some(content.strip_prefix(&[0]).unwrap_or(content).to_owned())
        };
        Some(Self {
            modulus: number()?,
            exponent: number()?,
        })
    }

    /// Bits of the modulus.
    pub fn size(&self) -> usize {
        let leading = self.modulus.first().map_or(0, |first| first.leading_zeros() as usize);
        (self.modulus.len() * 8).saturating_sub(leading)
    }

    /// PKCS#1 v1.5, or PSS with a salt as long as the hash value; keys of 1024 bits are old, not unreadable.
    fn scheme(&self, name: ObjectIdentifier, parameters: &[u8]) -> Option<&'static RsaParameters> {
        let short = self.size() < 2048;
        Some(match name {
            oid::RSA_SHA_1 => &ring_signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
            oid::RSA_SHA_256 if short => &ring_signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
            oid::RSA_SHA_512 if short => &ring_signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
            oid::RSA_SHA_256 => &ring_signature::RSA_PKCS1_2048_8192_SHA256,
            oid::RSA_SHA_384 => &ring_signature::RSA_PKCS1_2048_8192_SHA384,
            oid::RSA_SHA_512 => &ring_signature::RSA_PKCS1_2048_8192_SHA512,
            oid::RSA_PSS => match pss_digest(parameters)? {
                oid::SHA_256 => &ring_signature::RSA_PSS_2048_8192_SHA256,
                oid::SHA_384 => &ring_signature::RSA_PSS_2048_8192_SHA384,
                oid::SHA_512 => &ring_signature::RSA_PSS_2048_8192_SHA512,
                _ => return None,
            },
            _ => return None,
        })
    }

    fn verify(&self, scheme: &RsaParameters, message: &[u8], signature: &[u8]) -> bool {
        let key = RsaPublicKeyComponents {
            n: &self.modulus,
            e: &self.exponent,
        };
        key.verify(scheme, message, signature).is_ok()
    }
}

/// RFC 4055 §3.1: hashAlgorithm is `[0]`; the mask function and the salt are checked by the signature itself.
fn pss_digest(parameters: &[u8]) -> Option<ObjectIdentifier> {
    let hash = Values::of(parameters, tag::SEQUENCE)?.take(tag::constructed(0))?;
    as_oid(Values::of(hash.content, tag::SEQUENCE)?.0)
}

fn ecdsa(
    algorithm: &'static ring_signature::EcdsaVerificationAlgorithm,
    point: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    UnparsedPublicKey::new(algorithm, point)
        .verify(message, signature)
        .is_ok()
}

/// `SubjectPublicKeyInfo` in its parts.
struct Info<'a> {
    algorithm: ObjectIdentifier,
    parameters: Option<&'a [u8]>,
    bits: &'a [u8],
}

impl<'a> Info<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let mut info = Values::of(der, tag::SEQUENCE)?;
        let mut algorithm = Values(info.take(tag::SEQUENCE)?.content);
        Some(Self {
            algorithm: as_oid(algorithm.take(tag::OID)?.whole)?,
            parameters: Some(algorithm.0).filter(|rest| !rest.is_empty()),
            bits: info.take(tag::BIT_STRING)?.content.strip_prefix(&[0])?,
        })
    }
}

/// The OBJECT IDENTIFIER that `bytes` begins with.
pub(crate) fn as_oid(bytes: &[u8]) -> Option<ObjectIdentifier> {
    let value = Values(bytes).take(tag::OID)?;
    ObjectIdentifier::from_bytes(value.content).ok()
}
