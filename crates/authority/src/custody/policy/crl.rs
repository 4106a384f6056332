//! Revocation lists of the issuing УЦ.

use der::asn1::UintRef;
use der::{AnyRef, Decode, Encode, Sequence};
use pki::{extension, oid};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;
use x509_cert::time::Time;

use super::{CLOCK_AHEAD, IssuingPolicy, extension_of, read_exactly};

/// How old thisUpdate may be when it is signed: a stored list is signed again after a restart.
const OLDEST_UPDATE: i64 = 7 * 24 * 60 * 60;

/// TBSCertList, RFC 5280 §5.1. The entries are looked at by the diff gate before signing, not here.
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
    revoked: Option<Vec<AnyRef<'a>>>,
    #[asn1(context_specific = "0", optional = "true")]
    extensions: Option<Vec<Extension>>,
}

impl IssuingPolicy {
    /// Agrees to a TBSCertList and gives its number.
    pub(in crate::custody) fn crl(&mut self, tbs: &[u8], now: i64) -> Result<u64, CrlRefusal> {
        let tbs: Tbs<'_> = read_exactly(tbs).ok_or(CrlRefusal::Unreadable)?;
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
        if !self.is_our_key(extensions) {
            return Err(CrlRefusal::AuthorityKey);
        }
        let this_update = self.check_updates(tbs.this_update, tbs.next_update, now)?;
        let number = crl_number(extensions).ok_or(CrlRefusal::NoNumber)?;
        self.grows(number, this_update)?;
        Ok(number)
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

    /// Numbers never go back. A list that was signed and then lost in a crash is made again under its number, and is
    /// not older than the lost one.
    fn grows(&mut self, number: u64, this_update: i64) -> Result<(), CrlRefusal> {
        match self.last_crl {
            Some(last) if (number, this_update) < last => Err(CrlRefusal::NumberBack { last: last.0 }),
            _ => {
                self.last_crl = Some((number, this_update));
                Ok(())
            }
        }
    }
}

fn crl_number(extensions: &[Extension]) -> Option<u64> {
    let number = UintRef::from_der(extension_of(extensions, oid::CRL_NUMBER)?).ok()?;
    let bytes = number.as_bytes();
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// Why a keeper does not sign a revocation list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
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
    #[error("идентификатор ключа издателя ведёт не к этому УЦ")]
    AuthorityKey,
    #[error("время выпуска списка расходится с часами; проверьте часы сервера")]
    ThisUpdate,
    #[error("время следующего списка не указано, не позже времени выпуска или позже срока УЦ")]
    NextUpdate,
    #[error("в списке нет номера")]
    NoNumber,
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
            Self::AuthorityKey => "crl-tbs-authority-key",
            Self::ThisUpdate => "crl-tbs-this-update",
            Self::NextUpdate => "crl-tbs-next-update",
            Self::NoNumber => "crl-tbs-no-number",
            Self::NumberBack { .. } => "crl-tbs-number-back",
        }
    }
}
