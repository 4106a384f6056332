//! What this room makes, looked at by OpenSSL with the ГОСТ engine.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

#[path = "it/house.rs"]
#[expect(dead_code, reason = "the house has more rooms than this test needs")]
mod house;

use std::process::{Command, Output};

use pki::crl::Reason;
use zaver_authority::ceremony::{Plan, hold};
use zaver_authority::crl;
use zaver_authority::custody::{KeyFile, SignRequest, SignatureLog, Signed, Signer, SoftSigner};
use zaver_authority::issuing::{self, Input, IssuingCa};
use zaver_authority::journal::Checkpoint;

use house::{Folder, JOURNAL_PASSPHRASE, NOW, TFOMS, key, passphrases, rng, settings, system_name, system_profile};

const DAY: i64 = 24 * 60 * 60;

const CONFIGURATION: &str = "openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
";

/// Runs OpenSSL in the folder; gives what it printed, or panics with it.
fn openssl(folder: &Folder, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let text = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
    assert!(output.status.success(), "openssl {}: {text}", arguments.join(" "));
    text
}

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    Command::new("openssl")
        .args(arguments)
        .current_dir(&folder.0)
        .env("OPENSSL_CONF", folder.0.join("openssl.cnf"))
        .output()
        .unwrap_or_else(|error| {
            panic!("openssl does not start ({error}): apt-get install openssl libengine-gost-openssl")
        })
}

/// A folder with the engine configured.
fn prepared(name: &str) -> Folder {
    let folder = Folder::new(name);
    write(&folder, "openssl.cnf", CONFIGURATION);
    let engine = run(&folder, &["engine", "gost", "-t"]);
    let found = String::from_utf8_lossy(&engine.stdout).contains("[ available ]");
    assert!(
        found,
        "the GOST engine of OpenSSL is missing: apt-get install libengine-gost-openssl"
    );
    folder
}

