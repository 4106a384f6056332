//! The cipher that PBES2 names: read before the password is worked on, so that a file that can't open costs nothing.

use super::{KeyFileError, parameters};
use crate::gost89::{SBox, decrypt_cfb};
use crate::gost3412::{BlockCipher, decrypt_acpkm_omac, encrypt_acpkm};
use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::Sequence;
use der::asn1::OctetStringRef;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

pub(super) const AES256_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.42");
/// id-Gost28147-89 (RFC 4357 §10.2).
pub(super) const GOST89: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.2.2.21");
/// id-gostr3412-2015-magma-ctracpkm and its neighbours (RFC 9337 §4).
pub(super) const MAGMA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.5.1.1");
pub(super) const MAGMA_OMAC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.5.1.2");
pub(super) const KUZNYECHIK: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.5.2.1");
pub(super) const KUZNYECHIK_OMAC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.5.2.2");

/// ```text
/// Gost28147-89-Parameters ::= SEQUENCE {
///     iv                  Gost28147-89-IV,
///     encryptionParamSet  OBJECT IDENTIFIER }
/// ```
#[derive(Sequence)]
pub(super) struct Gost89Parameters<'a> {
    pub(super) iv: &'a OctetStringRef,
    pub(super) encryption_param_set: ObjectIdentifier,
}

/// ```text
/// Gost3412-15-Encryption-Parameters ::= SEQUENCE { ukm OCTET STRING }
/// ```
#[derive(Sequence)]
pub(super) struct UkmParameters<'a> {
    pub(super) ukm: &'a OctetStringRef,
}

/// A choice of ciphers to open with; each is a type, so that a program holds the ciphers of the types it uses.
pub(super) trait Decrypt<'a>: Sized {
    fn read(scheme: AlgorithmIdentifierRef<'a>) -> Result<Self, KeyFileError>;
    fn decrypt(self, key: &[u8; 32], encrypted: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFileError>;
}

/// AES-256-CBC with its IV.
pub(super) struct Aes<'a>(&'a [u8; 16]);

impl<'a> Decrypt<'a> for Aes<'a> {
    fn read(scheme: AlgorithmIdentifierRef<'a>) -> Result<Self, KeyFileError> {
        match scheme.oid {
            AES256_CBC => Ok(Self(exactly(parameters(scheme)?)?)),
            other => Err(KeyFileError::Scheme(other)),
        }
    }

    fn decrypt(self, key: &[u8; 32], encrypted: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
        cbc::Decryptor::<Aes256>::new(key.into(), self.0.into())
            .decrypt_padded_vec::<Pkcs7>(encrypted)
            .map(Zeroizing::new)
            .map_err(|_| KeyFileError::WrongPassword)
    }
}

/// Any cipher with its IV or UKM.
pub(super) enum Cipher<'a> {
    Aes(Aes<'a>),
    Gost89(SBox, &'a [u8; 8]),
    CtrAcpkm(BlockCipher, &'a [u8]),
    CtrAcpkmOmac(BlockCipher, &'a [u8]),
}

impl<'a> Decrypt<'a> for Cipher<'a> {
    fn read(scheme: AlgorithmIdentifierRef<'a>) -> Result<Self, KeyFileError> {
        Ok(match scheme.oid {
            AES256_CBC => Self::Aes(Aes::read(scheme)?),
            GOST89 => {
                let Gost89Parameters {
                    iv,
                    encryption_param_set,
                } = parameters(scheme)?;
                let sbox = SBox::from_oid(encryption_param_set).ok_or(KeyFileError::Scheme(encryption_param_set))?;
                Self::Gost89(sbox, exactly(iv)?)
            }
            MAGMA => Self::CtrAcpkm(BlockCipher::Magma, ukm(BlockCipher::Magma, scheme)?),
            MAGMA_OMAC => Self::CtrAcpkmOmac(BlockCipher::Magma, ukm(BlockCipher::Magma, scheme)?),
            KUZNYECHIK => Self::CtrAcpkm(BlockCipher::Kuznyechik, ukm(BlockCipher::Kuznyechik, scheme)?),
            KUZNYECHIK_OMAC => Self::CtrAcpkmOmac(BlockCipher::Kuznyechik, ukm(BlockCipher::Kuznyechik, scheme)?),
            other => return Err(KeyFileError::Scheme(other)),
        })
    }

    fn decrypt(self, key: &[u8; 32], encrypted: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
        let mut data = Zeroizing::new(encrypted.to_vec());
        match self {
            Self::Aes(aes) => return aes.decrypt(key, encrypted),
            Self::Gost89(sbox, iv) => decrypt_cfb(sbox, key, iv, &mut data),
            Self::CtrAcpkm(cipher, ukm) => encrypt_acpkm(cipher, key, ukm, &mut data)?,
            Self::CtrAcpkmOmac(cipher, ukm) => return Ok(decrypt_acpkm_omac(cipher, key, ukm, encrypted)?),
        }
        Ok(data)
    }
}

fn exactly<const LENGTH: usize>(iv: &OctetStringRef) -> Result<&[u8; LENGTH], KeyFileError> {
    iv.as_bytes().try_into().map_err(|_| KeyFileError::Encoding)
}

fn ukm(cipher: BlockCipher, scheme: AlgorithmIdentifierRef<'_>) -> Result<&[u8], KeyFileError> {
    let UkmParameters { ukm } = parameters(scheme)?;
    match ukm.as_bytes().len() == cipher.ukm_size() {
        true => Ok(ukm.as_bytes()),
        false => Err(KeyFileError::Encoding),
    }
}
