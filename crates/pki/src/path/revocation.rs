//! Status from revocation lists (RFC 5280 §6.3): complete, delta, partial and indirect ones.

use alloc::vec::Vec;

use super::{
    NormalName, Path, PathError, Refusal, Revocation, Settings, Status,
    facts::CRL_SIGN,
    general_name::GeneralName,
    node::Node,
    scope::{ALL_REASONS, Point, Scope},
    search::{Search, Store, refusal},
};
use crate::{
    crl::{ForeignEntry, Reason, RevocationList},
    extension,
    lenient::{Values, tag},
    oid,
};

/// How deep the paths of signers of lists may depend on each other.
const MAX_DEPTH: usize = 4;
/// Critical extensions of lists that are dealt with here.
const UNDERSTOOD: [const_oid::ObjectIdentifier; 4] = [
    oid::ISSUING_DISTRIBUTION_POINT,
    oid::DELTA_CRL_INDICATOR,
    oid::CRL_NUMBER,
    oid::AUTHORITY_KEY_IDENTIFIER,
];

/// A list with what is read from it once.
#[derive(Debug)]
pub(super) struct List<'a> {
    pub(super) list: &'a RevocationList,
    issuer: NormalName,
    scope: Scope,
}

impl<'a> List<'a> {
    /// None for lists that cannot be used by whom it may concern: RFC 5280 §5.2, §5.3.
    pub(super) fn of(list: &'a RevocationList) -> Option<Self> {
        let unknown = |one: &x509_cert::ext::Extension| one.critical && !UNDERSTOOD.contains(&one.extn_id);
        if list.has_unknown_entries() || list.extensions().iter().any(unknown) {
            return None;
        }
        Self::of_any(list)
    }

    /// The same for a list that is only looked at.
    fn of_any(list: &'a RevocationList) -> Option<Self> {
        let scope = match list.part() {
            Some(value) => Scope::read(value)?,
            None => Scope::default(),
        };
        Some(Self {
            list,
            issuer: NormalName::read(list.issuer_der())?,
            scope,
        })
    }

    /// Whether the list tells of the moment. A later one does too, while the certificate had not ended.
    fn tells_of(&self, time: i64, not_after: i64) -> bool {
        let (this, next) = (self.list.this_update(), self.list.next_update());
        if this <= time {
            next.is_some_and(|next| time <= next)
        } else {
            this <= not_after
        }
    }

    /// RFC 5280 §5.2.4, §6.3.3 (c): a delta list that adds to `base`.
    fn adds_to(&self, base: &List<'_>) -> bool {
        let older = |one: Option<&[u8]>, other: Option<&[u8]>| match (one, other) {
            (Some(one), Some(other)) => (one.len(), one) <= (other.len(), other),
            _ => false,
        };
        self.list.is_delta()
            && self.issuer == base.issuer
            && self.list.part() == base.list.part()
            && older(self.list.base(), base.list.number())
            && older(base.list.number(), self.list.number())
    }

    /// The entry of a certificate. In an indirect list an entry belongs to the issuer named last.
    fn entry(&self, issuer: &NormalName, serial: &[u8]) -> Option<ForeignEntry<'a>> {
        let mut current = None;
        self.list.entries().find(|entry| {
            if let Some(names) = entry.issuer {
                current = directory(names);
            }
            entry.serial == serial && current.as_ref().unwrap_or(&self.issuer) == issuer
        })
    }
}

