//! The keeper of keys: what it opens, what it signs, what it refuses, what it writes down.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{LazyLock, Mutex};

use const_oid::ObjectIdentifier;
use pki::SerialNumber;
use pki::certificate::{Certificate, TbsInput, build_tbs, key_identifier};
use pki::crl::{CrlInput, build_tbs as build_crl};
use pki::oid;
use pki::profile::ApplyInput;
use rand::rngs::StdRng;
use x509_cert::der::Encode;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use zaver_authority::custody::{
    Keeper, KeyFile, Passphrase, SignError, SignRequest, SignatureLog, Signed, Signer, SoftSigner,
};
use zaver_authority::journal::{Checkpoint, CheckpointKind, Digest, Head, Writer};

use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

// --- opening ---

#[test]
fn wrong_passphrase_is_refused() {
    let folder = Folder::new("passphrase");
    let log = folder.0.join("log");
    let open = |passphrase| {
        keeper_with(&log, || NOW, passphrase, text("keys/issuing.p8"))
            .map(drop)
            .map_err(|e| e.code())
    };
    assert_eq!(open(ISSUING_PASSPHRASE), Ok(()));
    for wrong in [
        "",
        "издаёт каждый ден",
        "Издаёт каждый день",
        ROOT_PASSPHRASE,
        JOURNAL_PASSPHRASE,
    ] {
        assert_eq!(open(wrong), Err("custody-wrong-passphrase"), "{wrong}");
    }
}

#[test]
fn tampered_key_file_is_refused() {
    let folder = Folder::new("tampered");
    let pem = text("keys/issuing.p8");
    let lines: Vec<&str> = pem.lines().collect();
    let cut = [&lines[..2], &lines[lines.len() - 1..]].concat().join("\n");
    let flipped = |line: usize, at: usize| {
        let mut bytes = pem.as_bytes().to_vec();
        let place = pem.match_indices('\n').nth(line).unwrap().0 + 1 + at;
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    };
    let mut tampered = vec![String::new(), "noise".to_owned(), cut];
    tampered.extend((0..lines.len() - 2).map(|line| flipped(line, 9)));
    for file in tampered {
        let code = keeper_with(&folder.0.join("log"), || NOW, ISSUING_PASSPHRASE, &file)
            .unwrap_err()
            .code();
        assert!(
            ["custody-key-file", "custody-wrong-passphrase"].contains(&code),
            "{code}: {file}"
        );
    }
}

#[test]
fn key_of_another_certificate_is_refused() {
    let folder = Folder::new("other-key");
    let log = folder.0.join("log");
    let code = keeper_with(&log, || NOW, JOURNAL_PASSPHRASE, text("keys/journal.p8"))
        .unwrap_err()
        .code();
    assert_eq!(code, "custody-other-key");
}

#[test]
fn root_key_is_not_opened_even_with_its_passphrase() {
    let root = (file("ca/root.pem"), text("root/root.p8"), ROOT_PASSPHRASE);
    let issuing = (
        file("ca/issuing.pem"),
        text("keys/issuing.p8"),
        ISSUING_PASSPHRASE,
    );
    let journal = (
        file("ca/journal.pem"),
        text("keys/journal.p8"),
        JOURNAL_PASSPHRASE,
    );
    assert_eq!(open(root, journal), "custody-root");
    assert_eq!(open(issuing, root), "custody-root");
    // A certificate of the right shape does not help: the key file is another one.
    assert_eq!(
        open((issuing.0, root.1, root.2), journal),
        "custody-other-key"
    );
    assert_eq!(open(journal, journal), "custody-wrong-certificate");
    assert_eq!(open(issuing, issuing), "custody-wrong-certificate");
    assert_eq!(
        open((b"noise", issuing.1, issuing.2), journal),
        "custody-wrong-certificate"
    );
}

fn open(issuing: (&[u8], &str, &str), journal: (&[u8], &str, &str)) -> &'static str {
    let folder = Folder::new("open");
    let passphrases = [Passphrase::new(issuing.2), Passphrase::new(journal.2)];
    SoftSigner::open(
        &KeyFile {
            certificate: issuing.0,
            key: issuing.1,
            passphrase: &passphrases[0],
        },
        &KeyFile {
            certificate: journal.0,
            key: journal.1,
            passphrase: &passphrases[1],
        },
        SignatureLog::open(&folder.0.join("log")).unwrap(),
        || NOW,
        rng(2),
    )
    .unwrap_err()
    .code()
}

// --- certificates ---

