//! Why a certificate is not trusted.

use alloc::boxed::Box;

use const_oid::ObjectIdentifier;

use crate::{certificate::Certificate, crl::Reason, key::KeyFault};

/// The cause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    #[error("Издатель сертификата не найден ни среди доверенных, ни среди приложенных сертификатов.")]
    IssuerUnknown,
    #[error("Сертификат подписан сам собой и не входит в число доверенных.")]
    SelfSigned,
    #[error("Подпись сертификата не сходится с его содержанием или сделана другим ключом.")]
    BadSignature,
    #[error("Подпись сертификата сделана алгоритмом {0}, который не поддерживается или не подходит к ключу издателя.")]
    SignatureAlgorithm(ObjectIdentifier),
    #[error("Ключ издателя не принят: {0}.")]
    IssuerKey(KeyFault),
    #[error("Ключ в сертификате не принят: {0}.")]
    Key(KeyFault),
    #[error("Имя владельца или издателя не читается.")]
    Name,
    #[error("Срок действия сертификата ещё не начался.")]
    NotYetValid,
    #[error("Срок действия сертификата истёк.")]
    Expired,
    #[error("Сертификат отозван.")]
    Revoked { since: i64, reason: Reason },
    #[error("Действие сертификата приостановлено.")]
    Held { since: i64 },
    #[error("Неизвестно, отозван ли сертификат: нет действующего списка отозванных сертификатов или ответа OCSP.")]
    StatusUnknown,
    #[error("Расширение {0} не читается.")]
    Extension(ObjectIdentifier),
    #[error("Критичное расширение {0} неизвестно.")]
    CriticalExtension(ObjectIdentifier),
    #[error("Сертификат издателя выдан не удостоверяющему центру (basicConstraints).")]
    NotAuthority,
    #[error("Ключ издателя не предназначен для подписи сертификатов (keyUsage).")]
    KeyUsage,
    #[error("Под удостоверяющим центром стоит больше сертификатов, чем ему разрешено (pathLenConstraint).")]
    PathLength,
    #[error("Имя в сертификате не входит в разрешённые издателю (nameConstraints).")]
    NameNotPermitted,
    #[error("Имя в сертификате запрещено издателю (nameConstraints).")]
    NameExcluded,
    #[error("Ограничение имён издателя не поддерживается (nameConstraints).")]
    NameConstraint,
    #[error("Ни одна из требуемых политик не проходит через всю цепочку.")]
    Policy,
    #[error("Отображение политик касается anyPolicy, что запрещено.")]
    PolicyMapping,
    #[error("Сертификат выдан для другого назначения (extendedKeyUsage).")]
    Purpose,
    #[error("Цепочка сертификатов длиннее, чем проверяется.")]
    TooLong,
    #[error("Проверка требует слишком много работы: цепочек или подписей больше предела.")]
    TooMuchWork,
}

impl PathError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::IssuerUnknown => "issuer-unknown",
            Self::SelfSigned => "self-signed",
            Self::BadSignature => "bad-signature",
            Self::SignatureAlgorithm(_) => "signature-algorithm",
            Self::IssuerKey(_) => "issuer-key",
            Self::Key(_) => "key-not-accepted",
            Self::Name => "name-unreadable",
            Self::NotYetValid => "not-yet-valid",
            Self::Expired => "expired",
            Self::Revoked { .. } => "revoked",
            Self::Held { .. } => "held",
            Self::StatusUnknown => "status-unknown",
            Self::Extension(_) => "extension-unreadable",
            Self::CriticalExtension(_) => "critical-extension",
            Self::NotAuthority => "not-authority",
            Self::KeyUsage => "key-usage",
            Self::PathLength => "path-length",
            Self::NameNotPermitted => "name-not-permitted",
            Self::NameExcluded => "name-excluded",
            Self::NameConstraint => "name-constraint",
            Self::Policy => "policy",
            Self::PolicyMapping => "policy-mapping",
            Self::Purpose => "purpose",
            Self::TooLong => "too-long",
            Self::TooMuchWork => "too-much-work",
        }
    }
}

/// The cause, and the certificate of the chain that it is about: not always the one in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub cause: PathError,
    pub certificate: Box<Certificate>,
    /// How far it stands from the certificate in question; 0 is that certificate itself.
    pub distance: usize,
}
