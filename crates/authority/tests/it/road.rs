//! The whole road inside this room: ceremony, certificate, list, and what a verifier would look at.

use pki::certificate::{Certificate, fingerprint};
use pki::cms::SignedData;
use pki::crl::{Crl, Reason};
use pki::extension::{self, IdentificationKind};
use pki::lint::{lint_certificate, lint_crl, lint_profile};
use pki::name::{Attribute, DistinguishedName};
use pki::oid;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage};
use zaver_authority::ceremony::{RootFiles, hold, next_root_crl};
use zaver_authority::crl;
use zaver_authority::custody::{Passphrase, Signer};
use zaver_authority::issuing::{self, Input};

use crate::house::*;

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn from_ceremony_to_certificate_and_list() {
    let folder = Folder::new("road");
    let signer = Signer::start(keeper(&folder, NOW + 60)).unwrap();
    let ca = ca();

    let subject = person();
    let public_key = key(10).verifying_key();
    let input = Input {
        subject: &subject,
        public_key: &public_key,
        identification_kind: Some(IdentificationKind::Personal),
    };
    let profile = user_profile();
    let prepared = issuing::prepare(&ca, &profile, &settings(), input, NOW, &mut rng(11)).unwrap();
    let certificate = issuing::complete(&ca, &signer, &prepared.tbs).await.unwrap();

    assert_eq!(certificate.serial(), prepared.serial.as_bytes());
    assert_eq!(certificate.subject().unwrap().differences(&subject), []);
    assert_eq!(certificate.public_key().unwrap(), public_key);
    assert_eq!(
        (certificate.not_before(), certificate.not_after()),
        (prepared.not_before, prepared.not_after)
    );
    assert_eq!(lint_certificate(certificate.der()), []);
    assert_eq!(
        lint_profile(
            certificate.der(),
            &profile,
            &settings().for_profile_of_part(NOW, prepared.shard)
        ),
        []
    );

    // The chain, name by name and signature by signature.
    let root = Certificate::parse(file("ca/root.pem")).unwrap();
    assert_eq!(certificate.issuer_der(), ca.certificate().subject_der());
    certificate.verify(ca.key()).unwrap();
    assert_eq!(ca.certificate().issuer_der(), root.subject_der());
    ca.certificate().verify(&root.public_key().unwrap()).unwrap();
    root.verify(&root.public_key().unwrap()).unwrap();

    // Recovery signs the stored bytes again: the same certificate under the same serial number.
    let again = issuing::complete(&ca, &signer, &prepared.tbs).await.unwrap();
    assert_eq!(again.tbs(), certificate.tbs());

    let revoked = crl::Entry {
        serial: prepared.serial,
        since: NOW + 30,
        reason: Reason::CertificateHold,
        invalid_since: None,
        not_after: prepared.not_after,
    };
    let heading = crl::Heading {
        number: 1,
        this_update: NOW + 60,
        next_update: NOW + 60 + 7 * DAY,
        part: None,
        delta_urls: &[],
        dated_back: false,
    };
    let list = crl::prepare(&ca, &heading, &[revoked], &[], None).unwrap();
    let list = crl::complete(&ca, &signer, list.tbs).await.unwrap();
    assert_eq!(lint_crl(list.der()), []);
    assert_eq!(list.number(), Some(1));
    assert_eq!(list.entries().next().unwrap().serial, prepared.serial.as_bytes());
}

#[test]
fn ceremony_makes_two_authorities_and_a_journal_key() {
    let certificate = |path| Certificate::parse(file(path)).unwrap();
    let [root, issuing, journal] = ["ca/root.pem", "ca/issuing.pem", "ca/journal.pem"].map(certificate);
    for certificate in [&root, &issuing, &journal] {
        assert_eq!(lint_certificate(certificate.der()), []);
        assert_eq!(certificate.not_before(), NOW);
        certificate.verify(&root.public_key().unwrap()).unwrap();
    }
    let basic = |certificate: &Certificate| {
        let basic: BasicConstraints = extension::find(certificate.extensions(), oid::BASIC_CONSTRAINTS).unwrap();
        (basic.ca, basic.path_len_constraint)
    };
    assert_eq!(
        [basic(&root), basic(&issuing), basic(&journal)],
        [(true, Some(1)), (true, Some(0)), (false, None)]
    );
    let purpose: ExtendedKeyUsage = extension::find(journal.extensions(), oid::EXTENDED_KEY_USAGE).unwrap();
    assert_eq!(
        purpose.0.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["1.3.6.1.5.5.7.3.36"]
    );

    let list = Crl::parse(file("ca/root.crl")).unwrap();
    list.verify(&root.public_key().unwrap()).unwrap();
    assert_eq!((list.number(), list.count(), list.this_update()), (Some(1), 0, NOW));
    assert_eq!(OUTCOME.fingerprints.issuing, fingerprint(issuing.der()));
}

#[test]
fn only_encrypted_keys_leave_a_ceremony() {
    let secret: Vec<_> = OUTCOME
        .files
        .iter()
        .filter(|file| file.secret)
        .map(|file| file.path.as_ref())
        .collect();
    assert_eq!(
        secret,
        [
            "keys/issuing.p8",
            "keys/ocsp.p8",
            "keys/tsp.p8",
            "keys/journal.p8",
            "root/root.p8"
        ]
    );
    for file in &OUTCOME.files {
        let text = String::from_utf8_lossy(&file.bytes);
        assert_eq!(text.contains("ENCRYPTED PRIVATE KEY"), file.secret, "{}", file.path);
        assert!(!text.contains("BEGIN PRIVATE KEY"), "{}", file.path);
    }
}

