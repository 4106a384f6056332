//! `doctor`: looks at everything that can go wrong quietly. Exit code 0 only when nothing is an error.

use std::path::Path;

use authority::ceremony::SHARE_FILES;
use office::clock::{Clock, SystemClock};
use office::watch::{self, Finding, Severity, worst};
use storage::Db;

use crate::folder::Folder;
use crate::outcome::Refused;
use crate::settings::Settings;
use crate::{keys, open};

pub(crate) async fn run(data: &Path, json: bool) -> Result<(), Refused> {
    let findings = examine(data).await;
    print(&findings, json);
    match worst(&findings) {
        Severity::Error => Err(Refused::new("unhealthy", "есть ошибки, смотрите выше")),
        Severity::Ok | Severity::Warning => Ok(()),
    }
}

/// Lines for people, or one JSON object.
pub(crate) fn print(findings: &[Finding], json: bool) {
    if json {
        let healthy = worst(findings) != Severity::Error;
        println!("{}", serde_json::json!({ "healthy": healthy, "findings": findings }));
        return;
    }
    for Finding { check, severity, text } in findings {
        let mark = match severity {
            Severity::Ok => "хорошо  ",
            Severity::Warning => "внимание",
            Severity::Error => "ОШИБКА  ",
        };
        println!("{mark}  {check}: {text}");
    }
}

async fn examine(data: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let folder = match note(&mut findings, "folder", Folder::existing(data)) {
        Some(folder) => folder,
        None => return findings,
    };
    let Some(settings) = note(&mut findings, "settings", Settings::read(&folder)) else {
        return findings;
    };
    findings.push(private(&folder));
    findings.push(root_is_away(&folder, settings.demo));
    let files = note(&mut findings, "authority", open::ca_files(&folder));
    note(&mut findings, "keys", keys::at_hand(&folder, &settings));
    if settings.signer.is_some() && folder.path("keys").exists() {
        findings.push(Finding::warning(
            "keys-here",
            "ключи держит служба zaver signer, но их файлы лежат и здесь; унесите keys/ и secrets/ в её папку",
        ));
    }
    let Some(db) = note(&mut findings, "database", open::database(&folder, &settings).await) else {
        return findings;
    };
    let now = SystemClock::default().now();
    if let Some(files) = files {
        findings.push(root_crl(&files.root_crl, now.as_second()));
        findings.push(journal(&db, &files.journal_der, &files.root_der).await);
    }
    findings.extend(watch::examine(&db, now).await);
    findings
}

/// A step that succeeds or is an error.
fn note<T>(findings: &mut Vec<Finding>, check: &'static str, outcome: Result<T, Refused>) -> Option<T> {
    match outcome {
        Ok(value) => {
            findings.push(Finding::ok(check, "в порядке"));
            Some(value)
        }
        Err(refused) => {
            findings.push(Finding::error(check, refused.to_string()));
            None
        }
    }
}

fn private(folder: &Folder) -> Finding {
    if folder.is_open_to_others() {
        Finding::error(
            "folder-rights",
            "в папку данных могут зайти другие пользователи; закройте её: chmod 700",
        )
    } else {
        Finding::ok("folder-rights", "папка закрыта от других")
    }
}

/// The root belongs into a safe. A demo may keep it: nothing it signed is worth anything.
fn root_is_away(folder: &Folder, demo: bool) -> Finding {
    let of_root = ["root", SHARE_FILES, crate::ceremony::ROOT_PASSPHRASE];
    let here = of_root.iter().any(|path| folder.path(path).exists());
    match (here, demo) {
        (false, _) => Finding::ok("root-key", "унесён"),
        (true, true) => Finding::ok("root-key", "лежит в папке показа"),
        (true, false) => Finding::error(
            "root-key",
            "ключ корня, его пароль или доли лежат на сервере; унесите root/ и файлы пароля порознь",
        ),
    }
}

fn root_crl(der: &[u8], now: i64) -> Finding {
    const MONTH: i64 = 30 * 24 * 3600;
    let next = pki::crl::Crl::parse(der).ok().and_then(|crl| crl.next_update());
    match next {
        None => Finding::error("root-crl", "список корневого УЦ не читается"),
        Some(next) if next < now => Finding::error(
            "root-crl",
            "список корневого УЦ просрочен; принесите корень и выпустите новый: zaver root crl",
        ),
        Some(next) if next < now + MONTH => Finding::warning(
            "root-crl",
            "список корневого УЦ кончается в течение месяца; запланируйте вынос корня",
        ),
        Some(_) => Finding::ok("root-crl", "действует"),
    }
}

async fn journal(db: &Db, journal_certificate: &[u8], root: &[u8]) -> Finding {
    match office::journal::verify(db, journal_certificate, root).await {
        Ok(Ok(report)) => Finding::ok("journal", format!("цел, записей {}", report.records)),
        Ok(Err(bad)) => Finding::error("journal", format!("строка {}: {}", bad.line, bad.reason)),
        Err(fault) => Finding::error("journal", fault.to_string()),
    }
}
