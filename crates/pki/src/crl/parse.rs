//! The reader of revocation lists.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Encode, Sequence, asn1::UintRef};
use gost::VerifyingKey;
use spki::AlgorithmIdentifierRef;
use x509_cert::{
    ext::{Extension, pkix::crl::dp::IssuingDistributionPoint},
    time::Time,
};

use super::entry::{Entries, RawEntries};
use crate::{certificate::Signed, extension, oid, pem, raw::RawSequence, time};

/// The largest list that is looked at, in bytes: about three million entries.
pub(super) const MAX_SIZE: usize = 128 * 1024 * 1024;

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
    pub(crate) revoked: Option<RawSequence<'a>>,
    #[asn1(context_specific = "0", optional = "true")]
    pub(crate) extensions: Option<Vec<Extension>>,
}

/// A revocation list that was read. Its signature is checked by [`Crl::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crl {
    der: Vec<u8>,
    /// Where these stand in `der`.
    tbs: Range<usize>,
    issuer: Range<usize>,
    revoked: Range<usize>,
    count: usize,
    signature_algorithm: ObjectIdentifier,
    signature: Vec<u8>,
    this_update: i64,
    next_update: Option<i64>,
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
        Self::from_der(der.into_owned())
    }

    /// Reads a list in DER and keeps these bytes; nothing of a million entries is copied.
    ///
    /// # Errors
    /// [`CrlError`].
    pub fn from_der(der: Vec<u8>) -> Result<Self, CrlError> {
        if der.len() > MAX_SIZE {
            return Err(CrlError::TooLarge);
        }
        let signed = Signed::from_der(&der).map_err(|_| CrlError::NotDer)?;
        let tbs = signed.tbs_bytes(&der).ok_or(CrlError::NotDer)?;
        let list = TbsCertList::from_der(&der[tbs.clone()]).map_err(|_| CrlError::NotDer)?;
        if list.signature != signed.algorithm {
            return Err(CrlError::AlgorithmMismatch);
        }
        let content = list.revoked.map_or(&[][..], |revoked| revoked.0);
        let count = count_entries(content).map_err(|_| CrlError::NotDer)?;
        let (revoked, name) = (range_of(&der, content), range_of(&der, list.issuer.value()));
        let length = list.issuer.encoded_len().map_err(|_| CrlError::NotDer)?;
        let issuer = name.end - usize::try_from(length).map_err(|_| CrlError::NotDer)?..name.end;
        Ok(Self {
            tbs,
            issuer,
            revoked,
            count,
            signature_algorithm: list.signature.oid,
            signature: signed.signature().map_err(|_| CrlError::NotDer)?.to_owned(),
            this_update: time::from_time(list.this_update),
            next_update: list.next_update.map(time::from_time),
            extensions: list.extensions.unwrap_or_default(),
            der,
        })
    }

    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub fn into_der(self) -> Vec<u8> {
        self.der
    }

    /// The signed part as DER.
    pub fn tbs(&self) -> &[u8] {
        &self.der[self.tbs.clone()]
    }

    pub fn to_pem(&self) -> String {
        pem::encode(pem::CRL, &self.der)
    }

    pub fn issuer_der(&self) -> &[u8] {
        &self.der[self.issuer.clone()]
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
    pub fn entries(&self) -> Entries<'_> {
        Entries(RawEntries::new(&self.der[self.revoked.clone()]))
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.count
    }

    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// CRLNumber, if it fits 64 bits.
    pub fn number(&self) -> Option<u64> {
        self.small_number(oid::CRL_NUMBER)
    }

    /// Of a delta list: the number of the complete list that it adds to. Whether it is one, [`Self::is_delta`] tells.
    pub fn base(&self) -> Option<u64> {
        self.small_number(oid::DELTA_CRL_INDICATOR)
    }

    pub fn is_delta(&self) -> bool {
        extension::value(&self.extensions, oid::DELTA_CRL_INDICATOR).is_some()
    }

    /// What part of the certificates the list speaks of, if it says so.
    pub fn issuing_distribution_point(&self) -> Option<IssuingDistributionPoint> {
        extension::find(&self.extensions, oid::ISSUING_DISTRIBUTION_POINT)
    }

    /// Of partial lists, the DER of that extension: equal for lists of the same part.
    pub fn part_der(&self) -> Option<&[u8]> {
        extension::value(&self.extensions, oid::ISSUING_DISTRIBUTION_POINT)
    }

    fn small_number(&self, oid: ObjectIdentifier) -> Option<u64> {
        let number = UintRef::from_der(extension::value(&self.extensions, oid)?).ok()?;
        let bytes = number.as_bytes();
        (bytes.len() <= 8).then(|| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// Whether `issuer` signed it, with the algorithm that goes with its key. Names and dates are not looked at.
    pub fn verify(&self, issuer: &VerifyingKey) -> Result<(), CrlError> {
        if self.signature_algorithm != gost::signature_oid(issuer.set()) {
            return Err(CrlError::BadSignature);
        }
        issuer
            .verify(self.tbs(), &self.signature)
            .map_err(|_| CrlError::BadSignature)
    }
}

/// Looks at every entry and every extension of it once.
fn count_entries(content: &[u8]) -> der::Result<usize> {
    RawEntries::new(content).try_fold(0, |count, entry| {
        entry?.extensions().try_for_each(|extension| extension.map(drop))?;
        Ok(count + 1)
    })
}

/// Where a part of `whole` stands in it.
fn range_of(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    if part.is_empty() {
        0..0
    } else {
        start..start + part.len()
    }
}
