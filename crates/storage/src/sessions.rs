//! Sessions.

use domain::id::AccountId;
use domain::session::Session;
use jiff::Timestamp;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// The living session of a token.
///
/// # Errors
/// [`DbError`].
pub async fn by_token(db: &Db, token_hash: &str, now: Timestamp) -> Result<Option<Stored<Session>>, DbError> {
    let rest = "WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2";
    db.first(rest, &[Value::text(token_hash), Value::at(now)]).await
}

/// Living sessions of an account, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, account: AccountId, now: Timestamp) -> Result<Vec<Stored<Session>>, DbError> {
    let rest = "WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY id DESC";
    db.list(rest, &[Value::id(account), Value::at(now)]).await
}
