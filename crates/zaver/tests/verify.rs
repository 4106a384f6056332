//! `zaver verify` from the outside: a folder of files of every kind, good and bad.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[expect(dead_code, reason = "the tests of pki use the rest of it")]
#[path = "../../pki/tests/kit/mod.rs"]
mod kit;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use gost::ParameterSet;
use kit::Authority;
use pki::crl::{Reason, RevokedEntry};
use serde_json::Value;

/// 23.11.2026 10:00:00 UTC.
const NOW: i64 = 1_795_428_000;
const DOCUMENT: &[u8] = b"a report";

/// A folder with the files of one authority.
fn folder(name: &str, entries: &[(Reason, i64)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("verify-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("roots")).unwrap();
    fs::create_dir_all(folder.join("shown/deeper")).unwrap();
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let serial = authority.user.serial().to_vec();
    let entries: Vec<_> = entries
        .iter()
        .map(|(reason, date)| RevokedEntry::new(&serial, *date, *reason))
        .collect();
    let list = authority.crl(&entries).to_pem();
    let root_list = authority.root_crl();
    let attached = kit::signed(&mut authority, DOCUMENT, Some(DOCUMENT));
    let detached = kit::signed(&mut authority, DOCUMENT, None);
    let mut odd = authority.user.der().to_vec();
    odd.push(0);
    for (file, bytes) in [
        ("roots/root.cer", authority.root.der()),
        ("shown/user.cer", authority.user.der()),
        ("shown/odd.cer", &odd),
        (
            "shown/bundle.pem",
            format!("text\n{}{list}", authority.issuing.to_pem()).as_bytes(),
        ),
        ("shown/deeper/root.crl", root_list.der()),
        ("shown/attached.p7m", &attached),
        ("shown/report.txt", DOCUMENT),
        ("shown/report.txt.sig", &detached),
        ("shown/other.txt", b"another report"),
        ("shown/other.txt.p7s", &detached),
        ("shown/notes", b"nothing of ours"),
    ] {
        fs::write(folder.join(file), bytes).unwrap();
    }
    folder
}

/// Runs the command; the answers by file, and whether all were accepted.
fn verify(folder: &Path, arguments: &[&str]) -> (BTreeMap<String, Vec<Value>>, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_zaver"))
        .current_dir(folder)
        .args(["verify", "--json"])
        .args(arguments)
        .output()
        .unwrap();
    let mut answers: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let answer: Value = serde_json::from_str(line).unwrap();
        answers
            .entry(answer["file"].as_str().unwrap().into())
            .or_default()
            .push(answer);
    }
    (answers, output.status.success())
}

const AT: &[&str] = &["--roots", "roots", "--at", "2026-11-24T10:00:00Z"];

/// The code of the refusal of each thing in a file; empty for what holds.
fn codes(answers: &BTreeMap<String, Vec<Value>>, file: &str) -> Vec<String> {
    let answers = &answers[file];
    let code = |answer: &Value| {
        assert_eq!(answer["valid"].as_bool(), Some(answer["reason"].is_null()), "{answer}");
        answer["code"].as_str().unwrap_or_default().to_owned()
    };
    answers.iter().map(code).collect()
}

#[test]
fn a_folder_is_looked_through() {
    let folder = folder("all", &[]);
    let (answers, all) = verify(&folder, &[AT, &["shown"]].concat());
    assert!(!all, "one document is another one");
    for (file, expected) in [
        ("shown/user.cer", &[""][..]),
        ("shown/odd.cer", &[""]),
        ("shown/bundle.pem", &["", ""]),
        ("shown/deeper/root.crl", &[""]),
        ("shown/attached.p7m", &[""]),
        ("shown/report.txt.sig", &[""]),
        ("shown/other.txt.p7s", &["other-content"]),
        ("shown/notes", &["not-known"]),
    ] {
        assert_eq!(codes(&answers, file), expected, "{file}");
    }
    assert_eq!(answers.len(), 8, "documents are not answered for: {:?}", answers.keys());
    let user = &answers["shown/user.cer"][0];
    assert!(user["subject"].as_str().unwrap().contains("SN=Соколова"), "{user}");
    assert!(user["issuer"].as_str().unwrap().contains("CN=Издающий УЦ"), "{user}");
    assert_eq!(user["parsed"], Value::Bool(true));
    assert_eq!(answers["shown/notes"][0]["parsed"], Value::Bool(false));
    let remarks = &answers["shown/odd.cer"][0]["remarks"];
    assert!(remarks[0].as_str().unwrap().starts_with("trailing-bytes"), "{remarks}");
}

#[test]
fn each_flag_does_what_it_says() {
    let folder = folder("flags", &[(Reason::KeyCompromise, NOW)]);
    let code =
        |arguments: &[&str]| codes(&verify(&folder, &[arguments, &["shown"]].concat()).0, "shown/user.cer").remove(0);
    assert_eq!(code(AT), "revoked");
    assert_eq!(code(&[AT, &["--no-revocation"]].concat()), "");
    assert_eq!(
        code(&["--roots", "roots", "--at", "2020-01-01T00:00:00Z"]),
        "not-yet-valid"
    );
    assert_eq!(code(&["--roots", "roots", "--at", "2040-01-01T00:00:00Z"]), "expired");
    let past = ["--roots", "roots", "--at", "2040-01-01T00:00:00Z", "--no-time"];
    assert_eq!(code(&past), "revoked", "dates do not count, the list does");
    assert_eq!(code(&["--at", "2026-11-24T10:00:00Z"]), "issuer-unknown");
    let trusting = [
        "--trust-self-signed",
        "--no-revocation",
        "--at",
        "2026-11-24T10:00:00Z",
        "roots",
    ];
    assert_eq!(code(&trusting), "");
    let (answers, all) = verify(
        &folder,
        &[AT, &["--no-revocation", "shown/user.cer", "shown/bundle.pem"]].concat(),
    );
    assert!(all && answers.len() == 2, "{answers:?}");
}
