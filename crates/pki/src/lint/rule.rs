//! The table of lints.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Usual in practice, though the standard says otherwise.
    Warning,
    /// May not be signed.
    Error,
}

macro_rules! lints {
    ($($name:ident $code:literal $severity:ident $text:literal)*) => {
        /// What can be wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Lint { $(#[doc = $text] $name,)* }

        impl Lint {
            /// Every lint.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Stable name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Russian sentence for the log of the operator.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

lints! {
    NotDer "not-der" Error "Запись не по правилам DER"
    AlgorithmMismatch "algorithm-mismatch" Error "Алгоритм подписи внутри и снаружи различается"
    AlgorithmUnknown "algorithm-unknown" Error "Алгоритм подписи не ГОСТ Р 34.10-2012"
    AlgorithmParameters "algorithm-parameters" Error "У алгоритма подписи есть параметры"
    TimeEncoding "time-encoding" Error "Время до 2050 года записано не в UTCTime"

    Version "version" Error "Версия не та: сертификат — 3, список — 2"
    SerialNotPositive "serial-not-positive" Error "Серийный номер не положительный"
    SerialShort "serial-short" Error "Серийный номер короче 8 байт"
    SerialLong "serial-long" Error "Серийный номер длиннее 20 байт"
    ValidityInverted "validity-inverted" Error "Срок действия кончается раньше, чем начинается"
    UniqueIdentifier "unique-identifier" Error "Есть уникальный идентификатор владельца или издателя"
    KeyRejected "key-rejected" Error "Ключ не ГОСТ Р 34.10-2012 или не лежит на кривой"
    KeyDigest "key-digest" Error "digestParamSet записан не по RFC 9215"

    NameEmpty "name-empty" Error "Имя пусто или не читается"
    NameMultiValuedRdn "name-multi-valued-rdn" Error "Два поля имени записаны вместе"
    AttributeRepeated "attribute-repeated" Error "Поле имени повторяется"
    AttributeStringType "attribute-string-type" Error "Поле имени записано строкой не того типа"
    AttributeCharacters "attribute-characters" Error "В поле имени недопустимые знаки"
    AttributeDigits "attribute-digits" Error "В поле имени не то число цифр"
    AttributeTooLong "attribute-too-long" Warning "Поле имени длиннее, чем говорит X.520"

    ExtensionsMissing "extensions-missing" Error "Расширений нет"
    ExtensionRepeated "extension-repeated" Error "Расширение повторяется"
    ExtensionValue "extension-value" Error "Содержание расширения не читается"
    ExtensionCriticality "extension-criticality" Error "Критичность расширения не та"
    ExtensionUnknownCritical "extension-unknown-critical" Error "Критичное расширение неизвестно"
    KeyUsageMissing "key-usage-missing" Error "Нет назначения ключа"
    KeyUsageAuthority "key-usage-authority" Error "Назначение ключа не согласуется с basicConstraints"
    PathLength "path-length" Error "Длина цепочки задана не для удостоверяющего центра"
    SubjectKeyMissing "subject-key-missing" Error "Нет идентификатора ключа владельца"
    SubjectKeyMismatch "subject-key-mismatch" Error "Идентификатор ключа владельца вычислен не из его ключа"
    EmailNotRepeated "email-not-repeated" Error "Адреса почты из имени владельца нет в subjectAltName"
    AuthorityKeyMissing "authority-key-missing" Error "Нет идентификатора ключа издателя"
    AuthorityKeyIncomplete "authority-key-incomplete" Error "В идентификаторе ключа издателя не все три части"
    PrivateKeyPeriod "private-key-period" Error "Срок ключа подписи выходит за срок сертификата"
    ToolName "tool-name" Error "Название средства или номер его сертификата пуст или слишком длинен"
    IdentificationKind "identification-kind" Error "Способ установления личности неизвестен"
    ListEmpty "list-empty" Error "Перечень внутри расширения пуст"

    NextUpdateMissing "next-update-missing" Error "Нет времени следующего списка"
    UpdateOrder "update-order" Error "Следующий список раньше этого"
    RevokedEmpty "revoked-empty" Error "Пустой перечень отозванных записан вместо того, чтобы отсутствовать"
    RevokedRepeated "revoked-repeated" Error "Серийный номер стоит в списке дважды"
    RevokedLater "revoked-later" Error "Отзыв позже самого списка"
    ReasonUnspecified "reason-unspecified" Error "Причина unspecified записана"
    RemovedFromFull "removed-from-full" Error "Причина removeFromCRL стоит не в дельта-списке"
    DeltaBase "delta-base" Error "Номер исходного списка не читается или не меньше номера этого"
    DeltaFreshest "delta-freshest" Error "В дельта-списке указан адрес дельта-списка"
    ListPart "list-part" Error "Область списка пуста или противоречит себе"
    CrlNumberMissing "crl-number-missing" Error "Нет номера списка"

    ProfileSubject "profile-subject" Error "Имя владельца не по профилю"
    ProfileKey "profile-key" Error "Параметры ключа не по профилю"
    ProfileValidity "profile-validity" Error "Срок действия не по профилю"
    ProfileKeyUsage "profile-key-usage" Error "Назначение ключа не по профилю"
    ProfilePurpose "profile-purpose" Error "Расширенное назначение ключа не по профилю"
    ProfileAuthority "profile-authority" Error "basicConstraints не по профилю"
    ProfileIdentification "profile-identification" Error "Способ установления личности не по профилю"
    ProfilePrivateKey "profile-private-key" Error "Срок ключа подписи не по профилю"
    ProfileSignTool "profile-sign-tool" Error "Средство подписи владельца не по профилю и настройкам"
    ProfileIssuerTool "profile-issuer-tool" Error "Средства издателя не по настройкам"
    ProfileAddress "profile-address" Error "Адреса списков, сертификата издателя или OCSP не по настройкам"
    ProfileExtension "profile-extension" Error "Расширение, которого профиль не знает"
    ProfilePolicy "profile-policy" Error "Политика, которой нет ни в профиле, ни в настройках"
}
