//! CTR, CTR-ACPKM and OMAC.

use super::BlockCipher;
use alloc::vec::Vec;
use cmac::{Cmac, Mac};
use kuznyechik::KuznyechikEnc;
use magma::Magma;
use magma::cipher::{Array, BlockCipherEncrypt, KeyInit};
use zeroize::Zeroizing;

/// The constants D of ACPKM, one after another (RFC 8645 §6.2.1).
const ACPKM: [u8; 32] = {
    let mut bytes = [0x80; 32];
    let mut i = 0;
    while i < 32 {
        bytes[i] += i as u8;
        i += 1;
    }
    bytes
};

/// CTR (ГОСТ Р 34.13-2015 §5.2): encrypts and decrypts.
///
/// # Panics
/// When `iv` has not half a block ([`BlockCipher::iv_size`]).
pub fn ctr(cipher: BlockCipher, key: &[u8; 32], iv: &[u8], data: &mut [u8]) {
    let whole = data.len().max(1);
    ctr_acpkm(cipher, key, iv, whole, data);
}

/// CTR-ACPKM (R 1323565.1.017-2018 §4.1, RFC 8645 §6.2.2): encrypts and decrypts, with a new key after every `section`
/// bytes.
///
/// # Panics
/// When `iv` has not half a block, or `section` is 0.
pub fn ctr_acpkm(cipher: BlockCipher, key: &[u8; 32], iv: &[u8], section: usize, data: &mut [u8]) {
    assert_eq!(iv.len(), cipher.iv_size(), "the IV of CTR is half a block");
    match cipher {
        BlockCipher::Magma => sections::<Magma>(key, iv, section, data),
        BlockCipher::Kuznyechik => sections::<KuznyechikEnc>(key, iv, section, data),
    }
}

fn sections<C: BlockCipherEncrypt + KeyInit>(key: &[u8; 32], iv: &[u8], section: usize, data: &mut [u8]) {
    let mut key = Zeroizing::new(*key);
    let mut counter = Array::<u8, C::BlockSize>::default();
    counter[..iv.len()].copy_from_slice(iv);
    for (i, part) in data.chunks_mut(section).enumerate() {
        if i > 0 {
            key = next_key::<C>(&key);
        }
        let cipher = new::<C>(&key);
        for block in part.chunks_mut(counter.len()) {
            let mut gamma = counter.clone();
            cipher.encrypt_block(&mut gamma);
            block.iter_mut().zip(&gamma).for_each(|(byte, mask)| *byte ^= mask);
            increment(&mut counter);
        }
    }
}

/// ACPKM (R 1323565.1.017-2018 §4.1): the key after this one.
fn next_key<C: BlockCipherEncrypt + KeyInit>(key: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let cipher = new::<C>(key);
    let mut next = Zeroizing::new(ACPKM);
    for block in next.chunks_mut(C::block_size()) {
        let block: &mut Array<u8, C::BlockSize> = block.try_into().expect("a key is a number of whole blocks");
        cipher.encrypt_block(block);
    }
    next
}

fn increment(counter: &mut [u8]) {
    for byte in counter.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return;
        }
    }
}

/// OMAC (ГОСТ Р 34.13-2015 §5.6), as long as a block.
pub fn omac(cipher: BlockCipher, key: &[u8; 32], data: &[u8]) -> Vec<u8> {
    match cipher {
        BlockCipher::Magma => new::<Cmac<Magma>>(key)
            .chain_update(data)
            .finalize()
            .into_bytes()
            .to_vec(),
        BlockCipher::Kuznyechik => new::<Cmac<KuznyechikEnc>>(key)
            .chain_update(data)
            .finalize()
            .into_bytes()
            .to_vec(),
    }
}

fn new<C: KeyInit>(key: &[u8; 32]) -> C {
    C::new_from_slice(key).expect("both ciphers have keys of 32 bytes")
}
