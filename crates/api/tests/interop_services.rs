//! OCSP and time stamps over HTTP, asked by tools that we did not write. A missing tool fails its test with the name of
//! the Debian package.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use officekit::client::Client;
use officekit::{Place, TestOffice, TestTime};
use pki::certificate::Certificate;

const CONFIGURATION: &str = "openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
";
const TRUST: &str = "-CAfile root.pem -verify_other issuing.pem";

/// A served office at the machine's time, and a folder with its certificates: `good`, `held`, `revoked`.
struct House {
    _office: TestOffice,
    address: SocketAddr,
    folder: PathBuf,
}

impl House {
    async fn open(name: &str) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the tools look at the clock of the machine and cannot be told another time"
        )]
        let now = Timestamp::now();
        let office = TestOffice::open_at(&now.to_string(), Place::sqlite(), "/nonexistent").await;
        let issued = office.system_certificates(&mut Client::new(1), 3).await;
        office.suspend(issued[1].id).await;
        office.revoke(issued[2].id).await;
        let router = zaver_api::ocsp(office.office.clone(), office.responder())
            .merge(zaver_api::tsp(office.stamper(TestTime::default())));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });

        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("services-{name}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("openssl.cnf"), CONFIGURATION).unwrap();
        for name in ["root", "issuing", "ocsp", "tsp"] {
            let certificate = office.ceremony_certificate(&format!("ca/{name}.pem"));
            fs::write(folder.join(format!("{name}.pem")), certificate.to_pem()).unwrap();
        }
        for (name, issued) in ["good", "held", "revoked"].iter().zip(&issued) {
            let pem = Certificate::parse(&issued.der).unwrap().to_pem();
            fs::write(folder.join(format!("{name}.pem")), pem).unwrap();
        }
        Self {
            _office: office,
            address,
            folder,
        }
    }

    /// Runs a tool in the folder while the office answers; what it said.
    async fn run(&self, package: &'static str, program: &'static str, arguments: &str) -> String {
        let arguments: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
        let folder = self.folder.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut command = Command::new(program);
            command.current_dir(&folder).args(&arguments);
            command
                .env("OPENSSL_CONF", folder.join("openssl.cnf"))
                .env("LC_ALL", "C.UTF-8");
            match command.output() {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    panic!("{program} is missing: apt-get install {package}")
                }
                output => output.unwrap(),
            }
        });
        let output = done.await.unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    async fn openssl(&self, arguments: &str) -> String {
        self.run("openssl libengine-gost-openssl", "openssl", arguments).await
    }

    /// One HTTP request; the body of the answer.
    async fn http(&self, head: String, body: Vec<u8>) -> Vec<u8> {
        let address = self.address;
        let asked = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            let length = body.len();
            write!(
                stream,
                "{head} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n"
            )
            .unwrap();
            write!(stream, "Content-Type: application/timestamp-query\r\n\r\n").unwrap();
            stream.write_all(&body).unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            answer
        });
        let answer = asked.await.unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        assert!(
            answer.starts_with(b"HTTP/1.1 200"),
            "{}",
            String::from_utf8_lossy(&answer[..end])
        );
        answer[end + 4..].to_vec()
    }
}

