//! The status of a certificate: who changes it, what follows from it, what is refused.

use domain::access::Access;
use domain::certificate::{Certificate, CertificateState as S};
use domain::id::CertificateId;
use domain::rights::Actor;
use domain::status::HoldReason;
use domain::task::TaskKind;
use jiff::SignedDuration;
use office::ops::print_status_statement::{self, Which, Wish};
use office::ops::{end_certificate, hold_certificate, mark_copy_returned};
use officekit::client::Client;
use officekit::{TestOffice, User, people};
use pki::crl::{Crl, Reason};
use storage::crls::Scope;
use storage::{access_orders, journal_page, tasks};

use crate::both::on_both;

on_both!(
    the_month_without_a_copy_suspends_and_its_return_resumes,
    another_reason_keeps_it_suspended,
    the_holder_suspends_resumes_and_ends_his_own,
    an_operator_acts_by_paper_for_whom_it_is,
    what_is_not_allowed_changes_nothing,
    orders_to_the_gate_wait_and_are_compared,
    a_long_suspension_becomes_a_task,
    every_change_has_its_statement,
    access_opens_when_the_suspended_certificate_is_over,
    lists_go_on_when_a_listed_certificate_ends
);

pub(crate) async fn with_certificate(office: &TestOffice) -> (User, CertificateId) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let issued = office.issued(&user, &mut Client::new(1)).await;
    (user, issued.id)
}

pub(crate) fn suspend(certificate: CertificateId, asked_by: &str) -> hold_certificate::Suspend {
    hold_certificate::Suspend {
        certificate,
        asked_by: asked_by.into(),
        basis: "заявление № 7 от 23.11.2026".into(),
    }
}

pub(crate) fn resume(certificate: CertificateId, asked_by: &str) -> hold_certificate::Resume {
    hold_certificate::Resume {
        certificate,
        asked_by: asked_by.into(),
        basis: "заявление № 8 от 24.11.2026".into(),
    }
}

pub(crate) async fn revoke(
    office: &TestOffice,
    certificate: CertificateId,
    asked_by: &str,
    reason: &str,
) -> end_certificate::Revoke {
    let serial = office.stored::<Certificate>(certificate).await.serial.clone();
    end_certificate::Revoke {
        certificate,
        reason: reason.into(),
        confirm: serial[28..].to_lowercase(),
        asked_by: asked_by.into(),
        basis: "заявление № 9 от 24.11.2026".into(),
    }
}

fn returned(certificate: CertificateId) -> mark_copy_returned::Command {
    mark_copy_returned::Command {
        certificate,
        storage_place: "дело 01-14, л. 3".into(),
    }
}

async fn state(office: &TestOffice, certificate: CertificateId) -> S {
    office.stored::<Certificate>(certificate).await.state
}

/// What the published list says of the only certificate.
async fn listed(office: &TestOffice) -> Option<Reason> {
    office.tick().await;
    let latest = office.list(Scope::Full).await;
    let crl = Crl::parse(&latest.der).unwrap();
    assert!(crl.count() <= 1);
    crl.entries().next().map(|entry| entry.reason)
}

async fn access(office: &TestOffice) -> Option<Access> {
    office.tick().await;
    office.access.taken().last().map(|order| order.access)
}

async fn the_month_without_a_copy_suspends_and_its_return_resumes(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office.pass_until("2026-12-23T20:59:59Z").await;
    assert_eq!(
        state(&office, certificate).await,
        S::Valid,
        "the last day lasts until midnight"
    );
    assert_eq!((listed(&office).await, access(&office).await), (None, None));

    office.pass_until("2026-12-23T21:00:00Z").await;
    assert_eq!(state(&office, certificate).await, S::Suspended);
    assert_eq!(listed(&office).await, Some(Reason::CertificateHold));
    assert_eq!(access(&office).await, Some(Access::Block));
    let order = office.access.taken().pop().unwrap();
    assert_eq!(
        (order.snils.as_str(), order.reason.as_str()),
        ("14830271651", "copy-not-returned")
    );
    let letters = office.letters().await;
    for to in ["sokolova@crb.example.ru", "crb@example.ru"] {
        let letter = letters.iter().find(|letter| letter.to == to).unwrap();
        assert!(letter.subject.ends_with("приостановлен"), "{}", letter.subject);
        assert!(letter.text.contains("Доступ в УСОИ закрывают"), "{}", letter.text);
    }
    let kinds = async || -> Vec<TaskKind> {
        let open = tasks::open_of(&office.db, certificate).await.unwrap();
        open.iter().map(|task| task.kind).collect()
    };
    assert_eq!(kinds().await.len(), 2);
    assert!(kinds().await.contains(&TaskKind::CopyOverdue));

    office.granted(&office.lapina, returned(certificate)).await;
    assert_eq!(
        kinds().await,
        [TaskKind::StatusChanged],
        "only what asked for the copy is closed with it"
    );
    assert_eq!(state(&office, certificate).await, S::Valid);
    assert_eq!(listed(&office).await, None);
    assert_eq!(access(&office).await, Some(Access::Unblock));
    let stored = office.stored::<Certificate>(certificate).await;
    let numbers: Vec<_> = stored.changes.iter().map(|change| change.number.as_str()).collect();
    assert_eq!(numbers, ["С-2026-000001", "С-2026-000002"]);
    assert_eq!(stored.changes[1].decided_by, office.lapina.account);
    assert!(office.letters().await[0].subject.ends_with("снова действует"));
}

