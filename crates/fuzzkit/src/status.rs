//! Whether a certificate holds: lists and answers.

use pki::{
    crl::{Crl, assemble},
    lint::{Lint, lint_crl},
    ocsp::{OcspRequest, OcspResponse, ResponseData, build_request},
};

/// Whatever was read as a revocation list can be linted, written and read again.
pub(crate) fn crl(bytes: &[u8]) -> bool {
    let findings = lint_crl(bytes);
    let Ok(list) = Crl::parse(bytes) else { return false };
    assert_eq!(Crl::parse(list.to_pem().as_bytes()).as_ref(), Ok(&list));
    assert_eq!(list.entries().count(), list.count());
    let _ = (list.number(), list.base(), list.issuing_distribution_point());
    let clean = findings
        .iter()
        .all(|finding| ![Lint::NotDer, Lint::AlgorithmParameters].contains(&finding.lint));
    if clean && bytes == list.der() {
        assert_eq!(assemble(list.tbs().to_vec(), list.signature()).as_deref(), Ok(bytes));
    }
    true
}

/// A question of OCSP is refused or asked again with the same words; an answer is refused or read to the end.
pub(crate) fn ocsp(bytes: &[u8]) -> bool {
    let request = OcspRequest::parse(bytes);
    if let Ok(request) = &request {
        let again = OcspRequest::parse(&build_request(request.certificates(), None))
            .expect("what was asked can be asked again");
        assert_eq!(again.certificates(), request.certificates());
    }
    let response = OcspResponse::parse(bytes);
    if let Ok(OcspResponse::Answer(answer)) = &response {
        assert_eq!(ResponseData::parse(answer.tbs()).as_ref(), Ok(answer.data()));
    }
    request.is_ok() || response.is_ok()
}
