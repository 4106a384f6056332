//! Values that both drivers bind the same way.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// A bound value; `None` is a typed NULL, as PostgreSQL wants it.
#[derive(Clone, Debug)]
pub enum Value {
    /// BLOB(16) / UUID.
    Id(Option<Uuid>),
    /// TEXT.
    Text(Option<String>),
    /// INTEGER / BIGINT.
    Int(Option<i64>),
    /// BLOB / BYTEA.
    Bytes(Vec<u8>),
}

impl Value {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Some(text.into()))
    }

    /// A day as ISO text.
    #[must_use]
    pub fn day(day: Option<Date>) -> Self {
        Self::Text(day.map(|day| day.to_string()))
    }

    /// An instant in microseconds.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self::Int(Some(at.as_microsecond()))
    }

    /// An instant that may be missing.
    #[must_use]
    pub fn maybe_at(at: Option<Timestamp>) -> Self {
        Self::Int(at.map(Timestamp::as_microsecond))
    }

    /// An id.
    pub fn id(id: impl Into<Uuid>) -> Self {
        Self::Id(Some(id.into()))
    }

    /// An id that may be missing.
    pub fn maybe_id<I: Into<Uuid>>(id: Option<I>) -> Self {
        Self::Id(id.map(Into::into))
    }

    /// The name of a state, as serde writes it.
    pub fn state(state: &impl serde::Serialize) -> Self {
        match serde_json::to_value(state) {
            Ok(serde_json::Value::String(name)) => Self::text(name),
            other => Self::text(format!("{other:?}")),
        }
    }
}
