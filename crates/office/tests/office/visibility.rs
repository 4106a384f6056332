//! Who sees what: another's case does not exist, another role's operations are refused, the registry shows little.

use domain::certificate::CertificateState;
use domain::rights::Actor;
use office::ops::*;
use office::{RefusalKind, views};
use officekit::client::Client;
use officekit::{TestOffice, people};

use crate::both::on_both;

on_both!(
    anothers_request_and_certificate_do_not_exist,
    operations_of_another_role_are_forbidden,
    the_registry_answers_exact_questions_with_masked_names,
    the_registry_is_not_read_in_bulk,
);

async fn anothers_request_and_certificate_do_not_exist(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let owner = office.user(people::sokolova(hospital)).await;
    let other = office.user(people::gordeev(hospital)).await.actor;
    let mut client = Client::new(1);
    let request = office.draft(&owner).await;
    let key = client.key();
    let submission = office.submission(&owner, request, &mut client, &key).await;
    assert_eq!(office.refused(&other, submission.clone()).await, "not-found");
    assert_eq!(
        views::key_page(&office.office, &other, request)
            .await
            .unwrap_err()
            .code(),
        "not-found"
    );
    assert_eq!(
        views::own_request(&office.office, &other, request)
            .await
            .unwrap_err()
            .code(),
        "not-found"
    );
    assert_eq!(
        office.refused(&other, withdraw_request::Command { request }).await,
        "not-found"
    );
    assert_eq!(
        office.refused(&other, print_statement::Command { request }).await,
        "not-found"
    );
    assert!(views::own_requests(&office.office, &other).await.unwrap().is_empty());

    office.granted(&owner.actor, submission).await;
    office
        .granted(&owner.actor, withdraw_request::Command { request })
        .await;
    let certificate = office.issued(&owner, &mut client).await.id;
    assert_eq!(
        office
            .refused(&other, download_certificate::Command { certificate })
            .await,
        "not-found"
    );
    assert_eq!(
        office
            .refused(&other, print_certificate_copy::Command { certificate })
            .await,
        "not-found"
    );
    assert_eq!(
        views::own_certificate(&office.office, &other, certificate)
            .await
            .unwrap_err()
            .code(),
        "not-found"
    );
    assert!(
        views::own_certificates(&office.office, &other)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        views::own_certificate(&office.office, &owner.actor, certificate)
            .await
            .is_ok()
    );
}

async fn operations_of_another_role_are_forbidden(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let request = office.draft(&user).await;
    let registration = user.registration;
    let (actor, operator) = (&user.actor, &office.lapina);
    assert_eq!(office.refused(actor, people::insurer()).await, "forbidden");
    assert_eq!(office.refused(actor, people::gordeev(hospital)).await, "forbidden");
    assert_eq!(
        office
            .refused(actor, approve_registration::Command { registration })
            .await,
        "forbidden"
    );
    assert_eq!(
        office
            .refused(actor, print_sealed_sheet::Command { registration })
            .await,
        "forbidden"
    );
    assert_eq!(
        office.refused(actor, register_statement::Command { request }).await,
        "forbidden"
    );
    assert_eq!(
        office.refused(actor, approve_request::Command { request }).await,
        "forbidden"
    );
    let issue = office::issue_certificate(&office.office, actor, request)
        .await
        .unwrap_err();
    assert_eq!((issue.code(), issue.kind()), ("forbidden", RefusalKind::Forbidden));
    assert_eq!(
        views::queue(&office.office, actor, Default::default())
            .await
            .unwrap_err()
            .code(),
        "forbidden"
    );
    assert_eq!(
        views::request_card(&office.office, actor, request)
            .await
            .unwrap_err()
            .code(),
        "forbidden"
    );

    assert_eq!(
        office
            .refused(operator, start_request::Command { consent: "yes".into() })
            .await,
        "forbidden"
    );
    assert_eq!(
        office.refused(operator, withdraw_request::Command { request }).await,
        "forbidden"
    );
    assert_eq!(
        views::own_request(&office.office, operator, request)
            .await
            .unwrap_err()
            .code(),
        "forbidden"
    );
    let another = create_operator::Command {
        login: "third".into(),
        name: people::name("Кузнецова Анна Ильинична"),
        position: "Оператор УЦ".into(),
        password: people::OWN_PASSWORD.into(),
    };
    assert_eq!(office.refused(operator, another.clone()).await, "forbidden");
    let again = create_operator::Command {
        login: "lapina".into(),
        ..another
    };
    assert_eq!(office.refused(&Actor::SYSTEM, again).await, "invalid");
}

fn search(query: &str) -> search_registry::Command {
    search_registry::Command {
        query: query.into(),
        address: "192.0.2.9".into(),
    }
}

async fn the_registry_answers_exact_questions_with_masked_names(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let issued = office.issued(&user, &mut Client::new(1)).await;
    let grouped = issued
        .serial
        .to_lowercase()
        .as_bytes()
        .chunks(2)
        .map(|pair| str::from_utf8(pair).unwrap())
        .collect::<Vec<_>>()
        .join(":");
    for query in [
        &issued.serial,
        &grouped,
        "148-302-716 51",
        "14830271651",
        "299904183773",
        "2999015240",
    ] {
        let hits = office.granted(&Actor::VISITOR, search(query)).await;
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!(hits[0].holder, "Соколова М. А.");
        assert_eq!(
            (&hits[0].serial, hits[0].state),
            (&issued.serial, CertificateState::Valid)
        );
    }
    for query in ["157-730-264 76", "2999073160", &"0".repeat(32)] {
        assert!(
            office.granted(&Actor::VISITOR, search(query)).await.is_empty(),
            "{query}"
        );
    }
    for query in [
        "",
        "Соколова",
        "%",
        "1483027165",
        "148-302-716 52",
        &issued.serial[..31],
    ] {
        assert_eq!(
            office.refused(&Actor::VISITOR, search(query)).await,
            "invalid",
            "{query}"
        );
    }
}

async fn the_registry_is_not_read_in_bulk(office: TestOffice) {
    for _ in 0..30 {
        office.granted(&Actor::VISITOR, search("2999015240")).await;
    }
    let refusal = office.perform(&Actor::VISITOR, search("2999015240")).await.unwrap_err();
    assert_eq!(
        (refusal.code(), refusal.kind()),
        ("too-many", RefusalKind::TooMany { retry_after: 60 })
    );
    let elsewhere = search_registry::Command {
        address: "192.0.2.10".into(),
        ..search("2999015240")
    };
    office.granted(&Actor::VISITOR, elsewhere).await;
    office.clock.advance(jiff::SignedDuration::from_secs(60));
    office.granted(&Actor::VISITOR, search("2999015240")).await;
}
