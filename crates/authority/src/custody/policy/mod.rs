//! What a keeper agrees to sign, decided from the bytes alone: it believes nobody who asks.
//!
//! The parser here is its own, not the builder's: a fault in one is not repeated in the other.

mod certificate;
mod checkpoint;
mod crl;
mod ocsp;
mod tsp;

use std::collections::BTreeMap;

use const_oid::ObjectIdentifier;
use der::{Decode, Encode};
use gost::VerifyingKey;
use pki::certificate::{BuildError, Certificate, Issuer};
use pki::{extension, oid};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::AuthorityKeyIdentifier;

pub use self::certificate::CertificateRefusal;
pub(super) use self::checkpoint::CheckpointPolicy;
pub use self::checkpoint::CheckpointRefusal;
pub use self::crl::CrlRefusal;
pub(super) use self::ocsp::OcspPolicy;
pub use self::ocsp::OcspRefusal;
pub use self::tsp::StampRefusal;
pub(super) use self::tsp::TspPolicy;
use crate::issuing::signs_until;

/// How far the clock of whoever asks may be ahead of the keeper's, seconds.
const CLOCK_AHEAD: i64 = 5 * 60;

/// The rules of one issuing key.
#[derive(Debug)]
pub(super) struct IssuingPolicy {
    issuer: Issuer,
    key: VerifyingKey,
    public_key_der: Vec<u8>,
    not_before: i64,
    /// The last second in which the key may sign certificates; lists it signs to the end (RFC 5280 §5).
    signs_until: i64,
    /// Number and thisUpdate of the last CRL agreed to, by the address of its part; empty for lists of everything.
    last_lists: BTreeMap<String, (u64, i64)>,
}

impl IssuingPolicy {
    pub(super) fn new(certificate: &Certificate, key: VerifyingKey) -> Result<Self, BuildError> {
        Ok(Self {
            issuer: Issuer::try_from(certificate)?,
            key,
            public_key_der: certificate.public_key_der().to_vec(),
            not_before: certificate.not_before(),
            signs_until: signs_until(certificate),
            last_lists: BTreeMap::new(),
        })
    }

    /// Name and key of the УЦ, as questions of OCSP hash them.
    pub(in crate::custody) fn certificate_of_issuer(&self) -> (&[u8], &[u8]) {
        (&self.issuer.subject_der, &self.public_key_der)
    }

    fn is_our_algorithm(&self, algorithm: AlgorithmIdentifierRef<'_>) -> bool {
        algorithm.oid == self.issuer.signature_algorithm && algorithm.parameters.is_none()
    }

    /// authorityKeyIdentifier must lead to our certificate by every way it names.
    fn is_our_key(&self, extensions: &[Extension]) -> bool {
        let Some(aki) = extension::find::<AuthorityKeyIdentifier>(extensions, oid::AUTHORITY_KEY_IDENTIFIER) else {
            return false;
        };
        let key = aki
            .key_identifier
            .is_some_and(|id| id.as_bytes() == self.issuer.key_identifier);
        let serial = aki
            .authority_cert_serial_number
            .is_none_or(|serial| serial.as_bytes() == self.issuer.serial);
        key && serial
    }
}

/// Reads bytes that are exactly the DER of `T`: no trailing bytes, no second spelling.
fn read_exactly<'a, T: Decode<'a> + Encode>(der: &'a [u8]) -> Option<T> {
    let value = T::from_der(der).ok()?;
    (value.to_der().ok()? == der).then_some(value)
}

fn extension_of(extensions: &[Extension], oid: ObjectIdentifier) -> Option<&[u8]> {
    extensions
        .iter()
        .find(|extension| extension.extn_id == oid)
        .map(|extension| extension.extn_value.as_bytes())
}
