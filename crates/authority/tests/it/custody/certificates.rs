//! Certificates: the good one is signed, each bad one is refused by its own code.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{LazyLock, Mutex};

use const_oid::ObjectIdentifier;
use pki::SerialNumber;
use pki::certificate::{Certificate, TbsInput, build_tbs, key_identifier};
use pki::oid;
use pki::profile::ApplyInput;
use rand::rngs::StdRng;
use x509_cert::der::Encode;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use zaver_authority::custody::{SignRequest, Signed, SoftSigner};

use super::{backwards, patched, resized};
use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

/// A good request for a certificate.
pub(super) fn good() -> TbsInput {
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
    input.extensions.retain(|extension| extension.extn_id != oid);
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
    assert_eq!(refusal(|tbs| replace(tbs, oid::KEY_USAGE, None)), "tbs-key-usage");
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
    let serial = [&[0x02, 0x10], SerialNumber::from_random([7; 16]).as_bytes().as_slice()].concat();
    let with_serial = |content: &[u8]| resized(&tbs, &serial, &[&[0x02, content.len() as u8], content].concat());
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
    let absent = [&[0x30, 0x0a, 0x06, 0x08], oid::SIGNATURE_256.as_bytes()].concat();
    let null = [&[0x30, 0x0c, 0x06, 0x08], oid::SIGNATURE_256.as_bytes(), &[0x05, 0x00]].concat();
    assert_eq!(
        code(resized(&tbs, &absent, &null)),
        "tbs-algorithm",
        "parameters must be absent"
    );
    let serial_of_the_ca = ca().issuer().serial.clone();
    assert_eq!(code(patched(&tbs, &serial_of_the_ca, &[0x41; 16])), "tbs-authority-key");
    assert_eq!(code(backwards(&tbs)), "tbs-validity-backwards");
}

#[test]
fn serial_of_64_bits_is_the_least() {
    let tbs = build_tbs(&good()).unwrap();
    let serial = [&[0x02, 0x10], SerialNumber::from_random([7; 16]).as_bytes().as_slice()].concat();
    let with_serial = |content: &[u8]| resized(&tbs, &serial, &[&[0x02, content.len() as u8], content].concat());
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
    assert_eq!(sign_certificate(tbs.clone(), not_after + 1), Err("tbs-expired"));
    assert_eq!(sign_certificate(tbs.clone(), NOW - 301), Err("tbs-not-yet"));
    let key_ends = ca().signs_until();
    assert_eq!(sign_certificate(tbs, key_ends + 1), Err("issuing-key-period-over"));
}
