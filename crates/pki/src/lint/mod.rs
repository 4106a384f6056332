//! Our own lint: what is wrong with a certificate or a list **before** it is signed for good.
//!
//! Every lint has a stable code and one test that breaks exactly it.

mod certificate;
mod crl;
mod extensions;
mod names;
mod profile;
mod rule;

use alloc::{string::String, vec::Vec};

use der::{AnyRef, Decode, Encode, Tag, Tagged};
use x509_cert::time::Time;

pub use certificate::lint_certificate;
pub use crl::lint_crl;
pub use profile::lint_profile;
pub use rule::{Lint, Severity};

use crate::{certificate::Signed, oid, time};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub lint: Lint,
    /// Where: the attribute or the OID, if the lint is about one of several.
    pub place: Option<String>,
}

impl Finding {
    /// Stable name.
    pub fn code(&self) -> &'static str {
        self.lint.code()
    }

    pub fn severity(&self) -> Severity {
        self.lint.severity()
    }
}

impl core::fmt::Display for Finding {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.lint.text())?;
        self.place.iter().try_for_each(|place| write!(f, " ({place})"))
    }
}

/// Collects findings.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add_if(&mut self, broken: bool, lint: Lint) {
        if broken {
            self.0.push(Finding { lint, place: None });
        }
    }

    fn add_at_if(&mut self, broken: bool, lint: Lint, place: impl core::fmt::Display) {
        if broken {
            self.0.push(Finding {
                lint,
                place: Some(alloc::format!("{place}")),
            });
        }
    }
}

/// The part to be signed of what may be a signed structure or that part itself. The former begins with a SEQUENCE, the
/// latter with a version or a serial number; only a list of version 1 does not, and that is no list of ours.
fn to_be_signed<'a>(der: &'a [u8], findings: &mut Findings) -> Option<&'a [u8]> {
    let outer = AnyRef::from_der(der).ok()?;
    let (first, _) = AnyRef::from_der_partial(outer.value()).ok()?;
    if first.tag() != Tag::Sequence {
        return Some(der);
    }
    let signed = Signed::from_der(der).ok()?;
    let inner = inner_algorithm(signed.tbs)?;
    findings.add_if(
        inner.to_der().ok()? != signed.algorithm.to_der().ok()?,
        Lint::AlgorithmMismatch,
    );
    der.get(signed.tbs_bytes(der)?)
}

/// The first AlgorithmIdentifier: the first universal SEQUENCE of both TBSCertificate and TBSCertList.
fn inner_algorithm(tbs: AnyRef<'_>) -> Option<AnyRef<'_>> {
    let mut rest = tbs.value();
    while !rest.is_empty() {
        let (element, tail) = AnyRef::from_der_partial(rest).ok()?;
        if element.tag() == Tag::Sequence {
            return Some(element);
        }
        rest = tail;
    }
    None
}

fn lint_algorithm(algorithm: &spki::AlgorithmIdentifierRef<'_>, findings: &mut Findings) {
    findings.add_if(
        ![oid::SIGNATURE_256, oid::SIGNATURE_512].contains(&algorithm.oid),
        Lint::AlgorithmUnknown,
    );
    findings.add_if(algorithm.parameters.is_some(), Lint::AlgorithmParameters);
}

/// UTCTime through 2049, GeneralizedTime after.
fn lint_time(instant: Time, findings: &mut Findings) {
    findings.add_if(
        time::to_time(time::from_time(instant)) != Some(instant),
        Lint::TimeEncoding,
    );
}
