//! One ceremony per process: making keys and opening their files is the slow part of an office.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use authority::ceremony::{Passphrases, Plan, hold};
use authority::custody::{KeyFile, Passphrase, SignatureLog, Signer, SoftSigner};
use authority::issuing::IssuingCa;
use authority::settings::Settings;
use gost::pkcs8_file;
use office::CaFiles;
use pki::certificate::Certificate;
use testkit::clock::MovableClock;
use testkit::random::seeded;

/// 2026-01-12T06:00:00Z: keys of the ceremony work for three years from here.
const HELD_AT: i64 = 1_768_197_600;
const OWNER: &str = "ТФОМС Северодольской области";
pub(crate) const BASE_URL: &str = "http://uc.tfoms29.example";
const ISSUING_KEY: &str = "keys/issuing.p8";
const OCSP_KEY: &str = "keys/ocsp.p8";
const TSP_KEY: &str = "keys/tsp.p8";
const JOURNAL_KEY: &str = "keys/journal.p8";
const ROOT: &str = "корень хранят в сейфе";
const ISSUING: &str = "издаёт каждый день";
const JOURNAL: &str = "помнит каждую запись";

/// What the ceremony made, by path; the keys that work in a server are quick to open.
type Files = BTreeMap<String, Vec<u8>>;

static HELD: OnceLock<Files> = OnceLock::new();

fn held() -> &'static Files {
    HELD.get_or_init(|| {
        let passphrases = Passphrases {
            root: Some(Passphrase::new(ROOT)),
            issuing: Passphrase::new(ISSUING),
            journal: Passphrase::new(JOURNAL),
        };
        let outcome = hold(&plan(), &passphrases, HELD_AT, &mut seeded(1)).expect("the plan is good");
        let mut files: Files = outcome
            .files
            .into_iter()
            .map(|file| (file.path.into_owned(), file.bytes))
            .collect();
        let working = [
            (ISSUING_KEY, ISSUING),
            (OCSP_KEY, ISSUING),
            (TSP_KEY, ISSUING),
            (JOURNAL_KEY, JOURNAL),
        ];
        for (path, passphrase) in working {
            let quick = quick_to_open(&files[path], passphrase);
            files.insert(path.into(), quick.into_bytes());
        }
        files
    })
}

/// One ceremony for a test and its child processes: the first one leaves it in the folder, the others find it there.
pub(crate) fn share(folder: &Path) {
    let file = folder.join("ceremony.json");
    if file.exists() {
        let text = fs::read(&file).expect("the file of another process can be read");
        HELD.get_or_init(|| serde_json::from_slice(&text).expect("it was written by the same test"));
    } else {
        let text = serde_json::to_vec(held()).expect("bytes by path");
        fs::write(&file, text).expect("the folder of the test can be written");
    }
}

fn plan() -> Plan {
    Plan::default_for(OWNER, BASE_URL)
}

/// The same key behind as few iterations as a key file may have: every office of the process opens it.
fn quick_to_open(pem: &[u8], passphrase: &str) -> String {
    let pem = str::from_utf8(pem).expect("PEM is text");
    let der = pkcs8_file::from_pem(pem).expect("the ceremony writes PEM");
    let key = pkcs8_file::decrypt(&der, passphrase.as_bytes()).expect("its own passphrase");
    let least = pkcs8_file::LEAST_ITERATIONS;
    let der = pkcs8_file::encrypt(&key, passphrase.as_bytes(), least, &mut seeded(2));
    pkcs8_file::to_pem(&der.expect("the least number of iterations is enough"))
}

fn file(path: &str) -> &'static [u8] {
    held().get(path).expect("the ceremony makes it")
}

fn text(path: &str) -> &'static str {
    str::from_utf8(file(path)).expect("PEM is text")
}

pub(crate) fn der(path: &str) -> Vec<u8> {
    let parsed = Certificate::parse(file(path));
    parsed.expect("the ceremony makes certificates").der().to_vec()
}

pub(crate) fn settings() -> Settings {
    plan().settings
}

pub(crate) fn ca_files() -> CaFiles {
    CaFiles {
        issuing: IssuingCa::load(file("ca/issuing.pem")).expect("it issues"),
        issuing_der: der("ca/issuing.pem"),
        root_der: der("ca/root.pem"),
        root_crl: file("ca/root.crl").to_vec(),
        trusted: Vec::new(),
        journal_der: der("ca/journal.pem"),
    }
}

/// A signer of its own for every office: its policy asks the clock of that office.
pub(crate) fn signer(log: &Path, clock: MovableClock, seed: u64) -> Signer {
    let passphrase = Passphrase::new(ISSUING);
    let of_the_ca = |certificate, key| KeyFile {
        certificate: file(certificate),
        key: text(key),
        passphrase: &passphrase,
    };
    let keeper = SoftSigner::open(
        &of_the_ca("ca/issuing.pem", ISSUING_KEY),
        &KeyFile {
            certificate: file("ca/journal.pem"),
            key: text(JOURNAL_KEY),
            passphrase: &Passphrase::new(JOURNAL),
        },
        SignatureLog::open(log).expect("the log can be written"),
        move || clock.now().as_second(),
        seeded(seed),
    )
    .and_then(|keeper| keeper.with_ocsp(&of_the_ca("ca/ocsp.pem", OCSP_KEY)))
    .and_then(|keeper| keeper.with_tsp(&of_the_ca("ca/tsp.pem", TSP_KEY)));
    Signer::start(keeper.expect("the keys open")).expect("a thread can be had")
}
