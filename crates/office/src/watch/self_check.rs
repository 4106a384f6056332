//! Once a day everything in force is looked at as a stranger would: each certificate is read, verified and linted anew, and
//! the list of revoked certificates is compared with the status, row by row and both ways.

use std::collections::{HashMap, HashSet};

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::rights::{Actor, Operation};
use domain::task::TaskKind;
use jiff::{SignedDuration, Timestamp};
use pki::crl::Crl as List;
use pki::lint::{Severity, lint_certificate};
use storage::counters::{self, Counter};
use storage::crls::{self, Scope};
use storage::statuses::{self, Part};
use storage::{Db, DbError, Stored, blob, certificates};
use uuid::Uuid;

use crate::crl::ISSUING;
use crate::refusal::{Fault, Refusal};
use crate::{Office, Operate, Step};

/// How often.
pub(crate) const EVERY: SignedDuration = SignedDuration::from_hours(24);
/// Counter whose number is the instant of the last check, Unix seconds.
pub(crate) const LAST: &str = "self-check";
/// Certificates read at once.
const PAGE: u32 = 500;
/// Findings that are told one by one; of more only the number is.
const TOLD: usize = 10;

/// What a check has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Certificates in force.
    pub certificates: u64,
    /// What is wrong: serial number and reason.
    pub findings: Vec<String>,
}

/// When the last check was.
pub(crate) async fn last(db: &Db) -> Result<Option<Timestamp>, DbError> {
    let last = counters::by_name(db, LAST).await?;
    Ok(last.and_then(|last| Timestamp::from_second(i64::try_from(last.last).ok()?).ok()))
}

/// Checks when the last check is a day old.
///
/// # Errors
/// [`Refusal::Fault`].
pub(crate) async fn run_if_due(office: &Office) -> Result<(), Refusal> {
    let fresh = last(&office.parts.db)
        .await?
        .is_some_and(|at| office.now().duration_since(at) < EVERY);
    if fresh { Ok(()) } else { run(office).await.map(drop) }
}

/// Checks now; what was found is journalled, and becomes a task of the operators.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn run(office: &Office) -> Result<Report, Refusal> {
    let mut report = certificates_in_force(office).await?;
    report.findings.extend(list_and_status(office).await?);
    for finding in report.findings.iter().take(TOLD) {
        tracing::error!(finding, "self-check");
    }
    office.perform(&Actor::SYSTEM, Conclude(&report)).await?;
    Ok(report)
}

async fn certificates_in_force(office: &Office) -> Result<Report, Refusal> {
    let (db, now) = (&office.parts.db, office.now());
    let mut report = Report::default();
    let mut after = CertificateId(Uuid::nil());
    loop {
        let page = certificates::in_force_after(db, after, now, PAGE).await?;
        let Some(last) = page.last() else { return Ok(report) };
        after = last.id;
        for certificate in page {
            report.certificates += 1;
            let der = blob(db, certificate.id, "certificate").await?;
            if let Some(wrong) = wrong_with(office, &certificate, der.as_deref()) {
                report.findings.push(format!("{}: {wrong}", certificate.serial));
            }
        }
        // A million certificates take minutes: others get their turn.
        tokio::task::yield_now().await;
    }
}

fn wrong_with(office: &Office, certificate: &Stored<Certificate>, der: Option<&[u8]>) -> Option<String> {
    let Some(der) = der else {
        return Some("байтов сертификата нет".into());
    };
    let parsed = match pki::certificate::Certificate::parse(der) {
        Ok(parsed) => parsed,
        Err(error) => return Some(error.to_string()),
    };
    if hex(parsed.serial()) != certificate.serial {
        return Some(format!("под этим номером лежит сертификат {}", hex(parsed.serial())));
    }
    if let Err(error) = parsed.verify(office.parts.ca.issuing.key()) {
        return Some(error.to_string());
    }
    let lint = lint_certificate(der);
    let worst = lint.iter().find(|finding| finding.severity() == Severity::Error);
    worst.map(ToString::to_string)
}

/// The latest complete list against the status, but for what has changed since: that is on its way into the next one.
async fn list_and_status(office: &Office) -> Result<Vec<String>, Refusal> {
    let db = &office.parts.db;
    let Some(last) = crls::latest(db, ISSUING, Scope::Full).await? else {
        return Ok(Vec::new());
    };
    let der = blob(db, last.id, "crl").await?.unwrap_or_default();
    let list = List::from_der(der).map_err(|error| Fault::Stored(format!("the last CRL does not read: {error}")))?;
    let mut entries: HashMap<String, i64> = list
        .entries()
        .map(|entry| (hex(entry.serial), i64::from(entry.reason as u8)))
        .collect();
    let mut findings = Vec::new();
    let from = last.this_update.as_microsecond();
    statuses::each_listed(db, ISSUING, Part::Whole, 0, |row| {
        // What ended before the list was made may have left it.
        match (entries.remove(&row.serial), row.reason) {
            (Some(said), Some(reason)) if said == reason => {}
            (None, _) if row.not_after < from => {}
            (said, reason) => {
                let text = format!("{}: в списке {said:?}, в базе {reason:?}", row.serial);
                findings.push((row.serial, text));
            }
        }
    })
    .await?;
    findings.extend(entries.into_keys().map(|serial| {
        let text = format!("{serial}: в списке есть, в базе не отозван");
        (serial, text)
    }));
    let mut changed = HashSet::new();
    statuses::each_changed(db, ISSUING, Part::Whole, last.sequence, |row| {
        changed.insert(row.serial);
    })
    .await?;
    findings.retain(|(serial, _)| !changed.contains(serial));
    Ok(findings.into_iter().map(|(_, text)| text).collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[derive(Debug)]
struct Conclude<'a>(&'a Report);

impl Operate for Conclude<'_> {
    const OPERATION: Operation = Operation::SelfCheck;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let Report { certificates, findings } = self.0;
        step.note("certificates", *certificates);
        step.note("findings", findings.len());
        if let Some(first) = findings.first() {
            step.note("first", first.clone());
            let title = format!("Самоконтроль: расхождений {}. Первое — {first}", findings.len());
            step.task(TaskKind::SelfCheck, Uuid::nil(), title);
        }
        let last = u64::try_from(step.now.as_second()).unwrap_or_default();
        match counters::by_name(step.db(), LAST).await? {
            Some(mut counter) => {
                counter.last = last;
                step.update(&counter);
            }
            None => {
                let id = domain::id::uuid_v7(step.now, step.random());
                step.insert(&Counter {
                    id,
                    name: LAST.into(),
                    last,
                });
            }
        }
        Ok(())
    }
}
