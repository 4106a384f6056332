//! Whatever was read as a certificate can be linted, described, written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::{
    certificate::{Certificate, Issuer, assemble},
    describe::describe,
    lint::{Lint, lint_certificate},
};

fuzz_target!(|bytes: &[u8]| {
    let findings = lint_certificate(bytes);
    let Ok(certificate) = Certificate::parse(bytes) else {
        return;
    };
    assert_eq!(
        Certificate::parse(certificate.to_pem().as_bytes()).as_ref(),
        Ok(&certificate)
    );
    if let Ok(name) = certificate.subject() {
        assert_eq!(name.to_der(), certificate.subject_der());
    }
    describe(&certificate, 3);
    let _ = Issuer::try_from(&certificate);
    let clean = findings
        .iter()
        .all(|finding| ![Lint::NotDer, Lint::AlgorithmParameters].contains(&finding.lint));
    if clean && bytes == certificate.der() {
        assert_eq!(
            assemble(certificate.tbs(), certificate.signature()).as_deref(),
            Ok(bytes)
        );
    }
});
