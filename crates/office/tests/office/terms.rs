//! Terms as the law counts them: three working days on several calendars, standing still, beginning anew, running out.

use domain::registration::RegistrationState;
use domain::request::RequestState;
use domain::task::{Task, TaskKind};
use jiff::civil::{Date, date};
use office::ops::*;
use office::{Tone, views};
use officekit::client::Client;
use officekit::{Place, TestOffice, people};
use storage::crls::Scope;
use storage::{Stored, tasks};

use crate::both::{WORKER, on_both};

on_both!(
    three_working_days_on_several_calendars,
    the_term_of_a_registration_stands_and_begins_anew,
    the_term_of_a_request_stands_and_begins_anew,
    one_broken_timer_does_not_stop_the_others,
    the_list_of_revoked_certificates_is_renewed,
    a_reminder_that_comes_late_counts_the_days_that_are_left,
    nobody_is_reminded_of_what_is_over,
);

#[tokio::test]
async fn three_working_days_around_a_holiday() {
    // 4 November 2026 is a Wednesday.
    let office = TestOffice::open_at("2026-11-02T06:00:00Z", Place::sqlite(), WORKER).await;
    let cases = [("2026-11-03T06:00:00Z", date(2026, 11, 9), false)];
    are_three_working_days(office, &cases).await;
}

async fn three_working_days_on_several_calendars(office: TestOffice) {
    let cases = [
        // A Monday, to its last second in Moscow, and the Tuesday after.
        ("2026-11-23T06:00:00Z", date(2026, 11, 26), false),
        ("2026-11-23T20:59:59Z", date(2026, 11, 26), false),
        ("2026-11-23T21:00:00Z", date(2026, 11, 27), false),
        // A Friday, and a Saturday: the days off are not counted.
        ("2026-11-27T06:00:00Z", date(2026, 12, 2), false),
        ("2026-11-28T06:00:00Z", date(2026, 12, 2), false),
        // Over the New Year: 31 December 2026 is a day off, the calendar of 2027 is not confirmed yet.
        ("2026-12-29T06:00:00Z", date(2027, 1, 12), true),
        // A Saturday that is worked for the Monday after.
        ("2027-02-19T06:00:00Z", date(2027, 2, 25), true),
    ];
    are_three_working_days(office, &cases).await;
}

async fn are_three_working_days(office: TestOffice, cases: &[(&str, Date, bool)]) {
    let hospital = office.joined(people::hospital()).await;
    for &(registered_at, due, provisional) in cases {
        office.clock.set(registered_at.parse().unwrap());
        let registration = office.granted(&office.lapina, people::sokolova(hospital)).await;
        let deadline = office.registration(registration).await.deadline.clone().unwrap();
        assert_eq!(
            (deadline.due, deadline.provisional),
            (due, provisional),
            "{registered_at}: {}",
            deadline.explanation
        );
        let card = views::registration(&office.office, &office.grachev, registration)
            .await
            .unwrap();
        let shown = card.due.unwrap();
        assert!(shown.tone == Tone::Calm && !shown.explanation.is_empty(), "{shown:?}");
        let reject = reject_registration::Command {
            registration,
            reason: "подаст заново".into(),
        };
        office.granted(&office.grachev, reject).await;
    }
}

async fn tasks_of(office: &TestOffice, case: impl Into<uuid::Uuid>) -> Vec<Stored<Task>> {
    tasks::open_of(&office.db, case).await.unwrap()
}

async fn the_term_of_a_registration_stands_and_begins_anew(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let registration = office.granted(&office.lapina, people::sokolova(hospital)).await;
    let due = async || {
        office
            .registration(registration)
            .await
            .deadline
            .as_ref()
            .map(|deadline| deadline.due)
    };
    assert_eq!(due().await, Some(date(2026, 11, 26)));

    office.pass_until("2026-11-25T06:00:00Z").await;
    let give_back = return_registration::Command {
        registration,
        reason: "нет печати".into(),
    };
    office.granted(&office.grachev, give_back).await;
    assert_eq!(due().await, None);
    office.pass_until("2026-12-10T06:00:00Z").await;
    assert!(
        tasks_of(&office, registration).await.is_empty(),
        "the applicant's days are not ours"
    );

    let amend = amend_registration::Command {
        registration,
        form: people::sokolova(hospital),
    };
    office.granted(&office.lapina, amend).await;
    assert_eq!(due().await, Some(date(2026, 12, 15)), "three days anew");
    office.pass_until("2026-12-15T20:59:59Z").await;
    assert!(tasks_of(&office, registration).await.is_empty());
    office.pass_until("2026-12-15T21:00:00Z").await;
    let task = tasks_of(&office, registration).await.pop().unwrap();
    assert_eq!(task.kind, TaskKind::TermOverdue);
    assert_eq!(task.title, "Регистрация Р-2026-0001: срок прошёл, решения нет");
    let state = office.registration(registration).await.state;
    assert_eq!(state, RegistrationState::UnderReview, "nothing is decided by itself");
    office
        .granted(&office.grachev, approve_registration::Command { registration })
        .await;
    assert!(
        tasks_of(&office, registration).await.is_empty(),
        "the decision was what the task asked for"
    );
}

