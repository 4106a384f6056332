//! Four eyes: who entered does not approve, who approved does not issue.

use office::issue_certificate;
use office::ops::*;
use office::views;
use officekit::client::Client;
use officekit::{TestOffice, people};

use crate::both::on_both;

on_both!(
    who_registered_an_organisation_does_not_put_it_into_force,
    who_entered_or_mended_a_registration_does_not_approve_it,
    who_approved_a_request_does_not_issue,
    who_compared_a_request_does_not_issue,
);

async fn who_registered_an_organisation_does_not_put_it_into_force(office: TestOffice) {
    let joined = office.granted(&office.lapina, people::hospital()).await;
    let card = |actor| views::organization(&office.office, actor, joined.organization);
    assert!(card(&office.lapina).await.unwrap().four_eyes_blocks);
    assert!(!card(&office.grachev).await.unwrap().four_eyes_blocks);
    let hand_back = hand_back_adherence::Command {
        adherence: joined.adherence,
    };
    assert_eq!(office.refused(&office.lapina, hand_back).await, "four-eyes");

    // Papers of its users are taken meanwhile, and decided only when a second pair of eyes has seen the organisation.
    let registration = office
        .granted(&office.lapina, people::sokolova(joined.organization))
        .await;
    let approve = approve_registration::Command { registration };
    assert_eq!(office.refused(&office.grachev, approve).await, "not-in-force");
    office.granted(&office.grachev, hand_back).await;
    office.granted(&office.grachev, approve).await;
}

async fn who_entered_or_mended_a_registration_does_not_approve_it(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let registration = office.granted(&office.lapina, people::sokolova(hospital)).await;
    let approve = approve_registration::Command { registration };
    assert_eq!(office.refused(&office.lapina, approve).await, "four-eyes");
    let card = |actor| views::registration(&office.office, actor, registration);
    assert!(card(&office.lapina).await.unwrap().four_eyes_blocks);
    assert!(!card(&office.grachev).await.unwrap().four_eyes_blocks);

    let give_back = return_registration::Command {
        registration,
        reason: "нет печати".into(),
    };
    office.granted(&office.lapina, give_back).await;
    let amend = amend_registration::Command {
        registration,
        form: people::sokolova(hospital),
    };
    office.granted(&office.grachev, amend).await;
    assert_eq!(
        office.refused(&office.grachev, approve).await,
        "four-eyes",
        "he mended it"
    );
    assert_eq!(
        office.refused(&office.lapina, approve).await,
        "four-eyes",
        "she entered it"
    );
}

async fn who_approved_a_request_does_not_issue(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let request = office.approved(&user, &mut Client::new(1)).await;
    let refusal = issue_certificate(&office.office, &office.lapina, request)
        .await
        .unwrap_err();
    assert_eq!(refusal.code(), "four-eyes");
    assert!(
        views::request_card(&office.office, &office.lapina, request)
            .await
            .unwrap()
            .four_eyes_blocks
    );
    issue_certificate(&office.office, &office.grachev, request)
        .await
        .unwrap();
    let again = issue_certificate(&office.office, &office.grachev, request)
        .await
        .unwrap_err();
    assert_eq!(again.code(), "step-not-from-here");
}

async fn who_compared_a_request_does_not_issue(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    office.compare(request).await;
    office.granted(&office.grachev, office.all_passed(request)).await;
    office
        .granted(&office.grachev, approve_request::Command { request })
        .await;
    for operator in [&office.lapina, &office.grachev] {
        let refusal = issue_certificate(&office.office, operator, request).await.unwrap_err();
        assert_eq!(refusal.code(), "four-eyes");
        assert!(
            views::request_card(&office.office, operator, request)
                .await
                .unwrap()
                .four_eyes_blocks
        );
    }
}
