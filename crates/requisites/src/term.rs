//! Terms by ГК РФ ст. 190–194: when they end, why, and what is left of them.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};

use crate::{WorkCalendar, ru};

/// The length of a term, as a регламент writes it: `{ working_days = 3 }`, `{ months = 1 }`, `{ years = 2 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Working days, counted from the next one.
    WorkingDays(u16),
    /// Calendar months, to do something in.
    Months(u16),
    /// Calendar years for which a paper is valid; the end is not moved off a day off.
    Years(u8),
}

/// The last day of a term with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day; the term ends with it, at 24:00 local time (ГК РФ ст. 194).
    pub due: Date,
    /// A year on the way has no confirmed calendar, so that the day may still move.
    pub provisional: bool,
    /// How the day was found, for people.
    pub explanation: String,
    /// The term is one of months or years: what is left of it is told in calendar days.
    #[serde(default)]
    pub by_calendar: bool,
}

/// Above this many days an explanation no longer lists them.
const LISTED_DAYS: usize = 10;

impl Term {
    /// The last day of this term when its event happened on `start`.
    #[must_use]
    pub fn deadline(self, calendar: &WorkCalendar, start: Date) -> Deadline {
        match self {
            Self::WorkingDays(count) => working_days(calendar, start, count),
            Self::Months(count) => months(calendar, start, count),
            Self::Years(count) => validity(start, count),
        }
    }
}

/// `count` working days after `start`: the first is the next working day (ГК РФ ст. 191).
#[must_use]
pub fn working_days(calendar: &WorkCalendar, start: Date, count: u16) -> Deadline {
    let mut due = start;
    let mut days = Vec::new();
    for _ in 0..count {
        due = calendar.next_working(due);
        days.push(due);
    }
    let counted = match days.as_slice() {
        [] => format!("Срок — в тот же день, {}.", ru::date_long(start)),
        days if days.len() <= LISTED_DAYS => {
            format!("Считаем со следующего рабочего дня: {}.", listed(days))
        }
        [first, ..] => {
            let noun = ru::plural(u64::from(count), "рабочий день", "рабочих дня", "рабочих дней");
            format!("Считаем {count} {noun}, первый — {}.", ru::date_long(*first))
        }
    };
    deadline(calendar, start, due, counted)
}

/// `count` months after `start`: the same date, or the last day of a shorter month (ст. 192);
/// a day off moves the end to the next working day (ст. 193).
#[must_use]
pub fn months(calendar: &WorkCalendar, start: Date, count: u16) -> Deadline {
    let same_date = start.saturating_add(i32::from(count).months());
    let due = calendar.this_or_next_working(same_date);
    let noun = ru::plural(u64::from(count), "месяц", "месяца", "месяцев");
    let mut counted = format!("Считаем {count} {noun} с {}.", ru::date_long(start));
    if due != same_date {
        let kind = if calendar_weekend(same_date) {
            ru::weekday(same_date)
        } else {
            "нерабочий день"
        };
        let moved = format!(
            " {} — {kind}, срок переходит на следующий рабочий день.",
            ru::date_long(same_date)
        );
        counted.push_str(&moved);
    }
    Deadline {
        by_calendar: true,
        ..deadline(calendar, start, due, counted)
    }
}

/// The last day on which a paper given on `start` is valid for `years` years (ст. 192). No working calendar is needed.
#[must_use]
pub fn validity(start: Date, years: u8) -> Deadline {
    let due = start.saturating_add(i32::from(years).years());
    let noun = ru::plural(u64::from(years), "год", "года", "лет");
    let explanation = format!("Действует {years} {noun} с {}. {}", ru::date_long(start), last_day(due));
    Deadline {
        due,
        provisional: false,
        explanation,
        by_calendar: true,
    }
}

fn deadline(calendar: &WorkCalendar, start: Date, due: Date, counted: String) -> Deadline {
    let provisional = calendar.is_provisional(start) || calendar.is_provisional(due);
    let mut explanation = format!("{counted} {}", last_day(due));
    if provisional {
        let note = format!(
            " Производственный календарь на {} год предварительный: дата может сдвинуться.",
            due.year()
        );
        explanation.push_str(&note);
    }
    Deadline {
        due,
        provisional,
        explanation,
        by_calendar: false,
    }
}

