//! Forms: tokens, limits, and pages that say what is wrong.

use zaver_portal::Transport;

use super::office::TestPortal;

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let page = browser.get("/ra").await;
    let mut stranger = portal.browser();
    let foreign = stranger.get("/login").await;
    for token in ["", "x", foreign.token()] {
        let answer = browser.post("/logout", &[("csrf", token)]).await;
        assert_eq!(answer.status, 403, "{token}");
        assert!(answer.text.contains("Форма устарела") && answer.text.contains("Код "));
    }
    browser.headers.push(("sec-fetch-site", "cross-site".into()));
    assert_eq!(
        browser.send("/logout", &page, &[]).await.status,
        403,
        "another site's form"
    );
    browser.headers.clear();
    assert_eq!(browser.get("/ra").await.status, 200, "still signed in");
}

#[tokio::test]
async fn every_page_masks_its_token_anew_and_all_of_them_hold() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.browser();
    let (first, second) = (browser.get("/registry").await, browser.get("/registry").await);
    assert_ne!(first.token(), second.token());
    for page in [first, second] {
        assert_eq!(
            browser
                .send("/registry", &page, &[("query", "148-302-716 51")])
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_its_values() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let page = browser.get("/ra/adherence/new").await;
    let answer = browser
        .send(
            "/ra/adherence/new",
            &page,
            &[("short_name", "ООО «<b>Ромашка</b>»"), ("inn", "1"), ("copies", "2")],
        )
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.title().starts_with("Ошибка. "));
    assert!(
        answer.text.contains("value=\"ООО «&#60;b&#62;Ромашка&#60;/b&#62;»\""),
        "typed text is shown as text"
    );
    assert!(answer.text.contains("id=\"inn-error\"") && answer.text.contains("href=\"#inn\""));
}

#[tokio::test]
async fn an_organisation_is_registered_by_the_form_and_shown() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let page = browser.get("/ra/adherence/new").await;
    let fields = [
        ("kind", "mo"),
        ("full_name", "ГБУЗ «Северодольская центральная районная больница»"),
        ("short_name", "ГБУЗ «Северодольская ЦРБ»"),
        ("ogrn", "1022999004170"),
        ("inn", "2999015240"),
        ("kpp", "299901001"),
        ("region", "29 Северодольская область"),
        ("locality", "г. Северодольск"),
        ("street", "ул. Больничная, д. 12"),
        ("email", "crb@example.ru"),
        ("phone", "8 (8180) 55-01-10"),
        ("head_position", "Главный врач"),
        ("head_surname", "Гордеев"),
        ("head_given", "Илья"),
        ("head_patronymic", "Петрович"),
        ("head_basis", "Устава"),
        ("copies", "2"),
        ("in_oms", "mo_registry"),
        ("basis", "290014"),
    ];
    let answer = browser.send("/ra/adherence/new", &page, &fields).await;
    let location = answer.location.unwrap_or_else(|| panic!("{}", answer.text));
    assert!(location.ends_with("?done=joined"), "{location}");
    let card = browser.get(&location).await;
    assert!(
        card.text.contains("Верните организации второй экземпляр") && card.text.contains("ГБУЗ «Северодольская ЦРБ»")
    );
    let again = browser.send("/ra/adherence/new", &page, &fields).await;
    assert_eq!(again.status, 409, "sent twice, joined once");
}

#[tokio::test]
async fn what_is_too_long_is_refused_with_a_page() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let page = browser.get("/ra/adherence/new").await;
    let answer = browser
        .send("/ra/adherence/new", &page, &[("basis", &"я".repeat(50_000))])
        .await;
    assert_eq!((answer.status, answer.title()), (413, "Файл слишком большой — УЦ ФОМС"));
}

#[tokio::test]
async fn the_colour_scheme_is_kept_without_scripts() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.browser();
    let page = browser.get("/info").await;
    let answer = browser
        .send("/theme", &page, &[("theme", "dark"), ("next", "/info")])
        .await;
    assert_eq!(answer.location.as_deref(), Some("/info"));
    assert!(
        browser
            .get("/info")
            .await
            .text
            .contains("<html lang=\"ru\" data-bs-theme=\"dark\">")
    );
    assert_eq!(
        browser.send("/theme", &page, &[("theme", "<script>")]).await.status,
        400
    );
}

#[tokio::test]
async fn a_request_begins_once_and_can_be_withdrawn() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (_, mut browser) = portal.user().await;
    let page = browser.get("/cabinet/requests/new").await;
    let refused = browser.send("/cabinet/requests/new", &page, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("id=\"consent-error\""));

    let begun = browser
        .send("/cabinet/requests/new", &page, &[("consent", "yes")])
        .await;
    let key_page = begun.location.unwrap_or_else(|| panic!("{}", begun.text));
    assert!(key_page.ends_with("/key"), "{key_page}");
    let key = browser.get(&key_page).await;
    assert!(key.text.contains("id=\"key-form\"") && key.text.contains("data-subject=\""));
    assert!(
        !key.text.contains("name=\"key-password\""),
        "the password of the key file has no name"
    );
    let twice = browser
        .send("/cabinet/requests/new", &page, &[("consent", "yes")])
        .await;
    assert_eq!(twice.status, 409, "an open request is finished first");

    let broken = browser.send(&key_page, &key, &[("request", "not base64")]).await;
    assert_eq!(broken.status, 422);
    let request = key_page.trim_end_matches("/key");
    let asked = browser.get(&format!("{request}/withdraw")).await;
    let gone = browser.send(&format!("{request}/withdraw"), &asked, &[]).await;
    assert_eq!(
        gone.location.as_deref(),
        Some("/cabinet/requests?done=request-withdrawn")
    );
    let list = browser.get("/cabinet/requests?done=request-withdrawn").await;
    assert!(list.text.contains("Запрос отменён") && list.text.contains("Отозван заявителем"));
}
