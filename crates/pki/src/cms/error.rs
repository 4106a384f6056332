//! Refusals: of a file, of one signer.

use const_oid::ObjectIdentifier;

/// Why a file is not read as a signed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CmsError {
    #[error("Файл больше 64 МБ. Подпишите такой документ отсоединённой подписью.")]
    TooLarge,
    #[error("Это не файл электронной подписи: нужна подпись CMS (PKCS#7) в виде DER, PEM или base64.")]
    NotCms,
    #[error("Это файл CMS другого вида ({0}), а нужна электронная подпись.")]
    OtherContent(ObjectIdentifier),
}

impl CmsError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotCms => "not-cms",
            Self::OtherContent(_) => "other-content",
        }
    }
}

/// Why the signature of one signer does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    #[error("Подпись отсоединённая: вместе с ней нужен сам документ.")]
    NoContent,
    #[error("Сертификата подписавшего нет в файле. Приложите его.")]
    NoCertificate,
    #[error("Ключ в сертификате подписавшего не принят ({}).", .0.code())]
    Key(gost::KeyError),
    #[error("Хеш-функция {0} не поддерживается или не подходит к ключу подписавшего.")]
    DigestAlgorithm(ObjectIdentifier),
    #[error("Алгоритм подписи {0} не подходит к ключу подписавшего.")]
    SignatureAlgorithm(ObjectIdentifier),
    #[error("Обязательных подписанных атрибутов нет, или они не читаются.")]
    Attributes,
    #[error("Документ изменён после подписания, или подпись от другого документа.")]
    OtherContent,
    #[error("Подпись повреждена или сделана не тем ключом, который назван в сертификате.")]
    BadSignature,
    #[error("Подпись снята с другого документа: вместо документа предъявлены её подписанные атрибуты.")]
    AttributesAsContent,
    #[error("Подпись называет другой сертификат, чем приложенный к ней.")]
    OtherCertificate,
}

impl SignerError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoContent => "no-content",
            Self::NoCertificate => "no-certificate",
            Self::Key(_) => "key-not-accepted",
            Self::DigestAlgorithm(_) => "digest-algorithm",
            Self::SignatureAlgorithm(_) => "signature-algorithm",
            Self::Attributes => "bad-attributes",
            Self::OtherContent => "other-content",
            Self::BadSignature => "bad-signature",
            Self::AttributesAsContent => "attributes-as-content",
            Self::OtherCertificate => "other-certificate",
        }
    }
}
