//! Terms as people see them: the day, what is left, and how it was counted.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use requisites::term::Remaining;
use requisites::{Deadline, Term, ru};

use crate::Office;

/// How urgent a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// More than a working day is left.
    Calm,
    /// The last day.
    Soon,
    /// Over.
    Late,
}

/// A term for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Last day.
    pub due: Date,
    /// «Осталось 2 раб. дня».
    pub left: String,
    /// «до 26 ноября 2026».
    pub until: String,
    /// How urgent.
    pub tone: Tone,
    /// How the day was found.
    pub explanation: String,
    /// The calendar of that year is not confirmed yet.
    pub provisional: bool,
}

impl Office {
    /// The term that begins by an event of this instant.
    pub(crate) fn term(&self, length: Term, event: Timestamp) -> Deadline {
        length.deadline(&self.parts.calendar, self.local(event).date())
    }

    /// The instant at which a term is over: 24:00 of its last day in the zone of the центр регистрации.
    pub(crate) fn end_of(&self, deadline: &Deadline) -> Timestamp {
        self.start_of(deadline.due.tomorrow().unwrap_or(Date::MAX))
    }

    /// Midnight at which a day begins.
    pub(crate) fn start_of(&self, day: Date) -> Timestamp {
        let midnight: DateTime = day.into();
        self.parts
            .zone
            .to_ambiguous_timestamp(midnight)
            .compatible()
            .unwrap_or(Timestamp::MAX)
    }

    /// A term as a page shows it.
    #[must_use]
    pub fn due(&self, deadline: &Deadline) -> Due {
        let remaining = deadline.remaining(&self.parts.calendar, self.local(self.now()));
        let tone = match remaining {
            Remaining::WorkingDays(_) | Remaining::Days(_) => Tone::Calm,
            Remaining::Minutes(_) => Tone::Soon,
            Remaining::Overdue(_) | Remaining::OverdueDays(_) => Tone::Late,
        };
        Due {
            due: deadline.due,
            left: remaining.to_string(),
            until: format!("до {}", ru::date_long(deadline.due)),
            tone,
            explanation: deadline.explanation.clone(),
            provisional: deadline.provisional,
        }
    }
}
