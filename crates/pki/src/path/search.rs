//! From a certificate to an anchor (RFC 4158): depth first, likely issuers first, within bounds.

use alloc::{boxed::Box, vec::Vec};
use core::cell::{Cell, RefCell};

use super::{Evidence, Path, PathError, Refusal, Settings, Status, node::Node, revocation::List};
use crate::certificate::Certificate;

/// Whether `certificate` can be trusted; the path that shows it.
///
/// An anchor is trusted as it stands (RFC 5280 §6.1.1 d): of its own certificate only name and key count. When the
/// certificate in question is an anchor itself, only its dates are looked at.
///
/// # Errors
/// [`Refusal`]: what the path that came furthest lacks.
pub fn find(
    certificate: &Certificate,
    anchors: &[Certificate],
    evidence: &Evidence<'_>,
    settings: &Settings,
) -> Result<Path, Refusal> {
    let refuse = |cause| Refusal {
        cause,
        certificate: Box::new(certificate.clone()),
        distance: 0,
    };
    let target = Node::of(certificate).ok_or_else(|| refuse(PathError::Name))?;
    let anchors: Vec<Node<'_>> = anchors.iter().filter_map(Node::of).collect();
    if anchors.iter().any(|anchor| anchor.is_same(&target)) {
        return match super::validate::dates(&target, settings.time) {
            Ok(()) => Ok(Path {
                certificates: alloc::vec![certificate.clone()],
                policies: Vec::new(),
                statuses: Vec::new(),
            }),
            Err(cause) => Err(refuse(cause)),
        };
    }
    let mut pool: Vec<Node<'_>> = Vec::new();
    for node in evidence.certificates.iter().filter_map(Node::of) {
        let is_known = |known: &[Node<'_>]| known.iter().any(|known| known.is_same(&node));
        if !is_known(&anchors) && !is_known(&pool) {
            pool.push(node);
        }
    }
    let mut lists: Vec<List<'_>> = evidence.lists.iter().filter_map(List::of).collect();
    // The newest first: what it says counts.
    lists.sort_by_key(|list| core::cmp::Reverse(list.list.this_update()));
    let search = Search {
        anchors: &anchors,
        pool: &pool,
        lists: &lists,
        evidence: *evidence,
        settings,
        paths: Cell::new(settings.limits.paths),
        signatures: Cell::new(settings.limits.signatures),
        checking: RefCell::new(Vec::new()),
    };
    let found = search.run(&target, &anchors.iter().collect::<Vec<_>>(), settings)?;
    let certificates = found.nodes.iter().chain([&found.anchor]);
    Ok(Path {
        certificates: certificates.map(|node| node.certificate.clone()).collect(),
        policies: found.policies,
        statuses: found.statuses,
    })
}

/// One question with all that may help to answer it.
pub(super) struct Search<'s, 'a> {
    pub(super) anchors: &'s [Node<'a>],
    pub(super) pool: &'s [Node<'a>],
    pub(super) lists: &'s [List<'a>],
    pub(super) evidence: Evidence<'a>,
    pub(super) settings: &'s Settings,
    paths: Cell<u32>,
    signatures: Cell<u32>,
    /// Signers of lists whose own path is being looked at: a list may tell of the certificate that signed it.
    pub(super) checking: RefCell<Vec<&'a [u8]>>,
}

/// A path that holds.
pub(super) struct Found<'n, 'a> {
    /// From the target up, without the anchor.
    nodes: Vec<&'n Node<'a>>,
    anchor: &'n Node<'a>,
    policies: Vec<const_oid::ObjectIdentifier>,
    statuses: Vec<Status>,
}

/// The refusal that tells most: that of the path that came furthest.
#[derive(Default)]
struct Worst(Option<(bool, usize, Refusal)>);

impl Worst {
    fn note(&mut self, reached_anchor: bool, length: usize, refusal: Refusal) {
        let better = |(known_reached, known_length, _): &(bool, usize, Refusal)| {
            (reached_anchor, length) > (*known_reached, *known_length)
        };
        if self.0.as_ref().is_none_or(better) {
            self.0 = Some((reached_anchor, length, refusal));
        }
    }
}

