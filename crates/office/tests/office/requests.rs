//! Refusals and side roads of a request.

use domain::id::RequestId;
use domain::request::RequestState;
use office::issue_certificate;
use office::ops::*;
use officekit::client::Client;
use officekit::{TestOffice, people, scan};
use uuid::Uuid;

use crate::both::on_both;

on_both!(
    a_request_is_started_by_who_may_and_one_at_a_time,
    nothing_is_taken_before_its_time,
    scans_are_files_that_can_be_read,
    every_question_is_answered_with_yes,
    a_return_and_a_new_statement,
    a_rejected_request_is_never_mended,
    the_user_calls_it_off,
    a_power_of_attorney_that_is_over_stops_every_step,
    what_is_not_there_is_not_found,
);

async fn a_request_is_started_by_who_may_and_one_at_a_time(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let start = |consent: &str| start_request::Command {
        consent: consent.into(),
    };
    assert_eq!(office.refused(&user.actor, start("")).await, "invalid");
    let first = office.granted(&user.actor, start("yes")).await;
    assert_eq!(office.refused(&user.actor, start("yes")).await, "open-request");
    office
        .granted(&user.actor, withdraw_request::Command { request: first })
        .await;
    office.granted(&user.actor, start("yes")).await;
    assert_eq!(office.request(first).await.number, "2026-000001");
}

async fn nothing_is_taken_before_its_time(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.draft(&user).await;
    let (operator, late) = (&office.lapina, "step-not-from-here");
    let attach = || attach_scan::Command {
        request,
        file_name: "скан.png".into(),
        bytes: scan(),
        marks: Vec::new(),
    };
    let give_back = || return_request::Command {
        request,
        reason: "нет печати".into(),
    };
    let reject = || reject_request::Command {
        request,
        reason: "нет печати".into(),
    };
    // A draft has no paper, no scan, nothing to decide on, and nothing to print.
    assert_eq!(
        office.refused(operator, register_statement::Command { request }).await,
        late
    );
    assert_eq!(office.refused(operator, attach()).await, late);
    assert_eq!(office.refused(operator, office.all_passed(request)).await, late);
    assert_eq!(office.refused(operator, give_back()).await, late);
    assert_eq!(office.refused(operator, reject()).await, late);
    assert_eq!(
        office.refused(operator, approve_request::Command { request }).await,
        late
    );
    assert_eq!(
        office.refused(&user.actor, print_statement::Command { request }).await,
        late
    );
    let issue = issue_certificate(&office.office, &office.grachev, request)
        .await
        .unwrap_err();
    assert_eq!(issue.code(), late);

    let mut client = Client::new(1);
    office.granted(&user.actor, withdraw_request::Command { request }).await;
    let issued = office.issued(&user, &mut client).await;
    let request = office.certificate(&issued).await.request.unwrap();
    let give_back = return_request::Command {
        request,
        reason: "нет печати".into(),
    };
    let reject = reject_request::Command {
        request,
        reason: "нет печати".into(),
    };
    assert_eq!(
        office.refused(operator, register_statement::Command { request }).await,
        late
    );
    assert_eq!(office.refused(operator, give_back).await, late);
    assert_eq!(office.refused(operator, reject).await, late);
    assert_eq!(
        office.refused(operator, approve_request::Command { request }).await,
        late
    );
    assert_eq!(
        office.refused(&user.actor, withdraw_request::Command { request }).await,
        late
    );

    let certificate = issued.id;
    let copies = |delivery: &str| send_copies::Command {
        certificate,
        delivery: delivery.into(),
    };
    assert_eq!(office.refused(operator, copies("голубем")).await, "invalid");
    office.granted(operator, copies("in_hand")).await;
    assert_eq!(office.refused(operator, copies("post")).await, late);
    let returned = |place: &str| mark_copy_returned::Command {
        certificate,
        storage_place: place.into(),
    };
    assert_eq!(office.refused(operator, returned(" ")).await, "invalid");
    office.granted(operator, returned("дело 01-14, л. 3")).await;
    assert_eq!(office.refused(operator, returned("дело 01-14, л. 3")).await, late);
    assert_eq!(office.refused(operator, copies("post")).await, late);
}

