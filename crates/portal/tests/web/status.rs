//! The status of a certificate on the operator's desk: what is offered, asked for once more, refused at its field.

use domain::rights::Actor;
use office::{SystemRequest, issue_for_system};
use officekit::client::Client;
use zaver_portal::Transport;

use super::office::TestPortal;

#[tokio::test]
async fn a_certificate_is_suspended_resumed_and_revoked() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let request = SystemRequest {
        pkcs10: Client::new(3).system_request("Шлюз"),
        profile: "system".into(),
        key: None,
    };
    let issued = issue_for_system(&portal.office.office, &Actor::SYSTEM, request)
        .await
        .unwrap();
    let mut operator = portal.operator().await;
    let list = operator.get("/ra/certificates").await;
    let card = format!("/ra/certificates/{}", issued.id);
    assert!(list.text.contains(&format!("href=\"{card}\"")));

    let page = operator.get(&card).await;
    for offered in ["Приостановить", "Отозвать", "Аннулировать"] {
        assert!(page.text.contains(offered), "{offered}");
    }
    assert!(!page.text.contains("Возобновить"), "nothing is suspended");
    let moved = operator.get(&format!("{card}/resume")).await;
    assert_eq!((moved.status, moved.location.as_deref()), (303, Some(card.as_str())));

    let suspend = format!("{card}/suspend");
    let page = operator.get(&suspend).await;
    let bare = operator
        .send(&suspend, &page, &[("asked_by", "holder"), ("basis", " ")])
        .await;
    assert_eq!(bare.status, 422);
    assert!(bare.text.contains("id=\"basis-error\""));
    let paper = ("basis", "заявление <№ 1>");
    let done = operator.send(&suspend, &page, &[("asked_by", "holder"), paper]).await;
    assert_eq!(done.location.as_deref(), Some(card.as_str()));
    let page = operator.get(&card).await;
    for told in [
        "Приостановлен",
        "по заявлению владельца",
        "заявление &#60;№ 1&#62;",
        "Возобновить",
    ] {
        assert!(page.text.contains(told), "{told}");
    }
    let page = operator.get(&format!("{card}/resume")).await;
    operator
        .send(&format!("{card}/resume"), &page, &[("asked_by", "holder"), paper])
        .await;

    let revoke = format!("{card}/revoke");
    let page = operator.get(&revoke).await;
    let silent = [("reason", "dismissed"), ("confirm", &issued.serial[28..]), paper];
    let refused = operator.send(&revoke, &page, &silent).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("id=\"reason-error\""));
    for (will, offered) in [
        ("organization/dismissed", true),
        ("authority/regulation_broken", true),
        ("authority/dismissed", false),
        ("holder/regulation_broken", false),
        ("holder/suspension_over", false),
    ] {
        let option = format!("value=\"{will}\"");
        assert_eq!(page.text.contains(&option), offered, "{will}");
    }
    let ending = [("reason", "organization/dismissed"), paper];
    let wrong = operator
        .send(&revoke, &page, &[&ending[..], &[("confirm", "0")]].concat())
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("id=\"confirm-error\""));
    let tail = &issued.serial[28..];
    let done = operator
        .send(&revoke, &page, &[&ending[..], &[("confirm", tail)]].concat())
        .await;
    assert_eq!(done.location.as_deref(), Some(card.as_str()));
    let page = operator.get(&card).await;
    assert!(page.text.contains("Отозван") && page.text.contains("сотрудник уволен"));
    assert!(!page.text.contains(&suspend), "what has ended is not changed");
    // A system signs no statement.
    assert!(!page.text.contains("/statements/"));
    for path in [
        "revoke/statement.pdf",
        "statements/1.pdf",
        "statements/0.pdf",
        "statements/3",
        "delete/statement.pdf",
    ] {
        assert_eq!(operator.get(&format!("{card}/{path}")).await.status, 404, "{path}");
    }
    assert_eq!(operator.get(&suspend).await.status, 303);
}
