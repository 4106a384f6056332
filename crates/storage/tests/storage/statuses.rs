//! The status fact: what a list, a delta and a shard read, and that numbers are given in order.

use std::collections::BTreeMap;

use domain::certificate::{Certificate, CertificateState};
use domain::rights::Role;
use domain::status::{Asker, HoldReason, RevocationReason, Will};
use zaver_storage::statuses::{self, Part, StatusRow};
use zaver_storage::{ApplyError, Stored, certificates};

use crate::database::{Base, on_both};
use crate::samples::{self, at, id};

on_both!(
    a_list_a_delta_and_a_shard,
    numbers_are_given_with_the_change_or_not_at_all,
);

fn will(minute: i64, asked_by: Asker) -> Will {
    Will {
        at: at(minute),
        role: Role::RaOperator,
        asked_by,
        decided_by: None,
        number: "1".into(),
        basis: None,
    }
}

async fn change(base: &Base, n: u128, step: impl Fn(&mut Certificate)) -> Result<(), ApplyError> {
    let mut one: Stored<Certificate> = base.db.get(id(n)).await.unwrap().unwrap();
    step(&mut one.value);
    base.write(|set| set.update(&one).number_status(id(n))).await
}

fn hold(one: &mut Certificate) {
    one.hold(will(5, Asker::Holder)).unwrap();
}

fn resume(one: &mut Certificate) {
    one.lift(HoldReason::Holder, will(6, Asker::Holder)).unwrap();
}

fn revoke(one: &mut Certificate) {
    one.end(RevocationReason::KeyCompromise, will(7, Asker::Holder))
        .unwrap();
}

fn tail(row: &StatusRow) -> (u32, Option<i64>) {
    (u32::from_str_radix(&row.serial, 16).unwrap(), row.reason)
}

async fn listed(base: &Base, part: Part) -> Vec<(u32, Option<i64>)> {
    let mut rows = Vec::new();
    statuses::each_listed(&base.db, "issuing", part, 0, |row| rows.push(tail(&row)))
        .await
        .unwrap();
    rows
}

async fn changed(base: &Base, after: i64) -> Vec<(u32, Option<i64>)> {
    let mut rows = Vec::new();
    statuses::each_changed(&base.db, "issuing", Part::Whole, after, |row| rows.push(tail(&row)))
        .await
        .unwrap();
    rows
}

async fn a_list_a_delta_and_a_shard(base: &Base) {
    base.insert((1..=5).map(|n| {
        let mut one = samples::certificate(n, CertificateState::Valid);
        one.shard = u16::try_from(n % 2).unwrap();
        one
    }))
    .await;
    let start = statuses::sequence(&base.db).await.unwrap();
    assert_eq!(listed(base, Part::Whole).await, []);
    assert_eq!(changed(base, 0).await, [], "what was only issued is no change");

    change(base, 4, hold).await.unwrap();
    change(base, 1, revoke).await.unwrap();
    change(base, 3, hold).await.unwrap();
    let base_number = statuses::sequence(&base.db).await.unwrap();
    assert_eq!(base_number, start + 3);
    assert_eq!(
        listed(base, Part::Whole).await,
        [(1, Some(1)), (3, Some(6)), (4, Some(6))]
    );
    assert_eq!(listed(base, Part::Shard(1)).await, [(1, Some(1)), (3, Some(6))]);
    assert_eq!(listed(base, Part::Shard(0)).await, [(4, Some(6))]);
    assert_eq!(changed(base, base_number).await, []);

    change(base, 4, resume).await.unwrap();
    change(base, 2, hold).await.unwrap();
    assert_eq!(changed(base, base_number).await, [(2, Some(6)), (4, None)]);
    assert_eq!(
        statuses::changed_shards(&base.db, "issuing", base_number)
            .await
            .unwrap(),
        BTreeMap::from([(0, base_number + 2)])
    );
    assert_eq!(
        listed(base, Part::Whole).await,
        [(1, Some(1)), (2, Some(6)), (3, Some(6))]
    );
    assert_eq!(statuses::count_listed(&base.db, "issuing").await.unwrap(), 3);

    let mut after_the_end = 0;
    let ended = at(1_000).as_microsecond();
    for (instant, expected) in [(ended, 3), (ended + 1, 0)] {
        statuses::each_listed(&base.db, "issuing", Part::Whole, instant, |_| after_the_end += 1)
            .await
            .unwrap();
        assert_eq!(std::mem::take(&mut after_the_end), expected);
    }

    let (state, row) = statuses::of_serial(&base.db, "issuing", &format!("{:032X}", 1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((state.as_str(), row.reason), ("revoked", Some(1)));
    assert_eq!(row.revoked_at, Some(at(7).as_microsecond()));
    assert_eq!(statuses::of_serial(&base.db, "other", &row.serial).await.unwrap(), None);
}

async fn numbers_are_given_with_the_change_or_not_at_all(base: &Base) {
    base.insert([samples::certificate(1, CertificateState::Valid)]).await;
    let stale: Stored<Certificate> = base.db.get(id(1)).await.unwrap().unwrap();
    change(base, 1, hold).await.unwrap();
    let number = statuses::sequence(&base.db).await.unwrap();
    let mut late = stale.clone();
    hold(&mut late.value);
    let refused = base.write(|set| set.update(&late).number_status(id(1))).await;
    assert!(
        matches!(refused, Err(ApplyError::Conflict("certificates"))),
        "{refused:?}"
    );
    assert_eq!(statuses::sequence(&base.db).await.unwrap(), number);
    let found = certificates::by_serial(&base.db, &stale.serial).await.unwrap().unwrap();
    assert_eq!(found.value.changes.len(), 1);
}
