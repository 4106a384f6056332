//! The working calendar: five-day week, days off of ТК РФ ст. 112 and of the yearly decrees that move them.

mod years;

use jiff::civil::{Date, Weekday};

use years::{YEARS, Year};

/// Which days are worked in Russia. Years without a published calendar follow ст. 112 ТК alone and count as provisional.
#[derive(Debug, Clone, Copy, Default)]
pub struct WorkCalendar(());

/// Holidays of ст. 112 ТК as `month·100 + day`; the first eight are the New Year holidays.
const HOLIDAYS: [i16; 14] = [101, 102, 103, 104, 105, 106, 107, 108, 223, 308, 501, 509, 612, 1104];

impl WorkCalendar {
    /// The federal calendar that this crate carries: 2013–2026 confirmed, 2027 provisional.
    #[must_use]
    pub const fn russia() -> Self {
        Self(())
    }

    /// Whether `day` is worked.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        match known(day) {
            Some(year) if is_weekend(day) => year.worked.contains(&number(day)),
            Some(year) => !year.off.contains(&number(day)),
            None => !is_weekend(day) && !is_off_by_code(day),
        }
    }

    /// Whether the calendar of the year of `day` may still change.
    #[must_use]
    pub fn is_provisional(&self, day: Date) -> bool {
        known(day).is_none_or(|year| year.provisional)
    }

    /// The first working day after `day`.
    #[must_use]
    pub fn next_working(&self, day: Date) -> Date {
        self.this_or_next_working(following(day))
    }

    /// `day` itself when it is worked, else the first working day after it (ГК РФ ст. 193).
    #[must_use]
    pub fn this_or_next_working(&self, mut day: Date) -> Date {
        while !self.is_working(day) && day < Date::MAX {
            day = following(day);
        }
        day
    }

    /// How many working days lie after `from` up to and including `to`; 0 when `to` is not later.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = following(day);
            count += u32::from(self.is_working(day));
        }
        count
    }
}

/// The next day; the last day the calendar can name stays itself.
fn following(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

fn known(day: Date) -> Option<&'static Year> {
    YEARS.iter().find(|year| year.year == day.year())
}

fn number(day: Date) -> i16 {
    i16::from(day.month()) * 100 + i16::from(day.day())
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// ст. 112 ТК without a decree: a holiday, or the working day to which one that fell on a weekend moved.
/// Those of January move only by decree.
fn is_off_by_code(day: Date) -> bool {
    if HOLIDAYS.contains(&number(day)) {
        return true;
    }
    let moved_here = |days_ago: i32| {
        day.checked_sub(jiff::Span::new().days(days_ago))
            .is_ok_and(|earlier| earlier.month() != 1 && is_weekend(earlier) && HOLIDAYS.contains(&number(earlier)))
    };
    match day.weekday() {
        Weekday::Monday => moved_here(1) || moved_here(2),
        _ => false,
    }
}
