//! Policies along a path, as the graph of RFC 9618 §5: one node for a policy at a depth, so that mappings cannot make the
//! work grow without bounds.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

use crate::oid::ANY_POLICY;

/// Nodes of one depth.
type Level = Vec<Node>;

#[derive(Clone, Debug)]
struct Node {
    policy: ObjectIdentifier,
    expected: Vec<ObjectIdentifier>,
    /// Places in the level above.
    parents: Vec<usize>,
}

/// The graph; none when no policy is left.
#[derive(Clone, Debug)]
pub(super) struct Policies(Option<Vec<Level>>);

impl Policies {
    pub(super) fn new() -> Self {
        Self(Some(alloc::vec![alloc::vec![Node::new(ANY_POLICY, Vec::new())]]))
    }

    /// RFC 5280 §6.1.3 (d) and (e): what the next certificate says; `any` is whether anyPolicy counts in it.
    pub(super) fn descend(&mut self, policies: Option<&[ObjectIdentifier]>, any: bool) {
        let (Some(levels), Some(policies)) = (&mut self.0, policies) else {
            self.0 = None;
            return;
        };
        let above = levels.last().map_or(&[][..], Vec::as_slice);
        let mut level = Level::new();
        for policy in policies.iter().filter(|policy| **policy != ANY_POLICY) {
            let mut parents = expecting(above, *policy);
            if parents.is_empty() {
                parents = places(above, |node| node.policy == ANY_POLICY);
            }
            add(&mut level, *policy, parents);
        }
        if any && policies.contains(&ANY_POLICY) {
            for policy in above.iter().flat_map(|node| &node.expected) {
                add(&mut level, *policy, expecting(above, *policy));
            }
        }
        levels.push(level);
        self.prune();
    }

    /// RFC 5280 §6.1.4 (b): the mappings of an authority, or their prohibition.
    pub(super) fn map(&mut self, mappings: &[(ObjectIdentifier, ObjectIdentifier)], allowed: bool) {
        let Some((level, above)) = self.0.as_mut().and_then(|levels| levels.split_last_mut()) else {
            return;
        };
        if !allowed {
            level.retain(|node| !mappings.iter().any(|(from, _)| *from == node.policy));
            return self.prune();
        }
        let above = above.last().map_or(&[][..], Vec::as_slice);
        let any_here = level.iter().any(|node| node.policy == ANY_POLICY);
        for (at, (from, _)) in mappings.iter().enumerate() {
            if mappings[..at].iter().any(|(earlier, _)| earlier == from) {
                continue;
            }
            let to = mappings
                .iter()
                .filter(|(other, _)| other == from)
                .map(|(_, to)| *to)
                .collect();
            match level.iter_mut().find(|node| node.policy == *from) {
                Some(node) => node.expected = to,
                None if any_here => level.push(Node {
                    policy: *from,
                    expected: to,
                    parents: places(above, |node| node.policy == ANY_POLICY),
                }),
                None => {}
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// RFC 5280 §6.1.5 (g): the policies of the authorities that the user takes; an empty `wanted` is any policy.
    pub(super) fn constrained(&self, wanted: &[ObjectIdentifier]) -> Vec<ObjectIdentifier> {
        let Some(levels) = &self.0 else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (depth, level) in levels.iter().enumerate() {
            for node in level {
                let below_any = depth > 0
                    && node
                        .parents
                        .iter()
                        .any(|at| levels[depth - 1][*at].policy == ANY_POLICY);
                let is_last = depth + 1 == levels.len();
                let counts = below_any && (node.policy != ANY_POLICY || is_last);
                if counts && !found.contains(&node.policy) {
                    found.push(node.policy);
                }
            }
        }
        if wanted.is_empty() {
            return found;
        }
        if found.contains(&ANY_POLICY) {
            return wanted.to_vec();
        }
        found.retain(|policy| wanted.contains(policy));
        found
    }

    /// Deletes the nodes above the last level that have no children.
    fn prune(&mut self) {
        let Some(levels) = &mut self.0 else {
            return;
        };
        for depth in (1..levels.len()).rev() {
            let (above, below) = levels.split_at_mut(depth);
            let (above, below) = (&mut above[depth - 1], &mut below[0]);
            let used = |at: &usize| below.iter().any(|node| node.parents.contains(at));
            let kept: Vec<usize> = (0..above.len()).filter(used).collect();
            *above = kept.iter().map(|at| above[*at].clone()).collect();
            for parent in below.iter_mut().flat_map(|node| &mut node.parents) {
                *parent = kept.iter().position(|at| at == parent).unwrap_or_default();
            }
        }
        if levels.iter().any(Vec::is_empty) {
            self.0 = None;
        }
    }
}

impl Node {
    fn new(policy: ObjectIdentifier, parents: Vec<usize>) -> Self {
        Self {
            policy,
            expected: alloc::vec![policy],
            parents,
        }
    }
}

fn add(level: &mut Level, policy: ObjectIdentifier, parents: Vec<usize>) {
    if !parents.is_empty() && !level.iter().any(|node| node.policy == policy) {
        level.push(Node::new(policy, parents));
    }
}

fn expecting(level: &[Node], policy: ObjectIdentifier) -> Vec<usize> {
    places(level, |node| node.expected.contains(&policy))
}

fn places(level: &[Node], wanted: impl Fn(&Node) -> bool) -> Vec<usize> {
    level
        .iter()
        .enumerate()
        .filter(|(_, node)| wanted(node))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn policy(text: &str) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(text)
    }

    const P1: ObjectIdentifier = policy("1.2.643.999.1");
    const P2: ObjectIdentifier = policy("1.2.643.999.2");

    #[test]
    fn policies_stay_while_everybody_names_them() {
        let mut policies = Policies::new();
        policies.descend(Some(&[P1, P2]), true);
        policies.descend(Some(&[P1]), true);
        assert_eq!(policies.constrained(&[]), [P1]);
        assert_eq!(policies.constrained(&[P2]), []);
        policies.descend(Some(&[P2]), true);
        assert!(policies.is_empty());
    }

    #[test]
    fn any_policy_passes_on_and_can_be_inhibited() {
        let mut policies = Policies::new();
        policies.descend(Some(&[ANY_POLICY]), true);
        assert_eq!(policies.constrained(&[P1]), [P1]);
        policies.descend(Some(&[ANY_POLICY]), false);
        assert!(policies.is_empty());
    }

    #[test]
    fn mapped_policies_count_as_those_of_the_first_authority() {
        let mut policies = Policies::new();
        policies.descend(Some(&[P1]), true);
        policies.map(&[(P1, P2)], true);
        policies.descend(Some(&[P2]), true);
        assert_eq!(policies.constrained(&[]), [P1]);

        let mut policies = Policies::new();
        policies.descend(Some(&[P1]), true);
        policies.map(&[(P1, P2)], false);
        assert!(policies.is_empty());
    }

    #[test]
    fn many_mappings_stay_small() {
        let all: Vec<_> = (0..30).map(|n| P1.push_arc(n).unwrap()).collect();
        let every_pair: Vec<_> = all.iter().flat_map(|a| all.iter().map(|b| (*a, *b))).collect();
        let mut policies = Policies::new();
        for _ in 0..16 {
            policies.descend(Some(&all), true);
            policies.map(&every_pair, true);
        }
        let levels = policies.0.unwrap();
        assert!(levels.iter().all(|level| level.len() <= all.len()));
    }
}
