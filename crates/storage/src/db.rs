//! The two databases behind one handle, and everything in which they differ.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use uuid::Uuid;

use crate::value::Value;

/// Readers of the embedded database.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL.
const PG_CONNECTIONS: u32 = 8;
/// How long a locked database is waited for.
const BUSY: Duration = Duration::from_secs(10);

/// Columns of a journal record, as both drivers read them.
pub(crate) type JournalColumns = (String, i64, i64, String, i64, String, String);

/// A database.
#[derive(Clone, Debug)]
pub enum Db {
    /// Embedded: one writer, several readers (WAL).
    Sqlite {
        /// Readers.
        read: SqlitePool,
        /// The only writer.
        write: SqlitePool,
    },
    /// PostgreSQL.
    Pg(PgPool),
}

/// What a database says.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Cannot be opened.
    #[error("the database does not open: {0}")]
    Open(#[source] sqlx::Error),
    /// Cannot be brought to the current shape.
    #[error("the migration failed: {0}")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// A unique value is taken: the table and column where the driver tells them.
    #[error("a value is already there: {0}")]
    Unique(String),
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Statement(#[source] sqlx::Error),
    /// A stored body does not read as its entity.
    #[error("a stored {table} does not read: {source}")]
    Body {
        /// Table.
        table: &'static str,
        /// Reason.
        source: serde_json::Error,
    },
}

impl DbError {
    pub(crate) fn statement(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                Self::Unique(inner.constraint().map_or_else(|| inner.message().into(), str::to_owned))
            }
            _ => Self::Statement(error),
        }
    }
}

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of the embedded database.
    File(PathBuf),
    /// A `postgres://` address.
    Pg(String),
}

/// A transaction on either database.
#[derive(Debug)]
pub enum Tx {
    /// SQLite. It is begun and ended by statements of ours: on a full disk SQLite ends a transaction by itself, and a
    /// driver that counts would never believe it.
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL.
    Pg(Transaction<'static, Postgres>),
}

/// Binds values in order; expanded once per driver.
macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value.clone() {
                $crate::value::Value::Id(id) => query.bind(id),
                $crate::value::Value::Text(text) => query.bind(text),
                $crate::value::Value::Int(int) => query.bind(int),
                $crate::value::Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

pub(crate) use bound;

/// Runs one reading expression on whichever pool is there.
macro_rules! on_pool {
    ($db:expr, $pool:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite { read: $pool, .. } => $body,
            $crate::db::Db::Pg($pool) => $body,
        }
    };
}

pub(crate) use on_pool;

impl Db {
    /// Opens (and creates, for a file) the database and brings it to the current shape.
    ///
    /// # Errors
    /// [`DbError::Open`], [`DbError::Migrate`].
    pub async fn open(location: &Location) -> Result<Self, DbError> {
        match location {
            Location::File(path) => Self::open_file(path).await,
            Location::Pg(url) => Self::open_postgres(url).await,
        }
    }

    async fn open_file(path: &Path) -> Result<Self, DbError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            // Whoever dropped a transaction half-way (an early return, a panic) does not leave it to the next one.
            .before_acquire(|connection, _| {
                Box::pin(async move {
                    // Refused when there is none, which is how it should be.
                    let _ = sqlx::query("ROLLBACK").execute(connection).await;
                    Ok(true)
                })
            })
            .connect_with(options.clone())
            .await
            .map_err(DbError::Open)?;
        sqlx::migrate!("migrations/sqlite")
            .run(&write)
            .await
            .map_err(DbError::Migrate)?;
        let read = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(DbError::Open)?;
        Ok(Self::Sqlite { read, write })
    }

    async fn open_postgres(url: &str) -> Result<Self, DbError> {
        let options: PgConnectOptions = url.parse().map_err(DbError::Open)?;
        let pool = PgPoolOptions::new()
            .max_connections(PG_CONNECTIONS)
            .acquire_timeout(BUSY)
            .connect_with(options)
            .await
            .map_err(DbError::Open)?;
        sqlx::migrate!("migrations/postgres")
            .run(&pool)
            .await
            .map_err(DbError::Migrate)?;
        Ok(Self::Pg(pool))
    }

    /// Begins the committer's transaction.
    ///
    /// # Errors
    /// [`DbError::Statement`].
    pub async fn begin(&self) -> Result<Tx, DbError> {
        match self {
            Self::Sqlite { write, .. } => {
                let mut tx = Tx::Sqlite(write.acquire().await.map_err(DbError::statement)?);
                match tx.execute("BEGIN IMMEDIATE", &[]).await {
                    Ok(_) => Ok(tx),
                    Err(error) => {
                        tx.abandon().await;
                        Err(error)
                    }
                }
            }
            Self::Pg(pool) => pool.begin().await.map(Tx::Pg).map_err(DbError::statement),
        }
    }

