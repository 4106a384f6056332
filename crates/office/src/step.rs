//! One operation at work: what it may use, and what it wants written.

use std::sync::{Mutex, PoisonError};

use domain::deed::Deed;
use domain::id::{AccountId, MessageId, OutboxId, RequestId, SessionId, TaskId, TimerId};
use domain::message::{Letter, Message};
use domain::process::{Process, Rule, StepRefusal};
use domain::registration::Registration;
use domain::request::Request;
use domain::rights::{Actor, Operation};
use domain::task::{Task, TaskKind};
use domain::timer::{Timer, TimerKind};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};
use storage::counters::{self, Counter};
use storage::{Aggregate, Db, Stored, WriteSet};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::Office;
use crate::refusal::{Missing, Refusal};

/// An operation of the office.
pub trait Operate: Send + Sync {
    /// Which right it needs; also its name in the journal.
    const OPERATION: Operation;
    /// What the caller learns.
    type Outcome: Send;

    /// Reads, decides, and notes in `step` what is to be written. Runs again when somebody was faster.
    fn run(&self, step: &mut Step<'_>) -> impl Future<Output = Result<Self::Outcome, Refusal>> + Send;
}

/// An operation decided on a page: it is refused when somebody has changed the case since the page was shown.
#[derive(Clone, Copy, Debug)]
pub struct Seen<C> {
    /// The version of the case that the page showed.
    pub version: i64,
    /// The decision.
    pub command: C,
}

impl<C: Operate> Operate for Seen<C> {
    const OPERATION: Operation = C::OPERATION;
    type Outcome = C::Outcome;

    async fn run(&self, step: &mut Step<'_>) -> Result<C::Outcome, Refusal> {
        let outcome = self.command.run(step).await?;
        if step.read_version() == Some(self.version) {
            Ok(outcome)
        } else {
            Err(Refusal::Conflict)
        }
    }
}

/// The work of one operation.
#[derive(Debug)]
pub struct Step<'a> {
    /// The office.
    pub office: &'a Office,
    /// Who acts.
    pub actor: &'a Actor,
    /// The instant of the whole operation.
    pub now: Timestamp,
    pub(crate) set: WriteSet,
    pub(crate) subject: Option<Uuid>,
    pub(crate) details: Map<String, Json>,
    pub(crate) keep_on_refusal: bool,
    /// The status of a certificate changes: lists are published after the commit.
    pub(crate) status_changes: bool,
    /// Held by whoever takes a number, until it is written.
    numbering: Option<OwnedMutexGuard<()>>,
    /// Entities that were read, with their versions.
    reads: Mutex<Vec<(Uuid, i64)>>,
}

impl<'a> Step<'a> {
    pub(crate) fn new(office: &'a Office, actor: &'a Actor, now: Timestamp) -> Self {
        Self {
            office,
            actor,
            now,
            set: WriteSet::new(),
            subject: None,
            details: Map::new(),
            keep_on_refusal: false,
            status_changes: false,
            numbering: None,
            reads: Mutex::default(),
        }
    }

