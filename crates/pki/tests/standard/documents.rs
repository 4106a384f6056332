//! Documents that we sign, and what is wrong with those that somebody changed.

use gost::ParameterSet;
use pki::{
    certificate::Certificate,
    cms::{CmsError, SignedAttributes, SignedData, SignerError, SignerPart, assemble},
    digest::DigestAlgorithm,
    oid,
};

use crate::{
    NOW,
    kit::{Authority, signed},
};

const LETTER: &[u8] = "Уведомление о подключении".as_bytes();

fn holds(document: &[u8], beside: Option<&[u8]>) -> Result<(), SignerError> {
    let document = SignedData::parse(document).unwrap();
    let results = document.verify_document(beside, &[]);
    results.into_iter().try_for_each(|result| result.map(drop))
}

#[test]
fn a_signature_holds_on_every_set_attached_and_detached() {
    for set in ParameterSet::ALL {
        let mut authority = Authority::new(set, NOW);
        let attached = signed(&mut authority, LETTER, Some(LETTER));
        let document = SignedData::parse(&attached).unwrap();
        let results = document.verify_document(None, &[]);
        let verified = results[0].as_ref().unwrap();
        assert_eq!(verified.certificate, authority.user);
        assert_eq!(verified.signing_time, Some(NOW));
        assert!(verified.names_certificate);

        let detached = signed(&mut authority, LETTER, None);
        assert_eq!(holds(&detached, Some(LETTER)), Ok(()));
        assert_eq!(holds(&detached, Some(b"")), Err(SignerError::OtherContent));
        assert_eq!(holds(&detached, None), Err(SignerError::NoContent));
    }
}

#[test]
fn content_in_pieces_is_the_same_content() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let document = SignedData::parse(&signed(&mut authority, LETTER, None)).unwrap();
    let mut hasher = document.hasher();
    LETTER.chunks(7).for_each(|piece| hasher.update(piece));
    assert!(document.verify(&hasher.finish(), &[])[0].is_ok());
    let nothing = document.hasher().finish();
    assert_eq!(document.verify(&nothing, &[]), [Err(SignerError::OtherContent)]);
}

#[test]
fn several_signers_are_judged_one_by_one() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let keys = [authority.user_key.clone(), authority.issuing_key.clone()];
    let certificates = [authority.user.clone(), authority.issuing.clone()];
    let digest = DigestAlgorithm::Streebog256.digest(LETTER);
    let attributes = [0, 1].map(|at| SignedAttributes::new(oid::DATA, &digest, Some(NOW), &certificates[at]).unwrap());
    let signatures = [0, 1].map(|at| keys[at].sign(attributes[at].to_be_signed(), &mut authority.rng));
    let file = |signatures: [&[u8]; 2], given: &[&Certificate]| {
        let parts = [0, 1].map(|at| SignerPart {
            certificate: &certificates[at],
            attributes: &attributes[at],
            signature: signatures[at],
        });
        SignedData::parse(&assemble(Some(LETTER), &parts, given).unwrap()).unwrap()
    };
    // The signers are a set: which stands first depends on their bytes.
    let outcomes = |document: &SignedData, others: &[Certificate]| {
        let results = document.verify_document(None, others);
        certificates.clone().map(|certificate| {
            let signer = document
                .signers()
                .iter()
                .position(|signer| signer.identifier().names(&certificate));
            results[signer.unwrap()]
                .clone()
                .map(|verified| verified.certificate == certificate)
        })
    };
    let [first, second] = &signatures;
    let both: Vec<_> = certificates.iter().collect();
    assert_eq!(outcomes(&file([first, second], &both), &[]), [Ok(true), Ok(true)]);
    assert_eq!(
        outcomes(&file([first, first], &both), &[]),
        [Ok(true), Err(SignerError::BadSignature)]
    );
    let alone = file([first, second], &both[..1]);
    assert_eq!(outcomes(&alone, &[]), [Ok(true), Err(SignerError::NoCertificate)]);
    assert_eq!(outcomes(&alone, &certificates), [Ok(true), Ok(true)]);
}

