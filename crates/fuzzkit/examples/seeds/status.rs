//! Lists, questions and answers.

use pki::{
    certificate::Issuer,
    crl::{CrlInput, Part, Reason, RevokedEntry},
    digest::DigestAlgorithm,
    ocsp::{
        AnswerInput, CertificateId, Failure, Single, Status, assemble, build_request, build_tbs, failure,
        responder_key_hash,
    },
};

use crate::kit::{Authority, DAY};
use crate::{NOW, Seed};

pub(crate) fn seeds(authority: &mut Authority) -> Vec<Seed> {
    let mut seeds = lists(authority);
    seeds.extend(questions(authority));
    seeds.push(("ocsp", "answer.der", answer(authority)));
    seeds
}

fn lists(authority: &mut Authority) -> Vec<Seed> {
    let serials = [[1; 16], [2; 16], [3; 16]];
    let reasons = [Reason::Unspecified, Reason::KeyCompromise, Reason::CertificateHold];
    let entries: Vec<_> = serials
        .iter()
        .zip(reasons)
        .map(|(serial, reason)| RevokedEntry {
            invalid_since: (reason == Reason::KeyCompromise).then_some(NOW - DAY),
            ..RevokedEntry::new(serial, NOW - 60, reason)
        })
        .collect();
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let urls = ["http://uc.example.invalid/crl/delta.crl".to_owned()];
    let delta = CrlInput {
        base: Some(1),
        part: Some(Part {
            urls: &urls,
            only_users: true,
        }),
        ..CrlInput::complete(&issuer, 2, NOW, NOW + DAY)
    };
    let complete = authority.crl(&entries);
    let delta = authority.special_crl(&delta, &entries[..1]);
    vec![
        ("crl", "entries.der", complete.der().to_vec()),
        ("crl", "entries.pem", complete.to_pem().into_bytes()),
        ("crl", "delta.der", delta.der().to_vec()),
        ("crl", "empty.der", authority.root_crl().der().to_vec()),
    ]
}

fn id(authority: &Authority, algorithm: DigestAlgorithm) -> CertificateId {
    let issuer = &authority.issuing;
    CertificateId::new(
        algorithm,
        issuer.subject_der(),
        issuer.public_key_der(),
        authority.user.serial(),
    )
    .unwrap()
}

fn questions(authority: &Authority) -> Vec<Seed> {
    let ids = [DigestAlgorithm::Sha1, DigestAlgorithm::Streebog256].map(|algorithm| id(authority, algorithm));
    vec![
        ("ocsp", "question.der", build_request(&ids, Some(&[7; 32]))),
        ("ocsp", "failure.der", failure(Failure::TryLater).to_vec()),
    ]
}

fn answer(authority: &mut Authority) -> Vec<u8> {
    let (key, responder) = authority.responder();
    let (good, held) = (
        id(authority, DigestAlgorithm::Sha1),
        id(authority, DigestAlgorithm::Streebog256),
    );
    let since = Status::Revoked {
        since: NOW - DAY,
        reason: Reason::CertificateHold,
    };
    let singles = [(&good, Status::Good), (&held, since)].map(|(certificate, status)| Single {
        certificate,
        status,
        this_update: NOW - 5,
        next_update: Some(NOW + DAY),
        archive_cutoff: (status == Status::Good).then_some(NOW - 100 * DAY),
    });
    let tbs = build_tbs(&AnswerInput {
        key_hash: &responder_key_hash(responder.public_key_der()).unwrap(),
        produced_at: NOW,
        singles: &singles,
        nonce: Some(&[4, 1, 9]),
    });
    let tbs = tbs.unwrap();
    let signature = key.sign(&tbs, &mut authority.rng);
    assemble(&tbs, gost::signature_oid(authority.set), &signature, responder.der())
}
