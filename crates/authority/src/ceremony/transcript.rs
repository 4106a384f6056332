//! The record of a ceremony: a text for people, and its signature by the root and the journal key (CMS), which OpenSSL
//! verifies.

use core::fmt::Write as _;

use gost::SigningKey;
use jiff::Timestamp;
use pki::certificate::{Certificate, fingerprint, format_fingerprint};
use pki::cms::{self, SignedAttributes, SignerPart};
use pki::digest::DigestAlgorithm;
use pki::lint::{Finding, lint_certificate, lint_crl};
use pki::oid;
use rand_core::CryptoRng;

use super::root::RootKey;
use super::{CeremonyError, File, Plan, Stage};
use crate::encoding::{streebog256, to_hex};
use crate::linting::{self, list_findings};

/// Writes who was there, what was made and what the lint says of it, the hash of every file, and the plan. What is made
/// is linted once more as it leaves: an error takes everything back.
pub(super) fn write(
    plan: &Plan,
    now: i64,
    certificates: [(Stage, &Certificate); 5],
    root_crl: &[u8],
    files: &[File],
) -> Result<String, CeremonyError> {
    let mut text = String::from("Протокол церемонии ключей\n");
    line(&mut text, "Время", &utc(now)?);
    for participant in &plan.participants {
        line(
            &mut text,
            "Участник",
            &format!("{}, {}", participant.name, participant.role),
        );
    }
    for (stage, certificate) in certificates {
        text.push('\n');
        let subject = certificate.subject().map_err(|_| CeremonyError::Faulty)?;
        line(&mut text, title(stage), &subject.to_string());
        line(
            &mut text,
            "  Серийный номер",
            &to_hex(certificate.serial()).to_uppercase(),
        );
        line(&mut text, "  Действует с", &utc(certificate.not_before())?);
        line(&mut text, "  Действует по", &utc(certificate.not_after())?);
        line(
            &mut text,
            "  Отпечаток SHA-256",
            &format_fingerprint(&fingerprint(certificate.der())),
        );
        line(
            &mut text,
            "  Проверка",
            &accepted(stage, lint_certificate(certificate.der()))?,
        );
    }
    let list = pki::crl::Crl::parse(root_crl).map_err(|_| CeremonyError::Faulty)?;
    text.push('\n');
    line(&mut text, title(Stage::RootCrl), "первый");
    line(
        &mut text,
        "  Проверка",
        &accepted(Stage::RootCrl, lint_crl(list.tbs()))?,
    );
    text.push_str("\nФайлы и их Стрибог-256\n");
    for file in files {
        line(
            &mut text,
            &format!("  {}", file.path),
            &to_hex(&streebog256(&file.bytes)),
        );
    }
    text.push_str("\nПлан\n");
    text.push_str(&toml::to_string(plan).map_err(|_| CeremonyError::Faulty)?);
    Ok(text)
}

/// A detached CMS signature of the text (CAdES-BES) by the root and the journal key.
pub(super) fn sign(
    text: &str,
    now: i64,
    root: (&RootKey, &Certificate),
    journal: (&SigningKey, &Certificate),
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, CeremonyError> {
    let attributes = |certificate: &Certificate| -> Result<SignedAttributes, CeremonyError> {
        let set = certificate.public_key().map_err(|_| CeremonyError::Faulty)?.set();
        let digest = DigestAlgorithm::of_key(set).digest(text.as_bytes());
        Ok(SignedAttributes::new(oid::DATA, &digest, Some(now), certificate)?)
    };
    let (of_root, of_journal) = (attributes(root.1)?, attributes(journal.1)?);
    let by_root = root.0.sign(of_root.to_be_signed(), rng)?;
    let by_journal = journal.0.sign(of_journal.to_be_signed(), rng);
    let parts = [
        SignerPart {
            certificate: root.1,
            attributes: &of_root,
            signature: &by_root,
        },
        SignerPart {
            certificate: journal.1,
            attributes: &of_journal,
            signature: &by_journal,
        },
    ];
    let der = cms::assemble(None, &parts, &[root.1, journal.1])?;
    let read = cms::SignedData::parse(&der).map_err(|_| CeremonyError::Faulty)?;
    let verified = read.verify_document(Some(text.as_bytes()), &[]);
    if verified.len() == parts.len() && verified.iter().all(Result::is_ok) {
        Ok(der)
    } else {
        Err(CeremonyError::Faulty)
    }
}

/// What the lint says of a thing that may leave.
fn accepted(stage: Stage, findings: Vec<Finding>) -> Result<String, CeremonyError> {
    let said = match findings.as_slice() {
        [] => "замечаний нет".to_owned(),
        findings => list_findings(findings),
    };
    linting::pass(findings).map_err(|findings| CeremonyError::Lint { stage, findings })?;
    Ok(said)
}

fn title(stage: Stage) -> &'static str {
    match stage {
        Stage::Root => "Корневой УЦ",
        Stage::Issuing => "Издающий УЦ",
        Stage::Ocsp => "Служба OCSP",
        Stage::Tsp => "Служба штампов времени",
        Stage::Journal => "Ключ журнала",
        Stage::RootCrl => "Список отозванных сертификатов корневого УЦ",
    }
}

fn line(text: &mut String, title: &str, value: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(text, "{title}: {value}");
}

fn utc(unix: i64) -> Result<String, CeremonyError> {
    Timestamp::from_second(unix)
        .map(|time| time.to_string())
        .map_err(|_| CeremonyError::Calendar)
}
