//! Two rules on one benefit that can never both hold.
//!
//! Decides it from the shape of the rules alone: the same expression asked for and denied, or
//! one fact asked to be two things. A rule that yields to an agreement has stated its exception.

use super::expr::{Expr, Scalar, SlotId};
use super::fault::TermsProblem;
use super::load::{Draft, Scope, Scoped};
use super::reader::Faults;
use super::terms::Rule;

/// Notes every pair of contradicting rules, at the later one, naming both clauses.
pub(crate) fn find(draft: &Draft, faults: &mut Faults<'_>) {
    let firm: Vec<(&Scoped<Rule>, Vec<Atom<'_>>)> = draft
        .rules
        .iter()
        .filter(|rule| !rule.what.unless_agreed)
        .map(|rule| (rule, atoms(&rule.what.expr, true)))
        .collect();
    for (at, (later, asked)) in firm.iter().enumerate() {
        for (earlier, before) in firm.iter().take(at) {
            let meet = earlier.scope.benefits.meets(later.scope.benefits);
            if !meet || !contradict(before, asked) {
                continue;
            }
            let Some(benefit) = shared(&earlier.scope, &later.scope, draft) else {
                continue;
            };
            let id = |clause: usize| {
                draft
                    .clauses
                    .get(clause)
                    .map(|clause| clause.id.clone())
                    .unwrap_or_default()
            };
            faults.clause = Some(id(later.what.clause));
            let other = id(earlier.what.clause);
            faults.note(later.at, TermsProblem::Contradiction { benefit, other });
        }
    }
    faults.clause = None;
}

/// A benefit on which both rules must hold at once.
fn shared(one: &Scope, other: &Scope, draft: &Draft) -> Option<String> {
    let meet = |a: &[String], b: &[String], routes: &[String]| {
        let on = |names: &[String], route| names.is_empty() || names.contains(route);
        routes.is_empty() || routes.iter().any(|route| on(a, route) && on(b, route))
    };
    draft
        .benefits
        .iter()
        .find(|benefit| {
            one.benefits.has(benefit.id)
                && other.benefits.has(benefit.id)
                && meet(&one.routes, &other.routes, &benefit.routes)
        })
        .map(|benefit| benefit.id.id().to_owned())
}

fn contradict(one: &[Atom<'_>], other: &[Atom<'_>]) -> bool {
    let clashes = |(left, yes): &Atom<'_>| {
        let mut others = other.iter();
        others.any(|(right, no)| clash(left, *yes, right, *no))
    };
    one.iter().any(clashes)
}

fn clash(left: &Expr, left_holds: bool, right: &Expr, right_holds: bool) -> bool {
    if left == right {
        return left_holds != right_holds;
    }
    match (values(left), values(right)) {
        (Some((one, a)), Some((other, b))) if one == other && left_holds && right_holds => {
            !a.iter().any(|value| b.contains(value))
        }
        _ => false,
    }
}

fn values(expr: &Expr) -> Option<(SlotId, &[Scalar])> {
    match expr {
        Expr::In(at, values) => Some((*at, values)),
        _ => None,
    }
}

/// A part of an expression, and whether it must be true.
type Atom<'e> = (&'e Expr, bool);

/// What must hold, each by itself, for the whole to hold.
fn atoms(expr: &Expr, holds: bool) -> Vec<Atom<'_>> {
    match (expr, holds) {
        (Expr::Not(inner), _) => atoms(inner, !holds),
        (Expr::And(parts), true) | (Expr::Or(parts), false) => {
            parts.iter().flat_map(|part| atoms(part, holds)).collect()
        }
        _ => vec![(expr, holds)],
    }
}
