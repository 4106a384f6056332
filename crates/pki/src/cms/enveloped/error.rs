//! Why an encrypted document is not opened or not made.

use const_oid::ObjectIdentifier;

use crate::cms::CmsError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    #[error("Файл больше 64 МБ.")]
    TooLarge,
    #[error("Это не зашифрованный документ: нужен файл CMS (PKCS#7) в виде DER, PEM или base64.")]
    NotCms,
    #[error("Это файл CMS другого вида ({0}), а нужен зашифрованный документ.")]
    OtherContent(ObjectIdentifier),
    #[error("Документ зашифрован не для этого сертификата.")]
    NotRecipient,
    #[error("Ключ не подходит к сертификату получателя.")]
    OtherKey,
    #[error("Ключ в сертификате не принят: нужен ключ ГОСТ Р 34.10-2012.")]
    Key,
    #[error("Ключи отправителя и получателя выданы на разных кривых: общий ключ не вычислить.")]
    OtherCurve,
    #[error("Алгоритм {0} не поддерживается.")]
    Algorithm(ObjectIdentifier),
    #[error("Сертификат отправителя, нужный для согласования ключа, не приложен.")]
    NoOriginator,
    #[error("Ключ документа не расшифровывается этим ключом, или документ повреждён.")]
    Unwrap,
    #[error("Документ повреждён: имитовставка не сходится.")]
    Damaged,
}

impl EnvelopeError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotCms => "not-cms",
            Self::OtherContent(_) => "other-content",
            Self::NotRecipient => "not-recipient",
            Self::OtherKey => "other-key",
            Self::Key => "key-not-accepted",
            Self::OtherCurve => "other-curve",
            Self::Algorithm(_) => "unknown-algorithm",
            Self::NoOriginator => "no-originator",
            Self::Unwrap => "key-does-not-open",
            Self::Damaged => "damaged",
        }
    }
}

impl From<CmsError> for EnvelopeError {
    fn from(error: CmsError) -> Self {
        match error {
            CmsError::TooLarge => Self::TooLarge,
            CmsError::NotCms => Self::NotCms,
            CmsError::OtherContent(kind) => Self::OtherContent(kind),
        }
    }
}

/// Whatever cannot be read is not CMS.
impl From<der::Error> for EnvelopeError {
    fn from(_: der::Error) -> Self {
        Self::NotCms
    }
}
