//! Roads through the processes, step by step as the source documents tell them, and steps that nobody may take.

use zaver_domain::adherence::{AdherenceAction, AdherenceState};
use zaver_domain::certificate::{CertificateAction, CertificateState};
use zaver_domain::paper_copy::{PaperCopyAction, PaperCopyState};
use zaver_domain::process::{Process, StepRefusal};
use zaver_domain::registration::{RegistrationAction, RegistrationState};
use zaver_domain::request::{PublicStatus, RequestAction, RequestState};
use zaver_domain::rights::Role::{self, CaUser, NewUser, RaOperator, System, Visitor};

/// Walks from the first state; each line says who takes which step and where it leads.
#[track_caller]
fn walk<P: Process>(road: &[(Role, P::Action, P)]) -> P {
    let mut state = P::initial();
    for (role, action, to) in road {
        let rule = state
            .step(*action, *role)
            .unwrap_or_else(|why| panic!("{state:?}: {action:?} by {role:?}: {why}"));
        assert_eq!(rule.to, *to, "{action:?}");
        assert!(state.offered(*role).contains(action), "the button {action:?}");
        state = rule.to;
    }
    state
}

#[test]
fn an_organisation_joins_and_gets_its_second_copy_back() {
    use AdherenceAction as A;
    use AdherenceState as S;
    let end = walk(&[
        (RaOperator, A::Register, S::Registered),
        (RaOperator, A::HandBackCopy, S::InForce),
    ]);
    assert!(end.is_final());
    assert!(S::Registered.admits_users() && S::InForce.admits_users());
}

#[test]
fn an_organisation_outside_is_refused_and_admits_nobody() {
    use AdherenceState as S;
    let end = walk(&[(RaOperator, AdherenceAction::Refuse, S::Refused)]);
    assert!(end.is_final());
    assert!(!S::Refused.admits_users() && !S::UnderReview.admits_users());
}

#[test]
fn a_user_is_registered_and_sets_an_own_password() {
    use RegistrationAction as A;
    use RegistrationState as S;
    let end = walk(&[
        (RaOperator, A::RegisterFullSet, S::UnderReview),
        (RaOperator, A::Return, S::NeedsFix),
        (RaOperator, A::RegisterFullSet, S::UnderReview),
        (RaOperator, A::Approve, S::Approved),
        (RaOperator, A::PrintSheet, S::TemporaryAccess),
        (System, A::ExpireAccess, S::AccessExpired),
        (RaOperator, A::PrintSheet, S::TemporaryAccess),
        (RaOperator, A::PrintSheet, S::TemporaryAccess),
        (NewUser, A::SetOwnPassword, S::Active),
        (RaOperator, A::PrintSheet, S::TemporaryAccess),
        (NewUser, A::SetOwnPassword, S::Active),
    ]);
    assert!(end.is_final());
}

#[test]
fn a_registration_is_rejected_at_any_time_before_the_decision() {
    use RegistrationAction as A;
    use RegistrationState as S;
    for state in S::all() {
        let before = matches!(state, S::AwaitingDocuments | S::UnderReview | S::NeedsFix);
        assert_eq!(state.step(A::Reject, RaOperator).is_ok(), before, "{state:?}");
    }
}

#[test]
fn a_request_becomes_a_certificate() {
    use RequestAction as A;
    use RequestState as S;
    let end = walk(&[
        (CaUser, A::SubmitKey, S::AwaitingStatement),
        (RaOperator, A::RegisterStatement, S::UnderReview),
        (RaOperator, A::Compare, S::UnderReview),
        (RaOperator, A::Return, S::NeedsFix),
        (RaOperator, A::RegisterStatement, S::UnderReview),
        (RaOperator, A::Compare, S::UnderReview),
        (RaOperator, A::Approve, S::Approved),
        (RaOperator, A::Issue, S::Issuing),
        (System, A::Complete, S::Completed),
    ]);
    assert!(end.is_final());
}

#[test]
fn a_request_whose_certificate_can_never_be_signed_is_decided_anew() {
    use RequestAction as A;
    use RequestState as S;
    let end = walk(&[
        (CaUser, A::SubmitKey, S::AwaitingStatement),
        (RaOperator, A::RegisterStatement, S::UnderReview),
        (RaOperator, A::Approve, S::Approved),
        (RaOperator, A::Issue, S::Issuing),
        (System, A::GiveUp, S::Approved),
        (RaOperator, A::Reject, S::Rejected),
    ]);
    assert!(end.is_final());
    assert_eq!(S::Issuing.offered(RaOperator), []);
}

#[test]
fn only_the_machine_completes_and_only_users_bring_keys() {
    use RequestAction as A;
    use RequestState as S;
    for role in [Visitor, NewUser, CaUser, RaOperator] {
        let refusal = S::Issuing.step(A::Complete, role).unwrap_err();
        assert_eq!(refusal, StepRefusal::NotYours, "{role:?}");
        assert_eq!(refusal.code(), "step-not-yours");
    }
    for role in [Visitor, NewUser, RaOperator, System] {
        let refusal = S::Draft.step(A::SubmitKey, role).unwrap_err();
        assert_eq!(refusal, StepRefusal::NotYours, "{role:?}");
    }
}

