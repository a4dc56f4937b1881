//! How a verdict comes about: the clauses that bear on a benefit, in their order, and how the
//! facts stand to each.
//!
//! Decides which clauses are told and what each comes to; ids only. The verdict itself is
//! `assess`'s, the words are `unfold`'s. A clause is told even when nothing hangs on it today,
//! so that a driver can lay the chain beside the printed terms.

use super::derived::{Laid, lay_out};
use super::expr::{Expr, Outcome, Truth};
use super::facts::{Absent, FactSet};
use super::situation::Situation;
use super::terms::{Benefit, Part, Terms, facts_read};
use super::words::ConditionId;
use std::collections::BTreeMap;

/// Where facts came from; what is in none of the sets and is known, the driver has told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origins {
    /// Read from the card.
    pub card: FactSet,
    /// From the clock.
    pub clock: FactSet,
    /// Measured, or derived from what was measured.
    pub position: FactSet,
}

/// The chain behind the verdict on one benefit.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The benefit's id.
    pub benefit: &'static str,
    /// What bears on it whatever the ground.
    pub steps: Vec<Step>,
    /// The grounds, one of which is enough; empty where there is only one.
    pub grounds: Vec<Ground>,
}

/// One of several grounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// What it comes to.
    pub state: GroundState,
    /// Its clauses.
    pub steps: Vec<Step>,
}

/// What a ground comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroundState {
    /// It is given.
    Holds,
    /// It cannot be said yet.
    Open,
    /// It is not given.
    Fails,
}

/// One clause of the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The clause, by its place in the terms.
    pub clause: usize,
    /// Whether it is the clause that grants the benefit.
    pub grants: bool,
    /// What it comes to.
    pub state: StepState,
    /// The facts it turns on here: those known, assumed or missing.
    pub facts: FactSet,
}

/// What a clause comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// What it asks for is given.
    Holds,
    /// It would exclude, and does not apply.
    Passed,
    /// It asks nothing here.
    Idle,
    /// These rules of it stand in the way, by their place in the terms; the whole clause, when
    /// none is named.
    Fails(Vec<usize>),
    /// These facts are missing.
    Open(FactSet),
    /// These conditions remain.
    Outstanding(Vec<ConditionId>),
    /// It stood in the way or was open until the alarm centre agreed.
    Lifted,
}

/// Unfolds the verdict on one benefit; `None` when the terms know no such benefit.
pub fn explain(terms: &Terms, situation: &Situation, benefit: &str) -> Option<Explanation> {
    let benefit = terms.benefits.iter().find(|one| one.id.id() == benefit)?;
    let laid = lay_out(&terms.ids, situation, terms.wanted);
    let mut known = situation.known();
    if laid.derived_country.is_some() {
        known = known.and(FactSet::of(terms.ids.country));
    }
    let reader = Reader {
        terms,
        agreed: laid.agreed.meets(benefit.agreed_by),
        laid,
        known,
    };
    let mut steps = reader.steps(&benefit.common);
    let grounds: Vec<Ground> = benefit
        .routes
        .iter()
        .map(|route| reader.ground(route, benefit))
        .collect();
    let told = grounds.iter().flat_map(|ground| &ground.steps);
    let told = steps.iter().chain(told).any(|step| step.grants_it(benefit));
    for step in &mut steps {
        step.grants = step.grants_it(benefit);
    }
    if !told {
        let state = if benefit.never {
            StepState::Fails(Vec::new())
        } else {
            StepState::Holds
        };
        let at = steps.partition_point(|step| step.clause < benefit.clause);
        steps.insert(
            at,
            Step {
                clause: benefit.clause,
                grants: !benefit.never,
                state,
                facts: FactSet::NONE,
            },
        );
    }
    Some(Explanation {
        benefit: benefit.id.id(),
        steps,
        grounds,
    })
}

impl Step {
    fn grants_it(&self, benefit: &Benefit) -> bool {
        self.clause == benefit.clause && !benefit.never
    }
}

struct Reader<'t> {
    terms: &'t Terms,
    laid: Laid,
    known: FactSet,
    agreed: bool,
}

/// What the rules and conditions of one clause come to together.
#[derive(Default)]
struct Tally {
    fails: Vec<usize>,
    requires: bool,
    excludes: bool,
    lifted: bool,
    missing: FactSet,
    outstanding: Vec<ConditionId>,
    facts: FactSet,
    /// What the failing rules turn on.
    fails_on: FactSet,
}

