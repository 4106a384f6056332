//! Paths of our own authority: who is trusted, when, by what evidence. The standard itself is tested by PKITS.

use gost::ParameterSet;
use pki::{
    certificate::Certificate,
    crl::{Crl, CrlInput, Reason, RevocationList, RevokedEntry},
    digest::DigestAlgorithm,
    ocsp::{
        AnswerInput, CertificateId, OcspAnswer, OcspResponse, Single, Status as Answered, assemble, build_tbs,
        responder_key_hash,
    },
    path::{Evidence, Limits, Path, PathError, Refusal, Revocation, Settings, Status, find},
};

use crate::NOW;
use crate::kit::{Authority, DAY};

/// What a check of the user's certificate has at hand.
struct Case {
    authority: Authority,
    lists: Vec<RevocationList>,
    answers: Vec<OcspAnswer>,
}

impl Case {
    fn new(entries: &[(Reason, i64)]) -> Self {
        let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
        let serial = authority.user.serial().to_vec();
        let entries: Vec<_> = entries
            .iter()
            .map(|(reason, date)| RevokedEntry::new(&serial, *date, *reason))
            .collect();
        let lists = [authority.root_crl(), authority.crl(&entries)];
        Self {
            lists: lists.iter().map(foreign).collect(),
            answers: Vec::new(),
            authority,
        }
    }

    fn find(&self, certificate: &Certificate, settings: &Settings) -> Result<Path, Refusal> {
        let certificates = [self.authority.issuing.clone()];
        let evidence = Evidence {
            certificates: &certificates,
            lists: &self.lists,
            answers: &self.answers,
        };
        find(
            certificate,
            std::slice::from_ref(&self.authority.root),
            &evidence,
            settings,
        )
    }

    fn check(&self, settings: &Settings) -> Result<Path, PathError> {
        self.find(&self.authority.user, settings)
            .map_err(|refusal| refusal.cause)
    }

    fn at(&self, time: i64) -> Result<Path, PathError> {
        self.check(&Settings::at(time))
    }

    /// Adds an answer of the responder about the user's certificate.
    fn answer(&mut self, status: Answered, this_update: i64) {
        let (key, responder) = self.authority.responder();
        let issuing = &self.authority.issuing;
        let (name, spki, serial) = (
            issuing.subject_der(),
            issuing.public_key_der(),
            self.authority.user.serial(),
        );
        let single = Single {
            certificate: &CertificateId::new(DigestAlgorithm::Sha1, name, spki, serial).unwrap(),
            status,
            this_update,
            next_update: Some(this_update + DAY),
            archive_cutoff: None,
        };
        let input = AnswerInput {
            key_hash: &responder_key_hash(responder.public_key_der()).unwrap(),
            produced_at: this_update,
            singles: &[single],
            nonce: None,
        };
        let tbs = build_tbs(&input).unwrap();
        let signature = key.sign(&tbs, &mut self.authority.rng);
        let der = assemble(
            &tbs,
            gost::signature_oid(self.authority.set),
            &signature,
            responder.der(),
        );
        match OcspResponse::parse(&der).unwrap() {
            OcspResponse::Answer(answer) => self.answers.push(answer),
            OcspResponse::Failure(status) => panic!("status {status}"),
        }
    }
}

fn foreign(list: &Crl) -> RevocationList {
    let reading = RevocationList::read(list.der()).unwrap();
    assert_eq!(reading.remarks, []);
    reading.value
}

#[test]
fn a_user_is_trusted_through_the_issuing_authority() {
    let case = Case::new(&[]);
    let path = case.at(NOW + DAY).unwrap();
    let Authority {
        user, issuing, root, ..
    } = &case.authority;
    assert_eq!(path.certificates, [user.clone(), issuing.clone(), root.clone()]);
    assert_eq!(path.statuses, [Status::Good { as_of: NOW }; 2]);
}

#[test]
fn each_refusal_has_its_cause_and_its_certificate() {
    let case = Case::new(&[]);
    let refused = |settings: &Settings| case.find(&case.authority.user, settings).unwrap_err();
    let day = DAY;
    for (settings, code, distance) in [
        (Settings::at(NOW - 1), "not-yet-valid", 1),
        (Settings::at(NOW + 600 * day), "expired", 0),
        (Settings::at(NOW + 8 * day), "status-unknown", 1),
        (
            Settings {
                limits: Limits {
                    depth: 1,
                    ..Limits::default()
                },
                ..Settings::at(NOW)
            },
            "too-long",
            0,
        ),
        (
            Settings {
                limits: Limits {
                    signatures: 0,
                    ..Limits::default()
                },
                ..Settings::at(NOW)
            },
            "too-much-work",
            0,
        ),
        (
            Settings {
                purpose: Some(pki::oid::TIME_STAMPING),
                ..Settings::at(NOW)
            },
            "purpose",
            0,
        ),
    ] {
        let refusal = refused(&settings);
        assert_eq!((refusal.cause.code(), refusal.distance), (code, distance));
    }
    let tolerant = Settings {
        revocation: Revocation::WhenKnown,
        ..Settings::at(NOW + 8 * DAY)
    };
    assert_eq!(case.check(&tolerant).unwrap().statuses, [Status::Unknown; 2]);
}

