//! step-ca, compiled from Debian's sources, with badger and one-time tokens.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::load::Side;
use crate::shell;

const LISTEN: &str = "127.0.0.1:9643";
const NAME: &str = "gate.example.org";
const PROGRAM: &str = r#"package main

import (
	"log"
	"os"

	"github.com/smallstep/certificates/authority/config"
	"github.com/smallstep/certificates/ca"
)

func main() {
	settings, err := config.LoadConfiguration(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server, err := ca.New(settings)
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(server.Run())
}
"#;

pub(crate) fn start(folder: &Path, count: usize) -> Side {
    fs::create_dir_all(folder.join("go/src/peer")).expect("a folder for the peer");
    build(folder);
    authority(folder);
    let provisioner = Provisioner::new();
    let settings = settings(folder, &provisioner);
    shell::write(&folder.join("ca.json"), &settings.to_string());
    let orders = folder.join("orders.txt");
    provisioner.orders(folder, &orders, count);
    let server = Command::new(folder.join("step-ca"))
        .arg(folder.join("ca.json"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the peer starts");
    let mut side = Side {
        server,
        url: format!("https://{LISTEN}/1.0/sign"),
        orders,
        count,
        token: None,
    };
    side.wait();
    side
}

fn build(folder: &Path) {
    shell::write(&folder.join("go/src/peer/main.go"), PROGRAM);
    let path = format!("{}:/usr/share/gocode", folder.join("go").display());
    shell::run(
        Command::new("go")
            .args(["build", "-o", "step-ca", "peer"])
            .current_dir(folder)
            .env("GO111MODULE", "off")
            .env("GOPATH", path)
            .env("GOCACHE", folder.join("cache")),
    );
}

/// A root and an issuing authority on P-256, and the request of a gate.
fn authority(folder: &Path) {
    let extensions =
        "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n";
    shell::write(&folder.join("ca.ext"), extensions);
    for name in ["root", "issuing", "gate"] {
        shell::openssl(
            folder,
            &format!("ecparam -name prime256v1 -genkey -noout -out {name}.key"),
        );
    }
    let authority = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign";
    shell::openssl(
        folder,
        &format!("req -x509 -new -key root.key -subj /CN=Root -days 30 -out root.crt {authority}"),
    );
    shell::openssl(folder, "req -new -key issuing.key -subj /CN=Issuing -out issuing.csr");
    shell::openssl(
        folder,
        "x509 -req -in issuing.csr -CA root.crt -CAkey root.key -CAcreateserial -days 30 -extfile ca.ext -out issuing.crt",
    );
    shell::openssl(
        folder,
        &format!("req -new -key gate.key -subj /CN={NAME} -addext subjectAltName=DNS:{NAME} -out gate.csr"),
    );
}

fn settings(folder: &Path, provisioner: &Provisioner) -> Value {
    let path = |name: &str| folder.join(name).display().to_string();
    json!({
        "root": path("root.crt"), "crt": path("issuing.crt"), "key": path("issuing.key"),
        "address": LISTEN, "dnsNames": ["127.0.0.1"], "logger": {"format": "text"},
        "db": {"type": "badgerv2", "dataSource": path("badger")},
        "authority": {"provisioners": [{"type": "JWK", "name": "bench", "key": provisioner.public_key()}]},
        "tls": {"minVersion": 1.2, "maxVersion": 1.3},
    })
}

/// Whoever may order: signs a token (JWT, ES256) for each order.
struct Provisioner {
    key: EcdsaKeyPair,
    random: SystemRandom,
}

impl Provisioner {
    fn new() -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("the key just made");
        Self { key, random }
    }

    fn public_key(&self) -> Value {
        // An uncompressed point: 4, x, y.
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let (x, y) = (URL.encode(x), URL.encode(y));
        let thumbprint = Sha256::digest(format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#));
        json!({"use": "sig", "kty": "EC", "kid": URL.encode(thumbprint), "crv": "P-256", "alg": "ES256", "x": x, "y": y})
    }

    fn orders(&self, folder: &Path, path: &Path, count: usize) {
        let csr = fs::read_to_string(folder.join("gate.csr")).expect("the request of the gate");
        let issued_at = fs::metadata(folder.join("gate.csr")).and_then(|file| file.modified());
        let issued_at = issued_at
            .expect("a time")
            .duration_since(std::time::UNIX_EPOCH)
            .expect("after 1970")
            .as_secs();
        let kid = &self.public_key()["kid"];
        let header = URL.encode(json!({"alg": "ES256", "kid": kid, "typ": "JWT"}).to_string());
        let mut file = BufWriter::new(File::create(path).expect("a file for the orders"));
        for number in 0..count {
            let claims = json!({
                "iss": "bench", "sub": NAME, "aud": format!("https://{LISTEN}/1.0/sign"), "sans": [NAME],
                "iat": issued_at, "nbf": issued_at - 60, "exp": issued_at + 3_600, "jti": format!("order-{number}"),
            });
            let text = format!("{header}.{}", URL.encode(claims.to_string()));
            let signature = self.key.sign(&self.random, text.as_bytes()).expect("a signature");
            let token = format!("{text}.{}", URL.encode(signature));
            writeln!(file, "{}", json!({"csr": csr, "ott": token})).expect("the orders are written");
        }
        file.flush().expect("the orders are written");
    }
}
