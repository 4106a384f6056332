//! Who is let in where, and how one comes in and goes out.

use zaver_portal::Transport;

use super::office::{LOGIN, PASSWORD, TestPortal};

const PUBLIC: [&str; 7] = ["/", "/ca", "/registry", "/verify", "/info", "/login", "/healthz"];
const CABINET: [&str; 9] = [
    "/cabinet",
    "/cabinet/password",
    "/cabinet/regulation",
    "/cabinet/requests",
    "/cabinet/requests/new",
    "/cabinet/certificates",
    "/cabinet/messages",
    "/cabinet/sessions",
    "/cabinet/requests/0198c0de-0000-7000-8000-000000000001",
];
const OFFICE: [&str; 8] = [
    "/ra",
    "/ra/adherence/new",
    "/ra/organizations",
    "/ra/copies",
    "/ra/certificates",
    "/ra/sessions",
    "/ra/password",
    "/ra/registrations/0198c0de-0000-7000-8000-000000000001",
];

#[tokio::test]
async fn a_visitor_reads_the_public_pages_and_is_led_to_the_sign_in_from_the_rest() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.browser();
    for path in PUBLIC {
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
    for path in CABINET.into_iter().chain(OFFICE) {
        let answer = browser.get(path).await;
        assert_eq!(
            (answer.status, answer.location),
            (303, Some(format!("/login?next={path}"))),
            "{path}"
        );
    }
    assert_eq!(
        browser.get("/demo").await.status,
        404,
        "only a demonstration has the corner"
    );
}

#[tokio::test]
async fn an_operator_has_the_office_and_not_the_cabinet() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    for path in &OFFICE[..7] {
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
    for path in [
        "/cabinet",
        "/cabinet/requests",
        "/cabinet/certificates",
        "/cabinet/messages",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(
            (answer.status, answer.title()),
            (403, "Нет доступа — УЦ ФОМС"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_cookie() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let token = browser.cookies.get("zaver-session").cloned();
    let page = browser.get("/ra").await;
    let answer = browser.send("/logout", &page, &[]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/")));
    assert_eq!(browser.cookies.get("zaver-session").map(String::as_str), Some(""));
    browser.cookies.insert("zaver-session".into(), token.unwrap());
    assert_eq!(browser.get("/ra").await.status, 303, "the old token opens nothing");
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    portal.advance(24);
    assert_eq!(browser.get("/ra").await.status, 303);
}

#[tokio::test]
async fn after_the_sign_in_people_go_back_to_their_page_and_never_elsewhere() {
    let portal = TestPortal::open(Transport::Loopback).await;
    for (next, expected) in [
        ("/ra/copies", "/ra/copies"),
        ("//evil.example", "/ra"),
        ("https://evil.example", "/ra"),
        ("/cabinet", "/ra"),
        ("", "/ra"),
    ] {
        let mut browser = portal.browser();
        let page = browser.get("/login").await;
        let answer = browser
            .send(
                "/login",
                &page,
                &[("login", LOGIN), ("password", PASSWORD), ("next", next)],
            )
            .await;
        assert_eq!(answer.location.as_deref(), Some(expected), "{next}");
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_the_login_and_never_the_password() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.browser();
    let page = browser.get("/login").await;
    let answer = browser
        .send(
            "/login",
            &page,
            &[("login", LOGIN), ("password", "guess-of-a-stranger")],
        )
        .await;
    assert_eq!((answer.status, answer.title()), (422, "Ошибка. Вход — УЦ ФОМС"));
    assert!(answer.text.contains("value=\"lapina\"") && !answer.text.contains("guess-of-a-stranger"));
    assert!(answer.text.contains("Логин или пароль не подошли"));
}

#[tokio::test]
async fn the_registry_stops_a_reader_in_bulk_by_address() {
    let portal = TestPortal::open(Transport::Proxy(vec![[10, 0, 0, 1].into()])).await;
    let mut browser = portal.browser();
    browser.address = ([10, 0, 0, 1], 1).into();
    browser
        .headers
        .push(("x-forwarded-for", "203.0.113.5, 198.51.100.7".into()));
    let page = browser.get("/registry").await;
    let mut last = 200;
    for _ in 0..60 {
        last = browser
            .send("/registry", &page, &[("query", "148-302-716 51")])
            .await
            .status;
        if last != 200 {
            break;
        }
    }
    assert_eq!(last, 429);
    browser.headers[0].1 = "203.0.113.5, 198.51.100.8".into();
    assert_eq!(
        browser
            .send("/registry", &page, &[("query", "148-302-716 51")])
            .await
            .status,
        200,
        "another address has its own count"
    );
    browser.headers[0].1 = "198.51.100.8, 198.51.100.7".into();
    assert_eq!(
        browser
            .send("/registry", &page, &[("query", "148-302-716 51")])
            .await
            .status,
        429,
        "what the client says of itself counts for nothing"
    );
}

/// A proxy may write a line of its own below the client's, and write addresses in several ways.
#[tokio::test]
async fn the_address_is_what_the_last_proxy_says_however_it_says_it() {
    const PROXY: [u8; 4] = [10, 0, 0, 1];
    let portal = TestPortal::open(Transport::Proxy(vec![PROXY.into()])).await;
    let mut browser = portal.browser();
    browser.address = (PROXY, 1).into();
    let page = browser.get("/registry").await;
    let mut ask = async |lines: &[&str]| {
        browser.headers = lines
            .iter()
            .map(|line| ("x-forwarded-for", (*line).to_owned()))
            .collect();
        let answer = browser.send("/registry", &page, &[("query", "148-302-716 51")]).await;
        answer.status
    };
    for _ in 0..30 {
        assert_eq!(ask(&["198.51.100.7"]).await, 200);
        assert_eq!(ask(&["2001:db8::1"]).await, 200);
    }
    for (lines, status) in [
        (&["203.0.113.5", "198.51.100.7"][..], 429),
        (&["198.51.100.7", "203.0.113.5"], 200),
        (&["198.51.100.7", "10.0.0.1"], 429),
        (&["203.0.113.5, 198.51.100.7:40000"], 429),
        (&["[2001:db8::1]:443"], 429),
        (&["2001:db8::2"], 429),
        (&["2001:db8:0:1::1"], 200),
        // What cannot be read is nobody's word: the proxy itself counts.
        (&["198.51.100.7", "unknown"], 200),
        (&[], 200),
    ] {
        assert_eq!(ask(lines).await, status, "{lines:?}");
    }
}

#[tokio::test]
async fn a_user_has_the_cabinet_and_not_the_office() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (_, mut browser) = portal.user().await;
    for path in CABINET.iter().filter(|path| !path.ends_with("000001")) {
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
    for path in [
        "/ra",
        "/ra/organizations",
        "/ra/copies",
        "/ra/certificates",
        "/ra/adherence/new",
    ] {
        assert_eq!(browser.get(path).await.status, 403, "{path}");
    }
}
