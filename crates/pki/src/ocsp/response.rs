//! The reader of answers.

use alloc::{borrow::ToOwned, vec::Vec};

use der::{
    AnyRef, Decode, Encode, Tag, Tagged,
    asn1::{BitStringRef, GeneralizedTime, OctetStringRef},
};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;

use super::certificate_id::{CertificateId, extensions, nonce};
use super::respond::{Status, responder_key_hash};
use crate::{
    certificate::Certificate,
    crl::Reason,
    elements::{Elements, context, context_primitive},
    extension, oid, time,
};

/// The largest answer that is looked at, in bytes.
const MAX_SIZE: usize = 256 * 1024;
/// How many certificates and single answers it may hold.
const MAX_PARTS: usize = 64;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OcspResponse {
    Answer(OcspAnswer),
    /// There is no answer: the number of `OCSPResponseStatus`.
    Failure(u8),
}

/// A signed answer. Who signed it, [`OcspAnswer::signer`] says; the signature itself is checked with that key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspAnswer {
    tbs: Vec<u8>,
    data: ResponseData,
    algorithm_der: Vec<u8>,
    signature: Vec<u8>,
    certificates: Vec<Certificate>,
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseData {
    responder: Responder,
    produced_at: i64,
    singles: Vec<SingleAnswer>,
    nonce: Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Responder {
    Name(Vec<u8>),
    Key(Vec<u8>),
}

/// The answer about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleAnswer {
    pub certificate: CertificateId,
    pub status: Status,
    pub this_update: i64,
    pub next_update: Option<i64>,
    pub archive_cutoff: Option<i64>,
}

/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OcspError {
    #[error("Это не ответ OCSP.")]
    NotDer,
    #[error("Ответ OCSP больше 256 КБ.")]
    TooLarge,
}

impl OcspError {
    /// Stable name of the cause.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotDer => "not-der",
            Self::TooLarge => "too-large",
        }
    }
}

impl OcspResponse {
    /// Reads an answer in DER.
    ///
    /// # Errors
    /// [`OcspError`].
    pub fn parse(der: &[u8]) -> Result<Self, OcspError> {
        if der.len() > MAX_SIZE {
            return Err(OcspError::TooLarge);
        }
        Self::read(der).map_err(|_| OcspError::NotDer)
    }

    fn read(der: &[u8]) -> der::Result<Self> {
        let mut outer = Elements::sequence(der)?;
        let [status] = outer.tagged(Tag::Enumerated)?.value() else {
            return Err(Tag::Enumerated.length_error().into());
        };
        let bytes = outer.optional(context(0))?;
        outer.end()?;
        match (status, bytes) {
            (0, Some(bytes)) => {
                let mut bytes = Elements::sequence(bytes.value())?;
                let (kind, basic) = (bytes.oid()?, bytes.octets()?);
                bytes.end()?;
                if kind != oid::OCSP_BASIC {
                    return Err(der::ErrorKind::OidUnknown { oid: kind }.into());
                }
                OcspAnswer::read(basic).map(Self::Answer)
            }
            (0, None) => Err(Tag::Sequence.value_error().into()),
            (status, _) => Ok(Self::Failure(*status)),
        }
    }
}

impl OcspAnswer {
    fn read(der: &[u8]) -> der::Result<Self> {
        let mut basic = Elements::sequence(der)?;
        let tbs = basic.tagged(Tag::Sequence)?;
        let algorithm: AlgorithmIdentifierRef<'_> = basic.read()?;
        let signature: BitStringRef<'_> = basic.read()?;
        let certificates = basic.optional(context(0))?;
        basic.end()?;

        let certificates = match certificates {
            Some(list) => Elements::sequence(list.value())?.rest(MAX_PARTS)?,
            None => Vec::new(),
        };
        Ok(Self {
            tbs: tbs.to_der()?,
            data: ResponseData::read(tbs)?,
            algorithm_der: algorithm.to_der()?,
            signature: signature.as_bytes().ok_or(Tag::BitString.value_error())?.to_owned(),
            certificates: certificates
                .iter()
                .filter_map(|der| Certificate::parse(der).ok())
                .collect(),
        })
    }

    /// The certificate whose key the answer names: one that came with it, or the issuer's own.
    pub fn signer<'a>(&'a self, issuer: &'a Certificate) -> Option<&'a Certificate> {
        self.certificates
            .iter()
            .chain([issuer])
            .find(|certificate| match &self.data.responder {
                Responder::Name(name) => certificate.subject_der() == name.as_slice(),
                Responder::Key(hash) => responder_key_hash(certificate.public_key_der())
                    .is_some_and(|own| own.as_slice() == hash.as_slice()),
            })
    }

