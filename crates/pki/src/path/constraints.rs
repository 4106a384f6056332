//! Name constraints (RFC 5280 §4.2.1.10).

use alloc::{string::String, vec::Vec};

use super::{PathError, general_name::GeneralName};
use crate::lenient::{Values, tag};

/// What one authority may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Constraints {
    permitted: Vec<GeneralName>,
    excluded: Vec<GeneralName>,
}

impl Constraints {
    /// Reads `NameConstraints`; none when it cannot be read or has a minimum or a maximum, which the RFC does not allow.
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let mut parts = Values::of(der, tag::SEQUENCE)?;
        let mut subtrees = |number| match parts.take(tag::constructed(number)) {
            Some(list) => read_subtrees(list.content),
            None => Some(Vec::new()),
        };
        let (permitted, excluded) = (subtrees(0)?, subtrees(1)?);
        parts.is_empty().then_some(Self { permitted, excluded })
    }

    /// Whether this name may stand below.
    pub(super) fn check(&self, name: &GeneralName) -> Result<(), PathError> {
        let excluded = self.excluded.iter().filter(|base| base.is_same_kind(name));
        for base in excluded {
            if matches(name, base)? {
                return Err(PathError::NameExcluded);
            }
        }
        let mut permitted = self.permitted.iter().filter(|base| base.is_same_kind(name)).peekable();
        if permitted.peek().is_none() {
            return Ok(());
        }
        for base in permitted {
            if matches(name, base)? {
                return Ok(());
            }
        }
        Err(PathError::NameNotPermitted)
    }
}

fn read_subtrees(list: &[u8]) -> Option<Vec<GeneralName>> {
    let subtrees = Values(list).all()?;
    let read = |subtree: crate::lenient::Value<'_>| {
        let mut parts = Values::of(subtree.whole, tag::SEQUENCE)?;
        let base = GeneralName::read(parts.any()?)?;
        let minimum = parts.take(tag::context(0));
        let is_zero = minimum.is_none_or(|minimum| minimum.content == [0]);
        (is_zero && parts.is_empty()).then_some(base)
    };
    subtrees.into_iter().map(read).collect()
}

/// Whether `name` is within `base`, a name of the same kind. An error: this kind of constraint is not understood.
fn matches(name: &GeneralName, base: &GeneralName) -> Result<bool, PathError> {
    match (name, base) {
        (GeneralName::Directory(name), GeneralName::Directory(base)) => Ok(name.is_within(base)),
        (GeneralName::Dns(name), GeneralName::Dns(base)) => Ok(is_below(name, base)),
        (GeneralName::Email(name), GeneralName::Email(base)) => Ok(mailbox_matches(name, base)),
        (GeneralName::Uri(name), GeneralName::Uri(base)) => {
            let host = host_of(name).ok_or(PathError::NameConstraint)?;
            Ok(host_matches(&host, base))
        }
        (GeneralName::Ip(name), GeneralName::Ip(base)) => ip_matches(name, base).ok_or(PathError::NameConstraint),
        _ => Err(PathError::NameConstraint),
    }
}

/// `host.example.com` is below `example.com` and below itself; everything is below the empty name.
fn is_below(name: &str, base: &str) -> bool {
    let (name, base) = (name.to_ascii_lowercase(), base.to_ascii_lowercase());
    let base = base.strip_prefix('.').unwrap_or(&base);
    let rest = name.strip_suffix(base);
    base.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A mailbox, a host with all of its mailboxes, or `.domain` with all of its hosts.
fn mailbox_matches(name: &str, base: &str) -> bool {
    let Some((local, host)) = name.rsplit_once('@') else {
        return false;
    };
    match base.rsplit_once('@') {
        Some((base_local, base_host)) => local == base_local && host.eq_ignore_ascii_case(base_host),
        None => host_matches(host, base),
    }
}

/// A host, or `.domain` with all hosts in it but not itself.
fn host_matches(host: &str, base: &str) -> bool {
    match base.strip_prefix('.') {
        Some(domain) => is_below(host, domain) && !host.eq_ignore_ascii_case(domain),
        None => host.eq_ignore_ascii_case(base),
    }
}

/// The host of a URI, which must be a name: constraints say nothing of addresses.
fn host_of(uri: &str) -> Option<String> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next()?;
    let is_name = host.contains(|letter: char| letter.is_ascii_alphabetic()) && !host.starts_with('[');
    is_name.then(|| host.into())
}

/// The base is an address with a mask of the same length.
fn ip_matches(name: &[u8], base: &[u8]) -> Option<bool> {
    if ![4, 16].contains(&name.len()) || ![8, 32].contains(&base.len()) {
        return None;
    }
    let (address, mask) = base.split_at(base.len() / 2);
    if address.len() != name.len() {
        return Some(false);
    }
    let mut bytes = name.iter().zip(address).zip(mask);
    Some(bytes.all(|((name, address), mask)| name & mask == address & mask))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, base: &str, kind: fn(String) -> GeneralName) -> bool {
        let constraints = Constraints {
            permitted: alloc::vec![kind(base.into())],
            excluded: Vec::new(),
        };
        constraints.check(&kind(name.into())).is_ok()
    }

    #[test]
    fn hosts_mailboxes_and_addresses_of_pages() {
        for (name, base, kind, fits) in [
            (
                "www.example.org",
                "example.org",
                GeneralName::Dns as fn(String) -> _,
                true,
            ),
            ("EXAMPLE.org", "example.ORG", GeneralName::Dns, true),
            ("badexample.org", "example.org", GeneralName::Dns, false),
            ("anything.test", "", GeneralName::Dns, true),
            ("a@example.org", "example.org", GeneralName::Email, true),
            ("a@mail.example.org", "example.org", GeneralName::Email, false),
            ("a@mail.example.org", ".example.org", GeneralName::Email, true),
            ("a@example.org", ".example.org", GeneralName::Email, false),
            ("a@example.org", "a@EXAMPLE.org", GeneralName::Email, true),
            ("A@example.org", "a@example.org", GeneralName::Email, false),
            ("no mailbox", "example.org", GeneralName::Email, false),
            ("http://www.example.org:80/x", ".example.org", GeneralName::Uri, true),
            ("http://example.org/", ".example.org", GeneralName::Uri, false),
            ("https://u:p@example.org?x", "example.org", GeneralName::Uri, true),
            ("http://evil.test/@example.org", "example.org", GeneralName::Uri, false),
            ("http://10.0.0.1/", "10.0.0.1", GeneralName::Uri, false),
            ("urn:isbn:1", "example.org", GeneralName::Uri, false),
        ] {
            assert_eq!(check(name, base, kind), fits, "{name} in {base}");
        }
    }

    #[test]
    fn addresses_have_masks() {
        assert_eq!(ip_matches(&[10, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 0, 0]), Some(true));
        assert_eq!(ip_matches(&[11, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 0, 0]), Some(false));
        assert_eq!(ip_matches(&[0; 16], &[10, 0, 0, 0, 255, 0, 0, 0]), Some(false));
        assert_eq!(ip_matches(&[1, 2], &[10, 0, 0, 0, 255, 0, 0, 0]), None);
    }

    #[test]
    fn a_kind_that_is_not_understood_is_refused_where_it_is_met() {
        let constraints = Constraints {
            permitted: Vec::new(),
            excluded: alloc::vec![GeneralName::Other(0, Vec::new())],
        };
        let met = constraints.check(&GeneralName::Other(0, alloc::vec![1]));
        assert_eq!(met, Err(PathError::NameConstraint));
        assert_eq!(constraints.check(&GeneralName::Dns("a".into())), Ok(()));
    }
}
