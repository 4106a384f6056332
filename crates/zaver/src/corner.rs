//! The demo's corner: who can sign in, what letters say, and a clock that goes forward.

use std::sync::Arc;

use exchange::emulator::mailbox::Mailbox;
use office::clock::SystemClock;
use portal::{DemoLetter, DemoPerson};

use crate::demo::{self, Person};
use crate::folder::Folder;
use crate::open::CLOCK_SHIFT;
use crate::outcome::Refused;

/// What the page of the demo works on.
#[derive(Debug)]
pub(crate) struct Corner {
    people: Vec<Person>,
    mailbox: Mailbox,
    clock: Arc<SystemClock>,
    folder: Folder,
}

impl Corner {
    pub(crate) fn new(folder: &Folder, mailbox: Mailbox, clock: Arc<SystemClock>) -> Result<Self, Refused> {
        let people = serde_json::from_slice(&folder.read(demo::PEOPLE)?)
            .map_err(|error| Refused::new("demo", format!("{}: {error}", demo::PEOPLE)))?;
        Ok(Self {
            people,
            mailbox,
            clock,
            folder: folder.clone(),
        })
    }
}

impl portal::Demo for Corner {
    fn people(&self) -> Vec<DemoPerson> {
        let shown = |person: &Person| DemoPerson {
            role: person.role.clone(),
            name: person.name.clone(),
            login: person.login.clone(),
            password: person.password.clone(),
        };
        self.people.iter().map(shown).collect()
    }

    fn letters(&self) -> Vec<DemoLetter> {
        let letters = self.mailbox.letters().into_iter();
        letters
            .map(|letter| DemoLetter {
                to: letter.to,
                subject: letter.subject,
                text: letter.text,
            })
            .collect()
    }

    fn advance(&self, hours: u32) {
        let shift = self.clock.advance(hours.saturating_mul(3_600));
        if let Err(refused) = self.folder.replace(CLOCK_SHIFT, shift.to_string().as_bytes()) {
            tracing::error!(%refused, "the demo's clock is moved until the next start only");
        }
    }
}
