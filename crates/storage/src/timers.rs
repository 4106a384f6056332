//! Timers.

use domain::timer::Timer;
use jiff::Timestamp;
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// Those whose instant has come, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Stored<Timer>>, DbError> {
    let rest = "WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2";
    db.list(rest, &[Value::at(now), Value::Int(Some(limit.into()))]).await
}

/// Running ones of a case.
///
/// # Errors
/// [`DbError`].
pub async fn running_of(db: &Db, subject: impl Into<Uuid>) -> Result<Vec<Stored<Timer>>, DbError> {
    db.list(
        "WHERE done_at IS NULL AND subject_id = $1 ORDER BY due_at, id",
        &[Value::id(subject)],
    )
    .await
}
