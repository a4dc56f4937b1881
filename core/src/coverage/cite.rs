//! What an answer cites: the clauses that stand in the way, are open, or carry a yes.
//!
//! Decides nothing about cover; `assess` says which parts of a benefit count.

use super::assess::Judge;
use super::expr::{Outcome, Truth};
use super::terms::{Benefit, Condition, Part};
use super::verdict::{Bearing, Outstanding, Reason};
use super::words::ConditionSet;

/// Room for what an answer cites beside what it always does: seldom more.
pub(super) const SOME: usize = 12;

impl<'t> Judge<'t> {
    /// The rules of a part that come to this, each with its place.
    fn rules_that_are(&self, truth: Truth, part: &Part) -> impl Iterator<Item = (usize, &Outcome)> {
        let outcomes = part.rules.iter().map(|at| (*at, self.rules.get(*at)));
        outcomes
            .filter_map(|(at, outcome)| Some((at, outcome?)))
            .filter(move |(_, outcome)| outcome.truth == truth)
    }

    /// The conditions of a part that come to this and have not been lifted, each with its outcome.
    fn conditions_that_are(
        &self,
        truth: Truth,
        part: &Part,
        agreed: bool,
    ) -> impl Iterator<Item = (&'t Condition, &Outcome)> {
        let terms = self.terms;
        let outcomes = part.conditions.iter();
        let outcomes = outcomes.filter_map(|at| Some((*at, self.conditions.get(*at)?)));
        outcomes
            .filter(move |(_, outcome)| outcome.truth == truth)
            .filter_map(|(at, outcome)| Some((terms.conditions.get(at)?, outcome)))
            .filter(move |(condition, _)| !(condition.id.by_centre() && agreed))
    }

    /// The rules of a part that stand in the way.
    pub fn failing(&self, part: &Part, agreed: bool) -> impl Iterator<Item = Reason> {
        self.rules_that_are(Truth::False, part)
            .filter_map(move |(at, _)| {
                let rule = self.terms.rules.get(at)?;
                let reason = Reason {
                    clause: rule.clause,
                    bearing: Bearing::Fails(Some(at)),
                };
                (!(rule.unless_agreed && agreed)).then_some(reason)
            })
    }

    /// The rules and conditions of a part that cannot be said yet.
    pub fn open(&self, part: &Part, agreed: bool) -> impl Iterator<Item = Reason> {
        let reason = |clause: usize, outcome: &Outcome| Reason {
            clause,
            bearing: Bearing::Open(outcome.missing),
        };
        let rules = self.rules_that_are(Truth::Unknown, part);
        let rules = rules.filter_map(move |(at, outcome)| {
            let rule = self.terms.rules.get(at)?;
            let lifted = rule.unless_agreed && agreed;
            (!lifted).then(|| reason(rule.clause, outcome))
        });
        let conditions = self.conditions_that_are(Truth::Unknown, part, agreed);
        rules.chain(conditions.map(move |(part, outcome)| reason(part.clause, outcome)))
    }

    /// The conditions of a part that remain.
    pub fn outstanding(&self, part: &Part, agreed: bool) -> impl Iterator<Item = &'t Condition> {
        self.conditions_that_are(Truth::True, part, agreed)
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
        let parts = std::iter::once(&benefit.common).chain(ground);
        let rules = ground.into_iter().flat_map(|part| &part.rules);
        let citations = parts.flat_map(|part| &part.citations);
        let mut reasons = Vec::with_capacity(benefit.cites.len() + SOME);
        reasons.extend_from_slice(&benefit.cites);
        for rule in rules.filter_map(|at| self.terms.rules.get(*at)) {
            if let Some(reason) = rule.cited() {
                cite(&mut reasons, reason);
            }
        }
        let holds = |clause| Reason {
            clause,
            bearing: Bearing::Holds,
        };
        for citation in citations.filter_map(|at| self.terms.citations.get(*at)) {
            if citation.when.truth(&self.laid.frame) != Truth::False {
                cite(&mut reasons, holds(citation.clause));
            }
        }
        for condition in outstanding {
            cite(&mut reasons, holds(condition.clause));
        }
        reasons
    }
}

/// Adds a clause unless it is cited: each stands where it is first cited.
pub(super) fn cite(reasons: &mut Vec<Reason>, reason: Reason) {
    if reasons.iter().all(|cited| cited.clause != reason.clause) {
        reasons.push(reason);
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
                condition: condition.id,
                clause: condition.clause,
            });
        }
    }
    kept
}
