//! The whole road of source S1, step by step, as the people on it would take it.

use domain::adherence::AdherenceState;
use domain::certificate::CertificateState;
use domain::id::CertificateId;
use domain::paper_copy::{PaperCopy, PaperCopyState};
use domain::registration::RegistrationState;
use domain::request::{PublicStatus, RequestState};
use domain::task::TaskKind;
use exchange::emulator::mailbox::Received;
use jiff::civil::date;
use office::ops::*;
use office::{Issued, issue_certificate, views};
use officekit::client::{Client, base64, from_base64};
use officekit::{TestOffice, User, people};
use pki::certificate::Certificate;
use pki::lint::{lint_certificate, lint_profile};
use pki::name::Attribute;
use storage::{adherences, journal_page, tasks};

use crate::both::on_both;

on_both!(from_the_adherence_to_the_signed_copy);

const OWN_PASSWORD: &str = people::OWN_PASSWORD;

async fn from_the_adherence_to_the_signed_copy(office: TestOffice) {
    let (user, one_time) = registers(&office).await;
    let issued = gets_a_certificate(&office, &user).await;
    the_certificate_is_good(&office, &issued).await;
    the_copy_is_awaited_and_comes_late(&office, &user, issued.id).await;
    let secrets = [
        "148-302-716 51",
        "299904183773",
        "29 08 411205",
        &one_time,
        OWN_PASSWORD,
        people::OPERATOR_PASSWORD,
    ];
    no_letter_tells(&office.letters().await, &secrets);
    no_record_tells(&office, &secrets).await;
    let office = office.restart().await;
    let report = office.office.verify_journal().await.unwrap().unwrap();
    assert_eq!(report.chains, 2);
}

/// Adherence, registration by two operators, sealed sheet, own password, регламент.
async fn registers(office: &TestOffice) -> (User, String) {
    let joined = office.granted(&office.lapina, people::hospital()).await;
    assert_eq!(joined.refused, None);
    office
        .granted(
            &office.grachev,
            hand_back_adherence::Command {
                adherence: joined.adherence,
            },
        )
        .await;
    let adherence = adherences::of(&office.db, joined.organization)
        .await
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(
        (adherence.state, adherence.number.as_str()),
        (AdherenceState::InForce, "2026-0001")
    );

    let registration = office
        .granted(&office.lapina, people::sokolova(joined.organization))
        .await;
    let stored = office.registration(registration).await;
    assert_eq!(stored.state, RegistrationState::UnderReview);
    let deadline = stored.deadline.clone().unwrap();
    assert_eq!(deadline.due, date(2026, 11, 26), "{}", deadline.explanation);
    office
        .granted(&office.grachev, approve_registration::Command { registration })
        .await;

    let sheet = office
        .granted(&office.lapina, print_sealed_sheet::Command { registration })
        .await;
    assert!(sheet.download.bytes.starts_with(b"%PDF-"));
    let access = office.registration(registration).await.deadline.clone().unwrap();
    assert_eq!(access.due, date(2026, 12, 7), "ten working days");

    let (new_user, token) = office.sign_in(&sheet.login, &sheet.password).await.unwrap();
    let password = |new: &str| change_password::Command {
        current: String::new(),
        new: new.into(),
        again: new.into(),
    };
    office.granted(&new_user, password(OWN_PASSWORD)).await;
    let actor = office.session(&token).await.unwrap();
    office.granted(&actor, office.acknowledgement()).await;
    assert_eq!(office.registration(registration).await.state, RegistrationState::Active);
    (
        User {
            actor,
            token,
            login: sheet.login,
            registration,
        },
        sheet.password,
    )
}

