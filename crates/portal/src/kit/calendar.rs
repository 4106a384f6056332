//! Dates and numbers as people read them. Times are already in the zone of the installation.

use jiff::civil::{Date, DateTime};
use requisites::ru;

/// «20 ноября 2026».
pub(crate) fn day(date: Date) -> String {
    format!("{}\u{a0}{}\u{a0}{}", date.day(), ru::month_genitive(date), date.year())
}

/// «20.11.2026».
pub(crate) fn date(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// «20.11.2026, 11:48».
pub(crate) fn minute(at: DateTime) -> String {
    format!("{}, {}", date(at.date()), clock(at))
}

/// «20 ноября 2026, 11:48».
pub(crate) fn moment(at: DateTime) -> String {
    format!("{}, {}", day(at.date()), clock(at))
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// «1 день», «2 дня», «5 дней», «21 день», with a no-break space.
pub(crate) fn plural(count: usize, [one, few, many]: [&str; 3]) -> String {
    let word = match (count % 100, count % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    };
    format!("{count}\u{a0}{word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_word() {
        let days = ["день", "дня", "дней"];
        let expected = [
            (0, "дней"),
            (1, "день"),
            (2, "дня"),
            (5, "дней"),
            (11, "дней"),
            (12, "дней"),
            (21, "день"),
            (24, "дня"),
            (111, "дней"),
            (122, "дня"),
        ];
        for (count, word) in expected {
            assert_eq!(plural(count, days), format!("{count}\u{a0}{word}"));
        }
    }

    #[test]
    fn dates_read_as_in_a_letter_and_in_a_table() {
        let at = jiff::civil::datetime(2026, 11, 2, 9, 5, 0, 0);
        assert_eq!(moment(at), "2\u{a0}ноября\u{a0}2026, 09:05");
        assert_eq!(minute(at), "02.11.2026, 09:05");
    }
}
