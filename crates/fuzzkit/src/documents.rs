//! CMS: signed and encrypted documents, time stamps.

use pki::{
    cms::{
        DigestedData, SignedData,
        enveloped::{EncryptedData, EnvelopedData},
    },
    tsp::{self, TimeStampRequest, TimeStampResponse, TimeStampToken, TstInfo},
};

use crate::KEY;

/// Whatever was read as a signed document can be checked, written and read again.
pub(crate) fn signed_data(bytes: &[u8]) -> bool {
    let Ok(document) = SignedData::parse(bytes) else {
        return false;
    };
    let again = SignedData::parse(&document.to_der()).expect("what was written is read");
    assert_eq!(again.content(), document.content());
    assert_eq!(again.signers().len(), document.signers().len());
    let results = document.verify_document(None, &[]);
    assert_eq!(results.len(), document.signers().len());
    for signer in document.signers() {
        tsp::verify_signature_stamps(signer, &[]);
    }
    true
}

/// Encrypted documents: whatever was read is opened or refused. A recipient's key is looked for by name, and every way of
/// opening is tried with the one key here.
pub(crate) fn enveloped_data(bytes: &[u8]) -> bool {
    let enveloped = EnvelopedData::parse(bytes);
    if let Ok(document) = &enveloped {
        for recipient in document.recipients() {
            let _ = document.open_as(recipient, &KEY, &[]);
        }
        let _ = document.content().open(&[7; 32]);
    }
    let encrypted = EncryptedData::parse(bytes);
    if let Ok(document) = &encrypted {
        let _ = document.open(&[7; 32]);
    }
    let digested = DigestedData::parse(bytes);
    if let Ok(document) = &digested {
        document.matches(document.content().unwrap_or_default());
    }
    enveloped.is_ok() || encrypted.is_ok() || digested.is_ok()
}

/// Requests, answers and stamps: whatever was read says the same when it is written.
pub(crate) fn time_stamp(bytes: &[u8]) -> bool {
    let request = TimeStampRequest::parse(bytes);
    if let Ok(request) = &request {
        assert_eq!(TimeStampRequest::parse(&request.to_der()).as_ref(), Ok(request));
    }
    let response = TimeStampResponse::parse(bytes);
    if let Ok(TimeStampResponse::Granted(token)) = &response {
        let _ = TimeStampToken::parse(token);
    }
    let token = TimeStampToken::parse(bytes);
    if let Ok(token) = &token {
        let _ = token.verify(&token.info().imprint, &[]);
    }
    let info = TstInfo::from_der(bytes);
    if let Ok(info) = &info {
        let written = info.to_der().expect("what was read has a place in the calendar");
        assert_eq!(TstInfo::from_der(&written).as_ref(), Ok(info));
    }
    request.is_ok() || response.is_ok() || token.is_ok() || info.is_ok()
}
