//! How the installation is: everything that can go wrong quietly, each with its severity.

pub mod metrics;
mod self_check;

use std::collections::BTreeMap;

use domain::certificate::CertificateState;
use domain::task::TaskKind;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use storage::crls::{Crl, Scope};
use storage::{Db, DbError, access_orders, certificates, crls, letters, tasks};

pub use self::self_check::run as self_check;
pub(crate) use self::self_check::{LAST as SELF_CHECKED, run_if_due as self_check_if_due};
use crate::{Health, Office};

/// Something that waits longer than this needs a person.
const LONG: SignedDuration = SignedDuration::from_hours(4);
/// The clock ran ahead when the list was made.
const AHEAD: &str = "список отозванных выпущен в будущем: часы уходили вперёд; выпустите новый: zaver crl --dated-back";

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// As it should be.
    Ok,
    /// It works; a person looks at it today.
    Warning,
    /// It does not work; a person looks at it now.
    Error,
}

/// One look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable name.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was seen, and what to do.
    pub text: String,
}

impl Finding {
    /// As it should be.
    pub fn ok(check: &'static str, text: impl Into<String>) -> Self {
        Self::new(check, Severity::Ok, text)
    }

    /// It works; a person looks at it today.
    pub fn warning(check: &'static str, text: impl Into<String>) -> Self {
        Self::new(check, Severity::Warning, text)
    }

    /// It does not work; a person looks at it now.
    pub fn error(check: &'static str, text: impl Into<String>) -> Self {
        Self::new(check, Severity::Error, text)
    }

    fn new(check: &'static str, severity: Severity, text: impl Into<String>) -> Self {
        Self {
            check,
            severity,
            text: text.into(),
        }
    }
}

/// The worst of what was found.
#[must_use]
pub fn worst(findings: &[Finding]) -> Severity {
    findings
        .iter()
        .map(|finding| finding.severity)
        .max()
        .unwrap_or(Severity::Ok)
}

impl Office {
    /// Looks at the running office and at its database. Nothing in it names a person.
    pub async fn examine(&self) -> Vec<Finding> {
        let now = match self.health() {
            Health::Fine => Finding::ok("writing", "решения записываются"),
            Health::NotWriting => Finding::error("writing", "запись не удаётся: проверьте диск и базу данных"),
            Health::ClockBehind => Finding::error("writing", "часы ушли назад: почините время на сервере"),
            Health::ListNotPublished => {
                Finding::error("writing", "список отозванных не выпускается: смотрите журнал службы")
            }
            Health::ListNearsItsEnd => Finding::warning("writing", "список отозванных не обновляется, срок на исходе"),
            Health::ListOver => Finding::error("writing", "срок списка отозванных вышел"),
            Health::ListDatedAhead => Finding::error("writing", AHEAD),
        };
        let mut findings = vec![now];
        findings.extend(examine(&self.parts.db, self.now()).await);
        findings
    }
}

/// Looks at what lies in a database.
pub async fn examine(db: &Db, now: Timestamp) -> Vec<Finding> {
    let looks = [
        ("crl", list(db, now).await),
        ("issuing", started(db).await),
        ("letters", waiting_letters(db, now).await),
        ("access", waiting_orders(db, now).await),
        ("self-check", self_checked(db, now).await),
    ];
    looks
        .into_iter()
        .map(|(check, look)| look.unwrap_or_else(|failure| Finding::error(check, failure.to_string())))
        .collect()
}

/// The worst of the newest lists: the complete one, the delta list, the parts.
async fn list(db: &Db, now: Timestamp) -> Result<Finding, DbError> {
    let kept = crls::kept(db, crate::crl::ISSUING).await?;
    let newest: BTreeMap<Scope, &Crl> = kept.iter().rev().map(|list| (list.scope, &list.value)).collect();
    let Some(until) = newest.values().map(|list| list.next_update).min() else {
        return Ok(Finding::warning("crl", "ещё не выпущен: сервер не запускали"));
    };
    let worst = newest.values().filter_map(|list| late(list, now));
    let worst = worst.max_by_key(|finding| finding.severity);
    let fine = || Finding::ok("crl", format!("списков {}, действуют до {until}", newest.len()));
    Ok(worst.unwrap_or_else(fine))
}

/// Late is an error; past half of its life without a successor means that nobody renews it.
fn late(list: &Crl, now: Timestamp) -> Option<Finding> {
    let name = format!("{} № {}", crate::crl::file_name(list.scope), list.number);
    let half = list.next_update.duration_since(list.this_update) / 2;
    if list.next_update < now {
        Some(Finding::error("crl", format!("{name} просрочен")))
    } else if list.this_update > now {
        Some(Finding::error("crl", format!("{name}: {AHEAD}")))
    } else if now.duration_since(list.this_update) > half + SignedDuration::from_hours(1) {
        let text = format!("{name} действует до {}, но его не обновляют", list.next_update);
        Some(Finding::warning("crl", text))
    } else {
        None
    }
}

async fn started(db: &Db) -> Result<Finding, DbError> {
    let started = certificates::in_state(db, CertificateState::Issuing).await?;
    Ok(if started.is_empty() {
        Finding::ok("issuing", "незавершённых выпусков нет")
    } else {
        let text = format!("незавершённых выпусков: {}; их завершит сервер", started.len());
        Finding::warning("issuing", text)
    })
}

async fn waiting_letters(db: &Db, now: Timestamp) -> Result<Finding, DbError> {
    let (count, oldest) = (letters::waiting(db).await?, letters::oldest_waiting(db).await?);
    Ok(waiting(
        "letters",
        "все письма отправлены",
        "писем ждут отправки",
        count,
        oldest,
        now,
    ))
}

async fn waiting_orders(db: &Db, now: Timestamp) -> Result<Finding, DbError> {
    let (count, oldest) = (
        access_orders::waiting(db).await?,
        access_orders::oldest_waiting(db).await?,
    );
    Ok(waiting(
        "access",
        "доступ в УСОИ доведён",
        "поручений для УСОИ ждут",
        count,
        oldest,
        now,
    ))
}

/// A queue is in order while it moves: what waits is tried again by itself, for hours it needs a person.
fn waiting(
    check: &'static str,
    none: &str,
    some: &str,
    count: i64,
    oldest: Option<Timestamp>,
    now: Timestamp,
) -> Finding {
    let text = format!("{some}: {count}");
    match oldest {
        None => Finding::ok(check, none),
        Some(oldest) if now.duration_since(oldest) > LONG => Finding::warning(check, text),
        Some(_) => Finding::ok(check, text),
    }
}

async fn self_checked(db: &Db, now: Timestamp) -> Result<Finding, DbError> {
    if let Some(task) = tasks::open_of_kind(db, TaskKind::SelfCheck).await? {
        return Ok(Finding::error("self-check", task.title.clone()));
    }
    Ok(match self_check::last(db).await? {
        None => Finding::warning("self-check", "сверки ещё не было"),
        Some(at) if now.duration_since(at) > self_check::EVERY * 2 => {
            Finding::warning("self-check", format!("последняя сверка {at}"))
        }
        Some(at) => Finding::ok("self-check", format!("сверка прошла {at}")),
    })
}