/// A good request for a certificate.
fn good() -> TbsInput {
    let (ca, profile) = (ca(), system_profile());
    let input = ApplyInput {
        serial: SerialNumber::from_random([7; 16]),
        issuer: Some(ca.issuer()),
        subject: &system_name("Регистратура"),
        public_key: &key(20).verifying_key(),
        identification_kind: None,
        not_before: NOW,
    };
    profile.apply(&settings().for_profile(NOW), &input).unwrap()
}

/// Asks a shared keeper, whose policy for certificates has no memory, at the given time.
fn sign_certificate(tbs: Vec<u8>, now: i64) -> Result<Vec<u8>, &'static str> {
    static CLOCK: AtomicI64 = AtomicI64::new(NOW);
    static KEEPER: LazyLock<Mutex<SoftSigner<StdRng>>> = LazyLock::new(|| {
        // The folder goes at once; the open file stays writable.
        let folder = Folder::new("certificates");
        let log = folder.0.join("log");
        Mutex::new(
            keeper_with(
                &log,
                || CLOCK.load(Ordering::SeqCst),
                ISSUING_PASSPHRASE,
                text("keys/issuing.p8"),
            )
            .unwrap(),
        )
    });
    let mut keeper = KEEPER.lock().unwrap();
    CLOCK.store(now, Ordering::SeqCst);
    match sign_one(&mut *keeper, SignRequest::Certificate(tbs)) {
        Ok(Signed::Certificate(der)) => Ok(der),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err(error.code()),
    }
}

fn refusal(change: impl FnOnce(&mut TbsInput)) -> &'static str {
    let mut input = good();
    change(&mut input);
    sign_certificate(build_tbs(&input).unwrap(), NOW).unwrap_err()
}

fn extension(oid: ObjectIdentifier, value: &impl Encode) -> Extension {
    let extn_value = x509_cert::der::asn1::OctetString::new(value.to_der().unwrap()).unwrap();
    Extension {
        extn_id: oid,
        critical: true,
        extn_value,
    }
}

fn replace(input: &mut TbsInput, oid: ObjectIdentifier, with: Option<Extension>) {
    input
        .extensions
        .retain(|extension| extension.extn_id != oid);
    input.extensions.extend(with);
}

fn basic(ca: bool) -> Option<Extension> {
    Some(extension(
        oid::BASIC_CONSTRAINTS,
        &BasicConstraints {
            ca,
            path_len_constraint: None,
        },
    ))
}

fn usage(usages: impl Into<x509_cert::der::flagset::FlagSet<KeyUsages>>) -> Option<Extension> {
    Some(extension(oid::KEY_USAGE, &KeyUsage(usages.into())))
}

#[test]
fn good_certificate_is_signed() {
    let tbs = build_tbs(&good()).unwrap();
    let der = sign_certificate(tbs.clone(), NOW).unwrap();
    let certificate = Certificate::parse(&der).unwrap();
    assert_eq!(certificate.tbs(), tbs);
    certificate.verify(ca().key()).unwrap();
    // Without basicConstraints it is an end entity as well.
    let mut input = good();
    replace(&mut input, oid::BASIC_CONSTRAINTS, None);
    assert!(sign_certificate(build_tbs(&input).unwrap(), NOW).is_ok());
}

