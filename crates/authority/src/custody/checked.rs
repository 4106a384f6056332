//! A signature that was looked at before it leaves.

use gost::{PreparedKey, SigningKey, streebog256, streebog512};
use rand_core::CryptoRng;
use signature::hazmat::RandomizedPrehashSigner;

use super::SignError;

/// Signs, and looks with the key of the certificate whether it came out right: a fault in memory or arithmetic must
/// not leave the house, where it could betray the key. Gives the Streebog-256 for the log too: a list of a million
/// entries is hashed once.
pub(super) fn checked_signature<R: CryptoRng>(
    key: &SigningKey,
    certified: &PreparedKey,
    message: &[u8],
    rng: &mut R,
) -> Result<(Vec<u8>, [u8; 32]), SignError> {
    let hash = streebog256(message);
    let long = (certified.key().set().size() == 64).then(|| streebog512(message));
    let digest = long.as_ref().map_or(hash.as_slice(), |long| long);
    let signature = key.sign_prehash_with_rng(rng, digest).map_err(|_| SignError::Faulty)?;
    certified
        .verify_digest(digest, signature.as_ref())
        .map_err(|_| SignError::Faulty)?;
    Ok((signature.as_ref().to_vec(), hash))
}