fn last_day(due: Date) -> String {
    format!(
        "Последний день — {}, {}, до 24:00.",
        ru::weekday(due),
        ru::date_long(due)
    )
}

/// «23, 24, 25 ноября», «30 ноября, 1, 2 декабря».
fn listed(days: &[Date]) -> String {
    let last_of_month = |place: usize| {
        days.get(place + 1)
            .is_none_or(|next| next.month() != days[place].month())
    };
    let name = |(place, &day): (usize, &Date)| {
        if last_of_month(place) {
            ru::date_without_year(day)
        } else {
            day.day().to_string()
        }
    };
    days.iter().enumerate().map(name).collect::<Vec<_>>().join(", ")
}

fn calendar_weekend(day: Date) -> bool {
    matches!(
        day.weekday(),
        jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
    )
}

/// What is left of a term; `Display` is the phrase for a queue, in the feminine of «заявка».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remaining {
    /// Working days after today up to the last day.
    WorkingDays(u32),
    /// Calendar days after today up to the last day, of a term of months.
    Days(u32),
    /// No working day is ahead any more: whole minutes up to the end of the last day.
    Minutes(u32),
    /// The last day is over: working days since, today included; 0 before the next working day has come.
    Overdue(u32),
    /// The last day of a term of months is over: calendar days since, today included.
    OverdueDays(u32),
}

impl Deadline {
    /// What is left at `now`, local time of the office.
    #[must_use]
    pub fn remaining(&self, calendar: &WorkCalendar, now: DateTime) -> Remaining {
        let days = (self.due - now.date()).get_days();
        match (self.by_calendar, days) {
            (false, _) | (true, 0) => remaining(calendar, self.due, now),
            (true, 1..) => Remaining::Days(days.unsigned_abs()),
            (true, ..0) => Remaining::OverdueDays(days.unsigned_abs()),
        }
    }
}

/// What is left at `now` (local time of the office) of a term whose last day is `due`.
#[must_use]
pub fn remaining(calendar: &WorkCalendar, due: Date, now: DateTime) -> Remaining {
    let today = now.date();
    if today > due {
        return Remaining::Overdue(calendar.working_days_between(due, today));
    }
    match calendar.working_days_between(today, due) {
        0 => {
            let seconds = due.at(23, 59, 59, 0).duration_since(now).as_secs() + 1;
            Remaining::Minutes(u32::try_from(seconds / 60).unwrap_or(0))
        }
        days => Remaining::WorkingDays(days),
    }
}

impl Remaining {
    /// Less than a day is left.
    #[must_use]
    pub const fn is_soon(self) -> bool {
        matches!(self, Self::Minutes(_))
    }

    /// The last day is over.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Overdue(_) | Self::OverdueDays(_))
    }
}

impl fmt::Display for Remaining {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = |count: u32| ru::plural(u64::from(count), "раб. день", "раб. дня", "раб. дней");
        let calendar_days = |count: u32| ru::plural(u64::from(count), "день", "дня", "дней");
        match *self {
            Self::WorkingDays(count) => {
                let verb = ru::plural(u64::from(count), "Остался", "Осталось", "Осталось");
                write!(out, "{verb} {count} {}", days(count))
            }
            Self::Days(count) => {
                let verb = ru::plural(u64::from(count), "Остался", "Осталось", "Осталось");
                write!(out, "{verb} {count} {}", calendar_days(count))
            }
            Self::OverdueDays(count) => write!(out, "Просрочена на {count} {}", calendar_days(count)),
            Self::Minutes(minutes) if minutes < 60 => write!(out, "Осталось {minutes} мин"),
            Self::Minutes(minutes) => {
                write!(out, "Осталось {} ч {} мин", minutes / 60, minutes % 60)
            }
            Self::Overdue(0) => out.write_str("Просрочена"),
            Self::Overdue(count) => write!(out, "Просрочена на {count} {}", days(count)),
        }
    }
}
