//! One holder of a name at a time, on a database that many machines reach.

use zaver_storage::{Db, Value};

use crate::database::Base;

const SERVER: &str = "server";

#[tokio::test]
async fn a_name_is_held_once_and_free_again_after_its_holder() {
    let base = Base::postgres().await;
    let elsewhere = Db::open(&base.location).await.unwrap();
    let held = base.db.try_hold(SERVER).await.unwrap().unwrap();
    assert!(elsewhere.try_hold(SERVER).await.unwrap().is_none());
    assert!(elsewhere.try_hold("command").await.unwrap().is_some(), "another name");
    drop(held);
    // The server notices a closed connection in its own time; whoever waits gets the name.
    elsewhere.hold(SERVER).await.unwrap();
}

#[tokio::test]
async fn a_lost_hold_is_taken_again_unless_somebody_else_has_it() {
    let base = Base::postgres().await;
    let mut held = base.db.try_hold(SERVER).await.unwrap().unwrap();
    assert!(held.renew(&base.db).await.unwrap());
    cut_off_holders(&base.db).await;
    assert!(held.renew(&base.db).await.unwrap(), "nobody else has it");
    assert!(base.db.try_hold(SERVER).await.unwrap().is_none(), "it is held again");

    cut_off_holders(&base.db).await;
    let other = base.db.hold(SERVER).await.unwrap();
    assert!(!held.renew(&base.db).await.unwrap());
    drop(other);
}

async fn cut_off_holders(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database \
               WHERE locktype = 'advisory' AND datname = current_database()";
    assert!(tx.execute(cut, &[] as &[Value]).await.unwrap() > 0);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_embedded_database_is_guarded_by_the_lock_of_its_folder() {
    let base = Base::sqlite().await;
    assert!(base.db.try_hold(SERVER).await.unwrap().is_some());
}
