//! Signatures without signed attributes: they hold over documents, and not over the signed attributes of another signature.

use gost::ParameterSet;
use pki::cms::{SignedData, SignerError};

use crate::{
    NOW,
    kit::{Authority, signed},
    tlv::{Elements, sequence},
};

const LETTER: &[u8] = "Уведомление о подключении".as_bytes();
const SET: u8 = 0x31;

#[test]
fn attributes_taken_off_a_signature_do_not_pass_for_its_document() {
    for set in ParameterSet::ALL {
        let mut authority = Authority::new(set, NOW);
        let genuine = signed(&mut authority, LETTER, None);
        assert_eq!(outcome(&genuine, LETTER), Ok(()));

        let forged = bare(&genuine, None);
        let refusal = outcome(&forged, &attributes(&genuine)).unwrap_err();
        assert_eq!(refusal, SignerError::AttributesAsContent);
        assert_eq!(refusal.code(), "attributes-as-content");
        assert_eq!(outcome(&forged, LETTER), Err(SignerError::BadSignature));
    }
}

#[test]
fn a_bare_signature_holds_over_whatever_else_there_is() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let genuine = signed(&mut authority, LETTER, None);
    let attributes = attributes(&genuine);
    let parts = Elements::of(&attributes);
    let set = |parts: &[&[u8]]| tagged(SET, sequence(&parts.concat()));
    let (content_type, signing_time, digest) = (parts.get(0), parts.get(1), parts.get(2));
    // Longer than what is looked at, after the two.
    let long = [&[0x30, 0x83, 1, 0, 2, 6, 0][..], &[0; 0x1_0000]].concat();
    let with_long = [&[SET, 0x84, 1, 0, 0, 0], content_type, digest, &long].concat();
    for (document, expected) in [
        (&b""[..], Ok(())),
        (LETTER, Ok(())),
        // What a SET begins with is the digit 1.
        (b"1", Ok(())),
        ("10. Порядок подключения".as_bytes(), Ok(())),
        (&[b'1'; 200_000], Ok(())),
        (&set(&[]), Ok(())),
        (&set(&[content_type, signing_time]), Ok(())),
        (&set(&[signing_time, digest]), Ok(())),
        (&sequence(&[content_type, digest].concat()), Ok(())),
        (&set(&[content_type, digest]), Err(SignerError::AttributesAsContent)),
        // Not in the order of DER, as some sign.
        (
            &set(&[digest, signing_time, content_type]),
            Err(SignerError::AttributesAsContent),
        ),
        (&with_long, Err(SignerError::AttributesAsContent)),
    ] {
        let signature = authority.user_key.sign(document, &mut authority.rng);
        let outcome = outcome(&bare(&genuine, Some(&signature)), document);
        assert_eq!(outcome, expected, "{:02x?}", &document[..document.len().min(80)]);
    }
}

/// The same whether the document comes at once or in pieces.
fn outcome(signature: &[u8], document: &[u8]) -> Result<(), SignerError> {
    let signature = SignedData::parse(signature).unwrap();
    let at_once = signature.verify_document(Some(document), &[]);
    let mut hasher = signature.hasher();
    document.chunks(7).for_each(|piece| hasher.update(piece));
    assert_eq!(signature.verify(&hasher.finish(), &[]), at_once);
    at_once.into_iter().try_for_each(|result| result.map(drop))
}

/// The document with the signed attributes of its signer left out, and with another signature if there is one.
fn bare(document: &[u8], signature: Option<&[u8]>) -> Vec<u8> {
    let info = Elements::of(document);
    let signed_data = Elements::of(Elements::of(info.get(1)).get(0));
    let mut signer = Elements::of(Elements::of(signed_data.get(4)).get(0)).remove(3);
    if let Some(signature) = signature {
        signer = Elements::of(&signer).replace(4, &tagged(4, sequence(signature)));
    }
    let signed_data = signed_data.replace(4, &tagged(SET, sequence(&signer)));
    info.replace(1, &tagged(0xa0, sequence(&signed_data)))
}

/// What the signature of a document was made over.
fn attributes(document: &[u8]) -> Vec<u8> {
    let signed_data = Elements::of(Elements::of(Elements::of(document).get(1)).get(0));
    let signer = Elements::of(Elements::of(signed_data.get(4)).get(0));
    tagged(SET, signer.get(3).to_vec())
}

fn tagged(tag: u8, mut value: Vec<u8>) -> Vec<u8> {
    value[0] = tag;
    value
}
