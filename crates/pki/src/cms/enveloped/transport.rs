//! Key transport: the sender makes a pair of keys for this message and agrees on a key with the recipient's
//! (RFC 4490 §4.2; R 1323565.1.025-2019 §7.1).

use alloc::vec::Vec;

use der::{AnyRef, Decode, Encode, Tag};
use gost::{
    SigningKey, VerifyingKey,
    gost89::{self, SBox},
    gost3412::BlockCipher,
    vko,
};
use rand_core::CryptoRng;

use super::{
    EnvelopeError, export,
    wrap::{ContentKey, WrapAlgorithm, read_gost_89_key},
};
use crate::{
    elements::{Elements, context},
    tlv::{BIT_STRING, CONTEXT_0, OCTET_STRING, SEQUENCE, object_identifier, tlv},
};

/// Opens `encryptedKey` with the recipient's key.
pub(super) fn open(algorithm: &WrapAlgorithm, encrypted: &[u8], key: &SigningKey) -> Result<ContentKey, EnvelopeError> {
    match algorithm.kexp15() {
        Some(cipher) => open_exported(cipher, encrypted, key),
        None if algorithm.is_gost_89() => open_gost_89(encrypted, key),
        None => Err(EnvelopeError::Algorithm(algorithm.oid)),
    }
}

/// ```text
/// GostR3410-KeyTransport ::= SEQUENCE {
///     sessionEncryptedKey        Gost28147-89-EncryptedKey,
///     transportParameters    [0] IMPLICIT GostR3410-TransportParameters OPTIONAL }
/// GostR3410-TransportParameters ::= SEQUENCE {
///     encryptionParamSet         OBJECT IDENTIFIER,
///     ephemeralPublicKey     [0] IMPLICIT SubjectPublicKeyInfo OPTIONAL,
///     ukm                        OCTET STRING (SIZE (8)) }
/// ```
fn open_gost_89(encrypted: &[u8], key: &SigningKey) -> Result<ContentKey, EnvelopeError> {
    let mut parts = Elements::of(AnyRef::from_der(encrypted)?, Tag::Sequence)?;
    let wrapped = read_gost_89_key(parts.any()?)?;
    let mut parameters = Elements::of(parts.any()?, context(0))?;
    let sbox = parameters.oid()?;
    let sbox = SBox::from_oid(sbox).ok_or(EnvelopeError::Algorithm(sbox))?;
    let ephemeral = parameters.tagged(context(0))?;
    let ephemeral = tlv(SEQUENCE, &[ephemeral.value()]);
    let ukm: [u8; 8] = parameters.octets()?.try_into().map_err(|_| EnvelopeError::NotCms)?;
    let ephemeral = VerifyingKey::from_spki_der(&ephemeral).map_err(|_| EnvelopeError::Unwrap)?;
    let kek = vko::vko_256(key, &ephemeral, &ukm).map_err(|_| EnvelopeError::Unwrap)?;
    gost89::unwrap_key(sbox, &kek, &ukm, &wrapped).map_err(|_| EnvelopeError::Unwrap)
}

/// `encryptedKey` for a recipient, and keyEncryptionAlgorithm: that of its key, with its parameters.
pub(super) fn seal_gost_89<R: CryptoRng + ?Sized>(
    content_key: &ContentKey,
    recipient: &VerifyingKey,
    sbox: SBox,
    rng: &mut R,
) -> Result<(Vec<u8>, Vec<u8>), EnvelopeError> {
    let (ephemeral, mut ukm) = (SigningKey::generate(recipient.set(), rng), [0; 8]);
    rng.fill_bytes(&mut ukm);
    let kek = vko::vko_256(&ephemeral, recipient, &ukm).map_err(|_| EnvelopeError::Key)?;
    let wrapped = gost89::wrap_key(sbox, &kek, &ukm, content_key);
    let session_key = tlv(
        SEQUENCE,
        &[
            &tlv(OCTET_STRING, &[&wrapped[..32]]),
            &tlv(OCTET_STRING, &[&wrapped[32..]]),
        ],
    );
    let public_key = key_like(recipient, &ephemeral, CONTEXT_0);
    let parameters = [
        &object_identifier(sbox.oid())[..],
        &public_key,
        &tlv(OCTET_STRING, &[&ukm]),
    ];
    let encrypted = tlv(SEQUENCE, &[&session_key, &tlv(CONTEXT_0, &parameters)]);
    Ok((algorithm_of(recipient), encrypted))
}

/// ```text
/// PSKeyTransport ::= SEQUENCE {
///     PSEXP               OCTET STRING, -- KExp15
///     ephemeralPublicKey  SubjectPublicKeyInfo,
///     ukm                 OCTET STRING (SIZE (32)) }
/// ```
fn open_exported(cipher: BlockCipher, encrypted: &[u8], key: &SigningKey) -> Result<ContentKey, EnvelopeError> {
    let mut parts = Elements::of(AnyRef::from_der(encrypted)?, Tag::Sequence)?;
    let exported = parts.octets()?;
    let ephemeral = parts.tagged(Tag::Sequence)?.to_der()?;
    let ukm: [u8; 32] = parts.octets()?.try_into().map_err(|_| EnvelopeError::NotCms)?;
    parts.end()?;
    let ephemeral = VerifyingKey::from_spki_der(&ephemeral).map_err(|_| EnvelopeError::Unwrap)?;
    export::open(cipher, key, &ephemeral, &ukm, exported)
}

/// The same as [`seal_gost_89`] by KExp15 of a cipher of ГОСТ Р 34.12-2015.
pub(super) fn seal_exported<R: CryptoRng + ?Sized>(
    content_key: &ContentKey,
    recipient: &VerifyingKey,
    cipher: BlockCipher,
    rng: &mut R,
) -> Result<(Vec<u8>, Vec<u8>), EnvelopeError> {
    let (ephemeral, mut ukm) = (SigningKey::generate(recipient.set(), rng), [0; 32]);
    rng.fill_bytes(&mut ukm);
    let exported = export::seal(cipher, &ephemeral, recipient, &ukm, content_key)?;
    let parts = [
        &tlv(OCTET_STRING, &[&exported])[..],
        &key_like(recipient, &ephemeral, SEQUENCE),
        &tlv(OCTET_STRING, &[&ukm]),
    ];
    Ok((WrapAlgorithm::exported(cipher, recipient.set()), tlv(SEQUENCE, &parts)))
}

/// `SubjectPublicKeyInfo` of the key made for this message under the names that the recipient's key has.
pub(super) fn key_like(recipient: &VerifyingKey, ephemeral: &SigningKey, tag: u8) -> Vec<u8> {
    let point = tlv(OCTET_STRING, &[&ephemeral.verifying_key().to_bytes()]);
    tlv(tag, &[&algorithm_of(recipient), &tlv(BIT_STRING, &[&[0], &point])])
}

/// `AlgorithmIdentifier` of a public key as it stands in its certificate.
fn algorithm_of(key: &VerifyingKey) -> Vec<u8> {
    let parameters = key
        .parameters()
        .to_der()
        .expect("two object identifiers have an encoding");
    tlv(SEQUENCE, &[&object_identifier(key.set().key_oid()), &parameters])
}
