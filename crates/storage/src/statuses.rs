//! The status of certificates as lists of revoked certificates, deltas and OCSP read it: columns only, one row at a time.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use crate::db::{Db, DbError, bound, on_pool};
use crate::value::Value;

/// A row of a list: instants are microseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// Serial number, upper-case hex.
    pub serial: String,
    /// Listed since; nothing when it is good (again).
    pub revoked_at: Option<i64>,
    /// CRLReason while it is listed.
    pub reason: Option<i64>,
    /// Last instant of the certificate.
    pub not_after: i64,
}

type Columns = (String, Option<i64>, Option<i64>, i64);

impl From<Columns> for StatusRow {
    fn from((serial, revoked_at, reason, not_after): Columns) -> Self {
        Self {
            serial,
            revoked_at,
            reason,
            not_after,
        }
    }
}

/// Which part of an issuer's certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// One shard.
    Shard(u16),
}

/// The number of the last change of a status. Read it before the rows: what changes in between is told twice, never lost.
///
/// # Errors
/// [`DbError`].
pub async fn sequence(db: &Db) -> Result<i64, DbError> {
    db.number("SELECT last FROM status_sequence", &[]).await
}

/// How many certificates are listed, and whether they are in force is not asked: for pages.
///
/// # Errors
/// [`DbError`].
pub async fn count_listed(db: &Db, issuer: &str) -> Result<i64, DbError> {
    db.number(
        "SELECT COUNT(*) FROM certificates WHERE issuer = $1 AND revoked_at IS NOT NULL",
        &[Value::text(issuer)],
    )
    .await
}

/// Every listed certificate whose last instant is not before `ended_after`, by serial number.
///
/// # Errors
/// [`DbError`].
pub async fn each_listed(
    db: &Db,
    issuer: &str,
    part: Part,
    ended_after: i64,
    take: impl FnMut(StatusRow),
) -> Result<(), DbError> {
    let sql = "SELECT serial, revoked_at, reason, not_after FROM certificates \
               WHERE issuer = $1 AND revoked_at IS NOT NULL AND not_after >= $2";
    each(db, sql, issuer, ended_after, part, take).await
}

/// Every certificate whose status changed after that number, listed or not, by serial number.
///
/// # Errors
/// [`DbError`].
pub async fn each_changed(
    db: &Db,
    issuer: &str,
    part: Part,
    after: i64,
    take: impl FnMut(StatusRow),
) -> Result<(), DbError> {
    let sql = "SELECT serial, revoked_at, reason, not_after FROM certificates WHERE issuer = $1 AND changed > $2";
    each(db, sql, issuer, after, part, take).await
}

/// The last change in each shard in which something changed after that number.
///
/// # Errors
/// [`DbError`].
pub async fn changed_shards(db: &Db, issuer: &str, after: i64) -> Result<BTreeMap<u16, i64>, DbError> {
    let sql = AssertSqlSafe(
        "SELECT shard, MAX(changed) FROM certificates WHERE issuer = $1 AND changed > $2 GROUP BY shard".to_owned(),
    );
    let values = [Value::text(issuer), Value::Int(Some(after))];
    let rows = on_pool!(db, pool => bound!(sqlx::query_as::<_, (i64, i64)>(sql), &values).fetch_all(pool).await)
        .map_err(DbError::statement)?;
    let shards = rows.into_iter();
    Ok(shards
        .filter_map(|(shard, last)| Some((u16::try_from(shard).ok()?, last)))
        .collect())
}

/// The status of one serial number: its state as stored, and its row. The fact that OCSP answers with.
///
/// # Errors
/// [`DbError`].
pub async fn of_serial(db: &Db, issuer: &str, serial: &str) -> Result<Option<(String, StatusRow)>, DbError> {
    let sql = AssertSqlSafe(
        "SELECT state, serial, revoked_at, reason, not_after FROM certificates WHERE serial = $1 AND issuer = $2"
            .to_owned(),
    );
    let values = [Value::text(serial), Value::text(issuer)];
    type Row = (String, String, Option<i64>, Option<i64>, i64);
    let row = on_pool!(db, pool => bound!(sqlx::query_as::<_, Row>(sql), &values).fetch_optional(pool).await)
        .map_err(DbError::statement)?;
    Ok(row.map(|(state, serial, revoked_at, reason, not_after)| {
        (state, StatusRow::from((serial, revoked_at, reason, not_after)))
    }))
}

async fn each(
    db: &Db,
    sql: &str,
    issuer: &str,
    number: i64,
    part: Part,
    mut take: impl FnMut(StatusRow),
) -> Result<(), DbError> {
    let mut values = vec![Value::text(issuer), Value::Int(Some(number))];
    let mut sql = sql.to_owned();
    if let Part::Shard(shard) = part {
        sql.push_str(" AND shard = $3");
        values.push(Value::Int(Some(shard.into())));
    }
    sql.push_str(" ORDER BY serial");
    let sql = AssertSqlSafe(sql);
    on_pool!(db, pool => {
        let mut rows = bound!(sqlx::query_as::<_, Columns>(sql), &values).fetch(pool);
        while let Some(row) = rows.try_next().await.map_err(DbError::statement)? {
            take(row.into());
        }
    });
    Ok(())
}
