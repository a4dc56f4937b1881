//! What the terms answer for an occasion: what holds, what is doubtful, what never.
//!
//! Decides how several answers become one: over what may have happened the best counts, over the
//! days of the journey the worst. The answers themselves are `coverage`'s.

use super::occasions::{Occasion, Scene, situations};
use crate::coverage::{
    FactSet, Outstanding, Reason, Situation, Terms, Verdict, assess, main_reason,
};
use crate::types::{Country, Date, TowedKind};

/// What a benefit comes to, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// It is there, perhaps with something to be done.
    Holds,
    /// The alarm centre has to say whether it is there, or the card lacks something.
    Doubtful,
    /// It is not there.
    Never,
}

/// One benefit on one occasion.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weighed {
    pub id: &'static str,
    pub grade: Grade,
    pub conditions: Vec<Outstanding>,
    pub missing: FactSet,
    /// The clause that grants it, or that stands in the way.
    pub main: Reason,
}

/// Benefits that say nothing about whether a card answers: every card answers the telephone.
pub(super) const NOT_COUNTED: &str = "communication";

/// A condition that doubts whether the cover applies at all.
pub(super) fn is_doubt(condition: &Outstanding) -> bool {
    condition.id().starts_with("confirm_")
}

/// Where somebody is, without the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whereabouts<'a> {
    pub country: Country,
    pub part: &'static [(&'static str, &'static str)],
    pub days: &'a [Date],
    pub tow: Option<TowedKind>,
}

/// Every benefit of the terms on one occasion.
pub(super) fn weigh(
    terms: &Terms,
    card: &Situation,
    occasion: Occasion,
    at: &Whereabouts<'_>,
) -> Vec<Weighed> {
    let mut worst: Vec<Weighed> = Vec::new();
    for day in at.days {
        let scene = Scene {
            country: at.country,
            part: at.part,
            day: *day,
            tow: at.tow,
        };
        let of_day = best(terms, &situations(occasion, card, &scene));
        if worst.is_empty() {
            worst = of_day;
            continue;
        }
        for (kept, other) in worst.iter_mut().zip(of_day) {
            if other.grade > kept.grade {
                *kept = other;
            }
        }
    }
    worst
}

fn best(terms: &Terms, situations: &[Situation]) -> Vec<Weighed> {
    let mut best: Vec<Weighed> = Vec::new();
    for situation in situations {
        let assessment = assess(terms, situation);
        let refused = assessment.refused(terms);
        let weighed = assessment.benefits.iter().map(|answer| {
            let doubted = answer.conditions.iter().any(is_doubt);
            let grade = match answer.verdict {
                Verdict::Covered | Verdict::Conditional if !doubted => Grade::Holds,
                Verdict::NotCovered => Grade::Never,
                _ => Grade::Doubtful,
            };
            Weighed {
                id: answer.id,
                grade,
                conditions: answer.conditions.clone(),
                missing: answer.missing,
                main: main_reason(terms, answer, &refused),
            }
        });
        let weighed: Vec<Weighed> = weighed.collect();
        if best.is_empty() {
            best = weighed;
            continue;
        }
        for (kept, other) in best.iter_mut().zip(weighed) {
            let order = |one: &Weighed| (one.grade, one.conditions.len());
            if order(&other) < order(kept) {
                *kept = other;
            }
        }
    }
    best
}
