//! What the terms come to in a situation: a verdict per benefit, with everything it rests on.
//!
//! Decides verdict, reasons, conditions, limits, missing facts and assumptions. Ids only; how
//! they are said is `say`'s, which question comes next `ask`'s.

use super::ask;
use super::derived::{Laid, lay_out};
use super::expr::{Outcome, Truth};
use super::facts::{Absent, FactId, FactSet};
use super::finding::{Finding, once_each, tidy};
use super::situation::Situation;
use super::terms::{Benefit, Part, Terms};
use super::value::Value;
use super::verdict::{
    Assessment, Assumed, Assumption, Bearing, BenefitAssessment, Outstanding, Reason, Verdict,
};

/// Assesses every benefit of the terms. Pure: the same terms and facts give the same answer.
///
/// While `place.country` is not given, the country that [`Situation::locate`] read off the
/// position stands in for it, shown as an assumption; a fact that is given beats one that is
/// derived.
pub fn assess(terms: &Terms, situation: &Situation) -> Assessment {
    let laid = lay_out(&terms.ids, situation, terms.wanted);
    let judge = Judge {
        terms,
        situation,
        rules: terms
            .rules
            .iter()
            .map(|rule| rule.expr.eval(&laid.frame))
            .collect(),
        conditions: terms
            .conditions
            .iter()
            .map(|part| part.when.eval(&laid.frame))
            .collect(),
        laid,
    };
    let benefits: Vec<BenefitAssessment> = terms
        .benefits
        .iter()
        .enumerate()
        .map(|(at, benefit)| judge.benefit(at, benefit))
        .collect();
    let next_question = ask::next(&terms.ids, benefits.iter(), situation);
    Assessment {
        product: terms.product,
        edition: terms.edition.clone(),
        benefits,
        next_question,
    }
}

struct Judge<'t> {
    terms: &'t Terms,
    situation: &'t Situation,
    laid: Laid,
    rules: Vec<Outcome>,
    conditions: Vec<Outcome>,
}

