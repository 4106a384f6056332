//! Terms of the law on the calendar of Russia; the expected dates are counted by hand.

use jiff::civil::{Date, DateTime, date};
use proptest::prelude::*;
use zaver_requisites::{
    Deadline, Term, WorkCalendar, ru,
    term::{months, remaining, validity, working_days},
};

const CALENDAR: WorkCalendar = WorkCalendar::russia();

#[test]
fn three_working_days_from_a_friday_end_on_wednesday() {
    let Deadline {
        due,
        provisional,
        explanation,
        by_calendar,
    } = working_days(&CALENDAR, date(2026, 11, 20), 3);
    assert_eq!((due, provisional, by_calendar), (date(2026, 11, 25), false, false));
    assert_eq!(
        explanation,
        "Считаем со следующего рабочего дня: 23, 24, 25 ноября. Последний день — среда, 25 ноября 2026, до 24:00."
    );
}

#[test]
fn a_month_that_ends_on_a_sunday_moves_to_monday() {
    let Deadline {
        due,
        provisional,
        explanation,
        by_calendar,
    } = months(&CALENDAR, date(2027, 1, 29), 1);
    assert_eq!((due, provisional, by_calendar), (date(2027, 3, 1), true, true));
    assert_eq!(
        explanation,
        "Считаем 1 месяц с 29 января 2027. 28 февраля 2027 — воскресенье, срок переходит на следующий рабочий день. \
         Последний день — понедельник, 1 марта 2027, до 24:00. \
         Производственный календарь на 2027 год предварительный: дата может сдвинуться."
    );
}

#[test]
fn working_days_step_over_days_off_and_count_worked_saturdays() {
    let cases = [
        ("New Year holidays", date(2025, 12, 29), 3, date(2026, 1, 13)),
        ("a day off moved by decree", date(2026, 12, 28), 3, date(2027, 1, 11)),
        ("4 November", date(2026, 11, 3), 1, date(2026, 11, 5)),
        ("a worked Saturday", date(2025, 10, 31), 1, date(2025, 11, 1)),
        ("started on a day off", date(2026, 11, 21), 1, date(2026, 11, 23)),
        ("ten days", date(2026, 11, 23), 10, date(2026, 12, 7)),
        ("nothing to wait for", date(2026, 11, 23), 0, date(2026, 11, 23)),
    ];
    for (case, start, count, due) in cases {
        assert_eq!(working_days(&CALENDAR, start, count).due, due, "{case}");
    }
    let over_months = working_days(&CALENDAR, date(2026, 11, 27), 3).explanation;
    assert!(
        over_months.starts_with("Считаем со следующего рабочего дня: 30 ноября, 1, 2 декабря. "),
        "{over_months}"
    );
    let long = working_days(&CALENDAR, date(2026, 11, 20), 21).explanation;
    assert!(
        long.starts_with("Считаем 21 рабочий день, первый — 23 ноября 2026. "),
        "{long}"
    );
}

#[test]
fn months_keep_the_date_or_take_the_last_day() {
    let cases = [
        (date(2026, 11, 20), 1, date(2026, 12, 21)), // 20.12 is a Sunday
        (date(2026, 11, 12), 1, date(2026, 12, 14)), // 12.12 is a Saturday
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 11)), // 01.01 and the holidays after it
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 23), 15, date(2028, 2, 24)), // 23.02.2028 is off by ст. 112 ТК
    ];
    for (start, count, due) in cases {
        assert_eq!(months(&CALENDAR, start, count).due, due, "{start} + {count}");
    }
}

#[test]
fn a_paper_is_valid_to_the_same_date_even_when_it_is_a_day_off() {
    let poa = validity(date(2024, 2, 29), 2);
    assert_eq!((poa.due, poa.provisional), (date(2026, 2, 28), false));
    assert_eq!(
        poa.explanation,
        "Действует 2 года с 29 февраля 2024. Последний день — суббота, 28 февраля 2026, до 24:00."
    );
}

