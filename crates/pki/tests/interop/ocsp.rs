//! OCSP with OpenSSL and GnuTLS, both as the asker and, OpenSSL, as the responder.

use std::{fs, path::Path};

use gost::{
    ParameterSet::{CryptoProA, Tc26A256, Tc26A512},
    SigningKey,
};
use pki::{
    certificate::Certificate,
    crl::Reason,
    ocsp::{
        AnswerInput, IssuerHashes, OcspRequest, OcspResponse, Single, Status, assemble, build_tbs, responder_key_hash,
    },
    pem,
};

use crate::kit::{Authority, DAY};
use crate::openssl::{folder_with_engine, openssl};
use crate::tool::{accept, authority, refuse, run, write};

/// As a server answers: what it is asked, in the hash function it is asked with.
pub(crate) fn answer(
    authority: &mut Authority,
    question: &[u8],
    status: Status,
    key: &SigningKey,
    responder: &Certificate,
) -> Vec<u8> {
    let request = OcspRequest::parse(question).unwrap();
    let issuing = &authority.issuing;
    let ours = IssuerHashes::new(issuing.subject_der(), issuing.public_key_der()).unwrap();
    let produced_at = authority.now + DAY;
    let singles: Vec<_> = request
        .certificates()
        .iter()
        .map(|certificate| {
            assert!(ours.are_of(certificate));
            Single {
                certificate,
                status,
                this_update: produced_at,
                next_update: Some(produced_at + DAY),
                archive_cutoff: Some(authority.now),
            }
        })
        .collect();
    let input = AnswerInput {
        key_hash: &responder_key_hash(responder.public_key_der()).unwrap(),
        produced_at,
        singles: &singles,
        nonce: request.nonce(),
    };
    let tbs = build_tbs(&input).unwrap();
    let signature = key.sign(&tbs, &mut authority.rng);
    assemble(&tbs, gost::signature_oid(authority.set), &signature, responder.der())
}