#[test]
fn each_bad_certificate_is_refused_by_its_own_code() {
    let root = Certificate::parse(file("ca/root.pem")).unwrap();
    let other_key = key_identifier(&root.public_key().unwrap());
    assert_eq!(
        refusal(|tbs| tbs.issuer_der = root.subject_der().to_vec()),
        "tbs-issuer"
    );
    assert_eq!(
        refusal(|tbs| tbs.signature_algorithm = oid::SIGNATURE_512),
        "tbs-algorithm"
    );
    assert_eq!(
        refusal(|tbs| tbs.extensions.push(tbs.extensions[0].clone())),
        "tbs-repeated-extension"
    );
    assert_eq!(
        refusal(|tbs| replace(tbs, oid::AUTHORITY_KEY_IDENTIFIER, None)),
        "tbs-authority-key"
    );
    assert_eq!(
        refusal(|tbs| {
            let ours = ca().issuer().key_identifier.clone();
            for extension in tbs
                .extensions
                .iter_mut()
                .filter(|e| e.extn_id == oid::AUTHORITY_KEY_IDENTIFIER)
            {
                let value = patched(extension.extn_value.as_bytes(), &ours, &other_key);
                extension.extn_value = x509_cert::der::asn1::OctetString::new(value).unwrap();
            }
        }),
        "tbs-authority-key"
    );
    assert_eq!(
        refusal(|tbs| replace(tbs, oid::KEY_USAGE, None)),
        "tbs-key-usage"
    );
    assert_eq!(
        refusal(|tbs| replace(tbs, oid::BASIC_CONSTRAINTS, basic(true))),
        "tbs-authority"
    );
    assert_eq!(
        refusal(|tbs| replace(
            tbs,
            oid::BASIC_CONSTRAINTS,
            Some(extension(oid::BASIC_CONSTRAINTS, &1_u8))
        )),
        "tbs-authority"
    );
    assert_eq!(
        refusal(|tbs| replace(tbs, oid::KEY_USAGE, usage(KeyUsages::KeyCertSign))),
        "tbs-authority"
    );
    assert_eq!(
        refusal(|tbs| replace(
            tbs,
            oid::KEY_USAGE,
            usage(KeyUsages::DigitalSignature | KeyUsages::CRLSign)
        )),
        "tbs-authority"
    );
    assert_eq!(
        refusal(|tbs| tbs.not_after = ca().certificate().not_after() + 1),
        "tbs-outlives-issuer"
    );
    assert_eq!(
        refusal(|tbs| tbs.not_before = ca().certificate().not_before() - 1),
        "tbs-outlives-issuer"
    );
    assert_eq!(refusal(|tbs| tbs.not_before = NOW + 301), "tbs-not-yet");
    assert_eq!(
        refusal(|tbs| tbs.public_key_der = ca().certificate().public_key_der().to_vec()),
        "tbs-own-key"
    );
    assert_eq!(
        refusal(|tbs| {
            let last = tbs.public_key_der.len() - 1;
            tbs.public_key_der[last] ^= 1;
        }),
        "tbs-subject-key"
    );
}

#[test]
fn bytes_that_no_builder_makes_are_refused_by_their_own_code() {
    let tbs = build_tbs(&good()).unwrap();
    let serial = [
        &[0x02, 0x10],
        SerialNumber::from_random([7; 16]).as_bytes().as_slice(),
    ]
    .concat();
    let with_serial = |content: &[u8]| {
        resized(
            &tbs,
            &serial,
            &[&[0x02, content.len() as u8], content].concat(),
        )
    };
    let code = |tbs: Vec<u8>| sign_certificate(tbs, NOW).unwrap_err();
    assert_eq!(code(Vec::new()), "tbs-unreadable");
    assert_eq!(code(vec![0x30; 10 * 1024 * 1024]), "tbs-unreadable");
    assert_eq!(code([&tbs[..], &[0]].concat()), "tbs-unreadable");
    assert_eq!(code(tbs[..tbs.len() - 1].to_vec()), "tbs-unreadable");
    assert_eq!(
        code(patched(&tbs, &[0xa0, 3, 2, 1, 2], &[0xa0, 3, 2, 1, 1])),
        "tbs-version"
    );
    assert_eq!(
        code(with_serial(&[0x47; 16].map(|b: u8| b | 0x80))),
        "tbs-serial-negative"
    );
    assert_eq!(code(with_serial(&[0x47; 7])), "tbs-serial-short");
    assert_eq!(code(with_serial(&[0])), "tbs-serial-short");
    assert_eq!(code(with_serial(&[0x47; 21])), "tbs-serial-long");
    assert_eq!(
        code(with_serial(&[0, 0x47, 1, 2, 3, 4, 5, 6, 7, 8])),
        "tbs-unreadable",
        "a second spelling"
    );
    assert_eq!(code(backwards(&tbs)), "tbs-validity-backwards");
}

#[test]
fn serial_of_64_bits_is_the_least() {
    let tbs = build_tbs(&good()).unwrap();
    let serial = [
        &[0x02, 0x10],
        SerialNumber::from_random([7; 16]).as_bytes().as_slice(),
    ]
    .concat();
    let with_serial = |content: &[u8]| {
        resized(
            &tbs,
            &serial,
            &[&[0x02, content.len() as u8], content].concat(),
        )
    };
    assert_eq!(
        sign_certificate(with_serial(&[0x7f; 8]), NOW),
        Err("tbs-serial-short"),
        "63 bits"
    );
    assert!(
        sign_certificate(with_serial(&[0, 0x80, 1, 2, 3, 4, 5, 6, 7]), NOW).is_ok(),
        "64 bits"
    );
    assert!(sign_certificate(with_serial(&[0x7f; 20]), NOW).is_ok());
}

