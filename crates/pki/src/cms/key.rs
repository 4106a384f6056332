//! The keys that signatures of documents are checked with.

use const_oid::ObjectIdentifier;
use gost::{SignatureError, gost2001};

use super::SignerError;
use crate::{certificate::Certificate, digest::DigestAlgorithm, oid};

/// A public key of the standard in force or of the one before.
pub(super) enum SignerKey {
    Gost2012(gost::VerifyingKey),
    Gost2001(gost2001::VerifyingKey),
}

impl SignerKey {
    pub(super) fn of(certificate: &Certificate) -> Result<Self, SignerError> {
        let der = certificate.public_key_der();
        match gost2001::VerifyingKey::from_spki_der(der) {
            Ok(key) => Ok(Self::Gost2001(key)),
            Err(gost::KeyError::Algorithm(_)) => gost::VerifyingKey::from_spki_der(der)
                .map(Self::Gost2012)
                .map_err(SignerError::Key),
            Err(error) => Err(SignerError::Key(error)),
        }
    }

    /// The hash function of the signature scheme.
    pub(super) fn digest(&self) -> DigestAlgorithm {
        match self {
            Self::Gost2012(key) => DigestAlgorithm::of_key(key.set()),
            Self::Gost2001(_) => DigestAlgorithm::Gost94,
        }
    }

    /// Whether the signature may be called so: by the algorithm of the key, or by that of key and hash function.
    pub(super) fn signs_as(&self, algorithm: ObjectIdentifier) -> bool {
        let names = match self {
            Self::Gost2012(key) => [key.set().key_oid(), gost::signature_oid(key.set())],
            Self::Gost2001(_) => [oid::KEY_2001, oid::SIGNATURE_2001],
        };
        names.contains(&algorithm)
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        match self {
            Self::Gost2012(key) => key.verify(message, signature),
            Self::Gost2001(key) => key.verify(message, signature),
        }
    }

    /// The same for a message of which only the hash value is known.
    pub(super) fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        match self {
            Self::Gost2012(key) => key.verify_digest(digest, signature),
            Self::Gost2001(key) => key.verify_digest(digest, signature),
        }
    }
}
