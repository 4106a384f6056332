//! Requests, answers and stamps: whatever was read says the same when it is written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::tsp::{TimeStampRequest, TimeStampResponse, TimeStampToken, TstInfo};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = TimeStampRequest::parse(bytes) {
        assert_eq!(TimeStampRequest::parse(&request.to_der()), Ok(request));
    }
    if let Ok(TimeStampResponse::Granted(token)) = TimeStampResponse::parse(bytes) {
        let _ = TimeStampToken::parse(&token);
    }
    if let Ok(token) = TimeStampToken::parse(bytes) {
        let _ = token.verify(&token.info().imprint, &[]);
    }
    if let Ok(info) = TstInfo::from_der(bytes) {
        let written = info.to_der().expect("what was read has a place in the calendar");
        assert_eq!(TstInfo::from_der(&written), Ok(info));
    }
});
