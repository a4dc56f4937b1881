//! Office hours in Denmark: whether somebody answers at a moment, and when next.
//!
//! The printed hours say nothing of public holidays. Within them on such a day nobody can say
//! whether the office is open, and that is what is said.

use crate::types::Timestamp;
use crate::types::calendar::{
    DayKind, copenhagen_local, copenhagen_moment, day_kind, is_working_day,
};
use chrono::{Datelike, NaiveTime};

/// When a number is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// Day and night.
    Always,
    /// Nothing is printed.
    Unstated,
    /// Printed hours, Danish time.
    Office {
        /// On which days.
        days: Days,
        /// The first minute.
        from: NaiveTime,
        /// The minute at which nobody answers any more.
        to: NaiveTime,
    },
}

/// On which days printed hours hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Monday to Friday, as printed.
    MonFri,
    /// No days are printed: taken to be working days.
    Unstated,
}

/// What the hours mean at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Open day and night.
    Always,
    /// No hours are known.
    Unknown,
    /// Somebody answers until then.
    Open {
        /// When it closes.
        until: Timestamp,
    },
    /// Nobody answers.
    Closed {
        /// When it opens next, on a working day.
        opens: Timestamp,
    },
    /// Within printed hours, on a day off in Denmark.
    Doubtful {
        /// When it opens for certain.
        opens: Timestamp,
    },
}

impl Hours {
    /// Whether somebody answers at `now`, and when next.
    pub fn at(self, now: Timestamp) -> Opening {
        let Self::Office { from, to, .. } = self else {
            return if self == Self::Always {
                Opening::Always
            } else {
                Opening::Unknown
            };
        };
        let local = copenhagen_local(now);
        let (today, clock) = (local.date(), local.time());
        let within = from <= clock && clock < to;
        let kind = day_kind(today);
        if kind == DayKind::Working && within {
            return copenhagen_moment(today, to)
                .map_or(Opening::Unknown, |until| Opening::Open { until });
        }
        let today_still = (is_working_day(today) && clock < from).then_some(today);
        let opens = today_still
            .or_else(|| today.iter_days().skip(1).find(|day| is_working_day(*day)))
            .and_then(|day| copenhagen_moment(day, from));
        let Some(opens) = opens else {
            return Opening::Unknown;
        };
        // A holiday on a Sunday is a Sunday: closed for certain.
        let weekend = today.weekday().num_days_from_monday() > 4;
        if within && !weekend {
            Opening::Doubtful { opens }
        } else {
            Opening::Closed { opens }
        }
    }
}
