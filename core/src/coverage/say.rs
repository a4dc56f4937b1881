//! An assessment in the driver's language, in the shape `roadside check --json` prints.
//!
//! Decides which sentence goes where. The sentences stand in `i18n/coverage/` and `i18n/terms/`.

use super::ask::{Answer, Question};
use super::assess::{
    Assessment, Assumed, Assumption, Bearing, BenefitAssessment, Reason, Verdict, default_value,
    ids,
};
use super::facts::{FactId, FactSet};
use super::sentences::limit_key;
use super::terms::{LimitValue, Terms};
use crate::messages::text;
use crate::types::Language;
use serde::Serialize;
use serde_json::Value as Json;

/// The whole answer, said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidAssessment {
    /// Product id.
    pub product: String,
    /// Edition of the terms.
    pub edition: String,
    /// One answer per benefit.
    pub benefits: Vec<SaidBenefit>,
    /// What to ask next; `None` when nothing is missing.
    pub next_question: Option<SaidQuestion>,
    /// Whom to call. Whatever the answer says: calling is never wrong.
    pub call: SaidCall,
}

/// The answer about one benefit, said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidBenefit {
    /// Benefit id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: String,
    /// The verdict in a sentence.
    pub verdict_text: String,
    /// The clauses it rests on.
    pub reasons: Vec<SaidReason>,
    /// What is outstanding.
    pub conditions: Vec<SaidCondition>,
    /// The bounds that apply.
    pub limits: Vec<SaidLimit>,
    /// What the insured pays.
    pub you_pay: Vec<SaidCondition>,
    /// Benefits it cannot be combined with.
    pub not_with: Vec<String>,
    /// What the insured must see to.
    pub duties: Vec<SaidReason>,
    /// Facts that can change an `unknown`.
    pub missing: Vec<String>,
    /// What the answer takes to be so.
    pub assumptions: Vec<SaidAssumption>,
}

/// A clause and what it says here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidReason {
    /// The clause as printed.
    pub clause: String,
    /// One sentence.
    pub message: String,
}

/// A condition, or a cost of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidCondition {
    /// Its id.
    pub id: String,
    /// The clause behind it.
    pub clause: String,
    /// One sentence.
    pub message: String,
}

/// A limit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidLimit {
    /// Its key.
    pub id: String,
    /// A number, or one of the words of this limit.
    pub value: Json,
    /// The unit of a number.
    pub unit: Option<String>,
    /// The clause behind it.
    pub clause: String,
    /// One sentence.
    pub message: String,
}

/// An assumption.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidAssumption {
    /// The fact that is not known.
    pub fact: String,
    /// What is taken for it; `null` when it is whatever the alarm centre found.
    pub value: Json,
    /// One sentence.
    pub message: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidAnswer {
    /// The value of the fact; `null` leaves it unknown.
    pub value: Json,
    /// What it is called.
    pub text: String,
}

/// Whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl Assessment {
    /// Says the assessment. `terms` are those it was made with.
    pub fn say(&self, terms: &Terms, language: Language) -> SaidAssessment {
        let speaker = Speaker { terms, language };
        let company = terms.assistance_company();
        SaidAssessment {
            product: self.product.word().to_owned(),
            edition: self.edition.clone(),
            benefits: self
                .benefits
                .iter()
                .map(|answer| speaker.benefit(answer))
                .collect(),
            next_question: self
                .next_question
                .as_ref()
                .map(|question| question.say(language)),
            call: SaidCall {
                phone: terms.alarm_phone().e164().to_owned(),
                phone_spaced: terms.alarm_phone().spaced(),
                tel_uri: terms.alarm_phone().tel_uri(),
                who: company.to_owned(),
                text: text(language, "coverage.call_anyway", &[("company", company)]),
            },
        }
    }
}

struct Speaker<'t> {
    terms: &'t Terms,
    language: Language,
}

