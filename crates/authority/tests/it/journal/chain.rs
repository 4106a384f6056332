//! The growing end of a chain.

use zaver_authority::journal::{Body, Chain, Digest, Head, NodeName, Writer};

use super::story::*;
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
    assert_eq!(
        chain.seal(&stale).unwrap_err().code(),
        "journal-not-at-head"
    );
    story.interim(&mut chain, 4);
    assert_eq!(
        chain.seal(&early).unwrap_err().code(),
        "journal-foreign-checkpoint",
        "older than the last one"
    );
    assert_eq!(
        Chain::open(&early).unwrap_err().code(),
        "journal-not-opening"
    );
    let closing = chain.closing(NOW + 5);
    story.seal(&mut chain, &closing);
    let body = Body::parse(br#"{"operation":"approve"}"#).unwrap();
    assert_eq!(
        chain.append(NOW + 6, body).unwrap_err().code(),
        "journal-closed"
    );
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
        (
            b"{\"operation\":\"journal-checkpoint\"}",
            "journal-body-reserved",
        ),
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
