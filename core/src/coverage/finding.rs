//! What one part of a benefit comes to, and how citations are gathered.
//!
//! Decides nothing about the whole; `assess` weighs the parts.

use super::facts::FactSet;
use super::verdict::{Bearing, Outstanding, Reason};

/// What a part of a benefit comes to.
#[derive(Default)]
pub(crate) struct Finding {
    pub failing: Vec<Reason>,
    /// Of all failing rules, what the one that assumes least assumes.
    pub failing_on: Option<FactSet>,
    pub open: Vec<Reason>,
    pub missing: FactSet,
    pub later: FactSet,
    pub assumed: FactSet,
    /// What an agreement takes to be settled.
    pub lifted: FactSet,
    pub outstanding: Vec<Outstanding>,
}

impl Finding {
    pub fn holds(&self) -> bool {
        self.failing.is_empty() && self.missing.is_empty()
    }

    pub fn is_open(&self) -> bool {
        self.failing.is_empty() && !self.missing.is_empty()
    }
}

/// Whether two citations say the same: one clause, and where it stands in the way one rule of it.
fn same(one: &Reason, other: &Reason) -> bool {
    let both_fail = matches!(
        (one.bearing, other.bearing),
        (Bearing::Fails(_), Bearing::Fails(_))
    );
    one.clause == other.clause && (!both_fail || one.bearing == other.bearing)
}

/// Each clause once, where it is first cited: the clause that grants stays in front.
pub(crate) fn tidy(reasons: &mut Vec<Reason>) {
    let mut kept = 0;
    for at in 0..reasons.len() {
        let Some(reason) = reasons.get(at).copied() else {
            break;
        };
        let before = reasons.get_mut(..kept).unwrap_or_default();
        if let Some(other) = before.iter_mut().find(|other| same(other, &reason)) {
            if let (Bearing::Open(had), Bearing::Open(more)) = (other.bearing, reason.bearing) {
                other.bearing = Bearing::Open(had.and(more));
            }
        } else {
            reasons.swap(kept, at);
            kept += 1;
        }
    }
    reasons.truncate(kept);
}

/// Each condition once, under the first clause that sets it.
pub(crate) fn once_each(outstanding: &[Outstanding]) -> Vec<Outstanding> {
    let mut kept: Vec<Outstanding> = Vec::with_capacity(outstanding.len());
    for part in outstanding {
        if !kept.iter().any(|other| other.id == part.id) {
            kept.push(*part);
        }
    }
    kept
}