impl Speaker<'_> {
    fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        text(self.language, key, args)
    }

    fn benefit(&self, answer: &BenefitAssessment) -> SaidBenefit {
        let verdict = answer.verdict.word();
        let benefit = self.terms.benefits.get(answer.place);
        let costs = benefit
            .map(|benefit| benefit.costs.as_slice())
            .unwrap_or_default();
        let refused = answer.verdict == Verdict::NotCovered;
        let not_with = benefit
            .filter(|_| !refused)
            .map(|benefit| ids(benefit.not_with));
        SaidBenefit {
            id: answer.id.to_owned(),
            title: self.text(&format!("coverage.benefit.{}", answer.id), &[]),
            verdict: verdict.to_owned(),
            verdict_text: self.text(&format!("coverage.verdict.{verdict}"), &[]),
            reasons: answer
                .reasons
                .iter()
                .map(|reason| self.reason(reason))
                .collect(),
            conditions: answer
                .conditions
                .iter()
                .map(|part| self.item("condition", part.id, part.clause))
                .collect(),
            limits: answer
                .limits
                .iter()
                .filter_map(|at| self.limit(*at))
                .collect(),
            you_pay: costs
                .iter()
                .filter_map(|at| self.terms.costs.get(*at))
                .filter(|_| !refused)
                .map(|cost| self.item("you_pay", &cost.id, cost.clause))
                .collect(),
            not_with: not_with
                .unwrap_or_default()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            duties: if refused {
                Vec::new()
            } else {
                self.duties(answer)
            },
            missing: answer
                .missing
                .iter()
                .map(|fact| fact.name().to_owned())
                .collect(),
            assumptions: answer
                .assumptions
                .iter()
                .map(|part| self.assumption(part))
                .collect(),
        }
    }

    fn number(&self, clause: usize) -> String {
        self.terms
            .clauses
            .get(clause)
            .map(|clause| clause.number.clone())
            .unwrap_or_default()
    }

    fn reason(&self, reason: &Reason) -> SaidReason {
        let Some(clause) = self.terms.clauses.get(reason.clause) else {
            return SaidReason {
                clause: String::new(),
                message: String::new(),
            };
        };
        let says = clause.says(self.language);
        let message = match reason.bearing {
            Bearing::Holds => says,
            Bearing::Passed => self.text("coverage.reason.passed", &[("says", &says)]),
            Bearing::Fails => self.text(&format!("{}.fails", clause.key), &[]),
            Bearing::Open(missing) => {
                let facts = self.labels(missing);
                self.text(
                    "coverage.reason.open",
                    &[("facts", &facts), ("says", &says)],
                )
            }
        };
        SaidReason {
            clause: clause.number.clone(),
            message,
        }
    }

    fn labels(&self, facts: FactSet) -> String {
        let label = |fact: FactId| self.text(&format!("facts.{}.label", fact.name()), &[]);
        let mut labels: Vec<String> = facts.iter().map(label).collect();
        // Latitude and longitude are one thing to people.
        labels.dedup();
        labels.join(", ")
    }

    fn item(&self, table: &str, id: &str, clause: usize) -> SaidCondition {
        let company = self.terms.assistance_company();
        SaidCondition {
            id: id.to_owned(),
            clause: self.number(clause),
            message: self.text(&format!("coverage.{table}.{id}"), &[("company", company)]),
        }
    }

    fn limit(&self, at: usize) -> Option<SaidLimit> {
        let limit = self.terms.limits.get(at)?;
        let (value, shown) = match &limit.value {
            LimitValue::Number(number) => (Json::from(*number), number.to_string()),
            LimitValue::Word(word) => (Json::from(word.as_str()), String::new()),
        };
        Some(SaidLimit {
            id: limit.key.to_owned(),
            value,
            unit: limit.unit.clone(),
            clause: self.number(limit.clause),
            message: self.text(&limit_key(limit.key, &limit.value), &[("value", &shown)]),
        })
    }

    fn duties(&self, answer: &BenefitAssessment) -> Vec<SaidReason> {
        let Some(benefit) = self.terms.benefits.get(answer.place) else {
            return Vec::new();
        };
        let clauses = self
            .terms
            .clauses
            .iter()
            .filter(|clause| clause.duty_for.has(benefit.id));
        clauses
            .map(|clause| SaidReason {
                clause: clause.number.clone(),
                message: clause.says(self.language),
            })
            .collect()
    }

    fn assumption(&self, part: &Assumption) -> SaidAssumption {
        let name = part.fact.name();
        let label = self.text(&format!("facts.{name}.label"), &[]);
        let (value, message) = match part.value {
            Assumed::Default => (
                default_value(part.fact),
                self.text(&format!("facts.{name}.assumed"), &[]),
            ),
            Assumed::Country(country) => (
                country.code().into(),
                self.text("coverage.assumed.country", &[("country", country.code())]),
            ),
            Assumed::SomeTowedUnit => (
                Json::from(vec!["trailer", "caravan"]),
                self.text("coverage.assumed.some_towed_unit", &[]),
            ),
            Assumed::AsAgreed => (
                Json::Null,
                self.text("coverage.assumed.as_agreed", &[("fact", &label)]),
            ),
            Assumed::NothingBetter => (
                Json::Null,
                self.text("coverage.assumed.nothing_better", &[("fact", &label)]),
            ),
        };
        SaidAssumption {
            fact: name.to_owned(),
            value,
            message,
        }
    }
}

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
