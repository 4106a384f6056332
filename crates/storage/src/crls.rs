//! Published lists (СОС): their numbers and times; the bytes are a blob `crl`.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::counters;
use crate::db::{Db, DbError};
use crate::value::Value;
use crate::write_set::WriteSet;

/// What part of the certificates a list speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All certificates of the issuer.
    #[default]
    Full,
    /// What changed since a full list (RFC 5280 §5.2.4).
    Delta,
    /// One shard (issuingDistributionPoint).
    Shard(u16),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("full"),
            Self::Delta => f.write_str("delta"),
            Self::Shard(shard) => write!(f, "shard-{shard}"),
        }
    }
}

/// A published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crl {
    /// Id; owner of the blob.
    pub id: Uuid,
    /// Name of the issuer, as certificates carry it.
    pub issuer: String,
    /// What it speaks of.
    #[serde(default)]
    pub scope: Scope,
    /// CRL number (RFC 5280 §5.2.3).
    pub number: i64,
    /// Number of the full list that a delta goes with.
    #[serde(default)]
    pub base: Option<i64>,
    /// The last change of a status it knows of.
    #[serde(default)]
    pub sequence: i64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Timestamp,
    /// Entries.
    pub entries: u64,
}

impl WriteSet {
    /// Takes an old list away with its bytes; the journal keeps its number and hash.
    pub fn prune_list(&mut self, list: &Crl) -> &mut Self {
        let bytes = "DELETE FROM blobs WHERE owner = $1 AND name = 'crl'";
        self.update_raw("blobs", bytes, vec![Value::id(list.id)]);
        self.update_raw("crls", "DELETE FROM crls WHERE id = $1", vec![Value::id(list.id)])
    }
}

/// Every list that an issuer keeps, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn kept(db: &Db, issuer: &str) -> Result<Vec<Stored<Crl>>, DbError> {
    db.list("WHERE issuer = $1 ORDER BY number DESC, scope", &[Value::text(issuer)])
        .await
}

/// The latest list of an issuer for a scope.
///
/// # Errors
/// [`DbError`].
pub async fn latest(db: &Db, issuer: &str, scope: Scope) -> Result<Option<Stored<Crl>>, DbError> {
    db.first(
        "WHERE issuer = $1 AND scope = $2 ORDER BY number DESC",
        &[Value::text(issuer), Value::text(scope.to_string())],
    )
    .await
}

/// Counter below which no list is numbered: lists published after a backup was taken are not in it.
pub const FLOOR: &str = "crl-number";

/// The greatest number that any list of an issuer has, or may have had before a backup was restored.
///
/// # Errors
/// [`DbError`].
pub async fn last_number(db: &Db, issuer: &str) -> Result<i64, DbError> {
    let sql = "SELECT COALESCE(MAX(number), 0) FROM crls WHERE issuer = $1";
    let last = db.number(sql, &[Value::text(issuer)]).await?;
    Ok(last.max(floor(db).await?))
}

/// The number that a restored backup may have missed.
///
/// # Errors
/// [`DbError`].
pub async fn floor(db: &Db) -> Result<i64, DbError> {
    let floor = counters::by_name(db, FLOOR).await?.map_or(0, |floor| floor.last);
    Ok(i64::try_from(floor).unwrap_or(i64::MAX))
}
