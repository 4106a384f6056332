//! A PKCS#12 file is opened or refused. The MAC stands before everything else, so nearly all is refused there: what
//! counts is that the way to it has no hole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::pkcs12;

fuzz_target!(|bytes: &[u8]| {
    let _ = pkcs12::open(bytes, b"password");
});
