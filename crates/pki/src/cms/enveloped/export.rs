//! A key exported by KExp15 under keys from KEG (RFC 9189 §8.2, §8.3.1).

use alloc::vec::Vec;

use gost::{
    SigningKey, VerifyingKey,
    gost3412::{BlockCipher, kexp15, kimp15},
    vko,
};
use zeroize::Zeroizing;

use super::{EnvelopeError, wrap::ContentKey};

/// The UKM: 16 bytes for the agreement, 8 as a seed, and the IV of the export.
pub(super) type Ukm = [u8; 32];

pub(super) fn seal(
    cipher: BlockCipher,
    own: &SigningKey,
    peer: &VerifyingKey,
    ukm: &Ukm,
    content_key: &ContentKey,
) -> Result<Vec<u8>, EnvelopeError> {
    let [mac, encryption] = vko::keg(own, peer, ukm).map_err(|_| EnvelopeError::OtherCurve)?;
    Ok(kexp15(cipher, &encryption, &mac, iv(cipher, ukm), &content_key[..]))
}

pub(super) fn open(
    cipher: BlockCipher,
    own: &SigningKey,
    peer: &VerifyingKey,
    ukm: &Ukm,
    exported: &[u8],
) -> Result<ContentKey, EnvelopeError> {
    let [mac, encryption] = vko::keg(own, peer, ukm).map_err(|_| EnvelopeError::Unwrap)?;
    let opened = kimp15(cipher, &encryption, &mac, iv(cipher, ukm), exported);
    let opened = opened.map_err(|_| EnvelopeError::Unwrap)?;
    let mut key = Zeroizing::new([0; 32]);
    if opened.len() != key.len() {
        return Err(EnvelopeError::Unwrap);
    }
    key.copy_from_slice(&opened);
    Ok(key)
}

fn iv(cipher: BlockCipher, ukm: &Ukm) -> &[u8] {
    &ukm[24..24 + cipher.iv_size()]
}
