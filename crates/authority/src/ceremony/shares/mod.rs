//! The passphrase of the root in shares (Shamir's scheme over GF(256)): N of M holders open the root together, and N − 1
//! of them know nothing about it. Each holder gets a file to keep or to print; beside the key lies a list that names the
//! holders and the hash of each share, so that a wrong one is told by name.

mod combine;
mod share;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use vsss_rs::Gf256;
use zeroize::Zeroizing;

pub(super) use combine::list;
pub use combine::{ShareError, combine};
pub(super) use share::Share;

use super::CeremonyError;
use crate::custody::Passphrase;
use crate::encoding::to_hex;

/// As many holders as sit at one table.
const MOST_HOLDERS: usize = 16;
const LONGEST_NAME: usize = 100;
/// Bytes of the secret; the passphrase is their hexadecimal form.
const SECRET: usize = 32;

/// Who keeps the shares, and how many of them open the root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharesPlan {
    pub needed: u8,
    pub holders: Vec<String>,
}

impl SharesPlan {
    /// At least two open the root, each holder has a name, and no two the same.
    pub(super) fn is_good(&self) -> bool {
        let named = |name: &String| {
            let length = name.chars().count();
            (1..=LONGEST_NAME).contains(&length) && name.trim() == name && !name.chars().any(char::is_control)
        };
        let mut names = self.holders.clone();
        names.sort();
        names.dedup();
        let count = self.holders.len();
        names.len() == count
            && count <= MOST_HOLDERS
            && (2..=count).contains(&usize::from(self.needed))
            && self.holders.iter().all(named)
    }
}

/// A fresh passphrase and its shares, one for each holder; `root` is the SHA-256 of the root's certificate.
pub(super) fn split(
    plan: &SharesPlan,
    root: [u8; 32],
    rng: &mut impl CryptoRng,
) -> Result<(Passphrase, Vec<Share>), CeremonyError> {
    let mut secret = Zeroizing::new([0; SECRET]);
    rng.fill_bytes(secret.as_mut());
    let count = plan.holders.len();
    let parts = Gf256::split_bytes(usize::from(plan.needed), count, secret.as_slice(), rng);
    let parts = parts.map_err(|_| CeremonyError::Faulty)?;
    let shares = parts.into_iter().map(Zeroizing::new).zip(&plan.holders).zip(1..);
    let shares = shares.map(|((part, holder), number)| match part.split_first() {
        Some((at, value)) if *at == number => Ok(Share {
            root,
            holder: holder.clone(),
            number,
            count: count as u8,
            needed: plan.needed,
            value: Zeroizing::new(value.to_vec()),
        }),
        _ => Err(CeremonyError::Faulty),
    });
    let shares: Vec<_> = shares.collect::<Result<_, _>>()?;
    Ok((passphrase(secret.as_slice()), shares))
}

fn passphrase(secret: &[u8]) -> Passphrase {
    Passphrase::new(to_hex(secret))
}
