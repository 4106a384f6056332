//! Lints of revocation lists.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{Decode, Encode, Length, asn1::UintRef};
use x509_cert::{
    ext::pkix::{CrlDistributionPoints, crl::dp::IssuingDistributionPoint},
    time::Time,
};

use super::{
    Finding, Findings, Lint,
    extensions::{lint_authority_key, lint_repeated},
    lint_algorithm, lint_time,
    names::lint_name,
    to_be_signed,
};
use crate::{
    crl::{RawEntries, Reason, RevokedCertificate, TbsCertList},
    extension, oid,
};

/// What a list of ours may carry, and whether it must be understood (RFC 5280 §5.2).
const EXTENSIONS: [(ObjectIdentifier, bool); 5] = [
    (oid::AUTHORITY_KEY_IDENTIFIER, false),
    (oid::CRL_NUMBER, false),
    (oid::DELTA_CRL_INDICATOR, true),
    (oid::ISSUING_DISTRIBUTION_POINT, true),
    (oid::FRESHEST_CRL, false),
];

/// The same for an entry of it (§5.3).
const ENTRY_EXTENSIONS: [(ObjectIdentifier, bool); 2] = [(oid::REASON_CODE, false), (oid::INVALIDITY_DATE, false)];

/// Looks at a DER `CertificateList` or at its part to be signed. Empty: nothing is wrong.
pub fn lint_crl(der: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::default();
    let tbs_der = to_be_signed(der, &mut findings).unwrap_or_default();
    match TbsCertList::from_der(tbs_der) {
        // What reads and has a second spelling is longer than the right one.
        Ok(tbs) if has_length(&tbs, tbs_der) => lint_tbs(&tbs, &mut findings),
        _ => findings.add_if(true, Lint::NotDer),
    }
    findings.0
}

fn has_length(value: &impl Encode, bytes: &[u8]) -> bool {
    value.encoded_len().ok() == Length::try_from(bytes.len()).ok()
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

    let extensions = tbs.extensions.as_deref().unwrap_or_default();
    lint_repeated(extensions, findings);
    lint_authority_key(extensions, false, findings);
    for extension in extensions {
        lint_criticality(extension.extn_id, extension.critical, &EXTENSIONS, findings);
    }
    let number = |oid| extension::find::<UintRef<'_>>(extensions, oid);
    let this = number(oid::CRL_NUMBER);
    findings.add_if(this.is_none(), Lint::CrlNumberMissing);

    let is_delta = extension::value(extensions, oid::DELTA_CRL_INDICATOR).is_some();
    if is_delta {
        // By length first: without leading zeros the longer number is the greater one.
        let size = |number: UintRef<'_>| (number.as_bytes().len(), number.as_bytes().to_vec());
        let before = |base| this.is_none_or(|this| size(base) < size(this));
        findings.add_if(!number(oid::DELTA_CRL_INDICATOR).is_some_and(before), Lint::DeltaBase);
    }
    if let Some(freshest) = extension::value(extensions, oid::FRESHEST_CRL) {
        findings.add_if(is_delta, Lint::DeltaFreshest);
        let readable = CrlDistributionPoints::from_der(freshest).is_ok_and(|points| !points.0.is_empty());
        findings.add_at_if(!readable, Lint::ExtensionValue, oid::FRESHEST_CRL);
    }
    if let Some(part) = extension::value(extensions, oid::ISSUING_DISTRIBUTION_POINT) {
        findings.add_if(!is_part(part), Lint::ListPart);
    }
    if let Some(revoked) = tbs.revoked {
        lint_revoked(revoked.0, tbs.this_update, is_delta, findings);
    }
}

/// Whether an IssuingDistributionPoint says something, and nothing that contradicts itself (RFC 5280 §5.2.5).
fn is_part(der: &[u8]) -> bool {
    let Ok(point) = IssuingDistributionPoint::from_der(der) else {
        return false;
    };
    let kinds = [
        point.only_contains_user_certs,
        point.only_contains_ca_certs,
        point.only_contains_attribute_certs,
    ];
    der != [0x30, 0] && kinds.into_iter().filter(|only| *only).count() <= 1
}

fn lint_revoked(revoked: &[u8], this_update: Time, is_delta: bool, findings: &mut Findings) {
    findings.add_if(revoked.is_empty(), Lint::RevokedEmpty);
    let mut content = revoked;
    let (mut last, mut ascending): (&[u8], bool) = (&[], true);
    for entry in RawEntries::new(revoked) {
        let Ok(entry) = entry else {
            return findings.add_if(true, Lint::NotDer);
        };
        let serial = entry.serial.as_bytes();
        ascending &= last < serial;
        last = serial;
        lint_time(entry.date, findings);
        findings.add_if(
            entry.date.to_date_time() > this_update.to_date_time(),
            Lint::RevokedLater,
        );
        // What reads and has a second spelling is longer than the right one: then this runs out of step.
        let rest = lint_entry_extensions(&entry, is_delta, findings)
            .and_then(|()| usize::try_from(entry.encoded_len().ok()?).ok())
            .and_then(|length| content.get(length..));
        match rest {
            Some(rest) => content = rest,
            None => return findings.add_if(true, Lint::NotDer),
        }
    }
    findings.add_if(!content.is_empty(), Lint::NotDer);
    // The serial numbers of our lists ascend: then none stands twice, and a million need not be sorted.
    findings.add_if(!ascending && is_repeated(revoked), Lint::RevokedRepeated);
}

/// None: not DER.
fn lint_entry_extensions(entry: &RevokedCertificate<'_>, is_delta: bool, findings: &mut Findings) -> Option<()> {
    let mut length = Length::ZERO;
    for (at, extension) in entry.extensions().enumerate() {
        let extension = extension.ok()?;
        length = (length + extension.encoded_len().ok()?).ok()?;
        lint_criticality(extension.oid, extension.critical, &ENTRY_EXTENSIONS, findings);
        let twice = entry
            .extensions()
            .take(at)
            .flatten()
            .any(|before| before.oid == extension.oid);
        findings.add_at_if(twice, Lint::ExtensionRepeated, extension.oid);
        if extension.oid == oid::REASON_CODE {
            let reason = Reason::from_der(extension.value.as_bytes()).ok();
            findings.add_at_if(reason.is_none(), Lint::ExtensionValue, extension.oid);
            findings.add_if(reason == Some(Reason::Unspecified), Lint::ReasonUnspecified);
            findings.add_if(
                reason == Some(Reason::RemoveFromCrl) && !is_delta,
                Lint::RemovedFromFull,
            );
        }
    }
    let read = entry.extensions.map_or(0, |extensions| extensions.0.len());
    (Length::try_from(read) == Ok(length)).then_some(())
}

fn lint_criticality(
    oid: ObjectIdentifier,
    critical: bool,
    known: &[(ObjectIdentifier, bool)],
    findings: &mut Findings,
) {
    match known.iter().find(|(known, _)| *known == oid) {
        Some((_, must_be)) => findings.add_at_if(critical != *must_be, Lint::ExtensionCriticality, oid),
        None => findings.add_at_if(critical, Lint::ExtensionUnknownCritical, oid),
    }
}

fn is_repeated(revoked: &[u8]) -> bool {
    let mut serials: Vec<_> = RawEntries::new(revoked)
        .flatten()
        .map(|entry| entry.serial.as_bytes())
        .collect();
    serials.sort_unstable();
    serials.windows(2).any(|pair| pair[0] == pair[1])
}
