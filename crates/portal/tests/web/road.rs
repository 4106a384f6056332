//! A request on the operator's desk: registered, looked at, refused with a reason the applicant reads.
//! (Scans need a process of their own; the road to the certificate is walked in the browser tests.)

use office::ops::{amend_registration, register_user, return_registration};
use officekit::client::Client;
use officekit::people;
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
    assert_eq!(registered.location.as_deref(), Some(card.as_str()));

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
            &[("check-signatures", "no"), ("check-stranger", "yes"), ("turn", "90")],
        )
        .await;
    assert_eq!(marked.location.as_deref(), Some(format!("{card}?turn=90").as_str()));
    let turned = operator.get(&format!("{card}?turn=90")).await;
    assert!(turned.text.contains("Отметки сохранены"));
    let stale = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("final", "yes"), ("reason", "нет печати")],
        )
        .await;
    assert_eq!(stale.status, 409, "the marks changed since the page was shown");
    assert!(
        stale
            .text
            .contains("Дело изменилось, пока страница была открыта. Последнее: «")
            && stale.text.contains("» — Лапина О. С."),
        "what changed and who changed it"
    );
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
            &[("decision", "reject"), ("final", "yes"), ("reason", " ")],
        )
        .await;
    assert_eq!(silent.status, 422);
    assert!(silent.text.contains("id=\"reason-error\""));
    let reason = "В заявлении нет <печати> организации";
    let beside = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("reason", reason)],
        )
        .await;
    assert_eq!(beside.status, 422, "a slip beside «Вернуть» rejects nothing");
    assert!(beside.text.contains("id=\"final-error\"") && beside.text.contains("&#60;печати&#62; организации"));
    let rejected = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("final", "yes"), ("reason", reason)],
        )
        .await;
    assert_eq!(rejected.location.as_deref(), Some(card.as_str()));
    let again = operator
        .send(
            &format!("{card}/decision"),
            &page,
            &[("decision", "reject"), ("final", "yes"), ("reason", reason)],
        )
        .await;
    assert_eq!(again.status, 409, "pressed twice, decided once");

    let list = owner.get("/cabinet/requests").await;
    assert!(list.text.contains("Отклонён") && list.text.contains("Подать заново"));
    assert!(
        list.text.contains("data-l=\"Дата одобрения\">—"),
        "nothing was approved"
    );
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

#[tokio::test]
async fn a_registration_is_decided_as_it_was_seen() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let office = &portal.office;
    let hospital = office.joined(people::hospital()).await;
    let registration = office.granted(&office.grachev, people::sokolova(hospital)).await;
    let card = format!("/ra/registrations/{registration}");
    let mut operator = portal.operator().await;
    let page = operator.get(&card).await;
    // A colleague returns the set and enters another position meanwhile.
    let give_back = return_registration::Command {
        registration,
        reason: "не та должность".into(),
    };
    office.granted(&office.grachev, give_back).await;
    let form = register_user::Command {
        position: "Главный врач".into(),
        ..people::sokolova(hospital)
    };
    office
        .granted(&office.grachev, amend_registration::Command { registration, form })
        .await;
    let decision = format!("{card}/decision");
    for fields in [
        &[("decision", "approve")][..],
        &[("decision", "return"), ("reason", "нет печати")],
        &[("decision", "reject"), ("final", "yes"), ("reason", "нет печати")],
    ] {
        let stale = operator.send(&decision, &page, fields).await;
        assert_eq!(stale.status, 409, "{fields:?}");
        assert!(stale.text.contains("Главный врач"), "the page shows what it is now");
    }
    let page = operator.get(&card).await;
    let decided = operator.send(&decision, &page, &[("decision", "approve")]).await;
    assert_eq!(decided.location, Some(card.clone()));
}

#[tokio::test]
async fn a_sheet_is_printed_once_a_page() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let office = &portal.office;
    let hospital = office.joined(people::hospital()).await;
    let registration = office.registered(people::sokolova(hospital)).await;
    let card = format!("/ra/registrations/{registration}");
    let mut operator = portal.operator().await;
    let page = operator.get(&card).await;
    assert!(page.text.contains("Напечатайте лист доступа"));
    let print = format!("{card}/sheet");
    let sheet = operator.send(&print, &page, &[]).await;
    assert_eq!(sheet.headers["content-type"], "application/pdf");
    let again = operator.send(&print, &page, &[]).await;
    assert_eq!(again.status, 409, "the sheet in the hand keeps its password");
    let page = operator.get(&card).await;
    assert!(page.text.contains("Напечатать новый лист") && !page.text.contains("Следующее действие"));
    assert_eq!(operator.send(&print, &page, &[]).await.status, 200);
}

#[tokio::test]
async fn a_password_in_use_is_taken_away_only_when_that_is_said() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (user, mut owner) = portal.user().await;
    let card = format!("/ra/registrations/{}", user.registration);
    let mut operator = portal.operator().await;
    let page = operator.get(&card).await;
    assert!(page.text.contains("Забыт пароль: новый лист") && !page.text.contains("Следующее действие"));
    let print = format!("{card}/sheet");
    let slip = operator.send(&print, &page, &[]).await;
    assert_eq!(slip.status, 422);
    assert!(slip.text.contains("id=\"forgotten-error\""));
    assert_eq!(owner.get("/cabinet").await.status, 200, "she works on");

    let sheet = operator.send(&print, &page, &[("forgotten", "yes")]).await;
    assert_eq!(sheet.headers["content-type"], "application/pdf");
    assert_eq!(owner.get("/cabinet").await.status, 303, "her session is over");
}

#[tokio::test]
async fn what_is_returned_waits_for_the_applicant_and_the_papers_are_compared_by_eye() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (user, _) = portal.user().await;
    let request = portal.office.under_review(&user, &mut Client::new(7)).await;
    let card = format!("/ra/requests/{request}");
    let mut operator = portal.operator().await;
    let page = operator.get(&card).await;
    for row in ["Отпечаток ключа", "Паспорт", "Руководитель", "Основание полномочий"]
    {
        assert!(
            page.text.contains(&format!("<td class=\"uc-mute\">{row}</td>")),
            "{row}"
        );
    }
    let fields = [("decision", "return"), ("reason", "нет печати")];
    let returned = operator.send(&format!("{card}/decision"), &page, &fields).await;
    assert_eq!(returned.status, 303);
    let page = operator.get(&card).await;
    assert!(page.text.contains("Ждём заявителя с 23 ноября 2026"));
    assert!(!page.text.contains("Следующее действие") && !page.text.contains("Скана пока нет"));
}

#[tokio::test]
async fn a_scan_that_is_too_large_is_told_at_its_field_and_the_marks_stay() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (user, _) = portal.user().await;
    let request = portal.office.under_review(&user, &mut Client::new(7)).await;
    let card = format!("/ra/requests/{request}");
    let mut operator = portal.operator().await;
    let page = operator.get(&card).await;
    let mut body = Vec::new();
    for (name, value) in [("csrf", page.token()), ("check-pages", "yes"), ("check-person", "no")] {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"скан.pdf\"\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.resize(body.len() + 12 * 1024 * 1024, b'x');
    body.extend_from_slice(b"\r\n--x--\r\n");
    let kind = Some("multipart/form-data; boundary=x");
    let answer = operator.ask("POST", &format!("{card}/scan"), kind, body).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("id=\"scan-error\"") && answer.text.contains("Файл больше 10 МБ"));
    let kept = portal.office.request(request).await.check_list.clone();
    assert_eq!(kept.len(), 2);
    assert!(answer.text.contains("2 из 7"));
}
