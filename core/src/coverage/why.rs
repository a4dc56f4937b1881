//! What of an answer is worth reading first.
//!
//! Decides the one reason that stands for all, and what stands with every benefit and need be
//! read only once. The whole chain is `explain`'s.

use super::said::{SaidBenefit, SaidCall, SaidCondition, SaidReason, SaidShared};
use super::say::Speaker;
use super::terms::Terms;
use super::verdict::{Assessment, Bearing, BenefitAssessment, Outstanding, Reason, Verdict};
use crate::types::{Language, Phone};

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
        self.speaker(language).reason(reason)
    }

    /// One condition of an assessment made with these terms, in words.
    pub(crate) fn say_condition(&self, part: &Outstanding, language: Language) -> SaidCondition {
        self.speaker(language).condition(part.id, part.clause)
    }

    /// What people call a benefit of these terms.
    pub(crate) fn say_title(&self, benefit: &str, language: Language) -> String {
        self.speaker(language).title(benefit)
    }

    /// Whom to call, by the name and number on a card, and why whatever these terms say.
    pub(crate) fn say_call(&self, company: &str, phone: &Phone, language: Language) -> SaidCall {
        SaidCall {
            phone: phone.e164().to_owned(),
            phone_spaced: phone.spaced(),
            tel_uri: phone.tel_uri(),
            who: company.to_owned(),
            ..self.speaker(language).call()
        }
    }

    /// The clauses that refer to a text which is not on this device, in words.
    pub(crate) fn say_not_at_hand(&self, language: Language) -> Vec<SaidReason> {
        self.speaker(language).not_at_hand()
    }

    fn speaker(&self, language: Language) -> Speaker<'_> {
        Speaker::new(self, language)
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
