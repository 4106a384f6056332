//! The reader of revocation lists.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{
    AnyRef, Decode, Encode, Enumerated, Sequence,
    asn1::{IntRef, UintRef},
};
use gost::VerifyingKey;
use spki::AlgorithmIdentifierRef;
use x509_cert::{ext::Extension, time::Time};

use super::RevokedEntry;
use crate::{certificate::Signed, extension, oid, pem, time};

/// The largest list that is looked at, in bytes: about three million entries.
const MAX_SIZE: usize = 128 * 1024 * 1024;

/// ```text
/// TBSCertList ::= SEQUENCE {
///     version                 Version OPTIONAL, -- if present, MUST be v2
///     signature               AlgorithmIdentifier,
///     issuer                  Name,
///     thisUpdate              Time,
///     nextUpdate              Time OPTIONAL,
///     revokedCertificates     SEQUENCE OF SEQUENCE { … } OPTIONAL,
///     crlExtensions       [0] EXPLICIT Extensions OPTIONAL
/// }
/// ```
#[derive(Sequence)]
pub(crate) struct TbsCertList<'a> {
    #[asn1(optional = "true")]
    pub(crate) version: Option<u8>,
    pub(crate) signature: AlgorithmIdentifierRef<'a>,
    pub(crate) issuer: AnyRef<'a>,
    pub(crate) this_update: Time,
    #[asn1(optional = "true")]
    pub(crate) next_update: Option<Time>,
    #[asn1(optional = "true")]
    pub(crate) revoked: Option<Vec<RevokedCertificate<'a>>>,
    #[asn1(context_specific = "0", optional = "true")]
    pub(crate) extensions: Option<Vec<Extension>>,
}

/// ```text
/// SEQUENCE {
///     userCertificate    CertificateSerialNumber,
///     revocationDate     Time,
///     crlEntryExtensions Extensions OPTIONAL
/// }
/// ```
#[derive(Sequence)]
pub(crate) struct RevokedCertificate<'a> {
    pub(crate) serial: IntRef<'a>,
    pub(crate) date: Time,
    #[asn1(optional = "true")]
    pub(crate) extensions: Option<Vec<Extension>>,
}

/// ```text
/// CRLReason ::= ENUMERATED { unspecified(0), keyCompromise(1), cACompromise(2), affiliationChanged(3),
///     superseded(4), cessationOfOperation(5), certificateHold(6), removeFromCRL(8), privilegeWithdrawn(9),
///     aACompromise(10) }
/// ```
///
/// RFC 5280 §5.3.1. `unspecified` is written as no reason at all, as the RFC asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumerated)]
#[repr(u8)]
pub enum Reason {
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
}

/// A revocation list that was read. Its signature is checked by [`Crl::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crl {
    der: Vec<u8>,
    tbs: Vec<u8>,
    signature_algorithm: ObjectIdentifier,
    signature: Vec<u8>,
    issuer_der: Vec<u8>,
    this_update: i64,
    next_update: Option<i64>,
    entries: Vec<RevokedEntry>,
    extensions: Vec<Extension>,
}

/// Why a revocation list cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrlError {
    #[error("Это не список отозванных сертификатов: нужен файл X.509 CRL в виде PEM или DER.")]
    NotDer,
    #[error("Файл больше 128 МБ: это не список отозванных сертификатов.")]
    TooLarge,
    #[error("В списке отозванных сертификатов названы два разных алгоритма подписи.")]
    AlgorithmMismatch,
    #[error("Подпись списка отозванных сертификатов не сходится с его содержанием или сделана другим ключом.")]
    BadSignature,
}

impl CrlError {
    /// Stable name of the cause.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotDer => "not-der",
            Self::TooLarge => "too-large",
            Self::AlgorithmMismatch => "algorithm-mismatch",
            Self::BadSignature => "bad-signature",
        }
    }
}

impl Crl {
    /// Reads a list in PEM or DER.
    pub fn parse(bytes: &[u8]) -> Result<Self, CrlError> {
        if bytes.len() > MAX_SIZE {
            return Err(CrlError::TooLarge);
        }
        let der = pem::decode(bytes, pem::CRL).map_err(|pem::NotPem| CrlError::NotDer)?;
        let signed = Signed::from_der(&der).map_err(|_| CrlError::NotDer)?;
        let tbs = signed.tbs.to_der().map_err(|_| CrlError::NotDer)?;
        let list = TbsCertList::from_der(&tbs).map_err(|_| CrlError::NotDer)?;
        if list.signature != signed.algorithm {
            return Err(CrlError::AlgorithmMismatch);
        }
        Self::new(&der, &tbs, &signed, list).map_err(|_| CrlError::NotDer)
    }

    fn new(der: &[u8], tbs_der: &[u8], signed: &Signed<'_>, tbs: TbsCertList<'_>) -> der::Result<Self> {
        Ok(Self {
            der: der.to_owned(),
            tbs: tbs_der.to_owned(),
            signature_algorithm: tbs.signature.oid,
            signature: signed.signature()?.to_owned(),
            issuer_der: tbs.issuer.to_der()?,
            this_update: time::from_time(tbs.this_update),
            next_update: tbs.next_update.map(time::from_time),
            entries: tbs.revoked.iter().flatten().map(RevokedCertificate::entry).collect(),
            extensions: tbs.extensions.unwrap_or_default(),
        })
    }

    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The signed part as DER.
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    pub fn to_pem(&self) -> String {
        pem::encode(pem::CRL, &self.der)
    }

    pub fn issuer_der(&self) -> &[u8] {
        &self.issuer_der
    }

    pub fn signature_algorithm(&self) -> ObjectIdentifier {
        self.signature_algorithm
    }

    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub fn this_update(&self) -> i64 {
        self.this_update
    }

    pub fn next_update(&self) -> Option<i64> {
        self.next_update
    }

    /// The entries in the order of the list.
    pub fn entries(&self) -> &[RevokedEntry] {
        &self.entries
    }

    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// CRLNumber, if it fits 64 bits.
    pub fn number(&self) -> Option<u64> {
        let extension = self
            .extensions
            .iter()
            .find(|extension| extension.extn_id == oid::CRL_NUMBER)?;
        let number = UintRef::from_der(extension.extn_value.as_bytes()).ok()?;
        if number.as_bytes().len() > 8 {
            return None;
        }
        Some(
            number
                .as_bytes()
                .iter()
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    }

    /// Whether `issuer` signed it, with the algorithm that goes with its key. Names and dates are not looked at.
    pub fn verify(&self, issuer: &VerifyingKey) -> Result<(), CrlError> {
        if self.signature_algorithm != gost::signature_oid(issuer.set()) {
            return Err(CrlError::BadSignature);
        }
        issuer
            .verify(&self.tbs, &self.signature)
            .map_err(|_| CrlError::BadSignature)
    }
}

impl RevokedCertificate<'_> {
    fn entry(&self) -> RevokedEntry {
        let reason = extension::find(self.extensions.as_deref().unwrap_or_default(), oid::REASON_CODE);
        RevokedEntry {
            serial: self.serial.as_bytes().to_owned(),
            date: time::from_time(self.date),
            reason: reason.unwrap_or(Reason::Unspecified),
        }
    }
}
