//! How a question names a certificate: by hashes of its issuer, in any hash function, and its serial number.

use alloc::{borrow::ToOwned, vec::Vec};

use der::{AnyRef, Decode, Encode, Tag};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::{
    digest::DigestAlgorithm,
    elements::Elements,
    oid,
    tlv::{INTEGER, OCTET_STRING, SEQUENCE, object_identifier, tlv},
};

/// Longer serial numbers are no question about a certificate of anybody (RFC 5280 §4.1.2.2 allows 20 bytes).
const MAX_SERIAL: usize = 64;

/// ```text
/// CertID ::= SEQUENCE {
///     hashAlgorithm   AlgorithmIdentifier,
///     issuerNameHash  OCTET STRING,
///     issuerKeyHash   OCTET STRING,
///     serialNumber    CertificateSerialNumber }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateId {
    /// As it came: an answer repeats it byte for byte.
    der: Vec<u8>,
    /// None: a hash function that we do not know; then the issuer is not known either.
    algorithm: Option<DigestAlgorithm>,
    name_hash: Vec<u8>,
    key_hash: Vec<u8>,
    serial: Vec<u8>,
}

impl CertificateId {
    /// The question about a certificate of an issuer.
    ///
    /// `issuer_name` is the DER of its subject, `issuer_key` its `SubjectPublicKeyInfo`; None when that is no DER.
    pub fn new(algorithm: DigestAlgorithm, issuer_name: &[u8], issuer_key: &[u8], serial: &[u8]) -> Option<Self> {
        let hashes = Hashes::of(algorithm, issuer_name, key_bits(issuer_key)?);
        let der = tlv(
            SEQUENCE,
            &[
                &tlv(SEQUENCE, &[&object_identifier(algorithm.oid()), &parameters(algorithm)]),
                &tlv(OCTET_STRING, &[&hashes.name]),
                &tlv(OCTET_STRING, &[&hashes.key]),
                &tlv(INTEGER, &[serial]),
            ],
        );
        Some(Self {
            der,
            algorithm: Some(algorithm),
            name_hash: hashes.name,
            key_hash: hashes.key,
            serial: serial.to_owned(),
        })
    }

    pub(super) fn read(value: AnyRef<'_>) -> der::Result<Self> {
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let algorithm: AlgorithmIdentifierRef<'_> = parts.read()?;
        let (name_hash, key_hash) = (parts.octets()?, parts.octets()?);
        let serial = parts.tagged(Tag::Integer)?.value();
        parts.end()?;
        if !(1..=MAX_SERIAL).contains(&serial.len()) {
            return Err(Tag::Integer.length_error().into());
        }
        Ok(Self {
            der: value.to_der()?,
            algorithm: DigestAlgorithm::from_oid(algorithm.oid),
            name_hash: name_hash.to_owned(),
            key_hash: key_hash.to_owned(),
            serial: serial.to_owned(),
        })
    }

    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Content of the INTEGER.
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }
}

/// SHA-1 and its kin carry a NULL that every old reader expects; ГОСТ Р 34.11-2012 carries nothing (RFC 9215 §2).
fn parameters(algorithm: DigestAlgorithm) -> Vec<u8> {
    match algorithm {
        DigestAlgorithm::Streebog256 | DigestAlgorithm::Streebog512 => Vec::new(),
        _ => alloc::vec![0x05, 0x00],
    }
}

#[derive(Clone, Debug)]
struct Hashes {
    algorithm: DigestAlgorithm,
    name: Vec<u8>,
    key: Vec<u8>,
}

impl Hashes {
    fn of(algorithm: DigestAlgorithm, name: &[u8], key: &[u8]) -> Self {
        Self {
            algorithm,
            name: algorithm.digest(name),
            key: algorithm.digest(key),
        }
    }
}

/// The hashes of one issuer in every function that peers ask with, made once.
#[derive(Clone, Debug)]
pub struct IssuerHashes(Vec<Hashes>);

impl IssuerHashes {
    /// `name` is the DER of the issuer's subject, `key` its `SubjectPublicKeyInfo`; None when that is no DER.
    pub fn new(name: &[u8], key: &[u8]) -> Option<Self> {
        let key = key_bits(key)?;
        let all = DigestAlgorithm::ALL.map(|algorithm| Hashes::of(algorithm, name, key));
        Some(Self(all.into()))
    }

    /// Whether a question is about a certificate of this issuer.
    pub fn are_of(&self, id: &CertificateId) -> bool {
        self.0.iter().any(|hashes| {
            Some(hashes.algorithm) == id.algorithm && hashes.name == id.name_hash && hashes.key == id.key_hash
        })
    }
}

/// The bits of a key without tag, length and unused bits.
pub(super) fn key_bits(public_key: &[u8]) -> Option<&[u8]> {
    let info = SubjectPublicKeyInfoRef::from_der(public_key).ok()?;
    Some(info.subject_public_key.raw_bytes())
}

/// Extensions of a question or an answer: their number is bounded, none may stand twice.
pub(super) fn extensions(value: AnyRef<'_>) -> der::Result<Vec<x509_cert::ext::Extension>> {
    const MAX: usize = 16;
    let list: Vec<x509_cert::ext::Extension> = value.decode_as()?;
    if list.len() > MAX || crate::extension::repeated(&list).is_some() {
        return Err(Tag::Sequence.value_error().into());
    }
    Ok(list)
}

/// The nonce: its extension value, byte for byte. RFC 9654 §2.1: an OCTET STRING of 1 to 128 bytes; older peers put the
/// random bytes there without it.
pub(super) fn nonce(extensions: &[x509_cert::ext::Extension]) -> der::Result<Option<Vec<u8>>> {
    const MAX: usize = 130;
    match crate::extension::value(extensions, oid::OCSP_NONCE) {
        Some(value) if value.is_empty() || value.len() > MAX => Err(Tag::OctetString.length_error().into()),
        value => Ok(value.map(<[u8]>::to_vec)),
    }
}
