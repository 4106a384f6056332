//! The builder of `EnvelopedData`, by key transport.

use alloc::vec::Vec;

use gost::{VerifyingKey, gost89::SBox, gost3412::BlockCipher};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Cipher, EncryptedContent, EnvelopeError, transport, wrap::ContentKey};
use crate::{
    certificate::Certificate,
    oid,
    tlv::{INTEGER, OCTET_STRING, SEQUENCE, SET, content_info, set_of, tlv},
};

/// How the key of the content goes to the recipients. It follows the cipher of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// CryptoPro Key Wrap (RFC 4490 §4.2).
    Gost89(SBox),
    /// KExp15 (R 1323565.1.025-2019 §7.1).
    Exported(BlockCipher),
}

/// Encrypts a document for everybody whose certificate is given; a DER `ContentInfo`.
///
/// Who sent it nobody can tell: sign first.
///
/// # Errors
/// [`EnvelopeError::NotRecipient`] when nobody is to read it, [`EnvelopeError::Key`] when a certificate has no key of
/// ГОСТ Р 34.10-2012.
pub fn seal<R: CryptoRng + ?Sized>(
    document: &[u8],
    recipients: &[&Certificate],
    cipher: Cipher,
    transport: Transport,
    rng: &mut R,
) -> Result<Vec<u8>, EnvelopeError> {
    if recipients.is_empty() {
        return Err(EnvelopeError::NotRecipient);
    }
    let mut key = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut key[..]);
    let mut infos = Vec::new();
    for certificate in recipients {
        infos.push(recipient_info(certificate, &key, transport, rng)?);
    }
    let [content, attributes] = EncryptedContent::seal(cipher, &key, document, rng).to_der();
    // RFC 5652 §6.1: unprotected attributes make version 2.
    let version = if attributes.is_empty() { 0 } else { 2 };
    let enveloped = tlv(
        SEQUENCE,
        &[&tlv(INTEGER, &[&[version]]), &set_of(SET, infos), &content, &attributes],
    );
    Ok(content_info(oid::ENVELOPED_DATA, &enveloped))
}

/// `KeyTransRecipientInfo`, version 0: issuer and serial number.
fn recipient_info<R: CryptoRng + ?Sized>(
    certificate: &Certificate,
    key: &ContentKey,
    transport: Transport,
    rng: &mut R,
) -> Result<Vec<u8>, EnvelopeError> {
    let recipient: VerifyingKey = certificate.public_key().map_err(|_| EnvelopeError::Key)?;
    let (algorithm, encrypted) = match transport {
        Transport::Gost89(sbox) => transport::seal_gost_89(key, &recipient, sbox, rng)?,
        Transport::Exported(cipher) => transport::seal_exported(key, &recipient, cipher, rng)?,
    };
    let serial = tlv(INTEGER, &[certificate.serial()]);
    let identifier = tlv(SEQUENCE, &[certificate.issuer_der(), &serial]);
    Ok(tlv(
        SEQUENCE,
        &[
            &tlv(INTEGER, &[&[0]]),
            &identifier,
            &algorithm,
            &tlv(OCTET_STRING, &[&encrypted]),
        ],
    ))
}
