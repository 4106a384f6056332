//! What every keeper promises, wherever its keys are.

use pki::certificate::{Certificate, build_tbs};
use pki::crl::Crl;
use pki::ocsp::OcspResponse;
use pki::tsp::TimeStampToken;
use zaver_authority::custody::{Keeper, Passphrase, RemoteKeeper, SignError, SignRequest, Signed};
use zaver_authority::journal::{Checkpoint, Writer};

use super::certificates::good;
use super::served::{Served, held};
use super::{answers, lists, patched, stamps};
use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

#[test]
fn keys_in_this_process_keep_the_contract() {
    contract(|folder| soft(&folder.0.join("signatures.log")));
}

#[test]
fn keys_behind_a_socket_keep_the_contract() {
    let mut served = Vec::new();
    contract(|folder| {
        let process = Served::start(&folder.0.join("sock"), soft(&folder.0.join("signatures.log")));
        let keeper = RemoteKeeper::new(folder.0.join("sock"), held());
        served.push(process);
        keeper
    });
}

#[test]
fn what_is_not_logged_is_not_signed_on_either_side_of_a_socket() {
    let folder = Folder::new("contract-log");
    let full = std::path::Path::new("/dev/full");
    let _process = Served::start(&folder.0.join("sock"), soft(full));
    unlogged(&mut soft(full));
    unlogged(&mut RemoteKeeper::new(folder.0.join("sock"), held()));
}

fn unlogged(keeper: &mut impl Keeper) {
    let asked = keeper.sign(vec![certificate(), SignRequest::Crl(lists::list(5, NOW, NOW + DAY))]);
    assert_eq!(asked, [Err(SignError::LogUnwritable), Err(SignError::LogUnwritable)]);
}

pub(super) fn soft(log: &std::path::Path) -> impl Keeper + use<> {
    let passphrase = Passphrase::new(ISSUING_PASSPHRASE);
    keeper_with(log, || NOW, ISSUING_PASSPHRASE, text("keys/issuing.p8"))
        .unwrap()
        .with_ocsp(&answers::key_file(&passphrase, "ca/ocsp.pem", "keys/ocsp.p8"))
        .unwrap()
        .with_tsp(&answers::key_file(&passphrase, "ca/tsp.pem", "keys/tsp.p8"))
        .unwrap()
}

pub(super) fn certificate() -> SignRequest {
    SignRequest::Certificate(build_tbs(&good()).unwrap())
}

fn contract<K: Keeper>(mut open: impl FnMut(&Folder) -> K) {
    let folder = Folder::new("contract");
    let mut keeper = open(&folder);
    assert_eq!(keeper.sign(Vec::new()), []);
    each_kind_is_signed(&mut keeper);
    each_refusal_keeps_its_code(&mut keeper);
    answers_come_in_order(&mut keeper);
    let log = std::fs::read_to_string(folder.0.join("signatures.log")).unwrap();
    let kinds = |kind: &str| log.matches(&format!(r#""kind":"{kind}""#)).count();
    assert_eq!(
        (kinds("certificate"), kinds("crl"), kinds("checkpoint")),
        (3, 2, 1),
        "{log}"
    );
}

fn each_kind_is_signed(keeper: &mut impl Keeper) {
    let checkpoint = Checkpoint::opening(writer(10), None, NOW);
    let signed = keeper.sign(vec![
        certificate(),
        SignRequest::Crl(lists::list(5, NOW, NOW + DAY)),
        SignRequest::Checkpoint(checkpoint.clone()),
        SignRequest::Ocsp(answers::tbs(|_, _| {})),
        stamps::request(true),
    ]);
    let signed: Vec<Signed> = signed.into_iter().collect::<Result<_, _>>().unwrap();
    let [
        Signed::Certificate(der),
        Signed::Crl(list),
        Signed::Checkpoint(mark),
        Signed::Ocsp(answer),
        Signed::Stamp(token),
    ] = signed.as_slice()
    else {
        panic!("answers of other kinds")
    };
    Certificate::parse(der).unwrap().verify(ca().key()).unwrap();
    Crl::parse(list).unwrap().verify(ca().key()).unwrap();
    assert_eq!(mark.checkpoint, checkpoint);
    let journal = Certificate::parse(file("ca/journal.pem"))
        .unwrap()
        .public_key()
        .unwrap();
    journal.verify(&checkpoint.to_be_signed(), &mark.signature).unwrap();
    assert!(matches!(OcspResponse::parse(answer), Ok(OcspResponse::Answer(_))));
    assert_eq!(TimeStampToken::parse(token).unwrap().certificates().len(), 2);
}

fn each_refusal_keeps_its_code(keeper: &mut impl Keeper) {
    for (request, code) in [
        (SignRequest::Certificate(b"noise".to_vec()), "tbs-unreadable"),
        (SignRequest::Certificate(of_another_key()), "tbs-authority-key"),
        (SignRequest::Crl(lists::list(4, NOW, NOW + DAY)), "crl-tbs-number-back"),
        (
            SignRequest::Checkpoint(Checkpoint::opening(writer(9), None, NOW)),
            "checkpoint-back",
        ),
        (
            SignRequest::Ocsp(answers::tbs(|input, _| input.key_hash = &[7; 20])),
            "ocsp-tbs-responder",
        ),
        (
            SignRequest::Stamp {
                info: Vec::new(),
                certificates_wanted: true,
            },
            "tsp-info-unreadable",
        ),
    ] {
        assert_eq!(sign_one(keeper, request).map_err(SignError::code), Err(code));
    }
    let SignError::Crl(refusal) = sign_one(keeper, SignRequest::Crl(lists::list(4, NOW, NOW + DAY))).unwrap_err()
    else {
        panic!("a refusal of another kind")
    };
    assert!(refusal.to_string().ends_with("последний номер: 5"), "{refusal}");
}

fn answers_come_in_order(keeper: &mut impl Keeper) {
    let asked = keeper.sign(vec![
        certificate(),
        SignRequest::Ocsp(Vec::new()),
        SignRequest::Crl(lists::list(6, NOW, NOW + DAY)),
        certificate(),
    ]);
    assert!(
        matches!(
            asked.as_slice(),
            [
                Ok(Signed::Certificate(_)),
                Err(SignError::Ocsp(_)),
                Ok(Signed::Crl(_)),
                Ok(Signed::Certificate(_))
            ]
        ),
        "{asked:?}"
    );
}

/// A good certificate whose authorityKeyIdentifier leads elsewhere.
fn of_another_key() -> Vec<u8> {
    let tbs = build_tbs(&good()).unwrap();
    patched(&tbs, &ca().issuer().key_identifier, &[0; 20])
}

fn writer(epoch: u64) -> Writer {
    Writer {
        node: "main".parse().unwrap(),
        epoch,
    }
}
