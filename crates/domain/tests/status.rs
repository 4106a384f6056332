//! The status of one certificate: reasons, their context, what lists say. Expectations come from DOMAIN §1.6 and X.509.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly, as the tests do")]

use jiff::{SignedDuration, Timestamp};
use zaver_domain::certificate::{Certificate, CertificateState as S};
use zaver_domain::id::CertificateId;
use zaver_domain::rights::Role;
use zaver_domain::status::{Asker, HoldReason, Listing, RevocationReason as R, StatusRefusal, Will};

fn minute(n: i64) -> Timestamp {
    "2026-11-23T08:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(n)
}

fn valid() -> Certificate {
    Certificate {
        id: CertificateId::new(minute(0), [1; 10]),
        serial: "0A".repeat(16),
        issuer: "issuing".into(),
        state: S::Valid,
        holds: Vec::new(),
        changes: Vec::new(),
        profile: "user".into(),
        shard: 0,
        request: None,
        registration: None,
        holder: "Зимин Артём".into(),
        organization: "ГБУЗ".into(),
        snils: None,
        inns: Vec::new(),
        not_before: minute(-10),
        not_after: minute(10_000),
        decided_at: minute(-5),
        issued_at: Some(minute(-4)),
    }
}

fn will(at: i64, role: Role, asked_by: Asker) -> Will {
    Will {
        at: minute(at),
        role,
        asked_by,
        decided_by: None,
        number: format!("{at}"),
        basis: None,
    }
}

#[test]
fn it_is_valid_again_only_when_no_reason_stands() {
    let mut one = valid();
    assert_eq!(one.listing(), None);
    one.hold(will(1, Role::System, Asker::Timer)).unwrap();
    one.hold(will(5, Role::CaUser, Asker::Holder)).unwrap();
    assert_eq!(one.state, S::Suspended);
    one.lift(HoldReason::CopyNotReturned, will(7, Role::RaOperator, Asker::Authority))
        .unwrap();
    assert_eq!(one.state, S::Suspended, "the holder's wish still stands");
    // The lifted reason does not make the suspension shorter.
    assert_eq!(
        one.listing(),
        Some(Listing {
            since: minute(1),
            reason: 6
        })
    );
    one.lift(HoldReason::Holder, will(9, Role::CaUser, Asker::Holder))
        .unwrap();
    assert_eq!((one.state, one.listing()), (S::Valid, None));
    let steps: Vec<_> = one.changes.iter().map(|change| (change.from, change.to)).collect();
    let told = [
        (S::Valid, S::Suspended),
        (S::Suspended, S::Suspended),
        (S::Suspended, S::Suspended),
        (S::Suspended, S::Valid),
    ];
    assert_eq!(steps, told);
}

#[test]
fn revoked_while_suspended_keeps_the_date_of_the_suspension() {
    let mut one = valid();
    one.hold(will(1, Role::CaUser, Asker::Holder)).unwrap();
    one.lift(HoldReason::Holder, will(2, Role::CaUser, Asker::Holder))
        .unwrap();
    one.hold(will(3, Role::CaUser, Asker::Holder)).unwrap();
    one.end(R::KeyCompromise, will(8, Role::CaUser, Asker::Holder)).unwrap();
    assert_eq!(one.state, S::Revoked);
    assert_eq!(
        one.listing(),
        Some(Listing {
            since: minute(3),
            reason: 1
        })
    );
    let mut other = valid();
    other.hold(will(1, Role::CaUser, Asker::Holder)).and(Ok(())).unwrap();
    other
        .lift(HoldReason::Holder, will(2, Role::CaUser, Asker::Holder))
        .unwrap();
    other
        .end(R::Dismissed, will(8, Role::RaOperator, Asker::Organization))
        .unwrap();
    assert_eq!(other.listing().unwrap().since, minute(8), "it was good in between");
}

/// Rows of DOMAIN §1.6: reason, its CRLReason, and who may give it (holder, organisation, authority, timer).
const REASONS: [(R, u8, [bool; 4]); 10] = [
    (R::KeyCompromise, 1, [true, true, true, false]),
    (R::DataChanged, 3, [true, true, false, false]),
    (R::Dismissed, 3, [true, true, false, false]),
    (R::Superseded, 4, [true, true, false, false]),
    (R::NotNeeded, 5, [true, true, false, false]),
    (R::RegulationBroken, 9, [false, false, true, false]),
    (R::SuspensionOver, 9, [false, false, false, true]),
    (R::KeyNotProved, 9, [false, false, true, false]),
    (R::DuplicateKey, 9, [false, false, true, false]),
    (R::Court, 9, [false, false, true, false]),
];

#[test]
fn a_reason_is_given_only_by_whom_it_concerns() {
    assert_eq!(REASONS.map(|(reason, ..)| reason), R::ALL);
    let askers = [
        (Asker::Holder, Role::CaUser),
        (Asker::Organization, Role::RaOperator),
        (Asker::Authority, Role::RaOperator),
        (Asker::Timer, Role::System),
    ];
    for (reason, code, who) in REASONS {
        assert_eq!(reason.code(), code, "{reason:?}");
        for ((asker, role), may) in askers.into_iter().zip(who) {
            let mut one = valid();
            let done = one.end(reason, will(1, role, asker)).map(drop);
            assert_eq!(done.is_ok(), may, "{reason:?} by {asker:?}: {done:?}");
            assert_eq!(one.state == S::Valid, !may);
        }
    }
    let mut one = valid();
    one.end(R::Court, will(1, Role::RaOperator, Asker::Authority)).unwrap();
    assert_eq!(one.state, S::Annulled);
}

#[test]
fn nobody_speaks_for_another() {
    for (role, asker) in [
        (Role::CaUser, Asker::Organization),
        (Role::CaUser, Asker::Authority),
        (Role::CaUser, Asker::Timer),
        (Role::RaOperator, Asker::Timer),
        (Role::System, Asker::Holder),
    ] {
        let refusal = valid().hold(will(1, role, asker)).unwrap_err();
        assert_eq!(refusal, StatusRefusal::ReasonNotYours, "{role:?} for {asker:?}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let mut one = valid();
    one.hold(will(1, Role::RaOperator, Asker::Organization)).unwrap();
    let before = one.clone();
    let again = one.hold(will(2, Role::RaOperator, Asker::Organization)).map(drop);
    assert_eq!(again, Err(StatusRefusal::AlreadyHeld));
    let foreign = one
        .lift(HoldReason::Organization, will(2, Role::CaUser, Asker::Holder))
        .map(drop);
    assert_eq!(foreign, Err(StatusRefusal::NotYourHold));
    let absent = one
        .lift(HoldReason::Holder, will(2, Role::CaUser, Asker::Holder))
        .map(drop);
    assert_eq!(absent, Err(StatusRefusal::NotHeld));
    let late = one
        .end(R::NotNeeded, will(10_001, Role::CaUser, Asker::Holder))
        .map(drop);
    assert_eq!(late, Err(StatusRefusal::Expired));
    assert_eq!(one, before);
}
