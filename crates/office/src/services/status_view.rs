//! The status of certificates in memory, provably the same fact as in the database.
//!
//! Whoever asks waits for a look at the number of the last change that *began after he came*; all who wait share one
//! look. Statuses that changed since the look before are forgotten by then. So no answer contradicts a change that was
//! committed before the question, whichever server process committed it, and a look costs one number however many ask.
//! Numbers become visible in their order (`storage::statuses`), so none is passed over.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use pki::ocsp::Status;
use storage::statuses::{self, Part, StatusRow};
use storage::{Db, DbError};
use tokio::sync::{mpsc, oneshot};

use crate::clock::Clock;
use crate::crl::{ISSUING, reason};
use crate::refusal::Fault;

/// Statuses kept at most: some 30 MB. Of a full memory everything goes, and comes back as it is asked for.
const MOST: usize = 200_000;
/// `CertificateState::Issuing` as it is stored.
const NOT_YET: &str = "issuing";
/// Who waits for one look at most.
const CROWD: usize = 4_096;

/// A status as it was read. An answer that leans on it is good until the status changes.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) status: Status,
    is_stale: AtomicBool,
}

impl Known {
    pub(super) fn of(status: Status) -> Arc<Self> {
        Arc::new(Self {
            status,
            is_stale: AtomicBool::new(false),
        })
    }

    /// Every answer that leans on it is over.
    fn forget(&self) {
        self.is_stale.store(true, Ordering::Release);
    }

    pub(super) fn holds(&self) -> bool {
        !self.is_stale.load(Ordering::Acquire)
    }
}

#[derive(Clone, Debug)]
pub(super) struct StatusView {
    shared: Arc<Shared>,
    looks: mpsc::Sender<oneshot::Sender<Option<Timestamp>>>,
}

#[derive(Debug)]
struct Shared {
    db: Db,
    clock: Arc<dyn Clock>,
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    /// The last change that is known here.
    sequence: i64,
    /// By serial number, upper-case hex.
    statuses: HashMap<String, Arc<Known>>,
}

impl StatusView {
    /// Begins to look; ends when the last handle is gone.
    pub(super) fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        let (looks, inbox) = mpsc::channel(CROWD);
        let shared = Arc::new(Shared {
            db,
            clock,
            memory: Mutex::default(),
        });
        tokio::spawn(look(shared.clone(), inbox));
        Self { shared, looks }
    }

    /// An instant after this call began at which everything known here was so; none when the database does not answer.
    pub(super) async fn confirm(&self) -> Option<Timestamp> {
        let (reply, answer) = oneshot::channel();
        self.looks.send(reply).await.ok()?;
        answer.await.ok()?
    }

    /// The status of a serial number, read after the caller's look or kept since before; none of what was never issued.
    pub(super) async fn status(&self, serial: &str) -> Result<Option<Arc<Known>>, Fault> {
        let before = {
            let memory = self.shared.memory();
            if let Some(known) = memory.statuses.get(serial) {
                return Ok(Some(known.clone()));
            }
            memory.sequence
        };
        let Some((state, row)) = statuses::of_serial(&self.shared.db, ISSUING, serial).await? else {
            return Ok(None);
        };
        // Serial number and bytes are decided, the signature is not: no certificate yet.
        if state == NOT_YET {
            return Ok(None);
        }
        Ok(Some(self.shared.memory().remember(
            row.serial.clone(),
            status(&row)?,
            before,
        )))
    }
}

impl Memory {
    /// Keeps a status that was read when `before` was the last change known here. Whoever read the same at once shares it.
    fn remember(&mut self, serial: String, status: Status, before: i64) -> Arc<Known> {
        let known = Known::of(status);
        if self.sequence != before {
            // A look in between may have passed over what was just read: it serves once and is not kept.
            known.forget();
            return known;
        }
        if self.statuses.len() >= MOST {
            self.statuses.drain().for_each(|(_, known)| known.forget());
        }
        self.statuses.entry(serial).or_insert(known).clone()
    }
}

impl Shared {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what has changed since the look before.
    async fn refresh(&self) -> Result<Timestamp, DbError> {
        let as_of = self.clock.now();
        let sequence = statuses::sequence(&self.db).await?;
        let before = self.memory().sequence;
        if sequence == before {
            return Ok(as_of);
        }
        let mut changed = Vec::new();
        if before > 0 {
            let take = |row: StatusRow| changed.push(row.serial);
            statuses::each_changed(&self.db, ISSUING, Part::Whole, before, take).await?;
        }
        let mut memory = self.memory();
        memory.sequence = sequence;
        for serial in changed {
            if let Some(known) = memory.statuses.remove(&serial) {
                known.forget();
            }
        }
        Ok(as_of)
    }
}

async fn look(shared: Arc<Shared>, mut inbox: mpsc::Receiver<oneshot::Sender<Option<Timestamp>>>) {
    let mut waiting = Vec::with_capacity(CROWD);
    let failing = super::complaint::Complaint::of("status");
    // Everybody taken here came before the look begins.
    while inbox.recv_many(&mut waiting, CROWD).await > 0 {
        let as_of = shared.refresh().await;
        match &as_of {
            Ok(_) => failing.withdraw(),
            Err(error) => failing.raise("database", error),
        }
        let as_of = as_of.ok();
        for one in waiting.drain(..) {
            // Who has gone away needs no answer.
            let _ = one.send(as_of);
        }
    }
}

fn status(row: &StatusRow) -> Result<Status, Fault> {
    let Some(since) = row.revoked_at else {
        return Ok(Status::Good);
    };
    let reason = row.reason.and_then(reason);
    let reason = reason.ok_or_else(|| Fault::Stored(format!("the status of {} does not read", row.serial)))?;
    Ok(Status::Revoked {
        since: since.div_euclid(1_000_000),
        reason,
    })
}
