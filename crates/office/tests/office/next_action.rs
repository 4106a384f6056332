//! «Ваше следующее действие» follows the state of the certificate: each state has its own words.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::rights::Actor;
use office::ops::*;
use office::views::{self, NextAction};
use officekit::client::Client;
use officekit::people::OWN_PASSWORD;
use officekit::{TestOffice, people};

use crate::both::on_both;
use crate::status::{resume, revoke, suspend, with_certificate};

on_both!(
    it_follows_the_state_of_the_certificate,
    a_new_request_is_begun_when_the_certificate_has_ended,
    a_returned_statement_keeps_its_key,
);

async fn next(office: &TestOffice, actor: &Actor) -> NextAction {
    views::cabinet(&office.office, actor).await.unwrap().next
}

/// (eyebrow, title, path of the button)
fn head(next: &NextAction) -> (&str, &str, &str) {
    let path = next.button.as_ref().map_or("", |(_, path)| path.as_str());
    (next.eyebrow, &next.title, path)
}

fn page(certificate: CertificateId) -> String {
    format!("/cabinet/certificates/{certificate}")
}

async fn it_follows_the_state_of_the_certificate(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    let page = page(certificate);
    let copy = next(&office, &user.actor).await;
    assert_eq!(
        head(&copy),
        (
            "Ваше следующее действие",
            "Верните подписанную копию сертификата",
            page.as_str()
        )
    );
    assert!(
        copy.text
            .ends_with("Не вернёте до 23 декабря 2026 — сертификат приостановим."),
        "{}",
        copy.text
    );
    assert_eq!(
        copy.due.unwrap().left,
        "Осталось 30 дней",
        "a month is counted in calendar days"
    );

    let suspended = ("Сертификат приостановлен", "Подписывать им пока нельзя", page.as_str());
    office.granted(&user.actor, suspend(certificate, "")).await;
    let held = next(&office, &user.actor).await;
    assert_eq!(head(&held), suspended);
    assert_eq!(
        held.text,
        "Причина: по заявлению владельца. Возобновите его на странице сертификата, когда понадобится подпись."
    );
    office.granted(&user.actor, resume(certificate, "")).await;

    office.pass_until("2026-12-23T21:00:00Z").await;
    let (actor, _) = office.sign_in(&user.login, OWN_PASSWORD).await.unwrap();
    let late = next(&office, &actor).await;
    assert_eq!(head(&late), suspended);
    assert_eq!(
        late.text,
        "Причина: подписанная бумажная копия не вернулась в срок. \
         Верните подписанную бумажную копию: сертификат возобновят."
    );

    let returned = mark_copy_returned::Command {
        certificate,
        storage_place: "дело 01-14, л. 3".into(),
    };
    office.granted(&office.lapina, returned).await;
    let done = next(&office, &actor).await;
    assert_eq!(
        head(&done),
        (
            "Сейчас от вас ничего не нужно",
            "Всё сделано, сертификат действует",
            page.as_str()
        )
    );

    let end = office.stored::<Certificate>(certificate).await.not_after;
    office
        .pass_until(&(end + jiff::SignedDuration::from_secs(1)).to_string())
        .await;
    let (actor, _) = office.sign_in(&user.login, OWN_PASSWORD).await.unwrap();
    let over = next(&office, &actor).await;
    assert_eq!(
        head(&over),
        (
            "Срок сертификата закончился",
            "Начните запрос на сертификат",
            "/cabinet/requests/new"
        )
    );
}

async fn a_new_request_is_begun_when_the_certificate_has_ended(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let certificate = office.issued(&user, &mut Client::new(1)).await.id;
    let ending = revoke(&office, certificate, "", "not_needed").await;
    office.granted(&user.actor, ending).await;
    let revoked = next(&office, &user.actor).await;
    assert_eq!(
        head(&revoked),
        (
            "Сертификат отозван",
            "Начните запрос на сертификат",
            "/cabinet/requests/new"
        )
    );
    assert_eq!(revoked.text, "Причина: сертификат больше не нужен.");

    let other = office.user(people::gordeev(hospital)).await;
    let issued = office.issued(&other, &mut Client::new(2)).await;
    let annulment = end_certificate::Annul {
        certificate: issued.id,
        reason: "court".into(),
        confirm: issued.serial[28..].into(),
        asked_by: String::new(),
        basis: "решение суда № 3 от 23.11.2026".into(),
    };
    office.granted(&office.lapina, annulment).await;
    let annulled = next(&office, &other.actor).await;
    assert_eq!(
        head(&annulled),
        (
            "Сертификат аннулирован",
            "Начните запрос на сертификат",
            "/cabinet/requests/new"
        )
    );
    assert_eq!(annulled.text, "Причина: по решению суда.");
}

async fn a_returned_statement_keeps_its_key(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.under_review(&user, &mut Client::new(1)).await;
    let back = return_request::Command {
        request,
        reason: "Нет печати. Передайте снова.".into(),
    };
    office.granted(&office.grachev, back).await;
    let mend = next(&office, &user.actor).await;
    let told = "Нет печати. Передайте снова. Новый ключ не нужен. \
                Срок проверки начнётся заново, когда получим исправленное заявление.";
    assert_eq!((head(&mend).1, mend.text.as_str()), ("Исправьте заявление", told));
    let letters = office.letters().await;
    let letter = letters
        .iter()
        .find(|one| one.subject.ends_with("исправьте заявление"))
        .unwrap();
    assert!(letter.text.contains("Передайте снова. Принесите"), "{}", letter.text);
    assert!(!letter.text.contains(".."), "{}", letter.text);
}
