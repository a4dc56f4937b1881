//! The next question: the missing fact that settles most.
//!
//! Decides which fact is asked next and what can be answered. The words are `say`'s.

use super::derived::Ids;
use super::facts::{FACTS, FactId, FactSet, FactType};
use super::situation::Situation;
use super::terms::Terms;
use super::verdict::{Assessment, Bearing, BenefitAssessment};
use crate::types::Country;

/// What to ask next.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// The other fact the same answer gives: a position is latitude and longitude at once.
    pub with: Option<FactId>,
    /// What can be answered.
    pub answer: Answer,
}

/// What can be answered to a question. "I don't know" always can.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Yes or no.
    YesNo,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number within these bounds, both inclusive.
    Number {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// A country; these are the ones the position could lie in, when there is one.
    Country(Vec<Country>),
    /// A position.
    Position,
    /// A date or a time.
    Moment,
    /// A line of text.
    Text,
}

/// The fact that the most clauses wait for, over all benefits; of those that as many wait for,
/// the one that a person is asked first (the order of the vocabulary puts what excludes most in
/// front).
pub(crate) fn next<'a>(
    ids: &Ids,
    benefits: impl Iterator<Item = &'a BenefitAssessment>,
    situation: &Situation,
) -> Option<Question> {
    let mut all = FactSet::NONE;
    let mut waiting = [0_usize; FACTS.len()];
    for answer in benefits {
        all = all.and(answer.missing);
        for reason in &answer.reasons {
            let Bearing::Open(facts) = reason.bearing else {
                continue;
            };
            for fact in facts.iter() {
                if let Some(clauses) = waiting.get_mut(fact.index()) {
                    *clauses += 1;
                }
            }
        }
    }
    let waiting = |fact: FactId| waiting.get(fact.index()).copied().unwrap_or_default();
    let askable = all.iter().filter(|fact| !situation.unanswered().has(*fact));
    let fact = askable.max_by_key(|fact| (waiting(*fact), FACTS.len() - fact.index()))?;
    let (lat, lon) = (ids.lat, ids.lon);
    if fact == lat || fact == lon {
        return Some(Question {
            fact: lat,
            with: Some(lon),
            answer: Answer::Position,
        });
    }
    #[allow(clippy::cast_precision_loss)]
    let answer = match fact.entry().kind {
        FactType::Bool => Answer::YesNo,
        FactType::Word(words) => Answer::OneOf(words),
        FactType::Integer(min, max) => Answer::Number {
            min: min as f64,
            max: max as f64,
        },
        FactType::Number(min, max) => Answer::Number { min, max },
        FactType::Country => {
            let here = fact == ids.country;
            Answer::Country(if here {
                situation.country_candidates().to_vec()
            } else {
                Vec::new()
            })
        }
        FactType::Date | FactType::Moment => Answer::Moment,
        FactType::Text | FactType::Benefits => Answer::Text,
    };
    Some(Question {
        fact,
        with: None,
        answer,
    })
}

impl Assessment {
    /// The question that settles most of the benefits somebody asks about, for a driver who only
    /// wants to know about some. [`Assessment::next_question`] is the one for all of them.
    /// `terms` and `situation` are those the assessment was made with.
    pub fn question_about(
        &self,
        terms: &Terms,
        situation: &Situation,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<Question> {
        let some = self.benefits.iter().filter(|answer| wanted(answer.id));
        next(&terms.ids, some, situation)
    }
}
