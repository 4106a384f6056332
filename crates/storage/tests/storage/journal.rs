//! The stored journal: its head, its pages, and that a place in a chain is taken once.

use zaver_storage::{ApplyError, DbError, JournalRow, WriteSet, journal_head, journal_page};

use crate::database::{Base, on_both};

on_both!(
    the_head_is_the_last_record_of_a_node,
    pages_follow_the_order_of_writing,
    a_place_in_the_chain_is_taken_once,
);

fn row(node: &str, epoch: i64, seq: i64) -> JournalRow {
    JournalRow {
        node: node.into(),
        epoch,
        seq,
        prev: format!("{seq:064x}"),
        at: 1_795_420_800 + seq,
        body: format!(r#"{{"operation":"sign-in","n":{seq},"текст":"ё"}}"#),
        hash: format!("{:064x}", seq + 1),
    }
}

async fn fill(base: &Base, rows: &[(&str, i64, i64)]) {
    let mut set = WriteSet::new();
    for (node, epoch, seq) in rows {
        set.journal(&row(node, *epoch, *seq));
    }
    base.write(|all| all.extend(set)).await.unwrap();
}

async fn the_head_is_the_last_record_of_a_node(base: &Base) {
    assert_eq!(journal_head(&base.db, "server").await.unwrap(), None);
    fill(
        base,
        &[
            ("server", 9, 0),
            ("server", 9, 1),
            ("server", 10, 0),
            ("command", 11, 5),
        ],
    )
    .await;
    assert_eq!(
        journal_head(&base.db, "server").await.unwrap(),
        Some(row("server", 10, 0))
    );
    assert_eq!(
        journal_head(&base.db, "command").await.unwrap(),
        Some(row("command", 11, 5))
    );
}

async fn pages_follow_the_order_of_writing(base: &Base) {
    let written = [
        ("a", 1, 0),
        ("a", 1, 1),
        ("a", 2, 0),
        ("a", 10, 0),
        ("b", 1, 0),
        ("b", 1, 2),
        ("b", 1, 10),
    ];
    let mut shuffled = written;
    shuffled.reverse();
    fill(base, &shuffled).await;
    let mut after = (String::new(), i64::MIN, i64::MIN);
    let mut read = Vec::new();
    loop {
        let page = journal_page(&base.db, (&after.0, after.1, after.2), 3).await.unwrap();
        assert!(page.len() <= 3);
        let Some(last) = page.last() else { break };
        after = (last.node.clone(), last.epoch, last.seq);
        read.extend(page);
    }
    assert_eq!(read, written.map(|(node, epoch, seq)| row(node, epoch, seq)));
}

async fn a_place_in_the_chain_is_taken_once(base: &Base) {
    fill(base, &[("server", 1, 0)]).await;
    let refused = base.write(|set| set.journal(&row("server", 1, 0))).await.unwrap_err();
    assert!(matches!(refused, ApplyError::Db(DbError::Unique(_))), "{refused}");
}
