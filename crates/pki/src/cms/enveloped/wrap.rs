//! Key encryption: what it is called, and how a key is opened with the one that both sides agreed on.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Tag, Tagged};
use gost::{
    ParameterSet,
    gost89::{self, SBox},
    gost3412::BlockCipher,
};
use zeroize::Zeroizing;

use super::EnvelopeError;
use crate::{
    elements::Elements,
    oid,
    tlv::{SEQUENCE, algorithm, object_identifier, tlv},
};

/// The key of the content.
pub(super) type ContentKey = Zeroizing<[u8; 32]>;

/// keyEncryptionAlgorithm with the one parameter that matters: the algorithm of the wrap inside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrapAlgorithm {
    pub(super) oid: ObjectIdentifier,
    /// For ГОСТ 28147-89: which wrap, with which S-box. For KExp15: the agreement.
    pub(super) inner: Option<(ObjectIdentifier, Option<ObjectIdentifier>)>,
}

impl WrapAlgorithm {
    pub(super) fn read(value: AnyRef<'_>) -> der::Result<Self> {
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let oid = parts.oid()?;
        let inner = match parts.optional(Tag::Sequence)? {
            Some(parameters) => Some(inner(parameters)?),
            None => None,
        };
        Ok(Self { oid, inner })
    }

    /// Whether it is the wrap of RFC 4490, which goes by the name of the recipient's key.
    pub(super) fn is_gost_89(&self) -> bool {
        [oid::KEY_256, oid::KEY_512].contains(&self.oid)
    }

    /// The cipher of KExp15, if that is it.
    pub(super) fn kexp15(&self) -> Option<BlockCipher> {
        match self.oid {
            oid::MAGMA_KEXP15 => Some(BlockCipher::Magma),
            oid::KUZNYECHIK_KEXP15 => Some(BlockCipher::Kuznyechik),
            _ => None,
        }
    }

    /// DER of the algorithm: KExp15 under a key that keys of this width agree on.
    pub(super) fn exported(cipher: BlockCipher, set: ParameterSet) -> Vec<u8> {
        let name = match cipher {
            BlockCipher::Magma => oid::MAGMA_KEXP15,
            BlockCipher::Kuznyechik => oid::KUZNYECHIK_KEXP15,
        };
        let agreement = if set.size() == 32 {
            oid::AGREEMENT_256
        } else {
            oid::AGREEMENT_512
        };
        tlv(SEQUENCE, &[&object_identifier(name), &algorithm(agreement)])
    }

    /// Opens a wrapped key of ГОСТ 28147-89 of a key agreement: with or without diversification, as the name says.
    pub(super) fn open_gost_89(
        &self,
        kek: &[u8; 32],
        ukm: &[u8; 8],
        wrapped: &[u8; gost89::WRAPPED_LENGTH],
    ) -> Result<ContentKey, EnvelopeError> {
        let (name, sbox) = self.inner.ok_or(EnvelopeError::Algorithm(self.oid))?;
        let sbox = sbox.ok_or(EnvelopeError::Algorithm(name))?;
        let sbox = SBox::from_oid(sbox).ok_or(EnvelopeError::Algorithm(sbox))?;
        let opened = match name {
            oid::GOST_89_WRAP => gost89::unwrap_key_plain(sbox, kek, ukm, wrapped),
            oid::CRYPTO_PRO_WRAP => gost89::unwrap_key(sbox, kek, ukm, wrapped),
            other => return Err(EnvelopeError::Algorithm(other)),
        };
        opened.map_err(|_| EnvelopeError::Unwrap)
    }
}

/// `SEQUENCE { OBJECT IDENTIFIER, SEQUENCE { OBJECT IDENTIFIER } OPTIONAL, … }`
fn inner(value: AnyRef<'_>) -> der::Result<(ObjectIdentifier, Option<ObjectIdentifier>)> {
    let mut parts = Elements::of(value, value.tag())?;
    let name = parts.oid()?;
    let nested = parts.optional(Tag::Sequence)?;
    let nested = nested.map(|nested| Elements::of(nested, Tag::Sequence)?.oid());
    Ok((name, nested.transpose()?))
}

/// ```text
/// Gost28147-89-EncryptedKey ::= SEQUENCE {
///     encryptedKey  OCTET STRING (SIZE (32)),
///     maskKey   [0] IMPLICIT OCTET STRING OPTIONAL,
///     macKey        OCTET STRING (SIZE (4)) }
/// ```
///
/// RFC 4490 §4.1; nobody masks.
pub(super) fn read_gost_89_key(value: AnyRef<'_>) -> der::Result<[u8; gost89::WRAPPED_LENGTH]> {
    let mut parts = Elements::of(value, Tag::Sequence)?;
    let (key, mac) = (parts.octets()?, parts.octets()?);
    parts.end()?;
    let mut wrapped = [0; gost89::WRAPPED_LENGTH];
    if key.len() != 32 || mac.len() != 4 {
        return Err(Tag::OctetString.length_error().into());
    }
    wrapped[..32].copy_from_slice(key);
    wrapped[32..].copy_from_slice(mac);
    Ok(wrapped)
}
