//! What an operation wants written: all of it happens, or nothing.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use uuid::Uuid;

use crate::aggregate::{Aggregate, Stored};
use crate::db::{DbError, Tx};
use crate::value::Value;

/// Rows in one statement: both databases take some thousands of values.
const MOST_ROWS: usize = 64;

/// One row to write.
#[derive(Clone, Debug)]
pub enum Change {
    /// A new row.
    Insert {
        /// Table and columns: rows of the same ones can go in together.
        into: String,
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
        let into = format!("{} (id, version, body, {})", T::TABLE, T::COLUMNS.join(", "));
        let mut values = vec![
            Value::id(entity.key()),
            Value::Int(Some(1)),
            Value::Text(Some(body(entity))),
        ];
        values.extend(entity.columns());
        self.changes.push(Change::Insert { into, values });
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

    /// Gives the change of a certificate's status the next number; follows the write of the certificate itself.
    pub fn number_status(&mut self, certificate: impl Into<Uuid>) -> &mut Self {
        let next = "UPDATE status_sequence SET last = last + 1";
        let number = "UPDATE certificates SET changed = (SELECT last FROM status_sequence) WHERE id = $1";
        self.update_raw("status_sequence", next, Vec::new());
        self.update_raw("certificates", number, vec![Value::id(certificate)])
    }

    /// Stores bytes once, for ever.
    pub fn blob(&mut self, owner: impl Into<Uuid>, name: impl Into<String>, content: Vec<u8>) -> &mut Self {
        let values = vec![Value::id(owner), Value::text(name), Value::Bytes(content)];
        self.insert_raw("blobs (owner, name, content)", values)
    }

    /// Notes a key as seen, for ever.
    pub fn see_key(&mut self, identity: &str, at: jiff::Timestamp, source: &str) -> &mut Self {
        let values = vec![Value::text(identity), Value::at(at), Value::text(source)];
        self.insert_raw("seen_keys (identity, seen_at, source)", values)
    }

    /// A statement that touches one row, or somebody was faster.
    pub(crate) fn update_raw(&mut self, table: &'static str, sql: &str, values: Vec<Value>) -> &mut Self {
        self.changes.push(Change::Update {
            table,
            sql: sql.into(),
            values,
        });
        self
    }

    pub(crate) fn insert_raw(&mut self, into: &str, values: Vec<Value>) -> &mut Self {
        self.changes.push(Change::Insert {
            into: into.into(),
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
        Self::apply_together([self], tx).await
    }

    /// Writes many sets at once: rows of the same table go in by one statement.
    ///
    /// # Errors
    /// [`ApplyError`] of any of them; the caller rolls back to its savepoint and asks each one alone.
    pub async fn apply_together(sets: impl IntoIterator<Item = &Self>, tx: &mut Tx) -> Result<(), ApplyError> {
        let mut rows: BTreeMap<&str, Vec<&[Value]>> = BTreeMap::new();
        let mut updates = Vec::new();
        for change in sets.into_iter().flat_map(|set| &set.changes) {
            match change {
                Change::Insert { into, values } => rows.entry(into).or_default().push(values),
                Change::Update { table, sql, values } => updates.push((*table, sql, values)),
            }
        }
        for (into, rows) in rows {
            insert(tx, into, &rows).await?;
        }
        for (table, sql, values) in updates {
            if tx.execute(sql, values).await? != 1 {
                return Err(ApplyError::Conflict(table));
            }
        }
        Ok(())
    }
}

/// Inserts rows by as few statements as there are bits in their number: so few different ones stay prepared.
async fn insert(tx: &mut Tx, into: &str, mut rows: &[&[Value]]) -> Result<(), DbError> {
    while let Some(first) = rows.first() {
        let width = first.len();
        let count = (1 << rows.len().ilog2()).min(MOST_ROWS);
        let (now, later) = rows.split_at(count);
        let values: Vec<Value> = now.iter().flat_map(|row| row.iter().cloned()).collect();
        tx.execute(&statement(into, width, count), &values).await?;
        rows = later;
    }
    Ok(())
}

fn statement(into: &str, width: usize, count: usize) -> String {
    let mut sql = format!("INSERT INTO {into} VALUES ");
    for row in 0..count {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            let comma = if column == 1 { "" } else { ", " };
            // Writing to a string does not fail.
            let _ = write!(sql, "{comma}${}", row * width + column);
        }
        sql.push(')');
    }
    sql
}

fn body(entity: &impl Serialize) -> String {
    serde_json::to_string(entity).expect("entities are plain data with string keys")
}
