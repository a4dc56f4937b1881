//! The verdicts alone, for callers that ask about many situations and read no reasons.
//!
//! Decides nothing of its own: what it says is what `assess` says, by the shortest way. A
//! property test holds the two together.

use super::derived::lay_out;
use super::expr::{Expr, Frame, Truth};
use super::situation::Situation;
use super::terms::{Benefit, Part, Terms};
use super::verdict::Verdict;
use super::words::BenefitId;

/// The verdict on every benefit, in the order of the terms, as [`super::assess`] gives it.
pub fn verdicts<'t>(
    terms: &'t Terms,
    situation: &Situation,
) -> impl Iterator<Item = (&'static str, Verdict)> + use<'t> {
    let laid = lay_out(&terms.ids, situation, terms.wanted);
    let mut judge = Judge {
        terms,
        frame: laid.frame,
        rules: vec![None; terms.rules.len()],
        conditions: vec![None; terms.conditions.len()],
    };
    let agreed = laid.agreed;
    terms.benefits.iter().map(move |benefit| {
        let verdict = judge.benefit(benefit, agreed.meets(benefit.agreed_by));
        (BenefitId::id(benefit.id), verdict)
    })
}

struct Judge<'t> {
    terms: &'t Terms,
    frame: Frame,
    // Benefits share rules: each is looked at once, and only when somebody needs it.
    rules: Vec<Option<Truth>>,
    conditions: Vec<Option<Truth>>,
}

/// What a part of a benefit comes to.
#[derive(Clone, Copy, Default)]
struct Finding {
    fails: bool,
    open: bool,
    outstanding: bool,
}

impl Judge<'_> {
    fn benefit(&mut self, benefit: &Benefit, agreed: bool) -> Verdict {
        if benefit.never {
            return Verdict::NotCovered;
        }
        let common = self.part(&benefit.common, agreed);
        if common.fails {
            return Verdict::NotCovered;
        }
        // Of several grounds one that holds comes before one that is open; of those that stand
        // alike, one that leaves nothing to be done.
        let (mut holding, mut waiting): (Option<bool>, Option<bool>) = (None, None);
        for route in &benefit.routes {
            let route = self.part(route, agreed);
            let place = match (route.fails, route.open) {
                (true, _) => continue,
                (false, true) => &mut waiting,
                (false, false) => &mut holding,
            };
            *place = Some(place.unwrap_or(true) && route.outstanding);
        }
        let several = !benefit.routes.is_empty();
        let chosen = holding.or(waiting);
        if several && chosen.is_none() {
            return Verdict::NotCovered;
        }
        // An agreement lifts what is unknown.
        if !agreed && (common.open || several && holding.is_none()) {
            Verdict::Unknown
        } else if common.outstanding || chosen.unwrap_or_default() {
            Verdict::Conditional
        } else {
            Verdict::Covered
        }
    }

    fn part(&mut self, part: &Part, agreed: bool) -> Finding {
        let mut finding = Finding::default();
        for at in &part.rules {
            let Some(rule) = self.terms.rules.get(*at) else {
                continue;
            };
            if rule.unless_agreed && agreed {
                continue;
            }
            match truth(&mut self.rules, *at, &rule.expr, &self.frame) {
                Truth::False => {
                    finding.fails = true;
                    return finding;
                }
                Truth::Unknown => finding.open = true,
                Truth::True => {}
            }
        }
        for at in &part.conditions {
            let Some(condition) = self.terms.conditions.get(*at) else {
                continue;
            };
            if condition.id.by_centre() && agreed {
                continue;
            }
            match truth(&mut self.conditions, *at, &condition.when, &self.frame) {
                Truth::True => finding.outstanding = true,
                Truth::Unknown => finding.open = true,
                Truth::False => {}
            }
        }
        finding
    }
}

fn truth(known: &mut [Option<Truth>], at: usize, expr: &Expr, frame: &Frame) -> Truth {
    match known.get_mut(at) {
        Some(Some(truth)) => *truth,
        Some(slot) => *slot.insert(expr.truth(frame)),
        None => expr.truth(frame),
    }
}
