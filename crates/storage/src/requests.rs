//! Requests for certificates.

use domain::id::RegistrationId;
use domain::request::{Request, RequestState};

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// By the number people see.
///
/// # Errors
/// [`DbError`].
pub async fn by_number(db: &Db, number: &str) -> Result<Option<Stored<Request>>, DbError> {
    db.first("WHERE number = $1", &[Value::text(number)]).await
}

/// All of a user, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, registration: RegistrationId) -> Result<Vec<Stored<Request>>, DbError> {
    db.list(
        "WHERE registration_id = $1 ORDER BY created_at DESC, id DESC",
        &[Value::id(registration)],
    )
    .await
}

/// In the given states, the nearest term first.
///
/// # Errors
/// [`DbError`].
pub async fn in_states(
    db: &Db,
    states: &[RequestState],
    text: &str,
    limit: u32,
    offset: u32,
) -> Result<Vec<Stored<Request>>, DbError> {
    db.in_states(states, text, limit, offset).await
}

/// How many are in the given states.
///
/// # Errors
/// [`DbError`].
pub async fn count_in(db: &Db, states: &[RequestState], text: &str) -> Result<i64, DbError> {
    db.count_in::<Request>(states, text).await
}

/// Whether a key was ever offered, and by what.
///
/// # Errors
/// [`DbError`].
pub async fn key_seen(db: &Db, identity: &str) -> Result<Option<String>, DbError> {
    Ok(db
        .texts(
            "SELECT source FROM seen_keys WHERE identity = $1",
            &[Value::text(identity)],
        )
        .await?
        .pop())
}