impl Tally {
    fn state(self) -> StepState {
        if !self.fails.is_empty() {
            StepState::Fails(self.fails)
        } else if !self.missing.is_empty() {
            StepState::Open(self.missing)
        } else if !self.outstanding.is_empty() {
            StepState::Outstanding(self.outstanding)
        } else if self.lifted {
            StepState::Lifted
        } else if self.requires {
            StepState::Holds
        } else if self.excludes {
            StepState::Passed
        } else {
            StepState::Idle
        }
    }
}

impl Reader<'_> {
    fn ground(&self, route: &Part, benefit: &Benefit) -> Ground {
        let mut steps = self.steps(route);
        for step in &mut steps {
            step.grants = step.grants_it(benefit);
        }
        let has = |wanted: fn(&StepState) -> bool| steps.iter().any(|step| wanted(&step.state));
        let state = if has(|state| matches!(state, StepState::Fails(_))) {
            GroundState::Fails
        } else if has(|state| matches!(state, StepState::Open(_))) {
            GroundState::Open
        } else {
            GroundState::Holds
        };
        // Of a ground that is not given, only what stands in its way is worth reading.
        if state == GroundState::Fails {
            steps.retain(|step| matches!(step.state, StepState::Fails(_)));
        }
        Ground { state, steps }
    }

    fn steps(&self, part: &Part) -> Vec<Step> {
        let mut clauses: BTreeMap<usize, Tally> = BTreeMap::new();
        for at in &part.rules {
            let Some(rule) = self.terms.rules.get(*at) else {
                continue;
            };
            let outcome = rule.expr.eval(&self.laid.frame);
            let tally = clauses.entry(rule.clause).or_default();
            tally.requires |= !rule.exclusion;
            tally.excludes |= rule.exclusion;
            tally.facts = tally.facts.and(self.turns_on(&rule.expr, &outcome));
            match outcome.truth {
                Truth::True => {}
                Truth::False if rule.unless_agreed && self.agreed => tally.lifted = true,
                Truth::False => {
                    tally.fails.push(*at);
                    tally.fails_on = tally.fails_on.and(self.turns_on(&rule.expr, &outcome));
                }
                Truth::Unknown if self.agreed => tally.lifted = true,
                Truth::Unknown => tally.missing = tally.missing.and(outcome.missing),
            }
        }
        let conditions = part.conditions.iter();
        for condition in conditions.filter_map(|at| self.terms.conditions.get(*at)) {
            let outcome = condition.when.eval(&self.laid.frame);
            let tally = clauses.entry(condition.clause).or_default();
            tally.facts = tally.facts.and(self.turns_on(&condition.when, &outcome));
            match outcome.truth {
                Truth::False => {}
                _ if condition.id.by_centre() && self.agreed => tally.lifted = true,
                Truth::True => {
                    let discharging = self.not_yet(&condition.when);
                    tally.facts = tally.facts.and(discharging);
                    if !tally.outstanding.contains(&condition.id) {
                        tally.outstanding.push(condition.id);
                    }
                }
                Truth::Unknown if self.agreed => tally.lifted = true,
                Truth::Unknown => tally.missing = tally.missing.and(outcome.missing),
            }
        }
        let cited = part.citations.iter();
        for citation in cited.filter_map(|at| self.terms.citations.get(*at)) {
            clauses.entry(citation.clause).or_default();
        }
        clauses
            .into_iter()
            .map(|(clause, tally)| Step {
                clause,
                grants: false,
                facts: if tally.fails.is_empty() {
                    tally.facts
                } else {
                    tally.fails_on
                },
                state: tally.state(),
            })
            .collect()
    }

    /// Of all an expression reads, what is known, what is assumed and what is missing.
    fn turns_on(&self, expr: &Expr, outcome: &Outcome) -> FactSet {
        let (read, _) = facts_read(expr);
        read.common(self.known)
            .and(outcome.assumed)
            .and(outcome.missing)
    }

    /// What would settle a condition and has not been told.
    fn not_yet(&self, expr: &Expr) -> FactSet {
        let (read, _) = facts_read(expr);
        read.without(self.known)
            .iter()
            .filter(|fact| matches!(fact.entry().absent, Absent::Discharging))
            .fold(FactSet::NONE, |set, fact| set.and(FactSet::of(fact)))
    }
}
