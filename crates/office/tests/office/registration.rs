//! Refusals of joining and of registering.

use domain::adherence::AdherenceState;
use domain::id::{OrganizationId, RegistrationId};
use domain::registration::RegistrationState;
use office::ops::*;
use office::views;
use officekit::{TestOffice, people};
use storage::adherences;
use uuid::Uuid;

use crate::both::on_both;

on_both!(
    an_organisation_outside_the_oms_is_refused_with_its_reason,
    an_organisation_joins_once,
    users_are_registered_only_for_those_who_joined,
    a_person_is_registered_once_in_an_organisation,
    a_power_of_attorney_is_asked_of_everyone_but_the_head,
    a_registration_without_all_papers_waits,
    a_rejected_registration_stays_rejected,
    a_mistake_found_after_the_approval_is_mended_and_approved_anew,
);

/// The cabinet is closed until the next sheet; the account takes the mended name.
async fn a_mistake_found_after_the_approval_is_mended_and_approved_anew(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let registration = user.registration;
    let give_back = return_registration::Command {
        registration,
        reason: "В паспорте другая фамилия".into(),
    };
    office.granted(&office.lapina, give_back).await;
    assert!(office.session(&user.token).await.is_none());
    assert!(
        office.sign_in(&user.login, people::OWN_PASSWORD).await.is_err(),
        "his own password opens no more"
    );

    let mended = amend_registration::Command {
        registration,
        form: register_user::Command {
            surname: "Соколова-Ким".into(),
            ..people::sokolova(hospital)
        },
    };
    office.granted(&office.lapina, mended).await;
    office
        .granted(&office.grachev, approve_registration::Command { registration })
        .await;
    let sheet = office
        .granted(&office.lapina, print_sealed_sheet::Command { registration })
        .await;
    assert_eq!(sheet.login, user.login);
    let (_, token) = office.sign_in(&sheet.login, &sheet.password).await.unwrap();
    let session = views::session(&office.office, &token).await.unwrap().unwrap();
    assert!(session.account.full_name.starts_with("Соколова-Ким"));
}

async fn an_organisation_outside_the_oms_is_refused_with_its_reason(office: TestOffice) {
    let outside = register_adherence::Command {
        in_oms: "no".into(),
        basis: "В реестре МО организации нет".into(),
        copies: String::new(),
        ..people::hospital()
    };
    let outcome = office.granted(&office.lapina, outside).await;
    assert_eq!(outcome.refused.as_deref(), Some("В реестре МО организации нет"));
    let adherence = adherences::of(&office.db, outcome.organization)
        .await
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(
        (adherence.state, adherence.number.as_str()),
        (AdherenceState::Refused, "")
    );
    assert_eq!(
        office
            .refused(&office.lapina, people::sokolova(outcome.organization))
            .await,
        "not-joined"
    );
    let hand_back = hand_back_adherence::Command {
        adherence: outcome.adherence,
    };
    assert_eq!(office.refused(&office.grachev, hand_back).await, "step-not-from-here");
    // The registry has changed: a new statement is taken.
    let joined = office.granted(&office.lapina, people::hospital()).await;
    assert_eq!((joined.organization, joined.refused), (outcome.organization, None));
}

async fn an_organisation_joins_once(office: TestOffice) {
    let joined = office.granted(&office.lapina, people::hospital()).await;
    assert_eq!(
        office.refused(&office.grachev, people::hospital()).await,
        "already-joined"
    );
    let hand_back = hand_back_adherence::Command {
        adherence: joined.adherence,
    };
    office.granted(&office.grachev, hand_back).await;
    assert_eq!(office.refused(&office.grachev, hand_back).await, "step-not-from-here");
    assert_eq!(
        office.refused(&office.grachev, people::hospital()).await,
        "already-joined"
    );
    let nothing = hand_back_adherence::Command {
        adherence: domain::id::AdherenceId(Uuid::nil()),
    };
    assert_eq!(office.refused(&office.lapina, nothing).await, "not-found");
}

async fn users_are_registered_only_for_those_who_joined(office: TestOffice) {
    let nobody = OrganizationId(Uuid::nil());
    assert_eq!(
        office.refused(&office.lapina, people::sokolova(nobody)).await,
        "not-found"
    );
    let mut unchosen = people::sokolova(nobody);
    unchosen.organization.clear();
    assert_eq!(office.refused(&office.lapina, unchosen).await, "invalid");
}

