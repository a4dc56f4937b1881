//! Terms with one clause taken out, to see what it was there for.

use super::super::terms::{Part, Terms};
use super::super::verdict::Reason;
use super::super::words::BenefitSet;

/// See [`Terms::without`].
pub(crate) fn without(terms: &Terms, id: &str) -> Terms {
    let mut left = terms.clone();
    let Some(gone) = terms.clauses.iter().position(|clause| clause.id == id) else {
        return left;
    };
    let rule = |at: &usize| terms.rules.get(*at).is_some_and(|part| part.clause != gone);
    let condition = |at: &usize| {
        let part = terms.conditions.get(*at);
        part.is_some_and(|part| part.clause != gone)
    };
    let citation = |at: &usize| {
        let part = terms.citations.get(*at);
        part.is_some_and(|part| part.clause != gone)
    };
    let thin = |part: &mut Part| {
        part.rules.retain(&rule);
        part.conditions.retain(&condition);
        part.citations.retain(&citation);
    };
    let mut more = terms.costs.iter().any(|cost| cost.clause == gone)
        || terms.rules.iter().any(|part| part.clause == gone)
        || terms.conditions.iter().any(|part| part.clause == gone)
        || terms.limits.iter().any(|part| part.clause == gone);
    for benefit in &mut left.benefits {
        thin(&mut benefit.common);
        let grants = benefit.clause;
        let cited = |reason: &Reason| reason.clause != gone || reason.clause == grants;
        benefit.cites.retain(cited);
        benefit.routes.iter_mut().for_each(thin);
        let kept = |at: &usize| {
            terms
                .limits
                .get(*at)
                .is_some_and(|part| part.clause != gone)
        };
        benefit.limits.retain(kept);
        let kept = |at: &usize| terms.costs.get(*at).is_some_and(|part| part.clause != gone);
        benefit.costs.retain(kept);
        let own = |benefits: &&(usize, BenefitSet)| benefits.0 != gone;
        let exclusive = benefit.not_with_by.iter().filter(own);
        let was = benefit.not_with;
        benefit.not_with = exclusive
            .flat_map(|(_, set)| set.iter())
            .fold(BenefitSet::default(), BenefitSet::with);
        more |= was != benefit.not_with;
    }
    if let Some(clause) = left.clauses.get_mut(gone) {
        more |= !clause.duty_for.is_empty();
        clause.duty_for = BenefitSet::default();
    }
    if !more {
        left.benefits.retain(|benefit| benefit.clause != gone);
    }
    left
}