async fn the_term_of_a_request_stands_and_begins_anew(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    let due = async || {
        office
            .request(request)
            .await
            .deadline
            .as_ref()
            .map(|deadline| deadline.due)
    };
    assert_eq!(due().await, Some(date(2026, 11, 26)));
    let give_back = return_request::Command {
        request,
        reason: "нет печати".into(),
    };
    office.granted(&office.lapina, give_back).await;
    assert_eq!(due().await, None);
    office.pass_until("2026-12-04T06:00:00Z").await;
    assert!(tasks_of(&office, request).await.is_empty());

    office
        .granted(&office.lapina, register_statement::Command { request })
        .await;
    assert_eq!(due().await, Some(date(2026, 12, 9)));
    office.compare(request).await;
    office
        .granted(&office.lapina, approve_request::Command { request })
        .await;
    assert_eq!(
        due().await,
        Some(date(2026, 12, 9)),
        "the term is of the certificate, not of the approval"
    );
    office.pass_until("2026-12-09T21:00:00Z").await;
    let task = tasks_of(&office, request).await.pop().unwrap();
    assert_eq!(task.title, "Запрос № 2026-000001: срок прошёл, решения нет");
    assert_eq!(office.state(request).await, RequestState::Approved);
    let queue = views::queue(&office.office, &office.lapina, Default::default())
        .await
        .unwrap();
    assert_eq!(queue.tasks.len(), 1);
    office::issue_certificate(&office.office, &office.grachev, request)
        .await
        .unwrap();
    assert!(
        tasks_of(&office, request).await.is_empty(),
        "the certificate was what the task asked for"
    );
}

async fn one_broken_timer_does_not_stop_the_others(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let registration = office.granted(&office.lapina, people::sokolova(hospital)).await;
    let orphan = domain::timer::Timer {
        id: domain::id::TimerId(uuid::Uuid::nil()),
        kind: domain::timer::TimerKind::RequestTerm,
        subject: uuid::Uuid::nil(),
        due_at: office.clock.now(),
        done_at: None,
    };
    let mut set = storage::WriteSet::new();
    set.insert(&orphan);
    let mut tx = office.db.begin().await.unwrap();
    set.apply(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    office.clock.set("2026-11-26T21:00:00Z".parse().unwrap());
    let told = office::tick(&office.office).await.unwrap_err();
    assert_eq!(told.code(), "not-found");
    assert_eq!(tasks_of(&office, registration).await.len(), 1);
}

async fn the_list_of_revoked_certificates_is_renewed(office: TestOffice) {
    let latest = async || office.list(Scope::Full).await;
    assert_eq!(latest().await.row.number, 1);
    office.pass(jiff::SignedDuration::from_mins(36 * 60 - 1)).await;
    assert_eq!(latest().await.row.number, 1);
    office.pass(jiff::SignedDuration::from_mins(1)).await;
    let second = latest().await;
    assert_eq!(second.row.entries, 0);
    assert_eq!(pki::lint::lint_crl(&second.der), []);
    assert_eq!(
        office::crl::publish(&office.office, false).await.unwrap(),
        u64::try_from(second.row.number).unwrap() + 1,
        "on demand at once"
    );
}

/// Texts of the reminders of signed copies.
async fn reminders(office: &TestOffice) -> Vec<String> {
    let letters = office.letters().await.into_iter();
    let about_copies = letters.filter(|letter| letter.subject.starts_with("Верните подписанную копию"));
    about_copies.map(|letter| letter.text).collect()
}

/// The server stood still from the issuing to two days before the term: of three reminders that are due one is sent.
async fn a_reminder_that_comes_late_counts_the_days_that_are_left(office: TestOffice) {
    crate::status::with_certificate(&office).await;
    office.pass_until("2026-12-21T06:00:00Z").await;
    let told = reminders(&office).await;
    assert!(
        matches!(told.as_slice(), [one] if one.contains("копии сертификата 2 дня")),
        "{told:?}"
    );
    office.pass_until("2026-12-23T06:00:00Z").await;
    let told = reminders(&office).await;
    assert!(
        matches!(told.as_slice(), [last, _] if last.contains("Сегодня последний день")),
        "{told:?}"
    );
}

/// Neither after the term, nor for a certificate that has ended.
async fn nobody_is_reminded_of_what_is_over(office: TestOffice) {
    let (user, _) = crate::status::with_certificate(&office).await;
    office.pass_until("2026-12-24T06:00:00Z").await;
    assert_eq!(reminders(&office).await, Vec::<String>::new());

    let second = office.issued(&user, &mut Client::new(2)).await.id;
    let revocation = crate::status::revoke(&office, second, "holder", "not_needed").await;
    office.granted(&office.lapina, revocation).await;
    office.pass_until("2027-01-24T06:00:00Z").await;
    assert_eq!(reminders(&office).await, Vec::<String>::new());
}
