//! What a claim promises in days: around Easter, Christmas and both changes of the clock, for
//! ten years and more.

#![allow(clippy::expect_used, clippy::panic, missing_docs)]

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use roadside_core::claim::{Claim, ClaimState, DeadlineKind, Incident, Told, deadlines};
use roadside_core::types::Timestamp;
use roadside_core::types::calendar::copenhagen_moment;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Easter Days as they are published.
const EASTER: [(i32, u32, u32); 12] = [
    (2024, 3, 31),
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2028, 4, 16),
    (2029, 4, 1),
    (2030, 4, 21),
    (2031, 4, 13),
    (2032, 3, 28),
    (2033, 4, 17),
    (2034, 4, 9),
    (2035, 3, 25),
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The days off of these years, from the published Easter Days and the fixed holidays alone.
fn days_off() -> BTreeSet<NaiveDate> {
    let mut off = BTreeSet::new();
    for (year, month, easter) in EASTER {
        let sunday = day(year, month, easter);
        for days in [-3, -2, 0, 1, 39, 49, 50] {
            off.insert(sunday + chrono::TimeDelta::days(days));
        }
        for (month, date) in [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)] {
            off.insert(day(year, month, date));
        }
    }
    off
}

fn at(on: NaiveDate, hour: u32, minute: u32) -> Timestamp {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
    copenhagen_moment(on, time).expect("a moment")
}

fn received(at: Timestamp) -> Claim {
    let mut claim = Claim::new(Uuid::from_u128(1), Uuid::nil(), Told::default(), at);
    claim.state = ClaimState::Received;
    claim.history.push(roadside_core::claim::ClaimStep {
        at,
        state: ClaimState::Received,
    });
    claim
}

fn answer(claim: &Claim) -> (NaiveDate, NaiveDate) {
    let due = deadlines(claim)
        .into_iter()
        .find(|due| due.kind == DeadlineKind::AnswerOnline)
        .expect("an answer is due");
    (due.from.expect("from"), due.on.expect("on"))
}

/// Counted by hand: one day after the other.
fn counted(from: NaiveDate, working_days: u32, off: &BTreeSet<NaiveDate>) -> NaiveDate {
    let mut reached = from;
    let mut left = working_days;
    while left > 0 {
        reached = reached.succ_opt().expect("a day");
        let weekend = matches!(reached.weekday(), Weekday::Sat | Weekday::Sun);
        if !weekend && !off.contains(&reached) {
            left -= 1;
        }
    }
    reached
}

#[test]
fn every_day_of_ten_years_is_counted_by_copenhagens_calendar() {
    let off = days_off();
    let mut today = day(2024, 1, 1);
    while today < day(2035, 11, 30) {
        // The first and the last minute of a day in Copenhagen are that day, whatever UTC says.
        for (hour, minute) in [(0, 0), (23, 59)] {
            let claim = received(at(today, hour, minute));
            let expected = (counted(today, 7, &off), counted(today, 10, &off));
            assert_eq!(answer(&claim), expected, "{today} {hour}:{minute}");
        }
        today = today.succ_opt().expect("a day");
    }
}

#[test]
fn days_one_can_look_up() {
    // Received on the Tuesday before Easter 2027 (28 March): three days off and two weekends.
    let claim = received(at(day(2027, 3, 23), 12, 0));
    assert_eq!(answer(&claim), (day(2027, 4, 6), day(2027, 4, 9)));
    // Received on 22 December 2026: Christmas Eve to Boxing Day, New Year's Eve and Day.
    let claim = received(at(day(2026, 12, 22), 12, 0));
    assert_eq!(answer(&claim), (day(2027, 1, 6), day(2027, 1, 11)));
    // Great Prayer Day (26 April 2024) is a working day since 2024.
    let claim = received(at(day(2024, 4, 25), 12, 0));
    assert_eq!(answer(&claim).0, day(2024, 5, 6));
}

#[test]
fn illness_is_reported_within_three_years_by_the_calendar() {
    for (year, month, easter) in EASTER {
        for (occurred, until) in [
            (day(year, 2, 28), day(year + 3, 2, 28)),
            (day(year, month, easter), day(year + 3, month, easter)),
            (day(year, 12, 31), day(year + 3, 12, 31)),
        ] {
            // A minute past midnight in Copenhagen is still the day before in UTC.
            let told = Told {
                incident: Incident {
                    kind: Some("illness".into()),
                    occurred_at: Some(at(occurred, 0, 1)),
                    ..Incident::default()
                },
                ..Told::default()
            };
            let claim = Claim::new(Uuid::from_u128(1), Uuid::nil(), told, at(occurred, 9, 0));
            let due = deadlines(&claim);
            let health = due.iter().find(|due| due.kind == DeadlineKind::Health);
            assert_eq!(health.and_then(|due| due.on), Some(until));
        }
    }
    let leap = Told {
        incident: Incident {
            kind: Some("injury".into()),
            occurred_at: Some(at(day(2028, 2, 29), 12, 0)),
            ..Incident::default()
        },
        ..Told::default()
    };
    let claim = Claim::new(
        Uuid::from_u128(1),
        Uuid::nil(),
        leap,
        at(day(2028, 3, 1), 9, 0),
    );
    let due = deadlines(&claim);
    assert!(due.iter().any(|due| due.on == Some(day(2031, 2, 28))));
}

/// On the last Sundays of March and October a day has 23 and 25 hours; the day stays the day.
#[test]
fn both_changes_of_the_clock() {
    for year in 2024..=2035 {
        for month in [3, 10] {
            let last = (22..=31)
                .filter_map(|date| NaiveDate::from_ymd_opt(year, month, date))
                .rfind(|day| day.weekday() == Weekday::Sun)
                .expect("a last Sunday");
            let off = days_off();
            for (hour, minute) in [(0, 30), (1, 59), (3, 0), (23, 30)] {
                let claim = received(at(last, hour, minute));
                assert_eq!(answer(&claim).1, counted(last, 10, &off), "{last} {hour}");
            }
        }
    }
}
