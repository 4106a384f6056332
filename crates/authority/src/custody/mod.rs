//! Custody of the keys that work in a server: the issuing key, those of OCSP and of time stamps, the journal key.
//!
//! Everybody else holds a [`Signer`], which takes typed requests. Behind it stands a [`Keeper`]; it parses what it is
//! asked to sign with its own parser, applies its own policy, keeps its own log, and checks every signature before it
//! leaves. Nothing here can open the root key: that is the business of [`crate::ceremony`] alone.

mod checked;
mod log;
mod ocsp;
mod passphrase;
mod policy;
mod remote;
mod signer;
mod soft;
mod tsp;

use core::fmt;

use gost::KeyFileError;
use serde::{Deserialize, Serialize};

pub use log::SignatureLog;
pub use passphrase::Passphrase;
pub use policy::{CertificateRefusal, CheckpointRefusal, CrlRefusal, OcspRefusal, StampRefusal};
pub use remote::{KeysHeld, RemoteKeeper, Service};
pub use signer::{Keeper, SignRequest, Signed, Signer};
pub use soft::{KeyFile, SoftSigner};

/// Which of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Issuing,
    Ocsp,
    Tsp,
    Journal,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Issuing => "ключ издающего УЦ",
            Self::Ocsp => "ключ службы OCSP",
            Self::Tsp => "ключ службы штампов времени",
            Self::Journal => "ключ журнала",
        })
    }
}

/// Why there is no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignError {
    #[error("Сертификат не подписан: {0}.")]
    Certificate(#[from] CertificateRefusal),
    #[error("Список отозванных сертификатов не подписан: {0}.")]
    Crl(#[from] CrlRefusal),
    #[error("Ответ OCSP не подписан: {0}.")]
    Ocsp(#[from] OcspRefusal),
    #[error("Штамп времени не поставлен: {0}.")]
    Stamp(#[from] StampRefusal),
    #[error("Контрольная точка журнала не подписана: {0}.")]
    Checkpoint(#[from] CheckpointRefusal),
    #[error("Журнал подписей не записывается. Освободите место на диске или проверьте права на файл.")]
    LogUnwritable,
    #[error("Подпись не прошла проверку и уничтожена. Проверьте память сервера.")]
    Faulty,
    #[error("Хранитель ключей ответил не на тот запрос. Остановите сервер и сообщите разработчикам.")]
    WrongAnswer,
    #[error("Хранитель ключей не работает. Перезапустите сервер.")]
    Gone,
    #[error("Служба ключей не отвечает. Повторите через минуту; если не поможет, проверьте службу zaver signer.")]
    Away,
    #[error("Служба ключей не допускает этого пользователя. Разрешите его: zaver signer --uid.")]
    NotAdmitted,
    #[error("У службы ключей другие ключи или другая версия. Укажите в настройке signer сокет службы этого УЦ.")]
    OtherKeys,
}

impl SignError {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Certificate(refusal) => refusal.code(),
            Self::Crl(refusal) => refusal.code(),
            Self::Ocsp(refusal) => refusal.code(),
            Self::Stamp(refusal) => refusal.code(),
            Self::Checkpoint(refusal) => refusal.code(),
            Self::LogUnwritable => "signer-log-unwritable",
            Self::Faulty => "signer-faulty",
            Self::WrongAnswer => "signer-wrong-answer",
            Self::Gone => "signer-gone",
            Self::Away => "signer-away",
            Self::NotAdmitted => "signer-not-admitted",
            Self::OtherKeys => "signer-other-keys",
        }
    }
}

/// Why the keys cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustodyError {
    #[error("Пароль не подходит к файлу: {role}. Введите пароль, заданный на церемонии.")]
    WrongPassphrase { role: Role },
    #[error("Файл не открывается: {role} ({error}). Возьмите его из резервной копии.")]
    KeyFile { role: Role, error: KeyFileError },
    #[error("Ключ и сертификат не составляют пары: {role}. Возьмите оба файла от одной церемонии.")]
    OtherKey { role: Role },
    #[error(
        "Вместо рабочего сертификата указан корневой: {role}. Ключ корня хранят отдельно и открывают только на церемонии."
    )]
    Root { role: Role },
    #[error("Сертификат не читается или предназначен для другого: {role}. Возьмите его из папки ca.")]
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
