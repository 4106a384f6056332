//! Published lists (СОС): their numbers and times; the bytes are a blob `crl`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;

/// A published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crl {
    /// Id; owner of the blob.
    pub id: Uuid,
    /// Key id of the issuer, hex.
    pub issuer: String,
    /// CRL number (RFC 5280 §5.2.3).
    pub number: i64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Timestamp,
    /// Entries.
    pub entries: u64,
}

/// The latest list of an issuer.
///
/// # Errors
/// [`DbError`].
pub async fn latest(db: &Db, issuer: &str) -> Result<Option<Stored<Crl>>, DbError> {
    db.first("WHERE issuer = $1 ORDER BY number DESC", &[Value::text(issuer)])
        .await
}
