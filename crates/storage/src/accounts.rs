//! Accounts.

use domain::account::Account;
use domain::rights::Role;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// By login.
///
/// # Errors
/// [`DbError`].
pub async fn by_login(db: &Db, login: &str) -> Result<Option<Stored<Account>>, DbError> {
    db.first("WHERE login = $1", &[Value::text(login)]).await
}

/// All of a role.
///
/// # Errors
/// [`DbError`].
pub async fn of_role(db: &Db, role: Role) -> Result<Vec<Stored<Account>>, DbError> {
    db.list("WHERE role = $1 ORDER BY login", &[Value::state(&role)]).await
}