#[test]
fn openssl_accepts_answers_to_its_questions() {
    let held = Status::Revoked {
        since: 1_700_000_000,
        reason: Reason::CertificateHold,
    };
    for (set, digest) in [
        (CryptoProA, "sha1"),
        (CryptoProA, "sha256"),
        (CryptoProA, "md_gost12_256"),
        (CryptoProA, "md_gost94"),
        (Tc26A256, "md_gost12_256"),
        (Tc26A512, "md_gost12_512"),
    ] {
        let folder = folder_with_engine(&format!("ocsp-openssl-{set:?}-{digest}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        let (key, responder) = authority.responder();
        // The digest stands before the certificate it is for.
        let asked = format!("ocsp -issuer issuing.pem -{digest} -cert user.pem");
        accept(&openssl(&folder, &format!("{asked} -nonce -reqout question.der")), "");
        let question = fs::read(folder.join("question.der")).unwrap();
        assert!(OcspRequest::parse(&question).unwrap().nonce().is_some());
        let trust = "-CAfile root.pem -verify_other issuing.pem -respin answer.der";
        for (status, words) in [
            (Status::Good, "user.pem: good"),
            (held, "Reason: certificateHold"),
            (Status::Unknown, "user.pem: unknown"),
        ] {
            let der = answer(&mut authority, &question, status, &key, &responder);
            fs::write(folder.join("answer.der"), der).unwrap();
            accept(&openssl(&folder, &format!("{asked} -no_nonce {trust}")), words);
            // With the question itself the nonce is compared too.
            accept(
                &openssl(&folder, &format!("ocsp -reqin question.der {trust}")),
                "Response verify OK",
            );
        }
        let mut der = answer(&mut authority, &question, Status::Good, &key, &responder);
        let place = der.windows(4).position(|window| window == [0x80, 0, 0x18, 15]).unwrap();
        der[place + 5] ^= 1;
        fs::write(folder.join("answer.der"), der).unwrap();
        refuse(
            &openssl(&folder, &format!("{asked} -no_nonce {trust}")),
            "Response Verify Failure",
        );
    }
}

#[test]
fn an_answer_of_openssl_is_read() {
    let folder = folder_with_engine("ocsp-of-openssl");
    let mut authority = authority(CryptoProA);
    write(&mut authority, &folder);
    let (key, responder) = authority.responder();
    fs::write(folder.join("ocsp.pem"), responder.to_pem()).unwrap();
    fs::write(folder.join("ocsp.key"), pem::encode("PRIVATE KEY", &key.to_pkcs8_der())).unwrap();
    let serial = pki::describe::format_serial(authority.user.serial());
    let line = format!("R\t351231235959Z\t261101000000Z,keyCompromise\t{serial}\tunknown\t/CN=user\n");
    fs::write(folder.join("index.txt"), line).unwrap();
    fs::write(folder.join("index.txt.attr"), "unique_subject = no\n").unwrap();
    let asked = "ocsp -issuer issuing.pem -md_gost12_256 -cert user.pem -reqout question.der";
    accept(&openssl(&folder, asked), "");
    let served = "ocsp -index index.txt -CA issuing.pem -rsigner ocsp.pem -rkey ocsp.key -rmd md_gost12_256 -resp_key_id \
                  -ndays 1 -reqin question.der -respout answer.der";
    let served = served.split_whitespace().collect::<Vec<_>>().join(" ");
    accept(&openssl(&folder, &served), "");

    let question = OcspRequest::parse(&fs::read(folder.join("question.der")).unwrap()).unwrap();
    let OcspResponse::Answer(answer) = OcspResponse::parse(&fs::read(folder.join("answer.der")).unwrap()).unwrap()
    else {
        panic!("OpenSSL has not answered");
    };
    let signer = answer.signer(&authority.issuing).unwrap();
    signer.verify(&authority.issuing_key.verifying_key()).unwrap();
    let key = signer.public_key().unwrap();
    key.verify(answer.tbs(), answer.signature()).unwrap();
    let [single] = answer.data().singles() else {
        panic!("one was asked for");
    };
    assert_eq!(single.certificate, question.certificates()[0]);
    assert_eq!(answer.data().nonce(), question.nonce());
    let revoked = Status::Revoked {
        since: 1_793_491_200,
        reason: Reason::KeyCompromise,
    };
    assert_eq!(single.status, revoked);
}

#[test]
fn gnutls_accepts_answers_to_its_questions() {
    for set in [CryptoProA, Tc26A512] {
        let folder = folder_with_engine(&format!("ocsp-gnutls-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        let (key, responder) = authority.responder();
        fs::write(folder.join("ocsp.pem"), responder.to_pem()).unwrap();
        let asked = "--generate-request --load-cert user.pem --load-issuer issuing.pem --outder --outfile question.der";
        accept(&ocsptool(&folder, asked), "");
        let question = fs::read(folder.join("question.der")).unwrap();
        let mut der = answer(&mut authority, &question, Status::Good, &key, &responder);
        let verify = "--verify-response --load-response answer.der --load-signer ocsp.pem";
        fs::write(folder.join("answer.der"), &der).unwrap();
        accept(&ocsptool(&folder, verify), "Success");
        accept(
            &ocsptool(&folder, "--response-info --infile answer.der --inder"),
            "Certificate Status: good",
        );
        let place = der.windows(4).position(|window| window == [0x80, 0, 0x18, 15]).unwrap();
        der[place + 5] ^= 1;
        fs::write(folder.join("answer.der"), &der).unwrap();
        refuse(&ocsptool(&folder, verify), "Failure");
    }
}

fn ocsptool(folder: &Path, arguments: &str) -> (bool, String) {
    run(
        "gnutls-bin",
        folder,
        "ocsptool",
        &arguments.split(' ').collect::<Vec<_>>(),
    )
}
