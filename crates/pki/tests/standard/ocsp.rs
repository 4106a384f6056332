//! Questions and answers of OCSP, read back and broken.

use gost::{ParameterSet, SigningKey};
use hex_literal::hex;
use pki::{
    certificate::Certificate,
    crl::Reason,
    digest::DigestAlgorithm,
    lint::lint_certificate,
    ocsp::{
        AnswerInput, CertificateId, Failure, IssuerHashes, MAX_CERTIFICATES, OcspAnswer, OcspRequest, OcspResponse,
        Single, Status, assemble, build_request, build_tbs, failure, responder_key_hash,
    },
};

use crate::NOW;
use crate::kit::{Authority, DAY};

const ALGORITHMS: [DigestAlgorithm; 6] = [
    DigestAlgorithm::Sha1,
    DigestAlgorithm::Sha256,
    DigestAlgorithm::Sha512,
    DigestAlgorithm::Streebog256,
    DigestAlgorithm::Streebog512,
    DigestAlgorithm::Gost94,
];

fn id(issuer: &Certificate, algorithm: DigestAlgorithm, serial: &[u8]) -> CertificateId {
    CertificateId::new(algorithm, issuer.subject_der(), issuer.public_key_der(), serial).unwrap()
}

#[test]
fn a_question_in_any_hash_function_finds_its_issuer() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let hashes = |issuer: &Certificate| IssuerHashes::new(issuer.subject_der(), issuer.public_key_der()).unwrap();
    let (issuing, root) = (hashes(&authority.issuing), hashes(&authority.root));
    let ids = ALGORITHMS.map(|algorithm| id(&authority.issuing, algorithm, authority.user.serial()));
    let request = OcspRequest::parse(&build_request(&ids, Some(&[7; 32]))).unwrap();
    assert_eq!(request.certificates(), ids);
    assert_eq!(request.nonce(), Some([&[4, 32][..], &[7; 32]].concat().as_slice()));
    for id in request.certificates() {
        assert!(issuing.are_of(id) && !root.are_of(id));
        assert_eq!(id.serial(), authority.user.serial());
    }
    assert_eq!(OcspRequest::parse(&build_request(&ids, None)).unwrap().nonce(), None);
}

#[test]
fn each_bad_question_is_refused_by_its_own_code() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let one = id(&authority.issuing, DigestAlgorithm::Sha1, &[1]);
    let many = |count| build_request(&vec![one.clone(); count], None);
    let good = build_request(std::slice::from_ref(&one), Some(&[7; 32]));
    let critical = hex!("301d 301b 3000 a217 3015 3013 06092b0601050507300107 0101ff 0403 040107");
    for (what, der, code) in [
        ("noise", b"noise".to_vec(), "not-der"),
        ("trailing byte", [&good[..], &[0]].concat(), "not-der"),
        ("cut", good[..good.len() - 1].to_vec(), "not-der"),
        ("nothing asked", many(0), "bad-count"),
        ("too much asked", many(MAX_CERTIFICATES + 1), "bad-count"),
        (
            "a nonce of 200 bytes",
            build_request(std::slice::from_ref(&one), Some(&[7; 200])),
            "not-der",
        ),
        ("large", vec![0x30; 70_000], "too-large"),
        (
            "nothing asked, with a critical extension",
            critical.to_vec(),
            "bad-count",
        ),
    ] {
        assert_eq!(
            OcspRequest::parse(&der).map_err(|error| error.code()).err(),
            Some(code),
            "{what}"
        );
    }
    assert!(OcspRequest::parse(&many(MAX_CERTIFICATES)).is_ok());
    // The nonce may be marked critical; what is not known may not.
    let known = patched(
        &good,
        &hex!("06092b0601050507300102 0422"),
        &hex!("06092b0601050507300109 0422"),
    );
    assert!(
        OcspRequest::parse(&known).is_ok(),
        "an extension that is not critical is passed over"
    );
}

fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let place = bytes.windows(from.len()).position(|window| window == from).unwrap();
    [&bytes[..place], to, &bytes[place + from.len()..]].concat()
}

fn answer(authority: &mut Authority, key: &SigningKey, responder: &Certificate, input: &AnswerInput<'_>) -> OcspAnswer {
    let tbs = build_tbs(input).unwrap();
    let signature = key.sign(&tbs, &mut authority.rng);
    let der = assemble(&tbs, gost::signature_oid(authority.set), &signature, responder.der());
    match OcspResponse::parse(&der).unwrap() {
        OcspResponse::Answer(answer) => answer,
        OcspResponse::Failure(status) => panic!("status {status}"),
    }
}

#[test]
fn an_answer_is_read_back() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let (key, responder) = authority.responder();
    assert_eq!(lint_certificate(responder.der()), []);
    let ids = [1, 2, 3, 4].map(|serial| id(&authority.issuing, DigestAlgorithm::Sha1, &[serial]));
    let held = Status::Revoked {
        since: NOW - DAY,
        reason: Reason::CertificateHold,
    };
    let silent = Status::Revoked {
        since: NOW,
        reason: Reason::Unspecified,
    };
    let statuses = [Status::Good, held, silent, Status::Unknown];
    let singles: Vec<_> = ids
        .iter()
        .zip(statuses)
        .map(|(certificate, status)| Single {
            certificate,
            status,
            this_update: NOW - 5,
            next_update: (status != Status::Unknown).then_some(NOW + DAY),
            archive_cutoff: (status == Status::Good).then_some(NOW - 100 * DAY),
        })
        .collect();
    let input = AnswerInput {
        key_hash: &responder_key_hash(responder.public_key_der()).unwrap(),
        produced_at: NOW,
        singles: &singles,
        nonce: Some(&[4, 1, 9]),
    };
    let answer = answer(&mut authority, &key, &responder, &input);
    assert_eq!(
        (answer.data().produced_at(), answer.data().nonce()),
        (NOW, Some(&[4, 1, 9][..]))
    );
    for (read, written) in answer.data().singles().iter().zip(&singles) {
        assert_eq!(&read.certificate, written.certificate);
        assert_eq!(read.status, written.status);
        assert_eq!(
            (read.this_update, read.next_update),
            (written.this_update, written.next_update)
        );
        assert_eq!(read.archive_cutoff, written.archive_cutoff);
    }
    let signer = answer.signer(&authority.issuing).unwrap();
    assert_eq!(signer, &responder);
    let key = signer.public_key().unwrap();
    key.verify(answer.tbs(), answer.signature()).unwrap();

    let late = AnswerInput {
        produced_at: i64::MAX,
        ..input
    };
    assert!(build_tbs(&late).is_err());
}

#[test]
fn a_failure_is_read_back() {
    for (kind, number) in [
        (Failure::MalformedRequest, 1),
        (Failure::TryLater, 3),
        (Failure::Unauthorized, 6),
    ] {
        assert_eq!(OcspResponse::parse(&failure(kind)), Ok(OcspResponse::Failure(number)));
    }
    for bytes in [&[][..], &hex!("3003 0a0100"), &hex!("3003 020101"), b"noise"] {
        assert!(OcspResponse::parse(bytes).is_err(), "{bytes:02x?}");
    }
}