async fn scans_are_files_that_can_be_read(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    let cut = scan()[..40].to_vec();
    for (bytes, code) in [
        (Vec::new(), "invalid"),
        (b"MZ\x90\0 not a scan".to_vec(), "scan-kind"),
        (vec![b' '; 10 * 1024 * 1024], "scan-kind"),
        (cut, "scan-unreadable"),
        (b"%PDF-1.7\n%%EOF".to_vec(), "scan-unreadable"),
    ] {
        let attach = attach_scan::Command {
            request,
            file_name: "скан.pdf".into(),
            bytes,
            marks: Vec::new(),
        };
        assert_eq!(office.refused(&office.lapina, attach).await, code);
    }
    assert_eq!(office.request(request).await.scan, None);
    let attach = attach_scan::Command {
        request,
        file_name: "скан\0\n.png".repeat(40),
        bytes: scan(),
        marks: vec![("pages".into(), true), ("нет такого пункта".into(), true)],
    };
    let document = office.granted(&office.lapina, attach.clone()).await;
    let stored = office.stored::<domain::document::Document>(document).await;
    assert_eq!((stored.pages, stored.media_type.as_str()), (1, "image/png"));
    assert!(stored.file_name.chars().count() <= 120 && !stored.file_name.contains(char::is_control));
    // What was marked beside the first scan stays; what replaces it is compared anew.
    assert_eq!(office.request(request).await.check_list.len(), 1);
    office.granted(&office.lapina, attach).await;
    assert_eq!(office.request(request).await.check_list, []);
    let beyond = view_scan::page(&office.office, &office.lapina, document, 2)
        .await
        .unwrap_err();
    assert_eq!(beyond.code(), "not-found");
    let foreign = view_scan::page(&office.office, &user.actor, document, 1)
        .await
        .unwrap_err();
    assert_eq!(foreign.code(), "forbidden");
}

async fn every_question_is_answered_with_yes(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    let approve = approve_request::Command { request };
    office.granted(&office.lapina, office.all_passed(request)).await;
    assert_eq!(office.refused(&office.lapina, approve).await, "no-scan");
    office.compare(request).await;

    let mut marks = office.all_passed(request);
    marks.marks[2].1 = false;
    marks.marks.push(("нет такого пункта".into(), true));
    office.granted(&office.lapina, marks.clone()).await;
    assert_eq!(
        office.request(request).await.check_list.len(),
        office.office.regulation().check_list.len()
    );
    assert_eq!(office.refused(&office.lapina, approve).await, "check-list");
    marks.marks.remove(2);
    office.granted(&office.lapina, marks).await;
    assert_eq!(office.refused(&office.lapina, approve).await, "check-list");

    office.granted(&office.lapina, office.all_passed(request)).await;
    let another = attach_scan::Command {
        request,
        file_name: "скан-2.png".into(),
        bytes: scan(),
        marks: Vec::new(),
    };
    office.granted(&office.lapina, another).await;
    assert_eq!(
        office.refused(&office.lapina, approve).await,
        "check-list",
        "a new scan is compared anew"
    );
    office.granted(&office.lapina, office.all_passed(request)).await;
    office.granted(&office.lapina, approve).await;
    assert_eq!(office.refused(&office.grachev, approve).await, "step-not-from-here");
}

async fn a_return_and_a_new_statement(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    office.compare(request).await;
    let give_back = |reason: &str| return_request::Command {
        request,
        reason: reason.into(),
    };
    assert_eq!(office.refused(&office.lapina, give_back("")).await, "invalid");
    assert_eq!(
        office.refused(&office.lapina, give_back(&"ё".repeat(1_001))).await,
        "invalid"
    );
    office
        .granted(&office.lapina, give_back("нет печати организации"))
        .await;
    let stored = office.request(request).await;
    assert_eq!(stored.comment.as_deref(), Some("нет печати организации"));
    assert!(stored.state == RequestState::NeedsFix && stored.check_list.is_empty());
    let letters = office.letters().await;
    assert!(
        letters
            .iter()
            .any(|letter| letter.text.contains("нет печати организации"))
    );

    office
        .granted(&office.grachev, register_statement::Command { request })
        .await;
    let stored = office.request(request).await;
    assert_eq!((stored.state, &stored.comment), (RequestState::UnderReview, &None));
    assert_eq!(stored.statement_received_at.len(), 2);
    assert_eq!(
        office
            .refused(&office.grachev, register_statement::Command { request })
            .await,
        "step-not-from-here"
    );
}

