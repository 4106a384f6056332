//! The only writer: many write-sets in one transaction, each in a savepoint, answered after the commit.
//!
//! The journal record of a write-set is appended in the same transaction; what cannot be journalled does not happen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use authority::custody::Signer;
use authority::journal::{Body, Chain, ChainRecord, Checkpoint, Head, NodeName, Writer};
use domain::rights::Operation;
use storage::{ApplyError, Db, DbError, Hold, JournalRow, Tx, WriteSet, journal_epoch, journal_head};
use tokio::sync::{mpsc, oneshot};

use crate::crash;
use crate::refusal::Fault;

/// Write-sets in one transaction at most: fsync is shared, latency stays bounded.
const GROUP: usize = 256;
/// Records between two signed checkpoints.
const CHECKPOINT_EVERY: u64 = 1_000;

/// Handle of the committer.
#[derive(Clone, Debug)]
pub(crate) struct Committer {
    jobs: mpsc::Sender<Job>,
    healthy: Arc<AtomicBool>,
    last_at: Arc<AtomicI64>,
}

/// A write-set on its way.
#[derive(Debug)]
struct Write {
    operation: Operation,
    set: WriteSet,
    at: i64,
    body: Body,
    reply: oneshot::Sender<Result<(), CommitError>>,
}

/// Why a write-set is not committed.
#[derive(Debug)]
pub(crate) enum CommitError {
    /// Somebody was faster: run the operation again.
    Conflict,
    /// A fault of ours.
    Fault(Fault),
}

#[derive(Debug)]
enum Job {
    Write(Write),
    Close {
        at: i64,
        reply: oneshot::Sender<Result<(), CommitError>>,
    },
}

impl Committer {
    /// Opens the journal chain of this start and begins to take write-sets. `hold` is the name of the node.
    ///
    /// # Errors
    /// [`Fault`] when the journal cannot be opened: then nothing may happen at all.
    pub(crate) async fn start(db: Db, hold: Hold, signer: Signer, node: NodeName, now: i64) -> Result<Self, Fault> {
        let chain = open_chain(&db, &signer, node.clone(), now).await?;
        let (jobs, inbox) = mpsc::channel(GROUP * 4);
        let healthy = Arc::new(AtomicBool::new(true));
        let last_at = Arc::new(AtomicI64::new(now));
        let worker = Worker {
            db,
            hold,
            signer,
            node,
            chain,
            lost: false,
            since_checkpoint: 0,
            last_at: last_at.clone(),
            healthy: healthy.clone(),
        };
        tokio::spawn(worker.run(inbox));
        Ok(Self { jobs, healthy, last_at })
    }

    /// Whether the last group was written.
    pub(crate) fn is_healthy(&self) -> bool {
        self.healthy.load(Ordering::Relaxed)
    }

    /// The latest instant that was written, Unix seconds.
    pub(crate) fn last_at(&self) -> i64 {
        self.last_at.load(Ordering::Relaxed)
    }

    /// Commits a write-set with its journal record; the answer comes after the commit.
    pub(crate) async fn commit(
        &self,
        operation: Operation,
        set: WriteSet,
        at: i64,
        body: Body,
    ) -> Result<(), CommitError> {
        self.send(|reply| {
            Job::Write(Write {
                operation,
                set,
                at,
                body,
                reply,
            })
        })
        .await
    }

    /// Signs the closing checkpoint; nothing is taken afterwards.
    pub(crate) async fn close(&self, at: i64) -> Result<(), CommitError> {
        self.send(|reply| Job::Close { at, reply }).await
    }

    async fn send(&self, job: impl FnOnce(oneshot::Sender<Result<(), CommitError>>) -> Job) -> Result<(), CommitError> {
        let (reply, answer) = oneshot::channel();
        self.jobs
            .send(job(reply))
            .await
            .map_err(|_| CommitError::Fault(Fault::Stopped))?;
        answer.await.unwrap_or(Err(CommitError::Fault(Fault::Stopped)))
    }
}

#[derive(Debug)]
struct Worker {
    db: Db,
    hold: Hold,
    signer: Signer,
    node: NodeName,
    chain: Chain,
    /// A commit failed and nobody knows whether it happened: the chain begins anew on what is stored.
    lost: bool,
    healthy: Arc<AtomicBool>,
    since_checkpoint: u64,
    last_at: Arc<AtomicI64>,
}

