//! Conditions, terms and letters of the steps that matter, written by hand.

use zaver_domain::adherence::{AdherenceAction, AdherenceGuard, AdherenceState};
use zaver_domain::certificate::{CertificateAction, CertificateState};
use zaver_domain::paper_copy::{PaperCopyAction, PaperCopyState};
use zaver_domain::process::{Party, Process, TermEffect, TermKind};
use zaver_domain::registration::{RegistrationAction, RegistrationGuard, RegistrationState};
use zaver_domain::request::{RequestAction, RequestGuard, RequestState};

#[track_caller]
fn has<P: Process>(state: P, action: P::Action, guards: &[P::Guard]) {
    let found = state.rule(action).unwrap().guards;
    assert_eq!(found.len(), guards.len(), "{action:?}: {found:?}");
    for guard in guards {
        assert!(found.contains(guard), "{action:?} without {guard:?}");
    }
}

#[test]
fn joining_needs_the_oms_and_both_copies() {
    use AdherenceGuard as G;
    has(
        AdherenceState::UnderReview,
        AdherenceAction::Register,
        &[G::InOms, G::TwoCopies, G::NotJoinedYet],
    );
}

#[test]
fn a_registration_is_approved_by_other_eyes() {
    use RegistrationAction as A;
    use RegistrationGuard as G;
    use RegistrationState as S;
    has(
        S::UnderReview,
        A::Approve,
        &[G::FourEyes, G::AdherenceInForce, G::PowerOfAttorneyValid],
    );
    let full = [G::FullSet, G::AdherenceInForce, G::PowerOfAttorneyValid];
    has(S::AwaitingDocuments, A::RegisterFullSet, &full);
    has(S::NeedsFix, A::RegisterFullSet, &full);
    has(S::UnderReview, A::Return, &[G::Reason]);
    has(S::UnderReview, A::Reject, &[G::Reason]);
}

#[test]
fn a_certificate_is_issued_by_other_eyes_and_a_valid_power_of_attorney() {
    use RequestAction as A;
    use RequestGuard as G;
    use RequestState as S;
    let key = [
        G::RegulationAcknowledged,
        G::PowerOfAttorneyValid,
        G::ProofOfPossession,
        G::SubjectMatches,
        G::NewKey,
    ];
    has(S::Draft, A::SubmitKey, &key);
    has(
        S::UnderReview,
        A::Approve,
        &[G::ScanAttached, G::CheckListPassed, G::PowerOfAttorneyValid],
    );
    has(S::Approved, A::Issue, &[G::FourEyes, G::PowerOfAttorneyValid]);
    has(S::UnderReview, A::Return, &[G::Reason]);
    for state in [S::AwaitingStatement, S::UnderReview, S::NeedsFix, S::Approved] {
        has(state, A::Reject, &[G::Reason]);
    }
}

#[test]
fn terms_start_stand_and_end_where_the_source_says() {
    use RegistrationState as R;
    use RequestState as Q;
    let registration = |state: R, action| state.rule(action).unwrap().term;
    let request = |state: Q, action| state.rule(action).unwrap().term;
    let three_days = TermEffect::Start(TermKind::RegisterUser);
    assert_eq!(
        registration(R::AwaitingDocuments, RegistrationAction::RegisterFullSet),
        three_days
    );
    assert_eq!(
        registration(R::UnderReview, RegistrationAction::Return),
        TermEffect::Pause
    );
    assert_eq!(
        registration(R::UnderReview, RegistrationAction::Approve),
        TermEffect::End
    );
    let access = TermEffect::Start(TermKind::TemporaryAccess);
    assert_eq!(registration(R::Approved, RegistrationAction::PrintSheet), access);
    assert_eq!(registration(R::AccessExpired, RegistrationAction::PrintSheet), access);

    let paper = TermEffect::Start(TermKind::ProcessRequest);
    assert_eq!(request(Q::Draft, RequestAction::SubmitKey), TermEffect::Keep);
    assert_eq!(request(Q::AwaitingStatement, RequestAction::RegisterStatement), paper);
    assert_eq!(request(Q::NeedsFix, RequestAction::RegisterStatement), paper);
    assert_eq!(request(Q::UnderReview, RequestAction::Return), TermEffect::Pause);
    assert_eq!(
        request(Q::UnderReview, RequestAction::Approve),
        TermEffect::Keep,
        "until the certificate is made"
    );
    assert_eq!(request(Q::Issuing, RequestAction::Complete), TermEffect::End);
}

#[test]
fn all_concerned_hear_of_a_status() {
    use CertificateAction as A;
    use CertificateState as S;
    let all = [Party::User, Party::Organization, Party::Operators];
    for (state, action) in [
        (S::Valid, A::Suspend),
        (S::Suspended, A::Resume),
        (S::Valid, A::Revoke),
        (S::Suspended, A::Revoke),
        (S::Valid, A::Annul),
    ] {
        assert_eq!(state.rule(action).unwrap().tell, all, "{action:?}");
    }
    let lasting = S::Valid.rule(A::Suspend).unwrap().term;
    assert_eq!(lasting, TermEffect::Start(TermKind::Suspension));
    assert_eq!(S::Suspended.rule(A::Resume).unwrap().term, TermEffect::End);
    assert_eq!(S::Suspended.rule(A::LiftHold).unwrap().term, TermEffect::Keep);
}

#[test]
fn people_hear_of_what_concerns_them() {
    use RequestState as Q;
    let told = |state: Q, action| state.rule(action).unwrap().tell;
    for (state, action) in [
        (Q::Draft, RequestAction::SubmitKey),
        (Q::AwaitingStatement, RequestAction::RegisterStatement),
        (Q::UnderReview, RequestAction::Return),
        (Q::UnderReview, RequestAction::Reject),
        (Q::Issuing, RequestAction::Complete),
    ] {
        assert_eq!(told(state, action), [Party::User], "{action:?}");
    }
    let lapse = PaperCopyState::Sent.rule(PaperCopyAction::Lapse).unwrap();
    assert_eq!(lapse.tell, [Party::User, Party::Operators]);
    let returned = PaperCopyState::Sent.rule(PaperCopyAction::MarkReturned).unwrap();
    assert_eq!(returned.tell, [Party::User]);
}
