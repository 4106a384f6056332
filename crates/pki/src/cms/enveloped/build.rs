//! The builder of `EnvelopedData`, by key transport and by key agreement.

use alloc::vec::Vec;

use gost::{SigningKey, VerifyingKey, gost89::SBox, gost3412::BlockCipher};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Cipher, EncryptedContent, EnvelopeError, agreement, transport, wrap::ContentKey};
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
    let info = |certificate: &Certificate, key: &ContentKey, rng: &mut R| transported(certificate, key, transport, rng);
    // RFC 5652 §6.1: recipients of version 0, unprotected attributes or none.
    enveloped(document, recipients, cipher, [0, 2], info, rng)
}

/// Whose key the recipients' keys agree with.
#[derive(Clone, Copy, Debug)]
pub enum Originator<'a> {
    /// A pair made for each recipient and this message only: who sent it nobody can tell.
    Ephemeral,
    /// The sender's own key: the recipient, who needs the certificate, is sure of the sender, and can prove it to nobody.
    Certified(&'a Certificate, &'a SigningKey),
}

/// Encrypts a document as [`seal`] does, by key agreement: VKO, KEG and KExp15 on `export` (R 1323565.1.025-2019 §7.2).
///
/// # Errors
/// As [`seal`]; [`EnvelopeError::OtherKey`] when the key is not that of the sender's certificate,
/// [`EnvelopeError::OtherCurve`] when it can't agree with a recipient's.
pub fn seal_by_agreement<R: CryptoRng + ?Sized>(
    document: &[u8],
    recipients: &[&Certificate],
    cipher: Cipher,
    export: BlockCipher,
    originator: Originator<'_>,
    rng: &mut R,
) -> Result<Vec<u8>, EnvelopeError> {
    if let Originator::Certified(certificate, key) = originator {
        let certified: VerifyingKey = certificate.public_key().map_err(|_| EnvelopeError::Key)?;
        if certified.identity() != key.verifying_key().identity() {
            return Err(EnvelopeError::OtherKey);
        }
    }
    let info = |certificate: &Certificate, key: &ContentKey, rng: &mut R| {
        let recipient = certificate.public_key().map_err(|_| EnvelopeError::Key)?;
        agreement::seal(
            key,
            (&issuer_and_serial(certificate), &recipient),
            export,
            originator,
            rng,
        )
    };
    enveloped(document, recipients, cipher, [2, 2], info, rng)
}

/// `EnvelopedData` with a `RecipientInfo` for each certificate; its version without and with unprotected attributes.
fn enveloped<R: CryptoRng + ?Sized>(
    document: &[u8],
    recipients: &[&Certificate],
    cipher: Cipher,
    versions: [u8; 2],
    info: impl Fn(&Certificate, &ContentKey, &mut R) -> Result<Vec<u8>, EnvelopeError>,
    rng: &mut R,
) -> Result<Vec<u8>, EnvelopeError> {
    if recipients.is_empty() {
        return Err(EnvelopeError::NotRecipient);
    }
    let mut key = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut key[..]);
    let mut infos = Vec::new();
    for certificate in recipients {
        infos.push(info(certificate, &key, rng)?);
    }
    let [content, attributes] = EncryptedContent::seal(cipher, &key, document, rng).to_der();
    let version = versions[usize::from(!attributes.is_empty())];
    let enveloped = tlv(
        SEQUENCE,
        &[&tlv(INTEGER, &[&[version]]), &set_of(SET, infos), &content, &attributes],
    );
    Ok(content_info(oid::ENVELOPED_DATA, &enveloped))
}

/// `KeyTransRecipientInfo`, version 0: issuer and serial number.
fn transported<R: CryptoRng + ?Sized>(
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
    Ok(tlv(
        SEQUENCE,
        &[
            &tlv(INTEGER, &[&[0]]),
            &issuer_and_serial(certificate),
            &algorithm,
            &tlv(OCTET_STRING, &[&encrypted]),
        ],
    ))
}

pub(super) fn issuer_and_serial(certificate: &Certificate) -> Vec<u8> {
    tlv(
        SEQUENCE,
        &[certificate.issuer_der(), &tlv(INTEGER, &[certificate.serial()])],
    )
}
