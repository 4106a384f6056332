//! Typed identifiers: one UUIDv7 per kind of thing, so that a request's id can never be passed for a certificate's.

use core::fmt;
use core::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id at `now`; the ten bytes come from the generator of the context.
            #[must_use]
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                Self(uuid_v7(now, random))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }
    )+};
}

ids! {
    /// Учётная запись.
    AccountId,
    /// Присоединение к Регламенту.
    AdherenceId,
    /// Сертификат.
    CertificateId,
    /// Информационная система.
    ClientId,
    /// Документ (скан).
    DocumentId,
    /// Сообщение в кабинете.
    MessageId,
    /// Организация.
    OrganizationId,
    /// Исходящее письмо или поручение внешней системе.
    OutboxId,
    /// Регистрация пользователя УЦ.
    RegistrationId,
    /// Запрос на сертификат.
    RequestId,
    /// Сеанс.
    SessionId,
    /// Задача оператора.
    TaskId,
    /// Таймер.
    TimerId,
}

/// A UUIDv7 (RFC 9562 §5.7) from an instant and ten random bytes.
#[must_use]
pub fn uuid_v7(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
