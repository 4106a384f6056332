//! The gate before a revocation list.

use pki::SerialNumber;
use pki::crl::{Crl, Reason};
use zaver_authority::crl::{CrlError, Draft, Entry, Heading, Prepared, Published, Resumed, complete, prepare};
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
        invalid_since: None,
        not_after: NOW + 100 * DAY,
    }
}

fn heading(number: u64) -> Heading<'static> {
    Heading {
        number,
        this_update: NOW,
        next_update: NOW + DAY,
        part: None,
        delta_urls: &[],
        dated_back: false,
    }
}

fn resumed(n: u8) -> Resumed {
    Resumed {
        serial: serial(n),
        since: NOW - 1,
    }
}

/// A complete list with these entries, made at `this_update`.
fn published(number: u64, this_update: i64, entries: &[Entry]) -> Published {
    let heading = Heading {
        this_update,
        next_update: this_update + DAY,
        ..heading(number)
    };
    signed(prepare(&ca(), &heading, entries, &[], None).unwrap(), this_update)
}

fn signed(prepared: Prepared, now: i64) -> Published {
    let folder = Folder::new("published");
    match keeper(&folder, now).sign(vec![SignRequest::Crl(prepared.tbs)]).pop() {
        Some(Ok(Signed::Crl(der))) => Published::load(&ca(), der).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// How many entries a complete list gets, or why there is none.
fn code(
    heading: &Heading<'_>,
    entries: &[Entry],
    resumed: &[Resumed],
    previous: Option<&Published>,
) -> Result<usize, &'static str> {
    prepare(&ca(), heading, entries, resumed, previous)
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
        assert_eq!(code(&heading(number), &[], &[], Some(&previous)), expected, "{number}");
    }
    let later = published(7, NOW + 1, &[]);
    assert_eq!(code(&heading(8), &[], &[], Some(&later)), Err("crl-time-back"));
    assert_eq!(
        code(
            &Heading {
                next_update: NOW,
                ..heading(8)
            },
            &[],
            &[],
            None
        ),
        Err("crl-next-update")
    );
    let beyond = ca().certificate().not_after() + 1;
    assert_eq!(
        code(
            &Heading {
                next_update: beyond,
                ..heading(8)
            },
            &[],
            &[],
            None
        ),
        Err("crl-next-update")
    );
    assert!(
        code(
            &Heading {
                next_update: beyond - 1,
                ..heading(8)
            },
            &[],
            &[],
            None
        )
        .is_ok()
    );
}

