//! What of an answer is worth reading first.
//!
//! Decides the one reason that stands for all, and what stands with every benefit and need be
//! read only once. The whole chain is `explain`'s.

use super::said::{SaidBenefit, SaidReason, SaidShared};
use super::say::Speaker;
use super::terms::Terms;
use super::verdict::{Assessment, Bearing, BenefitAssessment, Reason, Verdict};
use crate::types::Language;

/// Fewer benefits than this share nothing: each says its own.
const FEW: usize = 3;

impl Assessment {
    /// The reason to read first. Of a no: the clause that refuses the most benefits, since one
    /// sentence then explains them all. Otherwise the clause that grants the benefit, with what
    /// is missing.
    pub(crate) fn main_reason(&self, terms: &Terms, answer: &BenefitAssessment) -> Reason {
        let refused = |clause: usize| {
            let noes = self.benefits.iter();
            noes.filter(|other| other.verdict == Verdict::NotCovered)
                .filter(|other| other.reasons.iter().any(|reason| reason.clause == clause))
                .count()
        };
        let mut main = None;
        if answer.verdict == Verdict::NotCovered {
            for reason in &answer.reasons {
                let weight = refused(reason.clause);
                if main.is_none_or(|(most, _)| weight > most) {
                    main = Some((weight, *reason));
                }
            }
        }
        if let Some((_, reason)) = main {
            return reason;
        }
        let bearing = if answer.missing.is_empty() {
            Bearing::Holds
        } else {
            Bearing::Open(answer.missing)
        };
        Reason {
            clause: terms
                .benefits
                .get(answer.place)
                .map_or(0, |benefit| benefit.clause),
            bearing,
        }
    }
}

impl Terms {
    /// One clause of an assessment made with these terms, in words.
    pub(crate) fn say_reason(&self, reason: &Reason, language: Language) -> SaidReason {
        Speaker::new(self, language).reason(reason)
    }
}

/// The conditions on every benefit that carries any, and the limits on every benefit that is not
/// refused.
pub(crate) fn shared(benefits: &[SaidBenefit]) -> SaidShared {
    let granted: Vec<&SaidBenefit> = benefits
        .iter()
        .filter(|benefit| benefit.verdict != Verdict::NotCovered.word())
        .collect();
    let bound: Vec<&&SaidBenefit> = granted
        .iter()
        .filter(|benefit| !benefit.conditions.is_empty())
        .collect();
    let mut shared = SaidShared::default();
    if let Some(first) = bound.first().filter(|_| bound.len() >= FEW) {
        shared.conditions = first.conditions.clone();
        shared.conditions.retain(|part| {
            bound
                .iter()
                .all(|other| other.conditions.iter().any(|one| one.id == part.id))
        });
    }
    if let Some(first) = granted.first().filter(|_| granted.len() >= FEW) {
        shared.limits = first.limits.clone();
        shared
            .limits
            .retain(|limit| granted.iter().all(|other| other.limits.contains(limit)));
    }
    shared
}
