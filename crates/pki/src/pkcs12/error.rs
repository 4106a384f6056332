//! Why a PKCS#12 file is not made or not opened.

use const_oid::ObjectIdentifier;
use gost::KeyFileError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Pkcs12Error {
    #[error("Файл больше 1 МБ: это не файл ключа.")]
    TooLarge,
    #[error("Это не файл ключа PKCS#12 (.p12, .pfx), или он повреждён.")]
    NotPkcs12,
    #[error(
        "Файл создан КриптоПро CSP в собственном формате. Выгрузите ключ вместе с сертификатом в PFX по \
         рекомендациям ТК 26 (Р 50.1.112-2016 или RFC 9548) и выберите новый файл."
    )]
    CryptoPro,
    #[error(
        "Это контейнер ключа ViPNet CSP. Экспортируйте ключ вместе с сертификатом в файл PFX (PKCS#12) и выберите новый файл."
    )]
    VipNet,
    #[error("Целостность файла защищена алгоритмом {0}, а нужен HMAC по ГОСТ Р 34.11-2012.")]
    Mac(ObjectIdentifier),
    #[error("Число повторений PBKDF2 в файле слишком велико: файл не открыт, чтобы не занять компьютер надолго.")]
    Iterations,
    #[error("Пароль не подходит к файлу.")]
    WrongPassword,
    #[error("В файле нет ключа ГОСТ Р 34.10-2012 или их несколько.")]
    NoKey,
    #[error("Сертификат выдан на другой ключ.")]
    OtherKey,
    #[error("Ключ в файле не открыт ({}).", .0.code())]
    Key(KeyFileError),
}

impl Pkcs12Error {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotPkcs12 => "not-pkcs12",
            Self::CryptoPro => "crypto-pro",
            Self::VipNet => "vipnet",
            Self::Mac(_) => "unknown-mac",
            Self::Iterations => "iterations",
            Self::WrongPassword => "wrong-password",
            Self::NoKey => "no-key",
            Self::OtherKey => "other-key",
            Self::Key(cause) => cause.code(),
        }
    }
}

impl From<KeyFileError> for Pkcs12Error {
    fn from(cause: KeyFileError) -> Self {
        match cause {
            KeyFileError::CryptoPro => Self::CryptoPro,
            KeyFileError::VipNet => Self::VipNet,
            cause => Self::Key(cause),
        }
    }
}

#[cfg(feature = "authority")]
impl From<der::Error> for Pkcs12Error {
    fn from(_: der::Error) -> Self {
        Self::NotPkcs12
    }
}
