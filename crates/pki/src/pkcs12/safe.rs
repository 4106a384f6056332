//! The parts of a file: safes, and the bags in them (RFC 7292 §4).

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Encode, Tag};
use gost::pbes2;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

use super::{Pkcs12Error, oid};
use crate::{
    ber,
    elements::{Elements, context, context_primitive},
    oid::{DATA, ENCRYPTED_DATA},
};

const MAX_SAFES: usize = 16;
const MAX_BAGS: usize = 64;

/// One `ContentInfo` of the `AuthenticatedSafe`.
pub(super) enum Safe {
    Plain(Vec<u8>),
    /// DER of the algorithm, and the ciphertext.
    Encrypted(Vec<u8>, Vec<u8>),
}

impl Safe {
    fn read(der: &[u8]) -> Result<Self, Pkcs12Error> {
        let mut info = Elements::sequence(der)?;
        match info.oid()? {
            DATA => data(AnyRef::from_der(der)?).map(|content| Self::Plain(content.to_vec())),
            ENCRYPTED_DATA => {
                let mut encrypted = Elements::of(Elements::of(info.any()?, context(0))?.any()?, Tag::Sequence)?;
                encrypted.tagged(Tag::Integer)?;
                let mut content = Elements::of(encrypted.any()?, Tag::Sequence)?;
                content.oid()?;
                let algorithm = content.any()?.to_der()?;
                refuse_crypto_pro(&algorithm)?;
                let encrypted = match content.optional(context_primitive(0))? {
                    Some(value) => value.value().to_vec(),
                    None => ber::joined(content.tagged(context(0))?.value()).map_err(not_ber)?,
                };
                Ok(Self::Encrypted(algorithm, encrypted))
            }
            _ => Err(Pkcs12Error::NotPkcs12),
        }
    }

    /// What opening it costs.
    pub(super) fn iterations(&self) -> Option<u64> {
        match self {
            Self::Plain(bags) => {
                let bags = read_bags(bags).ok()?;
                let shrouded = bags.iter().filter(|bag| bag.kind == oid::SHROUDED_KEY_BAG);
                let counts = shrouded.filter_map(|bag| iterations(&shrouded_algorithm(&bag.value)?));
                Some(counts.fold(0, u64::saturating_add))
            }
            Self::Encrypted(algorithm, _) => iterations(algorithm),
        }
    }

    pub(super) fn open(&self, password: &[u8]) -> Result<Zeroizing<Vec<u8>>, Pkcs12Error> {
        match self {
            Self::Plain(bags) => Ok(Zeroizing::new(bags.clone())),
            Self::Encrypted(algorithm, encrypted) => Ok(pbes2::open(
                AlgorithmIdentifierRef::from_der(algorithm)?,
                encrypted,
                password,
            )?),
        }
    }
}

/// `SafeBag`, of which attributes are not looked at: key and certificate are matched by the public key.
pub(super) struct Bag {
    pub(super) kind: ObjectIdentifier,
    pub(super) value: Zeroizing<Vec<u8>>,
}

impl Bag {
    pub(super) fn is_key(&self) -> bool {
        [oid::SHROUDED_KEY_BAG, oid::KEY_BAG].contains(&self.kind)
    }
}

/// The parts of the `AuthenticatedSafe`; none of them is in a vendor's own scheme.
pub(super) fn read_safes(content: &[u8]) -> Result<Vec<Safe>, Pkcs12Error> {
    let der = normal(content)?;
    let safes = Elements::sequence(&der)?.rest(MAX_SAFES)?;
    let safes: Vec<_> = safes.iter().map(|der| Safe::read(der)).collect::<Result<_, _>>()?;
    for safe in &safes {
        if let Safe::Plain(bags) = safe {
            for bag in read_bags(bags)?.iter().filter(|bag| bag.kind == oid::SHROUDED_KEY_BAG) {
                refuse_crypto_pro(&shrouded_algorithm(&bag.value).ok_or(Pkcs12Error::NotPkcs12)?)?;
            }
        }
    }
    Ok(safes)
}

pub(super) fn read_bags(content: &[u8]) -> Result<Vec<Bag>, Pkcs12Error> {
    let der = Zeroizing::new(normal(content)?);
    let bags = Elements::sequence(&der)?.rest(MAX_BAGS)?;
    let read = |der: &Vec<u8>| {
        let mut parts = Elements::sequence(der)?;
        let kind = parts.oid()?;
        let value = Zeroizing::new(parts.tagged(context(0))?.value().to_vec());
        parts.optional(Tag::Set)?;
        parts.end()?;
        Ok(Bag { kind, value })
    };
    bags.iter().map(read).collect()
}

/// The content of a `ContentInfo` of type `data`.
pub(super) fn data(info: AnyRef<'_>) -> Result<&[u8], Pkcs12Error> {
    let mut parts = Elements::of(info, Tag::Sequence)?;
    if parts.oid()? != DATA {
        return Err(Pkcs12Error::NotPkcs12);
    }
    Ok(Elements::of(parts.any()?, context(0))?.octets()?)
}

/// The algorithm of an `EncryptedPrivateKeyInfo`.
fn shrouded_algorithm(value: &[u8]) -> Option<Vec<u8>> {
    Elements::sequence(value).ok()?.any().ok()?.to_der().ok()
}

fn refuse_crypto_pro(algorithm: &[u8]) -> Result<(), Pkcs12Error> {
    match Elements::sequence(algorithm)?.oid()? {
        oid::CRYPTO_PRO_PBE => Err(Pkcs12Error::CryptoPro),
        _ => Ok(()),
    }
}

/// The iterations of PBKDF2 in PBES2; none where it is something else, which is refused later.
fn iterations(algorithm: &[u8]) -> Option<u64> {
    let nested = |elements: &mut Elements<'_>| -> der::Result<Vec<u8>> { elements.tagged(Tag::Sequence)?.to_der() };
    let mut pbes2 = Elements::sequence(algorithm).ok()?;
    pbes2.oid().ok()?;
    let parameters = nested(&mut pbes2).ok()?;
    let derivation = nested(&mut Elements::sequence(&parameters).ok()?).ok()?;
    let mut pbkdf2 = Elements::sequence(&derivation).ok()?;
    pbkdf2.oid().ok()?;
    let parameters = nested(&mut pbkdf2).ok()?;
    let mut parameters = Elements::sequence(&parameters).ok()?;
    parameters.octets().ok()?;
    parameters.read::<u64>().ok()
}

pub(super) fn normal(bytes: &[u8]) -> Result<Vec<u8>, Pkcs12Error> {
    ber::to_der(bytes).map_err(not_ber)
}

fn not_ber(_: ber::NotBer) -> Pkcs12Error {
    Pkcs12Error::NotPkcs12
}
