//! Encrypted documents: whatever was read is opened or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::cms::{
    DigestedData,
    enveloped::{EncryptedData, EnvelopedData},
};
use std::sync::LazyLock;

/// Any key: a recipient's key is looked for by name, and every way of opening is tried with this one.
static KEY: LazyLock<gost::SigningKey> = LazyLock::new(|| {
    gost::SigningKey::from_bytes(gost::ParameterSet::CryptoProA, &[7; 32]).expect("a number below q")
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = EnvelopedData::parse(bytes) {
        for recipient in document.recipients() {
            let _ = document.open_as(recipient, &KEY, &[]);
        }
        let _ = document.content().open(&[7; 32]);
    }
    if let Ok(document) = EncryptedData::parse(bytes) {
        let _ = document.open(&[7; 32]);
    }
    if let Ok(document) = DigestedData::parse(bytes) {
        document.matches(document.content().unwrap_or_default());
    }
});
