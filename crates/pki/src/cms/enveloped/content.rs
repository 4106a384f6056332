//! Encrypted content: the algorithm, the content, and the MAC that stands apart (R 1323565.1.025-2019 §6).

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{AnyRef, Tag, Tagged};
use gost::{
    gost89::{self, SBox},
    gost3412::{self, BlockCipher},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::EnvelopeError;
use crate::{
    ber,
    cms::{Attribute, Attributes},
    elements::{Elements, context, context_primitive},
    oid,
    tlv::{CONTEXT_1, OCTET_STRING, SEQUENCE, object_identifier, tlv},
};

/// `[0]`, primitive: encryptedContent under its implicit tag.
const ENCRYPTED: u8 = 0x80;

/// How content is encrypted. Only the last form notices damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// ГОСТ 28147-89 in CFB: what old tools read.
    Gost89(SBox),
    /// CTR-ACPKM.
    Acpkm(BlockCipher),
    /// CTR-ACPKM-OMAC.
    AcpkmOmac(BlockCipher),
}

impl Cipher {
    fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Gost89(_) => oid::GOST_89,
            Self::Acpkm(BlockCipher::Magma) => oid::MAGMA_CTR_ACPKM,
            Self::Acpkm(BlockCipher::Kuznyechik) => oid::KUZNYECHIK_CTR_ACPKM,
            Self::AcpkmOmac(BlockCipher::Magma) => oid::MAGMA_CTR_ACPKM_OMAC,
            Self::AcpkmOmac(BlockCipher::Kuznyechik) => oid::KUZNYECHIK_CTR_ACPKM_OMAC,
        }
    }
}

/// Content under a key, whoever has that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptedContent {
    content_type: ObjectIdentifier,
    cipher: Cipher,
    /// IV or UKM.
    start: Vec<u8>,
    encrypted: Vec<u8>,
    mac: Vec<u8>,
}

impl EncryptedContent {
    /// Reads `EncryptedContentInfo` and the unprotected attributes that follow it.
    ///
    /// ```text
    /// EncryptedContentInfo ::= SEQUENCE {
    ///     contentType                 OBJECT IDENTIFIER,
    ///     contentEncryptionAlgorithm  AlgorithmIdentifier,
    ///     encryptedContent        [0] IMPLICIT OCTET STRING OPTIONAL }
    /// ```
    pub(super) fn read(value: AnyRef<'_>, attributes: Option<AnyRef<'_>>) -> Result<Self, EnvelopeError> {
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let content_type = parts.oid()?;
        let (cipher, start) = algorithm(parts.any()?)?;
        let encrypted = encrypted(parts.any()?)?;
        parts.end()?;
        let attributes = attributes.map_or_else(|| Ok(Attributes::default()), Attributes::read)?;
        let mac: Option<&der::asn1::OctetStringRef> = attributes.find(oid::CONTENT_MAC);
        Ok(Self {
            content_type,
            cipher,
            start,
            encrypted,
            mac: mac.map(|mac| mac.as_bytes().to_owned()).unwrap_or_default(),
        })
    }

    pub fn content_type(&self) -> ObjectIdentifier {
        self.content_type
    }

    pub fn cipher(&self) -> Cipher {
        self.cipher
    }

    /// Opens the content.
    ///
    /// # Errors
    /// [`EnvelopeError::Damaged`] when the MAC does not match, or IV or UKM have a wrong length.
    pub fn open(&self, key: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        let mut content = Zeroizing::new(self.encrypted.clone());
        match self.cipher {
            Cipher::Gost89(sbox) => {
                let iv = self.start.as_slice().try_into().map_err(|_| EnvelopeError::Damaged)?;
                gost89::decrypt_cfb(sbox, key, iv, &mut content);
            }
            Cipher::Acpkm(cipher) => {
                let opened = gost3412::encrypt_acpkm(cipher, key, &self.start, &mut content);
                opened.map_err(|_| EnvelopeError::Damaged)?;
            }
            Cipher::AcpkmOmac(cipher) => {
                content.extend_from_slice(&self.mac);
                let opened = gost3412::decrypt_acpkm_omac(cipher, key, &self.start, &content);
                return opened.map_err(|_| EnvelopeError::Damaged);
            }
        }
        Ok(content)
    }

