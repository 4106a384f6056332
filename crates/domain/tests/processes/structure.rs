//! What must hold for any process table.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use zaver_domain::adherence::AdherenceState;
use zaver_domain::certificate::CertificateState;
use zaver_domain::paper_copy::PaperCopyState;
use zaver_domain::process::{Process, TermEffect};
use zaver_domain::registration::RegistrationState;
use zaver_domain::request::RequestState;

fn sound<P: Process + Serialize>() {
    states_are_told_apart::<P>();
    rules_are_unambiguous::<P>();
    every_state_is_reached_from_the_first::<P>();
    every_case_can_end::<P>();
    what_is_paused_can_go_on::<P>();
}

fn states_are_told_apart<P: Process + Serialize>() {
    let names: BTreeSet<String> = P::all()
        .iter()
        .map(|state| serde_json::to_string(state).unwrap())
        .collect();
    assert_eq!(names.len(), P::all().len(), "two states of one name");
    assert_eq!(P::all().first(), Some(&P::initial()));
}

fn rules_are_unambiguous<P: Process>() {
    for (at, rule) in P::rules().iter().enumerate() {
        assert!(!rule.from.is_empty() && !rule.who.is_empty(), "{rule:?}");
        for state in rule.from.iter().chain([&rule.to]) {
            assert!(P::all().contains(state), "{state:?} is not in all()");
        }
        unique(rule.from);
        unique(rule.who);
        unique(rule.guards);
        unique(rule.tell);
        for other in &P::rules()[at + 1..] {
            let shared = rule.from.iter().find(|state| other.from.contains(state));
            assert!(
                rule.action != other.action || shared.is_none(),
                "{:?} from {shared:?} stands twice",
                rule.action
            );
        }
    }
}

fn unique<T: PartialEq + Debug>(items: &[T]) {
    for (at, item) in items.iter().enumerate() {
        assert!(!items[at + 1..].contains(item), "{item:?} twice in a rule");
    }
}

/// States that can follow some of `from`, themselves included.
fn closure<P: Process>(from: &[P]) -> Vec<P> {
    let mut reached = from.to_vec();
    loop {
        let next = P::rules()
            .iter()
            .find(|rule| !reached.contains(&rule.to) && rule.from.iter().any(|one| reached.contains(one)));
        match next {
            Some(rule) => reached.push(rule.to),
            None => return reached,
        }
    }
}

fn every_state_is_reached_from_the_first<P: Process>() {
    let reached = closure(&[P::initial()]);
    for state in P::all() {
        assert!(reached.contains(state), "{state:?} is never reached");
    }
}

fn every_case_can_end<P: Process>() {
    assert!(!P::initial().is_final());
    for state in P::all() {
        let leaves = P::rules()
            .iter()
            .any(|rule| rule.from.contains(state) && rule.to != *state);
        assert!(leaves || state.is_final(), "{state:?}: final, or a way out");
        let ends = closure(&[*state]).iter().any(|one| one.is_final());
        assert!(ends, "from {state:?} no case ends");
        // A user may rest in `Active` for years and still forget the password; nothing else is left once it is reached.
        let reopened = format!("{state:?}") == "Active";
        assert_eq!(state.is_final() && leaves, reopened, "{state:?} is final and has rules");
    }
}

/// A term that was paused starts anew by a step from there, or ends.
fn what_is_paused_can_go_on<P: Process>() {
    for paused in P::rules().iter().filter(|rule| rule.term == TermEffect::Pause) {
        let onward: Vec<_> = P::rules()
            .iter()
            .filter(|rule| rule.from.contains(&paused.to))
            .collect();
        assert!(onward.iter().any(|rule| matches!(rule.term, TermEffect::Start(_))));
        assert!(onward.iter().all(|rule| rule.term != TermEffect::Keep));
    }
}

#[test]
fn adherence() {
    sound::<AdherenceState>();
}

#[test]
fn registration() {
    sound::<RegistrationState>();
}

#[test]
fn request() {
    sound::<RequestState>();
}

#[test]
fn certificate() {
    sound::<CertificateState>();
}

#[test]
fn paper_copy() {
    sound::<PaperCopyState>();
}
