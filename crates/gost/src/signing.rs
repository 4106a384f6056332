//! Private keys and the making of signatures (GOST R 34.10-2012 §6.1).

use crate::error::{KeyError, PrivateKeyError};
use crate::groups::AnyGroup;
use crate::nonce;
use crate::scheme::SecretKey;
use crate::verifying::AnyPublicKey;
use crate::{KeyParameters, ParameterSet, Signature, VerifyingKey, digest, private_key};
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;
use rand_core::{CryptoRng, TryCryptoRng};
use signature::hazmat::RandomizedPrehashSigner;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// A private key. It is wiped on drop and never shown by `Debug`.
#[derive(Clone)]
pub struct SigningKey {
    secret: AnySecretKey,
    public: VerifyingKey,
}

#[derive(Clone)]
pub(crate) enum AnySecretKey {
    Bits256(SecretKey<4>),
    Bits512(SecretKey<8>),
}

impl SigningKey {
    /// A new key, uniform in 1 … q − 1.
    #[inline(always)] // see `private_key::unmask`
    pub fn generate<R: CryptoRng + ?Sized>(set: ParameterSet, rng: &mut R) -> Self {
        loop {
            let secret = match AnyGroup::of(set) {
                AnyGroup::Bits256(group) => {
                    SecretKey::new(group, &nonce::random(group, rng)).map(AnySecretKey::Bits256)
                }
                AnyGroup::Bits512(group) => {
                    SecretKey::new(group, &nonce::random(group, rng)).map(AnySecretKey::Bits512)
                }
            };
            if let Ok(secret) = secret {
                return Self::from_parts(KeyParameters::new(set), set, secret);
            }
        }
    }

    pub(crate) fn from_parts(parameters: KeyParameters, set: ParameterSet, secret: AnySecretKey) -> Self {
        let point = match &secret {
            AnySecretKey::Bits256(key) => AnyPublicKey::Bits256(key.public_key()),
            AnySecretKey::Bits512(key) => AnyPublicKey::Bits512(key.public_key()),
        };
        Self {
            secret,
            public: VerifyingKey::from_parts(parameters, set, point),
        }
    }

    /// Reads a plain PKCS#8 `PrivateKeyInfo` in any of the forms in use: the bare little-endian key, the same in an inner
    /// OCTET STRING, a masked key K ‖ M₁ … Mₙ (R 50.1.112), or a big-endian INTEGER.
    ///
    /// # Errors
    /// Broken DER, another algorithm, an unknown parameter set, or a number that is not a private key.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, KeyError> {
        private_key::read(der)
    }

    /// The plain PKCS#8 `PrivateKeyInfo` with the bare little-endian key, which every other implementation reads.
    pub fn to_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        private_key::write(&self.public, &self.to_bytes())
    }

    /// Reads the bare key: little-endian, as wide as the set.
    ///
    /// # Errors
    /// A wrong length, or a number that is 0 modulo q.
    #[inline(always)] // see `private_key::unmask`
    pub fn from_bytes(set: ParameterSet, bytes: &[u8]) -> Result<Self, PrivateKeyError> {
        let secret = private_key::unmask(set, bytes)?;
        match bytes.len() == set.size() {
            true => Ok(Self::from_parts(KeyParameters::new(set), set, secret)),
            false => Err(PrivateKeyError::Length),
        }
    }

    /// The bare key: little-endian, as wide as the set.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        match &self.secret {
            AnySecretKey::Bits256(key) => key.to_bytes(),
            AnySecretKey::Bits512(key) => key.to_bytes(),
        }
    }

    pub(crate) fn secret(&self) -> &AnySecretKey {
        &self.secret
    }

    /// The public key, Q = d·P.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.public
    }

    /// Signs a message: s ‖ r, each big-endian (RFC 9215 §2). The nonce comes from key, message and `rng` together, so a
    /// poor generator does not give the key away.
    pub fn sign<R: CryptoRng + ?Sized>(&self, message: &[u8], rng: &mut R) -> Vec<u8> {
        let digest = digest::of(self.public.set(), message);
        self.sign_digest(&digest, rng)
            .unwrap_or_else(|never: Infallible| match never {})
    }

    fn sign_digest<R: TryCryptoRng + ?Sized>(&self, digest: &[u8], rng: &mut R) -> Result<Vec<u8>, R::Error> {
        match &self.secret {
            AnySecretKey::Bits256(key) => sign(key, digest, rng),
            AnySecretKey::Bits512(key) => sign(key, digest, rng),
        }
    }
}

fn sign<R: TryCryptoRng + ?Sized, const N: usize>(
    key: &SecretKey<N>,
    digest: &[u8],
    rng: &mut R,
) -> Result<Vec<u8>, R::Error> {
    loop {
        let k = nonce::derive(key, digest, rng)?;
        if let Some(signature) = key.sign(digest, &k) {
            return Ok(signature);
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

impl ZeroizeOnDrop for SigningKey {}

impl signature::Keypair for SigningKey {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.public
    }
}

impl signature::RandomizedSigner<Signature> for SigningKey {
    fn try_sign_with_rng<R: TryCryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        message: &[u8],
    ) -> Result<Signature, signature::Error> {
        self.sign_prehash_with_rng(rng, &digest::of(self.public.set(), message))
    }
}

impl RandomizedPrehashSigner<Signature> for SigningKey {
    /// Takes the Streebog value of the message, 32 or 64 bytes by the parameter set.
    fn sign_prehash_with_rng<R: TryCryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        digest: &[u8],
    ) -> Result<Signature, signature::Error> {
        if digest.len() != self.public.set().size() {
            return Err(signature::Error::new());
        }
        self.sign_digest(digest, rng)
            .map(Signature::new)
            .map_err(|_| signature::Error::new())
    }
}

impl spki::DynSignatureAlgorithmIdentifier for SigningKey {
    fn signature_algorithm_identifier(&self) -> spki::Result<spki::AlgorithmIdentifierOwned> {
        self.public.signature_algorithm_identifier()
    }
}

impl pkcs8::EncodePrivateKey for SigningKey {
    fn to_pkcs8_der(&self) -> pkcs8::Result<pkcs8::SecretDocument> {
        Ok(pkcs8::SecretDocument::try_from(self.to_pkcs8_der().as_slice())?)
    }
}

impl TryFrom<pkcs8::PrivateKeyInfoRef<'_>> for SigningKey {
    type Error = pkcs8::Error;

    fn try_from(info: pkcs8::PrivateKeyInfoRef<'_>) -> pkcs8::Result<Self> {
        private_key::from_info(&info).map_err(|_| pkcs8::Error::KeyMalformed(pkcs8::KeyError::Invalid))
    }
}
