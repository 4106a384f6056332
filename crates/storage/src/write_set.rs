//! What an operation wants written: all of it happens, or nothing.

use serde::Serialize;
use uuid::Uuid;

use crate::aggregate::{Aggregate, Stored};
use crate::db::{DbError, Tx};
use crate::value::Value;

/// One row to write.
#[derive(Clone, Debug)]
pub enum Change {
    /// A new row.
    Insert {
        /// Statement.
        sql: String,
        /// Values.
        values: Vec<Value>,
    },
    /// A row as it was read, changed.
    Update {
        /// Table, for the refusal.
        table: &'static str,
        /// Statement; touches one row or none.
        sql: String,
        /// Values.
        values: Vec<Value>,
    },
}

/// Why a write-set was not applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Somebody changed a row since it was read: the operation is to be run again.
    #[error("a {0} was changed by somebody else")]
    Conflict(&'static str),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Changes of one operation.
#[derive(Clone, Debug, Default)]
pub struct WriteSet {
    changes: Vec<Change>,
}

impl WriteSet {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a new entity.
    pub fn insert<T: Aggregate>(&mut self, entity: &T) -> &mut Self {
        let marks: Vec<String> = (3..3 + T::COLUMNS.len()).map(|at| format!("${at}")).collect();
        let columns = T::COLUMNS.join(", ");
        let sql = format!(
            "INSERT INTO {} (id, version, body, {columns}) VALUES ($1, 1, $2, {})",
            T::TABLE,
            marks.join(", ")
        );
        let mut values = vec![Value::id(entity.key()), Value::Text(Some(body(entity)))];
        values.extend(entity.columns());
        self.changes.push(Change::Insert { sql, values });
        self
    }

    /// Writes an entity back over the version it was read at.
    pub fn update<T: Aggregate>(&mut self, entity: &Stored<T>) -> &mut Self {
        let sets: Vec<String> = T::COLUMNS
            .iter()
            .enumerate()
            .map(|(at, column)| format!("{column} = ${}", at + 4))
            .collect();
        let sql = format!(
            "UPDATE {} SET version = version + 1, body = $2, {} WHERE id = $1 AND version = $3",
            T::TABLE,
            sets.join(", ")
        );
        let mut values = vec![
            Value::id(entity.key()),
            Value::Text(Some(body(&entity.value))),
            Value::Int(Some(entity.version)),
        ];
        values.extend(entity.columns());
        self.changes.push(Change::Update {
            table: T::TABLE,
            sql,
            values,
        });
        self
    }

    /// Stores bytes once, for ever.
    pub fn blob(&mut self, owner: impl Into<Uuid>, name: impl Into<String>, content: Vec<u8>) -> &mut Self {
        let values = vec![Value::id(owner), Value::text(name), Value::Bytes(content)];
        self.insert_raw("INSERT INTO blobs (owner, name, content) VALUES ($1, $2, $3)", values)
    }

    /// Notes a key as seen, for ever.
    pub fn see_key(&mut self, identity: &str, at: jiff::Timestamp, source: &str) -> &mut Self {
        let values = vec![Value::text(identity), Value::at(at), Value::text(source)];
        self.insert_raw(
            "INSERT INTO seen_keys (identity, seen_at, source) VALUES ($1, $2, $3)",
            values,
        )
    }

    pub(crate) fn insert_raw(&mut self, sql: &str, values: Vec<Value>) -> &mut Self {
        self.changes.push(Change::Insert {
            sql: sql.into(),
            values,
        });
        self
    }

    /// Takes over the changes of another set.
    pub fn extend(&mut self, other: WriteSet) -> &mut Self {
        self.changes.extend(other.changes);
        self
    }

    /// Nothing to write?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes everything inside the transaction.
    ///
    /// # Errors
    /// [`ApplyError`]; the caller rolls back to its savepoint.
    pub async fn apply(&self, tx: &mut Tx) -> Result<(), ApplyError> {
        for change in &self.changes {
            match change {
                Change::Insert { sql, values } => {
                    tx.execute(sql, values).await?;
                }
                Change::Update { table, sql, values } => {
                    if tx.execute(sql, values).await? != 1 {
                        return Err(ApplyError::Conflict(table));
                    }
                }
            }
        }
        Ok(())
    }
}

fn body(entity: &impl Serialize) -> String {
    serde_json::to_string(entity).expect("entities are plain data with string keys")
}
