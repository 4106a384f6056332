//! The list of revoked certificates: issued at the first start, on a timer, and on demand.

use std::sync::atomic::Ordering;

use authority::crl::{self, Entry, Heading, Published as Signed, Resumed};
use domain::rights::{Actor, Operation};
use jiff::{SignedDuration, Timestamp};
use pki::SerialNumber;
use pki::crl::Reason;
use storage::crls::{self, Crl, Scope};
use storage::statuses::{self, Part, StatusRow};
use storage::{Stored, blob};

use crate::refusal::{Fault, Refusal};
use crate::{Office, Operate, Step};

/// From one list to the next at the latest.
const LIFE: SignedDuration = SignedDuration::from_hours(72);
/// A list is renewed when half of its life is over, so that a day without the server makes nobody late.
const RENEW_AFTER: SignedDuration = SignedDuration::from_hours(36);

/// Name under which the lists of the issuing authority are stored.
pub(crate) const ISSUING: &str = "issuing";

/// Publishes the next list when the last one is half over, or there is none.
///
/// # Errors
/// [`Refusal::Fault`].
pub(crate) async fn publish_if_due(office: &Office) -> Result<(), Refusal> {
    let now = office.now();
    let changes = statuses::sequence(&office.parts.db).await?;
    let fresh = crls::latest(&office.parts.db, ISSUING, Scope::Full)
        .await?
        .is_some_and(|last| {
            last.sequence == changes
                && last
                    .this_update
                    .saturating_add(RENEW_AFTER)
                    .is_ok_and(|renewal| now < renewal)
        });
    let done = if fresh { Ok(()) } else { publish(office).await.map(drop) };
    office.parts.list_refused.store(done.is_err(), Ordering::Relaxed);
    done
}

/// Publishes the next list now.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn publish(office: &Office) -> Result<u64, Refusal> {
    office.perform(&Actor::SYSTEM, Publish).await
}

#[derive(Clone, Copy, Debug)]
struct Publish;

impl Operate for Publish {
    const OPERATION: Operation = Operation::PublishCrl;
    type Outcome = u64;

    async fn run(&self, step: &mut Step<'_>) -> Result<u64, Refusal> {
        let office = step.office;
        let last = crls::latest(step.db(), ISSUING, Scope::Full).await?;
        // Read before the rows: what changes in between is told twice, never lost.
        let sequence = statuses::sequence(step.db()).await?;
        let previous = previous_list(step, last.as_ref()).await?;
        let number = crls::last_number(step.db(), ISSUING).await? + 1;
        let next_update = step.now.saturating_add(LIFE).unwrap_or(step.now);
        let (entries, resumed) = facts(step, last.as_deref()).await?;
        let heading = Heading {
            number: u64::try_from(number).unwrap_or(u64::MAX),
            this_update: step.now.as_second(),
            next_update: next_update.as_second(),
            part: None,
            delta_urls: &[],
        };
        let ca = &office.parts.ca.issuing;
        let prepared = crl::prepare(ca, &heading, &entries, &resumed, previous.as_ref()).map_err(Fault::from)?;
        let signed = crl::complete(ca, &office.parts.signer, prepared.tbs)
            .await
            .map_err(Fault::from)?;
        let list = Crl {
            id: domain::id::uuid_v7(step.now, step.random()),
            issuer: ISSUING.into(),
            scope: Scope::Full,
            number,
            base: None,
            sequence,
            this_update: step.now,
            next_update,
            entries: prepared.count as u64,
        };
        step.insert(&list);
        step.set.blob(list.id, "crl", signed.der().to_vec());
        step.about(list.id);
        step.note("number", number);
        Ok(heading.number)
    }
}

async fn previous_list(step: &Step<'_>, last: Option<&Stored<Crl>>) -> Result<Option<Signed>, Refusal> {
    let Some(last) = last else { return Ok(None) };
    let der = blob(step.db(), last.id, "crl")
        .await?
        .ok_or_else(|| Fault::Stored("the last CRL has no bytes".into()))?;
    Ok(Some(
        Signed::load(&step.office.parts.ca.issuing, der).map_err(Fault::from)?,
    ))
}

/// Everything listed now, and what was listed and is good again since the list before.
async fn facts(step: &Step<'_>, last: Option<&Crl>) -> Result<(Vec<Entry>, Vec<Resumed>), Refusal> {
    let (mut rows, mut good) = (Vec::new(), Vec::new());
    // All of them: the gate leaves out what a list made after the end of its certificate has carried, and wants to know
    // why somebody is gone.
    statuses::each_listed(step.db(), ISSUING, Part::Whole, 0, |row| rows.push(entry(&row))).await?;
    if let Some(last) = last {
        let take = |row: StatusRow| {
            if row.revoked_at.is_none() {
                good.push(serial(&row.serial).map(|serial| Resumed {
                    serial,
                    since: step.now.as_second(),
                }));
            }
        };
        statuses::each_changed(step.db(), ISSUING, Part::Whole, last.sequence, take).await?;
    }
    Ok((
        rows.into_iter().collect::<Result<_, _>>()?,
        good.into_iter().collect::<Result<_, _>>()?,
    ))
}

fn entry(row: &StatusRow) -> Result<Entry, Fault> {
    let broken = || Fault::Stored(format!("the status of {} does not read", row.serial));
    let second = |instant: i64| instant.div_euclid(1_000_000);
    Ok(Entry {
        serial: serial(&row.serial)?,
        since: second(row.revoked_at.ok_or_else(broken)?),
        reason: row.reason.and_then(reason).ok_or_else(broken)?,
        invalid_since: None,
        not_after: second(row.not_after),
    })
}

/// CRLReason of a stored number.
pub(crate) fn reason(code: i64) -> Option<Reason> {
    Some(match code {
        0 => Reason::Unspecified,
        1 => Reason::KeyCompromise,
        3 => Reason::AffiliationChanged,
        4 => Reason::Superseded,
        5 => Reason::CessationOfOperation,
        6 => Reason::CertificateHold,
        9 => Reason::PrivilegeWithdrawn,
        _ => return None,
    })
}

fn serial(hex: &str) -> Result<SerialNumber, Fault> {
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|at| {
            hex.get(at * 2..at * 2 + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect();
    bytes
        .and_then(|bytes| SerialNumber::from_bytes(&bytes))
        .ok_or_else(|| Fault::Stored(format!("serial number {hex} does not read")))
}

/// A published list as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// CRL number.
    pub number: i64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Timestamp,
    /// Entries.
    pub entries: u64,
    /// DER.
    pub der: Vec<u8>,
}

/// The latest list of the issuing authority.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn latest(office: &Office) -> Result<Option<Published>, Refusal> {
    let Some(list) = crls::latest(&office.parts.db, ISSUING, Scope::Full).await? else {
        return Ok(None);
    };
    let der = blob(&office.parts.db, list.id, "crl").await?.unwrap_or_default();
    Ok(Some(Published {
        number: list.number,
        this_update: list.this_update,
        next_update: list.next_update,
        entries: list.entries,
        der,
    }))
}
