//! The ceremony: the one place where a root key exists.
//!
//! [`hold`] takes an agreed [`Plan`] and gives files; the caller writes them and somebody carries `root/` away. No
//! server calls this module: a root key cannot be opened, or even named, outside it.

mod certify;
mod curve;
mod hold;
mod plan;
mod profiles;
mod root;
mod root_crl;
mod shares;
mod transcript;
mod validity;

use core::fmt;
use std::borrow::Cow;

use gost::KeyFileError;
use pki::certificate::BuildError;
use pki::lint::Finding;
use pki::profile::ProfileError;

pub use curve::Curve;
pub use hold::hold;
pub use plan::{IssuingPlan, JournalPlan, NamePlan, OcspPlan, Participant, Plan, PlanError, RootPlan, TspPlan};
pub use root_crl::{RootFiles, next_root_crl};
pub use shares::{ShareError, SharesPlan, combine};
pub use validity::{Validity, ValidityError};

use crate::custody::Passphrase;
use crate::linting::list_findings;

/// The key of the root, as it leaves the machine.
pub const ROOT_KEY: &str = "root/root.p8";
/// Who keeps the shares of its passphrase; it stays with the key.
pub const SHARES: &str = "root/shares.toml";
/// The folder with a file for each holder of a share.
pub const SHARE_FILES: &str = "root-shares";

/// The shortest passphrase of a key of a УЦ, in characters.
const MIN_PASSPHRASE: usize = 12;

/// One passphrase for each key file.
#[derive(Debug)]
pub struct Passphrases {
    /// Of the root; nobody who works with the server knows it. None when the plan gives it to holders in shares.
    pub root: Option<Passphrase>,
    /// Of the keys that speak for the issuing УЦ: its own, that of OCSP and that of time stamps.
    pub issuing: Passphrase,
    pub journal: Passphrase,
}

impl Passphrases {
    fn check(&self, plan: &Plan) -> Result<(), CeremonyError> {
        if self.root.is_some() == plan.root.shares.is_some() {
            return Err(CeremonyError::RootPassphrase);
        }
        let working = [&self.issuing, &self.journal];
        let is_short = |passphrase: &Passphrase| passphrase.length() < MIN_PASSPHRASE;
        if working.into_iter().chain(&self.root).any(is_short) {
            return Err(CeremonyError::ShortPassphrase);
        }
        let of_root = |passphrase: &Passphrase| self.root.iter().any(|root| root.as_bytes() == passphrase.as_bytes());
        if working.into_iter().any(of_root) {
            return Err(CeremonyError::RootPassphraseShared);
        }
        Ok(())
    }
}

/// What a ceremony has made.
#[derive(Debug)]
pub struct Outcome {
    pub files: Vec<File>,
    /// Also among the files, with its signature beside it.
    pub transcript: String,
    pub fingerprints: Fingerprints,
}

/// A file to write.
#[derive(Debug)]
pub struct File {
    /// Relative, with `/`. What lies under `root/` is to be carried away, and each file of `root-shares/` elsewhere.
    pub path: Cow<'static, str>,
    pub bytes: Vec<u8>,
    /// Encrypted, and still for the owner's eyes only (mode 0600).
    pub secret: bool,
}

impl File {
    fn open(path: impl Into<Cow<'static, str>>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: bytes.into(),
            secret: false,
        }
    }

    fn secret(path: impl Into<Cow<'static, str>>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: bytes.into(),
            secret: true,
        }
    }
}

/// SHA-256 of the certificates; [`pki::certificate::format_fingerprint`] shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprints {
    pub root: [u8; 32],
    pub issuing: [u8; 32],
    pub ocsp: [u8; 32],
    pub tsp: [u8; 32],
    pub journal: [u8; 32],
}

/// Which thing was being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Root,
    Issuing,
    Ocsp,
    Tsp,
    Journal,
    RootCrl,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Root => "сертификат корневого УЦ",
            Self::Issuing => "сертификат издающего УЦ",
            Self::Ocsp => "сертификат службы OCSP",
            Self::Tsp => "сертификат службы штампов времени",
            Self::Journal => "сертификат ключа журнала",
            Self::RootCrl => "список отозванных сертификатов корневого УЦ",
        })
    }
}

/// Why a ceremony was not held.
#[derive(Debug, thiserror::Error)]
pub enum CeremonyError {
    #[error("План церемонии: {0}")]
    Plan(#[from] PlanError),
    #[error("Пароль короче {MIN_PASSPHRASE} знаков. Возьмите длиннее.")]
    ShortPassphrase,
    #[error("Пароль корня либо задают, либо делят на доли по плану (root.shares). Оставьте одно.")]
    RootPassphrase,
    #[error("У ключа корня должен быть свой пароль. Возьмите другой.")]
    RootPassphraseShared,
    #[error("Не составлен {stage}. {error}")]
    Profile { stage: Stage, error: ProfileError },
    #[error("Не прошёл проверку {stage}: {}.", list_findings(.findings))]
    Lint { stage: Stage, findings: Vec<Finding> },
    #[error("Сертификат не записывается: {0}.")]
    Build(#[from] BuildError),
    #[error("Срок выходит за пределы календаря. Проверьте часы.")]
    Calendar,
    #[error("Файл ключа корня не открывается: {0}. Проверьте пароль и файл.")]
    KeyFile(#[from] KeyFileError),
    #[error("Ключ и сертификат не от одного корневого УЦ. Возьмите файлы одной церемонии.")]
    NotRoot,
    #[error("Сделанное не прошло проверку и уничтожено. Проверьте память компьютера.")]
    Faulty,
}

impl CeremonyError {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Plan(error) => error.code(),
            Self::ShortPassphrase => "ceremony-short-passphrase",
            Self::RootPassphrase => "ceremony-root-passphrase",
            Self::RootPassphraseShared => "ceremony-root-passphrase-shared",
            Self::Profile { error, .. } => error.code(),
            Self::Lint { .. } => "ceremony-lint",
            Self::Build(error) => error.code(),
            Self::Calendar => "ceremony-calendar",
            Self::KeyFile(error) => error.code(),
            Self::NotRoot => "ceremony-not-root",
            Self::Faulty => "ceremony-faulty",
        }
    }
}
