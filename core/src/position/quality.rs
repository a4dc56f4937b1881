//! What a fix is worth now: how wide, how old, and which of several to trust.

use super::{Fix, Method};
use crate::messages;
use crate::types::{Language, Timestamp};
use chrono::TimeDelta;

/// Above this radius in metres a fix does not find a car: it is called coarse.
const COARSE_M: f64 = 200.0;
/// Above this age a fix is called old; and a clock may be this far ahead.
const OLD: TimeDelta = TimeDelta::minutes(5);
/// What a fix that tells no accuracy is taken to be worth, in metres.
const UNTOLD_M: f64 = 1_000.0;
/// The same for a place a person pointed out.
const UNTOLD_MANUAL_M: f64 = 200.0;
/// What a fix that tells no time is taken to be worth.
const UNTOLD_AGE: TimeDelta = TimeDelta::minutes(10);
/// How far a car may have gone since the fix, in metres per second: 130 km/h.
const SPEED: f64 = 36.0;

/// How wide a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 200 metres or less.
    Fine,
    /// More than 200 metres.
    Coarse,
    /// Not told; Android's 0 is that too.
    Untold,
}

/// How old a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// 5 minutes or less; also up to 5 minutes ahead, since clocks differ.
    Fresh,
    /// More than 5 minutes.
    Old,
    /// More than 5 minutes in the future: a clock is wrong, and the fix is suspect.
    Future,
    /// Not told.
    Untold,
}

/// What a fix is worth at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quality {
    /// How wide it is.
    pub width: Width,
    /// How old it is.
    pub age: Age,
}

impl Quality {
    /// Whether the fix can be passed on without a word of caution.
    pub const fn is_good(self) -> bool {
        matches!((self.width, self.age), (Width::Fine, Age::Fresh))
    }

    /// What must stand beside the position, one sentence each; nothing when the fix is good.
    pub fn cautions(self, language: Language) -> Vec<String> {
        let width = match self.width {
            Width::Fine => None,
            Width::Coarse => Some("position.caution.coarse"),
            Width::Untold => Some("position.caution.no_accuracy"),
        };
        let age = match self.age {
            Age::Fresh => None,
            Age::Old => Some("position.caution.old"),
            Age::Future => Some("position.caution.future"),
            Age::Untold => Some("position.caution.no_time"),
        };
        width
            .into_iter()
            .chain(age)
            .map(|key| messages::text(language, key, &[]))
            .collect()
    }
}

impl Fix {
    /// What the fix is worth now.
    pub fn quality(&self, now: Timestamp) -> Quality {
        let width = match self.told_accuracy() {
            None => Width::Untold,
            Some(metres) if metres > COARSE_M => Width::Coarse,
            Some(_) => Width::Fine,
        };
        let age = match self.age(now) {
            None => Age::Untold,
            Some(age) if age > OLD => Age::Old,
            Some(age) if age < -OLD => Age::Future,
            Some(_) => Age::Fresh,
        };
        Quality { width, age }
    }

    /// How long ago it was measured; negative when the fix claims the future, `None` when it
    /// tells no time.
    pub fn age(&self, now: Timestamp) -> Option<TimeDelta> {
        self.fixed_at.map(|at| now.signed_duration_since(at))
    }

    /// The accuracy and the age in one short line, to stand wherever the position stands: "±15 m,
    /// 2 min ago".
    pub fn caption(&self, language: Language, now: Timestamp) -> String {
        let say = |key: &str, args: &[(&str, &str)]| messages::text(language, key, args);
        let width = match self.told_accuracy() {
            None => say("position.width.untold", &[]),
            Some(metres) if metres >= 1_000.0 => {
                let km = format!("{:.0}", (metres / 1_000.0).ceil());
                say("position.width.km", &[("number", &km)])
            }
            Some(metres) => say(
                "position.width.m",
                &[("number", &format!("{:.0}", metres.ceil()))],
            ),
        };
        let ago = |unit: &str, number: i64| {
            say(
                &format!("position.age.{unit}"),
                &[("number", &number.to_string())],
            )
        };
        let age = match self.age(now) {
            None => say("position.age.untold", &[]),
            Some(age) if age < -OLD => say("position.age.future", &[]),
            Some(age) if age.num_minutes() < 1 => say("position.age.now", &[]),
            Some(age) if age.num_hours() < 1 => ago("minutes", age.num_minutes()),
            Some(age) if age.num_days() < 1 => ago("hours", age.num_hours()),
            Some(age) => ago("days", age.num_days()),
        };
        say("position.caption", &[("width", &width), ("age", &age)])
    }

    /// The accuracy, if the fix tells one. No receiver is exact: 0 tells nothing.
    fn told_accuracy(&self) -> Option<f64> {
        self.accuracy_m.filter(|metres| *metres > 0.0)
    }

    /// The radius in metres that holds the car now, if it went on at full speed since.
    fn reach_now(&self, now: Timestamp) -> f64 {
        let manual = self.method == Method::Manual;
        let untold = if manual { UNTOLD_MANUAL_M } else { UNTOLD_M };
        let age = self.age(now).unwrap_or(UNTOLD_AGE).max(TimeDelta::zero());
        // A person points out where the car stands, not where it was.
        let driven = if manual && age <= OLD {
            0.0
        } else {
            age.num_seconds() as f64 * SPEED
        };
        self.told_accuracy().unwrap_or(untold) + driven
    }
}

/// The fix to trust: the one whose circle, grown by what a car can have driven since, is
/// smallest. A fix from the future is trusted only when there is no other; of two that are equal
/// the later one wins, then the earlier in the list. `None` when there is none at all.
pub fn best(fixes: &[Fix], now: Timestamp) -> Option<Fix> {
    let suspect = |fix: &Fix| fix.quality(now).age == Age::Future;
    fixes
        .iter()
        .min_by(|a, b| {
            suspect(a)
                .cmp(&suspect(b))
                .then(a.reach_now(now).total_cmp(&b.reach_now(now)))
                .then(b.fixed_at.cmp(&a.fixed_at))
        })
        .copied()
}
