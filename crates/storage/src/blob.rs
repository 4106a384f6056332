//! Bytes stored once.

use uuid::Uuid;

use crate::db::{Db, DbError};
use crate::value::Value;

/// Bytes by owner and name.
///
/// # Errors
/// [`DbError`].
pub async fn blob(db: &Db, owner: impl Into<Uuid>, name: &str) -> Result<Option<Vec<u8>>, DbError> {
    db.bytes(
        "SELECT content FROM blobs WHERE owner = $1 AND name = $2",
        &[Value::id(owner), Value::text(name)],
    )
    .await
}

/// Names of what an owner has.
///
/// # Errors
/// [`DbError`].
pub async fn blob_names(db: &Db, owner: impl Into<Uuid>) -> Result<Vec<String>, DbError> {
    db.texts(
        "SELECT name FROM blobs WHERE owner = $1 ORDER BY name",
        &[Value::id(owner)],
    )
    .await
}