#[track_caller]
fn says(said: &str, words: &[&str]) {
    for words in words {
        assert!(said.contains(words), "expected «{words}», the tool said: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn openssl_asks_about_several_certificates() {
    let house = House::open("ocsp-openssl").await;
    let url = format!("-url http://{}/ocsp", house.address);
    for nonce in ["-nonce", "-no_nonce"] {
        for digest in ["sha1", "sha256", "md_gost12_256"] {
            let d = digest;
            let asked = format!(
                "ocsp {nonce} -issuer issuing.pem -{d} -cert good.pem -{d} -cert held.pem -{d} -cert revoked.pem -{d} -serial 0x4107"
            );
            let said = house.openssl(&format!("{asked} {url} {TRUST}")).await;
            says(
                &said,
                &[
                    "Response verify OK",
                    "good.pem: good",
                    "held.pem: revoked",
                    "Reason: certificateHold",
                    "revoked.pem: revoked",
                    "Reason: keyCompromise",
                    "0x4107: unknown",
                ],
            );
            assert!(!said.contains("WARNING: no nonce") || nonce == "-no_nonce", "{said}");
        }
    }
    let said = house
        .openssl(&format!("ocsp -issuer root.pem -cert issuing.pem {url} {TRUST}"))
        .await;
    says(&said, &["Responder Error: unauthorized (6)"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn openssl_takes_what_came_by_get() {
    let house = House::open("ocsp-get").await;
    for (name, words) in [("good", "good.pem: good"), ("held", "Reason: certificateHold")] {
        let asked = format!("ocsp -no_nonce -issuer issuing.pem -cert {name}.pem");
        house.openssl(&format!("{asked} -reqout question.der")).await;
        let question = fs::read(house.folder.join("question.der")).unwrap();
        let path = BASE64_STANDARD
            .encode(question)
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        let answer = house.http(format!("GET /ocsp/{path}"), Vec::new()).await;
        fs::write(house.folder.join("answer.der"), answer).unwrap();
        let said = house.openssl(&format!("{asked} -respin answer.der {TRUST}")).await;
        says(&said, &["Response verify OK", words]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn gnutls_asks() {
    let house = House::open("ocsp-gnutls").await;
    for (name, words) in [
        ("good", "Certificate Status: good"),
        ("revoked", "Certificate Status: revoked"),
    ] {
        let asked = format!(
            "--ask=http://{}/ocsp --load-cert {name}.pem --load-issuer issuing.pem --load-signer ocsp.pem",
            house.address
        );
        for nonce in ["--nonce", "--no-nonce"] {
            let said = house.run("gnutls-bin", "ocsptool", &format!("{asked} {nonce}")).await;
            says(&said, &[words, "Verifying OCSP Response: Success"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn openssl_asks_for_stamps_and_takes_them() {
    let house = House::open("tsp-openssl").await;
    fs::write(house.folder.join("document"), b"document").unwrap();
    fs::write(house.folder.join("other"), b"other").unwrap();
    let chain = "-CAfile root.pem -untrusted chain.pem";
    let part = |name: &str| fs::read_to_string(house.folder.join(name)).unwrap();
    fs::write(house.folder.join("chain.pem"), part("issuing.pem") + &part("tsp.pem")).unwrap();
    for digest in ["sha256", "sha512", "md_gost12_256", "md_gost12_512"] {
        for certificate in ["-cert", ""] {
            let query = format!("ts -query -data document -{digest} {certificate} -out query.tsq");
            house.openssl(&query).await;
            let query = fs::read(house.folder.join("query.tsq")).unwrap();
            let reply = house.http("POST /tsp".into(), query).await;
            fs::write(house.folder.join("reply.tsr"), reply).unwrap();
            let said = house
                .openssl(&format!("ts -verify -in reply.tsr -queryfile query.tsq {chain}"))
                .await;
            says(&said, &["Verification: OK"]);
            let said = house
                .openssl(&format!("ts -verify -in reply.tsr -data other {chain}"))
                .await;
            says(&said, &["Verification: FAILED", "message imprint mismatch"]);
            let said = house.openssl("ts -reply -in reply.tsr -text").await;
            says(&said, &["Status: Granted.", "Accuracy: 0x01 seconds", "Ordering: no"]);
        }
    }
    house.openssl("ts -query -data document -md5 -out query.tsq").await;
    let query = fs::read(house.folder.join("query.tsq")).unwrap();
    fs::write(
        house.folder.join("reply.tsr"),
        house.http("POST /tsp".into(), query).await,
    )
    .unwrap();
    let said = house.openssl("ts -reply -in reply.tsr -text").await;
    says(
        &said,
        &["Status: Rejected.", "unrecognized or unsupported algorithm identifier"],
    );
}