fn write(folder: &Folder, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.0.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn read(folder: &Folder, path: &str) -> String {
    std::fs::read_to_string(folder.0.join(path)).unwrap()
}

/// Holds a ceremony on the given plan, issues two certificates, suspends one and publishes the list.
async fn make(folder: &Folder, plan: &Plan) {
    for file in &hold(plan, &passphrases(), NOW, &mut rng(1)).unwrap().files {
        write(folder, &file.path, &file.bytes);
    }
    let passphrases = passphrases();
    let [issuing, journal] = ["ca/issuing.pem", "ca/journal.pem"].map(|path| read(folder, path));
    let [issuing_key, journal_key] = ["keys/issuing.p8", "keys/journal.p8"].map(|path| read(folder, path));
    let keeper = SoftSigner::open(
        &KeyFile {
            certificate: issuing.as_bytes(),
            key: &issuing_key,
            passphrase: &passphrases.issuing,
        },
        &KeyFile {
            certificate: journal.as_bytes(),
            key: &journal_key,
            passphrase: &passphrases.journal,
        },
        SignatureLog::open(&folder.0.join("signatures.log")).unwrap(),
        || NOW + 60,
        rng(2),
    );
    let signer = Signer::start(keeper.unwrap()).unwrap();
    let ca = IssuingCa::load(issuing.as_bytes()).unwrap();
    let mut entries = Vec::new();
    for (name, seed) in [("good", 50), ("held", 51)] {
        let (subject, public_key) = (system_name(name), key(seed).verifying_key());
        let input = Input {
            subject: &subject,
            public_key: &public_key,
            identification_kind: None,
        };
        let prepared = issuing::prepare(&ca, &system_profile(), &settings(), input, NOW, &mut rng(seed)).unwrap();
        let certificate = issuing::complete(&ca, &signer, &prepared.tbs).await.unwrap();
        write(folder, &format!("{name}.pem"), certificate.to_pem());
        if name == "held" {
            let (serial, not_after) = (prepared.serial, prepared.not_after);
            entries.push(crl::Entry {
                serial,
                since: NOW,
                reason: Reason::CertificateHold,
                invalid_since: None,
                not_after,
            });
        }
    }
    let heading = crl::Heading {
        number: 1,
        this_update: NOW,
        next_update: NOW + 7 * DAY,
        part: None,
        delta_urls: &[],
        dated_back: false,
    };
    let list = crl::prepare(&ca, &heading, &entries, &[], None).unwrap();
    let list = crl::complete(&ca, &signer, list.tbs).await.unwrap();
    write(folder, "issuing.crl.pem", list.to_pem());
    openssl(
        folder,
        &["crl", "-inform", "DER", "-in", "ca/root.crl", "-out", "root.crl.pem"],
    );
    let lists = read(folder, "issuing.crl.pem") + &read(folder, "root.crl.pem");
    write(folder, "lists.pem", lists);
}

/// Path validation with the lists of both authorities, at the time of the test.
fn verify(folder: &Folder, certificate: &str) -> Output {
    let time = (NOW + 60).to_string();
    let chain = [
        "-CAfile",
        "ca/root.pem",
        "-untrusted",
        "ca/issuing.pem",
        "-CRLfile",
        "lists.pem",
        "-crl_check_all",
    ];
    run(
        folder,
        &[
            &["verify", "-x509_strict", "-attime", &time],
            &chain[..],
            &[certificate],
        ]
        .concat(),
    )
}

#[tokio::test]
async fn interop_chain_and_lists_are_verified_by_openssl() {
    for curve in ["CryptoPro-A", "tc26-256-A", "tc26-512-A"] {
        let folder = prepared("chain");
        let plan = Plan::default_for(TFOMS, "http://uc.tfoms29.example");
        let plan = toml::to_string(&plan).unwrap().replace("CryptoPro-A", curve);
        make(&folder, &toml::from_str(&plan).unwrap()).await;

        let good = verify(&folder, "good.pem");
        assert!(
            good.status.success(),
            "{curve}: {}",
            String::from_utf8_lossy(&good.stderr)
        );
        assert!(verify(&folder, "ca/journal.pem").status.success(), "{curve}");
        let held = verify(&folder, "held.pem");
        assert!(!held.status.success(), "{curve}: a suspended certificate must not pass");
        assert!(
            String::from_utf8_lossy(&held.stderr).contains("certificate revoked"),
            "{curve}"
        );

        let text = openssl(&folder, &["crl", "-in", "issuing.crl.pem", "-noout", "-text"]);
        assert!(text.contains("Certificate Hold"), "{curve}: {text}");
    }
}

#[test]
fn interop_key_files_and_transcript_are_read_by_openssl() {
    let folder = prepared("files");
    let plan = Plan::default_for(TFOMS, "http://uc.tfoms29.example");
    for file in &hold(&plan, &passphrases(), NOW, &mut rng(1)).unwrap().files {
        write(&folder, &file.path, &file.bytes);
    }
    let public = |arguments: &[&str]| openssl(&folder, arguments);
    for (name, passphrase) in [
        ("root", house::ROOT_PASSPHRASE),
        ("issuing", house::ISSUING_PASSPHRASE),
        ("journal", JOURNAL_PASSPHRASE),
    ] {
        let path = if name == "root" {
            "root/root.p8".to_owned()
        } else {
            format!("keys/{name}.p8")
        };
        let word = format!("pass:{passphrase}");
        let from_key = public(&["pkey", "-in", &path, "-passin", &word, "-pubout"]);
        let certificate = format!("ca/{name}.pem");
        let from_certificate = public(&["x509", "-in", &certificate, "-noout", "-pubkey"]);
        assert_eq!(from_key, from_certificate, "{name}");
        write(&folder, &format!("{name}.pub"), from_certificate);
    }
    let check = [
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "ceremony/transcript.p7s",
        "-content",
        "ceremony/transcript.txt",
        "-CAfile",
        "ca/root.pem",
        // The root signs certificates and this one text; no letter of anybody.
        "-purpose",
        "any",
        "-attime",
        &NOW.to_string(),
    ];
    assert!(openssl(&folder, &check).contains("CMS Verification successful"));
    let text = read(&folder, "ceremony/transcript.txt");
    write(&folder, "ceremony/transcript.txt", text.replacen("Время", "времЯ", 1));
    assert!(!run(&folder, &check).status.success(), "a changed letter is noticed");
}

/// An auditor without any program of ours can check a checkpoint.
#[test]
fn interop_checkpoint_is_verified_by_openssl() {
    let folder = prepared("checkpoint");
    let mut keeper = house::keeper(&folder, NOW);
    let checkpoint = Checkpoint::opening("main:1".parse().unwrap(), None, NOW);
    let signed = match house::sign_one(&mut keeper, SignRequest::Checkpoint(checkpoint)) {
        Ok(Signed::Checkpoint(signed)) => signed,
        other => panic!("{other:?}"),
    };
    write(&folder, "journal.pem", house::file("ca/journal.pem"));
    write(
        &folder,
        "journal.pub",
        openssl(&folder, &["x509", "-in", "journal.pem", "-noout", "-pubkey"]),
    );
    write(&folder, "checkpoint", signed.checkpoint.to_be_signed());
    write(&folder, "signature", &signed.signature);
    let check = [
        "dgst",
        "-md_gost12_256",
        "-verify",
        "journal.pub",
        "-signature",
        "signature",
        "checkpoint",
    ];
    assert!(openssl(&folder, &check).contains("Verified OK"));
}
