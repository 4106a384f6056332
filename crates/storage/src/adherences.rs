//! Adherences to the регламент.

use domain::adherence::Adherence;
use domain::id::OrganizationId;

use crate::aggregate::{Stored, marks};
use crate::db::{Db, DbError};
use crate::value::Value;

/// All of these organisations, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of_all(
    db: &Db,
    organizations: impl IntoIterator<Item = OrganizationId>,
) -> Result<Vec<Stored<Adherence>>, DbError> {
    let values: Vec<Value> = organizations.into_iter().map(Value::id).collect();
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let rest = format!(
        "WHERE organization_id IN ({}) ORDER BY received_at DESC, id DESC",
        marks(values.len())
    );
    db.list(&rest, &values).await
}

/// All of an organisation, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of(db: &Db, organization: OrganizationId) -> Result<Vec<Stored<Adherence>>, DbError> {
    db.list(
        "WHERE organization_id = $1 ORDER BY received_at DESC, id DESC",
        &[Value::id(organization)],
    )
    .await
}