#[test]
fn a_regulation_writes_a_term_in_one_word() {
    let cases = [
        (r#"{"working_days":3}"#, date(2026, 11, 25)),
        (r#"{"months":1}"#, date(2026, 12, 21)),
        (r#"{"years":2}"#, date(2028, 11, 20)),
    ];
    for (text, due) in cases {
        let term: Term = serde_json::from_str(text).unwrap();
        assert_eq!(term.deadline(&CALENDAR, date(2026, 11, 20)).due, due, "{text}");
    }
}

#[test]
fn years_have_the_published_number_of_working_days() {
    let published = [
        (2013, 247),
        (2014, 247),
        (2015, 247),
        (2016, 247),
        (2017, 247),
        (2018, 247),
        (2019, 247),
        (2020, 219),
        (2021, 240),
        (2022, 247),
        (2023, 247),
        (2024, 248),
        (2025, 247),
        (2026, 247),
        (2027, 247),
    ];
    for (year, count) in published {
        let found = CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31));
        assert_eq!(found, count, "{year}");
    }
}

#[test]
fn a_year_without_a_calendar_follows_the_labour_code() {
    // 2028: 1 January is a Saturday, 4 November a Saturday, 12 June a Monday.
    assert!(!CALENDAR.is_working(date(2028, 1, 7)));
    assert!(CALENDAR.is_working(date(2028, 1, 10)));
    assert!(!CALENDAR.is_working(date(2028, 6, 12)));
    assert!(CALENDAR.is_working(date(2028, 6, 13)));
    assert!(!CALENDAR.is_working(date(2028, 11, 6)));
    let due = working_days(&CALENDAR, date(2028, 11, 3), 1);
    assert_eq!((due.due, due.provisional), (date(2028, 11, 7), true));
}

#[test]
fn what_is_left_is_said_as_a_clerk_would() {
    let due = date(2026, 11, 25);
    let cases: [(DateTime, &str); 8] = [
        (date(2026, 11, 20).at(10, 0, 0, 0), "Осталось 3 раб. дня"),
        (date(2026, 11, 23).at(18, 30, 0, 0), "Осталось 2 раб. дня"),
        (date(2026, 11, 24).at(9, 0, 0, 0), "Остался 1 раб. день"),
        (date(2026, 11, 25).at(20, 20, 0, 0), "Осталось 3 ч 40 мин"),
        (date(2026, 11, 25).at(23, 15, 30, 0), "Осталось 44 мин"),
        (date(2026, 11, 26).at(0, 0, 0, 0), "Просрочена на 1 раб. день"),
        (date(2026, 11, 30).at(9, 0, 0, 0), "Просрочена на 3 раб. дня"),
        (date(2026, 12, 2).at(9, 0, 0, 0), "Просрочена на 5 раб. дней"),
    ];
    for (now, phrase) in cases {
        let left = remaining(&CALENDAR, due, now);
        assert_eq!(left.to_string(), phrase, "{now}");
        assert_eq!(
            (left.is_soon(), left.is_late()),
            (now.date() == due, now.date() > due),
            "{now}"
        );
    }
    let friday = date(2026, 11, 27);
    assert_eq!(
        remaining(&CALENDAR, friday, date(2026, 11, 28).at(9, 0, 0, 0)).to_string(),
        "Просрочена"
    );
    let sunday = date(2026, 11, 29);
    assert_eq!(
        remaining(&CALENDAR, sunday, date(2026, 11, 28).at(9, 0, 0, 0)).to_string(),
        "Осталось 39 ч 0 мин"
    );
}

#[test]
fn nouns_and_numbers_follow_russian_grammar() {
    let day = |count| ru::plural(count, "день", "дня", "дней");
    let forms: Vec<_> = [0, 1, 2, 5, 11, 14, 21, 22, 111, 121].map(day).into();
    assert_eq!(
        forms,
        [
            "дней", "день", "дня", "дней", "дней", "дней", "день", "дня", "дней", "день"
        ]
    );
    assert_eq!(ru::number(1_234_567), "1\u{a0}234\u{a0}567");
    assert_eq!(ru::number(999), "999");
    assert_eq!(ru::date_long(date(2026, 11, 20)), "20 ноября 2026");
    assert_eq!(ru::date_short(date(2027, 3, 1)), "01.03.2027");
}

#[test]
fn the_end_of_the_calendar_is_not_a_panic() {
    assert_eq!(working_days(&CALENDAR, Date::MAX, 3).due, Date::MAX);
    assert_eq!(months(&CALENDAR, Date::MAX, 1).due, Date::MAX);
    assert_eq!(validity(Date::MAX, u8::MAX).due, Date::MAX);
}

proptest! {
    #[test]
    fn a_term_ends_on_a_working_day_and_longer_terms_not_earlier(offset in 0..6000_i32, count in 1..40_u16) {
        let start = date(2013, 1, 1).saturating_add(jiff::Span::new().days(offset));
        let shorter = working_days(&CALENDAR, start, count);
        let longer = working_days(&CALENDAR, start, count + 1);
        prop_assert!(CALENDAR.is_working(shorter.due) && shorter.due < longer.due);
        prop_assert_eq!(CALENDAR.working_days_between(start, shorter.due), u32::from(count));
        prop_assert!(CALENDAR.is_working(months(&CALENDAR, start, count).due));
    }
}

#[test]
fn what_is_left_of_months_is_said_in_calendar_days() {
    let month = months(&CALENDAR, date(2026, 11, 23), 1);
    for (now, phrase) in [
        (date(2026, 11, 23), "Осталось 30 дней"),
        (date(2026, 12, 19), "Осталось 4 дня"),
        (date(2026, 12, 22), "Остался 1 день"),
        (date(2026, 12, 23), "Осталось 15 ч 0 мин"),
        (date(2026, 12, 24), "Просрочена на 1 день"),
        (date(2027, 1, 11), "Просрочена на 19 дней"),
    ] {
        let left = month.remaining(&CALENDAR, now.at(9, 0, 0, 0));
        assert_eq!(left.to_string(), phrase, "{now}");
        assert_eq!(left.is_late(), now > month.due, "{now}");
    }
    let three = working_days(&CALENDAR, date(2026, 11, 20), 3);
    let left = three.remaining(&CALENDAR, date(2026, 11, 20).at(9, 0, 0, 0));
    assert_eq!(left.to_string(), "Осталось 3 раб. дня");
}