#[test]
fn terms_are_looked_at_with_the_keepers_own_clock() {
    let tbs = build_tbs(&good()).unwrap();
    let not_after = good().not_after;
    assert!(
        sign_certificate(tbs.clone(), NOW + 30 * DAY).is_ok(),
        "stored bytes after a long stop"
    );
    assert!(sign_certificate(tbs.clone(), not_after).is_ok());
    assert_eq!(
        sign_certificate(tbs.clone(), not_after + 1),
        Err("tbs-expired")
    );
    assert_eq!(sign_certificate(tbs.clone(), NOW - 301), Err("tbs-not-yet"));
    let key_ends = ca().signs_until();
    assert_eq!(
        sign_certificate(tbs, key_ends + 1),
        Err("issuing-key-period-over")
    );
}

// --- lists ---

fn list(number: u64, this_update: i64, next_update: i64) -> Vec<u8> {
    build_crl(&CrlInput {
        issuer: ca().issuer(),
        number,
        this_update,
        next_update,
        entries: &[],
    })
    .unwrap()
}

fn sign_list(keeper: &mut impl Keeper, tbs: Vec<u8>) -> Result<(), &'static str> {
    sign_one(keeper, SignRequest::Crl(tbs))
        .map(drop)
        .map_err(SignError::code)
}

#[test]
fn each_bad_list_is_refused_by_its_own_code() {
    let folder = Folder::new("list");
    let mut keeper = keeper(&folder, NOW);
    let ca = ca();
    let good = list(5, NOW, NOW + DAY);
    let number = [0x03, 0x55, 0x1d, 0x14, 0x04, 0x03, 0x02, 0x01, 0x05];
    let last = ca.certificate().not_after();
    let root = Certificate::parse(file("ca/root.pem")).unwrap();
    let foreign = pki::certificate::Issuer::try_from(&root).unwrap();
    let aki = key_identifier(ca.key());
    let of_root = build_crl(&CrlInput {
        issuer: &foreign,
        number: 5,
        this_update: NOW,
        next_update: NOW + DAY,
        entries: &[],
    });
    let spelled = [0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x03, 0x02];
    let other_algorithm = [0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x03, 0x03];
    for (what, tbs, code) in [
        ("noise", b"noise".to_vec(), "crl-tbs-unreadable"),
        (
            "trailing byte",
            [&good[..], &[0]].concat(),
            "crl-tbs-unreadable",
        ),
        (
            "version 1",
            patched(&good, &[0x02, 0x01, 0x01], &[0x02, 0x01, 0x00]),
            "crl-tbs-version",
        ),
        (
            "algorithm",
            patched(&good, &spelled, &other_algorithm),
            "crl-tbs-algorithm",
        ),
        ("issuer", of_root.unwrap(), "crl-tbs-issuer"),
        (
            "key",
            patched(&good, &aki, &[0; 20]),
            "crl-tbs-authority-key",
        ),
        (
            "no number",
            patched(
                &good,
                &number,
                &[0x03, 0x55, 0x1d, 0x1b, 0x04, 0x03, 0x02, 0x01, 0x05],
            ),
            "crl-tbs-no-number",
        ),
        (
            "negative number",
            patched(
                &good,
                &number,
                &[0x03, 0x55, 0x1d, 0x14, 0x04, 0x03, 0x02, 0x01, 0x85],
            ),
            "crl-tbs-no-number",
        ),
        (
            "future",
            list(5, NOW + 301, NOW + DAY),
            "crl-tbs-this-update",
        ),
        (
            "long past",
            list(5, NOW - 8 * DAY, NOW + DAY),
            "crl-tbs-this-update",
        ),
        (
            "after the УЦ",
            list(5, NOW, last + 1),
            "crl-tbs-next-update",
        ),
    ] {
        assert_eq!(sign_list(&mut keeper, tbs), Err(code), "{what}");
    }
    assert_eq!(sign_list(&mut keeper, good), Ok(()));
}

#[test]
fn number_of_a_list_never_goes_back() {
    let folder = Folder::new("numbers");
    let mut keeper = keeper(&folder, NOW);
    assert_eq!(sign_list(&mut keeper, list(5, NOW, NOW + DAY)), Ok(()));
    assert_eq!(
        sign_list(&mut keeper, list(5, NOW, NOW + DAY)),
        Ok(()),
        "the same list again"
    );
    assert_eq!(
        sign_list(&mut keeper, list(5, NOW, NOW + 2 * DAY)),
        Err("crl-tbs-number-back")
    );
    assert_eq!(
        sign_list(&mut keeper, list(4, NOW, NOW + DAY)),
        Err("crl-tbs-number-back")
    );
    assert_eq!(sign_list(&mut keeper, list(6, NOW, NOW + DAY)), Ok(()));
}