async fn another_reason_keeps_it_suspended(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office.granted(&office.lapina, suspend(certificate, "holder")).await;
    office.pass_until("2026-12-23T21:00:00Z").await;
    let stored = office.stored::<Certificate>(certificate).await;
    assert!(stored.holds_by(HoldReason::Holder) && stored.holds_by(HoldReason::CopyNotReturned));
    office.granted(&office.lapina, returned(certificate)).await;
    assert_eq!(
        state(&office, certificate).await,
        S::Suspended,
        "the holder's wish stands"
    );
    assert_eq!(listed(&office).await, Some(Reason::CertificateHold));
    assert_eq!(access(&office).await, Some(Access::Block));
    office.granted(&office.lapina, resume(certificate, "holder")).await;
    assert_eq!(state(&office, certificate).await, S::Valid);
    assert_eq!(access(&office).await, Some(Access::Unblock));
    assert_eq!(office.access.taken().len(), 2, "one block, one unblock");
}

async fn the_holder_suspends_resumes_and_ends_his_own(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    office.granted(&user.actor, suspend(certificate, "organization")).await;
    let stored = office.stored::<Certificate>(certificate).await;
    assert!(
        stored.holds_by(HoldReason::Holder),
        "whatever the form says, he speaks for himself"
    );
    assert_eq!(stored.changes[0].basis, None);
    office.granted(&user.actor, resume(certificate, "")).await;
    let end = revoke(&office, certificate, "", "key_compromise").await;
    office.granted(&user.actor, end).await;
    assert_eq!(state(&office, certificate).await, S::Revoked);
    assert_eq!(listed(&office).await, Some(Reason::KeyCompromise));
    assert_eq!(
        access(&office).await,
        Some(Access::Unblock),
        "nothing is left to sign in with"
    );
    let told = tasks::open_of(&office.db, certificate).await.unwrap();
    assert_eq!(told.len(), 3, "the operators hear of what they did not decide");
}

async fn an_operator_acts_by_paper_for_whom_it_is(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    let mut nameless = suspend(certificate, "organization");
    nameless.basis = " ".into();
    assert_eq!(office.refused(&office.lapina, nameless).await, "invalid");
    assert_eq!(
        office.refused(&office.lapina, suspend(certificate, "timer")).await,
        "invalid"
    );
    office
        .granted(&office.lapina, suspend(certificate, "organization"))
        .await;
    assert_eq!(
        office.refused(&user.actor, resume(certificate, "")).await,
        "status-not-held",
        "it was not his wish"
    );
    let end = revoke(&office, certificate, "organization", "dismissed").await;
    office.granted(&office.grachev, end).await;
    let stored = office.stored::<Certificate>(certificate).await;
    let last = stored.changes.last().unwrap();
    assert_eq!(last.basis.as_deref(), Some("заявление № 9 от 24.11.2026"));
    assert_eq!(listed(&office).await, Some(Reason::AffiliationChanged));
    let serial = stored.serial.clone();
    let records = journal_page(&office.db, ("", i64::MIN, i64::MIN), 10_000)
        .await
        .unwrap();
    let found: Vec<_> = records.iter().filter(|record| record.body.contains(&serial)).collect();
    let body = &found.last().unwrap().body;
    for part in [
        "revoke-certificate",
        "\"Suspended\"",
        "\"Revoked\"",
        "dismissed",
        "organization",
    ] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
}

async fn what_is_not_allowed_changes_nothing(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    let other = office.user(people::zimin(office.joined(people::insurer()).await)).await;
    assert_eq!(
        office.refused(&other.actor, suspend(certificate, "")).await,
        "not-found"
    );
    assert_eq!(
        office.refused(&Actor::VISITOR, suspend(certificate, "")).await,
        "sign-in-needed"
    );
    let serial = office.stored::<Certificate>(certificate).await.serial.clone();
    let annul = end_certificate::Annul {
        certificate,
        reason: "court".into(),
        confirm: serial[28..].into(),
        asked_by: String::new(),
        basis: "решение суда № 2-114/2026".into(),
    };
    assert_eq!(office.refused(&user.actor, annul.clone()).await, "forbidden");
    let mut wrong = revoke(&office, certificate, "holder", "dismissed").await;
    wrong.confirm = "ZZZZ".into();
    assert_eq!(office.refused(&office.lapina, wrong).await, "invalid");
    for (asked_by, reason, code) in [
        ("holder", "regulation_broken", "status-reason"),
        ("authority", "dismissed", "status-reason"),
        ("holder", "court", "invalid"),
        ("holder", "suspension_over", "status-reason"),
        ("holder", "что-то", "invalid"),
    ] {
        let command = revoke(&office, certificate, asked_by, reason).await;
        assert_eq!(
            office.refused(&office.lapina, command).await,
            code,
            "{asked_by} {reason}"
        );
    }
    assert_eq!(office.stored::<Certificate>(certificate).await.changes, []);
    office.granted(&office.lapina, annul).await;
    assert_eq!(state(&office, certificate).await, S::Annulled);
    assert_eq!(listed(&office).await, Some(Reason::PrivilegeWithdrawn));
    assert_eq!(
        office.refused(&office.lapina, suspend(certificate, "authority")).await,
        "step-not-from-here"
    );
}

