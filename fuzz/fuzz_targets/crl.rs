//! Whatever was read as a revocation list can be linted, written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::{
    crl::{Crl, assemble},
    lint::{Lint, lint_crl},
};

fuzz_target!(|bytes: &[u8]| {
    let findings = lint_crl(bytes);
    let Ok(list) = Crl::parse(bytes) else { return };
    assert_eq!(Crl::parse(list.to_pem().as_bytes()).as_ref(), Ok(&list));
    assert_eq!(list.entries().count(), list.count());
    let _ = (list.number(), list.base(), list.issuing_distribution_point());
    let clean = findings
        .iter()
        .all(|finding| ![Lint::NotDer, Lint::AlgorithmParameters].contains(&finding.lint));
    if clean && bytes == list.der() {
        assert_eq!(assemble(list.tbs().to_vec(), list.signature()).as_deref(), Ok(bytes));
    }
});
