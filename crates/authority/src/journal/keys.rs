//! The keys an auditor accepts: those whose certificates a trusted one has issued.

use std::collections::BTreeMap;

use const_oid::ObjectIdentifier;
use gost::VerifyingKey;
use pki::certificate::Certificate;
use pki::{extension, oid};
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages};

use super::checkpoint::KeyId;
use super::names::Digest;
use crate::encoding::streebog256;

/// id-kp-documentSigning, RFC 9336.
const DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");

/// The name of a journal key in checkpoints.
pub(crate) fn key_id(public_key_der: &[u8]) -> KeyId {
    KeyId(Digest(streebog256(public_key_der)))
}

/// Journal keys by name, each with the time its certificate is good for.
pub(super) struct JournalKeys(BTreeMap<KeyId, (VerifyingKey, Certificate)>);

impl JournalKeys {
    pub(super) fn from_certificates(certificates: &[Vec<u8>], anchors: &[&[u8]]) -> Result<Self, KeysError> {
        let anchors = anchors
            .iter()
            .map(|der| Certificate::parse(der).and_then(|anchor| Ok((anchor.public_key()?, anchor))))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| KeysError::Anchor)?;
        let mut keys = BTreeMap::new();
        for der in certificates {
            let certificate = Certificate::parse(der).map_err(|_| KeysError::Unreadable)?;
            let key = certificate.public_key().map_err(|_| KeysError::Unreadable)?;
            let trusted = anchors.iter().any(|(key, anchor)| {
                anchor.subject_der() == certificate.issuer_der() && certificate.verify(key).is_ok()
            });
            if !trusted {
                return Err(KeysError::Untrusted);
            }
            if !is_journal(&certificate) {
                return Err(KeysError::Purpose);
            }
            keys.insert(key_id(certificate.public_key_der()), (key, certificate));
        }
        Ok(Self(keys))
    }

    pub(super) fn at(&self, id: KeyId, unix: i64) -> Option<&VerifyingKey> {
        let (key, certificate) = self.0.get(&id)?;
        certificate.is_valid_at(unix).then_some(key)
    }
}

/// Whether a certificate is that of a journal key: it signs documents, and nothing for others.
pub(crate) fn is_journal(certificate: &Certificate) -> bool {
    let usage = extension::find::<KeyUsage>(certificate.extensions(), oid::KEY_USAGE);
    let purposes = extension::find::<ExtendedKeyUsage>(certificate.extensions(), oid::EXTENDED_KEY_USAGE);
    usage.is_some_and(|usage| usage.0 == KeyUsages::DigitalSignature)
        && purposes.is_some_and(|purposes| purposes.0 == [DOCUMENT_SIGNING])
}

/// Why the certificates of an export are not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    #[error("доверенный сертификат не читается, укажите сертификат корневого УЦ")]
    Anchor,
    #[error("сертификат ключа журнала не читается")]
    Unreadable,
    #[error("сертификат ключа журнала издан не тем УЦ, которому вы доверяете")]
    Untrusted,
    #[error("сертификат в выгрузке не предназначен для журнала")]
    Purpose,
}

impl KeysError {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Anchor => "journal-anchor",
            Self::Unreadable => "journal-certificate-unreadable",
            Self::Untrusted => "journal-certificate-untrusted",
            Self::Purpose => "journal-certificate-purpose",
        }
    }
}
