//! Many questions over real connections, by GET and by POST, with a nonce and without, while statuses change: every
//! answer says what is so at that moment. `cargo xtask soak ocsp` asks a million times.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use officekit::client::Client;
use officekit::{Place, TestOffice};
use pki::certificate::Certificate;
use pki::crl::Reason;
use pki::digest::DigestAlgorithm;
use pki::ocsp::{CertificateId, OcspResponse, Status, build_request};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::RwLock;

const CERTIFICATES: usize = 12;
/// Two of them are never issued.
const UNKNOWN: usize = 2;
const ASKERS: usize = 16;
/// One signature in so many is checked: a check takes longer than the answer.
const SAMPLE: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Good,
    Held,
    Revoked,
    Unknown,
}

/// A certificate; whoever asks holds its status, whoever changes it waits for them.
struct Subject {
    ids: [CertificateId; 3],
    expected: RwLock<Expected>,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_says_what_is_so() {
    let rounds = std::env::var("ZAVER_OCSP_REQUESTS").map_or(3_000, |text| text.parse().unwrap());
    let office = Arc::new(TestOffice::open(Place::sqlite(), "/nonexistent").await);
    let issued = office.system_certificates(&mut Client::new(1), CERTIFICATES).await;
    let issuing = office.ceremony_certificate("ca/issuing.pem");
    let subject = |serial: &[u8], expected| Subject {
        ids: [
            DigestAlgorithm::Sha1,
            DigestAlgorithm::Sha256,
            DigestAlgorithm::Streebog256,
        ]
        .map(|algorithm| {
            CertificateId::new(algorithm, issuing.subject_der(), issuing.public_key_der(), serial).unwrap()
        }),
        expected: RwLock::new(expected),
    };
    let known = issued
        .iter()
        .map(|one| subject(Certificate::parse(&one.der).unwrap().serial(), Expected::Good));
    let unknown = (0..UNKNOWN).map(|number| subject(&[0x41, u8::try_from(number).unwrap()], Expected::Unknown));
    let subjects: Arc<Vec<Subject>> = Arc::new(known.chain(unknown).collect());

    let router = zaver_api::ocsp(office.office.clone(), office.responder());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });

    let (left, over) = (Arc::new(AtomicUsize::new(rounds)), Arc::new(AtomicBool::new(false)));
    let changer = tokio::spawn({
        let (office, subjects, over) = (office.clone(), subjects.clone(), over.clone());
        async move {
            let mut changes = 0;
            // The first ones change for ever, one in the middle is revoked, the last ones stay good.
            while !over.load(Ordering::Relaxed) {
                let at = changes % (CERTIFICATES / 2);
                let mut expected = subjects[at].expected.write().await;
                *expected = match *expected {
                    Expected::Good => {
                        office.suspend(issued[at].id).await;
                        Expected::Held
                    }
                    _ => {
                        office.resume(issued[at].id).await;
                        Expected::Good
                    }
                };
                if changes == 3 {
                    let at = CERTIFICATES / 2;
                    let mut expected = subjects[at].expected.write().await;
                    office.revoke(issued[at].id).await;
                    *expected = Expected::Revoked;
                }
                changes += 1;
            }
            changes
        }
    });
    let askers: Vec<_> = (0..ASKERS)
        .map(|number| {
            let asker = Asker {
                subjects: subjects.clone(),
                key: office.ceremony_certificate("ca/ocsp.pem").public_key().unwrap(),
                left: left.clone(),
            };
            tokio::spawn(asker.run(number, address))
        })
        .collect();
    for asker in askers {
        asker.await.unwrap();
    }
    over.store(true, Ordering::Relaxed);
    let changes = changer.await.unwrap();
    println!("{rounds} answers, {changes} changes of statuses meanwhile");
    assert!(changes > 3, "statuses have changed meanwhile");
}

struct Asker {
    subjects: Arc<Vec<Subject>>,
    key: gost::VerifyingKey,
    left: Arc<AtomicUsize>,
}

impl Asker {
    async fn run(self, number: usize, address: SocketAddr) {
        let mut stream = BufReader::new(TcpStream::connect(address).await.unwrap());
        let mut round = number;
        while self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .is_ok()
        {
            round = round
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            self.ask(&mut stream, round >> 16).await;
        }
    }

    async fn ask(&self, stream: &mut BufReader<TcpStream>, dice: usize) {
        let subject = &self.subjects[dice % self.subjects.len()];
        let id = &subject.ids[dice / 64 % 3];
        let nonce = dice.to_le_bytes();
        let nonce = (dice / 256).is_multiple_of(2).then_some(&nonce[..]);
        let by_get = (dice / 512).is_multiple_of(2);
        let question = build_request(std::slice::from_ref(id), nonce);

        let expected = subject.expected.read().await;
        let der = exchange(stream, by_get, &question).await;
        let OcspResponse::Answer(answer) = OcspResponse::parse(&der).unwrap() else {
            panic!("a failure: {der:02x?}")
        };
        let [single] = answer.data().singles() else {
            panic!("one was asked for")
        };
        let said = match single.status {
            Status::Good => Expected::Good,
            Status::Unknown => Expected::Unknown,
            Status::Revoked {
                reason: Reason::CertificateHold,
                ..
            } => Expected::Held,
            Status::Revoked { .. } => Expected::Revoked,
        };
        assert_eq!(said, *expected, "nonce: {}, GET: {by_get}", nonce.is_some());
        drop(expected);
        assert_eq!(&single.certificate, id);
        assert_eq!(answer.data().nonce().map(|value| &value[2..]), nonce);
        if (dice / 1024).is_multiple_of(SAMPLE) {
            self.key.verify(answer.tbs(), answer.signature()).unwrap();
        }
    }
}

/// One question and one answer on a connection that is kept.
async fn exchange(stream: &mut BufReader<TcpStream>, by_get: bool, question: &[u8]) -> Vec<u8> {
    let head = if by_get {
        let path = BASE64_STANDARD.encode(question).replace('+', "%2B").replace('/', "%2F");
        format!("GET /ocsp/{path} HTTP/1.1\r\nHost: x\r\n\r\n").into_bytes()
    } else {
        let head = format!(
            "POST /ocsp HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n",
            question.len()
        );
        [head.as_bytes(), question].concat()
    };
    stream.get_mut().write_all(&head).await.unwrap();
    let mut length = 0;
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).await.unwrap();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    body
}
