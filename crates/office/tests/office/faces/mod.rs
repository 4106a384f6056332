//! A change of a status is one fact: after every step of a random history all that tells of it tells the same.

mod compared;
mod model;

use domain::certificate::Certificate;
use domain::id::{CertificateId, RegistrationId};
use domain::rights::Actor;
use exchange::emulator::mailbox::Received;
use jiff::{SignedDuration, Timestamp};
use office::ops::{end_certificate, hold_certificate};
use office::{ListTerms, SystemRequest, crl, issue_for_system};
use officekit::client::Client;
use officekit::{Place, TestOffice, User, people};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use storage::WriteSet;

use self::model::{Asker, Change, Model};
use crate::both::WORKER;

/// Certificates of one history at most.
const MOST: usize = 5;

/// One step of a history; a number picks one of the certificates.
#[derive(Clone, Debug)]
enum Step {
    Issue,
    Change(usize, Asker, Change),
    /// Hours go by.
    Wait(u8),
    /// Until just after the end of one.
    Expire(usize),
    /// A complete list out of turn.
    Publish,
    /// The server starts again, and УСОИ with it, which has forgotten everybody.
    Restart,
}

fn steps(count: usize) -> impl Strategy<Value = Vec<Step>> {
    let asker = prop_oneof![Just(Asker::Holder), Just(Asker::Organization), Just(Asker::Authority)];
    let change = prop_oneof![
        4 => Just(Change::Suspend),
        4 => Just(Change::Resume),
        1 => prop::sample::select(&["key_compromise", "dismissed", "superseded", "not_needed", "regulation_broken"][..])
            .prop_map(Change::Revoke),
        1 => prop::sample::select(&["court", "duplicate_key"][..]).prop_map(Change::Annul),
    ];
    let step = prop_oneof![
        2 => Just(Step::Issue),
        12 => (0..MOST, asker, change).prop_map(|(which, asker, change)| Step::Change(which, asker, change)),
        3 => (1..50_u8).prop_map(Step::Wait),
        1 => (0..MOST).prop_map(Step::Expire),
        1 => Just(Step::Publish),
        1 => Just(Step::Restart),
    ];
    prop::collection::vec(step, 1..count)
}

/// What a history is played on.
struct Stage {
    office: TestOffice,
    user: User,
    client: Client,
    models: Vec<Model>,
    /// Letters that came before the last restart, newest first.
    letters: Vec<Received>,
}

impl Stage {
    async fn open(place: Place) -> Self {
        let office = TestOffice::open_with(ListTerms::default(), place, WORKER).await;
        let user = office
            .user(people::sokolova(office.joined(people::hospital()).await))
            .await;
        Self {
            office,
            user,
            client: Client::new(7),
            models: Vec::new(),
            letters: Vec::new(),
        }
    }

    async fn play(mut self, steps: Vec<Step>) {
        for (at, step) in steps.into_iter().enumerate() {
            let told = format!("step {at}: {step:?}");
            self.office.clock.advance(SignedDuration::from_mins(1));
            match step {
                Step::Issue => self.issue().await,
                Step::Change(which, asker, change) => self.change(which, asker, change, &told).await,
                Step::Wait(hours) => self.office.clock.advance(SignedDuration::from_hours(hours.into())),
                Step::Expire(which) => self.expire(which),
                Step::Publish => drop(crl::publish(&self.office.office, false).await.unwrap()),
                Step::Restart => {
                    // The mail box and the list of УСОИ are new: what the latter has lost is told again.
                    let last = self.office.letters().await;
                    self.letters.splice(0..0, last);
                    self.office = self.office.restart().await;
                }
            }
            self.office.tick().await;
            self.assert_same_everywhere(&told).await;
        }
    }

    /// A certificate of the user, so that letters, cabinet and access in УСОИ have somebody to speak of.
    async fn issue(&mut self) {
        // The key of the issuing УЦ signs certificates for three years.
        let last: Timestamp = "2028-12-01T00:00:00Z".parse().unwrap();
        if self.models.len() == MOST || self.office.clock.now() > last {
            return;
        }
        let request = SystemRequest::new(self.client.system_request("Соколова"), "system");
        let issued = issue_for_system(&self.office.office, &Actor::SYSTEM, request)
            .await
            .unwrap();
        let stored = self.given_to(issued.id, self.user.registration).await;
        self.models.push(Model::new(issued.id, &stored));
    }

    async fn given_to(&self, id: CertificateId, registration: RegistrationId) -> Certificate {
        let mut stored = self.office.stored::<Certificate>(id).await;
        let person = &self.office.registration(registration).await.person;
        stored.registration = Some(registration);
        stored.snils = Some(person.snils.digits().to_owned());
        let mut set = WriteSet::new();
        set.update(&stored);
        let mut tx = self.office.db.begin().await.unwrap();
        set.apply(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        stored.value
    }

    /// Asks the office, and the model whether it should agree.
    async fn change(&mut self, which: usize, asker: Asker, change: Change, told: &str) {
        let now = self.office.clock.now();
        let Some(model) = self.models.get_mut(which) else {
            return;
        };
        let certificate = model.id;
        let (asked_by, basis) = (asker.code().to_owned(), "заявление № 1".to_owned());
        let confirm = model.serial[28..].to_owned();
        let (office, lapina) = (&self.office, &self.office.lapina);
        let done = match change {
            Change::Suspend => {
                let command = hold_certificate::Suspend {
                    certificate,
                    asked_by,
                    basis,
                };
                office.perform(lapina, command).await
            }
            Change::Resume => {
                let command = hold_certificate::Resume {
                    certificate,
                    asked_by,
                    basis,
                };
                office.perform(lapina, command).await
            }
            Change::Revoke(reason) => {
                let command = end_certificate::Revoke {
                    certificate,
                    reason: reason.into(),
                    confirm,
                    asked_by,
                    basis,
                };
                office.perform(lapina, command).await
            }
            Change::Annul(reason) => {
                let command = end_certificate::Annul {
                    certificate,
                    reason: reason.into(),
                    confirm,
                    asked_by,
                    basis,
                };
                office.perform(lapina, command).await
            }
        };
        assert_eq!(done.is_ok(), model.take(asker, change, now), "{told}: {done:?}");
    }

    fn expire(&self, which: usize) {
        let Some(model) = self.models.get(which) else { return };
        let end = model.not_after + SignedDuration::from_secs(1);
        if end > self.office.clock.now() {
            self.office.clock.set(end);
        }
    }
}

fn play(cases: u32, length: usize, place: fn() -> Place) {
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let played = TestRunner::new(config).run(&steps(length), |steps| {
        runtime.block_on(async { Stage::open(place()).await.play(steps).await });
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Histories are as many as `ZAVER_HISTORIES` says: `soak` plays more of them.
fn cases(usual: u32) -> u32 {
    let wanted = std::env::var("ZAVER_HISTORIES").ok();
    wanted.and_then(|count| count.parse().ok()).unwrap_or(usual)
}

#[test]
fn all_faces_say_the_same_on_sqlite() {
    play(cases(10), 40, Place::sqlite);
}

#[test]
fn all_faces_say_the_same_on_postgres() {
    play(cases(10) / 3, 20, Place::postgres);
}
