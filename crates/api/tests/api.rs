//! The interface as a system meets it: what is granted, what is refused, each by its code, and the description.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use axum::body::Body;
use axum::http::{Request, Response};
use domain::rights::Actor;
use http_body_util::BodyExt;
use insta::assert_snapshot;
use jiff::SignedDuration;
use office::ops::{admit_client, dismiss_client};
use officekit::client::Client;
use officekit::{Place, TestOffice};
use pki::pem;
use serde_json::{Value, json};
use tower::ServiceExt;

/// No scan is read here.
const NO_WORKER: &str = "/nonexistent";

async fn office() -> TestOffice {
    TestOffice::open(Place::sqlite(), NO_WORKER).await
}

async fn admitted(office: &TestOffice, operations: &[&str]) -> admit_client::Admitted {
    let command = admit_client::Command {
        name: "Шлюз обмена".into(),
        operations: operations.iter().map(|&code| code.to_owned()).collect(),
        days: 1_000,
    };
    office.granted(&Actor::SYSTEM, command).await
}

async fn token(office: &TestOffice, operations: &[&str]) -> String {
    admitted(office, operations).await.token
}

struct Asked {
    status: u16,
    media_type: String,
    location: Option<String>,
    body: Value,
}

async fn ask(office: &TestOffice, request: Request<Body>) -> Asked {
    let response: Response<Body> = zaver_api::router(office.office.clone()).oneshot(request).await.unwrap();
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let (media_type, location) = (header("content-type").unwrap_or_default(), header("location"));
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Asked {
        status,
        media_type,
        location,
        body,
    }
}

