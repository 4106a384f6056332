//! Information systems, and what they were answered.

use domain::client::Client;
use domain::id::ClientId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::aggregate::Stored;
use crate::db::{Db, DbError};
use crate::value::Value;
use crate::write_set::WriteSet;

/// What was done for a client under a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Digest of what was asked.
    pub digest: String,
    /// What came of it.
    pub subject: Uuid,
}

/// By the hash of the token.
///
/// # Errors
/// [`DbError`].
pub async fn by_token(db: &Db, token_hash: &str) -> Result<Option<Stored<Client>>, DbError> {
    db.first("WHERE token_hash = $1", &[Value::text(token_hash)]).await
}

/// All, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn all(db: &Db) -> Result<Vec<Stored<Client>>, DbError> {
    db.list("ORDER BY created_at DESC, id DESC", &[]).await
}

/// What was answered under a key.
///
/// # Errors
/// [`DbError`].
pub async fn answered(db: &Db, client: ClientId, key: &str) -> Result<Option<Answered>, DbError> {
    let sql = "SELECT digest, subject FROM answered WHERE client = $1 AND key = $2";
    let found = db.answer(sql, &[Value::id(client), Value::text(key)]).await?;
    Ok(found.map(|(digest, subject)| Answered { digest, subject }))
}

impl WriteSet {
    /// Notes what is answered under a key.
    pub fn answer(&mut self, client: ClientId, key: &str, answered: &Answered, at: Timestamp) -> &mut Self {
        self.insert_raw(
            "answered (client, key, digest, subject, at)",
            vec![
                Value::id(client),
                Value::text(key),
                Value::text(&answered.digest),
                Value::id(answered.subject),
                Value::at(at),
            ],
        )
    }
}
