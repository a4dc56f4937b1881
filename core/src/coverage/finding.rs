//! What one part of a benefit comes to.
//!
//! Decides nothing about the whole; `assess` weighs the parts.

use super::facts::FactSet;
use super::words::ConditionSet;

/// What a part of a benefit comes to. Which clauses say so, `cite` gathers once it is known which
/// parts count.
#[derive(Clone, Copy, Default)]
pub(crate) struct Finding {
    /// Of all failing rules, what the one that assumes least assumes; `None` while none fails.
    pub failing_on: Option<FactSet>,
    pub missing: FactSet,
    pub later: FactSet,
    pub assumed: FactSet,
    /// What an agreement takes to be settled.
    pub lifted: FactSet,
    pub outstanding: ConditionSet,
}

impl Finding {
    pub fn fails(&self) -> bool {
        self.failing_on.is_some()
    }

    pub fn holds(&self) -> bool {
        !self.fails() && self.missing.is_empty()
    }

    pub fn is_open(&self) -> bool {
        !self.fails() && !self.missing.is_empty()
    }
}
