//! The encrypted documents of TC26 open, each with its key and with no other.

use gost::{
    ParameterSet::{self, CryptoProA, Tc26B512},
    SigningKey,
};
use pki::{
    certificate::Certificate,
    cms::{
        CmsError, DigestedData,
        enveloped::{EncryptedData, EnvelopeError, EnvelopedData},
    },
};

use crate::envelope_vectors::*;

/// «Контрольный пример для структуры …» in the encoding of Windows.
const EXAMPLE: &[u8] = b"\xca\xee\xed\xf2\xf0\xee\xeb\xfc\xed\xfb\xe9 \xef\xf0\xe8\xec\xe5\xf0 \xe4\xeb\xff \xf1\xf2\xf0\xf3\xea\xf2\xf3\xf0\xfb ";

fn example(structure: &str) -> Vec<u8> {
    [EXAMPLE, structure.as_bytes(), b"."].concat()
}

#[test]
fn the_examples_open_for_their_recipients_only() {
    let keys = [KEY_256, KEY_512].map(|der| SigningKey::from_pkcs8_der(der).unwrap());
    let certificates = [RECIPIENT_256, RECIPIENT_512].map(|pem| Certificate::parse(pem.as_bytes()).unwrap());
    let sender = Certificate::parse(SENDER_256.as_bytes()).unwrap();
    let others = std::slice::from_ref(&sender);
    for (text, at) in [
        (AGREEMENT_512, 1),
        (AGREEMENT_256, 0),
        (TRANSPORT_256, 0),
        (TRANSPORT_512, 1),
    ] {
        let document = EnvelopedData::parse(text.as_bytes()).unwrap();
        let (certificate, key) = (&certificates[at], &keys[at]);
        let opened = document.open(certificate, key, others).unwrap();
        assert_eq!(opened.as_slice(), example("EnvelopedData"));

        let (another, other_key) = (&certificates[1 - at], &keys[1 - at]);
        assert_eq!(
            document.open(another, other_key, others),
            Err(EnvelopeError::NotRecipient)
        );
        assert_eq!(
            document.open(certificate, other_key, others),
            Err(EnvelopeError::OtherKey)
        );
        let recipient = &document.recipients()[0];
        assert_eq!(
            document.open_as(recipient, other_key, others),
            Err(EnvelopeError::Unwrap)
        );
    }
    let agreed = EnvelopedData::parse(AGREEMENT_256.as_bytes()).unwrap();
    assert_eq!(
        agreed.open(&certificates[0], &keys[0], &[]),
        Err(EnvelopeError::NoOriginator)
    );
}

#[test]
fn old_documents_open_with_their_key_only() {
    let lines = b"Test data to encrypt.\n".repeat(100);
    for (text, set, key, expected) in [
        (OLD_AGREEMENT_256, CryptoProA, OLD_KEY_A256, &b"Test message"[..]),
        (OLD_AGREEMENT_512, Tc26B512, OLD_KEY_A512, b"Test message"),
        (OLD_TRANSPORT_256, CryptoProA, OLD_KEY_T256, &lines),
        (OLD_TRANSPORT_512, Tc26B512, OLD_KEY_T512, b"Test message"),
    ] {
        let document = EnvelopedData::parse(text.as_bytes()).unwrap();
        let recipient = &document.recipients()[0];
        let key = key_of(set, key);
        assert_eq!(document.open_as(recipient, &key, &[]).unwrap().as_slice(), expected);
        let other = key_of(set, &vec![7; set.size()]);
        assert_eq!(document.open_as(recipient, &other, &[]), Err(EnvelopeError::Unwrap));
    }
}

/// A private key printed with its most significant byte first.
fn key_of(set: ParameterSet, number: &[u8]) -> SigningKey {
    let bytes: Vec<u8> = number.iter().rev().copied().collect();
    SigningKey::from_bytes(set, &bytes).unwrap()
}

#[test]
fn documents_under_a_shared_key_open() {
    let mut key = CONTENT_KEY;
    key.reverse();
    let magma = EncryptedData::parse(ENCRYPTED_MAGMA.as_bytes()).unwrap();
    let kuznyechik = EncryptedData::parse(ENCRYPTED_KUZNYECHIK.as_bytes()).unwrap();
    for document in [&magma, &kuznyechik] {
        assert_eq!(document.open(&key).unwrap().as_slice(), example("EncryptedData"));
    }
    // Only OMAC notices a wrong key.
    assert_eq!(magma.open(&CONTENT_KEY), Err(EnvelopeError::Damaged));
    assert_ne!(
        kuznyechik.open(&CONTENT_KEY).unwrap().as_slice(),
        example("EncryptedData")
    );
}

#[test]
fn digests_of_documents_match() {
    for text in [DIGESTED_256, DIGESTED_512] {
        let document = DigestedData::parse(text.as_bytes()).unwrap();
        assert_eq!(document.content(), Some(&example("DigestData")[..]));
        assert!(document.matches(&example("DigestData")));
        assert!(!document.matches(b"another"));
    }
    assert!(matches!(
        DigestedData::parse(ENCRYPTED_MAGMA.as_bytes()),
        Err(CmsError::OtherContent(_))
    ));
}
