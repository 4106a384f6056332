//! The office of a test.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use authority::settings::Settings as CaSettings;
use domain::id::AccountId;
use domain::rights::{Actor, Role};
use exchange::emulator::access_list::AccessList;
use exchange::emulator::mailbox::{Mailbox, Received};
use jiff::{SignedDuration, Timestamp};
use office::ops::{create_operator, sign_in};
use office::{CaFiles, ListTerms, Office, Operate, Refusal, crl, tick, views};
use storage::Db;
use storage::crls::{Crl, Scope};
use testkit::clock::MovableClock;

use crate::parts::{Around, Settings};
use crate::place::Place;
use crate::{ceremony, people};

/// Monday 23 November 2026, 09:00 in Moscow.
pub const START: &str = "2026-11-23T06:00:00Z";

/// An open office with everything a test looks into or turns.
#[derive(Debug)]
pub struct TestOffice {
    /// The office.
    pub office: Office,
    /// Its clock.
    pub clock: MovableClock,
    /// Where its letters arrive.
    pub mailbox: Mailbox,
    /// УСОИ of the test.
    pub access: Arc<AccessList>,
    /// The database, to look behind the office.
    pub db: Db,
    /// Operator Лапина.
    pub lapina: Actor,
    /// Operator Грачёв.
    pub grachev: Actor,
    place: Place,
    worker: PathBuf,
    settings: Settings,
    starts: u64,
}

impl TestOffice {
    /// A new office with two operators, at [`START`].
    ///
    /// # Panics
    /// When anything of it cannot be had: a test cannot go on without.
    pub async fn open(place: Place, scan_worker: impl AsRef<Path>) -> Self {
        Self::open_at(START, place, scan_worker).await
    }

