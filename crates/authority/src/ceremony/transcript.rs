//! The record of a ceremony: a text for people, with signatures that OpenSSL can check.

use core::fmt::Write as _;

use jiff::Timestamp;
use pki::certificate::{Certificate, fingerprint, format_fingerprint};

use super::{CeremonyError, File, Plan};
use crate::encoding::{streebog256, to_hex};

/// Writes what was made, the plan it was made by, and the hash of every file.
pub(super) fn write(
    plan: &Plan,
    now: i64,
    certificates: [(&str, &Certificate); 4],
    files: &[File],
) -> Result<String, CeremonyError> {
    let mut text = String::from("Протокол церемонии ключей\n");
    line(&mut text, "Время", &utc(now)?);
    for (role, certificate) in certificates {
        text.push('\n');
        let subject = certificate.subject().map_err(|_| CeremonyError::Faulty)?;
        line(&mut text, role, &subject.to_string());
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
    }
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

fn line(text: &mut String, title: &str, value: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(text, "{title}: {value}");
}

fn utc(unix: i64) -> Result<String, CeremonyError> {
    Timestamp::from_second(unix)
        .map(|time| time.to_string())
        .map_err(|_| CeremonyError::Calendar)
}
