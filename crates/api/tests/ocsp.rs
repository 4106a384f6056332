//! OCSP as whoever relies on certificates meets it: every status at once, every failure by its number, headers by RFC 5019.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::id::CertificateId as Id;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use officekit::client::Client;
use officekit::{Place, TestOffice};
use pki::certificate::Certificate;
use pki::crl::Reason;
use pki::digest::DigestAlgorithm;
use pki::ocsp::{CertificateId, OcspAnswer, OcspResponse, Status, build_request};
use tower::ServiceExt;

const HOLD: Reason = Reason::CertificateHold;

struct House {
    office: TestOffice,
    router: Router,
    certificate: Id,
    serial: Vec<u8>,
}

impl House {
    async fn open(place: Place) -> Self {
        let office = TestOffice::open(place, "/nonexistent").await;
        let issued = office.system_certificates(&mut Client::new(1), 1).await.remove(0);
        let serial = Certificate::parse(&issued.der).unwrap().serial().to_vec();
        Self {
            router: zaver_api::ocsp(office.office.clone(), office.responder()),
            certificate: issued.id,
            serial,
            office,
        }
    }

    fn id(&self, algorithm: DigestAlgorithm, serial: &[u8]) -> CertificateId {
        let issuing = self.office.ceremony_certificate("ca/issuing.pem");
        CertificateId::new(algorithm, issuing.subject_der(), issuing.public_key_der(), serial).unwrap()
    }

    fn own(&self) -> CertificateId {
        self.id(DigestAlgorithm::Sha1, &self.serial)
    }

    /// The answer to a question, with its signature checked.
    async fn ask(&self, ids: &[CertificateId], nonce: Option<&[u8]>) -> OcspAnswer {
        let (_, der) = post(&self.router, build_request(ids, nonce)).await;
        self.read(&der)
    }

    fn read(&self, der: &[u8]) -> OcspAnswer {
        let OcspResponse::Answer(answer) = OcspResponse::parse(der).unwrap() else {
            panic!("a failure: {der:02x?}")
        };
        let issuing = self.office.ceremony_certificate("ca/issuing.pem");
        let signer = answer.signer(&issuing).unwrap();
        signer.verify(&issuing.public_key().unwrap()).unwrap();
        let key = signer.public_key().unwrap();
        key.verify(answer.tbs(), answer.signature()).unwrap();
        answer
    }

    /// By a fresh answer and by one that may be kept; both say the same.
    async fn status(&self) -> Status {
        let fresh = self.ask(&[self.own()], Some(b"nonce")).await.data().singles()[0].status;
        let kept = self.ask(&[self.own()], None).await.data().singles()[0].status;
        assert_eq!(fresh, kept);
        kept
    }

    fn now(&self) -> i64 {
        self.office.office.now().as_second()
    }

    async fn suspend(&self) {
        self.office.suspend(self.certificate).await;
    }

    async fn resume(&self) {
        self.office.resume(self.certificate).await;
    }
}

async fn send(router: &Router, request: Request<Body>) -> (u16, HeaderMap, Bytes) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status.as_u16(), parts.headers, bytes)
}

async fn post(router: &Router, question: impl Into<Body>) -> (HeaderMap, Bytes) {
    let request = Request::post("/ocsp").header("content-type", "application/ocsp-request");
    let (status, headers, der) = send(router, request.body(question.into()).unwrap()).await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "application/ocsp-response");
    (headers, der)
}

fn path(question: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(question);
    format!(
        "/ocsp/{}",
        text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
    )
}

