//! The builder of revocation lists.

use alloc::vec::Vec;

use der::{AnyRef, Decode, Encode, asn1::IntRef};
use spki::AlgorithmIdentifierRef;

use super::{
    Reason,
    parse::{RevokedCertificate, TbsCertList},
};
use crate::{
    certificate::{BuildError, Issuer},
    extension, oid, request, time,
};

/// What a revocation list says.
#[derive(Clone, Debug)]
pub struct CrlInput<'a> {
    pub issuer: &'a Issuer,
    /// Grows with every list of the issuer.
    pub number: u64,
    /// Unix seconds.
    pub this_update: i64,
    pub next_update: i64,
    pub entries: &'a [RevokedEntry],
}

/// One revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedEntry {
    /// Content of the INTEGER, most significant byte first.
    pub serial: Vec<u8>,
    /// Unix seconds.
    pub date: i64,
    pub reason: Reason,
}

/// The DER `TBSCertList`, version 2, with authorityKeyIdentifier and CRLNumber.
pub fn build_tbs(input: &CrlInput<'_>) -> Result<Vec<u8>, BuildError> {
    let instant = |unix| time::to_time(unix).ok_or(BuildError::Validity);
    let (this_update, next_update) = (instant(input.this_update)?, instant(input.next_update)?);
    if input.next_update <= input.this_update || input.entries.iter().any(|entry| time::to_date(entry.date).is_none()) {
        return Err(BuildError::Validity);
    }
    let encode = || {
        let revoked = input.entries.iter().map(revoked).collect::<der::Result<Vec<_>>>()?;
        TbsCertList {
            version: Some(1),
            signature: AlgorithmIdentifierRef {
                oid: input.issuer.signature_algorithm,
                parameters: None,
            },
            issuer: AnyRef::from_der(&input.issuer.subject_der)?,
            this_update,
            next_update: Some(next_update),
            // An empty list is absent, RFC 5280 §5.1.2.6.
            revoked: Some(revoked).filter(|revoked| !revoked.is_empty()),
            extensions: Some(alloc::vec![
                input.issuer.authority_key_identifier()?,
                extension::extension(oid::CRL_NUMBER, false, &input.number)?,
            ]),
        }
        .to_der()
    };
    encode().map_err(|_: der::Error| BuildError::Encoding)
}

fn revoked(entry: &RevokedEntry) -> der::Result<RevokedCertificate<'_>> {
    let extensions = match entry.reason {
        Reason::Unspecified => None,
        reason => Some(alloc::vec![extension::extension(oid::REASON_CODE, false, &reason)?]),
    };
    let date = time::to_time(entry.date).ok_or(der::ErrorKind::DateTime)?;
    Ok(RevokedCertificate {
        serial: IntRef::new(&entry.serial)?,
        date,
        extensions,
    })
}

/// Joins the signed part and the signature into a DER `CertificateList`. The algorithm is the one that the signed part names.
pub fn assemble(tbs: &[u8], signature: &[u8]) -> Result<Vec<u8>, BuildError> {
    let algorithm = TbsCertList::from_der(tbs)
        .map_err(|_| BuildError::Encoding)?
        .signature
        .oid;
    Ok(request::signed(tbs, algorithm, signature))
}
