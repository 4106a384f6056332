//! Certificates and the public search in their registry.

use domain::certificate::{Certificate, CertificateState};
use domain::id::{CertificateId, RegistrationId, RequestId};
use jiff::Timestamp;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::tables::pattern;
use crate::value::Value;

/// By serial number.
///
/// # Errors
/// [`DbError`].
pub async fn by_serial(db: &Db, serial: &str) -> Result<Option<Stored<Certificate>>, DbError> {
    db.first("WHERE serial = $1", &[Value::text(serial)]).await
}

/// The certificate of a request.
///
/// # Errors
/// [`DbError`].
pub async fn by_request(db: &Db, request: RequestId) -> Result<Option<Stored<Certificate>>, DbError> {
    db.first("WHERE request_id = $1", &[Value::id(request)]).await
}

/// All of a user, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, registration: RegistrationId) -> Result<Vec<Stored<Certificate>>, DbError> {
    db.list(
        "WHERE registration_id = $1 ORDER BY decided_at DESC, id DESC",
        &[Value::id(registration)],
    )
    .await
}

/// In one state.
///
/// # Errors
/// [`DbError`].
pub async fn in_state(db: &Db, state: CertificateState) -> Result<Vec<Stored<Certificate>>, DbError> {
    db.list("WHERE state = $1 ORDER BY id", &[Value::state(&state)]).await
}

/// Those that are valid or suspended and not over, a page after an id.
///
/// # Errors
/// [`DbError`].
pub async fn in_force_after(
    db: &Db,
    after: CertificateId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Stored<Certificate>>, DbError> {
    let rest = "WHERE id > $1 AND state IN ($2, $3) AND not_after >= $4 ORDER BY id LIMIT $5";
    let values = [
        Value::id(after),
        Value::state(&CertificateState::Valid),
        Value::state(&CertificateState::Suspended),
        Value::at(now),
        Value::Int(Some(limit.into())),
    ];
    db.list(rest, &values).await
}

/// By what an operator typed, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn search(db: &Db, text: &str, limit: u32, offset: u32) -> Result<Vec<Stored<Certificate>>, DbError> {
    let rest = "WHERE search LIKE $1 ESCAPE '!' ORDER BY decided_at DESC, id DESC LIMIT $2 OFFSET $3";
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

/// By the exact СНИЛС, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn by_snils(db: &Db, digits: &str, limit: u32) -> Result<Vec<Stored<Certificate>>, DbError> {
    let rest = "WHERE snils = $1 ORDER BY decided_at DESC, id DESC LIMIT $2";
    db.list(rest, &[Value::text(digits), Value::Int(Some(limit.into()))])
        .await
}

/// By the exact ИНН of the person or of the organisation, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn by_inn(db: &Db, digits: &str, limit: u32) -> Result<Vec<Stored<Certificate>>, DbError> {
    let rest = "WHERE inn = $1 OR inn_legal = $1 ORDER BY decided_at DESC, id DESC LIMIT $2";
    db.list(rest, &[Value::text(digits), Value::Int(Some(limit.into()))])
        .await
}
