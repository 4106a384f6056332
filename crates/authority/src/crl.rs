//! Revocation lists of the issuing УЦ, and the gate that stops a list which has lost something.

use std::collections::{BTreeMap, BTreeSet};

use pki::SerialNumber;
use pki::certificate::BuildError;
use pki::crl::{Crl, CrlInput, Reason, RevokedEntry, build_tbs};
use pki::lint::Finding;

use crate::custody::{SignError, Signer};
use crate::issuing::IssuingCa;
use crate::linting::{self, list_findings};

/// A certificate that is revoked or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub serial: SerialNumber,
    /// When, unix seconds.
    pub since: i64,
    pub reason: Reason,
    /// Last second of the certificate. An entry stays until one list made after it has carried it (RFC 5280 §3.3).
    pub not_after: i64,
}

/// What the next list is to say.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Greater than that of every list before; the caller gives numbers out one by one.
    pub number: u64,
    /// Unix seconds.
    pub this_update: i64,
    pub next_update: i64,
    /// Every certificate that is revoked or held now, in any order.
    pub entries: &'a [Entry],
    /// Certificates whose suspension has ended since the list before.
    pub resumed: &'a [SerialNumber],
    /// The list published before; none only for the very first.
    pub previous: Option<&'a Crl>,
}

/// A list that passed the gate and the lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// DER of the TBSCertList.
    pub tbs: Vec<u8>,
    /// How many certificates it names.
    pub count: usize,
}

/// Makes the bytes of the next list.
///
/// # Errors
/// [`CrlError`]: the gate names what does not follow from the list before, or the lint what is wrong in itself.
pub fn prepare(ca: &IssuingCa, input: &Input<'_>) -> Result<Prepared, CrlError> {
    let Input {
        number,
        this_update,
        next_update,
        ..
    } = *input;
    if next_update <= this_update || next_update > ca.certificate().not_after() {
        return Err(CrlError::NextUpdate);
    }
    if let Some(previous) = input.previous {
        gate(ca, input, previous)?;
    }
    let entries = listed(input);
    let tbs = build_tbs(&CrlInput {
        issuer: ca.issuer(),
        number,
        this_update,
        next_update,
        entries: &entries,
    })?;
    linting::pass(linting::crl(&tbs)).map_err(CrlError::Lint)?;
    Ok(Prepared {
        tbs,
        count: entries.len(),
    })
}

/// Has a prepared list signed, and checks that what came back is this list.
///
/// # Errors
/// [`CrlError::Sign`], or [`CrlError::NotOurs`] when the signer gave something else.
pub async fn complete(ca: &IssuingCa, signer: &Signer, tbs: &[u8]) -> Result<Crl, CrlError> {
    let der = signer.crl(tbs).await?;
    let crl = Crl::parse(&der).map_err(|_| CrlError::NotOurs)?;
    if crl.tbs() != tbs || crl.verify(ca.key()).is_err() {
        return Err(CrlError::NotOurs);
    }
    Ok(crl)
}

/// Compares with the list before: numbers and time go forward, and nobody leaves the list without a reason.
fn gate(ca: &IssuingCa, input: &Input<'_>, previous: &Crl) -> Result<(), CrlError> {
    if previous.verify(ca.key()).is_err() {
        return Err(CrlError::ForeignPrevious);
    }
    let last = previous.number().ok_or(CrlError::ForeignPrevious)?;
    if input.number <= last {
        return Err(CrlError::NumberBack { last });
    }
    if input.this_update < previous.this_update() {
        return Err(CrlError::TimeBack);
    }
    let now: BTreeMap<&[u8], &Entry> = input
        .entries
        .iter()
        .map(|entry| (entry.serial.as_bytes().as_slice(), entry))
        .collect();
    let resumed: BTreeSet<&[u8]> = input
        .resumed
        .iter()
        .map(|serial| serial.as_bytes().as_slice())
        .collect();
    for before in previous.entries() {
        let held = before.reason == Reason::CertificateHold;
        match now.get(before.serial.as_slice()) {
            Some(entry) if !held && entry.reason == Reason::CertificateHold => {
                return Err(CrlError::RevocationSoftened { serial: entry.serial });
            }
            Some(_) => {}
            None if held && resumed.contains(before.serial.as_slice()) => {}
            None => {
                return Err(CrlError::Vanished {
                    serial: hex(&before.serial),
                });
            }
        }
    }
    Ok(())
}

/// The entries to write, in the order of serial numbers: the same facts always give the same bytes.
fn listed(input: &Input<'_>) -> Vec<RevokedEntry> {
    let mut entries: Vec<_> = input
        .entries
        .iter()
        .filter(|entry| !has_been_listed_after_expiry(entry, input.previous))
        .collect();
    entries.sort_by_key(|entry| entry.serial);
    entries
        .into_iter()
        .map(|entry| RevokedEntry {
            serial: entry.serial.as_bytes().to_vec(),
            date: entry.since,
            reason: entry.reason,
        })
        .collect()
}

/// Whether the list before was made after the certificate ended: then it carried the entry for the last time.
fn has_been_listed_after_expiry(entry: &Entry, previous: Option<&Crl>) -> bool {
    previous.is_some_and(|previous| previous.this_update() > entry.not_after && entry.since <= previous.this_update())
}

fn hex(serial: &[u8]) -> String {
    crate::encoding::to_hex(serial).to_uppercase()
}

/// Why there is no list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrlError {
    #[error("Предыдущий список подписан не этим УЦ. Проверьте, какой файл опубликован.")]
    ForeignPrevious,
    #[error("Номер списка должен быть больше {last}. Возьмите следующий.")]
    NumberBack { last: u64 },
    #[error("Новый список был бы раньше предыдущего. Проверьте часы сервера.")]
    TimeBack,
    #[error("Время следующего списка не позже этого или позже срока УЦ. Проверьте срок списка в настройках.")]
    NextUpdate,
    #[error(
        "Сертификат {serial} был в предыдущем списке и исчез без причины. Список не выпущен: сверьте состояние сертификата с журналом."
    )]
    Vanished { serial: String },
    #[error(
        "Сертификат {serial} был отозван и не может стать приостановленным. Список не выпущен: сверьте состояние сертификата с журналом."
    )]
    RevocationSoftened { serial: SerialNumber },
    #[error("Список не записывается: {0}.")]
    Build(#[from] BuildError),
    #[error("Список не прошёл проверку перед подписью: {}.", list_findings(.0))]
    Lint(Vec<Finding>),
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error("Хранитель ключей вернул не тот список. Остановите выпуск и проверьте ключ издающего УЦ.")]
    NotOurs,
}

impl CrlError {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ForeignPrevious => "crl-foreign-previous",
            Self::NumberBack { .. } => "crl-number-back",
            Self::TimeBack => "crl-time-back",
            Self::NextUpdate => "crl-next-update",
            Self::Vanished { .. } => "crl-vanished",
            Self::RevocationSoftened { .. } => "crl-revocation-softened",
            Self::Build(error) => error.code(),
            Self::Lint(_) => "crl-lint",
            Self::Sign(error) => error.code(),
            Self::NotOurs => "signer-not-ours",
        }
    }
}