/// Request, key, paper, scan, check list, approval by one operator, issue by the other.
async fn gets_a_certificate(office: &TestOffice, user: &User) -> Issued {
    let request = office.draft(user).await;
    let mut client = Client::new(1);
    let key = client.key();
    let page = views::key_page(&office.office, &user.actor, request).await.unwrap();
    let pkcs10 = base64(&client.pkcs10(&key, &from_base64(&page.subject)));
    office
        .granted(&user.actor, submit_key::Command { request, pkcs10 })
        .await;
    let own = views::own_requests(&office.office, &user.actor).await.unwrap();
    assert_eq!(own[0].status, Some(PublicStatus::New));

    let statement = office.granted(&user.actor, print_statement::Command { request }).await;
    assert!(statement.bytes.starts_with(b"%PDF-"));
    office
        .granted(&office.grachev, register_statement::Command { request })
        .await;
    let queue = views::queue(&office.office, &office.lapina, views::QueueFilter::default())
        .await
        .unwrap();
    assert_eq!(queue.items[0].number, "2026-000001");

    // What was printed is what comes back scanned.
    let attach = attach_scan::Command {
        request,
        file_name: "zayavlenie.pdf".into(),
        bytes: statement.bytes.clone(),
        marks: Vec::new(),
    };
    let scan = office.granted(&office.lapina, attach).await;
    let picture = view_scan::page(&office.office, &office.lapina, scan, 1).await.unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    let original = view_scan::original(&office.office, &office.lapina, scan).await.unwrap();
    assert_eq!(
        (original.bytes, original.media_type),
        (statement.bytes, "application/pdf")
    );

    office.granted(&office.lapina, office.all_passed(request)).await;
    let card = views::request_card(&office.office, &office.lapina, request)
        .await
        .unwrap();
    assert!(
        card.problems.is_empty() && card.comparisons.iter().all(|line| line.agrees != Some(false)),
        "{card:?}"
    );
    office
        .granted(&office.lapina, approve_request::Command { request })
        .await;
    let issued = issue_certificate(&office.office, &office.grachev, request)
        .await
        .unwrap();

    let stored = office.request(request).await;
    assert_eq!(
        (stored.state, stored.certificate),
        (RequestState::Completed, Some(issued.id))
    );
    let own = views::own_requests(&office.office, &user.actor).await.unwrap();
    assert_eq!(
        (own[0].status, own[0].serial.as_ref()),
        (Some(PublicStatus::Completed), Some(&issued.serial))
    );
    let download = office
        .granted(&user.actor, download_certificate::Command { certificate: issued.id })
        .await;
    assert_eq!(
        (download.bytes, download.media_type),
        (issued.der.clone(), "application/pkix-cert")
    );
    let copy = print_certificate_copy::Command { certificate: issued.id };
    assert!(office.granted(&user.actor, copy).await.bytes.starts_with(b"%PDF-"));
    let certificate = Certificate::parse(&issued.der).unwrap();
    assert_eq!(certificate.public_key().unwrap(), key.verifying_key());
    issued
}

async fn the_certificate_is_good(office: &TestOffice, issued: &Issued) {
    let (chain, settings) = office.ca();
    let parsed = Certificate::parse(&issued.der).unwrap();
    let issuing = Certificate::parse(&chain.issuing_der).unwrap();
    let root = Certificate::parse(&chain.root_der).unwrap();
    parsed.verify(&issuing.public_key().unwrap()).unwrap();
    issuing.verify(&root.public_key().unwrap()).unwrap();
    root.verify(&root.public_key().unwrap()).unwrap();
    assert_eq!(parsed.issuer_der(), issuing.subject_der());
    assert_eq!(lint_certificate(&issued.der), []);
    let profile = toml::from_str(include_str!("../../../../profiles/user.toml")).unwrap();
    let (now, part) = (office.clock.now().as_second(), office.certificate(issued).await.shard);
    let settings = settings.for_profile_of_part(now, part);
    assert_eq!(lint_profile(&issued.der, &profile, &settings), []);
    let subject = parsed.subject().unwrap();
    for (attribute, expected) in [
        (Attribute::Surname, "Соколова"),
        (Attribute::GivenName, "Мария Андреевна"),
        (Attribute::Snils, "14830271651"),
        (Attribute::Inn, "299904183773"),
        (Attribute::InnLe, "2999015240"),
        (Attribute::Ogrn, "1022999004170"),
        (Attribute::Organization, "ГБУЗ «Северодольская ЦРБ»"),
        (Attribute::StateOrProvince, "29 Северодольская область"),
    ] {
        assert_eq!(subject.get(attribute), Some(expected));
    }
    let start = office.clock.now().as_second();
    assert!(parsed.is_valid_at(start) && !parsed.is_valid_at(start - 1));
    // Fifteen months, the last second included (RFC 5280 §4.1.2.5).
    let end: jiff::Timestamp = "2028-02-23T05:59:59Z".parse().unwrap();
    assert_eq!(parsed.not_after(), end.as_second());
}

