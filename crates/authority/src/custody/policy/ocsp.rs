//! Answers of OCSP: about certificates of this УЦ, of this moment.

use pki::certificate::Certificate;
use pki::ocsp::{IssuerHashes, ResponseData, Status, responder_key_hash};
use serde::{Deserialize, Serialize};

use super::CLOCK_AHEAD;

/// How old an answer may be when it is signed, seconds.
const OLDEST: i64 = 10 * 60;
/// How long it may be good for, seconds: as long as a list at most.
const LONGEST: i64 = 7 * 24 * 60 * 60;

/// The rules of one responder.
#[derive(Debug)]
pub(in crate::custody) struct OcspPolicy {
    issuer: IssuerHashes,
    key_hash: [u8; 20],
    not_after: i64,
}

impl OcspPolicy {
    /// `issuer` is the УЦ it answers for, `certificate` its own.
    pub(in crate::custody) fn new(issuer: (&[u8], &[u8]), certificate: &Certificate) -> Option<Self> {
        Some(Self {
            issuer: IssuerHashes::new(issuer.0, issuer.1)?,
            key_hash: responder_key_hash(certificate.public_key_der())?,
            not_after: certificate.not_after(),
        })
    }

    /// Agrees to a ResponseData.
    pub(in crate::custody) fn answer(&self, tbs: &[u8], now: i64) -> Result<(), OcspRefusal> {
        let data = ResponseData::parse(tbs).map_err(|_| OcspRefusal::Unreadable)?;
        if now > self.not_after {
            return Err(OcspRefusal::Expired);
        }
        if data.responder_key() != Some(self.key_hash.as_slice()) {
            return Err(OcspRefusal::Responder);
        }
        let soon = now.saturating_add(CLOCK_AHEAD);
        if data.produced_at() > soon || data.produced_at() < now.saturating_sub(OLDEST) {
            return Err(OcspRefusal::ProducedAt);
        }
        for single in data.singles() {
            // Of certificates of others nothing is known.
            if single.status != Status::Unknown && !self.issuer.are_of(&single.certificate) {
                return Err(OcspRefusal::Issuer);
            }
            let until = single.next_update.unwrap_or(single.this_update);
            if single.this_update > soon || until < single.this_update || until > now.saturating_add(LONGEST) {
                return Err(OcspRefusal::Updates);
            }
        }
        if data.singles().is_empty() {
            return Err(OcspRefusal::Unreadable);
        }
        Ok(())
    }
}

/// Why a keeper does not sign an answer of OCSP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OcspRefusal {
    #[error("у хранителя нет ключа OCSP; проведите церемонию")]
    NoKey,
    #[error("срок сертификата службы OCSP окончен")]
    Expired,
    #[error("это не тело ответа OCSP в DER")]
    Unreadable,
    #[error("ответ составлен от имени другой службы")]
    Responder,
    #[error("время ответа расходится с часами; проверьте часы сервера")]
    ProducedAt,
    #[error("ответ о сертификате другого УЦ")]
    Issuer,
    #[error("срок ответа кончается раньше, чем начинается, начинается в будущем или слишком длинен")]
    Updates,
}

impl OcspRefusal {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoKey => "ocsp-no-key",
            Self::Expired => "ocsp-expired",
            Self::Unreadable => "ocsp-tbs-unreadable",
            Self::Responder => "ocsp-tbs-responder",
            Self::ProducedAt => "ocsp-tbs-produced-at",
            Self::Issuer => "ocsp-tbs-issuer",
            Self::Updates => "ocsp-tbs-updates",
        }
    }
}
