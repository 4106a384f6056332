//! Scans.

use domain::document::Document;
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// All of a case, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, owner: impl Into<Uuid>) -> Result<Vec<Stored<Document>>, DbError> {
    db.list(
        "WHERE owner_id = $1 ORDER BY attached_at DESC, id DESC",
        &[Value::id(owner)],
    )
    .await
}