/// Copies go out, reminders come 14, 7, 3 and 1 day before, the month ends, the operator gets a task.
async fn the_copy_is_awaited_and_comes_late(office: &TestOffice, user: &User, certificate: CertificateId) {
    let copy = || async { office.stored::<PaperCopy>(certificate).await };
    assert_eq!(copy().await.deadline.due, date(2026, 12, 23));
    office
        .granted(
            &office.lapina,
            send_copies::Command {
                certificate,
                delivery: "post".into(),
            },
        )
        .await;
    assert_eq!(copy().await.state, PaperCopyState::Sent);

    let reminders = |letters: &[Received]| {
        letters
            .iter()
            .filter(|letter| letter.subject.starts_with("Верните подписанную копию до"))
            .count()
    };
    for (sent, instant) in [
        (0, "2026-12-08T20:59:59Z"),
        (1, "2026-12-08T21:00:00Z"),
        (2, "2026-12-15T21:00:00Z"),
        (3, "2026-12-19T21:00:00Z"),
        (4, "2026-12-21T21:00:00Z"),
        (4, "2026-12-23T20:59:59Z"),
    ] {
        office.pass_until(instant).await;
        assert_eq!(reminders(&office.letters().await), sent, "{instant}");
    }
    assert_eq!(
        copy().await.state,
        PaperCopyState::Sent,
        "the last day lasts until midnight in Moscow"
    );
    office.pass_until("2026-12-23T21:00:00Z").await;
    assert_eq!(copy().await.state, PaperCopyState::Overdue);
    let open = tasks::open_of(&office.db, certificate).await.unwrap();
    assert!(open.iter().any(|task| task.kind == TaskKind::CopyOverdue));
    let status = async || {
        office
            .stored::<domain::certificate::Certificate>(certificate)
            .await
            .state
    };
    assert_eq!(status().await, CertificateState::Suspended);

    let returned = mark_copy_returned::Command {
        certificate,
        storage_place: "дело 01-14, л. 3".into(),
    };
    office.granted(&office.grachev, returned).await;
    assert_eq!(copy().await.state, PaperCopyState::Returned);
    assert_eq!(status().await, CertificateState::Valid);
    let open = tasks::open_of(&office.db, certificate).await.unwrap();
    let kinds: Vec<_> = open.iter().map(|task| task.kind).collect();
    assert_eq!(
        kinds,
        [TaskKind::StatusChanged],
        "an operator still hears of what the timer did"
    );
    // The session of November is over; the cabinet of the next one shows the road walked to its end.
    assert_eq!(office.session(&user.token).await, None);
    let (actor, _) = office.sign_in(&user.login, OWN_PASSWORD).await.unwrap();
    let cabinet = views::cabinet(&office.office, &actor).await.unwrap();
    assert!(
        cabinet.track.iter().all(|step| step.state == views::StepState::Done),
        "{:?}",
        cabinet.track
    );
    let read = views::messages(&office.office, &actor).await.unwrap();
    assert!(read.len() >= 10, "{read:?}");
}

/// Signs that people and machines put between digits do not hide a number.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

fn no_letter_tells(letters: &[Received], secrets: &[&str]) {
    assert!(letters.len() >= 10, "{}", letters.len());
    for letter in letters {
        let addressed = ["sokolova@crb.example.ru", "crb@example.ru"];
        assert!(addressed.contains(&letter.to.as_str()), "{}", letter.to);
        let text = bare(&format!("{} {}", letter.subject, letter.text));
        for secret in secrets {
            assert!(!text.contains(&bare(secret)), "{secret} in «{}»", letter.subject);
        }
    }
}

async fn no_record_tells(office: &TestOffice, secrets: &[&str]) {
    let records = journal_page(&office.db, ("", i64::MIN, i64::MIN), 10_000)
        .await
        .unwrap();
    assert!(records.len() > 50, "{}", records.len());
    let personal = [
        "Соколова",
        "Мария",
        "sokolova@crb.example.ru",
        "12.03.1988",
        "55-01-12",
        "1988-03-12",
    ];
    for record in &records {
        let text = bare(&record.body);
        for secret in secrets.iter().chain(&personal) {
            assert!(!text.contains(&bare(secret)), "{secret} in {}", record.body);
        }
    }
}
