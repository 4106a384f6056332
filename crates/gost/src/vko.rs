//! VKO ГОСТ Р 34.10-2012: the key that two parties share (R 50.1.113-2016 §4.3, RFC 7836 §4.3).

use crate::kdf::kdf_tree_256;
use crate::scheme::SharedPoint;
use crate::signing::AnySecretKey;
use crate::verifying::AnyPublicKey;
use crate::{SigningKey, VerifyingKey};
use alloc::vec::Vec;
use streebog::{Digest, Streebog256, Streebog512};
use zeroize::Zeroizing;

/// Why there is no shared key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AgreementError {
    /// The two keys have different domain parameters.
    #[error("the two keys are on different curves")]
    OtherSet,
    /// The UKM is empty, wider than the parameter set, or 0 modulo q.
    #[error("the user keying material is empty, too long or zero")]
    Ukm,
}

impl AgreementError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherSet => "agreement-other-set",
            Self::Ukm => "agreement-ukm",
        }
    }
}

/// VKO_GOSTR3410_2012_256 (R 50.1.113-2016 §4.3.1): a key of 32 bytes from keys of either width.
///
/// `ukm` is a little-endian number. The point is h·UKM·d·Q with the cofactor h; Q was found to be of order q when it was
/// read. The multiplication is constant time; the hash over the point looks up tables, as Streebog always does.
///
/// # Errors
/// Keys on different curves, or a UKM that is empty, too long or zero.
pub fn vko_256(own: &SigningKey, peer: &VerifyingKey, ukm: &[u8]) -> Result<Zeroizing<[u8; 32]>, AgreementError> {
    shared_point(own, peer, ukm).map(|point| Zeroizing::new(Streebog256::digest(&*point).into()))
}

/// VKO_GOSTR3410_2012_512 (R 50.1.113-2016 §4.3.2): a key of 64 bytes; see [`vko_256`].
///
/// # Errors
/// Keys on different curves, or a UKM that is empty, too long or zero.
pub fn vko_512(own: &SigningKey, peer: &VerifyingKey, ukm: &[u8]) -> Result<Zeroizing<[u8; 64]>, AgreementError> {
    shared_point(own, peer, ukm).map(|point| Zeroizing::new(Streebog512::digest(&*point).into()))
}

/// KEG (R 1323565.1.020-2018 §6.4.5.1, RFC 9189 §8.3.1): the two keys of KExp15, first that of the MAC, then that of the
/// encryption.
///
/// # Errors
/// Keys on different curves.
pub fn keg(own: &SigningKey, peer: &VerifyingKey, ukm: &[u8; 32]) -> Result<[Zeroizing<[u8; 32]>; 2], AgreementError> {
    let (number, rest) = ukm.split_at(16);
    let mut number: Vec<u8> = number.iter().rev().copied().collect();
    if number.iter().all(|&byte| byte == 0) {
        number[0] = 1;
    }
    let mut both = Zeroizing::new([[0; 32]; 2]);
    if peer.set().size() == 32 {
        let shared = vko_256(own, peer, &number)?;
        kdf_tree_256(&*shared, b"kdf tree", &rest[..8], both.as_flattened_mut());
    } else {
        both.as_flattened_mut().copy_from_slice(&*vko_512(own, peer, &number)?);
    }
    Ok(both.map(Zeroizing::new))
}

/// x ‖ y, each little-endian.
fn shared_point(own: &SigningKey, peer: &VerifyingKey, ukm: &[u8]) -> Result<SharedPoint, AgreementError> {
    if own.verifying_key().set() != peer.set() {
        return Err(AgreementError::OtherSet);
    }
    if ukm.is_empty() || ukm.len() > peer.set().size() {
        return Err(AgreementError::Ukm);
    }
    let mut wide = Vec::from(ukm);
    wide.resize(peer.set().size(), 0);
    let point = match (own.secret(), peer.key()) {
        (AnySecretKey::Bits256(own), AnyPublicKey::Bits256(peer)) => own.agree(peer, &wide),
        (AnySecretKey::Bits512(own), AnyPublicKey::Bits512(peer)) => own.agree(peer, &wide),
        _ => return Err(AgreementError::OtherSet),
    };
    point.ok_or(AgreementError::Ukm)
}
