//! One share as its holder keeps it: a text that can be printed and typed in again.

use zeroize::Zeroizing;

use super::SECRET;
use crate::encoding::{Encoder, from_hex, streebog256, to_hex};

const DOMAIN: &str = "zaver/ceremony/share/1";
const CHECKSUM: usize = 4;
const ROOT: &str = "Корень";
const HOLDER: &str = "Держатель";
const NUMBER: &str = "Доля";
const VALUE: &str = "Знаки";
const SUM: &str = "Сумма";

pub(in crate::ceremony) struct Share {
    /// SHA-256 of the root's certificate.
    pub(super) root: [u8; 32],
    pub(super) holder: String,
    pub(in crate::ceremony) number: u8,
    pub(super) count: u8,
    pub(super) needed: u8,
    pub(super) value: Zeroizing<Vec<u8>>,
}

/// Why a text is not a share.
pub(super) enum NotShare {
    Unreadable,
    /// It reads, and some sign in it is not as it was written.
    Checksum {
        holder: String,
    },
}

impl Share {
    pub(in crate::ceremony) fn to_text(&self) -> Zeroizing<String> {
        let Self {
            holder,
            number,
            count,
            needed,
            ..
        } = self;
        let signs = Zeroizing::new(to_hex(&self.value));
        let groups = signs.as_bytes().chunks(4).map(String::from_utf8_lossy);
        let groups = Zeroizing::new(groups.collect::<Vec<_>>().join(" "));
        Zeroizing::new(format!(
            "Доля пароля корневого ключа. Храните её отдельно от других долей и от ключа.\n\
             {ROOT}: {}\n{HOLDER}: {holder}\n{NUMBER}: {number} из {count}, нужно {needed}\n{VALUE}: {}\n{SUM}: {}\n",
            to_hex(&self.root),
            *groups,
            to_hex(&self.hash()[..CHECKSUM]),
        ))
    }

    /// Reads what [`Self::to_text`] wrote, however the lines and groups are spaced.
    pub(super) fn parse(text: &str) -> Result<Self, NotShare> {
        let (share, sum) = Self::read(text).ok_or(NotShare::Unreadable)?;
        if share.hash()[..CHECKSUM] == sum {
            Ok(share)
        } else {
            Err(NotShare::Checksum { holder: share.holder })
        }
    }

    fn read(text: &str) -> Option<(Self, [u8; CHECKSUM])> {
        let field = |title: &str| {
            let line = text
                .lines()
                .find_map(|line| line.trim().strip_prefix(title)?.strip_prefix(':'));
            line.map(str::trim)
        };
        let number = field(NUMBER)?.replace(" из ", " ").replace(", нужно ", " ");
        let numbers: Vec<u8> = number.split(' ').map(|word| word.parse().ok()).collect::<Option<_>>()?;
        let [number, count, needed] = numbers.try_into().ok()?;
        let signs: String = field(VALUE)?.split_whitespace().collect::<String>().to_lowercase();
        let signs = Zeroizing::new(signs);
        let value = Zeroizing::new(from_hex::<SECRET>(&signs)?);
        let share = Self {
            root: from_hex(&field(ROOT)?.to_lowercase())?,
            holder: field(HOLDER)?.to_owned(),
            number,
            count,
            needed,
            value: Zeroizing::new(value.to_vec()),
        };
        Some((share, from_hex(&field(SUM)?.to_lowercase())?))
    }

    /// Says nothing of the value, which has 256 random bits.
    pub(super) fn hash(&self) -> [u8; 32] {
        let bytes = Encoder::new(DOMAIN)
            .field(&self.root)
            .field(self.holder.as_bytes())
            .field(&[self.number, self.count, self.needed])
            .field(&self.value)
            .finish();
        streebog256(&Zeroizing::new(bytes))
    }
}