fn order(token: &str, key: Option<&str>, body: &str) -> Request<Body> {
    let mut request = Request::post("/certificates").header("content-type", "application/json");
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

fn look(token: &str, path: &str) -> Request<Body> {
    Request::get(path)
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap()
}

fn body(client: &mut Client, name: &str) -> String {
    let pkcs10 = pem::encode("CERTIFICATE REQUEST", &client.system_request(name));
    json!({"profile": "system", "pkcs10": pkcs10}).to_string()
}

#[tokio::test]
async fn a_system_gets_a_certificate_and_finds_it_again() {
    let office = office().await;
    let token = token(&office, &["issue-for-system", "read-certificates"]).await;
    let mut client = Client::new(1);
    let issued = ask(&office, order(&token, None, &body(&mut client, "Шлюз"))).await;
    assert_eq!((issued.status, issued.media_type.as_str()), (201, "application/json"));
    let serial = issued.body["serial"].as_str().unwrap();
    assert_eq!(issued.location.unwrap(), format!("/api/v1/certificates/{serial}"));

    let found = ask(
        &office,
        look(&token, &format!("/certificates/{}", serial.to_lowercase())),
    )
    .await;
    assert_eq!((found.status, &found.body["status"]), (200, &json!("valid")));
    assert_eq!(found.body["certificate"], issued.body["certificate"]);
    let text = found.body["certificate"].as_str().unwrap();
    let parsed = pki::certificate::Certificate::parse(text.as_bytes()).unwrap();
    assert_eq!(pki::describe::format_serial(parsed.serial()), serial);
}

#[tokio::test]
async fn asked_again_under_a_key_it_is_answered_and_not_issued_twice() {
    let office = office().await;
    let token = token(&office, &["issue-for-system", "read-certificates"]).await;
    let mut client = Client::new(2);
    let (first, other) = (body(&mut client, "Шлюз"), body(&mut client, "Другой шлюз"));
    let once = ask(&office, order(&token, Some("order-7"), &first)).await;
    let again = ask(&office, order(&token, Some("order-7"), &first)).await;
    assert_eq!((once.status, again.status), (201, 201));
    assert_eq!(once.body, again.body);
    let reused = ask(&office, order(&token, Some("order-7"), &other)).await;
    assert_eq!(
        (reused.status, &reused.body["code"]),
        (409, &json!("idempotency-key-used"))
    );
    let fresh = ask(&office, order(&token, Some("order-8"), &other)).await;
    assert_eq!(fresh.status, 201);

    office.pass(SignedDuration::from_hours(600 * 24)).await;
    let late = ask(&office, order(&token, Some("order-7"), &first)).await;
    assert_eq!(
        (late.status, &late.body),
        (201, &once.body),
        "what is signed is given, not signed anew"
    );

    let serial = once.body["serial"].as_str().unwrap();
    let found = ask(&office, look(&token, &format!("/certificates/{serial}"))).await;
    assert_eq!(found.body["status"], json!("expired"));

    let at_once = body(&mut client, "Шлюз дважды");
    let (one, two) = tokio::join!(
        ask(&office, order(&token, Some("order-9"), &at_once)),
        ask(&office, order(&token, Some("order-9"), &at_once)),
    );
    assert_eq!((one.status, two.status), (201, 201));
    assert_eq!(one.body, two.body);
}

#[tokio::test]
async fn every_refusal_has_its_status_and_its_code() {
    let office = office().await;
    let token = token(&office, &["issue-for-system", "read-certificates"]).await;
    let reader = self::token(&office, &["read-certificates"]).await;
    let mut client = Client::new(3);
    let good = body(&mut client, "Шлюз");
    let wrong = |profile: &str, pkcs10: &str| json!({"profile": profile, "pkcs10": pkcs10}).to_string();
    let large = wrong("system", &"A".repeat(70_000));
    let cases = [
        (order("", None, &good), 401, "token-needed"),
        (order("zaver_guess", None, &good), 401, "token-needed"),
        (order(&reader, None, &good), 403, "forbidden"),
        (order(&token, Some("with blank"), &good), 400, "bad-idempotency-key"),
        (order(&token, None, "{"), 400, "not-json"),
        (order(&token, None, "{}"), 400, "not-json"),
        (order(&token, None, &large), 413, "too-large"),
        (order(&token, None, &wrong("system", "")), 422, "empty"),
        (
            order(&token, None, &wrong("user-2026", "")),
            409,
            "profile-not-for-systems",
        ),
        (look(&token, "/certificates/zz"), 400, "bad-serial"),
        (look(&token, "/certificates/00AA"), 404, "not-found"),
        (look(&token, "/nowhere"), 404, "not-found"),
        (look(&token, "/certificates"), 405, "method-not-allowed"),
    ];
    for (number, (request, status, code)) in cases.into_iter().enumerate() {
        let refused = ask(&office, request).await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (status, &json!(code)),
            "case {number}"
        );
        assert_eq!(refused.media_type, "application/problem+json", "case {number}");
        assert_eq!(refused.body["status"], json!(status), "case {number}");
    }
    assert_eq!(ask(&office, order(&token, None, &good)).await.status, 201);
    let seen = ask(&office, order(&token, None, &good)).await;
    assert_eq!((seen.status, &seen.body["code"]), (422, &json!("key-seen")));
    assert_snapshot!(seen.body["detail"].as_str().unwrap(), @"Этот ключ уже предъявляли. Создайте новый ключ: повторно использовать прежний нельзя");
}

#[tokio::test]
async fn a_token_is_over_when_its_time_is_and_when_it_is_ended() {
    let office = office().await;
    let (timed, ended) = (
        token(&office, &["read-certificates"]).await,
        admitted(&office, &["read-certificates"]).await,
    );
    let status = async |token: &str| ask(&office, look(token, "/certificates/00AA")).await.status;
    assert_eq!((status(&timed).await, status(&ended.token).await), (404, 404));
    office
        .granted(&Actor::SYSTEM, dismiss_client::Command { client: ended.id })
        .await;
    assert_eq!(status(&ended.token).await, 401);
    office.pass(SignedDuration::from_hours(1_000 * 24)).await;
    assert_eq!(status(&timed).await, 401);
}

