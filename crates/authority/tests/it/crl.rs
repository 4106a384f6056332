//! The gate before a revocation list.

use pki::SerialNumber;
use pki::crl::{Crl, Reason};
use zaver_authority::crl::{Entry, Input, complete, prepare};
use zaver_authority::custody::{Keeper, SignRequest, Signed, Signer};

use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

fn serial(n: u8) -> SerialNumber {
    SerialNumber::from_random([n; 16])
}

fn entry(n: u8, reason: Reason) -> Entry {
    Entry {
        serial: serial(n),
        since: NOW - DAY,
        reason,
        not_after: NOW + 100 * DAY,
    }
}

fn input<'a>(number: u64, entries: &'a [Entry], previous: Option<&'a Crl>) -> Input<'a> {
    Input {
        number,
        this_update: NOW,
        next_update: NOW + DAY,
        entries,
        resumed: &[],
        previous,
    }
}

/// A published list with these entries, made at `this_update`.
fn published(number: u64, this_update: i64, entries: &[Entry]) -> Crl {
    let folder = Folder::new("published");
    let next_update = this_update + DAY;
    let tbs = prepare(
        &ca(),
        &Input {
            this_update,
            next_update,
            ..input(number, entries, None)
        },
    )
    .unwrap()
    .tbs;
    match keeper(&folder, this_update).sign(vec![SignRequest::Crl(tbs)]).pop() {
        Some(Ok(Signed::Crl(der))) => Crl::parse(&der).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn code(input: &Input<'_>) -> Result<usize, &'static str> {
    prepare(&ca(), input)
        .map(|prepared| prepared.count)
        .map_err(|error| error.code())
}

#[test]
fn numbers_and_time_go_forward() {
    let previous = published(7, NOW - DAY, &[]);
    for (number, expected) in [
        (6, Err("crl-number-back")),
        (7, Err("crl-number-back")),
        (8, Ok(0)),
        (900, Ok(0)),
    ] {
        assert_eq!(code(&input(number, &[], Some(&previous))), expected, "{number}");
    }
    let later = published(7, NOW + 1, &[]);
    assert_eq!(code(&input(8, &[], Some(&later))), Err("crl-time-back"));
    assert_eq!(
        code(&Input {
            next_update: NOW,
            ..input(8, &[], None)
        }),
        Err("crl-next-update")
    );
    let beyond = ca().certificate().not_after() + 1;
    assert_eq!(
        code(&Input {
            next_update: beyond,
            ..input(8, &[], None)
        }),
        Err("crl-next-update")
    );
    assert!(
        code(&Input {
            next_update: beyond - 1,
            ..input(8, &[], None)
        })
        .is_ok()
    );
}

#[test]
fn nobody_leaves_the_list_without_a_reason() {
    let held = entry(1, Reason::CertificateHold);
    let revoked = entry(2, Reason::KeyCompromise);
    let previous = published(1, NOW - DAY / 2, &[held, revoked]);
    let both = [serial(1), serial(2)];
    for (what, entries, resumed, expected) in [
        ("both stay", &[held, revoked][..], &[][..], Ok(2)),
        ("held one vanishes", &[revoked], &[], Err("crl-vanished")),
        ("held one is resumed", &[revoked], &both[..1], Ok(1)),
        ("revoked one vanishes", &[held], &[], Err("crl-vanished")),
        (
            "revoked one cannot be resumed",
            &[held],
            &both[1..],
            Err("crl-vanished"),
        ),
        (
            "held one is revoked",
            &[entry(1, Reason::Superseded), revoked],
            &[],
            Ok(2),
        ),
        (
            "revoked one cannot be held",
            &[held, entry(2, Reason::CertificateHold)],
            &[],
            Err("crl-revocation-softened"),
        ),
        (
            "a new one comes",
            &[held, revoked, entry(3, Reason::Unspecified)],
            &[],
            Ok(3),
        ),
        ("one stands twice", &[held, revoked, revoked], &[], Err("crl-lint")),
        ("all vanish", &[], &both, Err("crl-vanished")),
    ] {
        assert_eq!(
            code(&Input {
                resumed,
                ..input(2, entries, Some(&previous))
            }),
            expected,
            "{what}"
        );
    }
}

#[test]
fn expired_entry_stays_for_one_more_list() {
    let ended = Entry {
        not_after: NOW - 1,
        ..entry(1, Reason::KeyCompromise)
    };
    let before_end = published(1, NOW - DAY / 2, &[ended]);
    assert_eq!(
        code(&input(2, &[ended], Some(&before_end))),
        Ok(1),
        "no list after the end has carried it yet"
    );
    let at_end = Entry {
        not_after: NOW - DAY / 2,
        ..ended
    };
    assert_eq!(
        code(&input(2, &[at_end], Some(&published(1, NOW - DAY / 2, &[at_end])))),
        Ok(1),
        "the last second is inside"
    );
    let after_end = published(
        1,
        NOW - DAY / 2,
        &[Entry {
            not_after: NOW - DAY,
            ..ended
        }],
    );
    assert_eq!(
        code(&input(
            2,
            &[Entry {
                not_after: NOW - DAY,
                ..ended
            }],
            Some(&after_end)
        )),
        Ok(0)
    );
    // Revoked after its end and after that list: it has never been carried.
    let late = Entry {
        since: NOW - 10,
        not_after: NOW - DAY,
        ..entry(2, Reason::KeyCompromise)
    };
    assert_eq!(
        code(&input(
            2,
            &[
                Entry {
                    not_after: NOW - DAY,
                    ..ended
                },
                late
            ],
            Some(&after_end)
        )),
        Ok(1)
    );
}

#[test]
fn list_before_must_be_ours() {
    let root_list = Crl::parse(file("ca/root.crl")).unwrap();
    assert_eq!(code(&input(2, &[], Some(&root_list))), Err("crl-foreign-previous"));
}

#[test]
fn revocation_later_than_the_list_is_refused_by_the_lint() {
    let future = Entry {
        since: NOW + 1,
        ..entry(1, Reason::KeyCompromise)
    };
    assert_eq!(code(&input(1, &[future], None)), Err("crl-lint"));
}

#[test]
fn order_of_the_facts_does_not_change_the_bytes() {
    let entries: Vec<_> = (1..=9).map(|n| entry(n, Reason::Superseded)).collect();
    let turned: Vec<_> = entries.iter().rev().copied().collect();
    let bytes = |entries: &[Entry]| prepare(&ca(), &input(1, entries, None)).unwrap().tbs;
    assert_eq!(bytes(&entries), bytes(&turned));
}

#[tokio::test]
async fn signed_list_is_checked_when_it_comes_back() {
    struct Liar(Vec<u8>);
    impl Keeper for Liar {
        fn sign(&mut self, _: Vec<SignRequest>) -> Vec<Result<Signed, zaver_authority::custody::SignError>> {
            vec![Ok(Signed::Crl(self.0.clone()))]
        }
    }
    let tbs = prepare(&ca(), &input(1, &[], None)).unwrap().tbs;
    for answer in [
        published(2, NOW, &[]).der().to_vec(),
        file("ca/root.crl").to_vec(),
        b"noise".to_vec(),
    ] {
        let signer = Signer::start(Liar(answer)).unwrap();
        assert_eq!(
            complete(&ca(), &signer, &tbs).await.unwrap_err().code(),
            "signer-not-ours"
        );
    }
}
