//! Publication of lists: what a change touches goes out at once, the complete list follows; numbers only grow; what is
//! late, or dated by a wrong clock, is told.

use std::collections::BTreeMap;

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::rights::Actor;
use jiff::{SignedDuration, Timestamp};
use office::watch::Severity;
use office::{Health, ListTerms, SystemRequest, crl, issue_for_system, tick};
use officekit::client::Client;
use officekit::{Place, TestOffice};
use pki::crl::{Crl, Reason};
use pki::extension::point_urls;
use storage::crls::{Scope, kept};

use crate::both::{WORKER, on_both};
use crate::status::{resume, revoke, suspend};

on_both!(
    publishers_at_once_share_no_number,
    a_list_that_nobody_renews_is_told,
    old_lists_go_and_the_journal_remembers_them,
);

async fn patient(place: Place) -> TestOffice {
    TestOffice::open_with(ListTerms::default(), place, WORKER).await
}

async fn certificate(office: &TestOffice, client: &mut Client) -> CertificateId {
    let request = SystemRequest::new(client.system_request("Шлюз обмена"), "system");
    let issued = issue_for_system(&office.office, &Actor::SYSTEM, request).await;
    issued.unwrap().id
}

/// What a list says, by serial number.
async fn said(office: &TestOffice, scope: Scope) -> BTreeMap<String, Reason> {
    let list = Crl::parse(&office.list(scope).await.der).unwrap();
    let entries = list.entries();
    entries
        .map(|entry| (pki::describe::format_serial(entry.serial), entry.reason))
        .collect()
}

#[tokio::test]
async fn a_change_is_in_the_small_lists_at_once_and_in_the_complete_one_after_its_pause() {
    let office = patient(Place::sqlite()).await;
    let mut client = Client::new(1);
    let (first, second) = (
        certificate(&office, &mut client).await,
        certificate(&office, &mut client).await,
    );
    let [one, two] = [
        office.stored::<Certificate>(first).await,
        office.stored::<Certificate>(second).await,
    ];
    let [of_one, of_two] = [Scope::Shard(one.shard), Scope::Shard(two.shard)];
    office.granted(&office.lapina, suspend(first, "authority")).await;
    office.tick().await;
    let held = BTreeMap::from([(one.serial.clone(), Reason::CertificateHold)]);
    assert_eq!(said(&office, Scope::Delta).await, held);
    assert_eq!(said(&office, of_one).await, held);
    assert_eq!(said(&office, Scope::Full).await, BTreeMap::new(), "not yet");

    office.pass(SignedDuration::from_mins(59)).await;
    assert_eq!(said(&office, Scope::Full).await, BTreeMap::new());
    office.pass(SignedDuration::from_mins(1)).await;
    assert_eq!(said(&office, Scope::Full).await, held);
    let base = office.list(Scope::Delta).await.row.base;

    // Now one is good again and the other one ends: the delta list says both, whatever complete list one holds.
    office.granted(&office.lapina, resume(first, "authority")).await;
    let end = revoke(&office, second, "authority", "key_compromise").await;
    office.granted(&office.lapina, end).await;
    office.tick().await;
    let both = BTreeMap::from([
        (one.serial.clone(), Reason::RemoveFromCrl),
        (two.serial.clone(), Reason::KeyCompromise),
    ]);
    assert_eq!(said(&office, Scope::Delta).await, both);
    assert!(said(&office, of_two).await.contains_key(&two.serial));
    assert!(!said(&office, of_one).await.contains_key(&one.serial));
    assert_eq!(
        office.list(Scope::Delta).await.row.base,
        base,
        "the same base while it is in force"
    );

    // Addresses: the certificate names its part, the list of the part names itself, the complete list names its delta.
    let der = storage::blob(&office.db, first, "certificate").await.unwrap().unwrap();
    let issued = pki::certificate::Certificate::parse(&der).unwrap();
    let named = |url: &str| issued.der().windows(url.len()).any(|window| window == url.as_bytes());
    let part = Crl::parse(&office.list(of_one).await.der).unwrap();
    let point = part.issuing_distribution_point().unwrap().distribution_point.unwrap();
    let [url] = point_urls(&point)[..] else { panic!() };
    assert_eq!(url, format!("http://uc.tfoms29.example/crl/{}", crl::file_name(of_one)));
    assert!(named(url));
    let delta = "http://uc.tfoms29.example/crl/issuing-delta.crl";
    let full = office.list(Scope::Full).await.der;
    assert!(named(delta) && full.windows(delta.len()).any(|window| window == delta.as_bytes()));
    for list in crl::newest(&office.office).await.unwrap() {
        assert_eq!(
            pki::lint::lint_crl(&crl::bytes(&office.office, &list).await.unwrap()),
            []
        );
    }
}

