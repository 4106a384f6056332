//! Key agreement: the sender's key stands in the message, or in a certificate (RFC 4490 §4.1; R 1323565.1.025-2019 §7.2).

use alloc::vec::Vec;

use der::{AnyRef, Decode};
use gost::{SigningKey, VerifyingKey, gost3412::BlockCipher, vko};
use rand_core::CryptoRng;

use super::{
    EnvelopeError,
    build::{self, issuer_and_serial},
    export,
    recipient::Originator,
    transport::key_like,
    wrap::{ContentKey, WrapAlgorithm, read_gost_89_key},
};
use crate::{
    certificate::Certificate,
    tlv::{CONTEXT_0, CONTEXT_1, INTEGER, OCTET_STRING, SEQUENCE, tlv},
};

/// Opens `encryptedKey` with the recipient's key. `others` may hold the sender's certificate.
pub(super) fn open(
    algorithm: &WrapAlgorithm,
    originator: &Originator,
    ukm: &[u8],
    encrypted: &[u8],
    key: &SigningKey,
    others: &[Certificate],
) -> Result<ContentKey, EnvelopeError> {
    let peer = originator_key(originator, others)?;
    if let Some(cipher) = algorithm.kexp15() {
        let ukm = ukm.try_into().map_err(|_| EnvelopeError::NotCms)?;
        return export::open(cipher, key, &peer, ukm, encrypted);
    }
    if !algorithm.is_gost_89() {
        return Err(EnvelopeError::Algorithm(algorithm.oid));
    }
    let ukm: &[u8; 8] = ukm.try_into().map_err(|_| EnvelopeError::NotCms)?;
    let wrapped = read_gost_89_key(AnyRef::from_der(encrypted)?)?;
    let kek = vko::vko_256(key, &peer, ukm).map_err(|_| EnvelopeError::Unwrap)?;
    algorithm.open_gost_89(&kek, ukm, &wrapped)
}

fn originator_key(originator: &Originator, others: &[Certificate]) -> Result<VerifyingKey, EnvelopeError> {
    let key = match originator {
        Originator::Key(der) => VerifyingKey::from_spki_der(der).ok(),
        Originator::Certificate(identifier) => {
            let certificate = others.iter().find(|certificate| identifier.names(certificate));
            let certificate = certificate.ok_or(EnvelopeError::NoOriginator)?;
            certificate.public_key().ok()
        }
    };
    key.ok_or(EnvelopeError::Unwrap)
}

/// `KeyAgreeRecipientInfo` for one recipient, known by issuer and serial number and by its key: see
/// [`Recipient::read`](super::Recipient).
pub(super) fn seal<R: CryptoRng + ?Sized>(
    content_key: &ContentKey,
    (identifier, recipient): (&[u8], &VerifyingKey),
    cipher: BlockCipher,
    originator: build::Originator<'_>,
    rng: &mut R,
) -> Result<Vec<u8>, EnvelopeError> {
    let mut ukm = [0; 32];
    rng.fill_bytes(&mut ukm);
    let (originator, encrypted) = match originator {
        build::Originator::Ephemeral => {
            let key = SigningKey::generate(recipient.set(), rng);
            let encrypted = export::seal(cipher, &key, recipient, &ukm, content_key)?;
            (key_like(recipient, &key, CONTEXT_1), encrypted)
        }
        build::Originator::Certified(certificate, key) => {
            let encrypted = export::seal(cipher, key, recipient, &ukm, content_key)?;
            (issuer_and_serial(certificate), encrypted)
        }
    };
    let keys = tlv(SEQUENCE, &[identifier, &tlv(OCTET_STRING, &[&encrypted])]);
    Ok(tlv(
        CONTEXT_1,
        &[
            &tlv(INTEGER, &[&[3]]),
            &tlv(CONTEXT_0, &[&originator]),
            &tlv(CONTEXT_1, &[&tlv(OCTET_STRING, &[&ukm])]),
            &WrapAlgorithm::exported(cipher, recipient.set()),
            &tlv(SEQUENCE, &[&keys]),
        ],
    ))
}
