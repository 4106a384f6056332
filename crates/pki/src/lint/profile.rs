//! Lints of a certificate against the profile it was made by.

use alloc::{string::String, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{Decode, Encode, asn1::GeneralizedTime};
use gost::VerifyingKey;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, BasicConstraints, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
    KeyUsage, PrivateKeyUsagePeriod,
};

use super::{Finding, Findings, Lint, to_be_signed};
use crate::{
    certificate::TbsCertificate,
    extension::{self, Extension, IdentificationKind, IssuerSignTool, access_urls, distribution_urls},
    name::DistinguishedName,
    oid,
    profile::{Profile, Settings},
    time,
};

/// What a profile can bring into a certificate.
const KNOWN: [ObjectIdentifier; 14] = [
    oid::BASIC_CONSTRAINTS,
    oid::KEY_USAGE,
    oid::EXTENDED_KEY_USAGE,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::FRESHEST_CRL,
    oid::AUTHORITY_INFO_ACCESS,
    oid::SUBJECT_ALT_NAME,
    oid::CERTIFICATE_POLICIES,
    oid::PRIVATE_KEY_USAGE_PERIOD,
    oid::SUBJECT_SIGN_TOOL,
    oid::ISSUER_SIGN_TOOL,
    oid::IDENTIFICATION_KIND,
];

/// Looks whether a DER certificate, or its part to be signed, is what the profile says. Empty: it is.
///
/// Written against the profile's text and not through [`Profile::apply`], so that each checks the other.
pub fn lint_profile(der: &[u8], profile: &Profile, settings: &Settings) -> Vec<Finding> {
    let mut findings = Findings::default();
    let tbs_der = to_be_signed(der, &mut findings).unwrap_or_default();
    match TbsCertificate::from_der(tbs_der) {
        Ok(tbs) => lint(&tbs, profile, settings, &mut findings),
        Err(_) => findings.add_if(true, Lint::NotDer),
    }
    findings.0
}

fn lint(tbs: &TbsCertificate<'_>, profile: &Profile, settings: &Settings, findings: &mut Findings) {
    let extensions = tbs.extensions.as_deref().unwrap_or_default();

    let subject_der = tbs.subject.to_der().unwrap_or_default();
    let subject = DistinguishedName::from_der(&subject_der).unwrap_or_default();
    let expected = profile.subject(&subject).map(|subject| subject.to_der());
    findings.add_if(expected != Ok(subject_der), Lint::ProfileSubject);

    let key = tbs
        .public_key
        .to_der()
        .ok()
        .and_then(|der| VerifyingKey::from_spki_der(&der).ok());
    findings.add_if(
        key.is_none_or(|key| !profile.key_parameters.contains(&key.parameters().oid)),
        Lint::ProfileKey,
    );

    let last_second = profile.validity.last_second(time::from_time(tbs.validity.not_before));
    findings.add_if(
        last_second != Some(time::from_time(tbs.validity.not_after)),
        Lint::ProfileValidity,
    );

    let usage = extension::find::<KeyUsage>(extensions, oid::KEY_USAGE).map(|usage| usage.0);
    findings.add_if(usage != Some(profile.key_usage), Lint::ProfileKeyUsage);

    let purposes = extension::find::<ExtendedKeyUsage>(extensions, oid::EXTENDED_KEY_USAGE);
    let critical = extensions
        .iter()
        .any(|extension| extension.extn_id == oid::EXTENDED_KEY_USAGE && extension.critical);
    findings.add_if(
        purposes.map(|purposes| purposes.0).unwrap_or_default() != profile.extended_key_usage
            || critical != profile.extended_key_usage_critical,
        Lint::ProfilePurpose,
    );

    let constraints = extension::find::<BasicConstraints>(extensions, oid::BASIC_CONSTRAINTS);
    let found = constraints
        .filter(|constraints| constraints.ca)
        .map(|constraints| constraints.path_len_constraint);
    findings.add_if(
        found != profile.authority.map(|authority| authority.path_length),
        Lint::ProfileAuthority,
    );

    let kind = extension::find::<u8>(extensions, oid::IDENTIFICATION_KIND).and_then(IdentificationKind::from_number);
    let accepted = kind.map_or(profile.identification_kinds.is_empty(), |kind| {
        profile.identification_kinds.contains(&kind)
    });
    findings.add_if(!accepted, Lint::ProfileIdentification);

    lint_private_key_period(tbs, extensions, profile, findings);
    lint_tools(extensions, profile, settings, findings);
    lint_addresses(extensions, profile, settings, findings);
    for extension in extensions {
        findings.add_at_if(
            !(KNOWN.contains(&extension.extn_id) || profile.ocsp_no_check && extension.extn_id == oid::OCSP_NO_CHECK),
            Lint::ProfileExtension,
            extension.extn_id,
        );
    }

    let policies = extension::find::<CertificatePolicies>(extensions, oid::CERTIFICATE_POLICIES);
    for policy in policies.iter().flat_map(|policies| &policies.0) {
        let oid = policy.policy_identifier;
        let class = profile.subject_sign_tool && settings.class_policies().contains(&oid);
        findings.add_at_if(!class && !profile.policies.contains(&oid), Lint::ProfilePolicy, oid);
    }
}

