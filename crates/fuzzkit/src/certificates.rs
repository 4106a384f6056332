//! Certificates, and what they are made of.

use std::sync::LazyLock;

use der::Decode;
use pki::{
    SerialNumber,
    certificate::{Certificate, Issuer, TbsInput, assemble, build_tbs},
    describe::describe,
    extension::Extension,
    lint::{Lint, lint_certificate},
    name::DistinguishedName,
    request::CertificationRequest,
};

/// A request is either refused, or what was read from it encodes to what was sent.
pub(crate) fn request(bytes: &[u8]) -> bool {
    let Ok(request) = CertificationRequest::parse(bytes) else {
        return false;
    };
    assert_eq!(request.subject().to_der(), request.subject_der());
    assert!(!request.subject().has_multi_valued_rdn());
    let again = CertificationRequest::parse(request.der()).expect("the DER of an accepted request is accepted");
    assert_eq!(again.public_key().identity(), request.public_key().identity());
    assert_eq!(again.extensions(), request.extensions());
    true
}

/// Whatever was read as a certificate can be linted, described, written and read again.
pub(crate) fn certificate(bytes: &[u8]) -> bool {
    let findings = lint_certificate(bytes);
    let Ok(certificate) = Certificate::parse(bytes) else {
        return false;
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
    true
}

/// A certificate with any extensions at all: whatever reads as their list is kept byte for byte.
pub(crate) fn extensions(bytes: &[u8]) -> bool {
    static SAMPLE: LazyLock<TbsInput> = LazyLock::new(|| {
        let sample = include_bytes!("../seeds/certificate/user.der");
        let sample = Certificate::parse(sample).expect("our own certificate");
        TbsInput {
            serial: SerialNumber::from_random([7; 16]),
            signature_algorithm: gost::signature_oid(gost::ParameterSet::CryptoProA),
            issuer_der: sample.issuer_der().to_vec(),
            not_before: sample.not_before(),
            not_after: sample.not_after(),
            subject: sample.subject().expect("our own name"),
            public_key_der: sample.public_key_der().to_vec(),
            extensions: Vec::new(),
        }
    });
    let Ok(extensions) = Vec::<Extension>::from_der(bytes) else {
        return false;
    };
    let input = TbsInput {
        extensions,
        ..SAMPLE.clone()
    };
    let Ok(tbs) = build_tbs(&input) else { return false };
    let der = assemble(&tbs, &[7; 64]).expect("what was built can be signed");
    let read = certificate(&der);
    if read {
        let again = Certificate::parse(&der).expect("it was just read");
        assert_eq!(again.extensions(), input.extensions);
    }
    read
}

/// A name is refused, or is written as it came, differs from itself in nothing, and is told value by value.
pub(crate) fn name(bytes: &[u8]) -> bool {
    let Ok(name) = DistinguishedName::from_der(bytes) else {
        return false;
    };
    assert_eq!(name.to_der(), bytes);
    assert!(name.differences(&name).is_empty());
    for value in name.iter() {
        pki::describe::format_value(value.attribute(), value.text());
    }
    let _ = (name.has_multi_valued_rdn(), name.repeated_attribute());
    true
}
