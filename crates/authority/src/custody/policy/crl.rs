//! Revocation lists of the issuing УЦ.

use const_oid::ObjectIdentifier;
use der::asn1::UintRef;
use der::{AnyRef, Decode, Encode, Length, Sequence};
use pki::extension::{self, point_urls};
use pki::oid;
use pki::raw::RawSequence;
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::dp::IssuingDistributionPoint;
use x509_cert::time::Time;

use super::{CLOCK_AHEAD, IssuingPolicy, extension_of};

/// How old thisUpdate may be when it is signed: a stored list is signed again after a restart.
const OLDEST_UPDATE: i64 = 7 * 24 * 60 * 60;
/// How many parts are counted: the certificates name far fewer.
const MAX_PARTS: usize = 4096;
/// Everything a list of ours carries, and whether it must be critical.
const EXTENSIONS: [(ObjectIdentifier, bool); 5] = [
    (oid::AUTHORITY_KEY_IDENTIFIER, false),
    (oid::CRL_NUMBER, false),
    (oid::FRESHEST_CRL, false),
    (oid::DELTA_CRL_INDICATOR, true),
    (oid::ISSUING_DISTRIBUTION_POINT, true),
];

/// TBSCertList up to the entries, RFC 5280 §5.1. The entries are looked at by the gate before signing, not here.
#[derive(Sequence)]
struct Tbs<'a> {
    #[asn1(optional = "true")]
    version: Option<u8>,
    signature: AlgorithmIdentifierRef<'a>,
    issuer: AnyRef<'a>,
    this_update: Time,
    #[asn1(optional = "true")]
    next_update: Option<Time>,
    #[asn1(optional = "true")]
    revoked: Option<RawSequence<'a>>,
    #[asn1(context_specific = "0", optional = "true")]
    extensions: Option<Vec<Extension>>,
}

impl IssuingPolicy {
    /// Agrees to a TBSCertList and gives its name for the log: number, base of a delta list, address of a part.
    pub(in crate::custody) fn crl(&mut self, tbs: &[u8], now: i64) -> Result<String, CrlRefusal> {
        let tbs = read(tbs).ok_or(CrlRefusal::Unreadable)?;
        let extensions = tbs.extensions.as_deref().unwrap_or_default();
        if tbs.version != Some(1) {
            return Err(CrlRefusal::Version);
        }
        if !self.is_our_algorithm(tbs.signature) {
            return Err(CrlRefusal::Algorithm);
        }
        if tbs.issuer.to_der().ok().as_deref() != Some(&*self.issuer.subject_der) {
            return Err(CrlRefusal::Issuer);
        }
        if extension::repeated(extensions).is_some() {
            return Err(CrlRefusal::RepeatedExtension);
        }
        if !extensions
            .iter()
            .all(|extension| EXTENSIONS.contains(&(extension.extn_id, extension.critical)))
        {
            return Err(CrlRefusal::Extension);
        }
        if !self.is_our_key(extensions) {
            return Err(CrlRefusal::AuthorityKey);
        }
        let this_update = self.check_updates(tbs.this_update, tbs.next_update, now)?;
        let number = small_number(extensions, oid::CRL_NUMBER)?.ok_or(CrlRefusal::NoNumber)?;
        let base = small_number(extensions, oid::DELTA_CRL_INDICATOR)?;
        if base.is_some_and(|base| base >= number) {
            return Err(CrlRefusal::Base);
        }
        let part = part(extensions)?;
        let name = [
            Some(number.to_string()),
            base.map(|base| format!("delta {base}")),
            part.clone(),
        ];
        self.grows(part.unwrap_or_default(), number, this_update)?;
        Ok(name.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    fn check_updates(&self, this_update: Time, next_update: Option<Time>, now: i64) -> Result<i64, CrlRefusal> {
        let seconds = |time: Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        let this_update = seconds(this_update);
        if this_update > now.saturating_add(CLOCK_AHEAD) || this_update < now.saturating_sub(OLDEST_UPDATE) {
            return Err(CrlRefusal::ThisUpdate);
        }
        match next_update.map(seconds) {
            Some(next) if this_update < next && next <= self.issuer.not_after => Ok(this_update),
            _ => Err(CrlRefusal::NextUpdate),
        }
    }

    /// Numbers of a scope never go back. A list that was signed and then lost in a crash is made again under its
    /// number, and is not older than the lost one.
    fn grows(&mut self, part: String, number: u64, this_update: i64) -> Result<(), CrlRefusal> {
        match self.last_lists.get(&part) {
            Some(last) if (number, this_update) < *last => Err(CrlRefusal::NumberBack { last: last.0 }),
            None if self.last_lists.len() >= MAX_PARTS => Err(CrlRefusal::TooManyParts),
            _ => {
                self.last_lists.insert(part, (number, this_update));
                Ok(())
            }
        }
    }
}

/// Reads bytes that are exactly a TBSCertList; what has a second spelling is longer than the right one.
fn read(bytes: &[u8]) -> Option<Tbs<'_>> {
    let tbs = Tbs::from_der(bytes).ok()?;
    (tbs.encoded_len().ok()? == Length::try_from(bytes.len()).ok()?).then_some(tbs)
}

fn small_number(extensions: &[Extension], oid: ObjectIdentifier) -> Result<Option<u64>, CrlRefusal> {
    let Some(der) = extension_of(extensions, oid) else {
        return Ok(None);
    };
    let number = UintRef::from_der(der).map_err(|_| CrlRefusal::NoNumber)?;
    match number.as_bytes() {
        bytes if bytes.len() <= 8 => Ok(Some(bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))),
        _ => Err(CrlRefusal::NoNumber),
    }
}