impl<'a> Search<'_, 'a> {
    /// The statuses of a path, target first; certificates near the anchor are looked at first.
    pub(super) fn statuses(
        &self,
        path: &[&Node<'a>],
        anchor: &Node<'a>,
        settings: &Settings,
    ) -> Result<Vec<Status>, Refusal> {
        let mut statuses = alloc::vec![Status::Unknown; path.len()];
        if settings.revocation == Revocation::Ignored {
            return Ok(statuses);
        }
        for at in (0..path.len()).rev() {
            let (node, above) = (path[at], &path[at + 1..]);
            let issuer = above.first().copied().unwrap_or(anchor);
            let by_lists = self.by_lists(node, above, anchor, settings.time);
            let by_answers = self.by_answers(node, issuer, settings.time);
            statuses[at] = newer(by_lists, by_answers);
            let accepted = accept(statuses[at], settings.revocation);
            accepted.map_err(|cause| refusal(cause, node, at))?;
        }
        Ok(statuses)
    }

    /// RFC 5280 §6.3.3.
    pub(super) fn by_lists(&self, node: &Node<'a>, above: &[&Node<'a>], anchor: &Node<'a>, time: i64) -> Status {
        let Ok(facts) = node.facts() else {
            return Status::Unknown;
        };
        let implied = Point::implied(&node.issuer);
        let mut seen = 0;
        let mut as_of = i64::MIN;
        for point in facts.points.iter().chain([&implied]) {
            for list in self.store.lists.iter().filter(|list| !list.list.is_delta()) {
                let reasons = list
                    .scope
                    .reasons(&list.issuer, point, &node.issuer, facts.is_authority);
                let usable = reasons & !seen != 0 && self.is_of_use(list, node, time);
                let Some(signer) = usable.then(|| self.signer(list, above, anchor, time)).flatten() else {
                    continue;
                };
                let (status, moment) = self.status_in(list, node, signer, time);
                if let Some((since, reason)) = status {
                    return Status::Revoked {
                        as_of: moment,
                        since,
                        reason,
                    };
                }
                seen |= reasons;
                as_of = as_of.max(moment);
                if seen == ALL_REASONS {
                    return Status::Good { as_of };
                }
            }
        }
        Status::Unknown
    }

    /// What a list with its delta list says, and as of when.
    fn status_in(
        &self,
        list: &List<'a>,
        node: &Node<'a>,
        signer: &Node<'a>,
        time: i64,
    ) -> (Option<(i64, Reason)>, i64) {
        let serial = node.certificate.serial();
        let current = |delta: &&List<'a>| {
            delta.adds_to(list) && self.is_of_use(delta, node, time) && self.has_signed(signer, delta)
        };
        let delta = self.store.lists.iter().find(current);
        let moment = delta.unwrap_or(list).list.this_update();
        let by_delta = delta.and_then(|delta| delta.entry(&node.issuer, serial));
        let entry = by_delta.or_else(|| list.entry(&node.issuer, serial));
        let status = entry.filter(|entry| {
            let since = entry.invalid_since.map_or(entry.date, |since| since.min(entry.date));
            // A list that is later than the question may tell of what happened after it.
            let in_time = self.settings.ignore_time || moment <= time || since <= time;
            entry.reason != Reason::RemoveFromCrl && in_time
        });
        (status.map(|entry| (entry.date, entry.reason)), moment)
    }

    /// The certificate whose key signed the list, valid below the same anchor: RFC 5280 §6.3.3 (f) and (g).
    fn signer<'n>(
        &'n self,
        list: &List<'a>,
        above: &[&'n Node<'a>],
        anchor: &'n Node<'a>,
        time: i64,
    ) -> Option<&'n Node<'a>> {
        let signs = |node: &&'n Node<'a>| {
            let may = node.facts().is_ok_and(|facts| facts.may(CRL_SIGN));
            node.subject == list.issuer && may && self.has_signed(node, list)
        };
        // Those above in the path have been looked at already; an anchor is trusted.
        let known = above.iter().copied().find(|node| signs(node));
        let anchor_signs = || (anchor.subject == list.issuer && self.has_signed(anchor, list)).then_some(anchor);
        let known = known.or_else(anchor_signs);
        let time = time.max(list.list.this_update());
        known.or_else(|| {
            let mut others = self.store.pool.iter().filter(signs);
            others.find(|node| self.signer_is_valid(node, anchor, time))
        })
    }

    fn signer_is_valid(&self, node: &Node<'a>, anchor: &Node<'a>, time: i64) -> bool {
        let der = node.certificate.der();
        // A list may tell of its own signer: its path is being looked at already.
        if self.checking.borrow().contains(&der) {
            return true;
        }
        if self.checking.borrow().len() == MAX_DEPTH {
            return false;
        }
        self.checking.borrow_mut().push(der);
        let settings = Settings {
            limits: self.settings.limits,
            revocation: self.settings.revocation,
            ignore_time: self.settings.ignore_time,
            ..Settings::at(time)
        };
        let anchors: Vec<&Node<'a>> = self.store.anchors.iter().filter(|one| one.is_same(anchor)).collect();
        let found = self.run(node, &anchors, &settings).is_ok();
        self.checking.borrow_mut().pop();
        found
    }

    fn is_of_use(&self, list: &List<'a>, node: &Node<'a>, time: i64) -> bool {
        self.settings.ignore_time || list.tells_of(time, node.certificate.not_after())
    }

    fn has_signed(&self, node: &Node<'a>, list: &List<'a>) -> bool {
        let list = list.list;
        self.check_signature(node, list.algorithm_der(), list.tbs(), list.signature())
            .is_ok()
    }
}

impl<'a> Store<'a> {
    /// Whether a list can be trusted: the path of the certificate that signed it.
    ///
    /// # Errors
    /// [`Refusal`] of the path that came furthest; none when nobody at hand has signed the list.
    pub fn find_signer(&self, list: &'a RevocationList, settings: &Settings) -> Result<Path, Option<Refusal>> {
        let listed = List::of_any(list).ok_or(None)?;
        let search = Search::new(self, settings);
        let signs = |node: &&Node<'a>| {
            let may = node.facts().is_ok_and(|facts| facts.may(CRL_SIGN));
            node.subject == listed.issuer && may && search.has_signed(node, &listed)
        };
        let mut worst = None;
        for signer in self.anchors.iter().chain(&self.pool).filter(signs) {
            match self.find(signer.certificate, settings) {
                Ok(path) => return Ok(path),
                Err(refusal) => worst = Some(refusal),
            }
        }
        Err(worst)
    }
}

impl RevocationList {
    /// The value of issuingDistributionPoint: equal for lists of the same part.
    fn part(&self) -> Option<&[u8]> {
        extension::value(self.extensions(), oid::ISSUING_DISTRIBUTION_POINT)
    }
}

/// What was said later counts.
fn newer(one: Status, other: Status) -> Status {
    let moment = |status: &Status| match status {
        Status::Unknown => i64::MIN,
        Status::Good { as_of } | Status::Revoked { as_of, .. } => *as_of,
    };
    if moment(&other) > moment(&one) { other } else { one }
}

fn accept(status: Status, asked: Revocation) -> Result<(), PathError> {
    match status {
        Status::Revoked {
            since,
            reason: Reason::CertificateHold,
            ..
        } => Err(PathError::Held { since }),
        Status::Revoked { since, reason, .. } => Err(PathError::Revoked { since, reason }),
        Status::Unknown if asked == Revocation::Required => Err(PathError::StatusUnknown),
        _ => Ok(()),
    }
}

/// The directory name among `GeneralNames`.
fn directory(names: &[u8]) -> Option<NormalName> {
    let names = GeneralName::read_all(Values(names).take(tag::SEQUENCE)?.content)?;
    names.into_iter().find_map(|name| match name {
        GeneralName::Directory(name) => Some(name),
        _ => None,
    })
}
