//! What the verifier demands of an export as a whole.

use zaver_authority::journal::{Digest, Expectation, Head, header_line, verify};

use super::story::*;
use crate::house::*;

#[test]
fn untouched_export_is_whole() {
    assert_eq!(EXPORT.len(), 15);
    assert_eq!(
        check(&EXPORT, &strict()).unwrap(),
        "14 records, 3 chains, 6 checkpoints, 0 uncovered, 0 steps back"
    );
}

#[test]
fn second_chain_from_one_head_is_a_fork() {
    let mut story = Story::new("fork");
    let first = story.open("main", None, 0);
    let second = story.open("main", Some(first.head().clone()), 10);
    let _third = story.open("main", Some(first.head().clone()), 20);
    assert_eq!(second.head().seq, 1);
    assert_eq!(check(&story.lines, &strict()).unwrap_err(), (4, "journal-forked"));
    let mut story = Story::new("fork-from-nothing");
    story.open("main", None, 0);
    story.open("main", None, 10);
    assert_eq!(check(&story.lines, &strict()).unwrap_err(), (3, "journal-forked"));
}

#[test]
fn export_may_begin_with_a_later_start_when_nobody_expects_the_first() {
    let lines: Vec<_> = EXPORT.iter().take(1).chain(&EXPORT[5..]).collect();
    assert_eq!(check(&lines, &strict()).unwrap_err(), (2, "journal-not-from-beginning"));
    assert!(
        check(
            &lines,
            &Expectation {
                from_beginning: false,
                ..strict()
            }
        )
        .is_ok()
    );
}

#[test]
fn cut_back_to_an_earlier_checkpoint_is_seen_against_a_known_head() {
    let cut = &EXPORT[..11];
    assert!(check(cut, &strict()).is_ok(), "nothing inside the file can show it");
    let last: serde_json::Value = serde_json::from_str(&EXPORT[13]).unwrap();
    let known = Head {
        writer: last["writer"].as_str().unwrap().parse().unwrap(),
        seq: last["seq"].as_u64().unwrap(),
        hash: Digest::try_from(last["hash"].as_str().unwrap().to_owned()).unwrap(),
    };
    let expectation = Expectation {
        known_heads: vec![known],
        ..strict()
    };
    assert!(check(&EXPORT, &expectation).is_ok());
    assert_eq!(
        check(cut, &expectation).unwrap_err(),
        (12, "journal-known-head-missing")
    );
}

#[test]
fn unsigned_tail_is_reported() {
    let lines = &EXPORT[..14];
    assert_eq!(check(lines, &strict()).unwrap_err(), (15, "journal-end-missing"));
    let lenient = Expectation {
        end_checkpoint: false,
        ..strict()
    };
    assert_eq!(
        check(lines, &lenient).unwrap(),
        "13 records, 3 chains, 5 checkpoints, 2 uncovered, 0 steps back"
    );
}

#[test]
fn clock_that_went_back_is_a_remark() {
    let mut story = Story::new("clock");
    let mut chain = story.open("main", None, 30);
    story.event(&mut chain, 40);
    story.event(&mut chain, 35);
    story.interim(&mut chain, 41);
    assert_eq!(
        check(&story.lines, &strict()).unwrap(),
        "4 records, 1 chains, 2 checkpoints, 0 uncovered, 1 steps back"
    );
}

#[test]
fn certificates_of_the_export_must_come_from_the_auditors_root() {
    let root = der("ca/root.pem");
    let issuing = der("ca/issuing.pem");
    let code = |lines: &[String], anchors: &[&[u8]]| verify(lines, anchors, &strict()).unwrap_err().reason.code();
    assert_eq!(code(&EXPORT, &[]), "journal-certificate-untrusted");
    assert_eq!(code(&EXPORT, &[&issuing]), "journal-certificate-untrusted");
    assert_eq!(code(&EXPORT, &[b"noise"]), "journal-anchor");
    let with_header = |certificate: &[u8]| {
        let mut lines = EXPORT.clone();
        lines[0] = header_line([certificate]);
        lines
    };
    assert_eq!(code(&with_header(&issuing), &[&root]), "journal-certificate-purpose");
    assert_eq!(code(&with_header(b"noise"), &[&root]), "journal-certificate-unreadable");
}

#[test]
fn empty_export_hides_everything() {
    assert_eq!(check(&EXPORT[..1], &strict()).unwrap_err(), (2, "journal-empty"));
    assert!(
        check(&EXPORT[..1], &Expectation::default()).is_ok(),
        "a journal may be new"
    );
}

#[test]
fn checkpoint_made_before_the_certificate_of_its_key_is_refused() {
    let mut story = Story::new("early");
    story.open("main", None, -1);
    assert_eq!(
        check(&story.lines, &strict()).unwrap_err(),
        (2, "journal-checkpoint-key-unknown")
    );
    let mut story = Story::new("first-second");
    story.open("main", None, 0);
    assert!(check(&story.lines, &strict()).is_ok());
}
