//! The keys that signatures of documents are checked with.

use const_oid::ObjectIdentifier;
use gost::gost2001;

use super::SignerError;
use crate::{
    certificate::Certificate,
    digest::DigestAlgorithm,
    key::{KeyFault, PublicKey},
    oid,
    tlv::algorithm,
};

/// A public key of the standard in force, of the one before, or of another country.
pub(super) enum SignerKey {
    Gost2012(gost::VerifyingKey),
    Gost2001(gost2001::VerifyingKey),
    Foreign(PublicKey),
}

/// The signature does not hold.
pub(super) struct Mismatch;

impl SignerKey {
    pub(super) fn of(certificate: &Certificate) -> Result<Self, SignerError> {
        match PublicKey::from_spki(certificate.public_key_der()) {
            Ok(PublicKey::Gost2012(key)) => Ok(Self::Gost2012(key)),
            Ok(PublicKey::Gost2001(key)) => Ok(Self::Gost2001(key)),
            Ok(key) => Ok(Self::Foreign(key)),
            Err(KeyFault::Gost(error)) => Err(SignerError::Key(error)),
            Err(KeyFault::Algorithm(algorithm)) => Err(SignerError::Key(gost::KeyError::Algorithm(algorithm))),
            Err(KeyFault::Unreadable) => Err(SignerError::Key(gost::KeyError::Encoding)),
        }
    }

    /// Whether the hash function goes with the key: ГОСТ names one, others take any that we know.
    pub(super) fn takes(&self, digest: DigestAlgorithm) -> bool {
        match self {
            Self::Gost2012(key) => digest == DigestAlgorithm::of_key(key.set()),
            Self::Gost2001(_) => digest == DigestAlgorithm::Gost94,
            Self::Foreign(key) => name_of(key, digest).is_some(),
        }
    }

    /// Whether the signature may be called so: by the algorithm of the key, or by that of key and hash function.
    pub(super) fn signs_as(&self, algorithm: ObjectIdentifier, digest: DigestAlgorithm) -> bool {
        match self {
            Self::Gost2012(key) => [key.set().key_oid(), gost::signature_oid(key.set())].contains(&algorithm),
            Self::Gost2001(_) => [oid::KEY_2001, oid::SIGNATURE_2001].contains(&algorithm),
            Self::Foreign(key) => {
                let plain = matches!(key, PublicKey::Rsa(_)) && algorithm == oid::KEY_RSA;
                plain || name_of(key, digest) == Some(algorithm)
            }
        }
    }

    pub(super) fn verify(&self, digest: DigestAlgorithm, message: &[u8], signature: &[u8]) -> Result<(), Mismatch> {
        match self {
            Self::Gost2012(key) => key.verify(message, signature).map_err(|_| Mismatch),
            Self::Gost2001(key) => key.verify(message, signature).map_err(|_| Mismatch),
            Self::Foreign(key) => {
                let name = name_of(key, digest).ok_or(Mismatch)?;
                key.verify(&algorithm(name), message, signature).map_err(|_| Mismatch)
            }
        }
    }

    /// The same for a message of which only the hash value is known. Keys of other countries need the message.
    pub(super) fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), Mismatch> {
        match self {
            Self::Gost2012(key) => key.verify_digest(digest, signature).map_err(|_| Mismatch),
            Self::Gost2001(key) => key.verify_digest(digest, signature).map_err(|_| Mismatch),
            Self::Foreign(_) => Err(Mismatch),
        }
    }
}

/// What a signature of a foreign key with this hash function is called.
fn name_of(key: &PublicKey, digest: DigestAlgorithm) -> Option<ObjectIdentifier> {
    let rsa = matches!(key, PublicKey::Rsa(_));
    Some(match digest {
        DigestAlgorithm::Sha1 if rsa => oid::RSA_SHA_1,
        DigestAlgorithm::Sha256 if rsa => oid::RSA_SHA_256,
        DigestAlgorithm::Sha384 if rsa => oid::RSA_SHA_384,
        DigestAlgorithm::Sha512 if rsa => oid::RSA_SHA_512,
        DigestAlgorithm::Sha256 => oid::ECDSA_SHA_256,
        DigestAlgorithm::Sha384 => oid::ECDSA_SHA_384,
        _ => return None,
    })
}