    /// The same at another instant: an office never goes back in time.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub async fn open_at(start: &str, place: Place, scan_worker: impl AsRef<Path>) -> Self {
        let start: Timestamp = start.parse().expect("an instant");
        let office = Self::reopen(place, scan_worker, MovableClock::at(start), 0).await;
        office.with_operators().await
    }

    /// A new office whose lists live as these terms say.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub async fn open_with(lists: ListTerms, place: Place, scan_worker: impl AsRef<Path>) -> Self {
        let clock = MovableClock::at(START.parse().expect("an instant"));
        let settings = Settings {
            lists,
            ..Settings::default()
        };
        let office = Self::reopen_with(settings, place, scan_worker, clock, 0).await;
        office.with_operators().await
    }

    async fn with_operators(self) -> Self {
        let mut office = self;
        office.lapina = office.operator("lapina", "Лапина Ольга Сергеевна").await;
        office.grachev = office.operator("grachev", "Грачёв Денис Игоревич").await;
        office
    }

    /// An office over data that are there already; no operator is made. `starts` keeps randomness from repeating.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub async fn reopen(place: Place, scan_worker: impl AsRef<Path>, clock: MovableClock, starts: u64) -> Self {
        Self::reopen_with(Settings::default(), place, scan_worker, clock, starts).await
    }

    /// The same with lists that live as these terms say.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub async fn reopen_patient(
        lists: ListTerms,
        place: Place,
        scan_worker: impl AsRef<Path>,
        clock: MovableClock,
        starts: u64,
    ) -> Self {
        let settings = Settings {
            lists,
            ..Settings::default()
        };
        Self::reopen_with(settings, place, scan_worker, clock, starts).await
    }

    async fn reopen_with(
        settings: Settings,
        place: Place,
        scan_worker: impl AsRef<Path>,
        clock: MovableClock,
        starts: u64,
    ) -> Self {
        let worker = scan_worker.as_ref().to_path_buf();
        let mailbox = Mailbox::open().await.expect("a port of loopback");
        let db = Db::open(place.database()).await.expect("the database opens");
        // The last office has let go of its database, or is about to.
        let hold = db.hold("server").await.expect("the database answers");
        let access = Arc::new(AccessList::default());
        let around = Around {
            place: &place,
            worker: &worker,
            clock: &clock,
            mailbox: &mailbox,
            settings: &settings,
        };
        let mut parts = around.parts(db.clone(), hold, starts);
        parts.access = Some(access.clone());
        let office = Office::open(parts).await.expect("the office opens");
        let nobody = Actor {
            role: Role::RaOperator,
            account: None,
            session: None,
            grant: None,
        };
        Self {
            office,
            clock,
            mailbox,
            access,
            db,
            lapina: nobody.clone(),
            grachev: nobody,
            place,
            worker,
            settings,
            starts,
        }
    }

    /// Closes the office in order and opens it again at another instant, which is refused.
    ///
    /// # Panics
    /// When it opens.
    pub async fn start_refused(self, at: &str) -> Refusal {
        self.office.close().await.expect("the last checkpoint is signed");
        let Self {
            office,
            db,
            place,
            worker,
            clock,
            mailbox,
            settings,
            starts,
            ..
        } = self;
        drop(office);
        clock.set(at.parse().expect("an instant"));
        let hold = db.hold("server").await.expect("the database answers");
        let around = Around {
            place: &place,
            worker: &worker,
            clock: &clock,
            mailbox: &mailbox,
            settings: &settings,
        };
        let parts = around.parts(db, hold, starts + 1);
        match Office::open(parts).await {
            Ok(_) => panic!("it opens"),
            Err(refusal) => refusal,
        }
    }

    /// Closes the office in order and opens it again.
    ///
    /// # Panics
    /// As [`Self::open`].
    #[must_use]
    pub async fn restart(self) -> Self {
        self.office.close().await.expect("the last checkpoint is signed");
        let Self {
            clock,
            lapina,
            grachev,
            place,
            worker,
            settings,
            starts,
            ..
        } = self;
        Self {
            lapina,
            grachev,
            ..Self::reopen_with(settings, place, worker, clock, starts + 1).await
        }
    }

    /// Another process at work on the same database, as commands are: its own name in the journal, its own keeper.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn beside(&self) -> Office {
        let hold = self.db.hold("command").await.expect("the database answers");
        let log = self.place.signature_log().with_extension("command.log");
        let starts = self.starts + 50;
        let around = Around {
            place: &self.place,
            worker: &self.worker,
            clock: &self.clock,
            mailbox: &self.mailbox,
            settings: &self.settings,
        };
        let mut parts = around.parts(self.db.clone(), hold, starts);
        parts.node = "command".parse().expect("a name of a node");
        parts.signer = ceremony::signer(&log, self.clock.clone(), 200 + starts);
        Office::open(parts).await.expect("the office opens")
    }

    /// Lets the clock fall behind what is written, as `server.clock_tolerance` does, and opens the office again.
    ///
    /// # Panics
    /// As [`Self::open`].
    #[must_use]
    pub async fn restart_tolerant(self, tolerance: SignedDuration) -> Self {
        let mut tolerant = self;
        tolerant.settings.clock_tolerance = tolerance;
        tolerant.restart().await
    }

    /// Where its data are.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Certificates of the authority and what it says of itself.
    #[must_use]
    pub fn ca(&self) -> (CaFiles, CaSettings) {
        (ceremony::ca_files(), ceremony::settings())
    }

    async fn operator(&self, login: &str, name: &str) -> Actor {
        let command = create_operator::Command {
            login: login.into(),
            name: people::name(name),
            position: "Оператор УЦ".into(),
            password: people::OPERATOR_PASSWORD.into(),
        };
        let account = self.office.perform(&Actor::SYSTEM, command).await.expect("a new login");
        operator(account)
    }

    /// Runs an operation.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn perform<C: Operate>(&self, actor: &Actor, command: C) -> Result<C::Outcome, Refusal> {
        self.office.perform(actor, command).await
    }

    /// Runs an operation that is granted.
    ///
    /// # Panics
    /// When it is refused.
    #[track_caller]
    pub fn granted<C: Operate>(&self, actor: &Actor, command: C) -> impl Future<Output = C::Outcome> {
        let at = std::panic::Location::caller();
        async move {
            let outcome = self.office.perform(actor, command).await;
            outcome.unwrap_or_else(|refusal| panic!("{at}: refused[{}]: {refusal:?}", refusal.code()))
        }
    }

    /// Runs an operation that is refused; its code.
    ///
    /// # Panics
    /// When it is granted.
    #[track_caller]
    pub fn refused<C: Operate>(&self, actor: &Actor, command: C) -> impl Future<Output = &'static str> {
        let at = std::panic::Location::caller();
        async move {
            match self.office.perform(actor, command).await {
                Ok(_) => panic!("{at}: {} is granted", C::OPERATION.code()),
                Err(refusal) => refusal.code(),
            }
        }
    }

    /// Signs in and gives the actor of the session with its token.
    ///
    /// # Errors
    /// [`Refusal`].
    ///
    /// # Panics
    /// When the session is gone at once.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<(Actor, String), Refusal> {
        let token = self.perform(&Actor::VISITOR, credentials(login, password)).await?.token;
        Ok((
            self.session(&token).await.expect("a session that has just begun"),
            token,
        ))
    }

    /// The actor of a token, while its session lives.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn session(&self, token: &str) -> Option<Actor> {
        let session = views::session(&self.office, token).await.expect("sessions are read");
        session.map(|session| session.actor)
    }

    /// Moves the clock and does what has come due.
    ///
    /// # Panics
    /// When the background work fails.
    pub async fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
        self.tick().await;
    }

    /// Moves the clock to an instant and does what has come due.
    ///
    /// # Panics
    /// As [`Self::pass`].
    pub async fn pass_until(&self, instant: &str) {
        self.clock.set(instant.parse().expect("an instant"));
        self.tick().await;
    }

    /// One round of the background work.
    ///
    /// # Panics
    /// As [`Self::pass`].
    pub async fn tick(&self) {
        tick(&self.office).await.expect("the background work is done");
    }

    /// The newest published list of a kind.
    ///
    /// # Panics
    /// When there is none.
    pub async fn list(&self, scope: Scope) -> PublishedList {
        let row = crl::latest(&self.office, scope).await.expect("lists are read");
        let row = row.unwrap_or_else(|| panic!("no list of the kind {scope}"));
        let der = crl::bytes(&self.office, &row).await.expect("its bytes are there");
        PublishedList { row, der }
    }

    /// Letters that came, newest first; those that wait are sent first.
    ///
    /// # Panics
    /// When they cannot be sent.
    pub async fn letters(&self) -> Vec<Received> {
        while office::deliver_letters(&self.office)
            .await
            .expect("outcomes are stored")
            > 0
        {}
        self.mailbox.letters()
    }
}

/// A published list.
#[derive(Clone, Debug)]
pub struct PublishedList {
    /// What is noted of it.
    pub row: Crl,
    /// Its bytes.
    pub der: Vec<u8>,
}

/// An operator signed in with that account.
#[must_use]
pub fn operator(account: AccountId) -> Actor {
    Actor {
        role: Role::RaOperator,
        account: Some(account),
        session: None,
        grant: None,
    }
}

fn credentials(login: &str, password: &str) -> sign_in::Command {
    sign_in::Command {
        login: login.into(),
        password: password.into(),
        address: "192.0.2.7".into(),
        agent: "Firefox".into(),
    }
}
