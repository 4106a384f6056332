//! The office as a whole: its parts, and the one way in for every operation.

use std::path::PathBuf;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, PoisonError};

use authority::custody::Signer;
use authority::issuing::IssuingCa;
use authority::journal::{Body, NodeName};
use authority::settings::Settings as CaSettings;
use domain::id::RequestId;
use domain::installation::Installation;
use domain::registration::Registration;
use domain::regulation::Regulation;
use domain::request::Request;
use domain::rights::{Actor, Operation, Role};
use exchange::access::AccessGate;
use exchange::mail::Mailer;
use forms::Forms;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use pki::certificate::Certificate;
use rand::Rng;
use rand::rngs::StdRng;
use requisites::WorkCalendar;
use serde_json::json;
use storage::{Db, Hold, Stored, journal_heads};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::clock::Clock;
use crate::committer::{CommitError, Committer};
use crate::crl::{ListTerms, Lists, Trouble};
use crate::guesses::Guesses;
use crate::idle::Idle;
use crate::limiter::Limiter;
use crate::profiles::Profiles;
use crate::refusal::{Fault, Missing, Refusal};
use crate::step::{Operate, Step};
use crate::watch::Severity;
use crate::watch::metrics::Metrics;

/// How often an operation runs again when somebody was faster.
const ATTEMPTS: u32 = 8;

/// Everything the office is built of.
#[derive(Debug)]
pub struct Parts {
    /// Database.
    pub db: Db,
    /// The name of the node in the database, held against a second server.
    pub hold: Hold,
    /// How far the clock may fall behind what is written already.
    pub clock_tolerance: SignedDuration,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Seeded from the system, or by a test.
    pub rng: StdRng,
    /// What the installation says of itself.
    pub installation: Installation,
    /// Регламент.
    pub regulation: Regulation,
    /// How long lists of revoked certificates live, and how many are kept.
    pub lists: ListTerms,
    /// Printed forms.
    pub forms: Forms,
    /// Certificate profiles.
    pub profiles: Profiles,
    /// Keys at work.
    pub signer: Signer,
    /// Certificates of the authority.
    pub ca: CaFiles,
    /// What certificates say of the installation.
    pub ca_settings: CaSettings,
    /// Name of this server in the journal.
    pub node: NodeName,
    /// Outgoing mail.
    pub mailer: Mailer,
    /// The gate to УСОИ; without one a person carries the orders out.
    pub access: Option<Arc<dyn AccessGate>>,
    /// The binary whose hidden command draws scans.
    pub scan_worker: PathBuf,
}

/// Public files of the authority.
#[derive(Debug)]
pub struct CaFiles {
    /// The issuing authority, ready to prepare certificates.
    pub issuing: IssuingCa,
    /// Its certificate, DER.
    pub issuing_der: Vec<u8>,
    /// The root's certificate, DER.
    pub root_der: Vec<u8>,
    /// The root's CRL, DER: made by the ceremony.
    pub root_crl: Vec<u8>,
    /// Roots of others that the public check of signatures trusts.
    pub trusted: Vec<Certificate>,
    /// The certificate of the journal key, DER.
    pub journal_der: Vec<u8>,
}

/// The office. A cheap clone.
#[derive(Clone, Debug)]
pub struct Office {
    pub(crate) parts: Arc<Inside>,
}

#[derive(Debug)]
pub(crate) struct Inside {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) clock_tolerance: SignedDuration,
    pub(crate) rng: Mutex<StdRng>,
    pub(crate) installation: Installation,
    pub(crate) regulation: Regulation,
    pub(crate) zone: TimeZone,
    pub(crate) calendar: WorkCalendar,
    pub(crate) forms: Arc<Forms>,
    pub(crate) profiles: Profiles,
    pub(crate) signer: Signer,
    pub(crate) ca: CaFiles,
    pub(crate) ca_settings: CaSettings,
    pub(crate) mailer: Mailer,
    pub(crate) access: Option<Arc<dyn AccessGate>>,
    pub(crate) scan_worker: PathBuf,
    pub(crate) committer: Committer,
    pub(crate) limiter: Limiter,
    /// Turn of taking a number; see [`Step::next_number`].
    pub(crate) numbering: Arc<tokio::sync::Mutex<()>>,
    pub(crate) lists: Lists,
    pub(crate) guesses: Guesses,
    pub(crate) idle: Idle,
    /// When access in УСОИ was last compared, unix seconds.
    pub(crate) access_compared_at: AtomicI64,
    /// Rung when the status of a certificate has changed: lists are published at once.
    pub(crate) status_changed: Notify,
    pub(crate) metrics: Metrics,
}

