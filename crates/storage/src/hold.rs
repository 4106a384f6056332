//! A name that one process holds at a time in a shared database: two writers would each continue the same journal.

use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::db::{Db, DbError};

/// A held name. It is let go when the value is dropped, and when its process or its connection dies.
#[derive(Debug)]
pub struct Hold {
    name: String,
    /// None on the embedded database: it lies in a folder, and the folder has a lock of its own.
    connection: Option<PgConnection>,
}

impl Db {
    /// Holds the name; `None` when somebody else does.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn try_hold(&self, name: &str) -> Result<Option<Hold>, DbError> {
        let Self::Pg(pool) = self else {
            return Ok(Some(Hold::of(name, None)));
        };
        let mut connection = connect(pool).await?;
        let held = sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1, 0))")
            .bind(name)
            .fetch_one(&mut connection)
            .await
            .map_err(DbError::Statement)?;
        Ok(if held {
            Some(Hold::of(name, Some(connection)))
        } else {
            None
        })
    }

    /// Holds the name as soon as it is free.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn hold(&self, name: &str) -> Result<Hold, DbError> {
        let Self::Pg(pool) = self else {
            return Ok(Hold::of(name, None));
        };
        let mut connection = connect(pool).await?;
        sqlx::query("SELECT pg_advisory_lock(hashtextextended($1, 0))")
            .bind(name)
            .execute(&mut connection)
            .await
            .map_err(DbError::Statement)?;
        Ok(Hold::of(name, Some(connection)))
    }
}

impl Hold {
    fn of(name: &str, connection: Option<PgConnection>) -> Self {
        Self {
            name: name.into(),
            connection,
        }
    }

    /// Whether the name is still ours; after a lost connection it is taken again, if nobody else has taken it.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn renew(&mut self, db: &Db) -> Result<bool, DbError> {
        let Some(connection) = &mut self.connection else {
            return Ok(true);
        };
        if connection.ping().await.is_ok() {
            return Ok(true);
        }
        match db.try_hold(&self.name).await? {
            Some(fresh) => {
                *self = fresh;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

async fn connect(pool: &sqlx::PgPool) -> Result<PgConnection, DbError> {
    // Not one of the pool's: those come and go, and the lock lives as long as its connection.
    pool.connect_options().connect().await.map_err(DbError::Open)
}
