//! What is wrong with terms although every entry can be read: found by search, not by eye.
//!
//! Decides whether a rule can ever stand in the way, a condition or limit ever apply, two rules
//! ever hold together, a clause ever change an answer, a benefit ever be granted. What is proved
//! and what is only tested is said in `docs/terms-checking.md`. It runs when somebody checks a
//! file, never when terms are loaded.

mod domain;
mod search;
mod without;

pub(crate) use without::without;

use super::cases::Cases;
use super::expr::Expr;
use super::fault::{TermsFault, TermsProblem};
use super::load::{self, Draft, Look};
use super::reader::Faults;
use super::terms::{Benefit, Part, Terms};
use search::{Found, Goal, Space};
use std::collections::BTreeSet;

/// Terms that have been checked as deep as they can be.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The terms.
    pub terms: Terms,
    /// The file's own cases; every one of them comes out as it says.
    pub cases: Cases,
    /// How many questions the search could not settle within its budget.
    pub undecided: usize,
}

pub(crate) fn check(text: &str, file: &str) -> Result<Checked, Vec<TermsFault>> {
    let (terms, places) = load::read(text, file, Look::Close)?;
    let mut faults = Faults::new(text, file);
    let undecided = find(&terms, &places, &mut faults);
    let cases = Cases::read(text, &terms, &mut faults);
    cases.judge(&terms, &mut faults);
    if faults.found.is_empty() {
        Ok(Checked {
            terms,
            cases,
            undecided,
        })
    } else {
        faults.found.sort_by_key(|fault| fault.line);
        Err(faults.found)
    }
}

/// Where the parts of the terms stand in the file.
pub(crate) struct Places {
    rules: Vec<usize>,
    conditions: Vec<usize>,
    limits: Vec<usize>,
    clauses: Vec<usize>,
    benefits: Vec<usize>,
    /// The names of each benefit's grounds.
    routes: Vec<Vec<String>>,
}

impl Places {
    pub fn of(draft: &Draft) -> Self {
        Self {
            rules: draft.rules.iter().map(|part| part.at).collect(),
            conditions: draft.conditions.iter().map(|part| part.at).collect(),
            limits: draft.limits.iter().map(|part| part.at).collect(),
            clauses: draft.clause_at.clone(),
            benefits: draft.benefits.iter().map(|benefit| benefit.at).collect(),
            routes: draft
                .benefits
                .iter()
                .map(|benefit| benefit.routes.clone())
                .collect(),
        }
    }
}

/// Notes every fault that search finds; returns how many questions it could not settle within
/// its budget.
fn find(terms: &Terms, places: &Places, faults: &mut Faults<'_>) -> usize {
    let rules = terms.rules.iter().map(|rule| &rule.expr);
    let conditions = terms.conditions.iter().map(|part| &part.when);
    let limits = terms.limits.iter().map(|part| &part.when);
    let mut checker = Checker {
        terms,
        places,
        space: Space::of(rules.chain(conditions).chain(limits)),
        undecided: 0,
    };
    let idle = checker.idle_rules(faults);
    checker.idle_parts(faults);
    checker.contradictions(faults);
    checker.unreachable(faults);
    checker.clauses_without_effect(&idle, faults);
    faults.clause = None;
    checker.undecided
}

struct Checker<'t> {
    terms: &'t Terms,
    places: &'t Places,
    space: Space,
    undecided: usize,
}

