//! A question of OCSP is refused or asked again with the same words; an answer is refused or read to the end.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::ocsp::{OcspRequest, OcspResponse, ResponseData, build_request};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = OcspRequest::parse(bytes) {
        let again = OcspRequest::parse(&build_request(request.certificates(), None))
            .expect("what was asked can be asked again");
        assert_eq!(again.certificates(), request.certificates());
    }
    if let Ok(OcspResponse::Answer(answer)) = OcspResponse::parse(bytes) {
        assert_eq!(
            ResponseData::parse(answer.tbs()).as_ref(),
            Ok(answer.data())
        );
    }
});