impl Worker {
    async fn run(mut self, mut inbox: mpsc::Receiver<Job>) {
        let mut group = Vec::with_capacity(GROUP);
        while inbox.recv_many(&mut group, GROUP).await > 0 {
            let mut writes = Vec::with_capacity(group.len());
            let mut closing = None;
            for job in group.drain(..) {
                match job {
                    Job::Write(write) => writes.push(write),
                    Job::Close { at, reply } => closing = Some((at, reply)),
                }
            }
            self.write(writes).await;
            if self.since_checkpoint >= CHECKPOINT_EVERY {
                self.checkpoint().await;
            }
            if let Some((at, reply)) = closing {
                // The receiver is gone only when the server is dying anyway.
                let _ = reply.send(self.seal(self.chain.closing(at)).await.map_err(CommitError::Fault));
                return;
            }
        }
    }

    /// One transaction for the whole group; on any failure of the transaction nothing of it has happened.
    async fn write(&mut self, writes: Vec<Write>) {
        if writes.is_empty() {
            return;
        }
        let before = self.chain.clone();
        let (mut replies, mut work) = (Vec::with_capacity(writes.len()), Vec::with_capacity(writes.len()));
        let instants: Vec<i64> = writes.iter().map(|write| write.at).collect();
        for Write {
            operation,
            set,
            at,
            body,
            reply,
        } in writes
        {
            replies.push(reply);
            work.push((operation, set, at, body));
        }
        let done = self.transaction(work).await;
        self.healthy.store(done.is_ok(), Ordering::Relaxed);
        match done {
            Ok(outcomes) => {
                let written = outcomes.iter().zip(&instants).filter(|(outcome, _)| outcome.is_ok());
                let latest = written.map(|(_, at)| *at).max().unwrap_or(i64::MIN);
                self.last_at.fetch_max(latest, Ordering::Relaxed);
                self.since_checkpoint += outcomes.len() as u64;
                for (reply, outcome) in replies.into_iter().zip(outcomes) {
                    // Nobody listens when the caller has gone away; what is committed stays committed.
                    let _ = reply.send(outcome);
                }
            }
            Err(error) => {
                tracing::error!(%error, "a group of write-sets was not committed");
                self.chain = before;
                // Whoever was superseded never writes again: a new chain would only drive the other one out.
                self.lost = !matches!(error, Fault::Superseded);
                for reply in replies {
                    let _ = reply.send(Err(CommitError::Fault(Fault::Journal(error.to_string()))));
                }
            }
        }
    }

    async fn transaction(
        &mut self,
        work: Vec<(Operation, WriteSet, i64, Body)>,
    ) -> Result<Vec<Result<(), CommitError>>, Fault> {
        if self.lost {
            self.reopen().await?;
        }
        let operations: Vec<Operation> = work.iter().map(|(operation, ..)| *operation).collect();
        let mut tx = self.db.begin().await?;
        if !self.is_newest(&mut tx).await? {
            tx.abandon().await;
            return Err(Fault::Superseded);
        }
        let outcomes = match self.group(&mut tx, work).await {
            Ok(outcomes) => outcomes,
            Err(error) => {
                tx.abandon().await;
                return Err(error.into());
            }
        };
        operations
            .iter()
            .for_each(|operation| crash::point(&format!("before-commit:{}", operation.code())));
        tx.commit().await?;
        operations
            .iter()
            .for_each(|operation| crash::point(&format!("after-commit:{}", operation.code())));
        Ok(outcomes)
    }

    /// After a commit of unknown outcome: a new chain, unless another server works on this database by now.
    async fn reopen(&mut self) -> Result<(), Fault> {
        if !self.hold.renew(&self.db).await? {
            return Err(Fault::Superseded);
        }
        let now = self.last_at.load(Ordering::Relaxed);
        self.chain = open_chain(&self.db, &self.signer, self.node.clone(), now).await?;
        self.lost = false;
        Ok(())
    }

    /// Whether nobody has opened a later chain of this node: a server that lost its hold unnoticed stops here.
    async fn is_newest(&self, tx: &mut Tx) -> Result<bool, DbError> {
        let newest = journal_epoch(tx, self.node.as_str()).await?;
        Ok(newest == i64::try_from(self.chain.writer().epoch).ok())
    }

    /// The whole group by a few statements. When any of it is refused, each write-set is asked alone.
    async fn group(
        &mut self,
        tx: &mut Tx,
        work: Vec<(Operation, WriteSet, i64, Body)>,
    ) -> Result<Vec<Result<(), CommitError>>, DbError> {
        match self.in_savepoint(tx, &work).await? {
            Ok(()) => Ok(work.iter().map(|_| Ok(())).collect()),
            Err(refusal) if work.len() == 1 => Ok(vec![Err(refusal)]),
            Err(_) => {
                let mut outcomes = Vec::with_capacity(work.len());
                for one in work {
                    outcomes.push(self.in_savepoint(tx, &[one]).await?);
                }
                Ok(outcomes)
            }
        }
    }

