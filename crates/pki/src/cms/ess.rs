//! The attribute that ties a signature to one certificate: signing-certificate (RFC 2634 §5.4) and its second version
//! (RFC 5035 §3). With it a signature is CAdES-BES.

use alloc::vec::Vec;

use der::Tag;
use gost::ParameterSet;

use super::{Attribute, Attributes};
use crate::{
    certificate::Certificate,
    digest::DigestAlgorithm,
    elements::{Elements, context},
    oid,
    tlv::{INTEGER, OCTET_STRING, SEQUENCE, algorithm, tlv},
};

/// `GeneralName`: directoryName [4].
const DIRECTORY_NAME: u8 = 0xa4;

/// The first certificate that the attribute names: that of the signer. Others may follow and are not looked at.
#[derive(Debug)]
pub(super) struct CertificateId {
    digest: DigestAlgorithm,
    hash: Vec<u8>,
    /// Issuer (DER `Name`) and serial number, if they stand beside the hash.
    issuer_serial: Option<(Vec<u8>, Vec<u8>)>,
}

/// The attribute cannot be read, or names a hash function we do not know.
#[derive(Debug)]
pub(super) struct Unreadable;

impl CertificateId {
    /// `None` when there is neither version of the attribute.
    pub(super) fn find(attributes: &Attributes) -> Result<Option<Self>, Unreadable> {
        let second = attributes.values(oid::SIGNING_CERTIFICATE_V2).next();
        let first = attributes.values(oid::SIGNING_CERTIFICATE).next();
        let read = match (second, first) {
            (Some(value), _) => Self::from_second_version(value),
            (None, Some(value)) => Self::from_first_version(value),
            (None, None) => return Ok(None),
        };
        read.map(Some).map_err(|_| Unreadable)
    }

    /// ```text
    /// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, policies … OPTIONAL }
    /// ESSCertIDv2 ::= SEQUENCE {
    ///     hashAlgorithm  AlgorithmIdentifier DEFAULT {algorithm id-sha256},
    ///     certHash       OCTET STRING,
    ///     issuerSerial   IssuerSerial OPTIONAL }
    /// ```
    fn from_second_version(der: &[u8]) -> der::Result<Self> {
        let mut id = first_id(der)?;
        let digest = match id.optional(Tag::Sequence)? {
            None => DigestAlgorithm::Sha256,
            Some(algorithm) => {
                let name = Elements::of(algorithm, Tag::Sequence)?.oid()?;
                DigestAlgorithm::from_oid(name).ok_or_else(|| Tag::ObjectIdentifier.value_error())?
            }
        };
        Self::rest(digest, id)
    }

    /// `ESSCertID ::= SEQUENCE { certHash OCTET STRING, issuerSerial IssuerSerial OPTIONAL }`, the hash being SHA-1.
    fn from_first_version(der: &[u8]) -> der::Result<Self> {
        Self::rest(DigestAlgorithm::Sha1, first_id(der)?)
    }

    fn rest(digest: DigestAlgorithm, mut id: Elements<'_>) -> der::Result<Self> {
        let hash = id.octets()?.to_vec();
        let issuer_serial = id.optional(Tag::Sequence)?.map(issuer_serial).transpose()?;
        Ok(Self {
            digest,
            hash,
            issuer_serial: issuer_serial.flatten(),
        })
    }

    pub(super) fn names(&self, certificate: &Certificate) -> bool {
        let issuer_serial = self.issuer_serial.as_ref();
        self.hash == self.digest.digest(certificate.der())
            && issuer_serial
                .is_none_or(|(issuer, serial)| issuer == certificate.issuer_der() && serial == certificate.serial())
    }
}

/// The elements of the first id in the list.
fn first_id(der: &[u8]) -> der::Result<Elements<'_>> {
    let mut ids = Elements::of(Elements::sequence(der)?.any()?, Tag::Sequence)?;
    Elements::of(ids.any()?, Tag::Sequence)
}

/// `IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }`; an issuer that is no single directory name
/// says nothing that could be compared.
fn issuer_serial(value: der::AnyRef<'_>) -> der::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let mut pair = Elements::of(value, Tag::Sequence)?;
    let mut names = Elements::of(pair.any()?, Tag::Sequence)?;
    let serial = pair.tagged(Tag::Integer)?.value().to_vec();
    let directory_name = names.optional(context(4))?;
    Ok(directory_name.map(|name| (name.value().to_vec(), serial)))
}

/// signing-certificate-v2 with the hash function of the key, and with issuer and serial number.
pub(super) fn signing_certificate(certificate: &Certificate, set: ParameterSet) -> Attribute {
    let digest = DigestAlgorithm::of_key(set);
    let hash = tlv(OCTET_STRING, &[&digest.digest(certificate.der())]);
    let names = tlv(SEQUENCE, &[&tlv(DIRECTORY_NAME, &[certificate.issuer_der()])]);
    let issuer_serial = tlv(SEQUENCE, &[&names, &tlv(INTEGER, &[certificate.serial()])]);
    let id = tlv(SEQUENCE, &[&algorithm(digest.oid()), &hash, &issuer_serial]);
    Attribute::new(oid::SIGNING_CERTIFICATE_V2, tlv(SEQUENCE, &[&tlv(SEQUENCE, &[&id])]))
}
