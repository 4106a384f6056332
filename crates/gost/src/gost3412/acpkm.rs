//! Encryption of content as RFC 9337 §4 has it for key files and R 1323565.1.025-2019 for messages.

use super::{BlockCipher, OpenError, ctr_acpkm, omac};
use crate::hmac::equal_macs;
use crate::kdf::kdf_tree_256;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// CTR-ACPKM with the IV from the head of `ukm`: encrypts and decrypts.
///
/// # Errors
/// The UKM has not [`BlockCipher::ukm_size`] bytes.
pub fn encrypt_acpkm(cipher: BlockCipher, key: &[u8; 32], ukm: &[u8], data: &mut [u8]) -> Result<(), OpenError> {
    let (iv, _) = split(cipher, ukm)?;
    ctr_acpkm(cipher, key, iv, cipher.section(), data);
    Ok(())
}

/// CTR-ACPKM-OMAC: the encryption of `data` and its MAC, one after the other. Messages carry the encrypted MAC, the last
/// [`BlockCipher::block_size`] bytes, apart from the content.
///
/// # Errors
/// The UKM has not [`BlockCipher::ukm_size`] bytes.
pub fn encrypt_acpkm_omac(cipher: BlockCipher, key: &[u8; 32], ukm: &[u8], data: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (iv, seed) = split(cipher, ukm)?;
    let keys = Keys::derive(key, seed);
    let mut sealed = [data, &omac(cipher, &keys.mac, data)].concat();
    ctr_acpkm(cipher, &keys.encryption, iv, cipher.section(), &mut sealed);
    Ok(sealed)
}

/// Opens what [`encrypt_acpkm_omac`] made.
///
/// # Errors
/// A wrong length, or a MAC that does not match.
pub fn decrypt_acpkm_omac(
    cipher: BlockCipher,
    key: &[u8; 32],
    ukm: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (iv, seed) = split(cipher, ukm)?;
    let keys = Keys::derive(key, seed);
    let mut data = Zeroizing::new(sealed.to_vec());
    ctr_acpkm(cipher, &keys.encryption, iv, cipher.section(), &mut data);
    let length = data.len().checked_sub(cipher.block_size()).ok_or(OpenError::Length)?;
    let mac = data.split_off(length);
    match equal_macs(&omac(cipher, &keys.mac, &data), &mac) {
        true => Ok(data),
        false => Err(OpenError::Mac),
    }
}

fn split(cipher: BlockCipher, ukm: &[u8]) -> Result<(&[u8], &[u8]), OpenError> {
    match ukm.len() == cipher.ukm_size() {
        true => Ok(ukm.split_at(cipher.iv_size())),
        false => Err(OpenError::Length),
    }
}

/// The two keys of the mode with OMAC.
struct Keys {
    encryption: Zeroizing<[u8; 32]>,
    mac: Zeroizing<[u8; 32]>,
}

impl Keys {
    fn derive(key: &[u8; 32], seed: &[u8]) -> Self {
        let mut both = Zeroizing::new([[0; 32]; 2]);
        kdf_tree_256(key, b"kdf tree", seed, both.as_flattened_mut());
        Self {
            encryption: Zeroizing::new(both[0]),
            mac: Zeroizing::new(both[1]),
        }
    }
}
