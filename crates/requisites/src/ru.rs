//! Russian text: plurals, dates, numbers.

use alloc::{format, string::String};

use jiff::civil::{Date, Weekday};

/// No-break space, which keeps a number in one line.
pub const NBSP: char = '\u{a0}';

/// The form of a noun after `count`: 1 день, 2 дня, 5 дней; 21 день, 11 дней.
#[must_use]
pub const fn plural<'a>(count: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    match (count % 100, count % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// A whole number in groups of three: «1 234 567», with no-break spaces.
#[must_use]
pub fn number(value: u64) -> String {
    let digits = format!("{value}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(NBSP);
        }
        grouped.push(digit);
    }
    grouped
}

/// A date in text: «20 ноября 2026».
#[must_use]
pub fn date_long(date: Date) -> String {
    format!("{} {}", date_without_year(date), date.year())
}

/// A date where the year is plain: «20 ноября».
#[must_use]
pub fn date_without_year(date: Date) -> String {
    format!("{} {}", date.day(), month_genitive(date))
}

/// A date in tables and forms: «20.11.2026».
#[must_use]
pub fn date_short(date: Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// The months as dates name them, in the genitive.
pub const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The name of the month in the genitive: «ноября».
#[must_use]
pub fn month_genitive(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// The day of the week: «среда».
#[must_use]
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "понедельник",
        Weekday::Tuesday => "вторник",
        Weekday::Wednesday => "среда",
        Weekday::Thursday => "четверг",
        Weekday::Friday => "пятница",
        Weekday::Saturday => "суббота",
        Weekday::Sunday => "воскресенье",
    }
}
