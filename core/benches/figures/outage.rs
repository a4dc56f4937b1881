//! One hailstorm, one outage, ten thousand cases: what the alarm centre sees when it is back.
//!
//! A pure simulation of `assistance::retry` on a clock of its own; nothing is sent.

use super::sheet::Sheet;
use chrono::{TimeDelta, TimeZone, Utc};
use roadside_core::assistance::intake::Undelivered;
use roadside_core::assistance::retry;
use roadside_core::error::Trouble;
use roadside_core::types::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Duration;

const CASES: u32 = 10_000;

/// How the centre comes back.
struct Centre {
    back_at: Timestamp,
    /// What it takes per second; beyond that it answers 429.
    capacity: u32,
    /// What it asks for with a 429.
    retry_after: Option<Duration>,
}

/// What it saw.
struct Seen {
    busiest: u32,
    average: f64,
    /// Cases the centre holds.
    held: u32,
    /// Requests that brought nothing new: the answer to the first had been lost.
    repeated: u32,
    last: TimeDelta,
}

/// A well-mixed stream of 64-bit numbers (SplitMix64), the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

fn run(storm: Timestamp, centre: &Centre) -> Seen {
    let mut dice = Dice(1);
    // Everybody's first attempt within the first minute of the storm.
    let mut due: BinaryHeap<Reverse<(Timestamp, u32, u32)>> = (0..CASES)
        .map(|phone| {
            let wait = TimeDelta::milliseconds(i64::from(phone) * 60_000 / i64::from(CASES));
            Reverse((storm + wait, phone, 1))
        })
        .collect();
    let mut per_second: BTreeMap<i64, u32> = BTreeMap::new();
    let mut held = vec![false; CASES as usize];
    let mut repeated = 0;
    let mut last = storm;
    while let Some(Reverse((now, phone, attempt))) = due.pop() {
        let trouble = if now < centre.back_at {
            Some(Undelivered::of(Trouble::NoConnection))
        } else {
            let second = per_second.entry(now.timestamp()).or_default();
            *second += 1;
            (*second > centre.capacity).then(|| Undelivered {
                retry_after: centre.retry_after,
                ..Undelivered::of(Trouble::Busy)
            })
        };
        match trouble {
            Some(failure) => {
                let next = retry::after(now, attempt, &failure, dice.throw());
                due.push(Reverse((next.at, phone, attempt + 1)));
            }
            None => {
                let Some(held) = held.get_mut(phone as usize) else {
                    continue;
                };
                repeated += u32::from(*held);
                *held = true;
                last = now;
                // One answer in fifty gets lost on the way back: the phone must try again.
                if dice.throw().is_multiple_of(50) {
                    let failure = Undelivered::of(Trouble::TooSlow);
                    let next = retry::after(now, attempt, &failure, dice.throw());
                    due.push(Reverse((next.at, phone, attempt + 1)));
                }
            }
        }
    }
    let requests: u32 = per_second.values().sum();
    let span = (last - centre.back_at).num_seconds().max(1);
    Seen {
        busiest: per_second.values().max().copied().unwrap_or_default(),
        average: f64::from(requests) / span as f64,
        held: held.iter().map(|held| u32::from(*held)).sum(),
        repeated,
        last: last - centre.back_at,
    }
}

pub fn simulate(sheet: &mut Sheet) {
    let storm = Utc
        .with_ymd_and_hms(2026, 7, 10, 16, 0, 0)
        .single()
        .expect("a time");
    let back_at = storm + TimeDelta::minutes(45);
    let unlimited = Centre {
        back_at,
        capacity: u32::MAX,
        retry_after: None,
    };
    let narrow = Centre {
        back_at,
        capacity: 5,
        retry_after: Some(Duration::from_secs(120)),
    };
    for (name, centre) in [
        ("10,000 cases after 45 minutes of outage", &unlimited),
        (
            "the same, a centre that takes 5 a second and says 429",
            &narrow,
        ),
    ] {
        let seen = run(storm, centre);
        sheet.held(
            name,
            format!(
                "{} received, busiest second {} requests",
                seen.held, seen.busiest
            ),
            "none lost, ≤ 50/s",
            seen.held == CASES && seen.busiest <= 50,
        );
        sheet.told(
            "  until the last was in",
            format!(
                "{} min, {:.1} requests/s, {} repeated in vain",
                seen.last.num_minutes(),
                seen.average,
                seen.repeated
            ),
        );
    }
}
