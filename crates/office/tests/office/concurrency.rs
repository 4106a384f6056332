//! Many at once: distinct serial numbers, one chain, numbers without gaps, one decision on one case.

use std::collections::BTreeSet;

use domain::id::OrganizationId;
use domain::request::RequestState;
use domain::rights::Actor;
use office::ops::*;
use office::{SystemRequest, issue_certificate, issue_for_system};
use officekit::client::{Client, base64};
use officekit::{TestOffice, people};
use tokio::task::JoinSet;

use crate::both::on_both;

on_both!(
    sixty_four_certificates_at_once,
    one_key_offered_twice_at_once_is_taken_once,
    numbers_have_no_gaps,
    one_case_is_decided_once,
    organisations_join_once_however_many_ask,
);

async fn sixty_four_certificates_at_once(office: TestOffice) {
    let mut client = Client::new(1);
    let mut running = JoinSet::new();
    for number in 0..64 {
        let request = client.system_request(&format!("Шлюз {number}"));
        let office = office.office.clone();
        running.spawn(async move {
            issue_for_system(&office, &Actor::SYSTEM, SystemRequest::new(request, "system"))
                .await
                .unwrap()
                .serial
        });
    }
    let serials: BTreeSet<String> = running.join_all().await.into_iter().collect();
    assert_eq!(serials.len(), 64);
    let report = office.office.verify_journal().await.unwrap().unwrap();
    assert_eq!(report.chains, 1);
    assert!(report.records >= 128, "step A and step B of each");
}

async fn one_key_offered_twice_at_once_is_taken_once(office: TestOffice) {
    let request = Client::new(1).system_request("Шлюз обмена");
    let issue = || {
        issue_for_system(
            &office.office,
            &Actor::SYSTEM,
            SystemRequest::new(request.clone(), "system"),
        )
    };
    let (first, second, third) = tokio::join!(issue(), issue(), issue());
    let mut codes = [first, second, third].map(|outcome| outcome.map_or_else(|refusal| refusal.code(), |_| "granted"));
    codes.sort_unstable();
    assert_eq!(codes, ["granted", "key-seen", "key-seen"]);
}

/// Forty people of one organisation at once: everyone of them needs the same counter, and nobody is sent away.
async fn numbers_have_no_gaps(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let mut running = JoinSet::new();
    for person in 0..40 {
        let (office, operator) = (office.office.clone(), office.lapina.clone());
        let form = somebody(hospital, person);
        running.spawn(async move { office.perform(&operator, form).await.unwrap() });
    }
    let mut numbers = BTreeSet::new();
    for id in running.join_all().await {
        numbers.insert(office.registration(id).await.number.clone());
    }
    let expected: BTreeSet<String> = (1..=40).map(|number| format!("Р-2026-{number:04}")).collect();
    assert_eq!(numbers, expected);
}

fn somebody(organization: OrganizationId, number: u32) -> register_user::Command {
    let stem = format!("1483027{number:02}");
    let sum: u32 = stem
        .chars()
        .zip((1..=9).rev())
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    let check = sum % 101 % 100;
    register_user::Command {
        snils: format!("{stem}{check:02}"),
        ..people::sokolova(organization)
    }
}

async fn one_case_is_decided_once(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let mut client = Client::new(1);
    let request = office.draft(&user).await;
    let subject = office.approved_subject(&user, request).await;
    let mut submit = || {
        let key = client.key();
        let pkcs10 = base64(&client.pkcs10(&key, &subject));
        office.perform(&user.actor, submit_key::Command { request, pkcs10 })
    };
    let (first, second) = (submit(), submit());
    let (first, second) = tokio::join!(first, second);
    assert!(first.is_ok() != second.is_ok(), "two keys for one request");

    office
        .granted(&office.lapina, register_statement::Command { request })
        .await;
    office.compare(request).await;
    office
        .granted(&office.lapina, approve_request::Command { request })
        .await;
    let reject = reject_request::Command {
        request,
        reason: "нет печати".into(),
    };
    let (issued, rejected) = tokio::join!(
        issue_certificate(&office.office, &office.grachev, request),
        office.perform(&office.lapina, reject),
    );
    assert!(issued.is_ok() != rejected.is_ok(), "issued and rejected at once");
    let end = if issued.is_ok() {
        RequestState::Completed
    } else {
        RequestState::Rejected
    };
    assert_eq!(office.state(request).await, end);
}

async fn organisations_join_once_however_many_ask(office: TestOffice) {
    let join = || office.perform(&office.lapina, people::hospital());
    let (first, second, third) = tokio::join!(join(), join(), join());
    let granted = [first, second, third].into_iter().filter(Result::is_ok).count();
    assert_eq!(granted, 1);
    assert!(office.office.verify_journal().await.unwrap().is_ok());
}

/// The connection of the committer breaks in the middle of a transaction: that operation is refused, the next is granted,
/// and the journal goes on in a new chain, whatever of the broken transaction was stored.
#[tokio::test]
async fn a_broken_connection_costs_one_operation() {
    let office = crate::both::open(officekit::Place::postgres()).await;
    let mut lock = office.db.begin().await.unwrap();
    lock.execute("LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE", &[])
        .await
        .unwrap();
    let join = office.perform(&office.lapina, people::hospital());
    let cut = async {
        let waiting = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
                       AND wait_event_type = 'Lock'";
        loop {
            let mut tx = office.db.begin().await.unwrap();
            if tx.execute(waiting, &[]).await.unwrap() > 0 {
                return lock.abandon().await;
            }
            tokio::task::yield_now().await;
        }
    };
    let (refused, ()) = tokio::join!(join, cut);
    assert_eq!(refused.unwrap_err().code(), "fault");
    office.granted(&office.lapina, people::hospital()).await;
    office.office.verify_journal().await.unwrap().unwrap();
}