    /// Begins to read everything as it stands at one moment.
    pub(crate) async fn snapshot(&self) -> Result<Tx, DbError> {
        let (mut tx, begin) = match self {
            Self::Sqlite { read, .. } => (Tx::Sqlite(read.acquire().await.map_err(DbError::statement)?), "BEGIN"),
            Self::Pg(pool) => (
                pool.begin().await.map(Tx::Pg).map_err(DbError::statement)?,
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            ),
        };
        tx.execute(begin, &[]).await?;
        Ok(tx)
    }

    /// Version and body of each row.
    pub(crate) async fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<(i64, String)>, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_pool!(self, pool => bound!(sqlx::query_as::<_, (i64, String)>(sql), values).fetch_all(pool).await)
            .map_err(DbError::statement)
    }

    /// One text column of each row.
    pub(crate) async fn texts(&self, sql: &str, values: &[Value]) -> Result<Vec<String>, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_pool!(self, pool => bound!(sqlx::query_scalar::<_, String>(sql), values).fetch_all(pool).await)
            .map_err(DbError::statement)
    }

    /// Journal records.
    pub(crate) async fn journal_rows(&self, sql: &str, values: &[Value]) -> Result<Vec<JournalColumns>, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_pool!(self, pool => bound!(sqlx::query_as::<_, JournalColumns>(sql), values).fetch_all(pool).await)
            .map_err(DbError::statement)
    }

    /// A digest and an id, when they are there.
    pub(crate) async fn answer(&self, sql: &str, values: &[Value]) -> Result<Option<(String, Uuid)>, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_pool!(self, pool => bound!(sqlx::query_as::<_, (String, Uuid)>(sql), values).fetch_optional(pool).await)
            .map_err(DbError::statement)
    }

    /// One number.
    pub(crate) async fn number(&self, sql: &str, values: &[Value]) -> Result<i64, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_pool!(self, pool => bound!(sqlx::query_scalar::<_, i64>(sql), values).fetch_one(pool).await)
            .map_err(DbError::statement)
    }

    /// Bytes, when they are there.
    pub(crate) async fn bytes(&self, sql: &str, values: &[Value]) -> Result<Option<Vec<u8>>, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_pool!(self, pool => bound!(sqlx::query_scalar::<_, Vec<u8>>(sql), values).fetch_optional(pool).await)
            .map_err(DbError::statement)
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Pg(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Runs a statement; the number of rows it touched.
    ///
    /// # Errors
    /// [`DbError::Unique`], [`DbError::Statement`].
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => bound!(sqlx::query(sql), values)
                .execute(&mut **connection)
                .await
                .map(|done| done.rows_affected()),
            Self::Pg(tx) => bound!(sqlx::query(sql), values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(DbError::statement)
    }

    /// One number, as this transaction sees it.
    ///
    /// # Errors
    /// [`DbError::Statement`].
    pub(crate) async fn number(&mut self, sql: &str, values: &[Value]) -> Result<Option<i64>, DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => {
                bound!(sqlx::query_scalar(sql), values)
                    .fetch_one(&mut **connection)
                    .await
            }
            Self::Pg(tx) => bound!(sqlx::query_scalar(sql), values).fetch_one(&mut **tx).await,
        }
        .map_err(DbError::statement)
    }

    /// Makes all of it durable; when that fails, nothing of it has happened or it is unknown, and the connection is gone.
    ///
    /// # Errors
    /// [`DbError::Statement`].
    pub async fn commit(mut self) -> Result<(), DbError> {
        let done = match &mut self {
            Self::Sqlite(_) => self.execute("COMMIT", &[]).await.map(drop),
            Self::Pg(_) => Ok(()),
        };
        match (self, done) {
            (Self::Pg(tx), _) => tx.commit().await.map_err(DbError::statement),
            (_, Ok(())) => Ok(()),
            (tx, Err(error)) => {
                tx.abandon().await;
                Err(error)
            }
        }
    }

    /// Gives all of it up, together with the connection: whatever state it was in, the next one begins afresh.
    pub async fn abandon(self) {
        // An error changes nothing: the database ends the transaction with the connection.
        let _ = match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Pg(tx) => tx.rollback().await,
        };
    }
}