/// How the office is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// What is decided is written.
    Fine,
    /// The last write failed: a full disk, a lost database, another server on the same database.
    NotWriting,
    /// The clock is behind what is written already.
    ClockBehind,
    /// The next list of revoked certificates was refused or not signed; the one before goes on until it is over.
    ListNotPublished,
    /// A list of revoked certificates was not renewed, and the last quarter of its life has begun.
    ListNearsItsEnd,
    /// A list of revoked certificates is over: nobody can check a certificate by it.
    ListOver,
    /// A list is dated by a clock that ran ahead: nobody accepts it yet, and no other can follow before its date unless a
    /// person says so.
    ListDatedAhead,
}

impl Health {
    /// How bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Fine => Severity::Ok,
            Self::ListNearsItsEnd => Severity::Warning,
            Self::NotWriting | Self::ClockBehind | Self::ListNotPublished | Self::ListOver | Self::ListDatedAhead => {
                Severity::Error
            }
        }
    }

    /// One line for whoever watches the server.
    #[must_use]
    pub const fn line(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::NotWriting => "writing fails",
            Self::ClockBehind => "the clock went back",
            Self::ListNotPublished => "the list of revoked certificates is not published",
            Self::ListNearsItsEnd => "a list of revoked certificates nears its end and is not renewed",
            Self::ListOver => "a list of revoked certificates is over",
            Self::ListDatedAhead => "a list of revoked certificates is dated ahead of the clock",
        }
    }
}

