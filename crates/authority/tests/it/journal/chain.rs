//! The growing end of a chain.

use zaver_authority::journal::{Body, Chain, Digest, Head, NodeName, Writer, record_line};

use super::story::*;
use super::tampering::forged_record;
use crate::house::*;

#[test]
fn chain_refuses_what_would_not_verify() {
    let mut story = Story::new("chain");
    let mut chain = story.open("main", None, 0);
    story.event(&mut chain, 1);
    let early = (story.keeper)(&chain.interim(NOW + 1));
    story.event(&mut chain, 2);
    let stale = (story.keeper)(&chain.closing(NOW + 2));
    story.event(&mut chain, 3);
    assert_eq!(chain.seal(&stale).unwrap_err().code(), "journal-not-at-head");
    story.interim(&mut chain, 4);
    assert_eq!(
        chain.seal(&early).unwrap_err().code(),
        "journal-foreign-checkpoint",
        "older than the last one"
    );
    assert_eq!(Chain::open(&early).unwrap_err().code(), "journal-not-opening");
    let closing = chain.closing(NOW + 5);
    story.seal(&mut chain, &closing);
    let body = Body::parse(br#"{"operation":"approve"}"#).unwrap();
    assert_eq!(chain.append(NOW + 6, body).unwrap_err().code(), "journal-closed");
    assert!(check(&story.lines, &strict()).is_ok());
}

#[test]
fn committer_goes_back_to_the_old_value_when_its_transaction_fails() {
    let mut story = Story::new("rollback");
    let mut chain = story.open("main", None, 0);
    let before = chain.clone();
    let body = Body::parse(br#"{"operation":"approve"}"#).unwrap();
    chain.append(NOW + 1, body).unwrap();
    chain = before;
    story.event(&mut chain, 2);
    story.interim(&mut chain, 3);
    assert!(check(&story.lines, &strict()).is_ok());
}

#[test]
fn body_is_one_json_object_on_one_line() {
    for (body, code) in [
        (&b""[..], "journal-body-not-json"),
        (b"[]", "journal-body-not-json"),
        (b"{\"operation\":\"a\"", "journal-body-not-json"),
        (b"{\"operation\":\"a\"}{}", "journal-body-not-json"),
        (b"{\n\"operation\":\"a\"}", "journal-body-not-json"),
        (b"{\"operation\":\"\xff\"}", "journal-body-not-json"),
        (b"{}", "journal-body-no-operation"),
        (b"{\"operation\":1}", "journal-body-no-operation"),
        (b"{\"operation\":\"journal-checkpoint\"}", "journal-body-reserved"),
    ] {
        assert_eq!(
            Body::parse(body).unwrap_err().code(),
            code,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
    let long = format!(r#"{{"operation":"{}"}}"#, "a".repeat(64 * 1024));
    assert_eq!(
        Body::parse(long.as_bytes()).unwrap_err().code(),
        "journal-body-too-long"
    );
}

#[test]
fn writer_of_a_restart_is_always_later() {
    let node: NodeName = "main".parse().unwrap();
    let first = Writer::starting(node.clone(), None, NOW);
    let head = Head {
        writer: first.clone(),
        seq: 1,
        hash: Digest::NONE,
    };
    for now in [NOW + 5, NOW, NOW - 1000, -1] {
        assert!(
            Writer::starting(node.clone(), Some(&head), now).epoch > first.epoch,
            "{now}"
        );
    }
    for wrong in [
        "", "Main:1", "main", "main:", "main:+1", "main:01", "main:-1", "ma in:1", ":1",
    ] {
        assert!(wrong.parse::<Writer>().is_err(), "{wrong}");
    }
}

/// Journals are kept for years: the hash of a record may never change. The value is that of OpenSSL with the ГОСТ
/// engine over the bytes that the documentation of the record describes.
#[test]
fn hash_of_a_record_is_what_openssl_computed() {
    let hash = "578a2a40627fcda94d15257e2dbc14c23d2e3f033801e967acfd4ff2e7e6ca68".to_owned();
    let old = core::array::from_fn(|byte| byte as u8);
    let body = r#"{"actor":"0193e0a0","operation":"approve","outcome":"done"}"#;
    let writer = format!("main:{NOW}").parse().unwrap();
    let record = forged_record(&writer, 2, Digest(old), NOW + 5, body);
    assert_eq!(record.hash, Digest::try_from(hash).unwrap());
    // And the room itself agrees with that value: a checkpoint aside, the record is whole.
    let lines = [EXPORT[0].clone(), record_line(&record)];
    assert_eq!(check(&lines, &strict()).unwrap_err(), (2, "journal-not-opened"));
    let other = record_line(&record).replace("done", "gone");
    assert_eq!(
        check(&[EXPORT[0].clone(), other], &strict()).unwrap_err(),
        (2, "journal-changed")
    );
}