#[test]
fn transcript_names_every_file_and_is_signed_by_root_and_journal() {
    let text = &OUTCOME.transcript;
    for file in OUTCOME.files.iter().filter(|file| !file.path.starts_with("ceremony/")) {
        let hash: String = gost::streebog256(&file.bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert!(text.contains(&format!("{}: {hash}", file.path)), "{}", file.path);
    }
    assert!(text.contains("2026-11-23T10:00:00Z"), "{text}");
    assert_eq!(text.matches("  Проверка: замечаний нет\n").count(), 6, "{text}");
    let signed = SignedData::parse(file("ceremony/transcript.p7s")).unwrap();
    let verified = signed.verify_document(Some(text.as_bytes()), &[]);
    let mut signers: Vec<_> = verified
        .into_iter()
        .map(|signer| signer.unwrap().certificate.der().to_vec())
        .collect();
    signers.sort();
    let mut expected = [der("ca/root.pem"), der("ca/journal.pem")];
    expected.sort();
    assert_eq!(signers, expected);
    let changed = text.replacen('2', "3", 1);
    assert!(
        signed
            .verify_document(Some(changed.as_bytes()), &[])
            .iter()
            .all(Result::is_err)
    );
}

#[test]
fn ceremony_is_refused_before_any_key_is_made() {
    let mut plan = plan();
    let code = |plan: &_, passphrases: &_| hold(plan, passphrases, NOW, &mut rng(1)).unwrap_err().code();
    let mut short = passphrases();
    short.journal = Passphrase::new("одиннадцать");
    assert_eq!(code(&plan, &short), "ceremony-short-passphrase");
    let mut shared = passphrases();
    shared.issuing = Passphrase::new(ROOT_PASSPHRASE);
    assert_eq!(code(&plan, &shared), "ceremony-root-passphrase-shared");
    plan.issuing.name = plan.root.name.clone();
    assert_eq!(code(&plan, &passphrases()), "plan-same-name");
}

#[test]
fn term_that_outlives_the_root_or_the_certificate_is_refused() {
    let code = |change: fn(&mut zaver_authority::ceremony::Plan)| {
        let mut plan = plan();
        change(&mut plan);
        hold(&plan, &passphrases(), NOW, &mut rng(1)).unwrap_err().code()
    };
    assert_eq!(
        code(|plan| plan.issuing.validity = "P16Y".parse().unwrap()),
        "outlives-issuer"
    );
    assert_eq!(
        code(|plan| plan.journal.validity = "P16Y".parse().unwrap()),
        "outlives-issuer"
    );
    assert_eq!(
        code(|plan| plan.issuing.key_validity = "P7Y".parse().unwrap()),
        "ceremony-lint"
    );
    assert_eq!(
        code(|plan| plan.root.validity = "P9000Y".parse().unwrap()),
        "bad-validity"
    );
}

#[test]
fn next_list_of_the_root_is_made_at_a_ceremony() {
    let passphrase = Passphrase::new(ROOT_PASSPHRASE);
    let root = RootFiles {
        certificate: file("ca/root.pem"),
        key: text("root/root.p8"),
        passphrase: &passphrase,
    };
    let year = "P1Y".parse().unwrap();
    let der = next_root_crl(&root, 2, NOW + 300 * DAY, &year, &[], &mut rng(3)).unwrap();
    let list = Crl::parse(&der).unwrap();
    list.verify(&Certificate::parse(file("ca/root.pem")).unwrap().public_key().unwrap())
        .unwrap();
    assert_eq!(list.number(), Some(2));

    let wrong = Passphrase::new("не тот пароль корня");
    let wrong = RootFiles {
        passphrase: &wrong,
        ..root
    };
    let code = next_root_crl(&wrong, 2, NOW, &year, &[], &mut rng(3))
        .unwrap_err()
        .code();
    assert_eq!(code, "key-file-wrong-password");
    let other = RootFiles {
        certificate: file("ca/issuing.pem"),
        passphrase: &passphrase,
        ..wrong
    };
    assert_eq!(
        next_root_crl(&other, 2, NOW, &year, &[], &mut rng(3))
            .unwrap_err()
            .code(),
        "ceremony-not-root"
    );
}

/// Соколова М. А., clerk of the hospital.
fn person() -> DistinguishedName {
    DistinguishedName::new([
        (Attribute::CommonName, "Соколова Мария Андреевна"),
        (Attribute::Surname, "Соколова"),
        (Attribute::GivenName, "Мария Андреевна"),
        (Attribute::Country, "RU"),
        (Attribute::StateOrProvince, "29 Северодольская область"),
        (Attribute::Locality, "Северодольск"),
        (Attribute::Organization, "ГБУЗ «Северодольская ЦРБ»"),
        (Attribute::Title, "Специалист по учёту"),
        (Attribute::Ogrn, "1022900512342"),
        (Attribute::Snils, "11223344595"),
        (Attribute::Inn, "290112345670"),
        (Attribute::InnLe, "2901123451"),
        (Attribute::Email, "sokolova@crb.severodolsk.example"),
    ])
    .unwrap()
}

#[test]
fn only_an_issuing_authority_issues() {
    for other in ["ca/root.pem", "ca/journal.pem", "ca/root.crl"] {
        assert_eq!(
            issuing::IssuingCa::load(file(other)).unwrap_err().code(),
            "issuing-certificate",
            "{other}"
        );
    }
}
