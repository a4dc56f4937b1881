//! When a case that was not received is tried again.
//!
//! Decides the moment only, from the number of attempts, the centre's own wish and random bits
//! handed in. Waiting and sending belong to the facade.

use super::intake::Undelivered;
use crate::error::Trouble;
use crate::types::Timestamp;
use std::time::Duration;

/// The window the first retry falls into.
pub const BASE: Duration = Duration::from_secs(5);
/// The widest window: after some attempts every retry falls within this time.
pub const CAP: Duration = Duration::from_secs(15 * 60);
/// No retry comes sooner, whatever the dice say.
pub const FLOOR: Duration = Duration::from_millis(500);
/// How long a refused case rests at least: the centre will say the same again, and the motorist
/// has the phone.
pub const REFUSED_REST: Duration = Duration::from_secs(60 * 60);

/// When a case is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The moment of the next attempt.
    pub at: Timestamp,
    /// No attempt before this moment, even when a person asks for one: the centre said so.
    pub not_before: Option<Timestamp>,
}

/// Exponential backoff with full jitter: a moment drawn evenly from nothing to
/// `BASE * 2^(attempt - 1)`, at most [`CAP`], at least [`FLOOR`]. `attempt` counts the failed
/// attempts, from 1; `random` is 64 random bits.
pub fn delay(attempt: u32, random: u64) -> Duration {
    drawn(window(attempt), random).max(FLOOR)
}

/// The next attempt when the centre may have said `retry_after`: never sooner than it asked, and
/// spread on top of that over the backoff window or half of what it asked, whichever is wider,
/// so that 10,000 phones told "in ten minutes" do not all come in the same second.
pub fn next_attempt(
    now: Timestamp,
    attempt: u32,
    retry_after: Option<Duration>,
    random: u64,
) -> Timestamp {
    let Some(asked) = retry_after else {
        return later(now, delay(attempt, random));
    };
    let spread = window(attempt).max(asked / 2);
    later(now, asked.saturating_add(drawn(spread, random).max(FLOOR)))
}

/// What follows from a failed attempt: as [`next_attempt`], and a refused case rests at least
/// [`REFUSED_REST`].
pub fn after(now: Timestamp, attempt: u32, failure: &Undelivered, random: u64) -> Next {
    let asked = match failure.trouble {
        Trouble::Refused => Some(failure.retry_after.unwrap_or_default().max(REFUSED_REST)),
        _ => failure.retry_after,
    };
    Next {
        at: next_attempt(now, attempt, asked, random),
        not_before: failure.retry_after.map(|asked| later(now, asked)),
    }
}

fn window(attempt: u32) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    BASE.saturating_mul(1 << doublings).min(CAP)
}

/// `window * random / 2^64`, without floating point.
fn drawn(window: Duration, random: u64) -> Duration {
    let micros = window.as_micros().min(u128::from(u64::MAX));
    let part = (micros * u128::from(random)) >> 64;
    Duration::from_micros(u64::try_from(part).unwrap_or(u64::MAX))
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    chrono::TimeDelta::from_std(wait)
        .ok()
        .and_then(|wait| now.checked_add_signed(wait))
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn noon() -> Timestamp {
        "2026-07-10T12:00:00Z".parse().expect("a time")
    }

    #[test]
    fn windows_double_up_to_the_cap() {
        let widest = |attempt| delay(attempt, u64::MAX).as_secs_f64().round();
        assert_eq!(widest(1), 5.0);
        assert_eq!(widest(2), 10.0);
        assert_eq!(widest(7), 320.0);
        assert_eq!(widest(9), 900.0);
        assert_eq!(widest(u32::MAX), 900.0);
        assert_eq!(delay(5, 0), FLOOR);
    }

    #[test]
    fn a_refused_case_rests() {
        let failure = Undelivered {
            trouble: Trouble::Refused,
            retry_after: None,
            newer_revision: None,
        };
        let next = after(noon(), 1, &failure, 0);
        assert!(next.at >= later(noon(), REFUSED_REST));
        assert_eq!(next.not_before, None);
    }

    #[test]
    fn ten_thousand_phones_spread_over_the_window() {
        // One outage, one Retry-After of ten minutes: no second sees more than a small share.
        let mut per_second = std::collections::BTreeMap::<i64, u32>::new();
        let mut state = 1_u64;
        for _ in 0..10_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let random = state ^ (state >> 29);
            let at = next_attempt(noon(), 1, Some(Duration::from_secs(600)), random);
            *per_second.entry((at - noon()).num_seconds()).or_default() += 1;
        }
        assert!(per_second.keys().all(|second| (600..=900).contains(second)));
        let busiest = per_second.values().max().copied().unwrap_or_default();
        assert!(busiest < 100, "{busiest} phones in one second");
    }

    proptest! {
        #[test]
        fn never_sooner_than_asked_and_never_beyond_the_window(
            attempt in any::<u32>(), random in any::<u64>(), asked in proptest::option::of(0_u64..86_400)
        ) {
            let asked = asked.map(Duration::from_secs);
            let wait = (next_attempt(noon(), attempt, asked, random) - noon()).to_std().expect("ahead");
            let least = asked.unwrap_or_default() + FLOOR;
            let most = asked.unwrap_or_default() + CAP.max(asked.unwrap_or_default() / 2) + FLOOR;
            prop_assert!(wait >= least && wait <= most);
        }

        #[test]
        fn later_dice_never_shorten(attempt in 0_u32..40, a in any::<u64>(), b in any::<u64>()) {
            prop_assert!(delay(attempt, a.min(b)) <= delay(attempt, a.max(b)));
        }
    }
}