impl Office {
    /// Opens the office: the journal chain of this start is begun, started certificates are completed.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub async fn open(parts: Parts) -> Result<Self, Refusal> {
        let zone = TimeZone::get(&parts.regulation.time_zone)
            .map_err(|error| Fault::Stored(format!("time zone {}: {error}", parts.regulation.time_zone)))?;
        let now = parts.clock.now();
        let latest = journal_heads(&parts.db).await?.into_iter().map(|head| head.at).max();
        not_behind(now, latest.unwrap_or(i64::MIN), parts.clock_tolerance)?;
        let (db, signer) = (parts.db.clone(), parts.signer.clone());
        let committer = Committer::start(db, parts.hold, signer, parts.node, now.as_second()).await?;
        let inside = Inside {
            db: parts.db,
            clock: parts.clock,
            clock_tolerance: parts.clock_tolerance,
            rng: Mutex::new(parts.rng),
            installation: parts.installation,
            regulation: parts.regulation,
            zone,
            calendar: WorkCalendar::russia(),
            forms: Arc::new(parts.forms),
            profiles: parts.profiles,
            signer: parts.signer,
            ca: parts.ca,
            ca_settings: parts.ca_settings,
            mailer: parts.mailer,
            access: parts.access,
            scan_worker: parts.scan_worker,
            committer,
            limiter: Limiter::default(),
            numbering: Arc::default(),
            lists: Lists::new(parts.lists),
            guesses: Guesses::default(),
            idle: Idle::default(),
            access_compared_at: AtomicI64::new(0),
            status_changed: Notify::new(),
            metrics: Metrics::default(),
        };
        let office = Self {
            parts: Arc::new(inside),
        };
        crate::issuing::recover(&office).await?;
        if let Err(refusal) = crate::crl::publish_if_due(&office).await {
            // Certificates, status and the list before are still to be served; health says what is wrong.
            tracing::error!(code = refusal.code(), error = ?refusal, "the list of revoked certificates is not published");
        }
        Ok(office)
    }

    /// Runs an operation: the one place where rights are checked.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn perform<C: Operate>(&self, actor: &Actor, command: C) -> Result<C::Outcome, Refusal> {
        let began = self.now();
        let done = self.attempt(actor, command).await;
        let took = self.now().duration_since(began);
        let refused = done.as_ref().err().map(Refusal::code);
        self.parts.metrics.count(C::OPERATION.code(), refused, took);
        done
    }

    async fn attempt<C: Operate>(&self, actor: &Actor, command: C) -> Result<C::Outcome, Refusal> {
        self.admit(actor, C::OPERATION)?;
        self.on_time()?;
        for _ in 0..ATTEMPTS {
            let mut step = Step::new(self, actor, self.now());
            let outcome = command.run(&mut step).await;
            if outcome.is_err() && !step.keep_on_refusal {
                return outcome;
            }
            let refused = outcome.as_ref().err().map(Refusal::code);
            match self.commit(C::OPERATION, step, refused).await {
                Ok(()) => return outcome,
                Err(CommitError::Conflict) => {}
                Err(CommitError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(Refusal::Conflict)
    }

    /// Lets somebody look: rights first, then the look is journalled.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(crate) async fn look(&self, actor: &Actor, operation: Operation, subject: Option<Uuid>) -> Result<(), Refusal> {
        self.admit(actor, operation)?;
        self.on_time()?;
        let mut step = Step::new(self, actor, self.now());
        step.subject = subject;
        match self.commit(operation, step, None).await {
            Ok(()) => Ok(()),
            Err(CommitError::Conflict) => Err(Refusal::Conflict),
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    async fn commit(&self, operation: Operation, step: Step<'_>, refused: Option<&str>) -> Result<(), CommitError> {
        let mut body = json!({
            "operation": operation.code(),
            "role": step.actor.role,
            "account": step.actor.account,
            "session": step.actor.session,
            "client": step.actor.grant.as_ref().map(|grant| grant.client),
            "subject": step.subject,
            "outcome": refused.unwrap_or("done"),
        });
        if !step.details.is_empty() {
            body["details"] = step.details.into();
        }
        let body = Body::parse(body.to_string().as_bytes())
            .map_err(|error| CommitError::Fault(Fault::Journal(error.to_string())))?;
        self.parts
            .committer
            .commit(operation, step.set, step.now.as_second(), body)
            .await?;
        if step.status_changes {
            self.parts.status_changed.notify_one();
        }
        Ok(())
    }

    /// Ends the journal chain of this start; nothing is written afterwards.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub async fn close(&self) -> Result<(), Refusal> {
        match self.parts.committer.close(self.now().as_second()).await {
            Ok(()) => Ok(()),
            Err(CommitError::Conflict) => Err(Refusal::Conflict),
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// Whether the office works; each trouble ends by itself when its cause does.
    #[must_use]
    pub fn health(&self) -> Health {
        if self.on_time().is_err() {
            Health::ClockBehind
        } else if !self.parts.committer.is_healthy() {
            Health::NotWriting
        } else {
            match self.parts.lists.watch.trouble(self.now()) {
                None => Health::Fine,
                Some(Trouble::Near) => Health::ListNearsItsEnd,
                Some(Trouble::Refused) => Health::ListNotPublished,
                Some(Trouble::Ahead) => Health::ListDatedAhead,
                Some(Trouble::Over) => Health::ListOver,
            }
        }
    }

    /// A clock that went back would put false instants into certificates, lists and the journal.
    pub(crate) fn on_time(&self) -> Result<(), Refusal> {
        not_behind(self.now(), self.parts.committer.last_at(), self.parts.clock_tolerance)
    }

    /// Figures since the start, for whoever renders them.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.parts.metrics
    }

    /// This instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// An instant by the clocks of the центр регистрации.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.parts.zone.to_datetime(at)
    }

    /// Whole hours by which the clocks of the центр регистрации are ahead of UTC. Zones of Russia differ by whole hours.
    pub(crate) fn hours_east(&self, at: Timestamp) -> i8 {
        let seconds = self.parts.zone.to_offset(at).seconds();
        i8::try_from(seconds / 3_600).unwrap_or_default()
    }

    /// The zone in which pages show instants: «МСК» or «UTC+5».
    #[must_use]
    pub fn zone_name(&self) -> String {
        match self.hours_east(self.now()) {
            3 => "МСК (UTC+3)".into(),
            hours => format!("UTC{hours:+}"),
        }
    }

    /// What the installation says of itself.
    #[must_use]
    pub fn installation(&self) -> &Installation {
        &self.parts.installation
    }

    /// The регламент in force.
    #[must_use]
    pub fn regulation(&self) -> &Regulation {
        &self.parts.regulation
    }

    /// Random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// The generator, for a moment.
    pub(crate) fn rng<T>(&self, use_it: impl FnOnce(&mut StdRng) -> T) -> T {
        use_it(&mut self.parts.rng.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) async fn own_registration(&self, actor: &Actor) -> Result<Stored<Registration>, Refusal> {
        let account = actor.account.ok_or(Refusal::SignInNeeded)?;
        let account: Stored<domain::account::Account> =
            self.parts.db.get(account).await?.ok_or(Refusal::SignInNeeded)?;
        let registration = account.registration.ok_or(Refusal::NotFound(Missing::Registration))?;
        self.parts
            .db
            .get(registration)
            .await?
            .ok_or(Refusal::NotFound(Missing::Registration))
    }

    pub(crate) async fn own_request(&self, actor: &Actor, id: RequestId) -> Result<Stored<Request>, Refusal> {
        let registration = self.own_registration(actor).await?;
        let request: Stored<Request> = self
            .parts
            .db
            .get(id)
            .await?
            .ok_or(Refusal::NotFound(Missing::Request))?;
        if request.registration == registration.id {
            Ok(request)
        } else {
            Err(Refusal::NotFound(Missing::Request))
        }
    }

    /// The right of the actor: asked here and nowhere else.
    pub(crate) fn admit(&self, actor: &Actor, operation: Operation) -> Result<(), Refusal> {
        if actor.may(operation) {
            Ok(())
        } else if actor.role == Role::Visitor {
            Err(Refusal::SignInNeeded)
        } else {
            Err(Refusal::Forbidden(operation))
        }
    }
}

fn not_behind(now: Timestamp, latest: i64, tolerance: SignedDuration) -> Result<(), Refusal> {
    let behind = latest.saturating_sub(now.as_second());
    if behind > tolerance.as_secs() {
        Err(Refusal::ClockBehind { seconds: behind })
    } else {
        Ok(())
    }
}
