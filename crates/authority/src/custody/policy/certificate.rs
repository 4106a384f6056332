//! Certificates of end entities, and nothing else.

use der::asn1::{BitStringRef, IntRef};
use der::{AnyRef, Encode, Sequence};
use gost::VerifyingKey;
use pki::{extension, oid};
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::time::Time;

use super::{CLOCK_AHEAD, IssuingPolicy, extension_of, read_exactly};
use crate::encoding::to_hex;

const MIN_SERIAL_BITS: usize = 64;
/// RFC 5280 §4.1.2.2.
const MAX_SERIAL_BYTES: usize = 20;

/// TBSCertificate, RFC 5280 §4.1.
#[derive(Sequence)]
struct Tbs<'a> {
    #[asn1(context_specific = "0", default = "Default::default")]
    version: u8,
    serial: IntRef<'a>,
    signature: AlgorithmIdentifierRef<'a>,
    issuer: AnyRef<'a>,
    validity: Validity,
    subject: AnyRef<'a>,
    public_key: AnyRef<'a>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    issuer_unique_id: Option<BitStringRef<'a>>,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", optional = "true")]
    subject_unique_id: Option<BitStringRef<'a>>,
    #[asn1(context_specific = "3", optional = "true")]
    extensions: Option<Vec<Extension>>,
}

#[derive(Clone, Copy, Sequence)]
struct Validity {
    not_before: Time,
    not_after: Time,
}

impl IssuingPolicy {
    /// Agrees to a TBSCertificate and gives its serial number, hexadecimal.
    pub(in crate::custody) fn certificate(&self, tbs: &[u8], now: i64) -> Result<String, CertificateRefusal> {
        if now > self.signs_until {
            return Err(CertificateRefusal::KeyPeriodOver);
        }
        let tbs: Tbs<'_> = read_exactly(tbs).ok_or(CertificateRefusal::Unreadable)?;
        let extensions = tbs.extensions.as_deref().unwrap_or_default();
        if tbs.version != 2 || tbs.issuer_unique_id.is_some() || tbs.subject_unique_id.is_some() {
            return Err(CertificateRefusal::Version);
        }
        if !self.is_our_algorithm(tbs.signature) {
            return Err(CertificateRefusal::Algorithm);
        }
        if tbs.issuer.to_der().ok().as_deref() != Some(&*self.issuer.subject_der) {
            return Err(CertificateRefusal::Issuer);
        }
        if extension::repeated(extensions).is_some() {
            return Err(CertificateRefusal::RepeatedExtension);
        }
        if !self.is_our_key(extensions) {
            return Err(CertificateRefusal::AuthorityKey);
        }
        is_end_entity(extensions)?;
        check_serial(tbs.serial.as_bytes())?;
        self.check_validity(tbs.validity, now)?;
        self.check_subject_key(tbs.public_key)?;
        Ok(to_hex(tbs.serial.as_bytes()))
    }

    fn check_validity(&self, validity: Validity, now: i64) -> Result<(), CertificateRefusal> {
        let [not_before, not_after] = [validity.not_before, validity.not_after].map(unix_seconds);
        if not_after < not_before {
            return Err(CertificateRefusal::ValidityBackwards);
        }
        if not_before < self.not_before || not_after > self.issuer.not_after {
            return Err(CertificateRefusal::OutlivesIssuer);
        }
        if not_before > now.saturating_add(CLOCK_AHEAD) {
            return Err(CertificateRefusal::NotYet);
        }
        if not_after < now {
            return Err(CertificateRefusal::Expired);
        }
        Ok(())
    }

    fn check_subject_key(&self, public_key: AnyRef<'_>) -> Result<(), CertificateRefusal> {
        let der = public_key.to_der().map_err(|_| CertificateRefusal::SubjectKey)?;
        let key = VerifyingKey::from_spki_der(&der).map_err(|_| CertificateRefusal::SubjectKey)?;
        if key.identity() == self.key.identity() {
            Err(CertificateRefusal::OwnKey)
        } else {
            Ok(())
        }
    }
}