// --- checkpoints ---

#[test]
fn two_stories_about_one_place_are_refused() {
    let folder = Folder::new("checkpoints");
    let mut keeper = keeper(&folder, NOW);
    let mut ask = |kind, epoch: u64, covers: Option<(u64, u64, u8)>, at| {
        let writer = |epoch| Writer {
            node: "main".parse().unwrap(),
            epoch,
        };
        let covers = covers.map(|(epoch, seq, byte)| Head {
            writer: writer(epoch),
            seq,
            hash: Digest([byte; 32]),
        });
        let checkpoint = Checkpoint {
            kind,
            writer: writer(epoch),
            covers,
            at,
        };
        sign_one(&mut keeper, SignRequest::Checkpoint(checkpoint))
            .map(drop)
            .map_err(SignError::code)
    };
    use CheckpointKind::{Closing, Interim, Opening};
    assert_eq!(ask(Opening, 10, None, NOW), Ok(()));
    assert_eq!(ask(Interim, 10, None, NOW), Err("checkpoint-covers"));
    assert_eq!(
        ask(Interim, 10, Some((9, 5, 1)), NOW),
        Err("checkpoint-covers")
    );
    assert_eq!(
        ask(Interim, 10, Some((10, 5, 1)), NOW + 301),
        Err("checkpoint-ahead")
    );
    assert_eq!(ask(Interim, 10, Some((10, 5, 1)), NOW), Ok(()));
    assert_eq!(
        ask(Interim, 10, Some((10, 5, 2)), NOW),
        Err("checkpoint-forked")
    );
    assert_eq!(
        ask(Interim, 10, Some((10, 4, 1)), NOW),
        Err("checkpoint-back")
    );
    assert_eq!(ask(Closing, 10, Some((10, 5, 1)), NOW), Ok(()));
    assert_eq!(
        ask(Opening, 10, Some((10, 5, 1)), NOW),
        Err("checkpoint-covers")
    );
    assert_eq!(ask(Opening, 11, Some((10, 5, 1)), NOW), Ok(()));
    assert_eq!(
        ask(Opening, 11, Some((10, 6, 2)), NOW),
        Err("checkpoint-forked")
    );
    assert_eq!(
        ask(Interim, 10, Some((10, 9, 1)), NOW),
        Err("checkpoint-back")
    );
}

// --- the log and the handle ---

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
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    let hash: String = gost::streebog256(&tbs)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let serial: String = SerialNumber::from_random([7; 16])
        .to_string()
        .to_lowercase();
    assert_eq!(
        lines[0],
        serde_json::json!({"at": NOW, "kind": "certificate", "serial": serial, "hash": hash})
    );
    assert_eq!(
        (&lines[1]["kind"], &lines[1]["serial"]),
        (&"crl".into(), &"5".into())
    );
}

#[cfg(target_os = "linux")]
#[test]
fn signature_that_cannot_be_logged_does_not_leave() {
    let full = Path::new("/dev/full");
    let mut keeper =
        keeper_with(full, || NOW, ISSUING_PASSPHRASE, text("keys/issuing.p8")).unwrap();
    let tbs = build_tbs(&good()).unwrap();
    let answers = keeper.sign(vec![
        SignRequest::Certificate(tbs),
        SignRequest::Certificate(Vec::new()),
    ]);
    let codes: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.unwrap_err().code())
        .collect();
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
    assert_eq!(signer.crl(b"").await, Err(SignError::Gone));
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

// --- bytes ---

/// Replaces the one place where `from` stands by bytes of the same length.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let place = bytes
        .windows(from.len())
        .position(|window| window == from)
        .unwrap();
    [&bytes[..place], to, &bytes[place + from.len()..]].concat()
}

/// Replaces an element of a SEQUENCE by one of another length, and mends the length of the SEQUENCE.
fn resized(sequence: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let content = &sequence[4..];
    let place = content
        .windows(from.len())
        .position(|window| window == from)
        .unwrap();
    let content = [&content[..place], to, &content[place + from.len()..]].concat();
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[0x30, 0x82, length[0], length[1]], content.as_slice()].concat()
}

/// Swaps notBefore and notAfter, two UTCTimes of 15 bytes.
fn backwards(tbs: &[u8]) -> Vec<u8> {
    let place = tbs
        .windows(4)
        .position(|window| window == [0x30, 0x1e, 0x17, 0x0d])
        .unwrap()
        + 2;
    let (first, second) = (&tbs[place..place + 15], &tbs[place + 15..place + 30]);
    [&tbs[..place], second, first, &tbs[place + 30..]].concat()
}
