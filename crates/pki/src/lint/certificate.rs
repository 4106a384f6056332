//! Lints of certificates.

use alloc::vec::Vec;

use der::{Decode, Encode};
use gost::VerifyingKey;

use super::{Finding, Findings, Lint, extensions, lint_algorithm, lint_time, names::lint_name, to_be_signed};
use crate::certificate::{TbsCertificate, has_expected_digest};

/// Looks at a DER certificate or at its part to be signed. Empty: nothing is wrong.
pub fn lint_certificate(der: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::default();
    let tbs_der = to_be_signed(der, &mut findings).unwrap_or_default();
    match TbsCertificate::from_der(tbs_der) {
        Ok(tbs) if tbs.to_der().is_ok_and(|again| again == tbs_der) => lint_tbs(&tbs, &mut findings),
        _ => findings.add_if(true, Lint::NotDer),
    }
    findings.0
}

fn lint_tbs(tbs: &TbsCertificate<'_>, findings: &mut Findings) {
    findings.add_if(tbs.version != 2, Lint::Version);
    lint_serial(tbs.serial.as_bytes(), findings);
    lint_algorithm(&tbs.signature, findings);

    let validity = tbs.validity;
    lint_time(validity.not_before, findings);
    lint_time(validity.not_after, findings);
    findings.add_if(
        validity.not_after.to_date_time() < validity.not_before.to_date_time(),
        Lint::ValidityInverted,
    );

    let (issuer, subject) = (
        tbs.issuer.to_der().unwrap_or_default(),
        tbs.subject.to_der().unwrap_or_default(),
    );
    lint_name(&subject, findings);
    if issuer != subject {
        lint_name(&issuer, findings);
    }
    findings.add_if(
        tbs.issuer_unique_id.is_some() || tbs.subject_unique_id.is_some(),
        Lint::UniqueIdentifier,
    );

    let key = tbs
        .public_key
        .to_der()
        .ok()
        .and_then(|der| VerifyingKey::from_spki_der(&der).ok());
    findings.add_if(key.is_none(), Lint::KeyRejected);
    if let Some(key) = &key {
        findings.add_if(!has_expected_digest(key.parameters()), Lint::KeyDigest);
    }
    extensions::lint_extensions(tbs, key.as_ref(), issuer == subject, findings);
}

fn lint_serial(serial: &[u8], findings: &mut Findings) {
    let positive = serial.first().is_some_and(|first| *first < 0x80) && serial.iter().any(|byte| *byte != 0);
    findings.add_if(!positive, Lint::SerialNotPositive);
    findings.add_if(serial.len() < 8, Lint::SerialShort);
    findings.add_if(serial.len() > 20, Lint::SerialLong);
}
