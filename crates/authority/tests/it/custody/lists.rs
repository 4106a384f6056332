//! Revocation lists: the good one is signed, each bad one is refused by its own code.

use pki::certificate::{Certificate, key_identifier};
use pki::crl::{CrlInput, build_tbs};
use zaver_authority::custody::{Keeper, SignError, SignRequest};

use super::patched;
use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

pub(super) fn list(number: u64, this_update: i64, next_update: i64) -> Vec<u8> {
    build_tbs(&CrlInput {
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
    let of_root = build_tbs(&CrlInput {
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
        ("trailing byte", [&good[..], &[0]].concat(), "crl-tbs-unreadable"),
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
        ("key", patched(&good, &aki, &[0; 20]), "crl-tbs-authority-key"),
        (
            "no number",
            patched(&good, &number, &[0x03, 0x55, 0x1d, 0x1b, 0x04, 0x03, 0x02, 0x01, 0x05]),
            "crl-tbs-no-number",
        ),
        (
            "negative number",
            patched(&good, &number, &[0x03, 0x55, 0x1d, 0x14, 0x04, 0x03, 0x02, 0x01, 0x85]),
            "crl-tbs-no-number",
        ),
        ("future", list(5, NOW + 301, NOW + DAY), "crl-tbs-this-update"),
        ("long past", list(5, NOW - 8 * DAY, NOW + DAY), "crl-tbs-this-update"),
        ("after the УЦ", list(5, NOW, last + 1), "crl-tbs-next-update"),
    ] {
        assert_eq!(sign_list(&mut keeper, tbs), Err(code), "{what}");
    }
    assert_eq!(sign_list(&mut keeper, good), Ok(()));
}

#[test]
fn number_and_time_of_a_list_never_go_back() {
    let folder = Folder::new("numbers");
    let mut keeper = keeper(&folder, NOW);
    for (what, tbs, expected) in [
        ("first", list(5, NOW - 10, NOW + DAY), Ok(())),
        ("same again", list(5, NOW - 10, NOW + DAY), Ok(())),
        ("made again after a crash", list(5, NOW - 5, NOW + DAY), Ok(())),
        (
            "older under the same number",
            list(5, NOW - 6, NOW + DAY),
            Err("crl-tbs-number-back"),
        ),
        ("lower number", list(4, NOW, NOW + DAY), Err("crl-tbs-number-back")),
        ("next", list(6, NOW - 5, NOW + DAY), Ok(())),
    ] {
        assert_eq!(sign_list(&mut keeper, tbs), expected, "{what}");
    }
}
