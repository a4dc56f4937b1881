//! An explanation in the driver's language: one plain sentence a clause.
//!
//! Decides which sentence goes where. The sentences stand in `i18n/explain/`, `i18n/coverage/`
//! and `i18n/terms/`.

use super::explain::{Explanation, GroundState, Origins, Step, StepState, explain};
use super::facts::{Absent, FactId, FactSet};
use super::said::{SaidAssumption, SaidCall, SaidReason};
use super::say::Speaker;
use super::situation::Situation;
use super::terms::Terms;
use super::value::Value;
use super::verdict::{Assessment, Assumption, Bearing, Reason};
use crate::messages::{has, text};
use crate::types::{Language, SharedText};
use chrono_tz::Europe::Copenhagen;
use serde::Serialize;
use serde_json::Value as Json;
use std::fmt;

/// A verdict unfolded.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidExplanation {
    /// Benefit id.
    pub benefit: String,
    /// What people call it.
    pub title: String,
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: String,
    /// The verdict in a sentence.
    pub verdict_text: String,
    /// The clauses that bear on it whatever the ground, in the order of the terms.
    pub steps: Vec<SaidStep>,
    /// What to know about the grounds; `None` where there is only one.
    pub grounds_text: Option<String>,
    /// The grounds, one of which is enough.
    pub grounds: Vec<SaidGround>,
    /// What the verdict takes to be so. Always all of it.
    pub assumptions: Vec<SaidAssumption>,
    /// Texts that apply too and are not on this device.
    pub not_at_hand: Vec<SaidReason>,
    /// Whom to call whatever the verdict.
    pub call: SaidCall,
}

/// One ground in words.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidGround {
    /// `holds`, `open` or `fails`.
    pub state: String,
    /// The same in a sentence.
    pub text: String,
    /// Its clauses.
    pub steps: Vec<SaidStep>,
}

/// One clause in words.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidStep {
    /// The clause as printed.
    pub clause: SharedText,
    /// What it says.
    pub says: String,
    /// `grants`, `holds`, `passed`, `idle`, `fails`, `open`, `condition` or `lifted`.
    pub state: String,
    /// What it comes to here.
    pub text: String,
    /// What would settle it: questions, and who decides.
    pub settled_by: Vec<String>,
    /// How the facts stand that it turns on.
    pub facts: Vec<SaidStanding>,
}

/// How a fact stands.
#[derive(Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidStanding {
    /// Its name.
    pub fact: String,
    /// `driver`, `card`, `position`, `clock`, `presumed` or `unknown`.
    pub source: String,
    /// The value; `null` while it is not known.
    pub value: Json,
    /// All of it in a sentence.
    pub text: String,
}

impl fmt::Debug for SaidStanding {
    /// The name and the source; a value may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.fact, self.source)
    }
}

impl Assessment {
    /// Unfolds the verdict on one benefit. `terms` and `situation` are those the assessment was
    /// made with. `None` when the terms know no such benefit.
    pub fn unfold(
        &self,
        terms: &Terms,
        situation: &Situation,
        origins: &Origins,
        benefit: &str,
        language: Language,
    ) -> Option<SaidExplanation> {
        let answer = self.benefit(benefit)?;
        let Explanation { steps, grounds, .. } = explain(terms, situation, benefit)?;
        let teller = Teller {
            speaker: Speaker::new(terms, language),
            situation,
            origins,
            assumed: &answer.assumptions,
        };
        let say = |key: &str| text(language, key, &[]);
        let steps_of = |steps: &[Step]| steps.iter().map(|step| teller.step(step)).collect();
        Some(SaidExplanation {
            benefit: answer.id.to_owned(),
            title: terms.say_title(answer.id, language),
            verdict: answer.verdict.word().to_owned(),
            verdict_text: say(&format!("coverage.verdict.{}", answer.verdict.word())),
            steps: steps_of(&steps),
            grounds_text: (!grounds.is_empty()).then(|| say("explain.grounds")),
            grounds: grounds
                .iter()
                .enumerate()
                .map(|(at, ground)| {
                    let state = match ground.state {
                        GroundState::Holds => "holds",
                        GroundState::Open => "open",
                        GroundState::Fails => "fails",
                    };
                    let number = (at + 1).to_string();
                    let key = format!("explain.ground.{state}");
                    SaidGround {
                        state: state.to_owned(),
                        text: text(language, &key, &[("number", &number)]),
                        steps: steps_of(&ground.steps),
                    }
                })
                .collect(),
            assumptions: answer
                .assumptions
                .iter()
                .map(|part| teller.speaker.assumption(part))
                .collect(),
            not_at_hand: teller.speaker.not_at_hand(),
            call: teller.speaker.call(),
        })
    }
}

