//! Messages in the cabinet.

use domain::id::AccountId;
use domain::message::Message;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// Of an account, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, account: AccountId, limit: u32) -> Result<Vec<Stored<Message>>, DbError> {
    let rest = "WHERE account_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
    db.list(rest, &[Value::id(account), Value::Int(Some(limit.into()))])
        .await
}
