//! A copy has every row as it was, in whichever direction, and lands in nothing but an empty database.

use domain::certificate::CertificateState;
use domain::paper_copy::PaperCopyState;
use domain::request::RequestState;
use domain::rights::Role;
use jiff::civil::date;
use zaver_storage::clients::Answered;
use zaver_storage::{CopyError, Db, JournalRow, copy, statuses};

use crate::database::Base;
use crate::samples::{self, at, id};

#[tokio::test]
async fn there_and_back_again() {
    let (from, over, back) = (Base::sqlite().await, Base::postgres().await, Base::sqlite().await);
    fill(&from).await;
    let there = copy(&from.db, &over.db).await.unwrap();
    assert_eq!(copy(&over.db, &back.db).await.unwrap(), there);
    assert_eq!(dump(&from.db).await, dump(&back.db).await);
    for copied in &there {
        let expected = match copied.table.as_str() {
            "access_orders" => 0,
            "blobs" => 3,
            "timers" => 2_500,
            _ => 1,
        };
        assert_eq!(copied.rows, expected, "{}", copied.table);
    }
    // The next change of a status goes on where the source was.
    assert_eq!(
        statuses::sequence(&over.db).await.unwrap(),
        statuses::sequence(&from.db).await.unwrap()
    );
}

#[tokio::test]
async fn a_target_with_rows_stays_as_it_is() {
    let (from, to) = (Base::sqlite().await, Base::postgres().await);
    fill(&from).await;
    to.insert([samples::task(9, 9, 0)]).await;
    let refused = copy(&from.db, &to.db).await;
    assert!(
        matches!(&refused, Err(CopyError::NotEmpty(table)) if table == "tasks"),
        "{refused:?}"
    );
    let tables = copy(&to.db, &Base::sqlite().await.db).await.unwrap();
    let rows: u64 = tables.iter().map(|copied| copied.rows).sum();
    assert_eq!(rows, 2, "the task and the number of the last change");
}

#[tokio::test]
async fn another_shape_is_refused() {
    let (from, to) = (Base::sqlite().await, Base::postgres().await);
    let Db::Pg(pool) = &to.db else { unreachable!() };
    sqlx::query("ALTER TABLE tasks ADD COLUMN colour TEXT")
        .execute(pool)
        .await
        .unwrap();
    let refused = copy(&from.db, &to.db).await;
    assert!(
        matches!(&refused, Err(CopyError::Shape(table)) if table == "tasks"),
        "{refused:?}"
    );
}

/// Something in every table; more timers than one statement takes, and a scan larger than a batch.
async fn fill(base: &Base) {
    base.insert([samples::organization(1, "ГБУЗ «Северодольская ЦРБ»")])
        .await;
    base.insert([samples::adherence(1, 1, 0)]).await;
    base.insert([samples::registration(1, "Зимин")]).await;
    base.insert([samples::account(1, "lapina", Role::RaOperator)]).await;
    base.insert([samples::session(1, 1, 60)]).await;
    base.insert([samples::request(1, RequestState::UnderReview, Some(date(2026, 11, 26)))])
        .await;
    base.insert([samples::certificate(1, CertificateState::Valid)]).await;
    base.insert([samples::paper_copy(1, PaperCopyState::Sent, date(2026, 12, 23))])
        .await;
    base.insert([samples::document(1, 1, 0)]).await;
    base.insert([samples::task(1, 1, 0)]).await;
    base.insert((1..=2_500).map(|n| samples::timer(n, 1, 0))).await;
    base.insert([samples::letter(1, 0)]).await;
    base.insert([samples::message(1, 1, 0)]).await;
    base.insert([samples::client(1, "c0ffee")]).await;
    base.insert([samples::counter(1, "request-2026")]).await;
    base.insert([samples::crl(1, "issuing", 1)]).await;
    let record = JournalRow {
        node: "server".into(),
        epoch: 1,
        seq: 0,
        prev: "00".into(),
        at: 1_795_420_800,
        body: "{\"ё\":\"«\"}".into(),
        hash: "ff".into(),
    };
    let answered = Answered {
        digest: "d1".into(),
        subject: id(7),
    };
    base.write(|set| {
        set.number_status(id(1))
            .blob(id(1), "scan", vec![0xa5; 5 << 20])
            .blob(id(2), "empty", Vec::new())
            .blob(id(2), "zero", vec![0])
            .see_key("256-1", at(0), "request")
            .answer(domain::id::ClientId(id(1)), "k", &answered, at(0))
            .journal(&record)
    })
    .await
    .unwrap();
}

/// Every row of every table as SQLite writes its values.
async fn dump(db: &Db) -> Vec<String> {
    let Db::Sqlite { read, .. } = db else { unreachable!() };
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, GROUP_CONCAT('quote(' || c.name || ')', '||''|''||') FROM sqlite_master m \
         JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '!_sqlx%' ESCAPE '!' \
         GROUP BY m.name ORDER BY m.name",
    )
    .fetch_all(read)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for (table, values) in columns {
        let sql = sqlx::AssertSqlSafe(format!("SELECT '{table}: ' || {values} FROM {table} ORDER BY 1"));
        rows.extend(sqlx::query_scalar::<_, String>(sql).fetch_all(read).await.unwrap());
    }
    rows
}
