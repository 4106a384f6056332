//! What path validation needs to know of a certificate, read from its extensions once.

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;

use super::{NormalName, PathError, constraints::Constraints, general_name::GeneralName, scope::Point};
use crate::{
    certificate::Certificate,
    extension,
    key::as_oid,
    lenient::{Value, Values, tag},
    oid,
};

/// Bits of keyUsage.
pub(super) const KEY_CERT_SIGN: u16 = 1 << 5;
pub(super) const CRL_SIGN: u16 = 1 << 6;

/// Critical extensions that are dealt with here, or that forbid a path nothing.
const UNDERSTOOD: [ObjectIdentifier; 19] = [
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::KEY_USAGE,
    oid::PRIVATE_KEY_USAGE_PERIOD,
    oid::SUBJECT_ALT_NAME,
    oid::ISSUER_ALT_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::CERTIFICATE_POLICIES,
    oid::POLICY_MAPPINGS,
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::POLICY_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::FRESHEST_CRL,
    oid::INHIBIT_ANY_POLICY,
    oid::AUTHORITY_INFO_ACCESS,
    oid::SUBJECT_SIGN_TOOL,
    oid::ISSUER_SIGN_TOOL,
    oid::IDENTIFICATION_KIND,
];

#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) is_authority: bool,
    pub(super) path_length: Option<u32>,
    pub(super) key_usage: Option<u16>,
    pub(super) purposes: Option<Vec<ObjectIdentifier>>,
    pub(super) policies: Option<Vec<ObjectIdentifier>>,
    pub(super) mappings: Vec<(ObjectIdentifier, ObjectIdentifier)>,
    pub(super) require_explicit: Option<u32>,
    pub(super) inhibit_mapping: Option<u32>,
    pub(super) inhibit_any: Option<u32>,
    pub(super) constraints: Option<Constraints>,
    /// Subject, subjectAltName, addresses in the subject: all that constraints are checked on.
    pub(super) names: Vec<GeneralName>,
    pub(super) points: Vec<Point>,
}

impl Facts {
    pub(super) fn of(certificate: &Certificate, subject: &NormalName) -> Result<Self, PathError> {
        let all = certificate.extensions();
        if let Some(repeated) = extension::repeated(all) {
            return Err(PathError::Extension(repeated));
        }
        let unknown = all
            .iter()
            .find(|one| one.critical && !UNDERSTOOD.contains(&one.extn_id));
        if let Some(unknown) = unknown {
            return Err(PathError::CriticalExtension(unknown.extn_id));
        }
        let mut facts = Self::default();
        for one in all {
            let value = one.extn_value.as_bytes();
            facts
                .read(one.extn_id, value)
                .ok_or(PathError::Extension(one.extn_id))?;
        }
        facts.add_subject(certificate.subject_der(), subject);
        Ok(facts)
    }

    /// None when the extension cannot be read.
    fn read(&mut self, kind: ObjectIdentifier, value: &[u8]) -> Option<()> {
        match kind {
            oid::BASIC_CONSTRAINTS => {
                let mut parts = Values::of(value, tag::SEQUENCE)?;
                self.is_authority = parts.take(tag::BOOLEAN).is_some_and(|value| value.content != [0]);
                self.path_length = parts.take(tag::INTEGER).map(number);
            }
            oid::KEY_USAGE => self.key_usage = Some(bits(Values(value).take(tag::BIT_STRING)?.content)?),
            oid::EXTENDED_KEY_USAGE => self.purposes = Some(identifiers(value)?),
            oid::CERTIFICATE_POLICIES => {
                let policies = Values::of(value, tag::SEQUENCE)?.all()?;
                self.policies = Some(policies.iter().map(|one| as_oid(one.content)).collect::<Option<_>>()?);
            }
            oid::POLICY_MAPPINGS => {
                let pairs = Values::of(value, tag::SEQUENCE)?.all()?;
                self.mappings = pairs.iter().map(mapping).collect::<Option<_>>()?;
            }
            oid::POLICY_CONSTRAINTS => {
                let mut parts = Values::of(value, tag::SEQUENCE)?;
                self.require_explicit = parts.take(tag::context(0)).map(number);
                self.inhibit_mapping = parts.take(tag::context(1)).map(number);
            }
            oid::INHIBIT_ANY_POLICY => self.inhibit_any = Some(number(Values(value).take(tag::INTEGER)?)),
            oid::NAME_CONSTRAINTS => self.constraints = Some(Constraints::read(value)?),
            oid::SUBJECT_ALT_NAME => {
                let names = Values(value).take(tag::SEQUENCE)?.content;
                self.names.extend(GeneralName::read_all(names)?);
            }
            oid::CRL_DISTRIBUTION_POINTS => {
                let points = Values::of(value, tag::SEQUENCE)?.all()?;
                self.points = points.into_iter().map(Point::read).collect::<Option<_>>()?;
            }
            _ => {}
        }
        Some(())
    }

    /// RFC 5280 §4.2.1.10: the subject is a name to be checked, and its addresses are when subjectAltName has none.
    fn add_subject(&mut self, subject_der: &[u8], subject: &NormalName) {
        let has_address = self.names.iter().any(|name| matches!(name, GeneralName::Email(_)));
        if !has_address && let Ok(name) = crate::name::DistinguishedName::from_der(subject_der) {
            let addresses = name
                .iter()
                .filter(|value| value.attribute() == crate::name::Attribute::Email);
            self.names
                .extend(addresses.map(|value| GeneralName::Email(value.text().to_owned())));
        }
        if !subject.is_empty() {
            self.names.push(GeneralName::Directory(subject.clone()));
        }
    }

    /// Whether the key may be used so; without keyUsage it may.
    pub(super) fn may(&self, usage: u16) -> bool {
        self.key_usage.is_none_or(|allowed| allowed & usage != 0)
    }
}

/// A number that is too large for us is as good as no bound.
fn number(value: Value<'_>) -> u32 {
    match value.content {
        [first, ..] if *first >= 0x80 => 0,
        bytes => bytes.iter().fold(0_u32, |sum, byte| {
            sum.saturating_mul(256).saturating_add(u32::from(*byte))
        }),
    }
}

/// The first sixteen bits of a BIT STRING, bit 0 of the standard as bit 0 here.
pub(super) fn bits(content: &[u8]) -> Option<u16> {
    let (_, bytes) = content.split_first()?;
    let mut bits = 0;
    for (at, byte) in bytes.iter().take(2).enumerate() {
        bits |= u16::from(byte.reverse_bits()) << (8 * at);
    }
    Some(bits)
}

fn identifiers(value: &[u8]) -> Option<Vec<ObjectIdentifier>> {
    let all = Values::of(value, tag::SEQUENCE)?.all()?;
    all.iter().map(|one| as_oid(one.whole)).collect()
}

fn mapping(pair: &Value<'_>) -> Option<(ObjectIdentifier, ObjectIdentifier)> {
    let mut parts = Values::of(pair.whole, tag::SEQUENCE)?;
    Some((as_oid(parts.any()?.whole)?, as_oid(parts.any()?.whole)?))
}