/// An issuing key that could make another УЦ would be a root.
fn is_end_entity(extensions: &[Extension]) -> Result<(), CertificateRefusal> {
    let authority = match extension_of(extensions, oid::BASIC_CONSTRAINTS) {
        None => false,
        Some(_) => extension::find::<BasicConstraints>(extensions, oid::BASIC_CONSTRAINTS).is_none_or(|basic| basic.ca),
    };
    let usage = extension::find::<KeyUsage>(extensions, oid::KEY_USAGE).ok_or(CertificateRefusal::KeyUsage)?;
    let signs_for_others = usage.0.contains(KeyUsages::KeyCertSign) || usage.0.contains(KeyUsages::CRLSign);
    if authority || signs_for_others {
        Err(CertificateRefusal::Authority)
    } else {
        Ok(())
    }
}

/// `serial` is the content of the INTEGER as it stands, a leading zero byte included where DER needs one.
fn check_serial(serial: &[u8]) -> Result<(), CertificateRefusal> {
    let Some(first) = serial.iter().copied().find(|byte| *byte != 0) else {
        return Err(CertificateRefusal::SerialShort);
    };
    if serial[0] & 0x80 != 0 {
        return Err(CertificateRefusal::SerialNegative);
    }
    let zeros = serial.iter().take_while(|byte| **byte == 0).count();
    let bits = (serial.len() - zeros) * 8 - first.leading_zeros() as usize;
    match bits {
        ..MIN_SERIAL_BITS => Err(CertificateRefusal::SerialShort),
        _ if serial.len() > MAX_SERIAL_BYTES => Err(CertificateRefusal::SerialLong),
        _ => Ok(()),
    }
}

fn unix_seconds(time: Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}

/// Why a keeper does not sign a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateRefusal {
    #[error("срок ключа издающего УЦ окончен; проведите церемонию нового издающего УЦ")]
    KeyPeriodOver,
    #[error("это не тело сертификата в DER")]
    Unreadable,
    #[error("подписываются только сертификаты X.509 версии 3")]
    Version,
    #[error("в теле сертификата указан не тот алгоритм подписи")]
    Algorithm,
    #[error("издателем указан другой УЦ")]
    Issuer,
    #[error("одно из дополнений стоит дважды")]
    RepeatedExtension,
    #[error("идентификатор ключа издателя ведёт не к этому УЦ")]
    AuthorityKey,
    #[error("не указано назначение ключа")]
    KeyUsage,
    #[error("издающий УЦ не выпускает сертификатов удостоверяющих центров")]
    Authority,
    #[error("серийный номер отрицательный")]
    SerialNegative,
    #[error("серийный номер короче 64 бит")]
    SerialShort,
    #[error("серийный номер длиннее 20 байт")]
    SerialLong,
    #[error("срок кончается раньше, чем начинается")]
    ValidityBackwards,
    #[error("срок выходит за срок сертификата издателя")]
    OutlivesIssuer,
    #[error("срок начинается в будущем; проверьте часы сервера")]
    NotYet,
    #[error("срок уже окончен")]
    Expired,
    #[error("открытый ключ владельца не является ключом ГОСТ Р 34.10-2012")]
    SubjectKey,
    #[error("открытый ключ владельца совпадает с ключом УЦ")]
    OwnKey,
}

impl CertificateRefusal {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::KeyPeriodOver => "issuing-key-period-over",
            Self::Unreadable => "tbs-unreadable",
            Self::Version => "tbs-version",
            Self::Algorithm => "tbs-algorithm",
            Self::Issuer => "tbs-issuer",
            Self::RepeatedExtension => "tbs-repeated-extension",
            Self::AuthorityKey => "tbs-authority-key",
            Self::KeyUsage => "tbs-key-usage",
            Self::Authority => "tbs-authority",
            Self::SerialNegative => "tbs-serial-negative",
            Self::SerialShort => "tbs-serial-short",
            Self::SerialLong => "tbs-serial-long",
            Self::ValidityBackwards => "tbs-validity-backwards",
            Self::OutlivesIssuer => "tbs-outlives-issuer",
            Self::NotYet => "tbs-not-yet",
            Self::Expired => "tbs-expired",
            Self::SubjectKey => "tbs-subject-key",
            Self::OwnKey => "tbs-own-key",
        }
    }
}
