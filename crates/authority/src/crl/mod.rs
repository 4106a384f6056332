//! Revocation lists of the issuing УЦ: complete, delta and partial ones, and the gate that stops a list which has lost
//! something.

mod draft;
mod gate;

use core::ops::Deref;

use pki::SerialNumber;
use pki::certificate::{BuildError, fingerprint};
use pki::crl::{Crl, Reason};
use pki::lint::Finding;

pub use self::draft::Draft;
use crate::custody::{SignError, Signer};
use crate::issuing::IssuingCa;
use crate::linting::list_findings;

/// A certificate that is revoked or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub serial: SerialNumber,
    /// When, unix seconds.
    pub since: i64,
    pub reason: Reason,
    /// Since when the key is known or feared to be lost, if that was earlier.
    pub invalid_since: Option<i64>,
    /// Last second of the certificate. An entry stays until one list made after it has carried it (RFC 5280 §3.3).
    pub not_after: i64,
}

/// A certificate whose suspension has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resumed {
    pub serial: SerialNumber,
    /// When, unix seconds.
    pub since: i64,
}

/// What a list says beside its entries.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// Greater than that of every list before of the same scope; the caller gives numbers out one by one. Complete and
    /// delta lists share them; each part counts for itself.
    pub number: u64,
    /// Unix seconds.
    pub this_update: i64,
    pub next_update: i64,
    /// The addresses of a part, as certificates of that part name them; none for a list of everything.
    pub part: Option<&'a [String]>,
    /// Where the delta list is, for complete lists that have one.
    pub delta_urls: &'a [String],
    /// The lists before are dated by a clock that ran ahead, and a person says so: this one may be earlier than they.
    pub dated_back: bool,
}

/// A list that passed the gate and the lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// DER of the TBSCertList.
    pub tbs: Vec<u8>,
    /// How many certificates it names.
    pub count: usize,
}

/// A list that this УЦ has signed: what the next one is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published(Crl);

impl Published {
    /// Reads a stored list and looks whether this УЦ has signed it.
    ///
    /// # Errors
    /// [`CrlError::ForeignPrevious`].
    pub fn load(ca: &IssuingCa, der: Vec<u8>) -> Result<Self, CrlError> {
        let list = Crl::from_der(der).map_err(|_| CrlError::ForeignPrevious)?;
        match list.verify(ca.key()) {
            Ok(()) if list.number().is_some() && list.issuer_der() == ca.issuer().subject_der => Ok(Self(list)),
            _ => Err(CrlError::ForeignPrevious),
        }
    }

    pub fn into_der(self) -> Vec<u8> {
        self.0.into_der()
    }
}

impl Deref for Published {
    type Target = Crl;

    fn deref(&self) -> &Crl {
        &self.0
    }
}

/// Makes a complete list of entries that are all at hand, in any order; [`Draft`] takes them one by one.
///
/// # Errors
/// [`CrlError`]: the gate names what does not follow from the list before, or the lint what is wrong in itself.
pub fn prepare(
    ca: &IssuingCa,
    heading: &Heading<'_>,
    entries: &[Entry],
    resumed: &[Resumed],
    previous: Option<&Published>,
) -> Result<Prepared, CrlError> {
    let mut draft = Draft::complete(ca, heading, resumed, previous, entries.len())?;
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.serial);
    entries.into_iter().try_for_each(|entry| draft.push(entry))?;
    draft.finish()
}

/// Has a prepared list signed, and checks that what came back is this list.
///
/// # Errors
/// [`CrlError::Sign`], or [`CrlError::NotOurs`] when the signer gave something else.
pub async fn complete(ca: &IssuingCa, signer: &Signer, tbs: Vec<u8>) -> Result<Published, CrlError> {
    // The hash stands for the bytes, which go to the signer: a list of a million entries is in memory once.
    let expected = fingerprint(&tbs);
    let list = Published::load(ca, signer.crl(tbs).await?).map_err(|_| CrlError::NotOurs)?;
    if fingerprint(list.tbs()) != expected {
        return Err(CrlError::NotOurs);
    }
    Ok(list)
}

/// Why there is no list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrlError {
    #[error("Предыдущий список подписан не этим УЦ. Проверьте, какой файл опубликован.")]
    ForeignPrevious,
    #[error("Предыдущий список другой области или другого вида. Возьмите список той же части сертификатов.")]
    OtherScope,
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
    #[error("Сертификат {serial} стоит не по порядку или дважды. Список не выпущен.")]
    Order { serial: SerialNumber },
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
            Self::OtherScope => "crl-other-scope",
            Self::NumberBack { .. } => "crl-number-back",
            Self::TimeBack => "crl-time-back",
            Self::NextUpdate => "crl-next-update",
            Self::Vanished { .. } => "crl-vanished",
            Self::RevocationSoftened { .. } => "crl-revocation-softened",
            Self::Order { .. } => "crl-order",
            Self::Build(error) => error.code(),
            Self::Lint(_) => "crl-lint",
            Self::Sign(error) => error.code(),
            Self::NotOurs => "signer-not-ours",
        }
    }
}
