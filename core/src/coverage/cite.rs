//! What an answer cites: the clauses that stand in the way, are open, or carry a yes.
//!
//! Decides nothing about cover; `assess` says which parts of a benefit count.

use super::assess::Judge;
use super::expr::{Outcome, Truth};
use super::terms::{Benefit, Condition, Part, Rule};
use super::verdict::{Bearing, Outstanding, Reason};
use super::words::ConditionSet;

impl<'t> Judge<'t> {
    /// The rules of a part, each with its place and what it comes to.
    pub fn rules(&self, part: &Part) -> impl Iterator<Item = (usize, &'t Rule, &Outcome)> {
        let terms = self.terms;
        part.rules
            .iter()
            .filter_map(|at| Some((*at, terms.rules.get(*at)?, self.rules.get(*at)?)))
    }

    /// The conditions of a part, each with what it comes to.
    pub fn conditions(&self, part: &Part) -> impl Iterator<Item = (&'t Condition, &Outcome)> {
        let terms = self.terms;
        part.conditions
            .iter()
            .filter_map(|at| Some((terms.conditions.get(*at)?, self.conditions.get(*at)?)))
    }

    /// The rules of a part that stand in the way.
    pub fn failing(&self, part: &Part, agreed: bool) -> impl Iterator<Item = Reason> {
        self.rules(part)
            .filter(move |(_, rule, outcome)| {
                outcome.truth == Truth::False && !(rule.unless_agreed && agreed)
            })
            .map(|(at, rule, _)| Reason {
                clause: rule.clause,
                bearing: Bearing::Fails(Some(at)),
            })
    }

    /// The rules and conditions of a part that cannot be said yet.
    pub fn open(&self, part: &Part, agreed: bool) -> impl Iterator<Item = Reason> {
        let reason = |clause: usize, outcome: &Outcome| Reason {
            clause,
            bearing: Bearing::Open(outcome.missing),
        };
        let rules = self.rules(part).filter(move |(_, rule, outcome)| {
            outcome.truth == Truth::Unknown && !(rule.unless_agreed && agreed)
        });
        let conditions = self.conditions(part).filter(move |(condition, outcome)| {
            outcome.truth == Truth::Unknown && !(condition.id.by_centre() && agreed)
        });
        rules
            .map(move |(_, rule, outcome)| reason(rule.clause, outcome))
            .chain(conditions.map(move |(part, outcome)| reason(part.clause, outcome)))
    }

    /// The conditions of a part that remain.
    pub fn outstanding(&self, part: &Part, agreed: bool) -> impl Iterator<Item = &'t Condition> {
        self.conditions(part)
            .filter(move |(condition, outcome)| {
                outcome.truth == Truth::True && !(condition.id.by_centre() && agreed)
            })
            .map(|(condition, _)| condition)
    }

    /// The whole chain of a yes: the clause that grants, the rules passed, the clause behind each
    /// condition. Each clause once, where it is first cited: the one that grants stays in front.
    pub fn chain<'p>(
        &self,
        benefit: &'p Benefit,
        ground: Option<&'p Part>,
        outstanding: impl Iterator<Item = &'t Condition>,
    ) -> Vec<Reason> {
        let parts = || std::iter::once(&benefit.common).chain(ground);
        let rules = parts().flat_map(|part| &part.rules);
        let citations = parts().flat_map(|part| &part.citations);
        let mut cited = vec![false; self.terms.clauses.len()];
        let mut reasons = Vec::with_capacity(benefit.common.rules.len() + 8);
        let mut cite = |clause: usize, bearing: Bearing| {
            if let Some(before) = cited.get_mut(clause)
                && !std::mem::replace(before, true)
            {
                reasons.push(Reason { clause, bearing });
            }
        };
        cite(benefit.clause, Bearing::Holds);
        for rule in rules.filter_map(|at| self.terms.rules.get(*at)) {
            if !rule.silent {
                let bearing = if rule.exclusion {
                    Bearing::Passed
                } else {
                    Bearing::Holds
                };
                cite(rule.clause, bearing);
            }
        }
        for citation in citations.filter_map(|at| self.terms.citations.get(*at)) {
            if citation.when.truth(&self.laid.frame) != Truth::False {
                cite(citation.clause, Bearing::Holds);
            }
        }
        for condition in outstanding {
            cite(condition.clause, Bearing::Holds);
        }
        reasons
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

/// Each clause once, where it is first cited.
pub(super) fn tidy(reasons: &mut Vec<Reason>) {
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

/// Each condition once, under the first clause that sets it. `room` is how many there are.
pub(super) fn once_each<'t>(
    outstanding: impl Iterator<Item = &'t Condition>,
    room: usize,
) -> Vec<Outstanding> {
    let mut named = ConditionSet::default();
    let mut kept = Vec::with_capacity(room);
    for condition in outstanding {
        if !named.has(condition.id) {
            named = named.with(condition.id);
            kept.push(Outstanding {
                id: condition.id.id(),
                clause: condition.clause,
                by_centre: condition.id.by_centre(),
            });
        }
    }
    kept
}
