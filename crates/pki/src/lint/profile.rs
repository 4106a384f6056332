//! Lints of a certificate against the profile it was made by.

use alloc::vec::Vec;

use der::{Decode, Encode};
use gost::VerifyingKey;
use x509_cert::ext::pkix::{BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage};

use super::{Finding, Findings, Lint, to_be_signed};
use crate::{
    certificate::TbsCertificate,
    extension::{self, IdentificationKind},
    name::DistinguishedName,
    oid,
    profile::{Profile, Settings},
    time,
};

/// Looks whether a DER certificate, or its part to be signed, is what the profile says. Empty: it is.
///
/// Written against the profile's text and not through [`Profile::apply`], so that each checks the other.
pub fn lint_profile(der: &[u8], profile: &Profile, settings: &Settings) -> Vec<Finding> {
    let mut findings = Findings::default();
    let tbs_der = to_be_signed(der, &mut findings).unwrap_or_default();
    match TbsCertificate::from_der(&tbs_der) {
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

    let last_second = profile
        .validity
        .last_second(time::from_time(tbs.validity.not_before));
    findings.add_if(
        last_second != Some(time::from_time(tbs.validity.not_after)),
        Lint::ProfileValidity,
    );

    let usage = extension::find::<KeyUsage>(extensions, oid::KEY_USAGE).map(|usage| usage.0);
    findings.add_if(usage != Some(profile.key_usage), Lint::ProfileKeyUsage);

    let purposes = extension::find::<ExtendedKeyUsage>(extensions, oid::EXTENDED_KEY_USAGE);
    findings.add_if(
        purposes.map(|purposes| purposes.0).unwrap_or_default() != profile.extended_key_usage,
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

    let kind = extension::find::<u8>(extensions, oid::IDENTIFICATION_KIND)
        .and_then(IdentificationKind::from_number);
    let accepted = kind.map_or(profile.identification_kinds.is_empty(), |kind| {
        profile.identification_kinds.contains(&kind)
    });
    findings.add_if(!accepted, Lint::ProfileIdentification);

    let named = extensions
        .iter()
        .any(|extension| extension.extn_id == oid::SUBJECT_SIGN_TOOL);
    findings.add_if(named != profile.subject_sign_tool, Lint::ProfileSignTool);

    let policies = extension::find::<CertificatePolicies>(extensions, oid::CERTIFICATE_POLICIES);
    for policy in policies.iter().flat_map(|policies| &policies.0) {
        let oid = policy.policy_identifier;
        let class = profile.subject_sign_tool && settings.class_policies().contains(&oid);
        findings.add_at_if(
            !class && !profile.policies.contains(&oid),
            Lint::ProfilePolicy,
            oid,
        );
    }
}
