//! One path from end to anchor (RFC 5280 §6.1), all but signatures and status: the search has checked the former.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

use super::{
    PathError, Refusal, Settings,
    constraints::Constraints,
    facts::{Facts, KEY_CERT_SIGN},
    node::Node,
    policy::Policies,
    search::refusal,
};
use crate::oid::{ANY_POLICY, ANY_PURPOSE};

/// The state of RFC 5280 §6.1.2.
struct State<'a> {
    policies: Policies,
    explicit_policy: usize,
    inhibit_any: usize,
    policy_mapping: usize,
    max_path_length: usize,
    constraints: Vec<&'a Constraints>,
}

/// Checks a path, target first and without its anchor; the policies that the user takes.
pub(super) fn path(path: &[&Node<'_>], settings: &Settings) -> Result<Vec<ObjectIdentifier>, Refusal> {
    let count = path.len();
    let initial = |now: bool| if now { 0 } else { count + 1 };
    let mut state = State {
        policies: Policies::new(),
        explicit_policy: initial(settings.require_explicit_policy),
        inhibit_any: initial(settings.inhibit_any_policy),
        policy_mapping: initial(settings.inhibit_policy_mapping),
        max_path_length: count,
        constraints: Vec::new(),
    };
    for (distance, node) in path.iter().enumerate().rev() {
        let step = state.process(node, distance == 0, settings);
        step.map_err(|cause| refusal(cause, node, distance))?;
    }
    let end = path[0];
    state.wrap_up(end, settings).map_err(|cause| refusal(cause, end, 0))
}

pub(super) fn dates(node: &Node<'_>, settings: &Settings) -> Result<(), PathError> {
    let (certificate, time) = (node.certificate, settings.time);
    if settings.ignore_time {
        Ok(())
    } else if time < certificate.not_before() {
        Err(PathError::NotYetValid)
    } else if time > certificate.not_after() {
        Err(PathError::Expired)
    } else {
        Ok(())
    }
}

impl<'a> State<'a> {
    /// RFC 5280 §6.1.3, and §6.1.4 for all but the last certificate.
    fn process(&mut self, node: &'a Node<'_>, is_last: bool, settings: &Settings) -> Result<(), PathError> {
        dates(node, settings)?;
        let facts = node.facts()?;
        let is_self_issued = node.is_self_issued();
        if is_last || !is_self_issued {
            self.check_names(facts)?;
        }
        let any = self.inhibit_any > 0 || (!is_last && is_self_issued);
        self.policies.descend(facts.policies.as_deref(), any);
        if self.explicit_policy == 0 && self.policies.is_empty() {
            return Err(PathError::Policy);
        }
        if is_last {
            Ok(())
        } else {
            self.prepare(facts, is_self_issued)
        }
    }

    fn check_names(&self, facts: &Facts) -> Result<(), PathError> {
        let mut pairs = self
            .constraints
            .iter()
            .flat_map(|constraints| facts.names.iter().map(move |name| (constraints, name)));
        pairs.try_for_each(|(constraints, name)| constraints.check(name))
    }

    fn prepare(&mut self, facts: &'a Facts, is_self_issued: bool) -> Result<(), PathError> {
        if facts
            .mappings
            .iter()
            .any(|(from, to)| [from, to].contains(&&ANY_POLICY))
        {
            return Err(PathError::PolicyMapping);
        }
        self.policies.map(&facts.mappings, self.policy_mapping > 0);
        self.constraints.extend(&facts.constraints);
        if !is_self_issued {
            for counter in [
                &mut self.explicit_policy,
                &mut self.policy_mapping,
                &mut self.inhibit_any,
            ] {
                *counter = counter.saturating_sub(1);
            }
        }
        lower(&mut self.explicit_policy, facts.require_explicit);
        lower(&mut self.policy_mapping, facts.inhibit_mapping);
        lower(&mut self.inhibit_any, facts.inhibit_any);
        if !facts.is_authority {
            return Err(PathError::NotAuthority);
        }
        if !is_self_issued {
            self.max_path_length = self.max_path_length.checked_sub(1).ok_or(PathError::PathLength)?;
        }
        lower(&mut self.max_path_length, facts.path_length);
        if facts.may(KEY_CERT_SIGN) {
            Ok(())
        } else {
            Err(PathError::KeyUsage)
        }
    }

    /// RFC 5280 §6.1.5.
    fn wrap_up(mut self, end: &Node<'_>, settings: &Settings) -> Result<Vec<ObjectIdentifier>, PathError> {
        let facts = end.facts()?;
        self.explicit_policy = self.explicit_policy.saturating_sub(1);
        if facts.require_explicit == Some(0) {
            self.explicit_policy = 0;
        }
        let policies = self.policies.constrained(&settings.policies);
        if self.explicit_policy == 0 && policies.is_empty() {
            return Err(PathError::Policy);
        }
        let fits = |wanted| {
            let purposes = facts.purposes.as_ref();
            purposes.is_none_or(|purposes| purposes.contains(&wanted) || purposes.contains(&ANY_PURPOSE))
        };
        if settings.purpose.is_none_or(fits) {
            Ok(policies)
        } else {
            Err(PathError::Purpose)
        }
    }
}

fn lower(counter: &mut usize, bound: Option<u32>) {
    if let Some(bound) = bound.and_then(|bound| usize::try_from(bound).ok()) {
        *counter = bound.min(*counter);
    }
}
