//! Lists of revoked certificates: complete, delta and partial ones.
//!
//! A change is told by the delta list and the list of its part at once; the complete list follows, at most so often as
//! the settings say. All of them are renewed when half of their life is over, whether anything changed or not.

mod entries;
mod round;
mod shelf;
mod watch;

use std::num::NonZeroU16;
use std::sync::{Arc, Mutex};

use authority::crl::Published;
use domain::rights::Actor;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use storage::crls::{Crl, Scope};
use storage::{blob, statuses};
use uuid::Uuid;

pub(crate) use self::entries::reason;
use self::round::Publish;
use self::shelf::{Facts, Shelf};
pub(crate) use self::watch::{Trouble, Watch};
use crate::Office;
use crate::refusal::{Fault, Refusal};

/// Name under which the lists of the issuing authority are stored.
pub(crate) const ISSUING: &str = "issuing";
/// What has changed, the complete list, the first delta over it; and once more for what changed meanwhile.
const MOST_ROUNDS: usize = 4;

/// How long lists live, and how many are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListTerms {
    /// Hours from thisUpdate to nextUpdate of complete and partial lists.
    pub full_hours: NonZeroU16,
    /// The same of delta lists.
    pub delta_hours: NonZeroU16,
    /// Minutes from one complete list to the next when something has changed.
    pub full_pause_minutes: u16,
    /// Complete lists that are kept, beside the one that the delta list adds to.
    pub keep_full: NonZeroU16,
}

impl Default for ListTerms {
    fn default() -> Self {
        let number = |number| NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN);
        Self {
            full_hours: number(72),
            delta_hours: number(24),
            full_pause_minutes: 60,
            keep_full: number(3),
        }
    }
}

impl ListTerms {
    fn life(&self, scope: Scope) -> SignedDuration {
        let hours = match scope {
            Scope::Delta => self.delta_hours,
            Scope::Full | Scope::Shard(_) => self.full_hours,
        };
        SignedDuration::from_hours(hours.get().into())
    }

    fn full_pause(&self) -> SignedDuration {
        SignedDuration::from_mins(self.full_pause_minutes.into())
    }
}

/// What the office keeps in memory of its lists.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) terms: ListTerms,
    pub(crate) watch: Watch,
    /// Lists of this server are made one after the other.
    turn: tokio::sync::Mutex<()>,
    /// The number of the last change that every list was seen to tell of.
    settled: Mutex<Option<i64>>,
    /// The complete list that delta lists add to: read once, not for every change.
    base: Mutex<Option<(Uuid, Arc<Published>)>>,
}

impl Lists {
    pub(crate) fn new(terms: ListTerms) -> Self {
        Self {
            terms,
            ..Self::default()
        }
    }
}

/// Publishes what is due.
///
/// # Errors
/// [`Refusal::Fault`]; the lists before stay published, the next round tries again.
pub(crate) async fn publish_if_due(office: &Office) -> Result<(), Refusal> {
    let _turn = office.parts.lists.turn.lock().await;
    let done = publish_due(office).await;
    look(office, done.is_ok()).await?;
    done
}

/// Publishes the complete list now, and what goes with it. `dated_back`: a person says that the lists before are dated by
/// a clock which ran ahead; then every list is made anew with the present time.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn publish(office: &Office, dated_back: bool) -> Result<u64, Refusal> {
    let _turn = office.parts.lists.turn.lock().await;
    let mut scopes = vec![Scope::Full, Scope::Delta];
    if dated_back {
        let shelf = Shelf::read(&office.parts.db).await?;
        scopes.extend(shelf.parts(office.parts.ca_settings.crl_parts).map(Scope::Shard));
    }
    let done = publish_these(office, Publish { scopes, dated_back }).await;
    look(office, done.is_ok()).await?;
    done
}

async fn publish_these(office: &Office, command: Publish) -> Result<u64, Refusal> {
    let number = office.perform(&Actor::SYSTEM, command).await?.complete()?;
    publish_due(office).await?;
    Ok(number)
}

async fn publish_due(office: &Office) -> Result<(), Refusal> {
    let lists = &office.parts.lists;
    for _ in 0..MOST_ROUNDS {
        let shelf = Shelf::read(&office.parts.db).await?;
        let sequence = statuses::sequence(&office.parts.db).await?;
        let parts: Vec<u16> = shelf.parts(office.parts.ca_settings.crl_parts).collect();
        let is_settled = *lists.settled.lock().unwrap_or_else(|poison| poison.into_inner()) == Some(sequence);
        let changed = match shelf.oldest_part(&parts) {
            Some(after) if !is_settled => statuses::changed_shards(&office.parts.db, ISSUING, after).await?,
            _ => Default::default(),
        };
        let facts = Facts {
            now: office.now(),
            sequence,
            changed: &changed,
            parts: &parts,
            terms: &lists.terms,
        };
        let scopes = shelf.due(&facts);
        if scopes.is_empty() {
            *lists.settled.lock().unwrap_or_else(|poison| poison.into_inner()) = Some(sequence);
            return Ok(());
        }
        let command = Publish {
            scopes,
            dated_back: false,
        };
        office.perform(&Actor::SYSTEM, command).await?.complete()?;
    }
    Ok(())
}

/// Notes for health what is published by now.
async fn look(office: &Office, is_done: bool) -> Result<(), Refusal> {
    let shelf = Shelf::read(&office.parts.db).await?;
    let newest: Vec<&Crl> = shelf.newest_of_each().collect();
    office.parts.lists.watch.note(&newest, !is_done);
    Ok(())
}

/// The newest list of every kind: the complete one, the delta list, the parts.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn newest(office: &Office) -> Result<Vec<Crl>, Refusal> {
    let shelf = Shelf::read(&office.parts.db).await?;
    Ok(shelf.newest_of_each().cloned().collect())
}

/// The newest list of a kind.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn latest(office: &Office, scope: Scope) -> Result<Option<Crl>, Refusal> {
    let found = storage::crls::latest(&office.parts.db, ISSUING, scope).await?;
    Ok(found.map(|list| list.value))
}

/// Its bytes, DER.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn bytes(office: &Office, list: &Crl) -> Result<Vec<u8>, Refusal> {
    let missing = || Fault::Stored(format!("list {} {} has no bytes", list.scope, list.number));
    Ok(blob(&office.parts.db, list.id, "crl").await?.ok_or_else(missing)?)
}

/// The name of its file: `issuing.crl`, `issuing-delta.crl`, `issuing-7.crl`.
#[must_use]
pub fn file_name(scope: Scope) -> String {
    match scope {
        Scope::Full => "issuing.crl".into(),
        Scope::Delta => "issuing-delta.crl".into(),
        Scope::Shard(part) => format!("issuing-{part}.crl"),
    }
}

/// The kind that a file of that name is of.
#[must_use]
pub fn scope_of(name: &str) -> Option<Scope> {
    let part = || name.strip_prefix("issuing-")?.strip_suffix(".crl")?.parse().ok();
    let scope = match name {
        "issuing.crl" => Scope::Full,
        "issuing-delta.crl" => Scope::Delta,
        _ => Scope::Shard(part()?),
    };
    // One name for one list: `issuing-07.crl` is none.
    (file_name(scope) == name).then_some(scope)
}