async fn orders_to_the_gate_wait_and_are_compared(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office.access.set_down(true);
    office.granted(&office.lapina, suspend(certificate, "authority")).await;
    office.tick().await;
    assert!(office.access.taken().is_empty());
    let waiting = access_orders::of(&office.db, "14830271651").await.unwrap().unwrap();
    assert_eq!((waiting.sent_at, waiting.attempts), (None, 1));
    // While it waits the person is let in again and blocked again: only what stands in the end is told.
    office.granted(&office.lapina, resume(certificate, "authority")).await;
    office.granted(&office.lapina, suspend(certificate, "authority")).await;
    office.tick().await;
    office.access.set_down(false);
    office.pass(SignedDuration::from_mins(2)).await;
    assert_eq!(access(&office).await, Some(Access::Block));

    office.access.forget("14830271651");
    office.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(
        office.access.taken().len(),
        2,
        "one order, and what the other side lost is told again"
    );
    office.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(office.access.taken().len(), 2);
}

async fn a_long_suspension_becomes_a_task(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office.granted(&office.lapina, suspend(certificate, "authority")).await;
    office.pass_until("2027-02-24T20:59:59Z").await;
    let reviews = async || {
        let open = tasks::open_of(&office.db, certificate).await.unwrap();
        open.iter()
            .filter(|task| task.kind == TaskKind::SuspensionReview)
            .count()
    };
    assert_eq!(reviews().await, 0);
    office.pass_until("2027-02-24T21:00:00Z").await;
    assert_eq!(reviews().await, 1);
    assert_eq!(state(&office, certificate).await, S::Suspended, "a person decides");
}

/// It stands in one list after its end, as RFC 5280 §3.3 has it, and then in none.
async fn lists_go_on_when_a_listed_certificate_ends(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office
        .granted(&office.lapina, suspend(certificate, "organization"))
        .await;
    assert_eq!(listed(&office).await, Some(Reason::CertificateHold));
    let not_after = office.stored::<Certificate>(certificate).await.not_after;
    office
        .pass(office.clock.now().duration_until(not_after) + SignedDuration::from_hours(1))
        .await;
    assert_eq!(listed(&office).await, Some(Reason::CertificateHold));
    let mut number = latest_number(&office).await;
    for _ in 0..3 {
        office.pass(SignedDuration::from_hours(72)).await;
        assert_eq!(listed(&office).await, None);
        let next = latest_number(&office).await;
        assert!(next > number, "the list after {number} is missing");
        number = next;
    }
}

async fn latest_number(office: &TestOffice) -> i64 {
    office.list(Scope::Full).await.row.number
}

async fn every_change_has_its_statement(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    let other = office.user(people::zimin(office.joined(people::insurer()).await)).await;
    let print = |which| print_status_statement::Command { certificate, which };
    for wish in [Wish::Suspend, Wish::Resume, Wish::Revoke, Wish::Annul] {
        for actor in [&user.actor, &office.lapina] {
            let statement = office.granted(actor, print(Which::New(wish))).await;
            assert!(statement.bytes.starts_with(b"%PDF"), "{wish:?}");
        }
    }
    assert_eq!(office.refused(&user.actor, print(Which::Done(1))).await, "not-found");
    office
        .granted(&office.lapina, suspend(certificate, "organization"))
        .await;
    let done = office.granted(&user.actor, print(Which::Done(1))).await;
    assert_eq!(done.file_name, "zayavlenie-2026-000001.pdf");
    for (actor, place) in [(&user.actor, 0), (&user.actor, 2), (&other.actor, 1)] {
        assert_eq!(office.refused(actor, print(Which::Done(place))).await, "not-found");
    }
    assert_eq!(
        office.refused(&Actor::VISITOR, print(Which::Done(1))).await,
        "sign-in-needed"
    );
}

/// Another certificate of the same person is good: what has ended blocks him no longer.
async fn access_opens_when_the_suspended_certificate_is_over(office: TestOffice) {
    let (user, first) = with_certificate(&office).await;
    office.clock.advance(SignedDuration::from_hours(24));
    let second = office.issued(&user, &mut Client::new(2)).await.id;
    for certificate in [first, second] {
        office.granted(&office.lapina, returned(certificate)).await;
    }
    office.granted(&office.lapina, suspend(first, "authority")).await;
    assert_eq!(access(&office).await, Some(Access::Block));
    office.clock.set(office.stored::<Certificate>(first).await.not_after);
    assert_eq!(access(&office).await, Some(Access::Block), "its last second");
    office.pass(SignedDuration::from_secs(1)).await;
    assert_eq!(access(&office).await, Some(Access::Unblock));
}
