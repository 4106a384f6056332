//! Whatever was read as a signed document can be checked, written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::{cms::SignedData, tsp};

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = SignedData::parse(bytes) else {
        return;
    };
    let again = SignedData::parse(&document.to_der()).expect("what was written is read");
    assert_eq!(again.content(), document.content());
    assert_eq!(again.signers().len(), document.signers().len());
    let results = document.verify_document(None, &[]);
    assert_eq!(results.len(), document.signers().len());
    for signer in document.signers() {
        tsp::verify_signature_stamps(signer, &[]);
    }
});
