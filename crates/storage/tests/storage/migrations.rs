//! Migrations come in pairs, and both databases end with the same tables, columns and indexes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use zaver_storage::Db;

use crate::database::Base;

/// Table → its columns in their order: name, type of the value, whether NULL is taken.
type Tables = BTreeMap<String, Vec<(String, &'static str, bool)>>;

#[test]
fn migrations_come_in_pairs() {
    let names = |dialect: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(dialect);
        let files = std::fs::read_dir(folder).unwrap();
        files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_indexes() {
    let (sqlite, postgres) = (Base::sqlite().await, Base::postgres().await);
    let (ours, theirs) = (sqlite_tables(&sqlite.db).await, postgres_tables(&postgres.db).await);
    assert!(ours.len() > 15, "{:?}", ours.keys());
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (table, columns) in &ours {
        assert_eq!(columns, &theirs[table], "{table}");
    }
    let indexes = sqlite_indexes(&sqlite.db).await;
    assert!(!indexes.is_empty());
    assert_eq!(indexes, postgres_indexes(&postgres.db).await);
}

/// The one type that both databases bind for it.
fn kind(of: &str) -> &'static str {
    match of {
        "BLOB" | "uuid" | "bytea" => "bytes",
        "INTEGER" | "bigint" => "integer",
        "TEXT" | "text" => "text",
        other => panic!("{other} is bound the same way on both?"),
    }
}

async fn sqlite_tables(db: &Db) -> Tables {
    let Db::Sqlite { read, .. } = db else { unreachable!() };
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY m.name, c.cid",
    )
    .fetch_all(read)
    .await
    .unwrap();
    grouped(rows)
}

async fn postgres_tables(db: &Db) -> Tables {
    let Db::Pg(pool) = db else { unreachable!() };
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES' \
         FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%' ORDER BY table_name, ordinal_position",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    grouped(rows)
}

fn grouped(rows: Vec<(String, String, String, bool)>) -> Tables {
    let mut tables = Tables::new();
    for (table, column, of, nullable) in rows {
        tables.entry(table).or_default().push((column, kind(&of), nullable));
    }
    tables
}

async fn sqlite_indexes(db: &Db) -> Vec<String> {
    let Db::Sqlite { read, .. } = db else { unreachable!() };
    let named = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    sqlx::query_scalar(named).fetch_all(read).await.unwrap()
}

async fn postgres_indexes(db: &Db) -> Vec<String> {
    let Db::Pg(pool) = db else { unreachable!() };
    // Constraints make indexes of their own there; in SQLite those have no statement.
    let named = "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' \
                 AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key' ORDER BY 1";
    sqlx::query_scalar(named).fetch_all(pool).await.unwrap()
}
