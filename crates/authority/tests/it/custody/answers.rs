//! Answers of OCSP: the good one is signed with the key of OCSP, each bad one is refused by its own code.

use pki::certificate::Certificate;
use pki::crl::Reason;
use pki::digest::DigestAlgorithm;
use pki::lint::lint_certificate;
use pki::ocsp::{AnswerInput, CertificateId, OcspResponse, Single, Status, build_tbs, responder_key_hash};
use zaver_authority::custody::{KeyFile, Passphrase, SignError, SignRequest, Signed};

use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

fn responder() -> Certificate {
    Certificate::parse(file("ca/ocsp.pem")).unwrap()
}

fn id(issuer: &str) -> CertificateId {
    let issuer = Certificate::parse(file(issuer)).unwrap();
    let (name, key) = (issuer.subject_der(), issuer.public_key_der());
    CertificateId::new(DigestAlgorithm::Sha1, name, key, &[0x41, 2, 3]).unwrap()
}

pub(super) fn tbs(change: impl FnOnce(&mut AnswerInput<'_>, &mut Single<'_>)) -> Vec<u8> {
    let (ours, key_hash) = (
        id("ca/issuing.pem"),
        responder_key_hash(responder().public_key_der()).unwrap(),
    );
    let mut single = Single {
        certificate: &ours,
        status: Status::Good,
        this_update: NOW,
        next_update: Some(NOW + DAY),
        archive_cutoff: None,
    };
    let mut input = AnswerInput {
        key_hash: &key_hash,
        produced_at: NOW,
        singles: &[],
        nonce: None,
    };
    change(&mut input, &mut single);
    let singles = [single];
    build_tbs(&AnswerInput {
        singles: &singles,
        ..input
    })
    .unwrap()
}

pub(super) fn key_file<'a>(passphrase: &'a Passphrase, certificate: &'a str, key: &'a str) -> KeyFile<'a> {
    KeyFile {
        certificate: file(certificate),
        key: text(key),
        passphrase,
    }
}

#[test]
fn an_answer_is_signed_with_the_key_of_ocsp_and_counted() {
    let folder = Folder::new("answer");
    let passphrase = Passphrase::new(ISSUING_PASSPHRASE);
    let mut keeper = keeper(&folder, NOW)
        .with_ocsp(&key_file(&passphrase, "ca/ocsp.pem", "keys/ocsp.p8"))
        .unwrap();
    let signed = sign_one(&mut keeper, SignRequest::Ocsp(tbs(|_, _| {}))).unwrap();
    let Signed::Ocsp(der) = signed else {
        panic!("{signed:?}")
    };
    let OcspResponse::Answer(answer) = OcspResponse::parse(&der).unwrap() else {
        panic!("no answer")
    };
    let ca = ca();
    let signer = answer.signer(ca.certificate()).unwrap();
    assert_eq!(signer, &responder());
    assert_eq!(lint_certificate(signer.der()), []);
    signer.verify(ca.key()).unwrap();
    let key = signer.public_key().unwrap();
    key.verify(answer.tbs(), answer.signature()).unwrap();
    sign_one(&mut keeper, SignRequest::Ocsp(tbs(|_, _| {}))).unwrap();
    drop(keeper);
    let log = std::fs::read_to_string(folder.0.join("signatures.log")).unwrap();
    assert_eq!(log, format!("{{\"at\":{NOW},\"kind\":\"ocsp\",\"count\":2}}\n"));
}

#[test]
fn each_bad_answer_is_refused_by_its_own_code() {
    let folder = Folder::new("bad-answer");
    let passphrase = Passphrase::new(ISSUING_PASSPHRASE);
    let ask = |keeper: &mut dyn FnMut(SignRequest) -> Result<Signed, SignError>, tbs: Vec<u8>| {
        keeper(SignRequest::Ocsp(tbs)).map(drop).map_err(SignError::code)
    };
    let mut without = keeper(&folder, NOW);
    assert_eq!(
        ask(&mut |request| sign_one(&mut without, request), tbs(|_, _| {})),
        Err("ocsp-no-key")
    );
    let mut keeper = keeper(&folder, NOW)
        .with_ocsp(&key_file(&passphrase, "ca/ocsp.pem", "keys/ocsp.p8"))
        .unwrap();
    let root = id("ca/root.pem");
    let good = tbs(|_, _| {});
    let revoked = Status::Revoked {
        since: NOW - DAY,
        reason: Reason::Superseded,
    };
    let foreign = |status| {
        let key_hash = responder_key_hash(responder().public_key_der()).unwrap();
        let single = Single {
            certificate: &root,
            status,
            this_update: NOW,
            next_update: None,
            archive_cutoff: None,
        };
        build_tbs(&AnswerInput {
            key_hash: &key_hash,
            produced_at: NOW,
            singles: &[single],
            nonce: None,
        })
        .unwrap()
    };
    for (what, tbs, expected) in [
        ("good", good.clone(), Ok(())),
        ("revoked", tbs(|_, single| single.status = revoked), Ok(())),
        ("noise", b"noise".to_vec(), Err("ocsp-tbs-unreadable")),
        ("trailing byte", [&good[..], &[0]].concat(), Err("ocsp-tbs-unreadable")),
        (
            "another responder",
            tbs(|input, _| input.key_hash = &[7; 20]),
            Err("ocsp-tbs-responder"),
        ),
        (
            "future",
            tbs(|input, _| input.produced_at = NOW + 301),
            Err("ocsp-tbs-produced-at"),
        ),
        (
            "long past",
            tbs(|input, _| input.produced_at = NOW - 601),
            Err("ocsp-tbs-produced-at"),
        ),
        (
            "about a certificate of the root",
            foreign(Status::Good),
            Err("ocsp-tbs-issuer"),
        ),
        ("nothing is known of it", foreign(Status::Unknown), Ok(())),
        (
            "in the future",
            tbs(|_, single| single.this_update = NOW + 301),
            Err("ocsp-tbs-updates"),
        ),
        (
            "backwards",
            tbs(|_, single| single.next_update = Some(NOW - 1)),
            Err("ocsp-tbs-updates"),
        ),
        (
            "too long",
            tbs(|_, single| single.next_update = Some(NOW + 8 * DAY)),
            Err("ocsp-tbs-updates"),
        ),
    ] {
        assert_eq!(
            ask(&mut |request| sign_one(&mut keeper, request), tbs),
            expected,
            "{what}"
        );
    }
}

#[test]
fn a_key_of_another_purpose_is_not_taken_for_ocsp() {
    let folder = Folder::new("ocsp-key");
    for (certificate, key, passphrase, code) in [
        (
            "ca/journal.pem",
            "keys/journal.p8",
            JOURNAL_PASSPHRASE,
            "custody-wrong-certificate",
        ),
        ("ca/root.pem", "root/root.p8", ROOT_PASSPHRASE, "custody-root"),
        (
            "ca/ocsp.pem",
            "keys/issuing.p8",
            ISSUING_PASSPHRASE,
            "custody-other-key",
        ),
    ] {
        let passphrase = Passphrase::new(passphrase);
        let opened = keeper(&folder, NOW).with_ocsp(&key_file(&passphrase, certificate, key));
        assert_eq!(
            opened.map(drop).map_err(|error| error.code()),
            Err(code),
            "{certificate}"
        );
    }
}
