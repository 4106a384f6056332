//! Lints of the extensions of a certificate.

use alloc::string::String;

use const_oid::ObjectIdentifier;
use der::{Decode, Encode, asn1::Null};
use gost::VerifyingKey;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
    ExtendedKeyUsage, KeyUsage, PrivateKeyUsagePeriod, SubjectAltName, SubjectKeyIdentifier, name::GeneralName,
};

use super::{Findings, Lint};
use crate::{
    certificate::{TbsCertificate, key_identifier},
    extension::{self, Extension, IdentificationKind, IssuerSignTool, MAX_TOOL_CERTIFICATE, MAX_TOOL_NAME},
    name::{Attribute, DistinguishedName},
    oid,
    time::{from_date, from_time},
};

pub(super) fn lint_extensions(
    tbs: &TbsCertificate<'_>,
    key: Option<&VerifyingKey>,
    self_issued: bool,
    findings: &mut Findings,
) {
    let extensions = tbs.extensions.as_deref().unwrap_or_default();
    findings.add_if(extensions.is_empty(), Lint::ExtensionsMissing);
    lint_repeated(extensions, findings);
    let constraints: Option<BasicConstraints> = extension::find(extensions, oid::BASIC_CONSTRAINTS);
    let ca = constraints.as_ref().is_some_and(|constraints| constraints.ca);
    for extension in extensions {
        lint_one(extension, ca, findings);
    }
    findings.add_if(
        constraints.is_some_and(|c| !c.ca && c.path_len_constraint.is_some()),
        Lint::PathLength,
    );
    lint_key_usage(extensions, ca, findings);
    lint_subject_key(extensions, key, findings);
    lint_authority_key(extensions, self_issued, findings);
    lint_email(extensions, tbs, findings);
    lint_private_key_period(extensions, tbs, findings);
    lint_tools(extensions, findings);
    let kind: Option<u8> = extension::find(extensions, oid::IDENTIFICATION_KIND);
    findings.add_if(
        kind.is_some_and(|kind| IdentificationKind::from_number(kind).is_none()),
        Lint::IdentificationKind,
    );
}

pub(super) fn lint_repeated(extensions: &[Extension], findings: &mut Findings) {
    if let Some(oid) = extension::repeated(extensions) {
        findings.add_at_if(true, Lint::ExtensionRepeated, oid);
    }
}

/// Every part of an authority's identifier is there: key identifier, issuer, serial number.
/// Only a self-issued certificate may do without (RFC 5280 §4.2.1.1).
pub(super) fn lint_authority_key(extensions: &[Extension], may_miss: bool, findings: &mut Findings) {
    let Some(identifier) = extension::find::<AuthorityKeyIdentifier>(extensions, oid::AUTHORITY_KEY_IDENTIFIER) else {
        return findings.add_if(!may_miss, Lint::AuthorityKeyMissing);
    };
    let complete = identifier.key_identifier.is_some()
        && identifier.authority_cert_issuer.is_some()
        && identifier.authority_cert_serial_number.is_some();
    findings.add_if(!complete, Lint::AuthorityKeyIncomplete);
}

/// Shape and criticality of one extension.
fn lint_one(extension: &Extension, ca: bool, findings: &mut Findings) {
    let oid = extension.extn_id;
    let Some(shape) = Shape::of(oid, extension.extn_value.as_bytes()) else {
        return findings.add_at_if(extension.critical, Lint::ExtensionUnknownCritical, oid);
    };
    let critical = match oid {
        oid::KEY_USAGE => true,
        oid::BASIC_CONSTRAINTS => ca,
        // RFC 3161 §2.3.
        oid::EXTENDED_KEY_USAGE => ExtendedKeyUsage::from_der(extension.extn_value.as_bytes())
            .is_ok_and(|purposes| purposes.0.contains(&oid::TIME_STAMPING)),
        _ => false,
    };
    findings.add_at_if(extension.critical != critical, Lint::ExtensionCriticality, oid);
    findings.add_at_if(shape == Shape::Broken, Lint::ExtensionValue, oid);
    findings.add_at_if(shape == Shape::Empty, Lint::ListEmpty, oid);
}

#[derive(PartialEq)]
enum Shape {
    Good,
    Empty,
    Broken,
}