async fn publishers_at_once_share_no_number(office: TestOffice) {
    let other = office.beside().await;
    let mut client = Client::new(1);
    for _ in 0..4 {
        let certificate = certificate(&office, &mut client).await;
        office.granted(&office.lapina, suspend(certificate, "authority")).await;
        let (ours, theirs, round, more) = tokio::join!(
            crl::publish(&office.office, false),
            crl::publish(&other, false),
            tick(&office.office),
            tick(&other)
        );
        assert_ne!(ours.unwrap(), theirs.unwrap());
        round.unwrap();
        more.unwrap();
    }
    other.close().await.unwrap();
    let mut last = BTreeMap::new();
    let mut lists = kept(&office.db, "issuing").await.unwrap();
    lists.sort_by_key(|list| list.number);
    for list in lists {
        let der = crl::bytes(&office.office, &list).await.unwrap();
        let read = Crl::parse(&der).unwrap();
        assert_eq!(read.number(), u64::try_from(list.number).ok());
        let before = last.insert(list.scope, (list.number, list.this_update, list.sequence));
        assert!(before.is_none_or(|(number, at, sequence)| {
            number < list.number && at <= list.this_update && sequence <= list.sequence
        }));
    }
    assert_eq!(said(&office, Scope::Full).await.len(), 4);
}

async fn a_list_that_nobody_renews_is_told(office: TestOffice) {
    let health = |hours: i64, minutes: i64| {
        office.clock.advance(SignedDuration::from_mins(hours * 60 + minutes));
        office.office.health()
    };
    // The delta list is the first to end: after 24 hours, the last six of them are the warning.
    assert_eq!(health(17, 59), Health::Fine);
    assert_eq!(health(0, 1), Health::ListNearsItsEnd);
    assert_eq!(Health::ListNearsItsEnd.severity(), Severity::Warning);
    assert_eq!(health(5, 59), Health::ListNearsItsEnd);
    assert_eq!(health(0, 1), Health::ListOver);
    assert_eq!(Health::ListOver.severity(), Severity::Error);
    office.tick().await;
    assert_eq!(
        office.office.health(),
        Health::Fine,
        "the first round that works ends it"
    );
}

async fn old_lists_go_and_the_journal_remembers_them(office: TestOffice) {
    for _ in 0..5 {
        crl::publish(&office.office, false).await.unwrap();
    }
    let lists = kept(&office.db, "issuing").await.unwrap();
    let of = |scope| lists.iter().filter(move |list| list.scope == scope).count();
    let base = lists.iter().find(|list| list.scope == Scope::Delta).unwrap().base;
    assert_eq!((of(Scope::Full), of(Scope::Delta)), (4, 2), "three, and the base");
    assert_eq!(base, Some(1));
    assert!(
        lists
            .iter()
            .any(|list| list.scope == Scope::Full && Some(list.number) == base)
    );
    let records = storage::journal_page(&office.db, ("", i64::MIN, i64::MIN), 1_000)
        .await
        .unwrap();
    let published = records.iter().filter(|record| record.body.contains("publish-crl"));
    let hashes = published.filter(|record| record.body.contains("sha256")).count();
    assert!(hashes >= 7, "{hashes}");
}

