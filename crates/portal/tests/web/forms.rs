//! Forms: tokens, limits, and pages that say what is wrong.

use officekit::people;
use zaver_portal::Transport;

use super::office::{LOGIN, PASSWORD, TestPortal};

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
    let card = browser.get(&location).await;
    assert!(card.text.contains("Данные сверит другой оператор") && card.text.contains("ГБУЗ «Северодольская ЦРБ»"));
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
async fn where_a_form_goes_leads_back_to_its_page() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let id = "0198c0de-0000-7000-8000-000000000001";
    for (path, page) in [
        ("/logout", "/".to_owned()),
        ("/theme", "/".to_owned()),
        ("/ra/search", "/ra".to_owned()),
        (&format!("/ra/tasks/{id}/close"), "/ra".to_owned()),
        (
            &format!("/ra/registrations/{id}/decision"),
            format!("/ra/registrations/{id}"),
        ),
        (
            &format!("/ra/registrations/{id}/sheet"),
            format!("/ra/registrations/{id}"),
        ),
        (&format!("/ra/requests/{id}/statement"), format!("/ra/requests/{id}")),
        (&format!("/ra/requests/{id}/scan"), format!("/ra/requests/{id}")),
        (&format!("/ra/requests/{id}/checks"), format!("/ra/requests/{id}")),
        (&format!("/ra/requests/{id}/decision"), format!("/ra/requests/{id}")),
        (&format!("/ra/requests/{id}/issue"), format!("/ra/requests/{id}")),
        (&format!("/ra/copies/{id}/send"), "/ra/copies".to_owned()),
        (&format!("/ra/copies/{id}/return"), "/ra/copies".to_owned()),
        (
            &format!("/ra/organizations/{id}/adherence/{id}/hand-back"),
            format!("/ra/organizations/{id}"),
        ),
    ] {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, answer.location), (303, Some(page)), "{path}");
    }
}

/// The session ended while a form was being filled.
#[tokio::test]
async fn a_lost_session_is_told_and_leads_back_to_the_form() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let page = browser.get("/ra/adherence/new").await;
    portal.advance(2);
    let answer = browser.send("/ra/adherence/new", &page, &[("inn", "1")]).await;
    let login = answer.location.expect("the way to the sign-in");
    assert_eq!(login, "/login?next=/ra/adherence/new&lost=form");
    let page = browser.get(&login).await;
    assert!(page.text.contains("Сеанс закончился, форма не отправлена") && page.text.contains("не сохранилось"));
    let back = browser
        .send(
            "/login",
            &page,
            &[("login", LOGIN), ("password", PASSWORD), ("next", "/ra/adherence/new")],
        )
        .await;
    assert_eq!(back.location.as_deref(), Some("/ra/adherence/new"));
    assert!(!browser.get("/login").await.text.contains("Сеанс закончился"));
}

#[tokio::test]
async fn a_registered_person_is_linked_from_the_refusal() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let hospital = portal.office.joined(people::hospital()).await;
    let registration = portal
        .office
        .granted(&portal.office.lapina, people::sokolova(hospital))
        .await;
    let mut browser = portal.operator().await;
    let form = format!("/ra/registrations/new?organization={hospital}");
    let page = browser.get(&form).await;
    let typed = serde_json::to_value(people::sokolova(hospital)).unwrap();
    let fields: Vec<(String, String)> = typed
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = browser.send("/ra/registrations/new", &page, &fields).await;
    assert_eq!(answer.status, 409);
    let link = format!("<a href=\"/ra/registrations/{registration}\">Открыть</a>");
    assert!(answer.text.contains(&link), "{}", answer.text);
}

#[tokio::test]
async fn a_mistyped_number_is_told_apart_from_a_wrong_kind_of_number() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.browser();
    let page = browser.get("/registry").await;
    for (query, words) in [
        ("148-302-716 52", "СНИЛС"),
        ("299904183774", "ИНН"),
        ("2999015241", "ИНН"),
        ("12345", "Введите серийный номер целиком"),
    ] {
        let answer = browser.send("/registry", &page, &[("query", query)]).await;
        assert_eq!(answer.status, 422, "{query}");
        let error = answer
            .text
            .split("id=\"query-error\">")
            .nth(1)
            .expect("the error stands at the field");
        let error = error.split("</span>").next().unwrap();
        assert!(error.contains(words), "{query}: {error}");
        let generic = error.contains("Введите серийный номер целиком");
        assert_eq!(generic, query == "12345", "{query}: {error}");
    }
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
    assert_eq!(gone.location.as_deref(), Some("/cabinet/requests"));
    let list = browser.get("/cabinet/requests").await;
    assert!(list.text.contains("Запрос отменён") && list.text.contains("Отозван заявителем"));
    let again = browser.get("/cabinet/requests").await;
    assert!(!again.text.contains("Запрос отменён"), "an outcome is told once");
}
