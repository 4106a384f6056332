//! Days off by year: facts of the Government decrees on moved days off, 2013–2026, and the published plan for 2027.
//!
//! Only what differs from «Monday to Friday» is listed. A day is the number `month·100 + day`.

/// What a year changes against plain weeks.
pub(super) struct Year {
    pub(super) year: i16,
    /// Not yet compared with the decree: terms that touch the year are shown as provisional.
    pub(super) provisional: bool,
    /// Mondays to Fridays that are off.
    pub(super) off: &'static [i16],
    /// Saturdays and Sundays that are worked.
    pub(super) worked: &'static [i16],
}

/// 2020 and 2021 hold the non-working days of the presidential decrees too, as the published calendars do. One row is one year.
#[rustfmt::skip]
pub(super) const YEARS: [Year; 15] = [
    Year { year: 2013, provisional: false, off: &[101, 102, 103, 104, 107, 108, 308, 501, 502, 503, 509, 510, 612, 1104], worked: &[] },
    Year { year: 2014, provisional: false, off: &[101, 102, 103, 106, 107, 108, 310, 501, 502, 509, 612, 613, 1103, 1104], worked: &[] },
    Year { year: 2015, provisional: false, off: &[101, 102, 105, 106, 107, 108, 109, 223, 309, 501, 504, 511, 612, 1104], worked: &[] },
    Year { year: 2016, provisional: false, off: &[101, 104, 105, 106, 107, 108, 222, 223, 307, 308, 502, 503, 509, 613, 1104], worked: &[220] },
    Year { year: 2017, provisional: false, off: &[102, 103, 104, 105, 106, 223, 224, 308, 501, 508, 509, 612, 1106], worked: &[] },
    Year { year: 2018, provisional: false, off: &[101, 102, 103, 104, 105, 108, 223, 308, 309, 430, 501, 502, 509, 611, 612, 1105, 1231], worked: &[428, 609, 1229] },
    Year { year: 2019, provisional: false, off: &[101, 102, 103, 104, 107, 108, 308, 501, 502, 503, 509, 510, 612, 1104], worked: &[] },
    Year { year: 2020, provisional: false, off: &[101, 102, 103, 106, 107, 108, 224, 309, 330, 331, 401, 402, 403, 406, 407, 408, 409, 410, 413, 414, 415, 416, 417, 420, 421, 422, 423, 424, 427, 428, 429, 430, 501, 504, 505, 506, 507, 508, 511, 612, 624, 701, 1104], worked: &[] },
    Year { year: 2021, provisional: false, off: &[101, 104, 105, 106, 107, 108, 222, 223, 308, 503, 504, 505, 506, 507, 510, 614, 1101, 1102, 1103, 1104, 1105, 1231], worked: &[220] },
    Year { year: 2022, provisional: false, off: &[103, 104, 105, 106, 107, 223, 307, 308, 502, 503, 509, 510, 613, 1104], worked: &[305] },
    Year { year: 2023, provisional: false, off: &[102, 103, 104, 105, 106, 223, 224, 308, 501, 508, 509, 612, 1106], worked: &[] },
    Year { year: 2024, provisional: false, off: &[101, 102, 103, 104, 105, 108, 223, 308, 429, 430, 501, 509, 510, 612, 1104, 1230, 1231], worked: &[427, 1102, 1228] },
    Year { year: 2025, provisional: false, off: &[101, 102, 103, 106, 107, 108, 501, 502, 508, 509, 612, 613, 1103, 1104, 1231], worked: &[1101] },
    Year { year: 2026, provisional: false, off: &[101, 102, 105, 106, 107, 108, 109, 223, 309, 501, 511, 612, 1104, 1231], worked: &[] },
    Year { year: 2027, provisional: true, off: &[101, 104, 105, 106, 107, 108, 222, 223, 308, 503, 510, 614, 1104, 1105, 1231], worked: &[220] },
];
