//! Time stamps: of this moment, and as exact as they say.

use pki::certificate::Certificate;
use pki::tsp::TstInfo;
use serde::{Deserialize, Serialize};

/// How far the time of a stamp may be from the keeper's clock: it has waited in the queue, or the clocks of two
/// processes on one machine were asked one after the other.
const MOST_OFF: i64 = 10;
/// A serial number of up to 160 bits (RFC 3161 §2.4.2).
const LONGEST_SERIAL: usize = 20;

/// The rules of one time-stamping authority.
#[derive(Debug)]
pub(in crate::custody) struct TspPolicy {
    not_after: i64,
}

impl TspPolicy {
    pub(in crate::custody) fn new(certificate: &Certificate) -> Self {
        Self {
            not_after: certificate.not_after(),
        }
    }

    /// Agrees to a TSTInfo and gives its time.
    pub(in crate::custody) fn stamp(&self, der: &[u8], now: i64) -> Result<i64, StampRefusal> {
        let info = TstInfo::from_der(der).map_err(|_| StampRefusal::Unreadable)?;
        // What the reader passes over, a name or an extension, would be signed unseen.
        if info.to_der().ok().as_deref() != Some(der) || !is_serial(&info.serial) {
            return Err(StampRefusal::Unreadable);
        }
        if now > self.not_after {
            return Err(StampRefusal::Expired);
        }
        if info.time.abs_diff(now) > MOST_OFF.unsigned_abs() {
            return Err(StampRefusal::Time);
        }
        if info.accuracy.is_none() {
            return Err(StampRefusal::Accuracy);
        }
        Ok(info.time)
    }
}

/// A positive INTEGER.
fn is_serial(content: &[u8]) -> bool {
    (1..=LONGEST_SERIAL).contains(&content.len()) && content[0] < 0x80 && content != [0]
}

/// Why a keeper does not sign a time stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StampRefusal {
    #[error("у хранителя нет ключа службы штампов времени; проведите церемонию")]
    NoKey,
    #[error("срок сертификата службы штампов времени окончен")]
    Expired,
    #[error("это не тело штампа времени в DER")]
    Unreadable,
    #[error("время штампа расходится с часами; проверьте часы сервера")]
    Time,
    #[error("штамп не говорит, как точно его время")]
    Accuracy,
}

impl StampRefusal {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoKey => "tsp-no-key",
            Self::Expired => "tsp-expired",
            Self::Unreadable => "tsp-info-unreadable",
            Self::Time => "tsp-info-time",
            Self::Accuracy => "tsp-info-accuracy",
        }
    }
}