async fn a_rejected_request_is_never_mended(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let mut client = Client::new(1);
    let first = office.approved(&user, &mut client).await;
    let reject = |reason: &str| reject_request::Command {
        request: first,
        reason: reason.into(),
    };
    assert_eq!(office.refused(&office.grachev, reject("")).await, "invalid");
    office.granted(&office.grachev, reject("доверенность отозвана")).await;
    let stored = office.request(first).await;
    assert_eq!(
        (stored.state, stored.comment.as_deref()),
        (RequestState::Rejected, Some("доверенность отозвана"))
    );
    assert!(stored.decided_at.is_some() && stored.deadline.is_none());
    assert_eq!(
        office
            .refused(&office.lapina, register_statement::Command { request: first })
            .await,
        "step-not-from-here"
    );
    let issue = issue_certificate(&office.office, &office.grachev, first)
        .await
        .unwrap_err();
    assert_eq!(issue.code(), "step-not-from-here");

    let second = office.awaiting_statement(&user, &mut client).await;
    let (first, second) = (office.request(first).await, office.request(second).await);
    assert_eq!(
        (first.number.as_str(), second.number.as_str()),
        ("2026-000001", "2026-000002")
    );
    assert_eq!(first.subject, second.subject);
}

async fn the_user_calls_it_off(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let mut client = Client::new(1);
    let request = office.under_review(&user, &mut client).await;
    office.granted(&user.actor, withdraw_request::Command { request }).await;
    assert_eq!(office.state(request).await, RequestState::Withdrawn);
    assert_eq!(
        office.refused(&user.actor, withdraw_request::Command { request }).await,
        "step-not-from-here"
    );
    let approved = office.approved(&user, &mut client).await;
    let withdraw = withdraw_request::Command { request: approved };
    assert_eq!(
        office.refused(&user.actor, withdraw).await,
        "step-not-from-here",
        "it is decided"
    );
}

async fn a_power_of_attorney_that_is_over_stops_every_step(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let mut form = people::sokolova(hospital);
    form.poa_valid_through = "23.11.2026".into();
    let user = office.user(form).await;
    let mut client = Client::new(1);
    let draft = office.draft(&user).await;
    let key = client.key();
    let submission = office.submission(&user, draft, &mut client, &key).await;
    // The night after its last day.
    office.pass_until("2026-11-23T21:00:00Z").await;
    assert_eq!(office.refused(&user.actor, submission.clone()).await, "poa-over");
    office.pass_until("2026-11-23T20:59:59Z").await;
    office.granted(&user.actor, submission).await;
    office
        .granted(&office.lapina, register_statement::Command { request: draft })
        .await;
    office.compare(draft).await;
    let approve = approve_request::Command { request: draft };
    office.pass_until("2026-11-23T21:00:00Z").await;
    assert_eq!(office.refused(&office.lapina, approve).await, "poa-over");
    office.pass_until("2026-11-23T20:59:59Z").await;
    office.granted(&office.lapina, approve).await;
    office.pass_until("2026-11-23T21:00:00Z").await;
    let issue = issue_certificate(&office.office, &office.grachev, draft)
        .await
        .unwrap_err();
    assert_eq!(issue.code(), "poa-over");
    office
        .granted(
            &office.grachev,
            reject_request::Command {
                request: draft,
                reason: "доверенность".into(),
            },
        )
        .await;
    assert_eq!(
        office
            .refused(&user.actor, start_request::Command { consent: "yes".into() })
            .await,
        "poa-over"
    );
}

async fn what_is_not_there_is_not_found(office: TestOffice) {
    let request = RequestId(Uuid::nil());
    let operator = &office.lapina;
    assert_eq!(
        office.refused(operator, register_statement::Command { request }).await,
        "not-found"
    );
    assert_eq!(
        office.refused(operator, approve_request::Command { request }).await,
        "not-found"
    );
    assert_eq!(office.refused(operator, office.all_passed(request)).await, "not-found");
    let certificate = domain::id::CertificateId(Uuid::nil());
    assert_eq!(
        office
            .refused(operator, download_certificate::Command { certificate })
            .await,
        "not-found"
    );
    assert_eq!(
        office
            .refused(operator, print_certificate_copy::Command { certificate })
            .await,
        "not-found"
    );
    let copies = send_copies::Command {
        certificate,
        delivery: "post".into(),
    };
    assert_eq!(office.refused(operator, copies).await, "not-found");
    let task = domain::id::TaskId(Uuid::nil());
    assert_eq!(
        office.refused(operator, close_task::Command { task }).await,
        "not-found"
    );
    let issue = issue_certificate(&office.office, operator, request).await.unwrap_err();
    assert_eq!(issue.code(), "not-found");
}
