//! Danish working days against published years, and Copenhagen's clock on the days it changes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use chrono::{Datelike, NaiveTime, TimeDelta, Weekday};
use proptest::prelude::*;
use roadside_core::types::calendar::{
    ClosedDay, DayKind, Holiday, add_months, add_weeks, add_working_days, copenhagen_date,
    copenhagen_local, copenhagen_moment, day_kind, easter, end_on_working_day, holiday,
    is_working_day,
};
use roadside_core::types::{Date, Timestamp};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time")
}

/// Easter Day as almanacs print it.
const EASTER: [(i32, &str); 24] = [
    (2000, "2000-04-23"),
    (2008, "2008-03-23"),
    (2011, "2011-04-24"),
    (2016, "2016-03-27"),
    (2018, "2018-04-01"),
    (2019, "2019-04-21"),
    (2020, "2020-04-12"),
    (2021, "2021-04-04"),
    (2022, "2022-04-17"),
    (2023, "2023-04-09"),
    (2024, "2024-03-31"),
    (2025, "2025-04-20"),
    (2026, "2026-04-05"),
    (2027, "2027-03-28"),
    (2028, "2028-04-16"),
    (2029, "2029-04-01"),
    (2030, "2030-04-21"),
    (2031, "2031-04-13"),
    (2032, "2032-03-28"),
    (2033, "2033-04-17"),
    (2034, "2034-04-09"),
    (2035, "2035-03-25"),
    (2038, "2038-04-25"),
    (2285, "2285-03-22"),
];

#[test]
fn easter_is_where_the_almanac_has_it() {
    for (year, printed) in EASTER {
        assert_eq!(easter(year), Some(day(printed)), "{year}");
    }
    assert_eq!(easter(1582), None);
    assert_eq!(easter(10_000), None);
}

/// Published public holidays of whole years, in order.
const PUBLISHED: [(i32, &[&str]); 6] = [
    (
        2020,
        &[
            "01-01", "04-09", "04-10", "04-12", "04-13", "05-08", "05-21", "05-31", "06-01",
            "12-25", "12-26",
        ],
    ),
    (
        2023,
        &[
            "01-01", "04-06", "04-07", "04-09", "04-10", "05-05", "05-18", "05-28", "05-29",
            "12-25", "12-26",
        ],
    ),
    (
        2024,
        &[
            "01-01", "03-28", "03-29", "03-31", "04-01", "05-09", "05-19", "05-20", "12-25",
            "12-26",
        ],
    ),
    (
        2026,
        &[
            "01-01", "04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25", "12-25",
            "12-26",
        ],
    ),
    (
        2027,
        &[
            "01-01", "03-25", "03-26", "03-28", "03-29", "05-06", "05-16", "05-17", "12-25",
            "12-26",
        ],
    ),
    (
        2035,
        &[
            "01-01", "03-22", "03-23", "03-25", "03-26", "05-03", "05-13", "05-14", "12-25",
            "12-26",
        ],
    ),
];

fn days_of(year: i32) -> impl Iterator<Item = Date> {
    day(&format!("{year}-01-01"))
        .iter_days()
        .take_while(move |day| day.year() == year)
}

#[test]
fn published_years_have_their_holidays_and_no_others() {
    for (year, printed) in PUBLISHED {
        let found: Vec<String> = days_of(year)
            .filter(|day| holiday(*day).is_some())
            .map(|day| day.format("%m-%d").to_string())
            .collect();
        assert_eq!(found, printed, "{year}");
    }
}

#[test]
fn every_year_to_2035_has_ten_holidays_and_great_prayer_day_only_to_2023() {
    for year in 2020..=2035 {
        let found: Vec<Holiday> = days_of(year).filter_map(holiday).collect();
        let prayer = found.contains(&Holiday::GreatPrayerDay);
        assert_eq!(prayer, year <= 2023, "{year}");
        assert_eq!(
            found.len(),
            if prayer { 11 } else { 10 },
            "{year}: {found:?}"
        );
    }
}

#[test]
fn days_that_are_no_holidays_are_still_no_working_days() {
    assert_eq!(
        day_kind(day("2026-06-05")),
        DayKind::Closed(ClosedDay::ConstitutionDay)
    );
    assert_eq!(
        day_kind(day("2026-12-24")),
        DayKind::Closed(ClosedDay::ChristmasEve)
    );
    assert_eq!(
        day_kind(day("2026-12-31")),
        DayKind::Closed(ClosedDay::NewYearsEve)
    );
    assert_eq!(holiday(day("2026-06-05")), None);
    // On a Saturday it is a weekend, and on Whit Monday it is the holiday.
    assert_eq!(day_kind(day("2027-06-05")), DayKind::Weekend);
    assert_eq!(
        day_kind(day("2028-06-05")),
        DayKind::Holiday(Holiday::WhitMonday)
    );
    // The Friday after Ascension Day is a working day like any other.
    assert!(is_working_day(day("2026-05-15")));
    assert!(is_working_day(day("2024-04-26")), "once Great Prayer Day");
}

