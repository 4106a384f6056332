//! Public keys and the check of signatures (GOST R 34.10-2012 §6.2).

use crate::error::{KeyError, PublicKeyError, SignatureError};
use crate::groups::AnyGroup;
use crate::scheme::PublicKey;
use crate::{KeyParameters, ParameterSet, Signature, digest, signature_oid};
use alloc::vec::Vec;
use core::fmt;
use der::asn1::BitString;
use der::{Decode, Encode};
use sha2::{Digest, Sha256};
use signature::hazmat::PrehashVerifier;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

/// A public key that passed every check of the standard: its point is on the curve, not at infinity, and of order q.
#[derive(Clone, Copy)]
pub struct VerifyingKey {
    parameters: KeyParameters,
    set: ParameterSet,
    key: AnyPublicKey,
}

#[derive(Clone, Copy)]
pub(crate) enum AnyPublicKey {
    Bits256(PublicKey<4>),
    Bits512(PublicKey<8>),
}

impl VerifyingKey {
    pub(crate) fn from_parts(parameters: KeyParameters, set: ParameterSet, key: AnyPublicKey) -> Self {
        Self { parameters, set, key }
    }

    /// Reads a `SubjectPublicKeyInfo` (RFC 9215 §4). All forms of digestParamSet are taken.
    ///
    /// # Errors
    /// Broken DER, another algorithm, an unknown parameter set, or a point that is not a public key.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, KeyError> {
        let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| KeyError::Encoding)?;
        let algorithm = info.algorithm.oid;
        if algorithm != crate::oid::KEY_256 && algorithm != crate::oid::KEY_512 {
            return Err(KeyError::Algorithm(algorithm));
        }
        let (parameters, set) = KeyParameters::read(algorithm, info.algorithm.parameters)?;
        Ok(Self::from_bytes(parameters, set, read_point(&info)?)?)
    }

    /// Reads x ‖ y, each little-endian, with the parameters of its set.
    fn from_bytes(parameters: KeyParameters, set: ParameterSet, bytes: &[u8]) -> Result<Self, PublicKeyError> {
        let key = match AnyGroup::of(set) {
            AnyGroup::Bits256(group) => AnyPublicKey::Bits256(PublicKey::from_bytes(group, bytes)?),
            AnyGroup::Bits512(group) => AnyPublicKey::Bits512(PublicKey::from_bytes(group, bytes)?),
        };
        Ok(Self { parameters, set, key })
    }

    /// The `SubjectPublicKeyInfo`, with the parameters as they were read.
    pub fn to_spki_der(&self) -> Vec<u8> {
        self.spki()
            .and_then(|info| info.to_der())
            .expect("a key of at most 128 bytes has an encoding")
    }

    fn spki(&self) -> der::Result<SubjectPublicKeyInfoOwned> {
        let point = der::asn1::OctetString::new(self.to_bytes())?.to_der()?;
        Ok(SubjectPublicKeyInfoOwned {
            algorithm: AlgorithmIdentifierOwned {
                oid: self.set.key_oid(),
                parameters: Some(self.parameters.to_any()?),
            },
            subject_public_key: BitString::from_bytes(&point)?,
        })
    }

    /// The parameters as they stand in the encoding.
    pub fn parameters(&self) -> &KeyParameters {
        &self.parameters
    }

    /// The set of numbers behind the parameters.
    pub fn set(&self) -> ParameterSet {
        self.set
    }

    pub(crate) fn key(&self) -> &AnyPublicKey {
        &self.key
    }

    /// x ‖ y, each little-endian: 64 or 128 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self.key {
            AnyPublicKey::Bits256(key) => key.to_bytes(),
            AnyPublicKey::Bits512(key) => key.to_bytes(),
        }
    }

    /// SHA-256 over the numbers of the curve and the point: equal for the same key under any of the identifiers of its
    /// parameter set, and with or without digestParamSet.
    pub fn identity(&self) -> [u8; 32] {
        let bytes = match self.key {
            AnyPublicKey::Bits256(key) => key.identity_bytes(),
            AnyPublicKey::Bits512(key) => key.identity_bytes(),
        };
        identity(&bytes)
    }

    /// Checks s ‖ r (big-endian, RFC 9215 §2) of a message.
    ///
    /// # Errors
    /// A wrong length, or no match.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        self.verify_digest(&digest::of(self.set, message), signature)
    }

    /// Checks s ‖ r of a message of which only the Streebog value is at hand: 32 or 64 bytes by the parameter set.
    ///
    /// # Errors
    /// A wrong length of either, or no match.
    pub fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        if signature.len() != 2 * self.set.size() || digest.len() != self.set.size() {
            return Err(SignatureError::Length);
        }
        let matches = match self.key {
            AnyPublicKey::Bits256(key) => key.verify(digest, signature),
            AnyPublicKey::Bits512(key) => key.verify(digest, signature),
        };
        matches.then_some(()).ok_or(SignatureError::Mismatch)
    }
}

/// The point inside subjectPublicKey: an OCTET STRING inside the BIT STRING (RFC 9215 §4.3, RFC 4491 §2.3.2).
pub(crate) fn read_point<'a>(info: &SubjectPublicKeyInfoRef<'a>) -> Result<&'a [u8], KeyError> {
    let octets = info.subject_public_key.as_bytes().ok_or(KeyError::Encoding)?;
    let point = <&der::asn1::OctetStringRef>::from_der(octets).map_err(|_| KeyError::Encoding)?;
    Ok(point.as_bytes())
}

/// The hash that stands for a key in registers.
pub(crate) fn identity(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl PartialEq for VerifyingKey {
    /// The same point with the same parameters; see [`VerifyingKey::identity`] for the same key under another name.
    fn eq(&self, other: &Self) -> bool {
        self.parameters == other.parameters && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for VerifyingKey {}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey")
            .field("set", &self.set)
            .field("point", &self.to_bytes())
            .finish()
    }
}

impl signature::Verifier<Signature> for VerifyingKey {
    fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), signature::Error> {
        VerifyingKey::verify(self, message, signature.as_ref()).map_err(|_| signature::Error::new())
    }
}

impl PrehashVerifier<Signature> for VerifyingKey {
    /// Takes the Streebog value of the message, 32 or 64 bytes by the parameter set.
    fn verify_prehash(&self, digest: &[u8], signature: &Signature) -> Result<(), signature::Error> {
        self.verify_digest(digest, signature.as_ref())
            .map_err(|_| signature::Error::new())
    }
}

impl spki::EncodePublicKey for VerifyingKey {
    fn to_public_key_der(&self) -> spki::Result<spki::Document> {
        Ok(spki::Document::try_from(self.to_spki_der())?)
    }
}

impl TryFrom<SubjectPublicKeyInfoRef<'_>> for VerifyingKey {
    type Error = spki::Error;

    fn try_from(info: SubjectPublicKeyInfoRef<'_>) -> spki::Result<Self> {
        Self::from_spki_der(&info.to_der()?).map_err(|_| spki::Error::KeyMalformed)
    }
}

impl spki::DynSignatureAlgorithmIdentifier for VerifyingKey {
    fn signature_algorithm_identifier(&self) -> spki::Result<AlgorithmIdentifierOwned> {
        Ok(AlgorithmIdentifierOwned {
            oid: signature_oid(self.set),
            parameters: None,
        })
    }
}
