//! The answer of a delegated responder (RFC 6960 §4.2), written into one buffer.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{EncodeValue, asn1::GeneralizedTime};
use sha1::{Digest, Sha1};

use super::certificate_id::{CertificateId, key_bits};
use crate::{
    certificate::BuildError,
    crl::Reason,
    oid,
    request::signature_part,
    time,
    tlv::{CONTEXT_0, CONTEXT_1, GENERALIZED_TIME, OCTET_STRING, SEQUENCE, object_identifier, push_head, tlv},
};

const ENUMERATED: u8 = 0x0a;
const CONTEXT_2: u8 = 0xa2;
/// `[0] IMPLICIT NULL` and `[2] IMPLICIT NULL`.
const GOOD: [u8; 2] = [0x80, 0];
const UNKNOWN: [u8; 2] = [0x82, 0];

/// What the responder knows of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Good,
    /// Revoked or held.
    Revoked {
        /// Unix seconds.
        since: i64,
        reason: Reason,
    },
    /// Not ours, or never issued.
    Unknown,
}

/// The answer about one certificate.
#[derive(Clone, Copy, Debug)]
pub struct Single<'a> {
    pub certificate: &'a CertificateId,
    pub status: Status,
    /// When the status was known to be so, unix seconds.
    pub this_update: i64,
    /// Until when the answer may be kept; none when newer knowledge is there at any time.
    pub next_update: Option<i64>,
    /// Since when the responder keeps what it knows of ended certificates (RFC 6960 §4.4.4).
    pub archive_cutoff: Option<i64>,
}

/// What an answer says.
#[derive(Clone, Copy, Debug)]
pub struct AnswerInput<'a> {
    /// Of the responder's key: [`responder_key_hash`].
    pub key_hash: &'a [u8; 20],
    /// Unix seconds.
    pub produced_at: i64,
    pub singles: &'a [Single<'a>],
    /// As it stood in the question.
    pub nonce: Option<&'a [u8]>,
}

/// How a responder names itself (`byKey`): SHA-1 of the bits of its key; None when the `SubjectPublicKeyInfo` is no DER.
pub fn responder_key_hash(public_key: &[u8]) -> Option<[u8; 20]> {
    Some(Sha1::digest(key_bits(public_key)?).into())
}

/// ```text
/// ResponseData ::= SEQUENCE {
///     version            [0] EXPLICIT Version DEFAULT v1,
///     responderID            CHOICE { byName [1] Name, byKey [2] OCTET STRING },
///     producedAt             GeneralizedTime,
///     responses              SEQUENCE OF SingleResponse,
///     responseExtensions [1] EXPLICIT Extensions OPTIONAL }
/// ```
///
/// # Errors
/// [`BuildError::Validity`]: an instant outside the calendar.
pub fn build_tbs(input: &AnswerInput<'_>) -> Result<Vec<u8>, BuildError> {
    let mut content = Vec::with_capacity(64 + 192 * input.singles.len());
    content.extend_from_slice(&tlv(CONTEXT_2, &[&tlv(OCTET_STRING, &[input.key_hash])]));
    push_instant(&mut content, input.produced_at)?;
    let mut singles = Vec::with_capacity(192 * input.singles.len());
    for single in input.singles {
        push_single(&mut singles, single)?;
    }
    push_head(&mut content, SEQUENCE, singles.len());
    content.extend_from_slice(&singles);
    if let Some(nonce) = input.nonce {
        content.extend_from_slice(&extensions(oid::OCSP_NONCE, nonce));
    }
    Ok(tlv(SEQUENCE, &[&content]))
}

/// ```text
/// SingleResponse ::= SEQUENCE {
///     certID               CertID,
///     certStatus           CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT NULL },
///     thisUpdate           GeneralizedTime,
///     nextUpdate       [0] EXPLICIT GeneralizedTime OPTIONAL,
///     singleExtensions [1] EXPLICIT Extensions OPTIONAL }
/// RevokedInfo ::= SEQUENCE {
///     revocationTime       GeneralizedTime,
///     revocationReason [0] EXPLICIT CRLReason OPTIONAL }
/// ```
fn push_single(out: &mut Vec<u8>, single: &Single<'_>) -> Result<(), BuildError> {
    let mut content = Vec::with_capacity(192);
    content.extend_from_slice(single.certificate.der());
    match single.status {
        Status::Good => content.extend_from_slice(&GOOD),
        Status::Unknown => content.extend_from_slice(&UNKNOWN),
        Status::Revoked { since, reason } => {
            // As in a list, `unspecified` is no reason at all.
            let reason = if reason == Reason::Unspecified {
                &[][..]
            } else {
                &[CONTEXT_0, 3, ENUMERATED, 1, reason as u8]
            };
            push_head(&mut content, CONTEXT_1, 17 + reason.len());
            push_instant(&mut content, since)?;
            content.extend_from_slice(reason);
        }
    }
    push_instant(&mut content, single.this_update)?;
    if let Some(next_update) = single.next_update {
        push_head(&mut content, CONTEXT_0, 17);
        push_instant(&mut content, next_update)?;
    }
    if let Some(cutoff) = single.archive_cutoff {
        let mut value = Vec::with_capacity(17);
        push_instant(&mut value, cutoff)?;
        content.extend_from_slice(&extensions(oid::OCSP_ARCHIVE_CUTOFF, &value));
    }
    push_head(out, SEQUENCE, content.len());
    out.extend_from_slice(&content);
    Ok(())
}

/// `[1] EXPLICIT Extensions` with one extension.
fn extensions(oid: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    let extension = tlv(SEQUENCE, &[&object_identifier(oid), &tlv(OCTET_STRING, &[value])]);
    tlv(CONTEXT_1, &[&tlv(SEQUENCE, &[&extension])])
}

fn push_instant(out: &mut Vec<u8>, unix: i64) -> Result<(), BuildError> {
    let instant = GeneralizedTime::from_date_time(time::to_date(unix).ok_or(BuildError::Validity)?);
    let mut text = [0; 15];
    let mut writer = der::SliceWriter::new(&mut text);
    instant.encode_value(&mut writer).map_err(|_| BuildError::Validity)?;
    push_head(out, GENERALIZED_TIME, text.len());
    out.extend_from_slice(&text);
    Ok(())
}

/// The whole `OCSPResponse` of status successful: signed part, signature and the responder's certificate.
pub fn assemble(tbs: &[u8], algorithm: ObjectIdentifier, signature: &[u8], certificate: &[u8]) -> Vec<u8> {
    let certificates = tlv(CONTEXT_0, &[&tlv(SEQUENCE, &[certificate])]);
    let basic = tlv(SEQUENCE, &[tbs, &signature_part(algorithm, signature), &certificates]);
    let kind = object_identifier(oid::OCSP_BASIC);
    let bytes = tlv(SEQUENCE, &[&kind, &tlv(OCTET_STRING, &[&basic])]);
    tlv(SEQUENCE, &[&[ENUMERATED, 1, 0], &tlv(CONTEXT_0, &[&bytes])])
}

/// Why there is no answer (RFC 6960 §4.2.1). Such a response is not signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Failure {
    MalformedRequest = 1,
    InternalError = 2,
    TryLater = 3,
    SigRequired = 5,
    Unauthorized = 6,
}

/// The `OCSPResponse` of a failure.
pub fn failure(failure: Failure) -> [u8; 5] {
    [SEQUENCE, 3, ENUMERATED, 1, failure as u8]
}
