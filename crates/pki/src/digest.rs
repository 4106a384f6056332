//! The hash functions that signatures and time stamps name.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use gost::{ParameterSet, Streebog};
use gost94::Gost94CryptoPro;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::oid;

/// A hash function. The last two are read in old signatures and never written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// ГОСТ Р 34.11-2012, 256 bits.
    Streebog256,
    /// ГОСТ Р 34.11-2012, 512 bits.
    Streebog512,
    Sha256,
    Sha384,
    Sha512,
    /// ГОСТ Р 34.11-94 with the S-box of CryptoPro.
    Gost94,
    Sha1,
}

impl DigestAlgorithm {
    pub(crate) const ALL: [Self; 7] = [
        Self::Streebog256,
        Self::Streebog512,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Gost94,
        Self::Sha1,
    ];

    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.oid() == oid)
    }

    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Streebog256 => oid::STREEBOG_256,
            Self::Streebog512 => oid::STREEBOG_512,
            Self::Sha256 => oid::SHA_256,
            Self::Sha384 => oid::SHA_384,
            Self::Sha512 => oid::SHA_512,
            Self::Gost94 => oid::GOST_94,
            Self::Sha1 => oid::SHA_1,
        }
    }

    /// The hash function that goes with a key on `set`.
    pub fn of_key(set: ParameterSet) -> Self {
        if set.size() == 32 {
            Self::Streebog256
        } else {
            Self::Streebog512
        }
    }

    /// Bytes of the value.
    pub fn size(self) -> usize {
        match self {
            Self::Streebog256 | Self::Sha256 | Self::Gost94 => 32,
            Self::Streebog512 | Self::Sha512 => 64,
            Self::Sha384 => 48,
            Self::Sha1 => 20,
        }
    }

    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let mut hasher = Hasher::new(self);
        hasher.update(bytes);
        hasher.finish()
    }
}

/// A hash value in the making, for content that comes in pieces.
#[derive(Clone, Debug)]
pub struct Hasher(State);

#[derive(Clone, Debug)]
enum State {
    Streebog256(Streebog),
    Streebog512(Streebog),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
    Gost94(Gost94CryptoPro),
    Sha1(Sha1),
}

impl Hasher {
    pub fn new(algorithm: DigestAlgorithm) -> Self {
        Self(match algorithm {
            DigestAlgorithm::Streebog256 => State::Streebog256(Streebog::new_256()),
            DigestAlgorithm::Streebog512 => State::Streebog512(Streebog::new_512()),
            DigestAlgorithm::Sha256 => State::Sha256(Digest::new()),
            DigestAlgorithm::Sha384 => State::Sha384(Digest::new()),
            DigestAlgorithm::Sha512 => State::Sha512(Digest::new()),
            DigestAlgorithm::Gost94 => State::Gost94(Digest::new()),
            DigestAlgorithm::Sha1 => State::Sha1(Digest::new()),
        })
    }

    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Streebog256(state) | State::Streebog512(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Sha384(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
            State::Gost94(state) => state.update(bytes),
            State::Sha1(state) => state.update(bytes),
        }
    }

    pub fn finish(self) -> Vec<u8> {
        match self.0 {
            State::Streebog256(state) => state.finish_256().to_vec(),
            State::Streebog512(state) => state.finish_512().to_vec(),
            State::Sha256(state) => state.finalize().to_vec(),
            State::Sha384(state) => state.finalize().to_vec(),
            State::Sha512(state) => state.finalize().to_vec(),
            State::Gost94(state) => state.finalize().to_vec(),
            State::Sha1(state) => state.finalize().to_vec(),
        }
    }
}
