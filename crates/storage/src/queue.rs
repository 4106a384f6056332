//! What the operator's queue asks of cases with a state, a term and a search text.

use serde::Serialize;

use crate::aggregate::{Aggregate, Stored, marks};
use crate::db::{Db, DbError};
use crate::tables::pattern;
use crate::value::Value;

impl Db {
    /// In the given states, the nearest term first.
    pub(crate) async fn in_states<T: Aggregate>(
        &self,
        states: &[impl Serialize],
        text: &str,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Stored<T>>, DbError> {
        let (wanted, mut values) = wanted(states, text);
        let next = values.len() + 1;
        values.extend([Value::Int(Some(limit.into())), Value::Int(Some(offset.into()))]);
        let rest = format!(
            "{wanted} ORDER BY CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, created_at, id LIMIT ${next} OFFSET ${}",
            next + 1
        );
        self.list(&rest, &values).await
    }

    /// How many are in the given states.
    pub(crate) async fn count_in<T: Aggregate>(&self, states: &[impl Serialize], text: &str) -> Result<i64, DbError> {
        let (wanted, values) = wanted(states, text);
        self.number(&format!("SELECT COUNT(*) FROM {} {wanted}", T::TABLE), &values)
            .await
    }
}

fn wanted(states: &[impl Serialize], text: &str) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = states.iter().map(Value::state).collect();
    let states = marks(values.len());
    values.push(pattern(text));
    (
        format!("WHERE state IN ({states}) AND search LIKE ${} ESCAPE '!'", values.len()),
        values,
    )
}