struct Teller<'t> {
    speaker: Speaker<'t>,
    situation: &'t Situation,
    origins: &'t Origins,
    assumed: &'t [Assumption],
}

impl Teller<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.speaker.text(key, args)
    }

    fn step(&self, step: &Step) -> SaidStep {
        let clause = self.speaker.terms.clauses.get(step.clause);
        let says = clause.map(|clause| clause.says(self.speaker.language));
        let mut settled_by = Vec::new();
        let (state, text) = match &step.state {
            StepState::Holds if step.grants => ("grants", self.say("explain.state.grants", &[])),
            StepState::Holds => ("holds", self.say("explain.state.holds", &[])),
            StepState::Passed => ("passed", self.say("explain.state.passed", &[])),
            StepState::Idle => ("idle", self.say("explain.state.idle", &[])),
            StepState::Lifted => ("lifted", self.say("explain.state.lifted", &[])),
            StepState::Fails(rules) => {
                let whole = rules.is_empty().then_some(None);
                let mut said: Vec<SharedText> = Vec::new();
                for rule in rules.iter().map(|rule| Some(*rule)).chain(whole) {
                    let reason = Reason {
                        clause: step.clause,
                        bearing: Bearing::Fails(rule),
                    };
                    let message = self.speaker.reason(&reason).message;
                    if !said.contains(&message) {
                        said.push(message);
                    }
                }
                ("fails", said.join(" "))
            }
            StepState::Open(missing) => {
                settled_by = missing
                    .iter()
                    .filter(|fact| fact.name() != "place.lon")
                    .map(|fact| self.say(&format!("facts.{}.question", fact.name()), &[]))
                    .collect();
                let facts = self.speaker.labels(*missing);
                ("open", self.say("explain.state.open", &[("facts", &facts)]))
            }
            StepState::Outstanding(conditions) => {
                let said: Vec<String> = conditions
                    .iter()
                    .map(|id| self.speaker.condition(*id, step.clause).message.to_string())
                    .collect();
                for (whose, by_centre) in [("centre", true), ("you", false)] {
                    if conditions.iter().any(|id| id.by_centre() == by_centre) {
                        settled_by.push(self.say(&format!("explain.settled.{whose}"), &[]));
                    }
                }
                ("condition", said.join(" "))
            }
        };
        SaidStep {
            clause: self.speaker.number(step.clause),
            says: says.unwrap_or_default(),
            state: state.to_owned(),
            text,
            settled_by,
            facts: self.standings(step.facts),
        }
    }

    fn standings(&self, facts: FactSet) -> Vec<SaidStanding> {
        // Latitude and longitude are one thing to people.
        let place = |name: &str| matches!(name, "place.lon" | "place.accuracy_m");
        let lat = facts.iter().any(|fact| fact.name() == "place.lat");
        let facts = facts.iter().filter(|fact| !(lat && place(fact.name())));
        facts
            .map(|fact| {
                let mut said = self.standing(fact);
                let mut letters = said.text.chars();
                if let Some(first) = letters.next() {
                    said.text = first.to_uppercase().chain(letters).collect();
                }
                said
            })
            .collect()
    }

    fn standing(&self, fact: FactId) -> SaidStanding {
        let name = fact.name();
        let label = self.say(&format!("facts.{name}.label"), &[]);
        let located = (fact == self.speaker.terms.ids.country)
            .then(|| self.situation.located_country())
            .flatten()
            .map(Value::Country);
        let told = self.situation.value(fact);
        if let Some(value) = told.or(located.as_ref()) {
            let source = self.source(fact, told.is_none());
            let shown = self.value(fact, value);
            let args = [("label", label.as_str()), ("value", &shown)];
            return SaidStanding {
                fact: name.to_owned(),
                source: source.to_owned(),
                value: value.to_json(),
                text: self.say(&format!("explain.fact.{source}"), &args),
            };
        }
        let assumption = self.assumed.iter().find(|part| part.fact == fact);
        let presumed = matches!(
            fact.entry().absent,
            Absent::Presumed(_) | Absent::AskedOrPresumed(_)
        );
        let said = match assumption {
            Some(part) => Some(self.speaker.assumption(part)),
            None if presumed => Some(self.speaker.assumption(&Assumption {
                fact,
                value: super::verdict::Assumed::Default,
            })),
            None => None,
        };
        match said {
            Some(said) => SaidStanding {
                fact: name.to_owned(),
                source: "presumed".to_owned(),
                text: self.say("explain.fact.presumed", &[("assumed", &said.message)]),
                value: said.value,
            },
            None => SaidStanding {
                fact: name.to_owned(),
                source: "unknown".to_owned(),
                value: Json::Null,
                text: self.say("explain.fact.unknown", &[("label", &label)]),
            },
        }
    }

    fn source(&self, fact: FactId, located: bool) -> &'static str {
        if located || self.origins.position.has(fact) {
            "position"
        } else if self.origins.card.has(fact) {
            "card"
        } else if self.origins.clock.has(fact) {
            "clock"
        } else {
            "driver"
        }
    }

    /// A value as people say it.
    fn value(&self, fact: FactId, value: &Value) -> String {
        let language = self.speaker.language;
        match value {
            Value::Bool(true) => self.say("coverage.answer.yes", &[]),
            Value::Bool(false) => self.say("coverage.answer.no", &[]),
            Value::Word(word) => {
                let answer = format!("facts.{}.answer.{word}", fact.name());
                let own = format!("explain.word.{}.{word}", fact.name());
                let known = [answer, own].into_iter().find(|key| has(language, key));
                let key = known.unwrap_or_else(|| "explain.told".to_owned());
                self.say(&key, &[])
            }
            Value::Country(country) => crate::guide::country_name(*country, language),
            Value::Date(day) => crate::card::day(*day, language),
            Value::Moment(at) => {
                let there = at.with_timezone(&Copenhagen);
                let day = crate::card::day(there.date_naive(), language);
                format!("{day} {}", there.format("%H:%M"))
            }
            Value::Benefits(_) if value.to_json() == Json::Array(Vec::new()) => "–".to_owned(),
            Value::Benefits(taken) => taken
                .iter()
                .map(|benefit| self.speaker.title(benefit))
                .collect::<Vec<_>>()
                .join(", "),
            Value::Integer(weight) if fact.name() == "vehicle.permitted_weight_kg" => {
                self.say("card.kilograms", &[("weight", &weight.to_string())])
            }
            Value::Number(lat) if fact == self.speaker.terms.ids.lat => {
                let lon = self.situation.value(self.speaker.terms.ids.lon);
                let lon = match lon {
                    Some(Value::Number(lon)) => *lon,
                    _ => return format!("{lat:.5}"),
                };
                format!("{lat:.5}, {lon:.5}")
            }
            other => match other.to_json() {
                Json::String(line) => line,
                number => number.to_string(),
            },
        }
    }
}
