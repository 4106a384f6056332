//! Write-sets: all or nothing, savepoints, keys seen for ever, bytes stored once.

use domain::task::Task;
use zaver_storage::{ApplyError, Db, DbError, Stored, Value, WriteSet, blob, blob_names, requests};

use crate::database::{Base, on_both};
use crate::samples::{at, id, task};

on_both!(
    a_savepoint_gives_up_one_write_set_and_keeps_the_rest,
    many_sets_go_in_together_or_not_at_all,
    nothing_of_a_transaction_given_up_is_there,
    keys_stay_seen,
    bytes_are_stored_once,
    a_second_opening_finds_everything,
    a_wrong_statement_is_a_refusal,
);

fn set_of(fill: impl FnOnce(&mut WriteSet) -> &mut WriteSet) -> WriteSet {
    let mut set = WriteSet::new();
    assert!(set.is_empty());
    fill(&mut set);
    assert!(!set.is_empty());
    set
}

async fn is_there(db: &Db, n: u128) -> bool {
    db.get::<Task>(id(n)).await.unwrap().is_some()
}

/// More rows of one table than one statement takes, beside rows of another table and an update.
async fn many_sets_go_in_together_or_not_at_all(base: &Base) {
    base.insert([task(900, 1, 0)]).await;
    let mut sets: Vec<WriteSet> = (1..=203).map(|n| set_of(|set| set.insert(&task(n, 1, 0)))).collect();
    sets[7].blob(id(7), "tbs", vec![7]);
    let closed = Stored {
        version: 1,
        value: task(900, 1, 5),
    };
    sets[9].update(&closed);
    let mut tx = base.db.begin().await.unwrap();
    WriteSet::apply_together(&sets, &mut tx).await.unwrap();
    tx.commit().await.unwrap();
    for n in 1..=203 {
        assert!(is_there(&base.db, n).await, "{n}");
    }
    assert_eq!(blob(&base.db, id(7), "tbs").await.unwrap(), Some(vec![7]));
    let stored: Stored<Task> = base.db.get(id(900)).await.unwrap().unwrap();
    assert_eq!((stored.version, stored.created_at), (2, at(5)));

    let again = [
        set_of(|set| set.insert(&task(301, 1, 0))),
        set_of(|set| set.update(&closed)),
    ];
    let mut tx = base.db.begin().await.unwrap();
    let outcome = WriteSet::apply_together(&again, &mut tx).await;
    assert!(matches!(outcome, Err(ApplyError::Conflict("tasks"))), "{outcome:?}");
    tx.abandon().await;
    assert!(!is_there(&base.db, 301).await);
}

/// How the committer shares one commit between many write-sets.
async fn a_savepoint_gives_up_one_write_set_and_keeps_the_rest(base: &Base) {
    base.insert([task(1, 1, 0)]).await;
    let good = set_of(|set| set.insert(&task(2, 1, 0)));
    let taken = set_of(|set| set.insert(&task(3, 1, 0)).insert(&task(1, 1, 0)));
    let stale = set_of(|set| {
        set.insert(&task(4, 1, 0)).update(&Stored {
            version: 9,
            value: task(1, 1, 0),
        })
    });
    let also_good = set_of(|set| set.extend(set_of(|set| set.insert(&task(5, 1, 0)))));

    let mut tx = base.db.begin().await.unwrap();
    let mut outcomes = Vec::new();
    for set in [&good, &taken, &stale, &also_good] {
        tx.execute("SAVEPOINT one", &[]).await.unwrap();
        let outcome = set.apply(&mut tx).await;
        if outcome.is_err() {
            tx.execute("ROLLBACK TO SAVEPOINT one", &[]).await.unwrap();
        }
        tx.execute("RELEASE SAVEPOINT one", &[]).await.unwrap();
        outcomes.push(outcome);
    }
    tx.commit().await.unwrap();

    assert!(matches!(
        outcomes[..],
        [
            Ok(()),
            Err(ApplyError::Db(DbError::Unique(_))),
            Err(ApplyError::Conflict("tasks")),
            Ok(())
        ]
    ));
    for (n, expected) in [(1, true), (2, true), (3, false), (4, false), (5, true)] {
        assert_eq!(is_there(&base.db, n).await, expected, "task {n}");
    }
}

async fn nothing_of_a_transaction_given_up_is_there(base: &Base) {
    let mut tx = base.db.begin().await.unwrap();
    set_of(|set| set.insert(&task(1, 1, 0))).apply(&mut tx).await.unwrap();
    tx.abandon().await;
    assert!(!is_there(&base.db, 1).await);

    let mut dropped = base.db.begin().await.unwrap();
    set_of(|set| set.insert(&task(2, 1, 0)))
        .apply(&mut dropped)
        .await
        .unwrap();
    drop(dropped);
    base.insert([task(3, 1, 0)]).await;
    assert!(!is_there(&base.db, 2).await);
}

async fn keys_stay_seen(base: &Base) {
    assert_eq!(requests::key_seen(&base.db, "aa").await.unwrap(), None);
    base.write(|set| set.see_key("aa", at(0), "2026-000001")).await.unwrap();
    let again = base.write(|set| set.see_key("aa", at(1), "system")).await.unwrap_err();
    assert!(matches!(again, ApplyError::Db(DbError::Unique(_))), "{again}");
    let seen = requests::key_seen(&base.db, "aa").await.unwrap();
    assert_eq!(seen.as_deref(), Some("2026-000001"));
    assert_eq!(requests::key_seen(&base.db, "ab").await.unwrap(), None);
}

async fn bytes_are_stored_once(base: &Base) {
    let every_byte: Vec<u8> = (0..=u8::MAX).collect();
    base.write(|set| {
        set.blob(id(1), "tbs", every_byte.clone())
            .blob(id(1), "certificate", Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(blob(&base.db, id(1), "tbs").await.unwrap(), Some(every_byte));
    assert_eq!(blob(&base.db, id(1), "certificate").await.unwrap(), Some(Vec::new()));
    assert_eq!(blob(&base.db, id(2), "tbs").await.unwrap(), None);
    assert_eq!(blob_names(&base.db, id(1)).await.unwrap(), ["certificate", "tbs"]);
    let other = base.write(|set| set.blob(id(1), "tbs", vec![1])).await.unwrap_err();
    assert!(matches!(other, ApplyError::Db(DbError::Unique(_))), "{other}");
}

async fn a_second_opening_finds_everything(base: &Base) {
    base.insert([task(1, 1, 0)]).await;
    let again = Db::open(&base.location).await.unwrap();
    assert!(is_there(&again, 1).await);
    again.close().await;
    assert!(is_there(&base.db, 1).await, "closing one handle closes no other");
}

async fn a_wrong_statement_is_a_refusal(base: &Base) {
    let mut tx = base.db.begin().await.unwrap();
    let refused = tx
        .execute("DELETE FROM nothing WHERE id = $1", &[Value::text("x")])
        .await;
    assert!(matches!(refused, Err(DbError::Statement(_))));
}