#[test]
fn without_its_issuer_or_its_anchor_nobody_is_trusted() {
    let Authority {
        user, issuing, root, ..
    } = Authority::new(ParameterSet::CryptoProA, NOW);
    let settings = Settings {
        revocation: Revocation::Ignored,
        ..Settings::at(NOW)
    };
    let nothing = Evidence::default();
    let code = |certificate, anchors: &[Certificate]| {
        find(certificate, anchors, &nothing, &settings).map_err(|refusal| refusal.cause.code())
    };
    assert_eq!(code(&user, std::slice::from_ref(&root)), Err("issuer-unknown"));
    assert_eq!(code(&root, &[]), Err("self-signed"));
    assert!(code(&issuing, std::slice::from_ref(&root)).is_ok());
    assert!(code(&root, std::slice::from_ref(&root)).is_ok());
    assert!(
        code(&user, std::slice::from_ref(&issuing)).is_ok(),
        "an anchor need not be a root"
    );
    // The same names with other keys.
    let other = Authority::new(ParameterSet::CryptoProB, NOW);
    assert_eq!(code(&issuing, &[other.root]), Err("bad-signature"));
}

#[test]
fn a_list_says_who_is_revoked_and_who_is_held() {
    let revoked = |reason| Case::new(&[(reason, NOW)]).at(NOW + 1).unwrap_err();
    let reason = Reason::KeyCompromise;
    assert_eq!(revoked(reason), PathError::Revoked { since: NOW, reason });
    assert_eq!(revoked(Reason::CertificateHold), PathError::Held { since: NOW });
    // A list made after the moment in question tells what was then.
    let later = Case::new(&[(Reason::Superseded, NOW)]);
    let mut later = Case {
        lists: Vec::new(),
        ..later
    };
    let serial = later.authority.user.serial().to_vec();
    let issuer = pki::certificate::Issuer::try_from(&later.authority.issuing).unwrap();
    let entry = RevokedEntry::new(&serial, NOW + 2 * DAY, Reason::Superseded);
    let input = CrlInput::complete(&issuer, 2, NOW + 3 * DAY, NOW + 9 * DAY);
    let list = later.authority.special_crl(&input, &[entry]);
    let root = later.authority.root_crl();
    later.lists = vec![foreign(&list), foreign(&root)];
    assert!(later.at(NOW + DAY).is_ok(), "revoked a day after the question");
    assert_eq!(later.at(NOW + 2 * DAY).unwrap_err().code(), "revoked");
}

#[test]
fn the_newest_word_counts_be_it_a_list_or_an_answer() {
    let mut case = Case::new(&[(Reason::CertificateHold, NOW)]);
    assert_eq!(case.at(NOW + 20).unwrap_err().code(), "held");
    case.answer(Answered::Good, NOW + 10);
    assert!(case.at(NOW + 20).is_ok());
    let reason = Reason::KeyCompromise;
    case.answer(
        Answered::Revoked {
            since: NOW + 15,
            reason,
        },
        NOW + 16,
    );
    assert_eq!(case.at(NOW + 20).unwrap_err().code(), "revoked");

    let mut case = Case::new(&[]);
    case.lists.pop();
    assert_eq!(case.at(NOW + 20).unwrap_err(), PathError::StatusUnknown);
    case.answer(Answered::Good, NOW + 10);
    assert!(case.at(NOW + 20).is_ok());
    assert_eq!(
        case.at(NOW + 2 * DAY).unwrap_err(),
        PathError::StatusUnknown,
        "the answer is old"
    );
}

#[test]
fn a_list_or_an_answer_of_another_is_no_evidence() {
    let mut case = Case::new(&[]);
    // The same names, another key.
    let mut other = Authority::new(ParameterSet::CryptoProB, NOW);
    case.lists[1] = foreign(&other.crl(&[]));
    assert_eq!(case.at(NOW).unwrap_err(), PathError::StatusUnknown);
    let mut stranger = Case {
        authority: other,
        lists: Vec::new(),
        answers: Vec::new(),
    };
    stranger.answer(Answered::Good, NOW);
    case.answers = stranger.answers;
    assert_eq!(case.at(NOW).unwrap_err(), PathError::StatusUnknown);
}
