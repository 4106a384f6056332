//! An entity as a row: its JSON body, its version and the columns lists need.

use std::ops::{Deref, DerefMut};

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::db::{Db, DbError};
use crate::value::Value;

/// An entity that is stored as one row. A new field of an entity touches neither SQL nor migrations, unless lists need it.
pub trait Aggregate: Serialize + DeserializeOwned {
    /// Table.
    const TABLE: &'static str;
    /// Columns beside id, version and body.
    const COLUMNS: &'static [&'static str];

    /// Id.
    fn key(&self) -> Uuid;

    /// Values of [`Self::COLUMNS`], in their order.
    fn columns(&self) -> Vec<Value>;
}

/// An entity with the version it was read at: writing it back fails when somebody was faster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored<T> {
    /// Version read.
    pub version: i64,
    /// Entity.
    pub value: T,
}

impl<T> Deref for Stored<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Stored<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl Db {
    /// One entity by id.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn get<T: Aggregate>(&self, id: impl Into<Uuid>) -> Result<Option<Stored<T>>, DbError> {
        let sql = format!("SELECT version, body FROM {} WHERE id = $1", T::TABLE);
        Ok(self.parsed(&sql, &[Value::id(id)]).await?.pop())
    }

    /// The entities of these ids that are there, in no order.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn get_many<T: Aggregate>(
        &self,
        ids: impl IntoIterator<Item: Into<Uuid>>,
    ) -> Result<Vec<Stored<T>>, DbError> {
        let values: Vec<Value> = ids.into_iter().map(Value::id).collect();
        if values.is_empty() {
            return Ok(Vec::new());
        }
        self.list(&format!("WHERE id IN ({})", marks(values.len())), &values)
            .await
    }

    /// Entities by the rest of a query after `FROM table`.
    pub(crate) async fn list<T: Aggregate>(&self, rest: &str, values: &[Value]) -> Result<Vec<Stored<T>>, DbError> {
        self.parsed(&format!("SELECT version, body FROM {} {rest}", T::TABLE), values)
            .await
    }

    /// The first entity by the rest of a query.
    pub(crate) async fn first<T: Aggregate>(&self, rest: &str, values: &[Value]) -> Result<Option<Stored<T>>, DbError> {
        let rest = format!("{rest} LIMIT 1");
        Ok(self.list(&rest, values).await?.pop())
    }

    async fn parsed<T: Aggregate>(&self, sql: &str, values: &[Value]) -> Result<Vec<Stored<T>>, DbError> {
        self.rows(sql, values)
            .await?
            .into_iter()
            .map(|(version, body)| {
                let value = serde_json::from_str(&body).map_err(|source| DbError::Body {
                    table: T::TABLE,
                    source,
                })?;
                Ok(Stored { version, value })
            })
            .collect()
    }
}

/// `$1, $2, …`: the places of a list of values.
pub(crate) fn marks(count: usize) -> String {
    let marks: Vec<String> = (1..=count).map(|at| format!("${at}")).collect();
    marks.join(", ")
}