/// The address of a part. A list is for all reasons, for certificates of this УЦ, and none of them is that of a УЦ.
fn part(extensions: &[Extension]) -> Result<Option<String>, CrlRefusal> {
    let Some(der) = extension_of(extensions, oid::ISSUING_DISTRIBUTION_POINT) else {
        return Ok(None);
    };
    let point = IssuingDistributionPoint::from_der(der).map_err(|_| CrlRefusal::Part)?;
    let urls = point.distribution_point.as_ref().map(point_urls).unwrap_or_default();
    let narrowed = point.only_contains_ca_certs
        || point.only_contains_attribute_certs
        || point.indirect_crl
        || point.only_some_reasons.is_some();
    if urls.is_empty() || narrowed {
        return Err(CrlRefusal::Part);
    }
    Ok(Some(urls.join(" ")))
}

/// Why a keeper does not sign a revocation list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CrlRefusal {
    #[error("это не тело списка отозванных сертификатов в DER")]
    Unreadable,
    #[error("подписываются только списки версии 2")]
    Version,
    #[error("в теле списка указан не тот алгоритм подписи")]
    Algorithm,
    #[error("издателем списка указан другой УЦ")]
    Issuer,
    #[error("одно из дополнений стоит дважды")]
    RepeatedExtension,
    #[error("в списке дополнение, которого в нём не бывает, или его критичность не та")]
    Extension,
    #[error("идентификатор ключа издателя ведёт не к этому УЦ")]
    AuthorityKey,
    #[error("время выпуска списка расходится с часами; проверьте часы сервера")]
    ThisUpdate,
    #[error("время следующего списка не указано, не позже времени выпуска или позже срока УЦ")]
    NextUpdate,
    #[error("в списке нет номера")]
    NoNumber,
    #[error("номер исходного списка не меньше номера дельта-списка")]
    Base,
    #[error("область списка не читается или указана не для сертификатов пользователей этого УЦ")]
    Part,
    #[error("слишком много частей списка")]
    TooManyParts,
    #[error("номер или время списка меньше, чем у подписанного ранее; последний номер: {last}")]
    NumberBack { last: u64 },
}

impl CrlRefusal {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "crl-tbs-unreadable",
            Self::Version => "crl-tbs-version",
            Self::Algorithm => "crl-tbs-algorithm",
            Self::Issuer => "crl-tbs-issuer",
            Self::RepeatedExtension => "crl-tbs-repeated-extension",
            Self::Extension => "crl-tbs-extension",
            Self::AuthorityKey => "crl-tbs-authority-key",
            Self::ThisUpdate => "crl-tbs-this-update",
            Self::NextUpdate => "crl-tbs-next-update",
            Self::NoNumber => "crl-tbs-no-number",
            Self::Base => "crl-tbs-base",
            Self::Part => "crl-tbs-part",
            Self::TooManyParts => "crl-tbs-too-many-parts",
            Self::NumberBack { .. } => "crl-tbs-number-back",
        }
    }
}