#[test]
fn the_decision_cannot_be_overtaken() {
    use RequestAction as A;
    use RequestState as S;
    let never = [
        (S::Draft, A::Approve),
        (S::Draft, A::RegisterStatement),
        (S::AwaitingStatement, A::Approve),
        (S::AwaitingStatement, A::Issue),
        (S::AwaitingStatement, A::SubmitKey),
        (S::UnderReview, A::Issue),
        (S::NeedsFix, A::Approve),
        (S::Approved, A::Withdraw),
        (S::Approved, A::Approve),
        (S::Issuing, A::Withdraw),
        (S::Issuing, A::Reject),
        (S::Issuing, A::Issue),
    ];
    for (state, action) in never {
        for role in Role::ALL {
            let refusal = state.step(action, role).unwrap_err();
            assert_eq!(refusal, StepRefusal::NotFromHere, "{state:?} {action:?}");
            assert_eq!(refusal.code(), "step-not-from-here");
        }
    }
}

#[test]
fn the_user_withdraws_until_the_decision() {
    use RequestState as S;
    for state in S::all() {
        let open = matches!(state, S::Draft | S::AwaitingStatement | S::UnderReview | S::NeedsFix);
        let step = state.step(RequestAction::Withdraw, CaUser);
        assert_eq!(step.is_ok(), open, "{state:?}");
    }
}

#[test]
fn the_portal_shows_the_three_statuses_of_the_source() {
    use RequestState as S;
    let shown = [
        (S::Draft, None),
        (S::AwaitingStatement, Some(PublicStatus::New)),
        (S::UnderReview, Some(PublicStatus::New)),
        (S::NeedsFix, Some(PublicStatus::New)),
        (S::Approved, Some(PublicStatus::New)),
        (S::Issuing, Some(PublicStatus::New)),
        (S::Completed, Some(PublicStatus::Completed)),
        (S::Rejected, Some(PublicStatus::Rejected)),
        (S::Withdrawn, Some(PublicStatus::Rejected)),
    ];
    assert_eq!(shown.map(|(state, _)| state), S::all());
    for (state, public) in shown {
        assert_eq!(state.public(), public, "{state:?}");
    }
}

#[test]
fn a_certificate_is_signed_or_its_serial_is_void_for_ever() {
    use CertificateAction as A;
    use CertificateState as S;
    assert!(!walk(&[(System, A::Complete, S::Valid)]).is_final());
    assert!(walk(&[(System, A::GiveUp, S::Void)]).is_final());
    for role in [Visitor, NewUser, CaUser, RaOperator] {
        assert_eq!(S::Issuing.offered(role), []);
    }
}

#[test]
fn a_certificate_is_suspended_resumed_and_ended() {
    use CertificateAction as A;
    use CertificateState as S;
    let revoked = walk(&[
        (System, A::Complete, S::Valid),
        (System, A::Suspend, S::Suspended),
        (CaUser, A::AddHold, S::Suspended),
        (RaOperator, A::LiftHold, S::Suspended),
        (CaUser, A::Resume, S::Valid),
        (RaOperator, A::Suspend, S::Suspended),
        (CaUser, A::Revoke, S::Revoked),
    ]);
    let annulled = walk(&[(System, A::Complete, S::Valid), (RaOperator, A::Annul, S::Annulled)]);
    for end in [revoked, annulled] {
        assert!(end.is_final());
        for role in Role::ALL {
            assert_eq!(end.offered(role), [], "what has ended never comes back");
        }
    }
    for role in [Visitor, NewUser, CaUser, System] {
        assert_eq!(
            S::Valid.step(A::Annul, role).unwrap_err(),
            StepRefusal::NotYours,
            "{role:?}"
        );
    }
    assert_eq!(
        S::Suspended.step(A::Resume, System).unwrap_err(),
        StepRefusal::NotYours,
        "no timer resumes"
    );
}

#[test]
fn the_signed_copy_comes_back_in_time_or_late() {
    use PaperCopyAction as A;
    use PaperCopyState as S;
    let in_time = walk(&[
        (RaOperator, A::Send, S::Sent),
        (RaOperator, A::MarkReturned, S::Returned),
    ]);
    let late = walk(&[
        (RaOperator, A::Send, S::Sent),
        (System, A::Lapse, S::Overdue),
        (RaOperator, A::MarkReturned, S::Returned),
    ]);
    // The month runs from the issue, sent or not; copies may also be signed at the counter.
    let never_sent = walk(&[
        (System, A::Lapse, S::Overdue),
        (RaOperator, A::MarkReturned, S::Returned),
    ]);
    let at_the_counter = walk(&[(RaOperator, A::MarkReturned, S::Returned)]);
    for end in [in_time, late, never_sent, at_the_counter] {
        assert!(end.is_final());
    }
}
