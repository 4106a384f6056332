//! The shipped profiles of the certificates of a ceremony, with the terms and curves of the plan.

use const_oid::ObjectIdentifier;
use pki::profile::Profile;

use super::{Curve, IssuingPlan, JournalPlan, OcspPlan, RootPlan, TspPlan};

const ROOT: &str = include_str!("../../../../profiles/root.toml");
const ISSUING: &str = include_str!("../../../../profiles/issuing.toml");
const OCSP: &str = include_str!("../../../../profiles/ocsp.toml");
const TSP: &str = include_str!("../../../../profiles/tsp.toml");
const JOURNAL: &str = include_str!("journal.toml");

pub(super) fn root(plan: &RootPlan) -> Profile {
    Profile {
        validity: plan.validity.period(),
        private_key_validity: Some(plan.key_validity.period()),
        key_parameters: on(plan.curve),
        ..shipped(ROOT)
    }
}

pub(super) fn issuing(plan: &IssuingPlan) -> Profile {
    Profile {
        validity: plan.validity.period(),
        private_key_validity: Some(plan.key_validity.period()),
        key_parameters: on(plan.curve),
        ..shipped(ISSUING)
    }
}

pub(super) fn journal(plan: &JournalPlan) -> Profile {
    Profile {
        validity: plan.validity.period(),
        key_parameters: on(plan.curve),
        ..shipped(JOURNAL)
    }
}

pub(super) fn ocsp(plan: &OcspPlan) -> Profile {
    Profile {
        validity: plan.validity.period(),
        key_parameters: on(plan.curve),
        ..shipped(OCSP)
    }
}

pub(super) fn tsp(plan: &TspPlan) -> Profile {
    Profile {
        validity: plan.validity.period(),
        key_parameters: on(plan.curve),
        ..shipped(TSP)
    }
}

fn on(curve: Curve) -> Vec<ObjectIdentifier> {
    vec![curve.parameter_set().oid()]
}

fn shipped(text: &str) -> Profile {
    toml::from_str(text).expect("every test of a ceremony reads the shipped profiles")
}
