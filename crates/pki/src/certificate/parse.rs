//! The reader for our own ways: DER and nothing else. What a profile allows is the business of `lint`; certificates that
//! break the standard are read by [`Certificate::read`].

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::{fmt::Write, ops::Range};

use const_oid::ObjectIdentifier;
use der::{
    AnyRef, Decode, Encode, Sequence, Tag,
    asn1::{BitStringRef, IntRef},
};
use gost::VerifyingKey;
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierRef;
use x509_cert::{ext::Extension, ext::pkix::SubjectKeyIdentifier, time::Time};

use crate::{
    extension,
    name::{DistinguishedName, NameError},
    oid, pem, time,
};

/// The largest certificate that is looked at, in bytes.
pub(super) const MAX_SIZE: usize = 256 * 1024;

/// `SEQUENCE { to be signed, AlgorithmIdentifier, BIT STRING }`: a certificate, a list and a request all look so.
#[derive(Sequence)]
pub(crate) struct Signed<'a> {
    pub(crate) tbs: AnyRef<'a>,
    pub(crate) algorithm: AlgorithmIdentifierRef<'a>,
    pub(crate) signature: BitStringRef<'a>,
}

impl<'a> Signed<'a> {
    /// Where the signed part stands in `whole`, the bytes this was read from.
    pub(crate) fn tbs_bytes(&self, whole: &[u8]) -> Option<Range<usize>> {
        let content = AnyRef::from_der(whole).ok()?.value().len();
        let length = usize::try_from(self.tbs.encoded_len().ok()?).ok()?;
        let start = whole.len().checked_sub(content)?;
        Some(start..start.checked_add(length)?)
    }

    /// A signature is whole bytes; bits that are left over would be a second spelling of it.
    pub(crate) fn signature(&self) -> der::Result<&'a [u8]> {
        self.signature
            .as_bytes()
            .ok_or_else(|| Tag::BitString.value_error().into())
    }
}

/// ```text
/// TBSCertificate ::= SEQUENCE {
///     version         [0] EXPLICIT Version DEFAULT v1,
///     serialNumber         CertificateSerialNumber,
///     signature            AlgorithmIdentifier,
///     issuer               Name,
///     validity             Validity,
///     subject              Name,
///     subjectPublicKeyInfo SubjectPublicKeyInfo,
///     issuerUniqueID  [1] IMPLICIT UniqueIdentifier OPTIONAL,
///     subjectUniqueID [2] IMPLICIT UniqueIdentifier OPTIONAL,
///     extensions      [3] EXPLICIT Extensions OPTIONAL
/// }
/// ```
#[derive(Sequence)]
pub(crate) struct TbsCertificate<'a> {
    #[asn1(context_specific = "0", default = "Default::default")]
    pub(crate) version: u8,
    pub(crate) serial: IntRef<'a>,
    pub(crate) signature: AlgorithmIdentifierRef<'a>,
    pub(crate) issuer: AnyRef<'a>,
    pub(crate) validity: Validity,
    pub(crate) subject: AnyRef<'a>,
    pub(crate) public_key: AnyRef<'a>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) issuer_unique_id: Option<BitStringRef<'a>>,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) subject_unique_id: Option<BitStringRef<'a>>,
    #[asn1(context_specific = "3", optional = "true")]
    pub(crate) extensions: Option<Vec<Extension>>,
}

/// ```text
/// Validity ::= SEQUENCE { notBefore Time, notAfter Time }
/// ```
#[derive(Clone, Copy, Sequence)]
pub(crate) struct Validity {
    pub(crate) not_before: Time,
    pub(crate) not_after: Time,
}

/// A certificate that was read. Its signature is checked by [`Certificate::verify`], not by reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub(super) der: Vec<u8>,
    pub(super) tbs: Vec<u8>,
    pub(super) signature_algorithm: ObjectIdentifier,
    pub(super) algorithm_der: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) serial: Vec<u8>,
    pub(super) issuer_der: Vec<u8>,
    pub(super) subject_der: Vec<u8>,
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) public_key_der: Vec<u8>,
    pub(super) extensions: Vec<Extension>,
}

/// Why a certificate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    #[error("Это не сертификат: нужен файл X.509 в виде PEM или DER.")]
    NotDer,
    #[error("Файл больше 256 КБ: это не сертификат.")]
    TooLarge,
    #[error("В сертификате названы два разных алгоритма подписи.")]
    AlgorithmMismatch,
    #[error("Ключ в сертификате не принят ({}).", .0.code())]
    Key(gost::KeyError),
    #[error("Подпись сертификата не сходится с его содержанием или сделана другим ключом.")]
    BadSignature,
}

impl CertificateError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDer => "not-der",
            Self::TooLarge => "too-large",
            Self::AlgorithmMismatch => "algorithm-mismatch",
            Self::Key(_) => "key-not-accepted",
            Self::BadSignature => "bad-signature",
        }
    }
}

