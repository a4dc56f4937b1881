//! What of an answer is worth reading first.
//!
//! Decides the one reason that stands for all, and what stands with every benefit and need be
//! read only once. The whole chain is `explain`'s.

use super::said::{SaidBenefit, SaidCall, SaidCondition, SaidReason, SaidShared};
use super::say::Speaker;
use super::terms::Terms;
use super::verdict::{Assessment, Bearing, BenefitAssessment, Outstanding, Reason, Verdict};
use super::words::BenefitId;
use crate::types::{Language, Phone};

/// Fewer benefits than this share nothing: each says its own.
const FEW: usize = 3;

impl Assessment {
    /// By clause, how many benefits it refuses.
    pub(crate) fn refused(&self, terms: &Terms) -> Vec<usize> {
        let mut refused = vec![0; terms.clauses.len()];
        let noes = self.benefits.iter();
        for answer in noes.filter(|answer| answer.verdict == Verdict::NotCovered) {
            for (at, reason) in answer.reasons.iter().enumerate() {
                // A clause with several rules refuses a benefit once.
                let mut before = answer.reasons.iter().take(at);
                if !before.any(|other| other.clause == reason.clause)
                    && let Some(benefits) = refused.get_mut(reason.clause)
                {
                    *benefits += 1;
                }
            }
        }
        refused
    }
}

/// The reason to read first. Of a no: the clause that refuses the most benefits ([`refused`]),
/// since one sentence then explains them all. Otherwise the clause that grants the benefit, with
/// what is missing.
///
/// [`refused`]: Assessment::refused
pub(crate) fn main_reason(terms: &Terms, answer: &BenefitAssessment, refused: &[usize]) -> Reason {
    let weight = |reason: &Reason| refused.get(reason.clause).copied().unwrap_or_default();
    let mut main: Option<&Reason> = None;
    if answer.verdict == Verdict::NotCovered {
        for reason in &answer.reasons {
            if main.is_none_or(|most| weight(reason) > weight(most)) {
                main = Some(reason);
            }
        }
    }
    let bearing = if answer.missing.is_empty() {
        Bearing::Holds
    } else {
        Bearing::Open(answer.missing)
    };
    main.copied().unwrap_or_else(|| Reason {
        clause: terms
            .benefits
            .get(answer.place)
            .map_or(0, |benefit| benefit.clause),
        bearing,
    })
}

impl Terms {
    /// One clause of an assessment made with these terms, in words.
    pub(crate) fn say_reason(&self, reason: &Reason, language: Language) -> SaidReason {
        self.speaker(language).reason(reason)
    }

    /// One condition of an assessment made with these terms, in words.
    pub(crate) fn say_condition(&self, part: &Outstanding, language: Language) -> SaidCondition {
        self.speaker(language)
            .condition(part.condition, part.clause)
    }

    /// What people call a benefit of these terms.
    pub(crate) fn say_title(&self, benefit: &str, language: Language) -> String {
        let title = |id| self.speaker(language).title(id).to_string();
        BenefitId::named(benefit).map(title).unwrap_or_default()
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
