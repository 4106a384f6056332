//! The list of revoked certificates: issued at the first start, on a timer, and on demand.

use authority::crl::{self, Entry, Input};
use domain::certificate::{Certificate, CertificateState};
use domain::rights::{Actor, Operation};
use jiff::{SignedDuration, Timestamp};
use pki::SerialNumber;
use pki::crl::{Crl as ParsedCrl, Reason};
use storage::crls::{self, Crl};
use storage::{Stored, blob, certificates};

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
    let fresh = crls::latest(&office.parts.db, ISSUING).await?.is_some_and(|last| {
        last.this_update
            .saturating_add(RENEW_AFTER)
            .is_ok_and(|renewal| now < renewal)
    });
    if fresh { Ok(()) } else { publish(office).await.map(drop) }
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
        let last = crls::latest(step.db(), ISSUING).await?;
        let previous = previous_list(step, last.as_ref()).await?;
        let number = last.as_ref().map_or(1, |last| last.number + 1);
        let next_update = step.now.saturating_add(LIFE).unwrap_or(step.now);
        let entries = entries(step).await?;
        let input = Input {
            number: u64::try_from(number).unwrap_or(u64::MAX),
            this_update: step.now.as_second(),
            next_update: next_update.as_second(),
            entries: &entries,
            resumed: &[],
            previous: previous.as_ref(),
        };
        let prepared = crl::prepare(&office.parts.ca.issuing, &input).map_err(Fault::from)?;
        let signed = crl::complete(&office.parts.ca.issuing, &office.parts.signer, &prepared.tbs)
            .await
            .map_err(Fault::from)?;
        let list = Crl {
            id: domain::id::uuid_v7(step.now, step.random()),
            issuer: ISSUING.into(),
            number,
            this_update: step.now,
            next_update,
            entries: prepared.count as u64,
        };
        step.insert(&list);
        step.set.blob(list.id, "crl", signed.der().to_vec());
        step.about(list.id);
        step.note("number", number);
        Ok(input.number)
    }
}

async fn previous_list(step: &Step<'_>, last: Option<&Stored<Crl>>) -> Result<Option<ParsedCrl>, Refusal> {
    let Some(last) = last else { return Ok(None) };
    let der = blob(step.db(), last.id, "crl")
        .await?
        .ok_or_else(|| Fault::Stored("the last CRL has no bytes".into()))?;
    Ok(Some(
        ParsedCrl::parse(&der).map_err(|error| Fault::Stored(error.to_string()))?,
    ))
}

/// Serial numbers that were given and never became a certificate. Revocation itself comes with the status work.
async fn entries(step: &Step<'_>) -> Result<Vec<Entry>, Refusal> {
    let void = certificates::in_state(step.db(), CertificateState::Void).await?;
    void.iter().map(|certificate| entry(certificate)).collect()
}

fn entry(certificate: &Certificate) -> Result<Entry, Refusal> {
    let broken = || Fault::Stored(format!("serial number {} does not read", certificate.serial));
    let bytes: Option<Vec<u8>> = (0..certificate.serial.len() / 2)
        .map(|at| {
            certificate
                .serial
                .get(at * 2..at * 2 + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect();
    Ok(Entry {
        serial: bytes
            .and_then(|bytes| SerialNumber::from_bytes(&bytes))
            .ok_or_else(broken)?,
        since: certificate.decided_at.as_second(),
        reason: Reason::CessationOfOperation,
        not_after: certificate.not_after.as_second(),
    })
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
    let Some(list) = crls::latest(&office.parts.db, ISSUING).await? else {
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
