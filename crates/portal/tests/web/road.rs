//! A request on the operator's desk: registered, looked at, refused with a reason the applicant reads.
//! (Scans need a process of their own; the road to the certificate is walked in the browser tests.)

use officekit::client::Client;
use zaver_portal::Transport;

use super::office::TestPortal;

#[tokio::test]
async fn a_request_is_registered_and_rejected_with_a_reason() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (user, mut owner) = portal.user().await;
    let id = portal.office.awaiting_statement(&user, &mut Client::new(7)).await;
    let card = format!("/ra/requests/{id}");
    let mut operator = portal.operator().await;

    let page = operator.get(&card).await;
    assert!(page.text.contains("Заявление получено") && !page.text.contains("Контрольный список"));
    let registered = operator.send(&format!("{card}/statement"), &page, &[]).await;
    assert_eq!(
        registered.location.as_deref(),
        Some(format!("{card}?done=statement").as_str())
    );

    let page = operator.get(&card).await;
    assert!(page.text.contains("Одобрить пока нельзя") && page.text.contains("нет скана"));
    assert!(
        page.text.contains("Срок — до 26 ноября 2026"),
        "three working days, and why"
    );
    let marked = operator
        .send(
            &format!("{card}/checks"),
            &page,
            &[("check-signatures", "no"), ("check-stranger", "yes")],
        )
        .await;
    assert_eq!(marked.status, 303);
    let stale = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("reason", "нет печати")],
        )
        .await;
    assert_eq!(stale.status, 409, "the marks changed since the page was shown");
    let page = operator.get(&card).await;
    let approved = operator
        .send(&format!("{card}/decision"), &page, &[("decision", "approve")])
        .await;
    assert_eq!(
        approved.status, 409,
        "the button was disabled, the office says no as well"
    );
    let silent = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("reason", " ")],
        )
        .await;
    assert_eq!(silent.status, 422);
    assert!(silent.text.contains("id=\"reason-error\""));
    let reason = "В заявлении нет <печати> организации";
    let rejected = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("reason", reason)],
        )
        .await;
    assert_eq!(
        rejected.location.as_deref(),
        Some(format!("{card}?done=rejected").as_str())
    );
    let again = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("reason", reason)],
        )
        .await;
    assert_eq!(again.status, 409, "pressed twice, decided once");

    let list = owner.get("/cabinet/requests").await;
    assert!(list.text.contains("Отклонён") && list.text.contains("Подать заново"));
    assert!(list.text.contains("В заявлении нет &#60;печати&#62; организации"));
}

#[tokio::test]
async fn a_person_is_found_without_a_number_in_the_address() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (user, _) = portal.user().await;
    portal.office.awaiting_statement(&user, &mut Client::new(8)).await;
    let mut operator = portal.operator().await;
    let page = operator.get("/ra").await;
    let found = operator.send("/ra/search", &page, &[("query", "Соколова")]).await;
    assert_eq!(found.status, 200);
    assert!(found.text.contains("Соколова Мария Андреевна") && found.text.contains("Ждут заявления"));
    let by_number = operator.send("/ra/search", &page, &[("query", "148-302-716 51")]).await;
    assert!(by_number.text.contains("Соколова Мария Андреевна"));
    let nobody = operator.send("/ra/search", &page, &[("query", "Никто")]).await;
    assert!(nobody.text.contains("По запросу «Никто» ничего нет"));
}