    /// The signed part as DER.
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    /// The `AlgorithmIdentifier` of the signature as DER.
    pub fn algorithm_der(&self) -> &[u8] {
        &self.algorithm_der
    }

    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The certificates that came with the answer.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// What it says.
    pub fn data(&self) -> &ResponseData {
        &self.data
    }
}

impl ResponseData {
    /// Reads the part to be signed in DER.
    ///
    /// # Errors
    /// [`OcspError`].
    pub fn parse(der: &[u8]) -> Result<Self, OcspError> {
        if der.len() > MAX_SIZE {
            return Err(OcspError::TooLarge);
        }
        AnyRef::from_der(der)
            .and_then(Self::read)
            .map_err(|_| OcspError::NotDer)
    }

    fn read(tbs: AnyRef<'_>) -> der::Result<Self> {
        let mut data = Elements::of(tbs, Tag::Sequence)?;
        if let Some(version) = data.optional(context(0))?
            && u8::from_der(version.value())? != 0
        {
            return Err(Tag::Integer.value_error().into());
        }
        let responder = Responder::read(data.any()?)?;
        let produced_at = instant(&mut data)?;
        let singles = Elements::of(data.any()?, Tag::Sequence)?.rest(MAX_PARTS)?;
        let all = optional_extensions(data.optional(context(1))?)?;
        data.end()?;
        Ok(Self {
            responder,
            produced_at,
            singles: singles
                .iter()
                .map(|single| read_single(single))
                .collect::<der::Result<_>>()?,
            nonce: nonce(&all)?,
        })
    }

    /// SHA-1 of the responder's key, if that is how it names itself.
    pub fn responder_key(&self) -> Option<&[u8]> {
        match &self.responder {
            Responder::Key(hash) => Some(hash),
            Responder::Name(_) => None,
        }
    }

    pub fn produced_at(&self) -> i64 {
        self.produced_at
    }

    pub fn singles(&self) -> &[SingleAnswer] {
        &self.singles
    }

    /// Value of the nonce's extension.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }
}

impl Responder {
    fn read(value: AnyRef<'_>) -> der::Result<Self> {
        if value.tag() == context(1) {
            return Ok(Self::Name(value.value().to_owned()));
        }
        value.tag().assert_eq(context(2))?;
        let hash = <&OctetStringRef>::from_der(value.value())?;
        Ok(Self::Key(hash.as_bytes().to_owned()))
    }
}

fn read_single(der: &[u8]) -> der::Result<SingleAnswer> {
    let mut parts = Elements::sequence(der)?;
    let certificate = CertificateId::read(parts.any()?)?;
    let status = read_status(parts.any()?)?;
    let this_update = instant(&mut parts)?;
    let next_update = match parts.optional(context(0))? {
        Some(next) => Some(date(AnyRef::from_der(next.value())?.decode_as()?)),
        None => None,
    };
    let all = optional_extensions(parts.optional(context(1))?)?;
    parts.end()?;
    let cutoff: Option<GeneralizedTime> = extension::find(&all, oid::OCSP_ARCHIVE_CUTOFF);
    Ok(SingleAnswer {
        certificate,
        status,
        this_update,
        next_update,
        archive_cutoff: cutoff.map(date),
    })
}

fn read_status(value: AnyRef<'_>) -> der::Result<Status> {
    let tag = value.tag();
    if tag == context_primitive(0) && value.value().is_empty() {
        return Ok(Status::Good);
    }
    if tag == context_primitive(2) && value.value().is_empty() {
        return Ok(Status::Unknown);
    }
    let mut info = Elements::of(value, context(1))?;
    let since = instant(&mut info)?;
    let reason = match info.optional(context(0))? {
        Some(reason) => Reason::from_der(reason.value())?,
        None => Reason::Unspecified,
    };
    info.end()?;
    Ok(Status::Revoked { since, reason })
}

fn optional_extensions(value: Option<AnyRef<'_>>) -> der::Result<Vec<Extension>> {
    match value {
        Some(value) => extensions(AnyRef::from_der(value.value())?),
        None => Ok(Vec::new()),
    }
}

fn instant(parts: &mut Elements<'_>) -> der::Result<i64> {
    parts.read::<GeneralizedTime>().map(date)
}

fn date(instant: GeneralizedTime) -> i64 {
    time::from_date(instant.to_date_time())
}
