//! Time stamps: the good one holds for whoever asked, each bad one is refused by its own code.

use const_oid::ObjectIdentifier;
use pki::certificate::Certificate;
use pki::digest::DigestAlgorithm;
use pki::lint::lint_certificate;
use pki::tsp::{Accuracy, Imprint, TimeStampToken, TokenError, TstInfo};
use zaver_authority::custody::{KeyFile, Passphrase, SignError, SignRequest, Signed, SoftSigner};

use crate::house::*;

const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.99.1");

fn stamping(folder: &Folder, now: i64) -> SoftSigner<rand::rngs::StdRng> {
    let file = KeyFile {
        certificate: file("ca/tsp.pem"),
        key: text("keys/tsp.p8"),
        passphrase: &Passphrase::new(ISSUING_PASSPHRASE),
    };
    keeper(folder, now).with_tsp(&file).unwrap()
}

fn info() -> TstInfo {
    TstInfo {
        policy: POLICY,
        imprint: Imprint::of(DigestAlgorithm::Streebog256, b"document"),
        serial: vec![7],
        time: NOW,
        milliseconds: 250,
        accuracy: Some(Accuracy {
            seconds: 1,
            milliseconds: 0,
        }),
        ordering: false,
        nonce: Some(vec![1, 2, 3]),
    }
}

pub(super) fn request(certificates_wanted: bool) -> SignRequest {
    SignRequest::Stamp {
        info: info().to_der().unwrap(),
        certificates_wanted,
    }
}

