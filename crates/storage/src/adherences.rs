//! Adherences to the регламент.

use domain::adherence::Adherence;
use domain::id::OrganizationId;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

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
