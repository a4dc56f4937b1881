//! What the terms come to in a situation: a verdict per benefit, with everything it rests on.
//!
//! Decides verdict, reasons, conditions, limits, missing facts and assumptions. Ids only; how
//! they are said is `say`'s, which question comes next `ask`'s.

use super::ask;
use super::cite::{SOME, once_each, tidy};
use super::derived::{Laid, lay_out};
use super::expr::{Expr, Frame, Outcome, Truth};
use super::facts::{Absent, FactId, FactSet};
use super::finding::Finding;
use super::situation::Situation;
use super::terms::{Benefit, Part, Terms};
use super::value::Value;
use super::verdict::{
    Assessment, Assumed, Assumption, Bearing, BenefitAssessment, Reason, Verdict,
};
use super::words::{ConditionId, ConditionSet};

/// Assesses every benefit of the terms. Pure: the same terms and facts give the same answer.
///
/// While `place.country` is not given, the country that [`Situation::locate`] read off the
/// position stands in for it, shown as an assumption; a fact that is given beats one that is
/// derived.
pub fn assess(terms: &Terms, situation: &Situation) -> Assessment {
    let laid = lay_out(&terms.ids, situation, terms.wanted);
    let rules = terms.rules.iter().map(|rule| (rule.first, &rule.expr));
    let conditions = terms.conditions.iter().map(|part| (part.first, &part.when));
    let judge = Judge {
        terms,
        situation,
        laid: &laid,
        rules: outcomes(rules, &laid.frame),
        conditions: outcomes(conditions, &laid.frame),
    };
    let mut routes = Vec::new();
    let benefits: Vec<BenefitAssessment> = terms
        .benefits
        .iter()
        .enumerate()
        .map(|(at, benefit)| judge.benefit(at, benefit, &mut routes))
        .collect();
    let next_question = ask::next(&terms.ids, benefits.iter(), situation);
    Assessment {
        product: terms.product,
        edition: terms.edition.clone(),
        benefits,
        next_question,
    }
}

/// What each expression comes to; one that stood before is not weighed again.
fn outcomes<'t>(
    expressions: impl ExactSizeIterator<Item = (usize, &'t Expr)>,
    frame: &Frame,
) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(expressions.len());
    for (first, expr) in expressions {
        let before = outcomes.get(first).copied();
        outcomes.push(before.unwrap_or_else(|| expr.eval(frame)));
    }
    outcomes
}

/// The terms in one situation: what every rule and condition of them comes to.
pub(super) struct Judge<'t> {
    pub terms: &'t Terms,
    pub situation: &'t Situation,
    pub laid: &'t Laid,
    pub rules: Vec<Outcome>,
    pub conditions: Vec<Outcome>,
}