/// The clock ran ten days ahead for an hour: lists and statuses are dated by it.
#[tokio::test]
async fn a_clock_that_ran_ahead_is_told_and_mended_by_a_person() {
    let office = patient(Place::sqlite()).await;
    let mut client = Client::new(1);
    let held = certificate(&office, &mut client).await;
    let serial = office.stored::<Certificate>(held).await.serial.clone();
    office.pass(SignedDuration::from_hours(24 * 10)).await;
    office.granted(&office.lapina, suspend(held, "authority")).await;
    office.pass(SignedDuration::from_hours(1)).await;
    assert_eq!(office.office.health(), Health::Fine);

    office.clock.advance(SignedDuration::from_hours(-24 * 10));
    assert_eq!(office.office.health(), Health::ClockBehind, "nothing is written");
    let office = office.restart_tolerant(SignedDuration::from_hours(24 * 11)).await;
    assert_eq!(office.office.health(), Health::ListDatedAhead);
    assert_eq!(office.office.health().severity(), Severity::Error);
    let refused = tick(&office.office).await.unwrap_err();
    assert!(format!("{refused:?}").contains("TimeBack"), "{refused:?}");
    let before = office.list(Scope::Full).await.row;

    crl::publish(&office.office, true).await.unwrap();
    assert_eq!(office.office.health(), Health::Fine);
    office.tick().await;
    for list in crl::newest(&office.office).await.unwrap() {
        assert!(
            list.number > before.number && list.this_update <= office.clock.now(),
            "{list:?}"
        );
        let read = Crl::parse(&crl::bytes(&office.office, &list).await.unwrap()).unwrap();
        assert!(read.entries().all(|entry| entry.date <= read.this_update()));
    }
    assert_eq!(
        said(&office, Scope::Full).await,
        BTreeMap::from([(serial, Reason::CertificateHold)])
    );
}

/// Twelve weeks, hour by hour: changes come when they come, the server misses hours, and no moment is without a list.
#[tokio::test]
async fn twelve_weeks_without_a_late_list() {
    let office = patient(Place::sqlite()).await;
    let mut client = Client::new(12);
    let mut certificates = Vec::new();
    for _ in 0..12 {
        certificates.push(certificate(&office, &mut client).await);
    }
    let scopes = || -> Vec<Scope> {
        let parts = (0..4).map(Scope::Shard);
        [Scope::Full, Scope::Delta].into_iter().chain(parts).collect()
    };
    let mut chance = Chance(2_026);
    let mut numbers: BTreeMap<Scope, i64> = BTreeMap::new();
    let mut silent = 0;
    for hour in 0..12 * 7 * 24 {
        office.clock.advance(SignedDuration::from_hours(1));
        if chance.one_in(5) {
            change(&office, &certificates, &mut chance).await;
        }
        // An outage lasts up to eleven hours: half of the shortest life, less one round.
        if silent == 0 && chance.one_in(40) {
            silent = chance.below(11);
        }
        if silent > 0 {
            silent -= 1;
        } else {
            office.tick().await;
        }
        let now = office.clock.now();
        let newest = crl::newest(&office.office).await.unwrap();
        assert_eq!(newest.iter().map(|list| list.scope).collect::<Vec<_>>(), scopes());
        for list in &newest {
            assert!(in_force(list, now), "hour {hour}: {list:?}");
            let before = numbers.insert(list.scope, list.number).unwrap_or(0);
            assert!(before <= list.number, "hour {hour}: {list:?} after {before}");
        }
        assert!(office.office.health().severity() < Severity::Error, "hour {hour}");
        let base = newest[1].base.unwrap();
        assert!(base <= newest[0].number && base < newest[1].number, "hour {hour}");
    }
    assert_no_gap(&office).await;
}

fn in_force(list: &storage::crls::Crl, now: Timestamp) -> bool {
    list.this_update <= now && now < list.next_update
}

async fn change(office: &TestOffice, certificates: &[CertificateId], chance: &mut Chance) {
    let one = certificates[chance.below(certificates.len())];
    // What the state forbids is refused: the history is random.
    let _ = match chance.below(20) {
        0 => {
            let end = revoke(office, one, "authority", "key_compromise").await;
            office.perform(&office.lapina, end).await
        }
        1..10 => office.perform(&office.lapina, suspend(one, "authority")).await,
        _ => office.perform(&office.lapina, resume(one, "authority")).await,
    };
}

/// By the journal, which remembers the lists that are gone: numbers of a kind grow strictly.
async fn assert_no_gap(office: &TestOffice) {
    let records = storage::journal_page(&office.db, ("", i64::MIN, i64::MIN), 100_000)
        .await
        .unwrap();
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    let mut rounds = 0;
    for record in records.iter().filter(|record| record.body.contains("publish-crl")) {
        let body: serde_json::Value = serde_json::from_str(&record.body).unwrap();
        let details = body["details"].as_object().unwrap();
        let number = details["number"].as_i64().unwrap();
        for scope in details.keys().filter(|key| *key != "number") {
            let before = last.insert(scope.clone(), number);
            assert!(before.is_none_or(|before| before < number), "{scope} {number}");
        }
        rounds += 1;
    }
    assert!(rounds > 200 && last.len() == 6, "{rounds} {last:?}");
}

/// Chance that repeats.
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}
