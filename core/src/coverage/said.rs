//! An assessment in words, in the shape `roadside check --json` prints (`design.md` section 8).
//!
//! Only the shape; what is put in is decided in `say`.

use super::unfold::SaidExplanation;
use crate::messages::text;
use crate::types::{Language, Phone, SharedText};
use serde::Serialize;
use serde_json::Value as Json;

/// The whole answer, said.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidAssessment {
    /// Product id.
    pub product: String,
    /// Edition of the terms.
    pub edition: String,
    /// One answer per benefit.
    pub benefits: Vec<SaidBenefit>,
    /// What stands with all of them, so that people need to read it only once.
    pub shared: SaidShared,
    /// Texts that apply too and are not on this device.
    pub not_at_hand: Vec<SaidReason>,
    /// What to ask next; `None` when nothing is missing.
    pub next_question: Option<SaidQuestion>,
    /// Whom to call. Whatever the answer says: calling is never wrong.
    pub call: SaidCall,
    /// One verdict unfolded, when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<SaidExplanation>,
}

/// Conditions and limits that stand with every benefit that can carry them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, uniffi::Record)]
pub struct SaidShared {
    /// Conditions.
    pub conditions: Vec<SaidCondition>,
    /// Limits.
    pub limits: Vec<SaidLimit>,
}

/// The answer about one benefit, said.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidBenefit {
    /// Benefit id.
    pub id: SharedText,
    /// What people call it.
    pub title: SharedText,
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: SharedText,
    /// The verdict in a sentence.
    pub verdict_text: SharedText,
    /// The one reason to read first: what grants it, what is open, or what stands in the way.
    pub main: SaidReason,
    /// The clauses it rests on.
    pub reasons: Vec<SaidReason>,
    /// What is outstanding.
    pub conditions: Vec<SaidCondition>,
    /// The bounds that apply.
    pub limits: Vec<SaidLimit>,
    /// What the insured pays.
    pub you_pay: Vec<SaidCondition>,
    /// Benefits it cannot be combined with.
    pub not_with: Vec<SharedText>,
    /// What the insured must see to.
    pub duties: Vec<SaidReason>,
    /// Facts that can change an `unknown`.
    pub missing: Vec<SharedText>,
    /// What the answer takes to be so.
    pub assumptions: Vec<SaidAssumption>,
}

/// A clause and what it says here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidReason {
    /// The clause as printed.
    pub clause: SharedText,
    /// One sentence.
    pub message: SharedText,
}

/// A condition, or a cost of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidCondition {
    /// Its id.
    pub id: SharedText,
    /// The clause behind it.
    pub clause: SharedText,
    /// One sentence.
    pub message: SharedText,
}

/// A limit.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidLimit {
    /// Its key.
    pub id: SharedText,
    /// A number, or one of the words of this limit.
    pub value: Json,
    /// The unit of a number.
    pub unit: Option<SharedText>,
    /// The clause behind it.
    pub clause: SharedText,
    /// One sentence.
    pub message: SharedText,
}

/// An assumption.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidAssumption {
    /// The fact that is not known.
    pub fact: SharedText,
    /// What is taken for it; `null` when it is whatever the alarm centre found.
    pub value: Json,
    /// One sentence.
    pub message: SharedText,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidQuestion {
    /// The fact asked for.
    pub fact: String,
    /// The other fact the same answer gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// The question.
    pub text: String,
    /// `yes_no`, `choice`, `number`, `country`, `position`, `time` or `text`.
    pub kind: String,
    /// What to choose from; for a free answer only "I don't know".
    pub answers: Vec<SaidAnswer>,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidAnswer {
    /// The value of the fact; `null` leaves it unknown.
    pub value: Json,
    /// What it is called.
    pub text: String,
}

/// Whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidCall {
    /// E.164.
    pub phone: String,
    /// The same number, for people.
    pub phone_spaced: String,
    /// `tel:` link.
    pub tel_uri: String,
    /// Who answers.
    pub who: String,
    /// Why to call whatever the answer says.
    pub text: String,
}

impl SaidCall {
    /// Whom to call on a card whose terms are not here.
    pub(crate) fn without_terms(company: &str, phone: &Phone, language: Language) -> Self {
        Self {
            phone: phone.e164().to_owned(),
            phone_spaced: phone.spaced(),
            tel_uri: phone.tel_uri(),
            who: company.to_owned(),
            text: text(language, "trip.call_anyway", &[]),
        }
    }
}