    /// Write-sets in one savepoint: what fails takes nothing else along.
    async fn in_savepoint(
        &mut self,
        tx: &mut Tx,
        work: &[(Operation, WriteSet, i64, Body)],
    ) -> Result<Result<(), CommitError>, DbError> {
        tx.execute("SAVEPOINT write_set", &[]).await?;
        let kept = self.chain.clone();
        let outcome = self.apply(tx, work).await;
        if outcome.is_err() {
            self.chain = kept;
            tx.execute("ROLLBACK TO SAVEPOINT write_set", &[]).await?;
        }
        tx.execute("RELEASE SAVEPOINT write_set", &[]).await?;
        Ok(outcome)
    }

    async fn apply(&mut self, tx: &mut Tx, work: &[(Operation, WriteSet, i64, Body)]) -> Result<(), CommitError> {
        let mut records = WriteSet::new();
        for (_, _, at, body) in work {
            let record = self
                .chain
                .append(*at, body.clone())
                .map_err(|error| CommitError::Fault(Fault::Journal(error.to_string())))?;
            records.journal(&row_of(&record));
        }
        let sets = work.iter().map(|(_, set, ..)| set).chain([&records]);
        WriteSet::apply_together(sets, tx).await.map_err(|error| match error {
            // A taken number or key is a conflict too: the operation reads again and finds out.
            ApplyError::Conflict(_) | ApplyError::Db(DbError::Unique(_)) => CommitError::Conflict,
            ApplyError::Db(error) => CommitError::Fault(error.into()),
        })
    }

    async fn checkpoint(&mut self) {
        match self
            .seal(self.chain.interim(self.last_at.load(Ordering::Relaxed)))
            .await
        {
            Ok(()) => self.since_checkpoint = 0,
            Err(error) => tracing::error!(%error, "the journal checkpoint was not signed"),
        }
    }

    async fn seal(&mut self, checkpoint: Checkpoint) -> Result<(), Fault> {
        let signed = self.signer.checkpoint(&checkpoint).await?;
        let before = self.chain.clone();
        let record = self
            .chain
            .seal(&signed)
            .map_err(|error| Fault::Journal(error.to_string()))?;
        let mut set = WriteSet::new();
        set.journal(&row_of(&record));
        let done = async {
            let mut tx = self.db.begin().await?;
            if let Err(error) = set.apply(&mut tx).await {
                tx.abandon().await;
                return Err(Fault::Journal(error.to_string()));
            }
            tx.commit().await.map_err(Fault::from)
        }
        .await;
        if done.is_err() {
            self.chain = before;
            self.lost = true;
        }
        done
    }
}

/// Begins the chain of a writer on what is stored: at the start, and after a commit of unknown outcome.
async fn open_chain(db: &Db, signer: &Signer, node: NodeName, now: i64) -> Result<Chain, Fault> {
    let previous = journal_head(db, node.as_str())
        .await?
        .map(|row| head_of(&row))
        .transpose()?;
    let writer = Writer::starting(node, previous.as_ref(), now);
    let opening = signer.checkpoint(&Checkpoint::opening(writer, previous, now)).await?;
    let (chain, record) = Chain::open(&opening).map_err(|error| Fault::Journal(error.to_string()))?;
    let mut first = WriteSet::new();
    first.journal(&row_of(&record));
    let mut tx = db.begin().await?;
    match first.apply(&mut tx).await {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            tx.abandon().await;
            return Err(Fault::Journal(error.to_string()));
        }
    }
    Ok(chain)
}

/// A record as the storage keeps it.
pub(crate) fn row_of(record: &ChainRecord) -> JournalRow {
    JournalRow {
        node: record.writer.node.as_str().to_owned(),
        epoch: i64::try_from(record.writer.epoch).unwrap_or(i64::MAX),
        seq: i64::try_from(record.seq).unwrap_or(i64::MAX),
        prev: record.prev.to_string(),
        at: record.at,
        body: record.body.as_str().to_owned(),
        hash: record.hash.to_string(),
    }
}

/// A stored record, put together again.
pub(crate) fn record_of(row: &JournalRow) -> Result<ChainRecord, Fault> {
    let broken = |what: &str| Fault::Stored(format!("journal record {}:{}:{}: {what}", row.node, row.epoch, row.seq));
    let node: NodeName = row.node.parse().map_err(|_| broken("node"))?;
    let epoch = u64::try_from(row.epoch).map_err(|_| broken("epoch"))?;
    let seq = u64::try_from(row.seq).map_err(|_| broken("seq"))?;
    let prev = row.prev.clone().try_into().map_err(|_| broken("prev"))?;
    let hash = row.hash.clone().try_into().map_err(|_| broken("hash"))?;
    ChainRecord::from_stored(Writer { node, epoch }, seq, prev, row.at, row.body.as_bytes(), hash)
        .map_err(|_| broken("body"))
}

fn head_of(row: &JournalRow) -> Result<Head, Fault> {
    Ok(record_of(row)?.head())
}
