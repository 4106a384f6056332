//! Time stamps as whoever signs documents meets them.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Request;
use exchange::time::TimeDoubt;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use officekit::{POLICY, Place, TestOffice, TestTime};
use pki::digest::DigestAlgorithm;
use pki::tsp::{Accuracy, FailureInfo, Imprint, TimeStampRequest, TimeStampResponse, TimeStampToken};
use tower::ServiceExt;

async fn house() -> (TestOffice, TestTime, Router) {
    let office = TestOffice::open(Place::sqlite(), "/nonexistent").await;
    let time = TestTime::default();
    let router = zaver_api::tsp(office.stamper(time.clone()));
    (office, time, router)
}

fn request(algorithm: DigestAlgorithm) -> TimeStampRequest {
    TimeStampRequest {
        imprint: Imprint::of(algorithm, b"document"),
        policy: None,
        nonce: Some(vec![0x11; 8]),
        certificate_wanted: true,
    }
}

async fn send(router: &Router, kind: &str, body: Vec<u8>) -> (u16, Bytes) {
    let request = Request::post("/tsp")
        .header("content-type", kind)
        .body(Body::from(body))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    if status == 200 {
        assert_eq!(response.headers()["content-type"], "application/timestamp-reply");
    }
    (status, response.into_body().collect().await.unwrap().to_bytes())
}

async fn ask(router: &Router, body: Vec<u8>) -> TimeStampResponse {
    let (status, der) = send(router, "application/timestamp-query", body).await;
    assert_eq!(status, 200);
    TimeStampResponse::parse(&der).unwrap()
}

async fn stamped(router: &Router, request: &TimeStampRequest) -> TimeStampToken {
    match ask(router, request.to_der()).await {
        TimeStampResponse::Granted(token) => TimeStampToken::parse(&token).unwrap(),
        refused => panic!("{refused:?}"),
    }
}

async fn failure(router: &Router, body: Vec<u8>) -> FailureInfo {
    match ask(router, body).await {
        TimeStampResponse::Refused {
            status: 2,
            failure: Some(failure),
            ..
        } => failure,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stamp_says_what_was_asked_and_when() {
    let (office, _, router) = house().await;
    office.clock.advance(SignedDuration::from_millis(250));
    let own = office.ceremony_certificate("ca/tsp.pem");
    for algorithm in [
        DigestAlgorithm::Streebog256,
        DigestAlgorithm::Streebog512,
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha512,
    ] {
        let wanted = request(algorithm);
        let token = stamped(&router, &wanted).await;
        assert_eq!(token.verify_answer(&wanted, &[]).unwrap(), own);
        let info = token.info();
        let now = office.office.now();
        assert_eq!((info.time, info.milliseconds), (now.as_second(), 250));
        assert_eq!((info.policy, info.ordering), (POLICY, false));
        let second = Accuracy {
            seconds: 1,
            milliseconds: 0,
        };
        assert_eq!(info.accuracy, Some(second));
    }
    let bare = TimeStampRequest {
        policy: Some(POLICY),
        nonce: None,
        certificate_wanted: false,
        ..request(DigestAlgorithm::Sha256)
    };
    let token = stamped(&router, &bare).await;
    assert!(token.certificates().is_empty());
    token.verify_answer(&bare, &[own]).unwrap();
}

#[tokio::test]
async fn no_number_is_given_twice_not_even_after_a_restart() {
    let (office, time, router) = house().await;
    let beside = zaver_api::tsp(office.stamper(time));
    let mut seen = BTreeSet::new();
    let mut take = async |router: &Router| {
        let token = stamped(router, &request(DigestAlgorithm::Sha256)).await;
        assert!(seen.insert(token.info().serial.clone()), "{:?}", token.info().serial);
    };
    for _ in 0..20 {
        take(&router).await;
        take(&beside).await;
    }
    let office = office.restart().await;
    let again = zaver_api::tsp(office.stamper(TestTime::default()));
    for _ in 0..20 {
        take(&again).await;
    }
}

#[tokio::test]
async fn nothing_is_stamped_while_nobody_vouches_for_the_time() {
    let (office, time, router) = house().await;
    let wanted = request(DigestAlgorithm::Sha256);
    for doubt in [
        TimeDoubt::Unsynchronised,
        TimeDoubt::Inexact(Duration::from_secs(2)),
        TimeDoubt::WentBack(Duration::from_secs(9)),
        TimeDoubt::Unknown("no answer".into()),
    ] {
        time.say(Some(doubt));
        assert_eq!(failure(&router, wanted.to_der()).await, FailureInfo::TimeNotAvailable);
    }
    time.say(None);
    stamped(&router, &wanted).await;
    // Behind what the journal says.
    office.clock.set("2026-11-20T06:00:00Z".parse().unwrap());
    assert_eq!(failure(&router, wanted.to_der()).await, FailureInfo::TimeNotAvailable);
}

#[tokio::test]
async fn each_bad_request_has_its_failure() {
    let (_office, _, router) = house().await;
    let other = TimeStampRequest {
        policy: Some(pki::oid::TST_INFO),
        ..request(DigestAlgorithm::Sha256)
    };
    let weak = request(DigestAlgorithm::Sha1);
    for (what, body, expected) in [
        ("noise", b"noise".to_vec(), FailureInfo::BadDataFormat),
        ("nothing", vec![], FailureInfo::BadDataFormat),
        ("large", vec![0x30; 5_000], FailureInfo::BadRequest),
        ("another policy", other.to_der(), FailureInfo::UnacceptedPolicy),
        ("SHA-1", weak.to_der(), FailureInfo::BadAlgorithm),
    ] {
        assert_eq!(failure(&router, body).await, expected, "{what}");
    }
    let good = request(DigestAlgorithm::Sha256).to_der();
    assert_eq!(send(&router, "text/plain", good).await.0, 415);
    assert_eq!(
        send(&router, "application/timestamp-query", vec![0; 9_000]).await.0,
        413
    );
}
