//! Numbers people see, without gaps: taken in the write-set that uses them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// A running number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Id.
    pub id: Uuid,
    /// What is counted: `request-2026`.
    pub name: String,
    /// The last number given.
    pub last: u64,
}

/// The counter, when it has started.
///
/// # Errors
/// [`DbError`].
pub async fn by_name(db: &Db, name: &str) -> Result<Option<Stored<Counter>>, DbError> {
    db.first("WHERE name = $1", &[Value::text(name)]).await
}

/// All counters.
///
/// # Errors
/// [`DbError`].
pub async fn all(db: &Db) -> Result<Vec<Stored<Counter>>, DbError> {
    db.list("ORDER BY name", &[]).await
}
