//! The root key. This type is made here and nowhere else, and nothing outside the ceremony can name it.

use gost::{KeyFileError, ParameterSet, SigningKey, VerifyingKey, pkcs8_file};
use pki::certificate::assemble;
use pki::crl;
use rand_core::CryptoRng;

use super::CeremonyError;
use crate::custody::Passphrase;

/// The key of the root УЦ while a ceremony lasts; wiped when it ends.
pub(super) struct RootKey(SigningKey);

impl RootKey {
    pub(super) fn generate(set: ParameterSet, rng: &mut impl CryptoRng) -> Self {
        Self(SigningKey::generate(set, rng))
    }

    /// Opens the file that was carried away after an earlier ceremony.
    pub(super) fn open(pem: &str, passphrase: &Passphrase) -> Result<Self, KeyFileError> {
        let der = pkcs8_file::from_pem(pem)?;
        pkcs8_file::decrypt(&der, passphrase.as_bytes()).map(Self)
    }

    /// The encrypted file, PEM.
    pub(super) fn seal(&self, passphrase: &Passphrase, rng: &mut impl CryptoRng) -> Result<String, KeyFileError> {
        pkcs8_file::encrypt(&self.0, passphrase.as_bytes(), pkcs8_file::DEFAULT_ITERATIONS, rng)
            .map(|der| pkcs8_file::to_pem(&der))
    }

    pub(super) fn public(&self) -> VerifyingKey {
        self.0.verifying_key()
    }

    pub(super) fn certificate(&self, tbs: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, CeremonyError> {
        Ok(assemble(tbs, &self.sign(tbs, rng)?)?)
    }

    pub(super) fn crl(&self, tbs: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, CeremonyError> {
        Ok(crl::assemble(tbs.to_vec(), &self.sign(tbs, rng)?)?)
    }

    /// Signs, and looks whether it came out right before it leaves.
    pub(super) fn sign(&self, message: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, CeremonyError> {
        let signature = self.0.sign(message, rng);
        self.public()
            .verify(message, &signature)
            .map_err(|_| CeremonyError::Faulty)?;
        Ok(signature)
    }
}
