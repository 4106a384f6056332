//! Lists an operator works through: pages, searches, and copies by where they are.

use domain::id::{OrganizationId, uuid_v7};
use domain::organization::Organization;
use domain::task::TaskKind;
use jiff::SignedDuration;
use office::ops::*;
use office::views::{self, QueueFilter, QueueLink, Tab};
use officekit::client::Client;
use officekit::{TestOffice, people};
use requisites::Ogrn;
use storage::WriteSet;

use crate::both::on_both;

on_both!(
    organisations_come_in_pages_with_their_latest_adherence,
    copies_stand_where_they_are,
    registrations_and_requests_share_the_first_selection,
    overdue_tasks_lead_to_their_case,
);

/// The hospital so many times, each under a number of its own.
async fn insert_hospitals(office: &TestOffice, hospital: OrganizationId, count: u64) {
    let like = office.stored::<Organization>(hospital).await.value;
    let mut set = WriteSet::new();
    for n in 0..count {
        let stem = 102_299_950_000 + n;
        let ogrn = Ogrn::parse(&format!("{stem}{}", stem % 11 % 10)).unwrap();
        set.insert(&Organization {
            id: OrganizationId(uuid_v7(office.clock.now(), [u8::try_from(n).unwrap(); 10])),
            short_name: format!("Амбулатория {n:02}"),
            ogrn,
            ..like.clone()
        });
    }
    let mut tx = office.db.begin().await.unwrap();
    set.apply(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn organisations_come_in_pages_with_their_latest_adherence(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    insert_hospitals(&office, hospital, 30).await;
    let list = |q, page| views::organizations(&office.office, &office.lapina, q, page);
    let (first, more) = list("", 1).await.unwrap();
    assert_eq!((first.len(), more), (25, true));
    let (second, more) = list("", 2).await.unwrap();
    assert_eq!((second.len(), more), (6, false));
    assert_eq!(list("", 3).await.unwrap(), (Vec::new(), false));
    let all: std::collections::BTreeSet<_> = first.iter().chain(&second).map(|(one, _)| one.ogrn).collect();
    assert_eq!(all.len(), 31, "no organisation stands on two pages");

    let (found, _) = list("северодольская црб", 1).await.unwrap();
    let [(organization, Some(adherence))] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((organization.id, adherence.number.as_str()), (hospital, "2026-0001"));
    let (found, _) = list("амбулатория 07", 1).await.unwrap();
    assert!(matches!(&found[..], [(_, None)]), "it has never joined");
}

async fn copies_stand_where_they_are(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let issued = office.issued(&user, &mut Client::new(1)).await;
    let places = async |q: &str| {
        let copies = views::copies(&office.office, &office.lapina, q).await.unwrap();
        let lines = [&copies.to_send, &copies.sent, &copies.overdue].map(Vec::len);
        (lines, copies.returned.len())
    };
    assert_eq!(places("").await, ([1, 0, 0], 0));
    for q in ["соколова", &issued.serial, "црб"] {
        assert_eq!(places(q).await, ([1, 0, 0], 0), "{q}");
    }
    assert_eq!(places("гордеев").await, ([0, 0, 0], 0));
    let send = send_copies::Command {
        certificate: issued.id,
        delivery: "post".into(),
    };
    office.granted(&office.lapina, send).await;
    assert_eq!(places("").await, ([0, 1, 0], 0));
    office.pass(SignedDuration::from_hours(24 * 40)).await;
    assert_eq!(places("").await, ([0, 0, 1], 0));
    let back = mark_copy_returned::Command {
        certificate: issued.id,
        storage_place: "дело 1".into(),
    };
    office.granted(&office.lapina, back).await;
    assert_eq!(places("").await, ([0, 0, 0], 1));
}

async fn registrations_and_requests_share_the_first_selection(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    office.clock.advance(SignedDuration::from_hours(24));
    let registration = office.granted(&office.lapina, people::gordeev(hospital)).await;
    let queue = |tab, page| {
        let filter = QueueFilter {
            tab,
            page,
            ..QueueFilter::default()
        };
        views::queue(&office.office, &office.lapina, filter)
    };
    let work = queue(Tab::Work, 1).await.unwrap();
    let lines: Vec<_> = work.items.iter().map(|item| (item.link, item.id)).collect();
    assert_eq!(
        lines,
        [
            (QueueLink::Request, request.into()),
            (QueueLink::Registration, registration.into())
        ],
        "the nearest term first, whatever it is the term of"
    );
    assert_eq!((work.total, work.pages), (2, 1));
    assert_eq!(work.items[1].organization, "ГБУЗ «Северодольская ЦРБ»");
    // A page beyond the last one is the last one.
    assert_eq!(queue(Tab::Work, 9).await.unwrap().items.len(), 2);
    let registrations = queue(Tab::Registrations, 1).await.unwrap();
    assert_eq!(registrations.items.len(), 1, "who is active is no case any more");
}

async fn overdue_tasks_lead_to_their_case(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    office.under_review(&user, &mut Client::new(1)).await;
    office.granted(&office.lapina, people::gordeev(hospital)).await;
    office.pass(SignedDuration::from_hours(24 * 10)).await;
    let filter = QueueFilter {
        tab: Tab::Tasks,
        ..QueueFilter::default()
    };
    let queue = views::queue(&office.office, &office.lapina, filter).await.unwrap();
    assert!(queue.items.is_empty());
    assert!(queue.tasks.iter().all(|one| one.task.kind == TaskKind::TermOverdue));
    let links: Vec<_> = queue.tasks.iter().map(|one| one.link).collect();
    assert_eq!(links.len(), 2);
    for link in [QueueLink::Request, QueueLink::Registration] {
        assert!(links.contains(&Some(link)), "{links:?}");
    }
}
