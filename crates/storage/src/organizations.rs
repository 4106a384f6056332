//! Organisations.

use domain::organization::Organization;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::tables::pattern;
use crate::value::Value;

/// By ОГРН digits.
///
/// # Errors
/// [`DbError`].
pub async fn by_ogrn(db: &Db, digits: &str) -> Result<Option<Stored<Organization>>, DbError> {
    db.first("WHERE ogrn = $1", &[Value::text(digits)]).await
}

/// By what a person typed, by name.
///
/// # Errors
/// [`DbError`].
pub async fn search(db: &Db, text: &str, limit: u32, offset: u32) -> Result<Vec<Stored<Organization>>, DbError> {
    let rest = "WHERE search LIKE $1 ESCAPE '!' ORDER BY search, id LIMIT $2 OFFSET $3";
    db.list(
        rest,
        &[
            pattern(text),
            Value::Int(Some(limit.into())),
            Value::Int(Some(offset.into())),
        ],
    )
    .await
}
