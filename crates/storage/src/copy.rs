//! A whole database into another, empty one, as one snapshot: from a file to PostgreSQL, and back for a backup.

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Row};

use crate::db::{Db, DbError, Tx, on_pool};
use crate::value::Value;

/// A batch goes out when it has this many values: both databases take them in one statement.
const VALUES: usize = 2_000;
/// A batch goes out when it has this many bytes: scans are large.
const BYTES: usize = 4 << 20;
/// The one table that is born with a row.
const SEQUENCE: &str = "status_sequence";

/// Why a database was not copied; the target is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The target holds something already.
    #[error("the table {0} of the target is not empty")]
    NotEmpty(String),
    /// The two have not the same tables and columns.
    #[error("the databases differ in shape: {0}")]
    Shape(String),
    /// A statement failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A table that was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Name.
    pub table: String,
    /// Rows.
    pub rows: u64,
}

/// How a column is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Id,
    Text,
    Int,
    Bytes,
}

#[derive(Debug, PartialEq, Eq)]
struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
}

/// Copies every row of every table, as they stood at one moment. All of it lands in the target, or nothing.
///
/// # Errors
/// [`CopyError`].
pub async fn copy(from: &Db, to: &Db) -> Result<Vec<Copied>, CopyError> {
    let tables = shape(to).await?;
    if let Some(differs) = differing(&shape(from).await?, &tables) {
        return Err(CopyError::Shape(differs));
    }
    let mut source = from.snapshot().await?;
    let mut target = to.begin().await?;
    let copied = copy_all(&mut source, &mut target, &tables).await;
    source.abandon().await;
    match copied {
        Ok(copied) => {
            target.commit().await?;
            Ok(copied)
        }
        Err(error) => {
            target.abandon().await;
            Err(error)
        }
    }
}

async fn copy_all(source: &mut Tx, target: &mut Tx, tables: &[Table]) -> Result<Vec<Copied>, CopyError> {
    let mut copied = Vec::new();
    for table in tables {
        let name = &table.name;
        if name == SEQUENCE {
            target.execute(&format!("DELETE FROM {name}"), &[]).await?;
        } else if target.number(&format!("SELECT COUNT(*) FROM {name}"), &[]).await? != Some(0) {
            return Err(CopyError::NotEmpty(name.clone()));
        }
        let rows = copy_table(source, target, table).await?;
        copied.push(Copied {
            table: name.clone(),
            rows,
        });
    }
    Ok(copied)
}

/// Streams the rows of one table; expanded once per driver.
macro_rules! pour {
    ($rows:expr, $table:expr, $target:expr) => {{
        let mut rows = $rows;
        let mut batch = Batch::of($table);
        while let Some(row) = rows.try_next().await.map_err(DbError::statement)? {
            for (place, (_, kind)) in $table.columns.iter().enumerate() {
                let value = match kind {
                    Kind::Id => row.try_get(place).map(Value::Id),
                    Kind::Text => row.try_get(place).map(Value::Text),
                    Kind::Int => row.try_get(place).map(Value::Int),
                    Kind::Bytes => row.try_get(place).map(Value::Bytes),
                };
                batch.push(value.map_err(DbError::statement)?);
            }
            if batch.is_full() {
                batch.write($target).await?;
            }
        }
        batch.write($target).await?;
        Ok(batch.rows)
    }};
}

async fn copy_table(source: &mut Tx, target: &mut Tx, table: &Table) -> Result<u64, DbError> {
    let sql = AssertSqlSafe(format!("SELECT {} FROM {}", table.names(), table.name));
    match source {
        Tx::Sqlite(connection) => pour!(sqlx::query(sql).fetch(&mut **connection), table, target),
        Tx::Pg(tx) => pour!(sqlx::query(sql).fetch(&mut **tx), table, target),
    }
}

/// Rows on their way.
struct Batch<'a> {
    table: &'a Table,
    values: Vec<Value>,
    bytes: usize,
    rows: u64,
}

impl<'a> Batch<'a> {
    const fn of(table: &'a Table) -> Self {
        Self {
            table,
            values: Vec::new(),
            bytes: 0,
            rows: 0,
        }
    }

    fn push(&mut self, value: Value) {
        self.bytes += match &value {
            Value::Bytes(bytes) => bytes.len(),
            Value::Text(Some(text)) => text.len(),
            _ => 16,
        };
        self.values.push(value);
    }

    fn is_full(&self) -> bool {
        self.bytes >= BYTES || self.values.len() + self.table.columns.len() > VALUES
    }

    async fn write(&mut self, target: &mut Tx) -> Result<(), DbError> {
        let width = self.table.columns.len();
        let rows: Vec<String> = (0..self.values.len() / width)
            .map(|row| {
                let marks: Vec<String> = (1..=width).map(|at| format!("${}", row * width + at)).collect();
                format!("({})", marks.join(", "))
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let Table { name, .. } = self.table;
        let sql = format!("INSERT INTO {name} ({}) VALUES {}", self.table.names(), rows.join(", "));
        target.execute(&sql, &self.values).await?;
        self.rows += rows.len() as u64;
        self.values.clear();
        self.bytes = 0;
        Ok(())
    }
}

impl Table {
    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }
}

/// The tables of a database with their columns, both by name: migrations may have added them in another order.
async fn shape(db: &Db) -> Result<Vec<Table>, DbError> {
    let sql = match db {
        Db::Sqlite { .. } => {
            "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE '!_sqlx%' ESCAPE '!' ORDER BY m.name, c.name"
        }
        Db::Pg(_) => {
            "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name NOT LIKE '!_sqlx%' ESCAPE '!' \
             ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\""
        }
    };
    let rows: Vec<(String, String, String)> =
        on_pool!(db, pool => sqlx::query_as(sql).fetch_all(pool).await).map_err(DbError::statement)?;
    let mut tables: Vec<Table> = Vec::new();
    for (name, column, declared) in rows {
        let kind = kind(&declared, &column);
        match tables.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push((column, kind)),
            None => tables.push(Table {
                name,
                columns: vec![(column, kind)],
            }),
        }
    }
    Ok(tables)
}

/// SQLite has one word for ids and for bytes; the only bytes are contents.
fn kind(declared: &str, column: &str) -> Kind {
    match (declared, column) {
        ("bytea", _) | ("BLOB", "content") => Kind::Bytes,
        ("uuid" | "BLOB", _) => Kind::Id,
        ("bigint" | "INTEGER", _) => Kind::Int,
        _ => Kind::Text,
    }
}

fn differing(ours: &[Table], theirs: &[Table]) -> Option<String> {
    let missing = |of: &[Table], from: &[Table]| {
        of.iter()
            .find(|table| !from.contains(table))
            .map(|table| table.name.clone())
    };
    missing(ours, theirs).or_else(|| missing(theirs, ours))
}
