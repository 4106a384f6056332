//! Lints of revocation lists.

use alloc::{collections::BTreeSet, vec::Vec};

use der::{Decode, Encode, asn1::UintRef};

use super::{
    Finding, Findings, Lint,
    extensions::{lint_authority_key, lint_repeated},
    lint_algorithm, lint_time,
    names::lint_name,
    to_be_signed,
};
use crate::{
    crl::{Reason, TbsCertList},
    extension::{self, Extension},
    oid,
};

/// Looks at a DER `CertificateList` or at its part to be signed. Empty: nothing is wrong.
pub fn lint_crl(der: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::default();
    let tbs_der = to_be_signed(der, &mut findings).unwrap_or_default();
    match TbsCertList::from_der(&tbs_der) {
        Ok(tbs) if tbs.to_der().is_ok_and(|again| again == tbs_der) => lint_tbs(&tbs, &mut findings),
        _ => findings.add_if(true, Lint::NotDer),
    }
    findings.0
}

fn lint_tbs(tbs: &TbsCertList<'_>, findings: &mut Findings) {
    findings.add_if(tbs.version != Some(1), Lint::Version);
    lint_algorithm(&tbs.signature, findings);
    lint_name(&tbs.issuer.to_der().unwrap_or_default(), findings);
    lint_time(tbs.this_update, findings);
    match tbs.next_update {
        Some(next_update) => {
            lint_time(next_update, findings);
            findings.add_if(
                next_update.to_date_time() <= tbs.this_update.to_date_time(),
                Lint::UpdateOrder,
            );
        }
        None => findings.add_if(true, Lint::NextUpdateMissing),
    }
    lint_revoked(tbs, findings);

    let extensions = tbs.extensions.as_deref().unwrap_or_default();
    lint_repeated(extensions, findings);
    lint_authority_key(extensions, false, findings);
    let known = [oid::AUTHORITY_KEY_IDENTIFIER, oid::CRL_NUMBER];
    extensions
        .iter()
        .for_each(|extension| lint_critical(extension, &known, findings));
    let number = extensions.iter().find(|extension| extension.extn_id == oid::CRL_NUMBER);
    let readable = number.is_some_and(|number| UintRef::from_der(number.extn_value.as_bytes()).is_ok());
    findings.add_if(!readable, Lint::CrlNumberMissing);
}

fn lint_revoked(tbs: &TbsCertList<'_>, findings: &mut Findings) {
    findings.add_if(tbs.revoked.as_ref().is_some_and(Vec::is_empty), Lint::RevokedEmpty);
    let mut seen = BTreeSet::new();
    for entry in tbs.revoked.iter().flatten() {
        findings.add_if(!seen.insert(entry.serial.as_bytes()), Lint::RevokedRepeated);
        lint_time(entry.date, findings);
        findings.add_if(
            entry.date.to_date_time() > tbs.this_update.to_date_time(),
            Lint::RevokedLater,
        );
        let extensions = entry.extensions.as_deref().unwrap_or_default();
        lint_repeated(extensions, findings);
        extensions
            .iter()
            .for_each(|extension| lint_critical(extension, &[oid::REASON_CODE], findings));
        let reason = extension::find(extensions, oid::REASON_CODE);
        findings.add_if(reason == Some(Reason::Unspecified), Lint::ReasonUnspecified);
    }
}

/// None of the extensions of a complete direct list is critical.
fn lint_critical(extension: &Extension, known: &[const_oid::ObjectIdentifier], findings: &mut Findings) {
    if extension.critical {
        let lint = if known.contains(&extension.extn_id) {
            Lint::ExtensionCriticality
        } else {
            Lint::ExtensionUnknownCritical
        };
        findings.add_at_if(true, lint, extension.extn_id);
    }
}
