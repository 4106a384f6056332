//! Hedged nonces and secret scalars.
//!
//! The construction is that of draft-irtf-cfrg-det-sigs-with-noise (hedged EdDSA), on SHA-512:
//!
//! ```text
//! block = Z ‖ d ‖ 0…                       64 fresh random bytes, the secret scalar, zeros up to 128 bytes (one block)
//! h(i)  = SHA-512(block ‖ label ‖ i ‖ q ‖ H(m))
//! k     = h(0) mod q                       for 256-bit sets; h(0) ‖ h(1) mod q for 512-bit sets
//! ```
//!
//! A dead random generator leaves a deterministic nonce that depends on key and message; a message that repeats gets
//! fresh nonces from a living one. Twice as many bits as q has are reduced, so the bias is below 2⁻²⁵⁶. SHA-512 has no
//! table look-ups: unlike Streebog it says nothing about the secret through the cache.

use crate::arithmetic::curve::Group;
use crate::arithmetic::limbs::{self, Limbs};
use crate::scheme::SecretKey;
use alloc::vec::Vec;
use rand_core::{CryptoRng, TryCryptoRng};
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

const LABEL: &[u8] = b"zaver-gost nonce, SHA-512";

/// The nonce for the hash value `digest` under `key`.
pub(crate) fn derive<R: TryCryptoRng + ?Sized, const N: usize>(
    key: &SecretKey<N>,
    digest: &[u8],
    rng: &mut R,
) -> Result<Zeroizing<Limbs<N>>, R::Error> {
    let mut block = Zeroizing::new(Vec::with_capacity(128));
    block.resize(64, 0);
    rng.try_fill_bytes(&mut block)?;
    limbs::push_le(&mut block, key.scalar());
    block.resize(128, 0);
    let group = key.group();
    let mut q = Vec::with_capacity(8 * N);
    limbs::push_le(&mut q, &group.numbers().q);
    let mut wide = Zeroizing::new([0; 128]);
    for (i, half) in (0u8..).zip(wide[..16 * N].chunks_mut(64)) {
        let hash = Sha512::new()
            .chain_update(block.as_slice())
            .chain_update(LABEL)
            .chain_update([i])
            .chain_update(&q);
        half.copy_from_slice(&hash.chain_update(digest).finalize());
    }
    Ok(reduce(group, &wide))
}

/// A uniform scalar; the chance of 0 is negligible but the caller's to check.
pub(crate) fn random<R: CryptoRng + ?Sized, const N: usize>(group: &dyn Group<N>, rng: &mut R) -> Zeroizing<Limbs<N>> {
    let mut wide = Zeroizing::new([0; 128]);
    rng.fill_bytes(&mut wide[..16 * N]);
    reduce(group, &wide)
}

/// The first 16·N bytes as an integer modulo q.
fn reduce<const N: usize>(group: &dyn Group<N>, wide: &[u8; 128]) -> Zeroizing<Limbs<N>> {
    let half = |from: usize| {
        let limbs = limbs::from_le_bytes(&wide[from..from + 8 * N]);
        Zeroizing::new(limbs.expect("half of 16·N bytes is N limbs"))
    };
    Zeroizing::new(group.scalars().reduce_wide(&half(8 * N), &half(0)))
}
