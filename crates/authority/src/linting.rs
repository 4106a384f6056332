//! Lint before signing. A certificate is dressed with a placeholder signature, so that the whole is looked at; a list may
//! be large and is looked at as it stands.

use pki::certificate::assemble;
use pki::lint::{Finding, Severity, lint_certificate, lint_crl, lint_profile};
use pki::profile::{Profile, Settings};

const PLACEHOLDER: [u8; 64] = [0; 64];

/// Everything to be said against a TBSCertificate.
pub(crate) fn certificate(tbs: &[u8], profile: &Profile, settings: &Settings) -> Vec<Finding> {
    // Bytes that cannot be dressed at all are no DER, and that is what the lint then says.
    let der = assemble(tbs, &PLACEHOLDER).unwrap_or_default();
    let mut findings = lint_certificate(&der);
    findings.extend(lint_profile(&der, profile, settings));
    findings
}

/// Everything to be said against a TBSCertList.
pub(crate) fn crl(tbs: &[u8]) -> Vec<Finding> {
    lint_crl(tbs)
}

/// Findings that forbid signing, if there are any; warnings pass.
pub(crate) fn pass(findings: Vec<Finding>) -> Result<(), Vec<Finding>> {
    let errors: Vec<_> = findings
        .into_iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

pub(crate) fn list_findings(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