    /// The database, for reading.
    #[must_use]
    pub fn db(&self) -> &'a Db {
        &self.office.parts.db
    }

    /// Names the case in the journal record.
    pub fn about(&mut self, subject: impl Into<Uuid>) {
        self.subject = Some(subject.into());
    }

    /// Adds a fact to the journal record: ids and codes only, never personal data.
    pub fn note(&mut self, name: &str, value: impl Into<Json>) {
        self.details.insert(name.into(), value.into());
    }

    /// Asks the process table for a step by the acting role, and notes it: from where, what, to where.
    ///
    /// # Errors
    /// [`StepRefusal`].
    pub fn take<P: Process>(
        &mut self,
        from: P,
        action: P::Action,
    ) -> Result<&'static Rule<P, P::Action, P::Guard>, StepRefusal> {
        let rule = from.step(action, self.actor.role)?;
        self.note_step(json!({
            "from": format!("{from:?}"),
            "action": format!("{action:?}"),
            "to": format!("{:?}", rule.to),
        }));
        Ok(rule)
    }

    /// Adds a step of a process to the journal record.
    pub(crate) fn note_step(&mut self, step: Json) {
        let steps = self.details.entry("steps").or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(steps) = steps {
            steps.push(step);
        }
    }

    /// What is noted so far is written even though the operation is refused.
    pub fn keep_on_refusal(&mut self) {
        self.keep_on_refusal = true;
    }

    /// Today in the zone of the центр регистрации.
    #[must_use]
    pub fn today(&self) -> Date {
        self.office.local(self.now).date()
    }

    /// The account that acts.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`].
    pub fn account(&self) -> Result<AccountId, Refusal> {
        self.actor.account.ok_or(Refusal::SignInNeeded)
    }

    /// Ten random bytes for a new id.
    #[must_use]
    pub fn random(&self) -> [u8; 10] {
        self.office.random()
    }

    /// A line for the history of a case.
    #[must_use]
    pub fn deed(&self, text: impl Into<String>) -> Deed {
        Deed {
            at: self.now,
            by: self.actor.account,
            text: text.into(),
        }
    }

    /// Writes a new entity.
    pub fn insert<T: Aggregate>(&mut self, entity: &T) {
        self.set.insert(entity);
    }

    /// Writes an entity back.
    pub fn update<T: Aggregate>(&mut self, entity: &Stored<T>) {
        self.set.update(entity);
    }

    /// The next number of a running count, without gaps.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub async fn next_number(&mut self, name: &str) -> Result<u64, Refusal> {
        // One after the other: whoever read the same number at once would only be sent back to read again.
        if self.numbering.is_none() {
            self.numbering = Some(self.office.parts.numbering.clone().lock_owned().await);
        }
        if let Some(mut counter) = counters::by_name(self.db(), name).await? {
            counter.last += 1;
            self.set.update(&counter);
            return Ok(counter.last);
        }
        let id = domain::id::uuid_v7(self.now, self.random());
        self.set.insert(&Counter {
            id,
            name: name.into(),
            last: 1,
        });
        Ok(1)
    }

    /// Sets a timer.
    pub fn start_timer(&mut self, kind: TimerKind, subject: impl Into<Uuid>, due_at: Timestamp) {
        let id = TimerId::new(self.now, self.random());
        self.set.insert(&Timer {
            id,
            kind,
            subject: subject.into(),
            due_at,
            done_at: None,
        });
    }

    /// Calls off the running timers of a case that `which` picks.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub(crate) async fn stop_timers(
        &mut self,
        subject: impl Into<Uuid>,
        which: fn(TimerKind) -> bool,
    ) -> Result<(), Refusal> {
        for mut timer in storage::timers::running_of(self.db(), subject).await? {
            if which(timer.kind) {
                timer.done_at = Some(self.now);
                self.set.update(&timer);
            }
        }
        Ok(())
    }

    /// A person did what the term was for: its timers stop, the tasks that asked for it are closed.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub async fn end_term(&mut self, subject: impl Into<Uuid>, which: fn(TimerKind) -> bool) -> Result<(), Refusal> {
        let (subject, account) = (subject.into(), self.account()?);
        self.stop_timers(subject, which).await?;
        for mut task in storage::tasks::open_of(self.db(), subject).await? {
            if task.kind.asks_for_a_term() {
                task.closed = Some((self.now, account));
                self.set.update(&task);
            }
        }
        Ok(())
    }

    /// A line in the cabinet of a user; nothing when he has no account yet.
    pub fn message(&mut self, account: Option<AccountId>, text: impl Into<String>, link: Option<String>) {
        let Some(account) = account else { return };
        let id = MessageId::new(self.now, self.random());
        self.set.insert(&Message {
            id,
            account,
            at: self.now,
            text: text.into(),
            link,
            read_at: None,
        });
    }

    /// A letter; it leaves after the commit.
    pub fn letter(&mut self, to: &str, subject: impl Into<String>, body: impl Into<String>) {
        self.set.insert(&Letter {
            id: OutboxId::new(self.now, self.random()),
            to: to.into(),
            subject: subject.into(),
            body: body.into(),
            created_at: self.now,
            next_at: self.now,
            attempts: 0,
            sent_at: None,
            last_error: None,
        });
    }

    /// Ends the living sessions of an account, all but one.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub async fn end_sessions(&mut self, account: AccountId, but: Option<SessionId>) -> Result<(), Refusal> {
        for mut session in storage::sessions::of(self.db(), account, self.now).await? {
            if Some(session.id) != but {
                session.ended_at = Some(self.now);
                self.set.update(&session);
            }
        }
        Ok(())
    }

    /// A task for the operators.
    pub fn task(&mut self, kind: TaskKind, subject: impl Into<Uuid>, title: impl Into<String>) {
        let id = TaskId::new(self.now, self.random());
        self.set.insert(&Task {
            id,
            kind,
            subject: subject.into(),
            title: title.into(),
            created_at: self.now,
            closed: None,
        });
    }

    /// An entity that must be there.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub async fn get<T: Aggregate>(&self, id: impl Into<Uuid>, missing: Missing) -> Result<Stored<T>, Refusal> {
        let id = id.into();
        let found: Stored<T> = self.db().get(id).await?.ok_or(Refusal::NotFound(missing))?;
        self.reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((id, found.version));
        Ok(found)
    }

    /// The version at which the case of this operation was read.
    fn read_version(&self) -> Option<i64> {
        let reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        reads
            .iter()
            .find(|(id, _)| Some(*id) == self.subject)
            .map(|(_, version)| *version)
    }

    /// The registration behind the acting user's account.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub async fn own_registration(&self) -> Result<Stored<Registration>, Refusal> {
        self.office.own_registration(self.actor).await
    }

    /// A request of the acting user; somebody else's does not exist for him.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub async fn own_request(&self, id: RequestId) -> Result<Stored<Request>, Refusal> {
        self.office.own_request(self.actor, id).await
    }
}
