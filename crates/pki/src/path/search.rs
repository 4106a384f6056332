//! From a certificate to an anchor (RFC 4158): depth first, likely issuers first, within bounds.

use alloc::{boxed::Box, collections::BTreeSet, vec::Vec};
use core::cell::{Cell, RefCell};

use super::{Evidence, Path, PathError, Refusal, Settings, Status, node::Node, revocation::List};
use crate::{certificate::Certificate, ocsp::OcspAnswer};

/// Anchors and evidence, read once for many questions.
#[derive(Debug)]
pub struct Store<'a> {
    pub(super) anchors: Vec<Node<'a>>,
    pub(super) pool: Vec<Node<'a>>,
    pub(super) lists: Vec<List<'a>>,
    pub(super) answers: &'a [OcspAnswer],
}

impl<'a> Store<'a> {
    pub fn new(anchors: &'a [Certificate], evidence: &Evidence<'a>) -> Self {
        let anchors: Vec<Node<'_>> = anchors.iter().filter_map(Node::of).collect();
        let mut known: BTreeSet<&[u8]> = anchors.iter().map(|node| node.certificate.der()).collect();
        let new = evidence.certificates.iter().filter(|one| known.insert(one.der()));
        let pool = new.filter_map(Node::of).collect();
        let mut lists: Vec<List<'_>> = evidence.lists.iter().filter_map(List::of).collect();
        // The newest first: what it says counts.
        lists.sort_by_key(|list| core::cmp::Reverse(list.list.this_update()));
        Self {
            anchors,
            pool,
            lists,
            answers: evidence.answers,
        }
    }

    /// Whether `certificate` can be trusted; the path that shows it.
    ///
    /// An anchor is trusted as it stands (RFC 5280 §6.1.1 d): of its own certificate only name and key count. When the
    /// certificate in question is an anchor itself, only its dates are looked at.
    ///
    /// # Errors
    /// [`Refusal`]: what the path that came furthest lacks.
    pub fn find(&self, certificate: &Certificate, settings: &Settings) -> Result<Path, Refusal> {
        let refuse = |cause| Refusal {
            cause,
            certificate: Box::new(certificate.clone()),
            distance: 0,
        };
        let target = Node::of(certificate).ok_or_else(|| refuse(PathError::Name))?;
        if self.anchors.iter().any(|anchor| anchor.is_same(&target)) {
            super::validate::dates(&target, settings).map_err(refuse)?;
            return Ok(Path {
                certificates: alloc::vec![certificate.clone()],
                policies: Vec::new(),
                statuses: Vec::new(),
            });
        }
        let search = Search::new(self, settings);
        let anchors: Vec<&Node<'_>> = self.anchors.iter().collect();
        let found = search.run(&target, &anchors, settings)?;
        let certificates = found.nodes.iter().chain([&found.anchor]);
        Ok(Path {
            certificates: certificates.map(|node| node.certificate.clone()).collect(),
            policies: found.policies,
            statuses: found.statuses,
        })
    }
}

/// Whether a certificate names itself as its issuer and holds under its own key.
pub fn is_self_signed(certificate: &Certificate) -> bool {
    Node::of(certificate).is_some_and(|node| {
        let checks = |key: &crate::key::PublicKey| {
            key.verify(certificate.algorithm_der(), certificate.tbs(), certificate.signature())
                .is_ok()
        };
        node.is_self_issued() && node.key().is_ok_and(checks)
    })
}

/// [`Store::find`] for one question.
///
/// # Errors
/// [`Refusal`].
pub fn find(
    certificate: &Certificate,
    anchors: &[Certificate],
    evidence: &Evidence<'_>,
    settings: &Settings,
) -> Result<Path, Refusal> {
    Store::new(anchors, evidence).find(certificate, settings)
}

/// One question with all that may help to answer it.
pub(super) struct Search<'s, 'a> {
    pub(super) store: &'s Store<'a>,
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
    pub(super) fn new(store: &'s Store<'a>, settings: &'s Settings) -> Self {
        Self {
            store,
            settings,
            paths: Cell::new(settings.limits.paths),
            signatures: Cell::new(settings.limits.signatures),
            checking: RefCell::new(Vec::new()),
        }
    }

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
        let mut issuers: Vec<&'n Node<'a>> = self
            .store
            .pool
            .iter()
            .filter(|node| node.subject == last.issuer)
            .collect();
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
        let key = issuer.key()?;
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
