//! The days of an edition.
//!
//! Decides whether a moment lies within them; which edition answers is decided in the facade.

use crate::types::{Date, Timestamp};
use chrono_tz::Europe::Copenhagen;

/// The days an edition is in force, both included; open at an end that is not said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day, Danish local date.
    pub from: Option<Date>,
    /// The last day, Danish local date.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether the moment lies within, by the date in Denmark: the insurers are Danish.
    pub fn includes(self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= danish_day(now)) && !self.has_ended(now)
    }

    /// Whether the last day has passed.
    pub fn has_ended(self, now: Timestamp) -> bool {
        self.to.is_some_and(|to| to < danish_day(now))
    }
}

fn danish_day(now: Timestamp) -> Date {
    now.with_timezone(&Copenhagen).date_naive()
}
