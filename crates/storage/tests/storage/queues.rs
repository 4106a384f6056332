//! Queues of the machine: timers, letters, tasks, sessions, counters, lists of revoked certificates.

use domain::id::{AccountId, ClientId};
use zaver_storage::clients::{self, Answered};
use zaver_storage::crls::Scope;
use zaver_storage::{ApplyError, DbError, counters, crls, letters, sessions, tasks, timers};

use crate::database::{Base, keys, on_both};
use crate::samples::{self, at, id};

on_both!(
    timers_fire_in_their_order,
    letters_leave_in_their_order,
    tasks_stay_until_closed,
    sessions_live_until_they_end,
    counters_and_crls_give_the_latest,
    a_client_is_known_by_its_token_and_answered_once_under_a_key,
);

async fn timers_fire_in_their_order(base: &Base) {
    let mut done = samples::timer(4, 5, 1);
    done.done_at = Some(at(2));
    let running = [
        samples::timer(1, 5, 30),
        samples::timer(2, 5, 10),
        samples::timer(3, 6, 20),
    ];
    base.insert(running.into_iter().chain([done])).await;
    let due = |now, limit| async move { keys(&timers::due(&base.db, at(now), limit).await.unwrap()) };
    assert_eq!(due(9, 10).await, [] as [u128; 0]);
    assert_eq!(due(10, 10).await, [2], "at its very instant");
    assert_eq!(due(99, 10).await, [2, 3, 1]);
    assert_eq!(due(99, 2).await, [2, 3]);
    assert_eq!(keys(&timers::running_of(&base.db, id(5)).await.unwrap()), [2, 1]);
}

async fn letters_leave_in_their_order(base: &Base) {
    let mut sent = samples::letter(4, 1);
    sent.sent_at = Some(at(2));
    let waiting = [samples::letter(1, 30), samples::letter(2, 10), samples::letter(3, 20)];
    base.insert(waiting.into_iter().chain([sent])).await;
    let to_send = |now, limit| async move { keys(&letters::to_send(&base.db, at(now), limit).await.unwrap()) };
    assert_eq!(to_send(10, 10).await, [2]);
    assert_eq!(to_send(99, 10).await, [2, 3, 1]);
    assert_eq!(to_send(99, 1).await, [2]);
    assert_eq!(letters::waiting(&base.db).await.unwrap(), 3);
}

async fn tasks_stay_until_closed(base: &Base) {
    let mut closed = samples::task(4, 5, 1);
    closed.closed = Some((at(2), AccountId(id(1))));
    let open = [
        samples::task(1, 5, 30),
        samples::task(2, 5, 10),
        samples::task(3, 6, 20),
    ];
    base.insert(open.into_iter().chain([closed])).await;
    assert_eq!(keys(&tasks::open(&base.db, 10, 0).await.unwrap()), [2, 3, 1]);
    assert_eq!(keys(&tasks::open(&base.db, 1, 0).await.unwrap()), [2]);
    assert_eq!(keys(&tasks::open(&base.db, 2, 1).await.unwrap()), [3, 1]);
    assert_eq!(tasks::count_open(&base.db).await.unwrap(), 3);
    assert_eq!(keys(&tasks::open_of(&base.db, id(5)).await.unwrap()), [2, 1]);
}

async fn sessions_live_until_they_end(base: &Base) {
    let mut ended = samples::session(3, 1, 600);
    ended.ended_at = Some(at(5));
    let living = [
        samples::session(1, 1, 600),
        samples::session(2, 1, 60),
        samples::session(4, 2, 600),
    ];
    base.insert(living.into_iter().chain([ended])).await;
    let alive = |n: u128, now| async move {
        sessions::by_token(&base.db, &format!("{n:064x}"), at(now))
            .await
            .unwrap()
            .is_some()
    };
    assert!(alive(1, 599).await);
    assert!(!alive(1, 600).await, "the last instant is not lived in");
    assert!(!alive(3, 10).await, "an ended session");
    assert!(!alive(9, 10).await);
    let of = |now| async move { keys(&sessions::of(&base.db, AccountId(id(1)), at(now)).await.unwrap()) };
    assert_eq!(of(10).await, [2, 1]);
    assert_eq!(of(60).await, [1]);
}

async fn counters_and_crls_give_the_latest(base: &Base) {
    assert_eq!(counters::by_name(&base.db, "request-2026").await.unwrap(), None);
    base.insert([samples::counter(1, "request-2026")]).await;
    let counter = counters::by_name(&base.db, "request-2026").await.unwrap().unwrap();
    assert_eq!((counter.last, counter.version), (17, 1));

    assert_eq!(crls::latest(&base.db, "issuing", Scope::Full).await.unwrap(), None);
    base.insert([
        samples::crl(1, "issuing", 9),
        samples::crl(2, "issuing", 10),
        samples::crl(3, "other", 11),
    ])
    .await;
    assert_eq!(
        crls::latest(&base.db, "issuing", Scope::Full)
            .await
            .unwrap()
            .unwrap()
            .number,
        10
    );
}

async fn a_client_is_known_by_its_token_and_answered_once_under_a_key(base: &Base) {
    let client = ClientId(id(1));
    base.insert([samples::client(1, "c0ffee")]).await;
    assert!(clients::by_token(&base.db, "c0ffee").await.unwrap().is_some());
    assert!(clients::by_token(&base.db, "decaf").await.unwrap().is_none());
    assert_eq!(keys(&clients::all(&base.db).await.unwrap()), [1]);

    let answered = Answered {
        digest: "aa".into(),
        subject: id(7),
    };
    base.write(|set| set.answer(client, "order-7", &answered, at(0)))
        .await
        .unwrap();
    assert_eq!(
        clients::answered(&base.db, client, "order-7").await.unwrap(),
        Some(answered.clone())
    );
    assert_eq!(clients::answered(&base.db, client, "order-8").await.unwrap(), None);
    assert_eq!(
        clients::answered(&base.db, ClientId(id(2)), "order-7").await.unwrap(),
        None
    );
    let twice = base.write(|set| set.answer(client, "order-7", &answered, at(1))).await;
    assert!(matches!(twice, Err(ApplyError::Db(DbError::Unique(_)))));
}