impl Judge<'_> {
    /// `routes` is room for what the grounds come to; what stood in it is of no interest.
    fn benefit(
        &self,
        place: usize,
        benefit: &Benefit,
        routes: &mut Vec<Finding>,
    ) -> BenefitAssessment {
        let mut answer = BenefitAssessment {
            id: benefit.id.id(),
            verdict: Verdict::NotCovered,
            reasons: Vec::new(),
            conditions: Vec::new(),
            missing: FactSet::NONE,
            assumptions: Vec::new(),
            limits: Vec::new(),
            place,
        };
        if benefit.never {
            answer.reasons.push(Reason {
                clause: benefit.clause,
                bearing: Bearing::Fails(None),
            });
            return answer;
        }
        let agreed = self.laid.agreed.meets(benefit.agreed_by);
        let mut common = self.rules(&benefit.common, agreed);
        if !common.fails() {
            // What is refused whatever the ground leaves nothing to be done.
            self.conditions(&benefit.common, agreed, &mut common);
        }
        routes.clear();
        routes.extend(benefit.routes.iter().map(|route| {
            let mut finding = self.rules(route, agreed);
            self.conditions(route, agreed, &mut finding);
            finding
        }));
        let closed = !routes.is_empty() && routes.iter().all(Finding::fails);
        if closed || common.fails() {
            self.refuse(&mut answer, benefit, &common, routes, agreed);
        } else {
            self.allow(&mut answer, benefit, &common, routes, agreed);
        }
        answer
    }

    /// Goes through the rules of a part.
    fn rules(&self, part: &Part, agreed: bool) -> Finding {
        let mut finding = Finding::default();
        for at in &part.rules {
            let Some(outcome) = self.rules.get(*at) else {
                continue;
            };
            let yields = || {
                let rule = self.terms.rules.get(*at);
                rule.is_some_and(|rule| rule.unless_agreed)
            };
            match outcome.truth {
                Truth::False if !(agreed && yields()) => {
                    let mut on = outcome.assumed;
                    if yields() {
                        on = on.and(FactSet::of(self.terms.ids.agreed));
                    }
                    if finding
                        .failing_on
                        .is_none_or(|least| on.len() < least.len())
                    {
                        finding.failing_on = Some(on);
                    }
                }
                Truth::Unknown if !(agreed && yields()) => {
                    finding.missing = finding.missing.and(outcome.missing);
                    finding.later = finding.later.and(outcome.later);
                    finding.assumed = finding.assumed.and(outcome.assumed);
                }
                _ => finding.assumed = finding.assumed.and(outcome.assumed),
            }
        }
        finding
    }

    /// Goes through the conditions of a part.
    fn conditions(&self, part: &Part, agreed: bool, finding: &mut Finding) {
        for at in &part.conditions {
            let outcome = self.conditions.get(*at);
            let Some((condition, outcome)) = self.terms.conditions.get(*at).zip(outcome) else {
                continue;
            };
            if agreed && condition.id.by_centre() {
                if outcome.truth != Truth::False {
                    let settled = condition.settled.without(self.situation.known());
                    finding.lifted = finding.lifted.and(settled);
                }
                continue;
            }
            finding.assumed = finding.assumed.and(outcome.assumed);
            match outcome.truth {
                Truth::True => finding.outstanding = finding.outstanding.with(condition.id),
                Truth::Unknown => {
                    finding.missing = finding.missing.and(outcome.missing);
                    finding.later = finding.later.and(outcome.later);
                }
                Truth::False => {}
            }
        }
    }

    /// A certain no: cites every failing rule, rests on the ground that assumes least.
    fn refuse(
        &self,
        answer: &mut BenefitAssessment,
        benefit: &Benefit,
        common: &Finding,
        routes: &[Finding],
        agreed: bool,
    ) {
        let mut on = common.failing_on;
        answer.reasons.reserve(SOME);
        answer.reasons.extend(self.failing(&benefit.common, agreed));
        if !routes.is_empty() && routes.iter().all(Finding::fails) {
            let every = routes.iter().fold(FactSet::NONE, |set, route| {
                set.and(route.failing_on.unwrap_or_default())
            });
            if on.is_none_or(|least| every.len() < least.len()) {
                on = Some(every);
            }
            let grounds = benefit.routes.iter();
            answer
                .reasons
                .extend(grounds.flat_map(|route| self.failing(route, agreed)));
        }
        tidy(&mut answer.reasons);
        answer.assumptions = self.assumptions(on.unwrap_or_default(), FactSet::NONE, FactSet::NONE);
    }

    /// Nothing certain stands in the way.
    fn allow(
        &self,
        answer: &mut BenefitAssessment,
        benefit: &Benefit,
        common: &Finding,
        routes: &[Finding],
        agreed: bool,
    ) {
        // A condition that stands anyway is no reason to prefer another ground.
        let least = |state: fn(&Finding) -> bool| {
            let grounds = routes.iter().enumerate();
            let grounds = grounds.filter(|(_, route)| state(route));
            grounds.min_by_key(|(_, route)| common.outstanding.and(route.outstanding).len())
        };
        let mut chosen = least(Finding::holds);
        let (mut missing, mut later) = (common.missing, common.later);
        let undecided = chosen.is_none();
        if undecided {
            for route in routes.iter().filter(|route| route.is_open()) {
                missing = missing.and(route.missing);
                later = later.and(route.later);
            }
            if agreed {
                chosen = least(Finding::is_open);
            }
        }
        let (mut assumed, mut lifted) = (common.assumed, common.lifted);
        let mut outstanding = common.outstanding;
        if let Some((_, route)) = chosen {
            assumed = assumed.and(route.assumed);
            lifted = lifted.and(route.lifted);
            outstanding = outstanding.and(route.outstanding);
        }
        let chosen = chosen.map(|(at, _)| at);
        let ground = chosen.and_then(|at| benefit.routes.get(at));
        let remaining = || {
            let parts = std::iter::once(&benefit.common).chain(ground);
            parts.flat_map(|part| self.outstanding(part, agreed))
        };
        answer.conditions = once_each(remaining(), outstanding.len());
        // What an outstanding condition waits for is named by the condition.
        assumed = assumed.without(self.waited_for(outstanding));
        answer.limits = self.limits(benefit);
        if !missing.is_empty() && !agreed {
            for route in routes {
                assumed = assumed.and(route.failing_on.unwrap_or(route.assumed));
            }
            answer.verdict = Verdict::Unknown;
            answer.missing = missing;
            answer.reasons.reserve(SOME);
            answer.reasons.extend(self.open(&benefit.common, agreed));
            if undecided {
                let grounds = benefit.routes.iter().zip(routes);
                let open = grounds.filter(|(_, finding)| finding.is_open());
                answer
                    .reasons
                    .extend(open.flat_map(|(route, _)| self.open(route, agreed)));
            }
            tidy(&mut answer.reasons);
            answer.assumptions =
                self.assumptions(assumed.without(missing), FactSet::NONE, FactSet::NONE);
            return;
        }
        answer.verdict = if answer.conditions.is_empty() {
            Verdict::Covered
        } else {
            Verdict::Conditional
        };
        // Another ground could still leave nothing to be done: then the answer rests on its
        // staying closed.
        let mut better = FactSet::NONE;
        if common.outstanding.is_empty() && answer.verdict == Verdict::Conditional {
            for (at, other) in routes.iter().enumerate() {
                if Some(at) != chosen && other.outstanding.is_empty() {
                    let on = other
                        .failing_on
                        .unwrap_or(FactSet::NONE)
                        .and(other.missing)
                        .and(other.later);
                    better = better.and(on);
                }
            }
        }
        answer.reasons = self.chain(benefit, ground, remaining());
        answer.assumptions = self.assumptions(assumed, lifted.and(missing).and(later), better);
    }

    /// The limits whose own condition certainly holds.
    fn limits(&self, benefit: &Benefit) -> Vec<usize> {
        let applies = |at: &usize| {
            let limit = self.terms.limits.get(*at);
            limit.is_some_and(|limit| limit.when.truth(&self.laid.frame) == Truth::True)
        };
        let mut limits = Vec::with_capacity(benefit.limits.len());
        limits.extend(benefit.limits.iter().copied().filter(applies));
        limits
    }

    /// The facts that would settle these conditions.
    fn waited_for(&self, outstanding: ConditionSet) -> FactSet {
        let settled = |id: ConditionId| self.terms.settled.get(id.index()).copied();
        let facts = outstanding.iter().filter_map(settled);
        facts.fold(FactSet::NONE, FactSet::and)
    }

    /// Names what is assumed: by default, as the alarm centre found it, or against another ground.
    fn assumptions(&self, assumed: FactSet, lifted: FactSet, better: FactSet) -> Vec<Assumption> {
        let by_default = self.terms.ids.by_default.without(lifted).without(better);
        let value = |fact: FactId| {
            if by_default.has(fact) {
                return Assumed::Default;
            }
            if lifted.has(fact) {
                return Assumed::AsAgreed;
            }
            if fact == self.terms.ids.country
                && let Some(country) = self.laid.derived_country
            {
                return Assumed::Country(country);
            }
            if self.laid.zone_believed && [self.terms.ids.lat, self.terms.ids.lon].contains(&fact) {
                return Assumed::ZoneConfirmed;
            }
            if fact == self.terms.ids.towed && self.unit_is_towed() {
                return Assumed::SomeTowedUnit;
            }
            let absent = fact.entry().absent;
            if better.has(fact) && matches!(absent, Absent::Asked | Absent::Discharging) {
                Assumed::NothingBetter
            } else if matches!(absent, Absent::Discharging) {
                Assumed::NotTold
            } else {
                Assumed::Default
            }
        };
        let all = assumed.and(lifted).and(better);
        let mut assumptions = Vec::with_capacity(all.len() as usize);
        assumptions.extend(all.iter().map(|fact| Assumption {
            fact,
            value: value(fact),
        }));
        assumptions
    }

    fn unit_is_towed(&self) -> bool {
        let unit = self.situation.value(self.terms.ids.unit);
        matches!(unit, Some(Value::Word("towed_unit")))
    }
}
