//! `doctor`: looks at everything that can go wrong quietly. Exit code 0 only when nothing is an error.

use std::path::Path;

use domain::certificate::CertificateState;
use jiff::SignedDuration;
use office::clock::{Clock, SystemClock};
use serde::Serialize;
use storage::crls::Scope;
use storage::{Db, certificates, crls, letters};

use crate::folder::Folder;
use crate::outcome::Refused;
use crate::settings::Settings;
use crate::{keys, open};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Ok,
    Warning,
    Error,
}

/// One look.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    severity: Severity,
    text: String,
}

pub(crate) async fn run(data: &Path, json: bool) -> Result<(), Refused> {
    let findings = examine(data).await;
    let worst_is_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    if json {
        let report = serde_json::json!({ "healthy": !worst_is_error, "findings": findings });
        println!("{report}");
    } else {
        for Finding { check, severity, text } in &findings {
            let mark = match severity {
                Severity::Ok => "хорошо  ",
                Severity::Warning => "внимание",
                Severity::Error => "ОШИБКА  ",
            };
            println!("{mark}  {check}: {text}");
        }
    }
    if worst_is_error {
        Err(Refused::new("unhealthy", "есть ошибки, смотрите выше"))
    } else {
        Ok(())
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
        findings.push(Finding {
            check: "keys-here",
            severity: Severity::Warning,
            text: "ключи держит служба zaver signer, но их файлы лежат и здесь; унесите keys/ и secrets/ в её папку"
                .into(),
        });
    }
    let Some(db) = note(&mut findings, "database", open::database(&folder, &settings).await) else {
        return findings;
    };
    if let Some(files) = files {
        let now = SystemClock::default().now();
        findings.push(root_crl(&files.root_crl, now.as_second()));
        findings.push(journal(&db, &files.journal_der, &files.root_der).await);
        findings.push(issuing_crl(&db, now).await);
    }
    findings.push(started(&db).await);
    findings.push(mail(&db).await);
    findings
}

/// A step that succeeds or is an error.
fn note<T>(findings: &mut Vec<Finding>, check: &'static str, outcome: Result<T, Refused>) -> Option<T> {
    match outcome {
        Ok(value) => {
            findings.push(ok(check, "в порядке"));
            Some(value)
        }
        Err(refused) => {
            findings.push(Finding {
                check,
                severity: Severity::Error,
                text: refused.to_string(),
            });
            None
        }
    }
}

fn ok(check: &'static str, text: impl Into<String>) -> Finding {
    Finding {
        check,
        severity: Severity::Ok,
        text: text.into(),
    }
}

fn error(check: &'static str, text: impl Into<String>) -> Finding {
    Finding {
        check,
        severity: Severity::Error,
        text: text.into(),
    }
}

fn private(folder: &Folder) -> Finding {
    if folder.is_open_to_others() {
        error(
            "folder-rights",
            "в папку данных могут зайти другие пользователи; закройте её: chmod 700",
        )
    } else {
        ok("folder-rights", "папка закрыта от других")
    }
}

/// The root belongs into a safe. A demo may keep it: nothing it signed is worth anything.
fn root_is_away(folder: &Folder, demo: bool) -> Finding {
    let here = folder.path("root").exists() || folder.path(crate::ceremony::ROOT_PASSPHRASE).exists();
    match (here, demo) {
        (false, _) => ok("root-key", "унесён"),
        (true, true) => ok("root-key", "лежит в папке показа"),
        (true, false) => error(
            "root-key",
            "ключ корня или его пароль лежат на сервере; унесите root/ и файл пароля порознь",
        ),
    }
}

fn root_crl(der: &[u8], now: i64) -> Finding {
    const MONTH: i64 = 30 * 24 * 3600;
    let next = pki::crl::Crl::parse(der).ok().and_then(|crl| crl.next_update());
    match next {
        None => error("root-crl", "список корневого УЦ не читается"),
        Some(next) if next < now => error(
            "root-crl",
            "список корневого УЦ просрочен; принесите корень и выпустите новый",
        ),
        Some(next) if next < now + MONTH => Finding {
            check: "root-crl",
            severity: Severity::Warning,
            text: "список корневого УЦ кончается в течение месяца; запланируйте вынос корня".into(),
        },
        Some(_) => ok("root-crl", "действует"),
    }
}

async fn journal(db: &Db, journal_certificate: &[u8], root: &[u8]) -> Finding {
    match office::journal::verify(db, journal_certificate, root).await {
        Ok(Ok(report)) => ok("journal", format!("цел, записей {}", report.records)),
        Ok(Err(bad)) => error("journal", format!("строка {}: {}", bad.line, bad.reason)),
        Err(fault) => error("journal", fault.to_string()),
    }
}

/// Late is an error; past half of its life without a successor means that nobody renews it.
async fn issuing_crl(db: &Db, now: jiff::Timestamp) -> Finding {
    match crls::latest(db, "issuing", Scope::Full).await {
        Err(failure) => error("crl", failure.to_string()),
        Ok(None) => Finding {
            check: "crl",
            severity: Severity::Warning,
            text: "ещё не выпущен: сервер не запускали".into(),
        },
        Ok(Some(last)) if last.next_update < now => error("crl", format!("№ {} просрочен", last.number)),
        Ok(Some(last)) if last.this_update > now => error(
            "crl",
            format!("№ {} выпущен в будущем: часы сервера ушли назад", last.number),
        ),
        Ok(Some(last)) => {
            let half = last.next_update.duration_since(last.this_update) / 2;
            let stale = now.duration_since(last.this_update) > half + SignedDuration::from_hours(1);
            let severity = if stale { Severity::Warning } else { Severity::Ok };
            Finding {
                check: "crl",
                severity,
                text: format!("№ {} действует до {}", last.number, last.next_update),
            }
        }
    }
}

async fn started(db: &Db) -> Finding {
    match certificates::in_state(db, CertificateState::Issuing).await {
        Err(failure) => error("issuing", failure.to_string()),
        Ok(started) if started.is_empty() => ok("issuing", "незавершённых выпусков нет"),
        Ok(started) => Finding {
            check: "issuing",
            severity: Severity::Warning,
            text: format!("незавершённых выпусков: {}; их завершит сервер", started.len()),
        },
    }
}

async fn mail(db: &Db) -> Finding {
    match letters::waiting(db).await {
        Err(failure) => error("mail", failure.to_string()),
        Ok(0) => ok("mail", "все письма отправлены"),
        Ok(count) => Finding {
            check: "mail",
            severity: Severity::Warning,
            text: format!("писем ждут отправки: {count}"),
        },
    }
}
