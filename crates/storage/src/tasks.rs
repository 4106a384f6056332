//! Tasks of operators.

use domain::task::{Task, TaskKind};
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// Open ones, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn open(db: &Db, limit: u32, offset: u32) -> Result<Vec<Stored<Task>>, DbError> {
    db.list(
        "WHERE closed_at IS NULL ORDER BY created_at, id LIMIT $1 OFFSET $2",
        &[Value::Int(Some(limit.into())), Value::Int(Some(offset.into()))],
    )
    .await
}

/// How many are open.
///
/// # Errors
/// [`DbError`].
pub async fn count_open(db: &Db) -> Result<i64, DbError> {
    db.number("SELECT COUNT(*) FROM tasks WHERE closed_at IS NULL", &[])
        .await
}

/// Open ones of a case.
///
/// # Errors
/// [`DbError`].
pub async fn open_of(db: &Db, subject: impl Into<Uuid>) -> Result<Vec<Stored<Task>>, DbError> {
    db.list(
        "WHERE closed_at IS NULL AND subject_id = $1 ORDER BY created_at, id",
        &[Value::id(subject)],
    )
    .await
}

/// The oldest open one of a kind.
///
/// # Errors
/// [`DbError`].
pub async fn open_of_kind(db: &Db, kind: TaskKind) -> Result<Option<Stored<Task>>, DbError> {
    let rest = "WHERE closed_at IS NULL AND kind = $1 ORDER BY created_at, id";
    db.first(rest, &[Value::state(&kind)]).await
}
