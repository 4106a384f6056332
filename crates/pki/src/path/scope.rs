//! Which certificates and reasons a list speaks of: distribution points on both sides (RFC 5280 §4.2.1.13, §5.2.5, §6.3.3 b).

use alloc::{borrow::ToOwned, vec::Vec};

use super::{NormalName, facts::bits, general_name::GeneralName};
use crate::lenient::{Value, Values, tag};

/// Bits of ReasonFlags.
pub(super) type Reasons = u16;
/// All of them but `unused`.
pub(super) const ALL_REASONS: Reasons = 0b1_1111_1110;

#[derive(Clone, Debug)]
enum PointName {
    Full(Vec<GeneralName>),
    /// The set under the name of the list's issuer, as it stands.
    Relative(Vec<u8>),
}

/// Where a certificate says its status can be found.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    name: Option<PointName>,
    reasons: Option<Reasons>,
    issuer: Option<Vec<GeneralName>>,
}

/// What a list says of itself: issuingDistributionPoint.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    name: Option<PointName>,
    only_users: bool,
    only_authorities: bool,
    only_attributes: bool,
    reasons: Option<Reasons>,
    pub(super) indirect: bool,
}

impl Point {
    pub(super) fn read(value: Value<'_>) -> Option<Self> {
        let mut parts = Values::of(value.whole, tag::SEQUENCE)?;
        let name = parts
            .take(tag::constructed(0))
            .map(|name| PointName::read(name.content));
        let reasons = parts.take(tag::context(1)).map(|reasons| bits(reasons.content));
        let issuer = parts
            .take(tag::constructed(2))
            .map(|names| GeneralName::read_all(names.content));
        Some(Self {
            name: transpose(name)?,
            reasons: transpose(reasons)?,
            issuer: transpose(issuer)?,
        })
    }

    /// The point that every certificate has without saying so: the name of its issuer.
    pub(super) fn implied(issuer: &NormalName) -> Self {
        Self {
            name: Some(PointName::Full(alloc::vec![GeneralName::Directory(issuer.clone())])),
            ..Self::default()
        }
    }

    /// The names under which the point is known. A relative name is below the list's issuer: that of the point if it names
    /// one, that of the certificate otherwise.
    fn names(&self, certificate_issuer: &NormalName) -> Option<Vec<GeneralName>> {
        let issuer = self.issuer.as_ref().and_then(|names| names.iter().find_map(directory));
        let base = issuer.unwrap_or(certificate_issuer);
        self.name.as_ref().map(|name| name.names(base))
    }
}

impl Scope {
    /// Reads the value of issuingDistributionPoint.
    pub(super) fn read(value: &[u8]) -> Option<Self> {
        let mut parts = Values::of(value, tag::SEQUENCE)?;
        let name = parts
            .take(tag::constructed(0))
            .map(|name| PointName::read(name.content));
        let mut flag = |number| {
            parts
                .take(tag::context(number))
                .is_some_and(|value| value.content != [0])
        };
        let (only_users, only_authorities) = (flag(1), flag(2));
        let reasons = parts.take(tag::context(3)).map(|reasons| bits(reasons.content));
        let mut flag = |number| {
            parts
                .take(tag::context(number))
                .is_some_and(|value| value.content != [0])
        };
        Some(Self {
            name: transpose(name)?,
            only_users,
            only_authorities,
            reasons: transpose(reasons)?,
            indirect: flag(4),
            only_attributes: flag(5),
        })
    }

    /// The reasons for which a list of `list_issuer` with this scope tells of a certificate of `issuer` at `point`.
    pub(super) fn reasons(
        &self,
        list_issuer: &NormalName,
        point: &Point,
        issuer: &NormalName,
        is_authority: bool,
    ) -> Reasons {
        let from_right_issuer = match &point.issuer {
            Some(names) => self.indirect && names.iter().filter_map(directory).any(|name| name == list_issuer),
            None => list_issuer == issuer,
        };
        let of_right_kind =
            !(self.only_users && is_authority || self.only_authorities && !is_authority || self.only_attributes);
        if !from_right_issuer || !of_right_kind || !self.is_at(list_issuer, point, issuer) {
            return 0;
        }
        self.reasons.unwrap_or(ALL_REASONS) & point.reasons.unwrap_or(ALL_REASONS) & ALL_REASONS
    }

    fn is_at(&self, list_issuer: &NormalName, point: &Point, issuer: &NormalName) -> bool {
        let Some(own) = &self.name else {
            return true;
        };
        let own = own.names(list_issuer);
        let names = point.names(issuer).or_else(|| point.issuer.clone()).unwrap_or_default();
        own.iter().any(|name| names.contains(name))
    }
}

impl PointName {
    fn read(value: &[u8]) -> Option<Self> {
        let name = Values(value).any()?;
        match name.tag {
            0xa0 => GeneralName::read_all(name.content).map(Self::Full),
            0xa1 => Some(Self::Relative(name.whole.to_owned())),
            _ => None,
        }
    }

    fn names(&self, base: &NormalName) -> Vec<GeneralName> {
        match self {
            Self::Full(names) => names.clone(),
            Self::Relative(set) => {
                let name = Values(set).any().and_then(|set| base.child(set));
                name.map(GeneralName::Directory).into_iter().collect()
            }
        }
    }
}

fn directory(name: &GeneralName) -> Option<&NormalName> {
    match name {
        GeneralName::Directory(name) => Some(name),
        _ => None,
    }
}

/// Absent is fine, unreadable is not.
#[expect(clippy::option_option, reason = "absent and unreadable are two things")]
fn transpose<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    part.map_or(Some(None), |part| part.map(Some))
}
