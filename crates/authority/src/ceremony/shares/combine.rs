//! The holders come together.

use serde::{Deserialize, Serialize};
use vsss_rs::Gf256;
use zeroize::Zeroizing;

use super::share::{NotShare, Share};
use super::{SharesPlan, passphrase};
use crate::custody::Passphrase;
use crate::encoding::to_hex;

/// What lies beside the key of the root: who keeps a share, and the hash of each.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    root: String,
    needed: u8,
    share: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    holder: String,
    hash: String,
}

/// The list for the shares of a plan, TOML.
pub(in crate::ceremony) fn list(plan: &SharesPlan, root: [u8; 32], shares: &[Share]) -> String {
    let listed = shares.iter().map(|share| Listed {
        holder: share.holder.clone(),
        hash: to_hex(&share.hash()),
    });
    let list = List {
        root: to_hex(&root),
        needed: plan.needed,
        share: listed.collect(),
    };
    toml::to_string(&list).expect("texts and numbers always have a TOML form")
}

/// Puts the passphrase of the root together from enough shares.
///
/// # Errors
/// [`ShareError`] names the share that is not what it should be; too few shares are never put together.
pub fn combine(list: &str, shares: &[&str]) -> Result<Passphrase, ShareError> {
    let list: List = toml::from_str(list).map_err(|_| ShareError::List)?;
    let mut taken: Vec<Share> = Vec::new();
    for (text, place) in shares.iter().zip(1..) {
        let share = Share::parse(text).map_err(|why| match why {
            NotShare::Unreadable => ShareError::Unreadable { place },
            NotShare::Checksum { holder } => ShareError::Checksum { holder },
        })?;
        belongs(&list, &share)?;
        if taken.iter().any(|other| other.number == share.number) {
            return Err(ShareError::Twice { holder: share.holder });
        }
        taken.push(share);
    }
    if list.needed < 2 || taken.len() < usize::from(list.needed) {
        return Err(ShareError::TooFew {
            given: taken.len(),
            needed: list.needed,
        });
    }
    let parts = taken
        .iter()
        .map(|share| [&[share.number], share.value.as_slice()].concat());
    let parts = Zeroizing::new(parts.collect::<Vec<_>>());
    let secret = Gf256::combine_bytes(parts.as_slice()).map_err(|_| ShareError::List)?;
    Ok(passphrase(&Zeroizing::new(secret)))
}

fn belongs(list: &List, share: &Share) -> Result<(), ShareError> {
    let holder = || share.holder.clone();
    if to_hex(&share.root) != list.root {
        return Err(ShareError::OtherRoot { holder: holder() });
    }
    let listed = usize::from(share.number)
        .checked_sub(1)
        .and_then(|at| list.share.get(at));
    match listed {
        Some(listed) if listed.holder == share.holder && listed.hash == to_hex(&share.hash()) => Ok(()),
        _ => Err(ShareError::Wrong { holder: holder() }),
    }
}

/// Why the shares do not open the root.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    #[error("Список долей не читается. Возьмите его из той же папки, что и ключ корня.")]
    List,
    #[error("Доля № {place} по порядку не читается. Проверьте, тот ли это файл.")]
    Unreadable { place: usize },
    #[error("В доле «{holder}» ошибка: сумма не сходится. Сверьте знаки с оригиналом.")]
    Checksum { holder: String },
    #[error("Доля «{holder}» от другого корневого ключа. Возьмите долю этой церемонии.")]
    OtherRoot { holder: String },
    #[error("Доля «{holder}» не та, что выдана на церемонии.")]
    Wrong { holder: String },
    #[error("Доля «{holder}» указана дважды.")]
    Twice { holder: String },
    #[error("Долей {given}, а нужно {needed}. Позовите остальных держателей.")]
    TooFew { given: usize, needed: u8 },
}

impl ShareError {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::List => "shares-list",
            Self::Unreadable { .. } => "share-unreadable",
            Self::Checksum { .. } => "share-checksum",
            Self::OtherRoot { .. } => "share-other-root",
            Self::Wrong { .. } => "share-wrong",
            Self::Twice { .. } => "share-twice",
            Self::TooFew { .. } => "shares-too-few",
        }
    }
}