#[test]
fn seven_working_days_across_easter_christmas_and_constitution_day() {
    // Told by hand with the almanac: (from, working days, ends).
    for (from, count, ends) in [
        ("2026-11-26", 7, "2026-12-07"),
        ("2026-03-30", 7, "2026-04-13"),
        ("2026-04-01", 1, "2026-04-07"),
        ("2024-03-27", 10, "2024-04-15"),
        ("2025-04-16", 1, "2025-04-22"),
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-12-23", 7, "2027-01-07"),
        ("2027-12-23", 10, "2028-01-10"),
        ("2026-06-04", 1, "2026-06-08"),
        ("2026-05-13", 10, "2026-05-29"),
        ("2023-05-04", 1, "2023-05-08"),
        ("2024-04-25", 1, "2024-04-26"),
        // A Saturday starts like the Friday before it.
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-27", 0, "2026-11-27"),
    ] {
        assert_eq!(
            add_working_days(day(from), count),
            Some(day(ends)),
            "{from} + {count}"
        );
    }
}

#[test]
fn a_period_that_would_end_on_a_day_off_ends_on_the_next_working_day() {
    for (would, does) in [
        ("2026-12-24", "2026-12-28"),
        ("2027-03-25", "2027-03-30"),
        ("2026-06-05", "2026-06-08"),
        ("2026-11-26", "2026-11-26"),
    ] {
        assert_eq!(end_on_working_day(day(would)), Some(day(does)), "{would}");
    }
}

#[test]
fn weeks_and_months_end_where_the_regulation_says() {
    assert_eq!(add_weeks(day("2026-11-26"), 4), Some(day("2026-12-24")));
    assert_eq!(add_months(day("2027-01-31"), 1), Some(day("2027-02-28")));
    assert_eq!(add_months(day("2028-01-31"), 1), Some(day("2028-02-29")));
    assert_eq!(add_months(day("2024-02-29"), 36), Some(day("2027-02-28")));
    assert_eq!(add_months(Date::MAX, 1), None);
    assert_eq!(add_weeks(Date::MAX, 1), None);
    assert_eq!(add_working_days(Date::MAX, 1), None);
}

#[test]
fn midnight_in_copenhagen_is_right_around_both_clock_changes_for_ten_years() {
    for year in 2026..=2035 {
        for month in [3, 10] {
            let last = if month == 3 { "03-31" } else { "10-31" };
            let change = day(&format!("{year}-{last}"))
                .iter_days()
                .rev()
                .find(|day| day.weekday() == Weekday::Sun)
                .expect("a Sunday in every month");
            // Hours east of Greenwich at the midnights before and after the night of the change.
            let (before, after) = if month == 3 { (1, 2) } else { (2, 1) };
            let next = change.succ_opt().expect("a Monday");
            for (date, east) in [(change, before), (next, after)] {
                let midnight = date.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(east);
                assert_eq!(copenhagen_date(midnight), date, "{date}");
                assert_eq!(
                    copenhagen_date(midnight - TimeDelta::seconds(1)),
                    date.pred_opt().expect("a day before"),
                    "{date}"
                );
                assert_eq!(copenhagen_moment(date, NaiveTime::MIN), Some(midnight));
            }
            // The change itself is at 01:00 UTC.
            let shown = |minutes: i64| {
                copenhagen_local(
                    change.and_time(time(1, 0)).and_utc() + TimeDelta::minutes(minutes),
                )
                .time()
            };
            let (last_minute, first) = if month == 3 { (1, 3) } else { (2, 2) };
            assert_eq!(shown(-1), time(last_minute, 59), "{change}");
            assert_eq!(shown(0), time(first, 0), "{change}");
        }
    }
}

#[test]
fn an_hour_that_comes_twice_or_never_has_one_moment() {
    assert_eq!(
        copenhagen_moment(day("2026-10-25"), time(2, 30)),
        Some(at("2026-10-25T00:30:00Z"))
    );
    assert_eq!(
        copenhagen_moment(day("2026-03-29"), time(2, 30)),
        Some(at("2026-03-29T01:30:00Z"))
    );
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..40_000).prop_map(|days| day("1990-01-01") + TimeDelta::days(days))
}

proptest! {
    /// Counting on from where one stopped is counting once, and every end is a working day.
    #[test]
    fn counting_in_two_steps_is_counting_once(start in any_day(), first in 0_u16..40, then in 1_u16..40) {
        let once = add_working_days(start, first + then).expect("within the calendar");
        let twice = add_working_days(start, first).and_then(|reached| add_working_days(reached, then));
        prop_assert_eq!(Some(once), twice);
        prop_assert!(is_working_day(once));
        prop_assert!(once - start >= TimeDelta::days(i64::from(first + then)));
    }

    /// Between two neighbouring working days lie at most the five days off of an Easter.
    #[test]
    fn nobody_is_away_for_a_week(start in any_day()) {
        let next = add_working_days(start, 1).expect("within the calendar");
        prop_assert!(next - start <= TimeDelta::days(6), "{start} to {next}");
    }

    /// The local day of a local midnight is that day.
    #[test]
    fn a_day_begins_at_its_midnight(date in any_day()) {
        let midnight = copenhagen_moment(date, NaiveTime::MIN).expect("within the calendar");
        prop_assert_eq!(copenhagen_date(midnight), date);
        prop_assert_eq!(copenhagen_date(midnight - TimeDelta::seconds(1)), date.pred_opt().expect("a day before"));
    }
}
