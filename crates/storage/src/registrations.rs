//! Registrations of users.

use domain::id::OrganizationId;
use domain::registration::Registration;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::tables::pattern;
use crate::value::Value;

/// States an operator works on.
const OPEN: &str =
    "state IN ('awaiting_documents','under_review','needs_fix','approved','temporary_access','access_expired')";

/// All of an organisation, by name.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, organization: OrganizationId) -> Result<Vec<Stored<Registration>>, DbError> {
    db.list(
        "WHERE organization_id = $1 ORDER BY search, id",
        &[Value::id(organization)],
    )
    .await
}

/// All of a person, by СНИЛС digits, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn by_snils(db: &Db, digits: &str) -> Result<Vec<Stored<Registration>>, DbError> {
    db.list(
        "WHERE snils = $1 ORDER BY created_at DESC, id DESC",
        &[Value::text(digits)],
    )
    .await
}

/// Open ones, the nearest term first.
///
/// # Errors
/// [`DbError`].
pub async fn open(db: &Db, text: &str, limit: u32) -> Result<Vec<Stored<Registration>>, DbError> {
    let rest = format!(
        "WHERE {OPEN} AND search LIKE $1 ORDER BY CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, created_at, id LIMIT $2"
    );
    db.list(&rest, &[pattern(text), Value::Int(Some(limit.into()))]).await
}