#[test]
fn a_certificate_of_the_same_key_and_name_does_not_pass_for_the_signers() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    // Issued a day later to the same key under the same number: everything but the dates is equal.
    let later = Authority::new(ParameterSet::CryptoProA, NOW + 86_400);
    assert_eq!(later.user.serial(), authority.user.serial());
    let document = signed(&mut authority, LETTER, Some(LETTER));
    let exchanged = replace(&document, authority.user.der(), later.user.der());
    assert_eq!(holds(&exchanged, None), Err(SignerError::OtherCertificate));
}

#[test]
fn each_change_has_its_reason() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let document = signed(&mut authority, LETTER, Some(LETTER));
    let streebog_256 = oid::STREEBOG_256.as_bytes();
    let streebog_512 = oid::STREEBOG_512.as_bytes();
    let of_512_bits = oid::KEY_512;
    let end_of = |certificate: &Certificate| {
        let der = certificate.der();
        document.windows(der.len()).position(|part| part == der).unwrap() + der.len()
    };
    let signers = end_of(&authority.user).max(end_of(&authority.issuing));
    let in_signer = |old: &[u8], new: &[u8]| [&document[..signers], &replace(&document[signers..], old, new)].concat();
    for (changed, expected) in [
        (document.clone(), Ok(())),
        (
            replace(&document, LETTER, &[b' '; LETTER.len()]),
            Err(SignerError::OtherContent),
        ),
        (flipped(&document, document.len() - 1), Err(SignerError::BadSignature)),
        (
            replace(&document, &DigestAlgorithm::Streebog256.digest(LETTER), &[0; 32]),
            Err(SignerError::OtherContent),
        ),
        (
            in_signer(oid::KEY_256.as_bytes(), of_512_bits.as_bytes()),
            Err(SignerError::SignatureAlgorithm(of_512_bits)),
        ),
        (
            in_signer(streebog_256, streebog_512),
            Err(SignerError::DigestAlgorithm(oid::STREEBOG_512)),
        ),
        (
            replace(&document, oid::CONTENT_TYPE.as_bytes(), &oid("1.2.840.113549.1.9.33")),
            Err(SignerError::Attributes),
        ),
        (
            replace(&document, oid::MESSAGE_DIGEST.as_bytes(), &oid("1.2.840.113549.1.9.33")),
            Err(SignerError::Attributes),
        ),
        // signing-certificate-v2 becomes an attribute that nobody knows: no mark of CAdES, and no signature either.
        (
            replace(
                &document,
                oid::SIGNING_CERTIFICATE_V2.as_bytes(),
                &oid("1.2.840.113549.1.9.16.2.127"),
            ),
            Err(SignerError::BadSignature),
        ),
    ] {
        assert_eq!(holds(&changed, None), expected);
    }
}

#[test]
fn what_is_no_signed_document_is_refused() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let document = signed(&mut authority, LETTER, Some(LETTER));
    let envelope = oid("1.2.840.113549.1.7.3");
    let other = replace(&document, oid::SIGNED_DATA.as_bytes(), &envelope);
    for (bytes, expected) in [
        (&b""[..], CmsError::NotCms),
        (b"0", CmsError::NotCms),
        (b"noise", CmsError::NotCms),
        (&document[..document.len() - 1], CmsError::NotCms),
        (&[&document[..], &[0]].concat(), CmsError::NotCms),
        (authority.user.der(), CmsError::NotCms),
        (&other, CmsError::OtherContent("1.2.840.113549.1.7.3".parse().unwrap())),
        (&vec![0; pki::cms::MAX_SIZE + 1], CmsError::TooLarge),
    ] {
        assert_eq!(SignedData::parse(bytes), Err(expected));
    }
}

#[test]
fn the_signer_must_have_a_key_of_gost_and_a_digest_of_its_length() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    for length in [0, 20, 64] {
        let digest = vec![0; length];
        assert!(SignedAttributes::new(oid::DATA, &digest, None, &authority.user).is_err());
    }
    assert!(assemble(None, &[], &[]).is_err());
}

/// Every occurrence of `old` becomes `new`, which must be as long.
fn replace(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<_> = (0..=bytes.len() - old.len())
        .filter(|at| bytes[*at..].starts_with(old))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(new);
    }
    bytes
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

/// The content of the OBJECT IDENTIFIER.
fn oid(dotted: &str) -> Vec<u8> {
    let oid: const_oid::ObjectIdentifier = dotted.parse().unwrap();
    oid.as_bytes().to_vec()
}