#[test]
fn nobody_leaves_the_list_without_a_reason() {
    let held = entry(1, Reason::CertificateHold);
    let revoked = entry(2, Reason::KeyCompromise);
    let previous = published(1, NOW - DAY / 2, &[held, revoked]);
    let both = [resumed(1), resumed(2)];
    for (what, entries, resumed, expected) in [
        ("both stay", &[held, revoked][..], &[][..], Ok(2)),
        ("held one vanishes", &[revoked], &[], Err("crl-vanished")),
        ("held one is resumed", &[revoked], &both[..1], Ok(1)),
        ("revoked one vanishes", &[held], &[], Err("crl-vanished")),
        (
            "revoked one cannot be resumed",
            &[held],
            &both[1..],
            Err("crl-revocation-softened"),
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
        ("one stands twice", &[held, revoked, revoked], &[], Err("crl-order")),
        ("all vanish", &[], &[], Err("crl-vanished")),
        ("held again after a resumption", &[held, revoked], &both[..1], Ok(2)),
    ] {
        assert_eq!(code(&heading(2), entries, resumed, Some(&previous)), expected, "{what}");
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
        code(&heading(2), &[ended], &[], Some(&before_end)),
        Ok(1),
        "no list after the end has carried it yet"
    );
    let at_end = Entry {
        not_after: NOW - DAY / 2,
        ..ended
    };
    assert_eq!(
        code(
            &heading(2),
            &[at_end],
            &[],
            Some(&published(1, NOW - DAY / 2, &[at_end]))
        ),
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
        code(
            &heading(2),
            &[Entry {
                not_after: NOW - DAY,
                ..ended
            }],
            &[],
            Some(&after_end)
        ),
        Ok(0)
    );
    // Revoked after its end and after that list: it has never been carried.
    let late = Entry {
        since: NOW - 10,
        not_after: NOW - DAY,
        ..entry(2, Reason::KeyCompromise)
    };
    assert_eq!(
        code(
            &heading(2),
            &[
                Entry {
                    not_after: NOW - DAY,
                    ..ended
                },
                late
            ],
            &[],
            Some(&after_end)
        ),
        Ok(1)
    );
}

#[test]
fn list_dated_by_a_clock_that_ran_ahead_is_followed_when_a_person_says_so() {
    // Its own end had come by that clock, so that the list after it would leave it out.
    let running = Entry {
        not_after: NOW + DAY,
        ..entry(1, Reason::KeyCompromise)
    };
    let ahead = published(7, NOW + 10 * DAY, &[running]);
    assert_eq!(code(&heading(8), &[running], &[], Some(&ahead)), Err("crl-time-back"));
    let back = Heading {
        dated_back: true,
        ..heading(8)
    };
    assert_eq!(
        code(&back, &[running], &[], Some(&ahead)),
        Ok(1),
        "it runs and is listed"
    );
    assert_eq!(
        code(&back, &[], &[], Some(&ahead)),
        Err("crl-vanished"),
        "nothing else is forgiven"
    );
    assert_eq!(
        code(&Heading { number: 7, ..back }, &[running], &[], Some(&ahead)),
        Err("crl-number-back")
    );
}

#[test]
fn list_before_must_be_ours() {
    let root_list = Crl::parse(file("ca/root.crl")).unwrap().der().to_vec();
    for list in [root_list, b"noise".to_vec()] {
        let refused = Published::load(&ca(), list).map_err(|error| error.code());
        assert_eq!(refused.err(), Some("crl-foreign-previous"));
    }
}

#[test]
fn revocation_later_than_the_list_is_refused_by_the_lint() {
    let future = Entry {
        since: NOW + 1,
        ..entry(1, Reason::KeyCompromise)
    };
    assert_eq!(code(&heading(1), &[future], &[], None), Err("crl-lint"));
}

#[test]
fn order_of_the_facts_does_not_change_the_bytes() {
    let entries: Vec<_> = (1..=9).map(|n| entry(n, Reason::Superseded)).collect();
    let turned: Vec<_> = entries.iter().rev().copied().collect();
    let bytes = |entries: &[Entry]| prepare(&ca(), &heading(1), entries, &[], None).unwrap().tbs;
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
    let tbs = prepare(&ca(), &heading(1), &[], &[], None).unwrap().tbs;
    for answer in [
        published(2, NOW, &[]).der().to_vec(),
        file("ca/root.crl").to_vec(),
        b"noise".to_vec(),
    ] {
        let signer = Signer::start(Liar(answer)).unwrap();
        assert_eq!(
            complete(&ca(), &signer, tbs.clone()).await.unwrap_err().code(),
            "signer-not-ours"
        );
    }
}

/// A delta list with these changes.
fn delta(
    number: u64,
    changes: &[Entry],
    resumed: &[Resumed],
    base: &Published,
    previous: Option<&Published>,
) -> Result<Prepared, CrlError> {
    let mut draft = Draft::delta(&ca(), &heading(number), resumed, base, previous)?;
    changes.iter().try_for_each(|entry| draft.push(entry))?;
    draft.finish()
}

#[test]
fn delta_list_names_what_has_changed_and_who_is_good_again() {
    let held = entry(2, Reason::CertificateHold);
    let base = published(4, NOW - DAY / 2, &[entry(1, Reason::KeyCompromise), held]);
    let new = entry(3, Reason::Superseded);
    let first = signed(delta(5, &[new], &[resumed(2)], &base, None).unwrap(), NOW);
    assert_eq!((first.number(), first.base()), (Some(5), Some(4)));
    let listed: Vec<_> = first
        .entries()
        .map(|entry| (entry.serial.to_vec(), entry.reason))
        .collect();
    let expected = [(2, Reason::RemoveFromCrl), (3, Reason::Superseded)];
    assert_eq!(
        listed,
        expected.map(|(n, reason)| (serial(n).as_bytes().to_vec(), reason))
    );

    let refused = |changes: &[Entry], resumed: &[Resumed]| {
        let outcome = delta(6, changes, resumed, &base, Some(&first));
        outcome.map(|prepared| prepared.count).map_err(|error| error.code())
    };
    for (what, changes, resumed, expected) in [
        ("the same again", &[new][..], &[resumed(2)][..], Ok(2)),
        (
            "what the delta before said is gone",
            &[],
            &[resumed(2)],
            Err("crl-vanished"),
        ),
        ("resumed and held again", &[held, new], &[resumed(2)], Ok(2)),
        (
            "revoked in the delta before, now good",
            &[],
            &[resumed(2), resumed(3)],
            Err("crl-revocation-softened"),
        ),
        (
            "revoked in the base, now held",
            &[entry(1, Reason::CertificateHold), new],
            &[],
            Err("crl-revocation-softened"),
        ),
        (
            "revoked in the base, now good",
            &[new],
            &[resumed(1)],
            Err("crl-revocation-softened"),
        ),
        ("out of order", &[new, held], &[], Err("crl-order")),
    ] {
        assert_eq!(refused(changes, resumed), expected, "{what}");
    }
    let code = |outcome: Result<Prepared, CrlError>| outcome.map(drop).map_err(|error| error.code());
    assert_eq!(code(delta(4, &[], &[], &base, None)), Err("crl-number-back"));
    assert_eq!(code(delta(6, &[], &[], &first, None)), Err("crl-other-scope"));
    let later_base = published(6, NOW, &[entry(1, Reason::KeyCompromise), new]);
    assert_eq!(
        code(delta(7, &[], &[], &later_base, Some(&first))),
        Err("crl-other-scope"),
        "a delta list before that stands on another base says nothing here"
    );

    // The complete list that follows may not forget what the delta list has said.
    let complete = |entries: &[Entry]| {
        let heading = heading(6);
        let mut draft =
            Draft::complete(&ca(), &heading, &[resumed(2)], Some(&base), 0)?.after_delta(&heading, &first)?;
        entries.iter().try_for_each(|entry| draft.push(entry))?;
        draft.finish()
    };
    assert_eq!(code(complete(&[entry(1, Reason::KeyCompromise)])), Err("crl-vanished"));
    assert_eq!(code(complete(&[entry(1, Reason::KeyCompromise), new])), Ok(()));
}

#[test]
fn list_of_a_part_follows_lists_of_that_part_only() {
    let url = |n: u8| [format!("http://uc.tfoms29.example/crl/issuing-{n}.crl")];
    let (one, two) = (url(1), url(2));
    let of = |urls| Heading {
        part: Some(urls),
        this_update: NOW - 1,
        ..heading(1)
    };
    let first = signed(prepare(&ca(), &of(&one), &[], &[], None).unwrap(), NOW);
    let next = |urls| Heading { number: 2, ..of(urls) };
    assert_eq!(code(&next(&one), &[], &[], Some(&first)), Ok(0));
    assert_eq!(code(&next(&two), &[], &[], Some(&first)), Err("crl-other-scope"));
    assert_eq!(code(&heading(2), &[], &[], Some(&first)), Err("crl-other-scope"));
}
