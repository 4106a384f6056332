//! A request is either refused, or what was read from it encodes to what was sent.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::request::CertificationRequest;

fuzz_target!(|bytes: &[u8]| {
    let Ok(request) = CertificationRequest::parse(bytes) else {
        return;
    };
    assert_eq!(request.subject().to_der(), request.subject_der());
    assert!(!request.subject().has_multi_valued_rdn());
    let again = CertificationRequest::parse(request.der())
        .expect("the DER of an accepted request is accepted");
    assert_eq!(
        again.public_key().identity(),
        request.public_key().identity()
    );
    assert_eq!(again.extensions(), request.extensions());
});
