//! Orders to block and unblock access in other systems.

use domain::access::AccessOrder;
use jiff::Timestamp;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// Those that wait and whose time has come, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn to_send(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Stored<AccessOrder>>, DbError> {
    let rest = "WHERE sent_at IS NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    db.list(rest, &[Value::at(now), Value::Int(Some(limit.into()))]).await
}

/// How many wait.
///
/// # Errors
/// [`DbError`].
pub async fn waiting(db: &Db) -> Result<i64, DbError> {
    db.number("SELECT COUNT(*) FROM access_orders WHERE sent_at IS NULL", &[])
        .await
}

/// Since when the oldest one waits.
///
/// # Errors
/// [`DbError`].
pub async fn oldest_waiting(db: &Db) -> Result<Option<Timestamp>, DbError> {
    let waiting: Vec<Stored<AccessOrder>> = db.list("WHERE sent_at IS NULL", &[]).await?;
    Ok(waiting.into_iter().map(|order| order.since).min())
}

/// The order that stands for a person.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, snils: &str) -> Result<Option<Stored<AccessOrder>>, DbError> {
    db.first("WHERE snils = $1", &[Value::text(snils)]).await
}

/// Everybody an order stands for.
///
/// # Errors
/// [`DbError`].
pub async fn people(db: &Db) -> Result<Vec<String>, DbError> {
    db.texts("SELECT snils FROM access_orders ORDER BY snils", &[]).await
}
