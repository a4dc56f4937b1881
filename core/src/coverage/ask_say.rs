//! The next question in the driver's language, with the answers to choose from.
//!
//! Decides which sentence goes where. The sentences stand in `i18n/coverage/`.

use super::ask::{Answer, Question};
use super::said::{SaidAnswer, SaidQuestion};
use crate::messages::text;
use crate::types::Language;
use serde_json::Value as Json;

impl Question {
    /// The question in words, with the answers to choose from.
    pub fn say(&self, language: Language) -> SaidQuestion {
        let name = self.fact.name();
        let answer = |value: Json, words: String| SaidAnswer { value, text: words };
        let (kind, mut answers) = match &self.answer {
            Answer::YesNo => (
                "yes_no",
                [(true, "yes"), (false, "no")]
                    .map(|(flag, word)| {
                        answer(
                            flag.into(),
                            text(language, &format!("coverage.answer.{word}"), &[]),
                        )
                    })
                    .to_vec(),
            ),
            Answer::OneOf(words) => (
                "choice",
                words
                    .iter()
                    .map(|word| {
                        let key = format!("facts.{name}.answer.{word}");
                        answer((*word).into(), text(language, &key, &[]))
                    })
                    .collect(),
            ),
            Answer::Country(candidates) => (
                "country",
                candidates
                    .iter()
                    .map(|country| answer(country.code().into(), country.code().to_owned()))
                    .collect(),
            ),
            Answer::Number { .. } => ("number", Vec::new()),
            Answer::Position => ("position", Vec::new()),
            Answer::Moment => ("time", Vec::new()),
            Answer::Text => ("text", Vec::new()),
        };
        answers.push(answer(
            Json::Null,
            text(language, "coverage.answer.unknown", &[]),
        ));
        SaidQuestion {
            fact: name.to_owned(),
            with: self.with.map(|fact| fact.name().to_owned()),
            text: text(language, &format!("facts.{name}.question"), &[]),
            kind: kind.to_owned(),
            answers,
        }
    }
}
