//! What an office of a test is built of.

use std::path::Path;
use std::sync::Arc;

use domain::installation::Installation;
use domain::regulation::Regulation;
use exchange::emulator::mailbox::Mailbox;
use exchange::mail::{Mailer, Protection, Relay};
use forms::Forms;
use jiff::{SignedDuration, Timestamp};
use office::clock::Clock;
use office::profiles::Profiles;
use office::{ListTerms, Parts};
use storage::{Db, Hold};
use testkit::clock::MovableClock;
use testkit::random::seeded;

use crate::ceremony;
use crate::place::Place;

/// The clock of the test as the office asks it.
#[derive(Debug)]
struct OfficeClock(MovableClock);

impl Clock for OfficeClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

/// What an office of a test is told beside its place.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) lists: ListTerms,
    pub(crate) clock_tolerance: SignedDuration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            // Every change is in the complete list with the next round: most tests ask nothing else.
            lists: ListTerms {
                full_pause_minutes: 0,
                ..ListTerms::default()
            },
            clock_tolerance: SignedDuration::from_secs(5),
        }
    }
}

/// What stands around an office of a test.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) place: &'a Place,
    pub(crate) worker: &'a Path,
    pub(crate) clock: &'a MovableClock,
    pub(crate) mailbox: &'a Mailbox,
    pub(crate) settings: &'a Settings,
}

impl Around<'_> {
    pub(crate) fn parts(&self, db: Db, hold: Hold, starts: u64) -> Parts {
        let Self {
            place,
            worker,
            clock,
            mailbox,
            settings,
        } = *self;
        let relay = Relay {
            host: mailbox.address().ip().to_string(),
            port: mailbox.address().port(),
            protection: Protection::None,
            credentials: None,
            from: "УЦ ФОМС <uc@tfoms.example.ru>".into(),
        };
        Parts {
            db,
            hold,
            clock_tolerance: settings.clock_tolerance,
            clock: Arc::new(OfficeClock(clock.clone())),
            rng: seeded(100 + starts),
            installation: installation(),
            regulation: regulation(),
            lists: settings.lists.clone(),
            forms: Forms::embedded(),
            profiles: profiles(),
            signer: ceremony::signer(&place.signature_log(), clock.clone(), 200 + starts),
            ca: ceremony::ca_files(),
            ca_settings: ceremony::settings(),
            node: "server".parse().expect("a name of a node"),
            access: None,
            mailer: Mailer::new(&relay).expect("an address of loopback"),
            scan_worker: worker.into(),
        }
    }
}

fn installation() -> Installation {
    Installation {
        name: "УЦ ФОМС".into(),
        owner: "ТФОМС Северодольской области".into(),
        phones: vec!["8 (800) 000-00-00".into()],
        email: "uc@tfoms.example.ru".into(),
        address: "г. Северодольск, ул. Набережная, д. 12, каб. 204".into(),
        base_url: ceremony::BASE_URL.into(),
        color: "#1551b8".into(),
    }
}

fn regulation() -> Regulation {
    let text = include_str!("../../../regulations/severodolsk/regulation.toml");
    toml::from_str(text).expect("the shipped регламент reads")
}

fn profiles() -> Profiles {
    let files = [
        ("user.toml", include_str!("../../../profiles/user.toml")),
        ("system.toml", include_str!("../../../profiles/system.toml")),
    ];
    Profiles::read(files).expect("the shipped profiles read")
}
