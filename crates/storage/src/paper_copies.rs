//! Paper copies of certificates.

use domain::paper_copy::{PaperCopy, PaperCopyState};

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::tables::pattern;
use crate::value::Value;

/// In one state, the nearest term first.
///
/// # Errors
/// [`DbError`].
pub async fn in_state(
    db: &Db,
    state: PaperCopyState,
    text: &str,
    limit: u32,
) -> Result<Vec<Stored<PaperCopy>>, DbError> {
    let rest = "WHERE state = $1 AND search LIKE $2 ESCAPE '!' ORDER BY due_on, id LIMIT $3";
    db.list(
        rest,
        &[Value::state(&state), pattern(text), Value::Int(Some(limit.into()))],
    )
    .await
}

/// How many are in one state.
///
/// # Errors
/// [`DbError`].
pub async fn count(db: &Db, state: PaperCopyState) -> Result<i64, DbError> {
    db.number(
        "SELECT COUNT(*) FROM paper_copies WHERE state = $1",
        &[Value::state(&state)],
    )
    .await
}
