//! What every answer carries, and a page for every failure.

use zaver_portal::Transport;

use super::office::TestPortal;

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let portal = TestPortal::open(Transport::Tls).await;
    let mut browser = portal.browser();
    for path in ["/", "/login", "/nowhere", "/cabinet", "/healthz", "/static/nothing.css"] {
        let answer = browser.get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("default-src 'self'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
        assert!(answer.headers.contains_key("strict-transport-security"), "{path}");
    }
}

#[tokio::test]
async fn plain_loopback_promises_no_tls() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let answer = portal.browser().get("/").await;
    assert!(!answer.headers.contains_key("strict-transport-security"));
    assert!(!answer.headers["set-cookie"].to_str().unwrap().contains("Secure"));
}

#[tokio::test]
async fn cookies_are_bound_to_the_host_under_tls() {
    let portal = TestPortal::open(Transport::Tls).await;
    let answer = portal.browser().get("/").await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-zaver-visit=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn pages_are_not_kept() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    assert_eq!(browser.get("/ra").await.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn the_answer_to_a_form_is_kept_for_the_way_back_until_the_person_leaves() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.operator().await;
    let page = browser.get("/ra/adherence/new").await;
    let wrong = browser.send("/ra/adherence/new", &page, &[]).await;
    assert_eq!(
        (wrong.status, &wrong.headers["cache-control"]),
        (422, &"private, no-cache".parse().unwrap())
    );
    let left = browser.send("/logout", &page, &[]).await;
    assert_eq!(left.headers["clear-site-data"], "\"cache\"");
}

#[tokio::test]
async fn every_failure_is_a_page_with_a_code_and_a_way_out() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut browser = portal.browser();
    for (method, path, status) in [
        ("GET", "/nowhere", 404),
        ("DELETE", "/", 405),
        ("POST", "/login", 415),
        ("GET", "/ca/none.cer", 404),
        ("GET", "/info/forms/none", 404),
    ] {
        let answer = browser.ask(method, path, None, Vec::new()).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(
            answer.text.contains("Код ") && answer.text.contains("href=\"/\""),
            "{method} {path}"
        );
    }
    let mut operator = portal.operator().await;
    for path in [
        "/ra/requests/not-an-id",
        "/ra/requests/0198c0de-0000-7000-8000-000000000001",
        "/ra/scans/0198c0de-0000-7000-8000-000000000001/original",
    ] {
        assert_eq!(operator.get(path).await.status, 404, "{path}");
    }
}