impl Shape {
    /// `None` for an extension that we do not know.
    fn of(oid: ObjectIdentifier, value: &[u8]) -> Option<Self> {
        fn read<'a, T: Decode<'a>>(value: &'a [u8], is_empty: impl Fn(&T) -> bool) -> Shape {
            match T::from_der(value) {
                Ok(value) if is_empty(&value) => Shape::Empty,
                Ok(_) => Shape::Good,
                Err(_) => Shape::Broken,
            }
        }
        Some(match oid {
            oid::KEY_USAGE => read(value, |usage: &KeyUsage| usage.0.is_empty()),
            oid::BASIC_CONSTRAINTS => read(value, |_: &BasicConstraints| false),
            oid::OCSP_NO_CHECK => read(value, |_: &Null| false),
            oid::EXTENDED_KEY_USAGE => read(value, |purposes: &ExtendedKeyUsage| purposes.0.is_empty()),
            oid::SUBJECT_KEY_IDENTIFIER => read(value, |identifier: &SubjectKeyIdentifier| {
                identifier.0.as_bytes().is_empty()
            }),
            oid::AUTHORITY_KEY_IDENTIFIER => read(value, |_: &AuthorityKeyIdentifier| false),
            oid::CERTIFICATE_POLICIES => read(value, |policies: &CertificatePolicies| policies.0.is_empty()),
            oid::CRL_DISTRIBUTION_POINTS | oid::FRESHEST_CRL => {
                read(value, |points: &CrlDistributionPoints| points.0.is_empty())
            }
            oid::AUTHORITY_INFO_ACCESS => read(value, |access: &AuthorityInfoAccessSyntax| access.0.is_empty()),
            oid::SUBJECT_ALT_NAME => read(value, |names: &SubjectAltName| names.0.is_empty()),
            oid::PRIVATE_KEY_USAGE_PERIOD => read(value, |period: &PrivateKeyUsagePeriod| {
                period.not_before.is_none() && period.not_after.is_none()
            }),
            oid::SUBJECT_SIGN_TOOL => read(value, |_: &String| false),
            oid::ISSUER_SIGN_TOOL => read(value, |_: &IssuerSignTool| false),
            oid::IDENTIFICATION_KIND => read(value, |_: &u8| false),
            _ => return None,
        })
    }
}

fn lint_key_usage(extensions: &[Extension], ca: bool, findings: &mut Findings) {
    let Some(usage) = extension::find::<KeyUsage>(extensions, oid::KEY_USAGE) else {
        return findings.add_if(true, Lint::KeyUsageMissing);
    };
    let signs = (usage.key_cert_sign(), usage.crl_sign());
    findings.add_if(signs != (ca, ca), Lint::KeyUsageAuthority);
}

fn lint_subject_key(extensions: &[Extension], key: Option<&VerifyingKey>, findings: &mut Findings) {
    let Some(identifier) = extension::find::<SubjectKeyIdentifier>(extensions, oid::SUBJECT_KEY_IDENTIFIER) else {
        return findings.add_if(true, Lint::SubjectKeyMissing);
    };
    let expected = key.map(key_identifier);
    findings.add_if(
        expected.is_some_and(|expected| identifier.0.as_bytes() != expected),
        Lint::SubjectKeyMismatch,
    );
}

fn lint_email(extensions: &[Extension], tbs: &TbsCertificate<'_>, findings: &mut Findings) {
    let subject = tbs
        .subject
        .to_der()
        .ok()
        .and_then(|der| DistinguishedName::from_der(&der).ok())
        .unwrap_or_default();
    let names = extension::find::<SubjectAltName>(extensions, oid::SUBJECT_ALT_NAME);
    let repeated = |email| {
        names
            .iter()
            .flat_map(|names| &names.0)
            .any(|name| matches!(name, GeneralName::Rfc822Name(found) if found.as_str() == email))
    };
    findings.add_if(
        subject.get(Attribute::Email).is_some_and(|email| !repeated(email)),
        Lint::EmailNotRepeated,
    );
}

fn lint_private_key_period(extensions: &[Extension], tbs: &TbsCertificate<'_>, findings: &mut Findings) {
    let Some(period) = extension::find::<PrivateKeyUsagePeriod>(extensions, oid::PRIVATE_KEY_USAGE_PERIOD) else {
        return;
    };
    let validity = from_time(tbs.validity.not_before)..=from_time(tbs.validity.not_after);
    let outside = [period.not_before, period.not_after]
        .into_iter()
        .flatten()
        .any(|t| !validity.contains(&from_date(t.to_date_time())));
    findings.add_if(outside, Lint::PrivateKeyPeriod);
}

fn lint_tools(extensions: &[Extension], findings: &mut Findings) {
    let fits = |text: &str, max| (1..=max).contains(&text.chars().count());
    if let Some(name) = extension::find::<String>(extensions, oid::SUBJECT_SIGN_TOOL) {
        findings.add_at_if(!fits(&name, MAX_TOOL_NAME), Lint::ToolName, oid::SUBJECT_SIGN_TOOL);
    }
    if let Some(tools) = extension::find::<IssuerSignTool>(extensions, oid::ISSUER_SIGN_TOOL) {
        let names = [&tools.sign_tool, &tools.ca_tool]
            .into_iter()
            .all(|name| fits(name, MAX_TOOL_NAME));
        let certificates = [&tools.sign_tool_certificate, &tools.ca_tool_certificate]
            .into_iter()
            .all(|c| fits(c, MAX_TOOL_CERTIFICATE));
        findings.add_at_if(!(names && certificates), Lint::ToolName, oid::ISSUER_SIGN_TOOL);
    }
}
