//! How good a fix is to be found by, and how that is said.
//!
//! Decides what counts as old, wide or unknown. Measuring again is the phone's.

use crate::messages;
use crate::position::Fix;
use crate::types::{Language, Timestamp};
use chrono::TimeDelta;

/// Older than this, the car or its people may have moved on.
const OLD: TimeDelta = TimeDelta::minutes(10);
/// Wider than this, a patrol does not see the car from the middle.
const WIDE_M: f64 = 100.0;

/// The fix, if it is a place on Earth; a receiver that gives anything else has none.
pub(super) fn on_earth(fix: Option<&Fix>) -> Option<&Fix> {
    fix.filter(|fix| fix.lat.abs() <= 90.0 && fix.lon.abs() <= 180.0)
}

/// A fix as someone who has to find it sees it.
#[derive(Clone, Copy)]
pub(super) struct Quality {
    age: Option<TimeDelta>,
    radius_m: Option<f64>,
}

impl Quality {
    pub(super) fn of(fix: &Fix, now: Timestamp) -> Self {
        Self {
            // A fix from the future is a clock set wrong, not a fix of no age at all; but there is
            // nothing better to say of it.
            age: fix.fixed_at.map(|at| (now - at).max(TimeDelta::zero())),
            radius_m: fix.accuracy_m.filter(|m| m.is_finite() && *m >= 0.0),
        }
    }

    pub(super) fn is_old(&self) -> bool {
        self.age.is_some_and(|age| age > OLD)
    }

    pub(super) fn is_wide(&self) -> bool {
        self.radius_m.is_some_and(|radius| radius > WIDE_M)
    }

    /// Age or radius was not told.
    pub(super) fn is_vague(&self) -> bool {
        self.age.is_none() || self.radius_m.is_none()
    }

    /// The age, rounded up: `25 min`.
    pub(super) fn age(&self, language: Language) -> Option<String> {
        let minutes = (self.age?.num_seconds().max(1) + 59) / 60;
        let (key, n) = match minutes {
            ..120 => ("assist.age.minutes", minutes),
            120..2880 => ("assist.age.hours", minutes / 60),
            _ => ("assist.age.days", minutes / 1440),
        };
        Some(messages::text(language, key, &[("n", &n.to_string())]))
    }

    /// The radius, rounded up: `15 m`, `3 km`.
    pub(super) fn radius(&self) -> Option<String> {
        let metres = self.radius_m?.ceil().max(1.0);
        let far = metres >= 1000.0;
        Some(if far {
            format!("{:.0} km", (metres / 1000.0).ceil())
        } else {
            format!("{metres:.0} m")
        })
    }
}