impl Judge<'_> {
    fn benefit(&self, place: usize, benefit: &Benefit) -> BenefitAssessment {
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
        let common = self.part(&benefit.common, agreed);
        let routes: Vec<Finding> = benefit
            .routes
            .iter()
            .map(|route| self.part(route, agreed))
            .collect();
        let closed = !routes.is_empty() && routes.iter().all(|route| !route.failing.is_empty());
        if closed || !common.failing.is_empty() {
            self.refuse(&mut answer, &common, &routes, closed);
        } else {
            self.allow(&mut answer, benefit, common, routes, agreed);
        }
        answer
    }

    /// Goes through the rules and conditions of a part.
    fn part(&self, part: &Part, agreed: bool) -> Finding {
        let mut finding = Finding::default();
        for at in &part.rules {
            let (Some(rule), Some(outcome)) = (self.terms.rules.get(*at), self.rules.get(*at))
            else {
                continue;
            };
            let clause = rule.clause;
            match outcome.truth {
                Truth::False if !(rule.unless_agreed && agreed) => {
                    let mut on = outcome.assumed;
                    if rule.unless_agreed {
                        on = on.and(FactSet::of(self.terms.ids.agreed));
                    }
                    if finding
                        .failing_on
                        .is_none_or(|least| on.len() < least.len())
                    {
                        finding.failing_on = Some(on);
                    }
                    finding.failing.push(Reason {
                        clause,
                        bearing: Bearing::Fails(Some(*at)),
                    });
                }
                Truth::Unknown if !(rule.unless_agreed && agreed) => {
                    finding.missing = finding.missing.and(outcome.missing);
                    finding.later = finding.later.and(outcome.later);
                    finding.assumed = finding.assumed.and(outcome.assumed);
                    finding.open.push(Reason {
                        clause,
                        bearing: Bearing::Open(outcome.missing),
                    });
                }
                _ => {
                    finding.assumed = finding.assumed.and(outcome.assumed);
                }
            }
        }
        for at in &part.conditions {
            let (Some(condition), Some(outcome)) =
                (self.terms.conditions.get(*at), self.conditions.get(*at))
            else {
                continue;
            };
            if condition.by_centre && agreed {
                if outcome.truth != Truth::False {
                    let settled = condition.settled.without(self.situation.known());
                    finding.lifted = finding.lifted.and(settled);
                }
                continue;
            }
            let clause = condition.clause;
            finding.assumed = finding.assumed.and(outcome.assumed);
            match outcome.truth {
                Truth::True => finding.outstanding.push(Outstanding {
                    id: condition.id,
                    clause,
                    by_centre: condition.by_centre,
                }),
                Truth::Unknown => {
                    finding.missing = finding.missing.and(outcome.missing);
                    finding.later = finding.later.and(outcome.later);
                    finding.open.push(Reason {
                        clause,
                        bearing: Bearing::Open(outcome.missing),
                    });
                }
                Truth::False => {}
            }
        }
        finding
    }

    /// A certain no: cites every failing rule, rests on the ground that assumes least.
    fn refuse(
        &self,
        answer: &mut BenefitAssessment,
        common: &Finding,
        routes: &[Finding],
        closed: bool,
    ) {
        let mut on = common.failing_on;
        answer.reasons.extend(&common.failing);
        if closed {
            let every = routes.iter().fold(FactSet::NONE, |set, route| {
                set.and(route.failing_on.unwrap_or_default())
            });
            if on.is_none_or(|least| every.len() < least.len()) {
                on = Some(every);
            }
            answer
                .reasons
                .extend(routes.iter().flat_map(|route| &route.failing));
        }
        tidy(&mut answer.reasons);
        answer.assumptions = self.assumptions(on.unwrap_or_default(), FactSet::NONE, FactSet::NONE);
    }

    /// Nothing certain stands in the way.
    fn allow(
        &self,
        answer: &mut BenefitAssessment,
        benefit: &Benefit,
        common: Finding,
        routes: Vec<Finding>,
        agreed: bool,
    ) {
        // A condition that stands anyway is no reason to prefer another ground.
        let count = |at: &usize| {
            routes.get(*at).map_or(usize::MAX, |route| {
                let mut both = common.outstanding.clone();
                both.extend(&route.outstanding);
                once_each(&both).len()
            })
        };
        let all = 0..routes.len();
        let mut chosen = all
            .clone()
            .filter(|at| routes.get(*at).is_some_and(Finding::holds))
            .min_by_key(count);
        let open: Vec<usize> = all
            .filter(|at| routes.get(*at).is_some_and(Finding::is_open))
            .collect();
        let mut missing = common.missing;
        let mut later = common.later;
        let mut lifted = common.lifted;
        let mut reasons = common.open.clone();
        if chosen.is_none() {
            for route in open.iter().filter_map(|at| routes.get(*at)) {
                missing = missing.and(route.missing);
                later = later.and(route.later);
                reasons.extend(&route.open);
            }
            if agreed {
                chosen = open.iter().copied().min_by_key(count);
            }
        }
        let route = chosen.and_then(|at| routes.get(at));
        let mut assumed = common.assumed;
        let mut outstanding = common.outstanding.clone();
        let own = common.outstanding.is_empty();
        if let Some(route) = route {
            assumed = assumed.and(route.assumed);
            lifted = lifted.and(route.lifted);
            outstanding.extend(&route.outstanding);
        }
        answer.conditions = once_each(&outstanding);
        // What an outstanding condition waits for is named by the condition.
        assumed = assumed.without(self.waited_for(&answer.conditions));
        answer.limits = self.limits(benefit);
        if !missing.is_empty() && !agreed {
            for route in &routes {
                assumed = assumed.and(route.failing_on.unwrap_or(route.assumed));
            }
            answer.verdict = Verdict::Unknown;
            answer.missing = missing;
            answer.reasons = reasons;
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
        if own && answer.verdict == Verdict::Conditional {
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
        let chosen = chosen.and_then(|at| benefit.routes.get(at));
        answer.reasons = self.chain(benefit, chosen, &outstanding);
        answer.assumptions = self.assumptions(assumed, lifted.and(missing).and(later), better);
    }

    /// The whole chain of a yes: the clause that grants, the rules passed, the clause behind each
    /// condition.
    fn chain(
        &self,
        benefit: &Benefit,
        route: Option<&Part>,
        outstanding: &[Outstanding],
    ) -> Vec<Reason> {
        let mut reasons = Vec::with_capacity(benefit.common.rules.len() + outstanding.len() + 8);
        reasons.push(Reason {
            clause: benefit.clause,
            bearing: Bearing::Holds,
        });
        let of_route = route.map(|part| part.rules.as_slice()).unwrap_or_default();
        for rule in benefit.common.rules.iter().chain(of_route) {
            if let Some(rule) = self.terms.rules.get(*rule).filter(|rule| !rule.silent) {
                let bearing = if rule.exclusion {
                    Bearing::Passed
                } else {
                    Bearing::Holds
                };
                reasons.push(Reason {
                    clause: rule.clause,
                    bearing,
                });
            }
        }
        let of_route = route
            .map(|part| part.citations.as_slice())
            .unwrap_or_default();
        for citation in benefit.common.citations.iter().chain(of_route) {
            if let Some(citation) = self.terms.citations.get(*citation)
                && citation.when.eval(&self.laid.frame).truth != Truth::False
            {
                reasons.push(Reason {
                    clause: citation.clause,
                    bearing: Bearing::Holds,
                });
            }
        }
        let behind = |part: &Outstanding| Reason {
            clause: part.clause,
            bearing: Bearing::Holds,
        };
        reasons.extend(outstanding.iter().map(behind));
        tidy(&mut reasons);
        reasons
    }

    /// The limits whose own condition certainly holds.
    fn limits(&self, benefit: &Benefit) -> Vec<usize> {
        let applies = |at: &usize| {
            self.terms
                .limits
                .get(*at)
                .is_some_and(|limit| limit.when.eval(&self.laid.frame).truth == Truth::True)
        };
        benefit.limits.iter().copied().filter(applies).collect()
    }

    /// The facts that would settle these conditions.
    fn waited_for(&self, outstanding: &[Outstanding]) -> FactSet {
        let conditions = self.terms.conditions.iter();
        conditions
            .filter(|condition| outstanding.iter().any(|part| part.id == condition.id))
            .fold(FactSet::NONE, |set, condition| set.and(condition.settled))
    }

    /// Names what is assumed: by default, as the alarm centre found it, or against another ground.
    fn assumptions(&self, assumed: FactSet, lifted: FactSet, better: FactSet) -> Vec<Assumption> {
        let value = |fact: FactId| {
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
        all.iter()
            .map(|fact| Assumption {
                fact,
                value: value(fact),
            })
            .collect()
    }

    fn unit_is_towed(&self) -> bool {
        let unit = self.situation.value(self.terms.ids.unit);
        matches!(unit, Some(Value::Word("towed_unit")))
    }
}
