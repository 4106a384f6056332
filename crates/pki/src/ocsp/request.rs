//! The question (RFC 6960 §4.1).

use alloc::vec::Vec;

use der::{AnyRef, Decode, Tag};

use super::certificate_id::{CertificateId, extensions, nonce};
use crate::{
    elements::{Elements, context},
    oid,
    tlv::{OCTET_STRING, SEQUENCE, object_identifier, tlv},
};

/// The largest question that is looked at, in bytes.
const MAX_SIZE: usize = 64 * 1024;
/// How many certificates one question may name.
pub const MAX_CERTIFICATES: usize = 32;

/// ```text
/// OCSPRequest ::= SEQUENCE {
///     tbsRequest             TBSRequest,
///     optionalSignature  [0] EXPLICIT Signature OPTIONAL }
/// TBSRequest ::= SEQUENCE {
///     version            [0] EXPLICIT Version DEFAULT v1,
///     requestorName      [1] EXPLICIT GeneralName OPTIONAL,
///     requestList            SEQUENCE OF Request,
///     requestExtensions  [2] EXPLICIT Extensions OPTIONAL }
/// Request ::= SEQUENCE {
///     reqCert                     CertID,
///     singleRequestExtensions [0] EXPLICIT Extensions OPTIONAL }
/// ```
///
/// Who asks does not matter: a signature of the question is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspRequest {
    certificates: Vec<CertificateId>,
    nonce: Option<Vec<u8>>,
}

/// Why a question is not answered: `malformedRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("the question is larger than 64 KB")]
    TooLarge,
    #[error("the question is not an OCSPRequest of version 1")]
    NotDer,
    #[error("the question names no certificate, or too many")]
    Count,
    #[error("the question has a critical extension that is not known")]
    CriticalExtension,
}

impl RequestError {
    /// Stable name of the cause.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotDer => "not-der",
            Self::Count => "bad-count",
            Self::CriticalExtension => "critical-extension",
        }
    }
}

impl OcspRequest {
    /// Reads a question in DER.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn parse(der: &[u8]) -> Result<Self, RequestError> {
        if der.len() > MAX_SIZE {
            return Err(RequestError::TooLarge);
        }
        let (list, all_extensions, nonce) = read(der).map_err(|_| RequestError::NotDer)?;
        if !(1..=MAX_CERTIFICATES).contains(&list.len()) {
            return Err(RequestError::Count);
        }
        let known = [oid::OCSP_NONCE, oid::OCSP_RESPONSE_TYPES];
        if all_extensions
            .iter()
            .any(|extension| extension.critical && !known.contains(&extension.extn_id))
        {
            return Err(RequestError::CriticalExtension);
        }
        Ok(Self {
            certificates: list,
            nonce,
        })
    }

    /// What is asked, in the order of the question; never empty.
    pub fn certificates(&self) -> &[CertificateId] {
        &self.certificates
    }

    /// Value of the nonce's extension, to be repeated.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }
}

type Read = (Vec<CertificateId>, Vec<x509_cert::ext::Extension>, Option<Vec<u8>>);

fn read(der: &[u8]) -> der::Result<Read> {
    let mut outer = Elements::sequence(der)?;
    let mut tbs = Elements::of(outer.any()?, Tag::Sequence)?;
    outer.optional(context(0))?;
    outer.end()?;
    if let Some(version) = tbs.optional(context(0))?
        && u8::from_der(version.value())? != 0
    {
        return Err(Tag::Integer.value_error().into());
    }
    tbs.optional(context(1))?;
    let mut list = Elements::of(tbs.any()?, Tag::Sequence)?;
    let mut all = match tbs.optional(context(2))? {
        Some(found) => extensions(AnyRef::from_der(found.value())?)?,
        None => Vec::new(),
    };
    tbs.end()?;
    let nonce = nonce(&all)?;
    let mut certificates = Vec::new();
    while let Some(one) = list.optional(Tag::Sequence)? {
        if certificates.len() > MAX_CERTIFICATES {
            break;
        }
        let mut parts = Elements::of(one, Tag::Sequence)?;
        certificates.push(CertificateId::read(parts.any()?)?);
        if let Some(found) = parts.optional(context(0))? {
            all.extend(extensions(AnyRef::from_der(found.value())?)?);
        }
        parts.end()?;
    }
    Ok((certificates, all, nonce))
}

/// The DER of an unsigned question about certificates; `nonce`: 1 to 128 random bytes.
pub fn build(certificates: &[CertificateId], nonce: Option<&[u8]>) -> Vec<u8> {
    let requests: Vec<_> = certificates.iter().map(|id| tlv(SEQUENCE, &[id.der()])).collect();
    let list = tlv(SEQUENCE, &requests.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let extensions = nonce.map_or_else(Vec::new, |nonce| {
        let value = tlv(OCTET_STRING, &[&tlv(OCTET_STRING, &[nonce])]);
        let extension = tlv(SEQUENCE, &[&object_identifier(oid::OCSP_NONCE), &value]);
        tlv(0xa2, &[&tlv(SEQUENCE, &[&extension])])
    });
    tlv(SEQUENCE, &[&tlv(SEQUENCE, &[&list, &extensions])])
}
