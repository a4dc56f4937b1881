//! Lays the clauses out per benefit, so that an assessment only walks lists.
//!
//! Decides nothing about cover.

use super::cite::cite;
use super::facts::FactSet;
use super::load::{Draft, Listed, Scope};
use super::terms::{Benefit, Part, facts_read};
use super::verdict::{Bearing, Reason};
use super::words::{BenefitSet, CONDITIONS};

/// The layout, and which derived facts it reads.
pub(crate) struct Plan {
    pub benefits: Vec<Benefit>,
    pub wanted: u64,
    pub settled: [FactSet; CONDITIONS],
}

/// Which part of a benefit an entry belongs to.
enum Place {
    Common,
    Routes(Vec<usize>),
}

/// Where an entry of this scope goes in this benefit; `None` when it is not about it. On a
/// benefit with one ground only, what is said about a ground is said about the benefit.
fn place(benefit: &Listed, scope: &Scope) -> Option<Place> {
    if benefit.never || !scope.benefits.has(benefit.id) {
        return None;
    }
    if scope.routes.is_empty() || benefit.routes.is_empty() {
        return Some(Place::Common);
    }
    let named = |name: &String| scope.routes.contains(name);
    let routes: Vec<usize> = benefit
        .routes
        .iter()
        .enumerate()
        .filter(|(_, name)| named(name))
        .map(|(at, _)| at)
        .collect();
    (!routes.is_empty()).then_some(Place::Routes(routes))
}

pub(crate) fn lay_out(draft: &mut Draft) -> Plan {
    let benefits = draft
        .benefits
        .iter()
        .map(|listed| benefit(draft, listed))
        .collect();
    let mut wanted = 0;
    let mut reads: Vec<(usize, FactSet, BenefitSet)> = Vec::new();
    let rules = draft
        .rules
        .iter()
        .map(|rule| (rule.what.clause, &rule.what.expr, &rule.scope));
    let conditions = draft
        .conditions
        .iter()
        .map(|part| (part.what.clause, &part.what.when, &part.scope));
    let limits = draft
        .limits
        .iter()
        .map(|part| (part.what.clause, &part.what.when, &part.scope));
    let citations = draft
        .citations
        .iter()
        .map(|part| (part.what.clause, &part.what.when, &part.scope));
    let all = rules.chain(conditions).chain(limits).chain(citations);
    for (clause, expr, scope) in all {
        let (facts, derived) = facts_read(expr);
        wanted |= derived;
        reads.push((clause, facts, scope.benefits));
    }
    for part in &draft.beside {
        let (facts, derived) = facts_read(&part.when);
        wanted |= derived;
        reads.push((part.clause, facts, BenefitSet::default()));
    }
    for listed in &draft.benefits {
        reads.push((
            listed.clause,
            FactSet::NONE,
            BenefitSet::default().with(listed.id),
        ));
    }
    for cost in &draft.costs {
        reads.push((cost.what.clause, FactSet::NONE, cost.scope.benefits));
    }
    for (clause, facts, benefits) in reads {
        if let Some(clause) = draft.clauses.get_mut(clause) {
            clause.facts = clause.facts.and(facts);
            clause.decides = benefits.iter().fold(clause.decides, BenefitSet::with);
        }
    }
    let mut settled = [FactSet::NONE; CONDITIONS];
    for part in &draft.conditions {
        if let Some(facts) = settled.get_mut(part.what.id.index()) {
            *facts = facts.and(part.what.settled);
        }
    }
    Plan {
        benefits,
        wanted,
        settled,
    }
}

fn benefit(draft: &Draft, listed: &Listed) -> Benefit {
    let mut common = Part::default();
    let mut routes: Vec<Part> = listed.routes.iter().map(|_| Part::default()).collect();
    let mut attach = |scope: &Scope, add: &dyn Fn(&mut Part)| match place(listed, scope) {
        None => {}
        Some(Place::Common) => add(&mut common),
        Some(Place::Routes(places)) => {
            for (at, route) in routes.iter_mut().enumerate() {
                if places.contains(&at) {
                    add(route);
                }
            }
        }
    };
    for (at, rule) in draft.rules.iter().enumerate() {
        attach(&rule.scope, &|part| part.rules.push(at));
    }
    for (at, condition) in draft.conditions.iter().enumerate() {
        attach(&condition.scope, &|part| part.conditions.push(at));
    }
    for (at, citation) in draft.citations.iter().enumerate() {
        attach(&citation.scope, &|part| part.citations.push(at));
    }
    let about = |scope: &Scope| scope.benefits.has(listed.id);
    let limits = draft
        .limits
        .iter()
        .enumerate()
        .filter(|(_, limit)| about(&limit.scope));
    let costs = draft
        .costs
        .iter()
        .enumerate()
        .filter(|(_, cost)| about(&cost.scope));
    let not_with = draft.exclusive.iter().filter(|part| about(&part.scope));
    Benefit {
        id: listed.id,
        clause: listed.clause,
        never: listed.never,
        agreed_by: listed.agreed_by,
        limits: limits.map(|(at, _)| at).collect(),
        costs: costs.map(|(at, _)| at).collect(),
        not_with: not_with
            .clone()
            .flat_map(|part| part.what.1.iter())
            .fold(BenefitSet::default(), BenefitSet::with),
        not_with_by: not_with.map(|part| part.what).collect(),
        cites: cites(draft, listed, &common),
        common,
        routes,
    }
}

/// See [`Benefit::cites`].
fn cites(draft: &Draft, listed: &Listed, common: &Part) -> Vec<Reason> {
    let mut reasons = vec![Reason {
        clause: listed.clause,
        bearing: Bearing::Holds,
    }];
    for rule in common.rules.iter().filter_map(|at| draft.rules.get(*at)) {
        if let Some(reason) = rule.what.cited() {
            cite(&mut reasons, reason);
        }
    }
    reasons
}