async fn get(router: &Router, path: &str, tag: Option<&str>) -> (u16, HeaderMap, Bytes) {
    let mut request = Request::get(path);
    if let Some(tag) = tag {
        request = request.header("if-none-match", tag);
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

async fn every_status_is_seen_at_once(place: Place) {
    let house = House::open(place).await;
    assert_eq!(house.status().await, Status::Good);
    house.office.clock.advance(SignedDuration::from_secs(5));
    house.suspend().await;
    let held = house.now();
    assert_eq!(
        house.status().await,
        Status::Revoked {
            since: held,
            reason: HOLD
        }
    );
    house.office.clock.advance(SignedDuration::from_secs(5));
    house.resume().await;
    assert_eq!(house.status().await, Status::Good);
    house.office.clock.advance(SignedDuration::from_secs(5));
    house.office.revoke(house.certificate).await;
    assert_eq!(
        house.status().await,
        Status::Revoked {
            since: house.now(),
            reason: Reason::KeyCompromise
        }
    );
}

#[tokio::test]
async fn every_status_is_seen_at_once_on_sqlite() {
    every_status_is_seen_at_once(Place::sqlite()).await;
}

#[tokio::test]
async fn every_status_is_seen_at_once_on_postgres() {
    every_status_is_seen_at_once(Place::postgres()).await;
}

/// A responder that did not make the change: another process on the same database sees as much.
#[tokio::test]
async fn a_change_made_elsewhere_is_seen_at_once() {
    let house = House::open(Place::postgres()).await;
    let elsewhere = zaver_api::ocsp(house.office.office.clone(), house.office.responder());
    let question = build_request(&[house.own()], None);
    let says = async || {
        let (_, der) = post(&elsewhere, question.clone()).await;
        house.read(&der).data().singles()[0].status
    };
    for _ in 0..5 {
        assert_eq!(says().await, Status::Good);
        house.suspend().await;
        assert!(matches!(says().await, Status::Revoked { reason: HOLD, .. }));
        house.resume().await;
    }
}

#[tokio::test]
async fn what_was_never_issued_is_never_good() {
    let house = House::open(Place::sqlite()).await;
    let (mut never, short, long) = (house.serial.clone(), vec![1], vec![0x41; 20]);
    never[15] ^= 1;
    let ids = [never, short, long].map(|serial| house.id(DigestAlgorithm::Sha256, &serial));
    for nonce in [None, Some(&b"n"[..])] {
        let answer = house.ask(&ids, nonce).await;
        assert!(answer.data().singles().iter().all(|one| one.status == Status::Unknown));
        assert_eq!(answer.data().singles().len(), 3);
    }
    // Nothing of it is kept: the next moment it may be issued.
    let (_, headers, _) = get(&house.router, &path(&build_request(&ids, None)), None).await;
    assert_eq!(headers["cache-control"], "no-store");
}

/// Step A is committed, step B is not: serial number and bytes are there, a certificate is not.
#[tokio::test]
async fn what_is_being_issued_is_not_good_yet() {
    let house = House::open(Place::sqlite()).await;
    let set_state = async |state: &str| {
        let mut tx = house.office.db.begin().await.unwrap();
        let sql = format!("UPDATE certificates SET state = '{state}'");
        assert_eq!(tx.execute(&sql, &[]).await.unwrap(), 1);
        tx.commit().await.unwrap();
    };
    set_state("issuing").await;
    assert_eq!(house.status().await, Status::Unknown);
    set_state("valid").await;
    assert_eq!(house.status().await, Status::Good, "nothing of before was kept");
}

#[tokio::test]
async fn services_of_the_ceremony_are_good() {
    let house = House::open(Place::sqlite()).await;
    let tsp = house.office.ceremony_certificate("ca/tsp.pem");
    let answer = house.ask(&[house.id(DigestAlgorithm::Sha1, tsp.serial())], None).await;
    assert_eq!(answer.data().singles()[0].status, Status::Good);
}

#[tokio::test]
async fn an_answer_repeats_its_question_in_every_hash_function() {
    let house = House::open(Place::sqlite()).await;
    for algorithm in [
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Streebog256,
        DigestAlgorithm::Streebog512,
    ] {
        let ids = [house.id(algorithm, &house.serial), house.id(algorithm, &[5])];
        let answer = house.ask(&ids, Some(&[7; 32])).await;
        let said: Vec<_> = answer
            .data()
            .singles()
            .iter()
            .map(|one| (one.certificate.clone(), one.status))
            .collect();
        assert_eq!(
            said,
            [(ids[0].clone(), Status::Good), (ids[1].clone(), Status::Unknown)]
        );
        assert!(answer.data().nonce().unwrap().ends_with(&[7; 32]));
        let single = &answer.data().singles()[0];
        assert_eq!(answer.data().produced_at(), house.now());
        assert_eq!(
            (single.this_update, single.next_update),
            (house.now(), Some(house.now() + 600))
        );
        let archive = house.office.ceremony_certificate("ca/issuing.pem").not_before();
        assert_eq!(single.archive_cutoff, Some(archive));
    }
}

#[tokio::test]
async fn failures_have_their_numbers() {
    let house = House::open(Place::sqlite()).await;
    let root = house.office.ceremony_certificate("ca/root.pem");
    let foreign = |serial: &[u8]| {
        CertificateId::new(DigestAlgorithm::Sha1, root.subject_der(), root.public_key_der(), serial).unwrap()
    };
    let many: Vec<_> = (0..33).map(|_| house.own()).collect();
    const MALFORMED: u8 = 1;
    const UNAUTHORIZED: u8 = 6;
    for (what, question, failure) in [
        ("nothing", vec![], MALFORMED),
        ("noise", b"noise".to_vec(), MALFORMED),
        ("too many", build_request(&many, None), MALFORMED),
        ("none", build_request(&[], None), MALFORMED),
        (
            "a foreign issuer",
            build_request(&[foreign(&house.serial)], None),
            UNAUTHORIZED,
        ),
    ] {
        let (headers, der) = post(&house.router, question).await;
        assert_eq!(
            OcspResponse::parse(&der).unwrap(),
            OcspResponse::Failure(failure),
            "{what}"
        );
        assert!(!headers.contains_key("etag"), "{what}");
    }
    let mixed = house.ask(&[house.own(), foreign(&house.serial)], None).await;
    let said: Vec<_> = mixed.data().singles().iter().map(|one| one.status).collect();
    assert_eq!(said, [Status::Good, Status::Unknown]);

    let large = Request::post("/ocsp").body(Body::from(vec![0; 64 * 1024 + 1])).unwrap();
    assert_eq!(send(&house.router, large).await.0, 413);
    assert_eq!(
        get(&house.router, &format!("/ocsp/{}", "A".repeat(9_000)), None)
            .await
            .0,
        414
    );
    let (status, headers, der) = get(&house.router, "/ocsp/%D0%96", None).await;
    assert_eq!((status, &headers["cache-control"]), (200, &"no-store".parse().unwrap()));
    assert_eq!(OcspResponse::parse(&der).unwrap(), OcspResponse::Failure(MALFORMED));
    assert_eq!(get(&house.router, "/ocsp", None).await.0, 405);
}

#[tokio::test]
async fn a_clock_that_went_back_answers_later() {
    const TRY_LATER: u8 = 3;
    let house = House::open(Place::sqlite()).await;
    house.office.clock.set("2026-11-20T06:00:00Z".parse().unwrap());
    let (_, der) = post(&house.router, build_request(&[house.own()], None)).await;
    assert_eq!(OcspResponse::parse(&der).unwrap(), OcspResponse::Failure(TRY_LATER));
}

#[tokio::test]
async fn a_responder_whose_certificate_is_over_says_so() {
    const INTERNAL_ERROR: u8 = 2;
    let house = House::open(Place::sqlite()).await;
    house.office.clock.set("2031-01-12T06:00:00Z".parse().unwrap());
    let (_, der) = post(&house.router, build_request(&[house.own()], None)).await;
    assert_eq!(
        OcspResponse::parse(&der).unwrap(),
        OcspResponse::Failure(INTERNAL_ERROR)
    );
}

#[tokio::test]
async fn an_answer_by_get_may_be_kept_until_it_changes() {
    let house = House::open(Place::sqlite()).await;
    let question = build_request(&[house.own()], None);
    let at = path(&question);
    let (status, headers, der) = get(&house.router, &at, None).await;
    assert_eq!(status, 200);
    assert_eq!(
        headers["cache-control"],
        "max-age=600, public, no-transform, must-revalidate"
    );
    assert_eq!(headers["last-modified"], "Mon, 23 Nov 2026 06:00:00 GMT");
    assert_eq!(headers["expires"], "Mon, 23 Nov 2026 06:10:00 GMT");
    let tag = headers["etag"].to_str().unwrap().to_owned();

    let plain = format!("/ocsp/{}", BASE64_STANDARD.encode(&question).trim_end_matches('='));
    for path in [&at, &plain] {
        house.office.clock.advance(SignedDuration::from_secs(60));
        let (_, _, again) = get(&house.router, path, None).await;
        assert_eq!(again, der, "the same bytes, not signed anew");
    }
    let (_, posted) = post(&house.router, question.clone()).await;
    assert_eq!(posted, der);
    let (status, headers, body) = get(&house.router, &at, Some(&format!("\"0\", {tag}"))).await;
    assert_eq!((status, body.len()), (304, 0));
    assert_eq!(
        headers["cache-control"],
        "max-age=480, public, no-transform, must-revalidate"
    );

    house.office.clock.advance(SignedDuration::from_secs(181));
    let (_, headers, renewed) = get(&house.router, &at, Some(&tag)).await;
    assert_ne!(renewed, der, "half of its life is over");
    assert_eq!(
        headers["cache-control"],
        "max-age=600, public, no-transform, must-revalidate"
    );

    let tag = headers["etag"].to_str().unwrap().to_owned();
    house.suspend().await;
    let (status, headers, changed) = get(&house.router, &at, Some(&tag)).await;
    assert_eq!(status, 200);
    assert_ne!(headers["etag"], *tag);
    assert!(matches!(
        house.read(&changed).data().singles()[0].status,
        Status::Revoked { .. }
    ));

    let (_, headers, _) = get(&house.router, &path(&build_request(&[house.own()], Some(b"n"))), None).await;
    assert_eq!(
        headers["cache-control"], "no-store",
        "an answer with a nonce is for one asker"
    );
    assert!(!headers.contains_key("etag"));
}

#[tokio::test]
async fn issued_certificates_name_the_responder() {
    let house = House::open(Place::sqlite()).await;
    let shown = house.office.system_certificates(&mut Client::new(2), 1).await.remove(0);
    let certificate = Certificate::parse(&shown.der).unwrap();
    let mut extensions = certificate.extensions().iter();
    let access = extensions.find(|one| one.extn_id == pki::oid::AUTHORITY_INFO_ACCESS);
    let value = access.unwrap().extn_value.as_bytes();
    let address = b"http://uc.tfoms29.example/ocsp";
    assert!(value.windows(address.len()).any(|part| part == address));
    let id = house.id(DigestAlgorithm::Sha1, certificate.serial());
    assert_eq!(house.ask(&[id], None).await.data().singles()[0].status, Status::Good);
}