impl<'s, 'a> Search<'s, 'a> {
    /// Looks for a path from `target` to one of `anchors`.
    pub(super) fn run<'n>(
        &'n self,
        target: &'n Node<'a>,
        anchors: &[&'n Node<'a>],
        settings: &Settings,
    ) -> Result<Found<'n, 'a>, Refusal> {
        let mut worst = Worst::default();
        let mut path = alloc::vec![target];
        let found = self.extend(&mut path, anchors, settings, &mut worst);
        found.ok_or_else(|| match worst.0 {
            Some((_, _, refusal)) => refusal,
            None => refusal(PathError::IssuerUnknown, target, 0),
        })
    }

    fn extend<'n>(
        &'n self,
        path: &mut Vec<&'n Node<'a>>,
        anchors: &[&'n Node<'a>],
        settings: &Settings,
        worst: &mut Worst,
    ) -> Option<Found<'n, 'a>> {
        let last = *path.last()?;
        let distance = path.len() - 1;
        let mut refused = None;
        for anchor in anchors.iter().filter(|anchor| anchor.subject == last.issuer) {
            match self.signed(last, anchor) {
                Ok(()) => match self.try_path(path, anchor, settings) {
                    Ok(found) => return Some(found),
                    Err(refusal) => worst.note(true, path.len(), refusal),
                },
                Err(error) => refused = Some(error),
            }
        }
        let mut issuers: Vec<&'n Node<'a>> = self.pool.iter().filter(|node| node.subject == last.issuer).collect();
        issuers.retain(|node| !path.iter().any(|known| known.is_same_entity(node)));
        issuers.sort_by_key(|node| node.rank(last, settings.time));
        for issuer in issuers {
            if let Err(error) = self.signed(last, issuer) {
                refused = Some(error);
                continue;
            }
            if path.len() >= settings.limits.depth {
                worst.note(false, path.len(), refusal(PathError::TooLong, last, distance));
                return None;
            }
            path.push(issuer);
            let found = self.extend(path, anchors, settings, worst);
            path.pop();
            if found.is_some() {
                return found;
            }
        }
        let alone = if last.is_self_issued() {
            PathError::SelfSigned
        } else {
            PathError::IssuerUnknown
        };
        worst.note(false, path.len(), refusal(refused.unwrap_or(alone), last, distance));
        None
    }

    fn try_path<'n>(
        &'n self,
        path: &[&'n Node<'a>],
        anchor: &'n Node<'a>,
        settings: &Settings,
    ) -> Result<Found<'n, 'a>, Refusal> {
        spend(&self.paths).map_err(|error| refusal(error, path[0], 0))?;
        let policies = super::validate::path(path, settings)?;
        let statuses = self.statuses(path, anchor, settings)?;
        Ok(Found {
            nodes: path.to_vec(),
            anchor,
            policies,
            statuses,
        })
    }

    /// Whether `issuer` has signed `child`.
    fn signed(&self, child: &Node<'_>, issuer: &Node<'_>) -> Result<(), PathError> {
        let certificate = child.certificate;
        self.check_signature(
            issuer,
            certificate.algorithm_der(),
            certificate.tbs(),
            certificate.signature(),
        )
    }

    pub(super) fn check_signature(
        &self,
        issuer: &Node<'_>,
        algorithm: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), PathError> {
        use crate::key::SignatureFault;
        let key = issuer
            .key
            .as_ref()
            .map_err(|fault| PathError::IssuerKey(fault.clone()))?;
        spend(&self.signatures)?;
        key.verify(algorithm, message, signature).map_err(|fault| match fault {
            SignatureFault::Algorithm(oid) => PathError::SignatureAlgorithm(oid),
            SignatureFault::Mismatch => PathError::BadSignature,
        })
    }
}

pub(super) fn refusal(cause: PathError, node: &Node<'_>, distance: usize) -> Refusal {
    Refusal {
        cause,
        certificate: Box::new(node.certificate.clone()),
        distance,
    }
}

fn spend(budget: &Cell<u32>) -> Result<(), PathError> {
    let left = budget.get().checked_sub(1).ok_or(PathError::TooMuchWork)?;
    budget.set(left);
    Ok(())
}