fn lint_private_key_period(
    tbs: &TbsCertificate<'_>,
    extensions: &[Extension],
    profile: &Profile,
    findings: &mut Findings,
) {
    let first = time::from_time(tbs.validity.not_before);
    let expected = profile
        .private_key_validity
        .map(|period| (Some(first), period.last_second(first)));
    let instant = |time: GeneralizedTime| time::from_date(time.to_date_time());
    let found = extension::find::<PrivateKeyUsagePeriod>(extensions, oid::PRIVATE_KEY_USAGE_PERIOD);
    let found = found.map(|period| (period.not_before.map(instant), period.not_after.map(instant)));
    findings.add_if(found != expected, Lint::ProfilePrivateKey);
}

/// Only the names in the settings may stand: our own, or those that come with their certificates of conformity.
fn lint_tools(extensions: &[Extension], profile: &Profile, settings: &Settings, findings: &mut Findings) {
    let holder = extension::find::<String>(extensions, oid::SUBJECT_SIGN_TOOL);
    let expected = profile.subject_sign_tool.then(|| settings.sign_tool_of(profile));
    findings.add_if(holder.as_deref() != expected, Lint::ProfileSignTool);
    let issuer = extension::find::<IssuerSignTool>(extensions, oid::ISSUER_SIGN_TOOL);
    findings.add_if(issuer != Some(settings.issuer_sign_tool()), Lint::ProfileIssuerTool);
}

fn lint_addresses(extensions: &[Extension], profile: &Profile, settings: &Settings, findings: &mut Findings) {
    let expected = profile.published(settings);
    let [points, freshest] = [oid::CRL_DISTRIBUTION_POINTS, oid::FRESHEST_CRL]
        .map(|oid| extension::find::<CrlDistributionPoints>(extensions, oid));
    let [crl, delta_crl] =
        [&points, &freshest].map(|points| points.iter().flat_map(distribution_urls).collect::<Vec<_>>());
    let access = extension::find::<AuthorityInfoAccessSyntax>(extensions, oid::AUTHORITY_INFO_ACCESS);
    let under = |method| {
        access
            .iter()
            .flat_map(|access| access_urls(access, method))
            .collect::<Vec<_>>()
    };
    let same = crl == expected.crl
        && delta_crl == expected.delta_crl
        && under(oid::ACCESS_OCSP) == expected.ocsp
        && under(oid::ACCESS_CA_ISSUERS) == expected.ca_issuers;
    findings.add_if(!same, Lint::ProfileAddress);
}