impl Certificate {
    /// Reads a certificate in PEM or DER.
    pub fn parse(bytes: &[u8]) -> Result<Self, CertificateError> {
        if bytes.len() > MAX_SIZE {
            return Err(CertificateError::TooLarge);
        }
        let der = pem::decode(bytes, pem::CERTIFICATE).map_err(|pem::NotPem| CertificateError::NotDer)?;
        let signed = Signed::from_der(&der).map_err(|_| CertificateError::NotDer)?;
        let tbs = signed.tbs.to_der().map_err(|_| CertificateError::NotDer)?;
        let certificate = TbsCertificate::from_der(&tbs).map_err(|_| CertificateError::NotDer)?;
        // RFC 5280 §4.1.1.2: only the inner one is signed.
        if certificate.signature != signed.algorithm {
            return Err(CertificateError::AlgorithmMismatch);
        }
        Self::new(&der, &tbs, &signed, certificate).map_err(|_| CertificateError::NotDer)
    }

    fn new(der: &[u8], tbs_der: &[u8], signed: &Signed<'_>, tbs: TbsCertificate<'_>) -> der::Result<Self> {
        Ok(Self {
            der: der.to_owned(),
            tbs: tbs_der.to_owned(),
            signature_algorithm: tbs.signature.oid,
            algorithm_der: tbs.signature.to_der()?,
            signature: signed.signature()?.to_owned(),
            serial: tbs.serial.as_bytes().to_owned(),
            issuer_der: tbs.issuer.to_der()?,
            subject_der: tbs.subject.to_der()?,
            not_before: time::from_time(tbs.validity.not_before),
            not_after: time::from_time(tbs.validity.not_after),
            public_key_der: tbs.public_key.to_der()?,
            extensions: tbs.extensions.unwrap_or_default(),
        })
    }

    /// The whole certificate as DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The signed part as DER.
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    pub fn to_pem(&self) -> String {
        pem::encode(pem::CERTIFICATE, &self.der)
    }

    /// Content of the INTEGER, most significant byte first. Ours are [`crate::SerialNumber`]s.
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    pub fn issuer_der(&self) -> &[u8] {
        &self.issuer_der
    }

    pub fn issuer(&self) -> Result<DistinguishedName, NameError> {
        DistinguishedName::from_der(&self.issuer_der)
    }

    pub fn subject_der(&self) -> &[u8] {
        &self.subject_der
    }

    pub fn subject(&self) -> Result<DistinguishedName, NameError> {
        DistinguishedName::from_der(&self.subject_der)
    }

    /// First second of validity.
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// Last second of validity: inclusive.
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    pub fn is_valid_at(&self, unix: i64) -> bool {
        (self.not_before..=self.not_after).contains(&unix)
    }

    /// `SubjectPublicKeyInfo` as DER.
    pub fn public_key_der(&self) -> &[u8] {
        &self.public_key_der
    }

    /// The key, if it is ГОСТ Р 34.10-2012 and lies on its curve.
    pub fn public_key(&self) -> Result<VerifyingKey, CertificateError> {
        VerifyingKey::from_spki_der(&self.public_key_der).map_err(CertificateError::Key)
    }

    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    pub fn signature_algorithm(&self) -> ObjectIdentifier {
        self.signature_algorithm
    }

    /// The signed `AlgorithmIdentifier` as DER.
    pub fn algorithm_der(&self) -> &[u8] {
        &self.algorithm_der
    }

    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether `issuer` signed it, with the algorithm that goes with its key. Names and dates are not looked at.
    pub fn verify(&self, issuer: &VerifyingKey) -> Result<(), CertificateError> {
        if self.signature_algorithm != gost::signature_oid(issuer.set()) {
            return Err(CertificateError::BadSignature);
        }
        issuer
            .verify(&self.tbs, &self.signature)
            .map_err(|_| CertificateError::BadSignature)
    }

    pub fn subject_key_identifier(&self) -> Option<Vec<u8>> {
        let identifier: SubjectKeyIdentifier = extension::find(&self.extensions, oid::SUBJECT_KEY_IDENTIFIER)?;
        Some(identifier.0.into_bytes().into_vec())
    }
}

/// SHA-256 of the whole certificate, the form in which browsers and Windows show it too.
pub fn fingerprint(der: &[u8]) -> [u8; 32] {
    Sha256::digest(der).into()
}

/// Pairs of capital hexadecimal digits with a space after every second byte: `A1B2 C3D4 …`.
pub fn format_fingerprint(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        let separator = if at > 0 && at % 2 == 0 { " " } else { "" };
        write!(text, "{separator}{byte:02X}").expect("writing to a String cannot fail");
    }
    text
}