impl Checker<'_> {
    /// Whether there is certainly no such situation.
    fn never(&mut self, goals: &[Goal]) -> bool {
        match self.space.solve(goals) {
            Found::No => true,
            Found::Yes => false,
            Found::GaveUp => {
                self.undecided += 1;
                false
            }
        }
    }

    fn id(&self, clause: usize) -> String {
        let clause = self.terms.clauses.get(clause);
        clause.map(|clause| clause.id.clone()).unwrap_or_default()
    }

    /// The grounds of a benefit, each with what holds on every ground.
    fn grounds(benefit: &Benefit) -> Vec<Vec<&Part>> {
        if benefit.routes.is_empty() {
            return vec![vec![&benefit.common]];
        }
        let routes = benefit.routes.iter();
        routes.map(|route| vec![&benefit.common, route]).collect()
    }

    /// The rules of a ground, without those of some clauses.
    fn rules(&self, ground: &[&Part], without: &[usize]) -> Vec<Goal> {
        let rules = ground.iter().flat_map(|part| &part.rules);
        rules
            .filter_map(|at| self.terms.rules.get(*at))
            .filter(|rule| !without.contains(&rule.clause))
            .map(|rule| Goal::holds(&rule.expr))
            .collect()
    }

    /// Rules that can never stand in the way of anything.
    fn idle_rules(&mut self, faults: &mut Faults<'_>) -> BTreeSet<usize> {
        let mut idle = BTreeSet::new();
        for (at, rule) in self.terms.rules.iter().enumerate() {
            if self.never(&[Goal::fails(&rule.expr)]) {
                idle.insert(rule.clause);
                faults.clause = Some(self.id(rule.clause));
                let place = self.places.rules.get(at).copied().unwrap_or_default();
                faults.note(place, TermsProblem::NeverApplies);
            }
        }
        idle
    }

    /// Conditions and limits that can never apply to anything that is granted.
    fn idle_parts(&mut self, faults: &mut Faults<'_>) {
        for (at, condition) in self.terms.conditions.iter().enumerate() {
            let about = |part: &&Part| part.conditions.contains(&at);
            if !self.applies(&condition.when, |ground, _| ground.iter().any(&about)) {
                faults.clause = Some(self.id(condition.clause));
                let place = self.places.conditions.get(at).copied().unwrap_or_default();
                faults.note(place, TermsProblem::NeverApplies);
            }
        }
        for (at, limit) in self.terms.limits.iter().enumerate() {
            if !self.applies(&limit.when, |_, benefit| benefit.limits.contains(&at)) {
                faults.clause = Some(self.id(limit.clause));
                let place = self.places.limits.get(at).copied().unwrap_or_default();
                faults.note(place, TermsProblem::NeverApplies);
            }
        }
    }

    /// Whether the expression can be true on a ground it is about, with every rule of it holding.
    fn applies(&mut self, when: &Expr, about: impl Fn(&[&Part], &Benefit) -> bool) -> bool {
        for benefit in &self.terms.benefits {
            for ground in Self::grounds(benefit) {
                if !about(&ground, benefit) {
                    continue;
                }
                let mut goals = self.rules(&ground, &[]);
                goals.push(Goal::holds(when));
                if !self.never(&goals) {
                    return true;
                }
            }
        }
        false
    }

    /// Two rules on one ground that can each hold, but never together.
    fn contradictions(&mut self, faults: &mut Faults<'_>) {
        let terms = self.terms;
        let possible: Vec<bool> = terms
            .rules
            .iter()
            .map(|rule| !self.never(&[Goal::holds(&rule.expr)]))
            .collect();
        let mut seen = BTreeSet::new();
        for benefit in &terms.benefits {
            for ground in Self::grounds(benefit) {
                let on: Vec<usize> = ground.iter().flat_map(|part| part.rules.clone()).collect();
                for (place, one) in on.iter().enumerate() {
                    for other in on.iter().take(place) {
                        let pair = (*one.min(other), *one.max(other));
                        if seen.insert(pair) {
                            self.pair(pair, benefit, &possible, faults);
                        }
                    }
                }
            }
        }
    }

    fn pair(
        &mut self,
        (first, second): (usize, usize),
        benefit: &Benefit,
        possible: &[bool],
        faults: &mut Faults<'_>,
    ) {
        let terms = self.terms;
        let (Some(one), Some(other)) = (terms.rules.get(first), terms.rules.get(second)) else {
            return;
        };
        // A rule that yields to an agreement has stated its exception.
        let firm = !one.unless_agreed && !other.unless_agreed;
        let each = [first, second]
            .iter()
            .all(|at| possible.get(*at) == Some(&true));
        if firm && each && self.never(&[Goal::holds(&one.expr), Goal::holds(&other.expr)]) {
            faults.clause = Some(self.id(other.clause));
            let place = self.places.rules.get(second).copied().unwrap_or_default();
            let problem = TermsProblem::Contradiction {
                benefit: benefit.id.id().to_owned(),
                other: self.id(one.clause),
            };
            faults.note(place, problem);
        }
    }

    /// Benefits, and grounds of benefits, that no situation reaches.
    fn unreachable(&mut self, faults: &mut Faults<'_>) {
        for (at, benefit) in self.terms.benefits.iter().enumerate() {
            if benefit.never {
                continue;
            }
            let closed: Vec<bool> = Self::grounds(benefit)
                .iter()
                .map(|ground| {
                    let goals = self.rules(ground, &[]);
                    self.never(&goals)
                })
                .collect();
            faults.clause = Some(self.id(benefit.clause));
            let place = self.places.benefits.get(at).copied().unwrap_or_default();
            let id = benefit.id.id().to_owned();
            if closed.iter().all(|closed| *closed) {
                faults.note(place, TermsProblem::UnreachableBenefit(id));
                continue;
            }
            let names = self.places.routes.get(at).into_iter().flatten();
            for (name, _) in names.zip(&closed).filter(|(_, closed)| **closed) {
                let problem = TermsProblem::UnreachableRoute {
                    benefit: id.clone(),
                    route: name.clone(),
                };
                faults.note(place, problem);
            }
        }
    }

    /// Clauses that say something and never change a verdict, a condition or a limit. One that
    /// says again what another says must say so (`repeats`).
    fn clauses_without_effect(&mut self, idle: &BTreeSet<usize>, faults: &mut Faults<'_>) {
        for (at, clause) in self.terms.clauses.iter().enumerate() {
            // What can never apply is noted already.
            if !self.speaks(at) || idle.contains(&at) {
                continue;
            }
            let mut without = vec![at];
            without.extend(&clause.repeats);
            if !self.matters(at, &without) {
                faults.clause = Some(clause.id.clone());
                let place = self.places.clauses.get(at).copied().unwrap_or_default();
                faults.note(place, TermsProblem::NeverMatters);
            }
        }
    }

    /// Whether a clause has entries that only search can tell the effect of.
    fn speaks(&self, clause: usize) -> bool {
        let terms = self.terms;
        let grants = terms
            .benefits
            .iter()
            .any(|benefit| benefit.clause == clause);
        let costs = terms.costs.iter().any(|cost| cost.clause == clause);
        let rules = terms.rules.iter().any(|rule| rule.clause == clause);
        let conditions = terms.conditions.iter().any(|part| part.clause == clause);
        (rules || conditions) && !grants && !costs
    }

    fn matters(&mut self, clause: usize, without: &[usize]) -> bool {
        let terms = self.terms;
        if terms.limits.iter().any(|limit| limit.clause == clause) {
            return true;
        }
        for benefit in &terms.benefits {
            let grounds = Self::grounds(benefit);
            for ground in &grounds {
                let others = self.rules(ground, without);
                for rule in ground.iter().flat_map(|part| &part.rules) {
                    let Some(rule) = terms.rules.get(*rule).filter(|rule| rule.clause == clause)
                    else {
                        continue;
                    };
                    let mut goals = vec![Goal::fails(&rule.expr)];
                    goals.extend(others.iter().cloned());
                    // Another ground that holds would grant it all the same.
                    for other in grounds.iter().filter(|other| !std::ptr::eq(*other, ground)) {
                        let rules = self.rules(other, &[]).into_iter().map(|goal| goal.expr);
                        goals.push(Goal::fails(&Expr::And(rules.collect())));
                    }
                    if !self.never(&goals) {
                        return true;
                    }
                }
                if self.condition_matters(clause, ground, without) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether a condition of the clause can stand where no other clause sets the same.
    fn condition_matters(&mut self, clause: usize, ground: &[&Part], without: &[usize]) -> bool {
        let terms = self.terms;
        let set: Vec<_> = (ground.iter().flat_map(|part| &part.conditions))
            .filter_map(|at| terms.conditions.get(*at))
            .collect();
        for own in set.iter().filter(|part| part.clause == clause) {
            let mut goals = self.rules(ground, &[]);
            goals.push(Goal::holds(&own.when));
            let same = set
                .iter()
                .filter(|part| part.id == own.id && !without.contains(&part.clause));
            goals.extend(same.map(|part| Goal::fails(&part.when)));
            if !self.never(&goals) {
                return true;
            }
        }
        false
    }
}
