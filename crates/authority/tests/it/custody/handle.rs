//! The log of the keeper, and the handle in front of it.

use std::path::Path;

use pki::SerialNumber;
use pki::certificate::{Certificate, TbsInput, build_tbs};
use zaver_authority::custody::{Keeper, SignError, SignRequest, Signed, Signer};

use super::certificates::good;
use super::lists::list;
use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

#[test]
fn every_signature_stands_in_the_log_and_no_refusal() {
    let folder = Folder::new("log");
    let tbs = build_tbs(&good()).unwrap();
    let mut keeper = keeper(&folder, NOW);
    let requests = vec![
        SignRequest::Certificate(tbs.clone()),
        SignRequest::Certificate(Vec::new()),
        SignRequest::Crl(list(5, NOW, NOW + DAY)),
    ];
    let answers = keeper.sign(requests);
    assert_eq!(
        answers.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    let log = std::fs::read_to_string(folder.0.join("signatures.log")).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let hash: String = gost::streebog256(&tbs)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let serial: String = SerialNumber::from_random([7; 16]).to_string().to_lowercase();
    assert_eq!(
        lines[0],
        serde_json::json!({"at": NOW, "kind": "certificate", "serial": serial, "hash": hash})
    );
    assert_eq!((&lines[1]["kind"], &lines[1]["serial"]), (&"crl".into(), &"5".into()));
}

#[cfg(target_os = "linux")]
#[test]
fn signature_that_cannot_be_logged_does_not_leave() {
    let full = Path::new("/dev/full");
    let mut keeper = keeper_with(full, || NOW, ISSUING_PASSPHRASE, text("keys/issuing.p8")).unwrap();
    let tbs = build_tbs(&good()).unwrap();
    let answers = keeper.sign(vec![
        SignRequest::Certificate(tbs),
        SignRequest::Certificate(Vec::new()),
    ]);
    let codes: Vec<_> = answers.into_iter().map(|answer| answer.unwrap_err().code()).collect();
    assert_eq!(codes, ["signer-log-unwritable", "tbs-unreadable"]);
}

#[tokio::test]
async fn many_callers_share_one_keeper() {
    let folder = Folder::new("callers");
    let signer = Signer::start(keeper(&folder, NOW)).unwrap();
    let asking: Vec<_> = (0..100_u8)
        .map(|n| {
            let signer = signer.clone();
            let tbs = build_tbs(&TbsInput {
                serial: SerialNumber::from_random([n; 16]),
                ..good()
            })
            .unwrap();
            tokio::spawn(async move { (signer.certificate(&tbs).await, tbs) })
        })
        .collect();
    for asked in asking {
        let (answer, tbs) = asked.await.unwrap();
        assert_eq!(
            Certificate::parse(&answer.unwrap()).unwrap().tbs(),
            tbs,
            "each caller gets its own"
        );
    }
    assert_eq!(
        std::fs::read_to_string(folder.0.join("signatures.log"))
            .unwrap()
            .lines()
            .count(),
        100
    );
}

/// A keeper that answers with something else than was asked for, then dies.
struct Confused;

impl Keeper for Confused {
    fn sign(&mut self, requests: Vec<SignRequest>) -> Vec<Result<Signed, SignError>> {
        match requests.first() {
            Some(SignRequest::Crl(_)) => panic!("the keeper dies"),
            _ => vec![Ok(Signed::Crl(Vec::new()))],
        }
    }
}

#[tokio::test]
async fn confused_or_dead_keeper_is_told_apart() {
    let signer = Signer::start(Confused).unwrap();
    assert_eq!(signer.certificate(b"").await, Err(SignError::WrongAnswer));
    assert_eq!(signer.crl(Vec::new()).await, Err(SignError::Gone));
    assert_eq!(signer.certificate(b"").await, Err(SignError::Gone));
}

#[test]
fn nothing_secret_is_printed() {
    let folder = Folder::new("debug");
    let printed = format!("{:?} {:?}", keeper(&folder, NOW), passphrases());
    for secret in [ROOT_PASSPHRASE, ISSUING_PASSPHRASE, JOURNAL_PASSPHRASE] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