#[tokio::test]
async fn the_token_stands_in_no_record_of_the_journal() {
    let office = office().await;
    let token = token(&office, &["issue-for-system"]).await;
    let mut client = Client::new(4);
    assert_eq!(
        ask(&office, order(&token, None, &body(&mut client, "Шлюз")))
            .await
            .status,
        201
    );
    let records = storage::journal_page(&office.db, ("", i64::MIN, i64::MIN), 100)
        .await
        .unwrap();
    assert!(records.iter().all(|record| !record.body.contains(&token)));
    assert!(records.iter().any(|record| record.body.contains(r#""role":"client""#)));
}

/// The description is read in reviews: `UPDATE=1 cargo test -p zaver-api` writes it.
#[test]
fn the_description_is_the_one_that_was_reviewed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let now = format!("{}\n", zaver_api::description().to_pretty_json().unwrap());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let reviewed = std::fs::read_to_string(path).unwrap();
    assert_eq!(reviewed, now, "UPDATE=1 cargo test -p zaver-api writes it anew");
}

#[tokio::test]
async fn lists_are_kept_by_their_version_and_set_no_cookie() {
    let office = office().await;
    let files = zaver_api::files(office.office.clone());
    let get = async |path: &str, tag: &str| {
        let request = Request::get(path)
            .header("if-none-match", tag)
            .body(Body::empty())
            .unwrap();
        files.clone().oneshot(request).await.unwrap()
    };
    let first = get("/crl/issuing.crl", "\"другой\"").await;
    let header = |response: &Response<Body>, name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (first.status().as_u16(), header(&first, "content-type").as_str()),
        (200, "application/pkix-crl")
    );
    assert_eq!(header(&first, "etag"), "\"1\"");
    assert_eq!(header(&first, "last-modified"), "Mon, 23 Nov 2026 06:00:00 GMT");
    assert_eq!(header(&first, "cache-control"), "public, max-age=300, must-revalidate");
    assert!(first.headers().get("set-cookie").is_none());
    let again = get("/crl/issuing.crl", "W/\"0\", \"1\"").await;
    assert_eq!(again.status().as_u16(), 304);
    assert!(again.into_body().collect().await.unwrap().to_bytes().is_empty());
    office::crl::publish(&office.office, false).await.unwrap();
    assert_eq!(
        get("/crl/issuing.crl", "\"1\"").await.status().as_u16(),
        200,
        "there is a newer one"
    );
    let since = Request::get("/crl/issuing-delta.crl")
        .header("if-modified-since", "Mon, 23 Nov 2026 06:00:00 GMT")
        .body(Body::empty())
        .unwrap();
    assert_eq!(files.clone().oneshot(since).await.unwrap().status().as_u16(), 304);
    office.clock.advance(SignedDuration::from_mins(24 * 60 - 2));
    let late = get("/crl/issuing-delta.crl", "\"-\"").await;
    assert_eq!(
        header(&late, "cache-control"),
        "public, max-age=120, must-revalidate",
        "nextUpdate is near"
    );
    for (path, status) in [
        ("/ca/root.cer", 200),
        ("/ca/issuing.cer", 200),
        ("/crl/root.crl", 200),
        ("/crl/issuing-0.crl", 200),
        ("/crl/issuing-3.crl", 200),
        ("/crl/issuing-4.crl", 404),
        ("/crl/issuing-03.crl", 404),
        ("/crl/x.crl", 404),
    ] {
        assert_eq!(get(path, "\"-\"").await.status().as_u16(), status, "{path}");
    }
}

#[tokio::test]
async fn a_relying_system_asks_whether_a_person_may_come_in() {
    let office = office().await;
    let asking = token(&office, &["check-access"]).await;
    let other = token(&office, &["read-certificates"]).await;
    let nobody = ask(&office, look(&asking, "/access/14830271651")).await;
    assert_eq!((nobody.status, &nobody.body["access"]), (200, &json!("none")));
    assert_eq!(ask(&office, look(&other, "/access/14830271651")).await.status, 403);
    let wrong = ask(&office, look(&asking, "/access/14830271650")).await;
    assert_eq!((wrong.status, &wrong.body["code"]), (422, &json!("invalid")));
}
