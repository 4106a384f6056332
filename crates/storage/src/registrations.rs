//! Registrations of users.

use domain::id::OrganizationId;
use domain::registration::{Registration, RegistrationState};

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

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

/// In the given states, the nearest term first.
///
/// # Errors
/// [`DbError`].
pub async fn in_states(
    db: &Db,
    states: &[RegistrationState],
    text: &str,
    limit: u32,
    offset: u32,
) -> Result<Vec<Stored<Registration>>, DbError> {
    db.in_states(states, text, limit, offset).await
}

/// How many are in the given states.
///
/// # Errors
/// [`DbError`].
pub async fn count_in(db: &Db, states: &[RegistrationState], text: &str) -> Result<i64, DbError> {
    db.count_in::<Registration>(states, text).await
}
