//! Times in every form that X.680 allows and some that it does not. `der` begins in 1970, certificates do not.

use super::{Oddities, Oddity, Value, tag};

/// Unix seconds of a UTCTime or GeneralizedTime; none when it is no time at all.
pub(crate) fn instant(value: Value<'_>, oddities: &mut Oddities) -> Option<i64> {
    let (year_digits, is_utc) = match value.tag {
        tag::UTC_TIME => (2, true),
        tag::GENERALIZED_TIME => (4, false),
        _ => return None,
    };
    let mut text = Digits(value.content);
    let year = text.number(year_digits)?;
    let year = match (is_utc, year) {
        (true, 0..50) => 2000 + year,
        (true, _) => 1900 + year,
        (false, _) => year,
    };
    let (month, day, hour) = (text.number(2)?, text.number(2)?, text.number(2)?);
    let minute = text.number(2);
    let second = minute.and_then(|_| text.number(2));
    let fraction = text.skip_fraction();
    let (offset, usual) = text.offset()?;
    oddities.add_if(second.is_none() || fraction || !usual, Oddity::TimeForm);
    oddities.add_if(!is_utc && year < 2050, Oddity::TimeType);
    if !text.0.is_empty() {
        return None;
    }
    let (minute, second) = (minute.unwrap_or(0), second.unwrap_or(0));
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    let of_day = (hour * 60 + minute) * 60 + second;
    fits.then(|| days(year, month, day) * 86_400 + of_day - offset)
}

struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn number(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    }

    fn skip_fraction(&mut self) -> bool {
        let Some(rest) = self.0.strip_prefix(b".").or_else(|| self.0.strip_prefix(b",")) else {
            return false;
        };
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.0 = &rest[digits..];
        true
    }

    /// Seconds east of Greenwich, and whether they are written as they should be: `Z`. A missing zone is Greenwich.
    fn offset(&mut self) -> Option<(i64, bool)> {
        let Some((sign, rest)) = self.0.split_first() else {
            return Some((0, false));
        };
        self.0 = rest;
        let sign = match sign {
            b'Z' => return Some((0, true)),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        Some((sign * (self.number(2)? * 60 + self.number(2)?) * 60, false))
    }
}

/// Days since 1970-01-01 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // The year begins in March: the leap day is its last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tlv::tlv;

    fn read(tag: u8, text: &str) -> (Option<i64>, usize) {
        let bytes = tlv(tag, &[text.as_bytes()]);
        let mut oddities = Oddities::default();
        let value = crate::lenient::Values(&bytes).any().unwrap();
        (instant(value, &mut oddities), oddities.0.len())
    }

    #[test]
    fn times_are_read_in_every_form() {
        for (tag, text, unix, odd) in [
            (tag::UTC_TIME, "700101000000Z", 0, 0),
            (tag::UTC_TIME, "500101000000Z", -631_152_000, 0),
            (tag::UTC_TIME, "491231235959Z", 2_524_607_999, 0),
            (tag::UTC_TIME, "2611231000Z", 1_795_428_000, 1),
            (tag::UTC_TIME, "261123130000+0300", 1_795_428_000, 1),
            (tag::UTC_TIME, "261123100000+0000", 1_795_428_000, 1),
            (tag::UTC_TIME, "261123100000", 1_795_428_000, 1),
            (tag::GENERALIZED_TIME, "20261123100000Z", 1_795_428_000, 1),
            (tag::GENERALIZED_TIME, "20500101000000Z", 2_524_608_000, 0),
            (tag::GENERALIZED_TIME, "20500101000000.5Z", 2_524_608_000, 1),
            (tag::GENERALIZED_TIME, "2050010100Z", 2_524_608_000, 1),
        ] {
            assert_eq!(read(tag, text), (Some(unix), odd), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for (tag, text) in [
            (tag::UTC_TIME, ""),
            (tag::UTC_TIME, "261323100000Z"),
            (tag::UTC_TIME, "261123100000ZZ"),
            (tag::UTC_TIME, "26112x100000Z"),
            (tag::UTC_TIME, "261123250000Z"),
            (tag::OCTET_STRING, "261123100000Z"),
        ] {
            assert_eq!(read(tag, text).0, None, "{text}");
        }
    }
}
