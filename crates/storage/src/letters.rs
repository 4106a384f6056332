//! Outgoing letters.

use domain::message::Letter;
use jiff::Timestamp;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// Those to be sent now, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn to_send(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Stored<Letter>>, DbError> {
    let rest = "WHERE sent_at IS NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    db.list(rest, &[Value::at(now), Value::Int(Some(limit.into()))]).await
}

/// Since when the oldest one waits.
///
/// # Errors
/// [`DbError`].
pub async fn oldest_waiting(db: &Db) -> Result<Option<Timestamp>, DbError> {
    let oldest = db
        .first::<Letter>("WHERE sent_at IS NULL ORDER BY created_at", &[])
        .await?;
    Ok(oldest.map(|letter| letter.created_at))
}

/// How many wait.
///
/// # Errors
/// [`DbError`].
pub async fn waiting(db: &Db) -> Result<i64, DbError> {
    db.number("SELECT COUNT(*) FROM letters WHERE sent_at IS NULL", &[])
        .await
}
