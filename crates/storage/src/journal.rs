//! The stored journal chain: read back to go on, to export and to show the latest.

use crate::db::{Db, DbError, JournalColumns, Tx};
use crate::value::Value;
use crate::write_set::WriteSet;

/// One record as it is stored; the authority's journal says what the fields mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Node of the writer.
    pub node: String,
    /// Start epoch of the writer.
    pub epoch: i64,
    /// Place in the writer's chain.
    pub seq: i64,
    /// Hash before, hex.
    pub prev: String,
    /// Unix seconds.
    pub at: i64,
    /// JSON text.
    pub body: String,
    /// Hash, hex.
    pub hash: String,
}

const COLUMNS: &str = "SELECT node, epoch, seq, prev, at, body, hash FROM journal";

impl WriteSet {
    /// Appends a journal record.
    pub fn journal(&mut self, row: &JournalRow) -> &mut Self {
        self.insert_raw(
            "journal (node, epoch, seq, prev, at, body, hash)",
            vec![
                Value::text(&row.node),
                Value::Int(Some(row.epoch)),
                Value::Int(Some(row.seq)),
                Value::text(&row.prev),
                Value::Int(Some(row.at)),
                Value::text(&row.body),
                Value::text(&row.hash),
            ],
        )
    }
}

/// The last record of a node.
///
/// # Errors
/// [`DbError`].
pub async fn journal_head(db: &Db, node: &str) -> Result<Option<JournalRow>, DbError> {
    let sql = format!("{COLUMNS} WHERE node = $1 ORDER BY epoch DESC, seq DESC LIMIT 1");
    Ok(rows(db, &sql, &[Value::text(node)]).await?.pop())
}

/// The last record of every node.
///
/// # Errors
/// [`DbError`].
pub async fn journal_heads(db: &Db) -> Result<Vec<JournalRow>, DbError> {
    // Hops from node to node on the primary key: the journal is long, its nodes are few.
    let nodes = "WITH RECURSIVE nodes(node) AS (SELECT MIN(node) FROM journal UNION ALL \
                 SELECT (SELECT MIN(journal.node) FROM journal WHERE journal.node > nodes.node) FROM nodes \
                 WHERE nodes.node IS NOT NULL) SELECT node FROM nodes WHERE node IS NOT NULL";
    let mut heads = Vec::new();
    for node in db.texts(nodes, &[]).await? {
        heads.extend(journal_head(db, &node).await?);
    }
    Ok(heads)
}

/// The newest start epoch of a node, as the transaction sees it.
///
/// # Errors
/// [`DbError`].
pub async fn journal_epoch(tx: &mut Tx, node: &str) -> Result<Option<i64>, DbError> {
    tx.number("SELECT MAX(epoch) FROM journal WHERE node = $1", &[Value::text(node)])
        .await
}

/// A page of the journal in the order of writing, after (node, epoch, seq).
///
/// # Errors
/// [`DbError`].
pub async fn journal_page(db: &Db, after: (&str, i64, i64), count: u32) -> Result<Vec<JournalRow>, DbError> {
    let sql = format!("{COLUMNS} WHERE (node, epoch, seq) > ($1, $2, $3) ORDER BY node, epoch, seq LIMIT $4");
    let values = [
        Value::text(after.0),
        Value::Int(Some(after.1)),
        Value::Int(Some(after.2)),
        Value::Int(Some(count.into())),
    ];
    rows(db, &sql, &values).await
}

async fn rows(db: &Db, sql: &str, values: &[Value]) -> Result<Vec<JournalRow>, DbError> {
    let found: Vec<JournalColumns> = db.journal_rows(sql, values).await?;
    Ok(found
        .into_iter()
        .map(|(node, epoch, seq, prev, at, body, hash)| JournalRow {
            node,
            epoch,
            seq,
            prev,
            at,
            body,
            hash,
        })
        .collect())
}