fn ask(
    keeper: &mut SoftSigner<rand::rngs::StdRng>,
    info: Vec<u8>,
    certificates_wanted: bool,
) -> Result<Vec<u8>, SignError> {
    match sign_one(
        keeper,
        SignRequest::Stamp {
            info,
            certificates_wanted,
        },
    )? {
        Signed::Stamp(token) => Ok(token),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stamp_holds_with_its_certificates_and_without() {
    let folder = Folder::new("stamp");
    let mut keeper = stamping(&folder, NOW);
    let (own, imprint) = (Certificate::parse(file("ca/tsp.pem")).unwrap(), info().imprint);
    for (wanted, others) in [(true, vec![]), (false, vec![own.clone()])] {
        let token = ask(&mut keeper, info().to_der().unwrap(), wanted).unwrap();
        let token = TimeStampToken::parse(&token).unwrap();
        assert_eq!(token.certificates().len(), if wanted { 2 } else { 0 });
        assert_eq!(token.verify(&imprint, &others).unwrap(), own);
        assert_eq!(token.info(), &info());
    }
    let without = TimeStampToken::parse(&ask(&mut keeper, info().to_der().unwrap(), false).unwrap()).unwrap();
    assert!(matches!(without.verify(&imprint, &[]), Err(TokenError::Signer(_))));
    drop(keeper);
    let log = std::fs::read_to_string(folder.0.join("signatures.log")).unwrap();
    assert_eq!(log, format!("{{\"at\":{NOW},\"kind\":\"tsp\",\"count\":3}}\n"));
}

#[test]
fn counts_of_two_minutes_are_two_lines() {
    let folder = Folder::new("minutes");
    let now = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(NOW + 59));
    let clock = now.clone();
    let told = move || clock.load(std::sync::atomic::Ordering::SeqCst);
    let log = folder.0.join("signatures.log");
    let mut keeper = keeper_with(&log, told, ISSUING_PASSPHRASE, text("keys/issuing.p8"))
        .unwrap()
        .with_tsp(&KeyFile {
            certificate: file("ca/tsp.pem"),
            key: text("keys/tsp.p8"),
            passphrase: &Passphrase::new(ISSUING_PASSPHRASE),
        })
        .unwrap();
    for at in [NOW + 59, NOW + 60, NOW + 61] {
        now.store(at, std::sync::atomic::Ordering::SeqCst);
        ask(&mut keeper, TstInfo { time: at, ..info() }.to_der().unwrap(), false).unwrap();
    }
    drop(keeper);
    let written = std::fs::read_to_string(log).unwrap();
    let line = |at: i64, count: u32| format!("{{\"at\":{at},\"kind\":\"tsp\",\"count\":{count}}}\n");
    assert_eq!(written, line(NOW, 1) + &line(NOW + 60, 2));
}

#[test]
fn each_bad_stamp_is_refused_by_its_own_code() {
    let folder = Folder::new("bad-stamp");
    let good = info().to_der().unwrap();
    let with = |change: fn(&mut TstInfo)| {
        let mut changed = info();
        change(&mut changed);
        changed.to_der().unwrap()
    };
    // [0] tsa: read over by the reader, so signed unseen.
    let mut named = good.clone();
    named.extend_from_slice(&[0xa0, 3, 0x82, 1, b'a']);
    named[1] += 5;
    assert!(TstInfo::from_der(&named).is_ok());
    let mut keeper = stamping(&folder, NOW);
    for (what, info, code) in [
        ("noise", b"noise".to_vec(), "tsp-info-unreadable"),
        ("an unseen name", named, "tsp-info-unreadable"),
        (
            "no serial number",
            with(|info| info.serial = vec![0]),
            "tsp-info-unreadable",
        ),
        (
            "a negative one",
            with(|info| info.serial = vec![0x80]),
            "tsp-info-unreadable",
        ),
        ("ahead", with(|info| info.time = NOW + 11), "tsp-info-time"),
        ("behind", with(|info| info.time = NOW - 11), "tsp-info-time"),
        ("vague", with(|info| info.accuracy = None), "tsp-info-accuracy"),
    ] {
        let refused = ask(&mut keeper, info, true).unwrap_err();
        assert_eq!(refused.code(), code, "{what}");
    }
    assert!(ask(&mut keeper, good.clone(), true).is_ok());
    let late = Certificate::parse(file("ca/tsp.pem")).unwrap().not_after() + 1;
    let refused = ask(&mut stamping(&folder, late), with(|_| {}), true).unwrap_err();
    assert_eq!(refused.code(), "tsp-expired");
    let mut without = super::super::house::keeper(&folder, NOW);
    assert_eq!(ask(&mut without, good, true).unwrap_err().code(), "tsp-no-key");
}

/// RFC 3161 §2.3: one purpose, critical. RFC 6960 §4.2.2.2.1: nobody asks a responder about itself.
#[test]
fn certificates_of_the_services_say_what_they_are_for() {
    use pki::oid;
    for (path, purpose, critical, no_check) in [
        ("ca/tsp.pem", oid::TIME_STAMPING, true, false),
        ("ca/ocsp.pem", oid::OCSP_SIGNING, false, true),
    ] {
        let certificate = Certificate::parse(file(path)).unwrap();
        assert_eq!(lint_certificate(certificate.der()), [], "{path}");
        let found = |wanted| {
            let mut extensions = certificate.extensions().iter();
            extensions.find(|extension| extension.extn_id == wanted)
        };
        let purposes = found(oid::EXTENDED_KEY_USAGE).unwrap();
        assert_eq!(purposes.critical, critical, "{path}");
        let only: x509_cert::ext::pkix::ExtendedKeyUsage =
            der::Decode::from_der(purposes.extn_value.as_bytes()).unwrap();
        assert_eq!(only.0, [purpose], "{path}");
        assert_eq!(found(oid::OCSP_NO_CHECK).is_some(), no_check, "{path}");
        let access = found(oid::AUTHORITY_INFO_ACCESS).unwrap().extn_value.as_bytes();
        let names_ocsp = access.windows(5).any(|part| part == b"/ocsp");
        assert_eq!(
            names_ocsp, !no_check,
            "{path}: whoever is asked is not asked about itself"
        );
    }
}

#[test]
fn a_key_of_another_purpose_does_not_stamp() {
    let folder = Folder::new("tsp-key");
    let passphrase = Passphrase::new(ISSUING_PASSPHRASE);
    for (certificate, key) in [("ca/ocsp.pem", "keys/ocsp.p8"), ("ca/issuing.pem", "keys/issuing.p8")] {
        let opened = keeper(&folder, NOW).with_tsp(&KeyFile {
            certificate: file(certificate),
            key: text(key),
            passphrase: &passphrase,
        });
        let code = opened.map(drop).map_err(|error| error.code());
        assert_eq!(code, Err("custody-wrong-certificate"), "{certificate}");
    }
}
