//! Revocation lists: the good one is signed, each bad one is refused by its own code.

use pki::certificate::{Certificate, key_identifier};
use pki::crl::{CrlInput, Part, build_tbs};
use zaver_authority::custody::{Keeper, SignError, SignRequest};

use super::patched;
use crate::house::*;

const URL: &str = "http://uc.tfoms29.example/crl/issuing-1.crl";
const DAY: i64 = 24 * 60 * 60;

pub(super) fn list(number: u64, this_update: i64, next_update: i64) -> Vec<u8> {
    let ca = ca();
    build_tbs(&CrlInput::complete(ca.issuer(), number, this_update, next_update), &[]).unwrap()
}

/// A list of a part, or a delta list over `base`.
fn special(number: u64, base: Option<u64>, url: Option<&str>, only_users: bool) -> Vec<u8> {
    let (ca, urls) = (ca(), url.map(|url| [url.to_owned()]));
    let input = CrlInput {
        base,
        part: urls.as_ref().map(|urls| Part { urls, only_users }),
        ..CrlInput::complete(ca.issuer(), number, NOW, NOW + DAY)
    };
    build_tbs(&input, &[]).unwrap()
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
    let of_root = build_tbs(&CrlInput::complete(&foreign, 5, NOW, NOW + DAY), &[]);
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
            patched(&good, &number, &[0x03, 0x55, 0x1d, 0x2e, 0x04, 0x03, 0x02, 0x01, 0x05]),
            "crl-tbs-no-number",
        ),
        (
            "negative number",
            patched(&good, &number, &[0x03, 0x55, 0x1d, 0x14, 0x04, 0x03, 0x02, 0x01, 0x85]),
            "crl-tbs-no-number",
        ),
        ("future", list(5, NOW + 301, NOW + DAY), "crl-tbs-this-update"),
        ("long past", list(5, NOW - 8 * DAY, NOW + DAY), "crl-tbs-this-update"),
        (
            "unknown extension",
            patched(&good, &number, &[0x03, 0x55, 0x1d, 0x63, 0x04, 0x03, 0x02, 0x01, 0x05]),
            "crl-tbs-extension",
        ),
        (
            "a part that need not be understood",
            patched(
                &special(5, None, Some(URL), true),
                &[0x55, 0x1d, 0x1c, 0x01, 0x01, 0xff],
                &[0x55, 0x1d, 0x1c, 0x01, 0x01, 0x00],
            ),
            "crl-tbs-unreadable",
        ),
        ("delta over itself", special(5, Some(5), None, true), "crl-tbs-base"),
        (
            "a part of the certificates of УЦ",
            patched(
                &special(5, None, Some(URL), true),
                &[0x81, 0x01, 0xff],
                &[0x82, 0x01, 0xff],
            ),
            "crl-tbs-part",
        ),
        ("after the УЦ", list(5, NOW, last + 1), "crl-tbs-next-update"),
    ] {
        assert_eq!(sign_list(&mut keeper, tbs), Err(code), "{what}");
    }
    assert_eq!(sign_list(&mut keeper, good), Ok(()));
}

#[test]
fn each_part_counts_for_itself_and_delta_lists_with_the_complete_ones() {
    let folder = Folder::new("parts");
    let mut keeper = keeper(&folder, NOW);
    let other = "http://uc.tfoms29.example/crl/issuing-2.crl";
    for (what, tbs, expected) in [
        ("complete", list(7, NOW, NOW + DAY), Ok(())),
        ("a part", special(3, None, Some(URL), true), Ok(())),
        ("another part", special(2, None, Some(other), false), Ok(())),
        ("delta", special(8, Some(7), None, true), Ok(())),
        (
            "complete under the number before",
            list(7, NOW, NOW + DAY),
            Err("crl-tbs-number-back"),
        ),
        (
            "the part again",
            special(2, None, Some(URL), true),
            Err("crl-tbs-number-back"),
        ),
    ] {
        assert_eq!(sign_list(&mut keeper, tbs), expected, "{what}");
    }
    let log = std::fs::read_to_string(folder.0.join("signatures.log")).unwrap();
    assert!(log.contains(r#""serial":"8 delta 7""#), "{log}");
    assert!(log.contains(&format!(r#""serial":"3 {URL}""#)), "{log}");
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
