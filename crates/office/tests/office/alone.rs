//! One server writes: who lost the name of the node stops, whatever happens to the connections.

use office::Health;
use officekit::{Place, TestOffice, people};

const SCAN_WORKER: &str = "/nonexistent";

#[tokio::test]
async fn whoever_was_superseded_never_writes_again() {
    let first = crate::both::open(Place::postgres()).await;
    assert!(
        first.db.try_hold("server").await.unwrap().is_none(),
        "a second server is refused"
    );

    // The first loses its connections and does not know it yet; another server takes over.
    let mut tx = first.db.begin().await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' \
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    assert_eq!(tx.execute(cut, &[]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let second = TestOffice::reopen(first.place().beside(), SCAN_WORKER, first.clock.clone(), 1).await;

    for _ in 0..2 {
        assert_eq!(first.refused(&first.lapina, people::hospital()).await, "fault");
        assert_eq!(first.office.health(), Health::NotWriting);
    }
    second.granted(&first.lapina, people::hospital()).await;
    assert_eq!(second.office.health(), Health::Fine);
    assert_eq!(first.refused(&first.lapina, people::insurer()).await, "fault");
    second.office.verify_journal().await.unwrap().unwrap();
}