    /// Encrypts `data`.
    pub(super) fn seal<R: CryptoRng + ?Sized>(cipher: Cipher, key: &[u8; 32], data: &[u8], rng: &mut R) -> Self {
        let mut start = match cipher {
            Cipher::Gost89(_) => alloc::vec![0; 8],
            Cipher::Acpkm(cipher) | Cipher::AcpkmOmac(cipher) => alloc::vec![0; cipher.ukm_size()],
        };
        rng.fill_bytes(&mut start);
        let (encrypted, mac) = encrypt(cipher, key, &start, data);
        Self {
            content_type: oid::DATA,
            cipher,
            start,
            encrypted,
            mac,
        }
    }

    /// `EncryptedContentInfo`, and the unprotected attributes or nothing.
    pub(super) fn to_der(&self) -> [Vec<u8>; 2] {
        let start = tlv(OCTET_STRING, &[&self.start]);
        let parameters = match self.cipher {
            Cipher::Gost89(sbox) => tlv(SEQUENCE, &[&start, &object_identifier(sbox.oid())]),
            _ => tlv(SEQUENCE, &[&start]),
        };
        let algorithm = tlv(SEQUENCE, &[&object_identifier(self.cipher.oid()), &parameters]);
        let content_type = object_identifier(self.content_type);
        let info = tlv(
            SEQUENCE,
            &[&content_type, &algorithm, &tlv(ENCRYPTED, &[&self.encrypted])],
        );
        if self.mac.is_empty() {
            return [info, Vec::new()];
        }
        let mac = Attribute::new(oid::CONTENT_MAC, tlv(OCTET_STRING, &[&self.mac]));
        [info, Attributes::new(alloc::vec![mac]).to_der(CONTEXT_1)]
    }
}

fn encrypt(cipher: Cipher, key: &[u8; 32], start: &[u8], data: &[u8]) -> (Vec<u8>, Vec<u8>) {
    const FITS: &str = "IV and UKM have the length of their cipher";
    let mut encrypted = data.to_owned();
    match cipher {
        Cipher::Gost89(sbox) => gost89::encrypt_cfb(sbox, key, start.try_into().expect(FITS), &mut encrypted),
        Cipher::Acpkm(cipher) => gost3412::encrypt_acpkm(cipher, key, start, &mut encrypted).expect(FITS),
        Cipher::AcpkmOmac(cipher) => {
            let mut sealed = gost3412::encrypt_acpkm_omac(cipher, key, start, data).expect(FITS);
            let mac = sealed.split_off(data.len());
            return (sealed, mac);
        }
    }
    (encrypted, Vec::new())
}

/// ```text
/// Gost28147-89-Parameters ::= SEQUENCE { iv OCTET STRING, encryptionParamSet OBJECT IDENTIFIER }
/// Gost3412-15-Encryption-Parameters ::= SEQUENCE { ukm OCTET STRING }
/// ```
fn algorithm(value: AnyRef<'_>) -> Result<(Cipher, Vec<u8>), EnvelopeError> {
    let mut parts = Elements::of(value, Tag::Sequence)?;
    let name = parts.oid()?;
    let cipher = match name {
        oid::GOST_89 => None,
        oid::MAGMA_CTR_ACPKM => Some(Cipher::Acpkm(BlockCipher::Magma)),
        oid::KUZNYECHIK_CTR_ACPKM => Some(Cipher::Acpkm(BlockCipher::Kuznyechik)),
        oid::MAGMA_CTR_ACPKM_OMAC => Some(Cipher::AcpkmOmac(BlockCipher::Magma)),
        oid::KUZNYECHIK_CTR_ACPKM_OMAC => Some(Cipher::AcpkmOmac(BlockCipher::Kuznyechik)),
        other => return Err(EnvelopeError::Algorithm(other)),
    };
    let mut parameters = Elements::of(parts.any()?, Tag::Sequence)?;
    let start = parameters.octets()?.to_owned();
    let cipher = match cipher {
        Some(cipher) => cipher,
        None => {
            let sbox = parameters.oid()?;
            Cipher::Gost89(SBox::from_oid(sbox).ok_or(EnvelopeError::Algorithm(sbox))?)
        }
    };
    Ok((cipher, start))
}

/// In one piece, or in pieces as BER allows.
fn encrypted(value: AnyRef<'_>) -> Result<Vec<u8>, EnvelopeError> {
    match value.tag() {
        tag if tag == context_primitive(0) => Ok(value.value().to_owned()),
        tag if tag == context(0) => ber::joined(value.value()).map_err(|ber::NotBer| EnvelopeError::NotCms),
        _ => Err(EnvelopeError::NotCms),
    }
}
