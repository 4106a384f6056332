//! Instants and periods of certificates: unix seconds in, X.509 `Time` out.

use core::{str::FromStr, time::Duration};

use der::DateTime;
use x509_cert::time::Time;

/// X.509 `Time` of an instant: UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
///
/// `None` before 1970 and after the year 9999.
pub(crate) fn to_time(unix: i64) -> Option<Time> {
    Some(Time::from(to_date(unix)?))
}

/// Unix seconds of an X.509 `Time`.
pub(crate) fn from_time(time: Time) -> i64 {
    from_date(time.to_date_time())
}

pub(crate) fn to_date(unix: i64) -> Option<DateTime> {
    DateTime::from_unix_duration(Duration::from_secs(u64::try_from(unix).ok()?)).ok()
}

pub(crate) fn from_date(date: DateTime) -> i64 {
    i64::try_from(date.unix_duration().as_secs()).expect("the year 9999 is below 2^63 seconds")
}

/// A calendar period written as in ISO 8601: `P15M`, `P6Y`, `P1Y3M`, `P30D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    months: u32,
    days: u32,
}

/// The text is no period of years, months and days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("period must look like P15M, P6Y or P30D")]
pub struct PeriodError;

impl Period {
    /// The last second of the period that begins at `start`.
    ///
    /// `notAfter` is inclusive (RFC 5280 §4.1.2.5): fifteen months end one second before the same time of
    /// day fifteen months later. A day that the month lacks becomes its last day.
    /// `None` when the calendar ends before the period does.
    pub fn last_second(self, start: i64) -> Option<i64> {
        let date = to_date(start)?;
        let months = u32::from(date.year()) * 12 + u32::from(date.month() - 1) + self.months;
        let year = u16::try_from(months / 12).ok()?;
        let month = u8::try_from(months % 12).ok()? + 1;
        let moved = (28..=date.day())
            .rev()
            .chain([date.day()])
            .find_map(|day| DateTime::new(year, month, day, date.hour(), date.minutes(), date.seconds()).ok())?;
        let last = from_date(moved) + i64::from(self.days) * 86_400 - 1;
        to_date(last).map(|_| last)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let mut rest = text.strip_prefix('P').ok_or(PeriodError)?;
        let (mut months, mut days) = (0_u32, 0_u32);
        for (unit, months_of_unit) in [('Y', 12), ('M', 1), ('D', 0)] {
            let Some((number, tail)) = rest.split_once(unit) else {
                continue;
            };
            let number: u32 = number.parse().ok().filter(|n| *n <= 36_500).ok_or(PeriodError)?;
            months += number * months_of_unit;
            days += if unit == 'D' { number } else { 0 };
            rest = tail;
        }
        if rest.is_empty() && months + days > 0 {
            Ok(Self { months, days })
        } else {
            Err(PeriodError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        from_date(text.parse().unwrap())
    }

    #[test]
    fn period_ends_one_second_before_its_anniversary() {
        for (period, start, last) in [
            ("P15M", "2026-11-23T10:00:00Z", "2028-02-23T09:59:59Z"),
            ("P1M", "2027-01-31T00:00:00Z", "2027-02-27T23:59:59Z"),
            ("P1Y", "2028-02-29T12:00:00Z", "2029-02-28T11:59:59Z"),
            ("P1Y3M", "2026-11-23T10:00:00Z", "2028-02-23T09:59:59Z"),
            ("P30D", "2026-12-31T00:00:00Z", "2027-01-29T23:59:59Z"),
        ] {
            assert_eq!(
                period.parse::<Period>().unwrap().last_second(at(start)),
                Some(at(last)),
                "{period} from {start}"
            );
        }
    }

    #[test]
    fn period_beyond_the_calendar_has_no_end() {
        let start = at("2026-11-23T10:00:00Z");
        for period in ["P8000Y", "P36500Y"] {
            assert_eq!(period.parse::<Period>().unwrap().last_second(start), None);
        }
        assert_eq!("P1Y".parse::<Period>().unwrap().last_second(-1), None);
    }

    #[test]
    fn text_that_is_no_period_is_refused() {
        for text in [
            "",
            "P",
            "15M",
            "P15",
            "P15X",
            "P-1M",
            "PT1H",
            "P1M2Y",
            "P0D",
            "P99999999999M",
        ] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
        }
    }

    #[test]
    fn encoding_changes_with_the_year_2050() {
        assert!(matches!(to_time(at("2049-12-31T23:59:59Z")), Some(Time::UtcTime(_))));
        assert!(matches!(
            to_time(at("2050-01-01T00:00:00Z")),
            Some(Time::GeneralTime(_))
        ));
        assert_eq!(to_time(-1), None);
    }
}