async fn a_person_is_registered_once_in_an_organisation(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let first = office.granted(&office.lapina, people::sokolova(hospital)).await;
    assert_eq!(
        office.refused(&office.grachev, people::sokolova(hospital)).await,
        "already-registered"
    );
    // In another organisation the same person is another registration.
    let insurer = office.joined(people::insurer()).await;
    let second = office.granted(&office.lapina, people::sokolova(insurer)).await;
    // Nor does an amendment make a second one of her.
    office
        .granted(
            &office.grachev,
            return_registration::Command {
                registration: second,
                reason: "нет печати".into(),
            },
        )
        .await;
    let moved = amend_registration::Command {
        registration: second,
        form: people::sokolova(hospital),
    };
    assert_eq!(office.refused(&office.lapina, moved).await, "already-registered");
    // After a rejection she may come again.
    office
        .granted(
            &office.grachev,
            reject_registration::Command {
                registration: first,
                reason: "не работник".into(),
            },
        )
        .await;
    office.granted(&office.lapina, people::sokolova(hospital)).await;
}

async fn a_power_of_attorney_is_asked_of_everyone_but_the_head(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let head = office.granted(&office.lapina, people::gordeev(hospital)).await;
    assert_eq!(office.registration(head).await.state, RegistrationState::UnderReview);
    office
        .granted(&office.grachev, approve_registration::Command { registration: head })
        .await;

    let mut not_head = people::sokolova(hospital);
    not_head.is_head = "yes".into();
    assert_eq!(office.refused(&office.lapina, not_head).await, "invalid");

    // It is valid on its last day and not on the next one.
    let mut short = people::sokolova(hospital);
    short.poa_valid_through = "24.11.2026".into();
    let registration = office.granted(&office.lapina, short).await;
    office.pass_until("2026-11-24T20:59:59Z").await;
    let approve = approve_registration::Command { registration };
    assert_eq!(
        office.refused(&office.lapina, approve).await,
        "four-eyes",
        "other reasons aside, it is still valid"
    );
    office.pass_until("2026-11-24T21:00:00Z").await;
    assert_eq!(office.refused(&office.grachev, approve).await, "poa-over");
}

async fn a_registration_without_all_papers_waits(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let mut form = people::sokolova(hospital);
    form.poa_number.clear();
    form.poa_issued_on.clear();
    let registration = office.granted(&office.lapina, form.clone()).await;
    let stored = office.registration(registration).await;
    assert_eq!(
        (stored.state, &stored.deadline),
        (RegistrationState::AwaitingDocuments, &None)
    );
    let approve = approve_registration::Command { registration };
    assert_eq!(office.refused(&office.grachev, approve).await, "step-not-from-here");

    form.has_statement.clear();
    let amend = |form: &register_user::Command| amend_registration::Command {
        registration,
        form: form.clone(),
    };
    office.granted(&office.lapina, amend(&form)).await;
    assert_eq!(
        office.registration(registration).await.state,
        RegistrationState::AwaitingDocuments
    );
    let whole = people::sokolova(hospital);
    office.granted(&office.lapina, amend(&whole)).await;
    let stored = office.registration(registration).await;
    assert!(stored.state == RegistrationState::UnderReview && stored.deadline.is_some());
    assert_eq!(
        office.refused(&office.lapina, amend(&whole)).await,
        "step-not-from-here"
    );
}

async fn a_rejected_registration_stays_rejected(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let registration = office.granted(&office.lapina, people::sokolova(hospital)).await;
    let reject = |reason: &str| reject_registration::Command {
        registration,
        reason: reason.into(),
    };
    assert_eq!(office.refused(&office.grachev, reject("   ")).await, "invalid");
    office.granted(&office.grachev, reject("не работник организации")).await;
    let stored = office.registration(registration).await;
    assert_eq!(
        (stored.state, stored.reason.as_deref()),
        (RegistrationState::Rejected, Some("не работник организации"))
    );
    assert!(office.letters().await[0].text.contains("не работник организации"));

    let late = "step-not-from-here";
    assert_eq!(office.refused(&office.grachev, reject("ещё раз")).await, late);
    assert_eq!(
        office
            .refused(&office.grachev, approve_registration::Command { registration })
            .await,
        late
    );
    let give_back = return_registration::Command {
        registration,
        reason: "нет печати".into(),
    };
    assert_eq!(office.refused(&office.grachev, give_back).await, late);
    assert_eq!(
        office
            .refused(&office.grachev, print_sealed_sheet::Command { registration })
            .await,
        late
    );
    let nobody = RegistrationId(Uuid::nil());
    assert_eq!(
        office
            .refused(&office.grachev, approve_registration::Command { registration: nobody })
            .await,
        "not-found"
    );
    assert_eq!(
        office
            .refused(&office.grachev, print_sealed_sheet::Command { registration: nobody })
            .await,
        "not-found"
    );
}
