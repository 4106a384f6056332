//! Custody of the keys that work in a server: the issuing key and the journal key.
//!
//! Everybody else holds a [`Signer`], which takes typed requests. Behind it stands a [`Keeper`]; it parses what it is
//! asked to sign with its own parser, applies its own policy, keeps its own log, and checks every signature before it
//! leaves. Nothing here can open the root key: that is the business of [`crate::ceremony`] alone.

mod log;
mod passphrase;
mod policy;
mod signer;
mod soft;

use core::fmt;

use gost::KeyFileError;

pub use log::SignatureLog;
pub use passphrase::Passphrase;
pub use policy::{CertificateRefusal, CheckpointRefusal, CrlRefusal};
pub use signer::{Keeper, SignRequest, Signed, Signer};
pub use soft::{KeyFile, SoftSigner};

/// Which of the two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Issuing,
    Journal,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Issuing => "ключ издающего УЦ",
            Self::Journal => "ключ журнала",
        })
    }
}

/// Why there is no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    #[error("сертификат не подписан: {0}")]
    Certificate(#[from] CertificateRefusal),
    #[error("список отозванных сертификатов не подписан: {0}")]
    Crl(#[from] CrlRefusal),
    #[error("контрольная точка не подписана: {0}")]
    Checkpoint(#[from] CheckpointRefusal),
    #[error(
        "журнал подписей не записывается; освободите место на диске или проверьте права на файл"
    )]
    LogUnwritable,
    #[error("подпись не прошла проверку и уничтожена; проверьте память сервера")]
    Faulty,
    #[error(
        "хранитель ключей ответил не на тот запрос; остановите сервер и сообщите разработчикам"
    )]
    WrongAnswer,
    #[error("хранитель ключей не работает; перезапустите сервер")]
    Gone,
}

impl SignError {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Certificate(refusal) => refusal.code(),
            Self::Crl(refusal) => refusal.code(),
            Self::Checkpoint(refusal) => refusal.code(),
            Self::LogUnwritable => "signer-log-unwritable",
            Self::Faulty => "signer-faulty",
            Self::WrongAnswer => "signer-wrong-answer",
            Self::Gone => "signer-gone",
        }
    }
}

/// Why the keys cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustodyError {
    #[error("{role}: пароль не подходит к файлу; введите пароль, заданный на церемонии")]
    WrongPassphrase { role: Role },
    #[error("{role}: файл не открывается ({error}); возьмите его из резервной копии")]
    KeyFile { role: Role, error: KeyFileError },
    #[error(
        "{role}: файл относится к другому сертификату; проверьте, что сертификат и ключ из одной церемонии"
    )]
    OtherKey { role: Role },
    #[error(
        "{role}: это сертификат корневого УЦ; ключ корня хранят отдельно и открывают только на церемонии"
    )]
    Root { role: Role },
    #[error("{role}: сертификат не читается или предназначен для другого")]
    WrongCertificate { role: Role },
}

impl CustodyError {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongPassphrase { .. } => "custody-wrong-passphrase",
            Self::KeyFile { .. } => "custody-key-file",
            Self::OtherKey { .. } => "custody-other-key",
            Self::Root { .. } => "custody-root",
            Self::WrongCertificate { .. } => "custody-wrong-certificate",
        }
    }
}
