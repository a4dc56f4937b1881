//! An assessment in the driver's language, in the shape `roadside check --json` prints.
//!
//! Decides which sentence goes where. The sentences stand in `i18n/coverage/` and `i18n/terms/`.

use super::ask::{Answer, Question};
use super::facts::{FACTS, FactId, FactSet};
use super::said::{
    SaidAnswer, SaidAssessment, SaidAssumption, SaidBenefit, SaidCall, SaidCondition, SaidLimit,
    SaidQuestion, SaidReason,
};
use super::sentences::{limit_key, own_key};
use super::terms::{LimitValue, Terms};
use super::verdict::{
    Assessment, Assumed, Assumption, Bearing, BenefitAssessment, Reason, Verdict, default_value,
};
use super::why;
use super::words::BenefitId;
use crate::messages::{has, text};
use crate::types::Language;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

impl Assessment {
    /// Says the assessment. `terms` are those it was made with.
    pub fn say(&self, terms: &Terms, language: Language) -> SaidAssessment {
        let speaker = Speaker::new(terms, language);
        let benefits: Vec<SaidBenefit> = self
            .benefits
            .iter()
            .map(|answer| speaker.benefit(answer, self.main_reason(terms, answer)))
            .collect();
        SaidAssessment {
            product: self.product.word().to_owned(),
            edition: self.edition.clone(),
            shared: why::shared(&benefits),
            not_at_hand: speaker.not_at_hand(),
            benefits,
            next_question: self
                .next_question
                .as_ref()
                .map(|question| question.say(language)),
            call: speaker.call(),
            explain: None,
        }
    }
}

/// Says the parts of an answer.
pub(crate) struct Speaker<'t> {
    pub terms: &'t Terms,
    pub language: Language,
    // What most benefits repeat is looked up once per answer.
    says: Memo,
    passed: Memo,
    assumed: Memo,
    items: RefCell<Vec<Item<'t>>>,
}

/// A table of sentences, an id in it, and what it says.
type Item<'t> = (&'static str, &'t str, String);

/// Sentences by the place of what they are about, once they have been looked up.
struct Memo(Vec<OnceCell<String>>);

impl Memo {
    fn new(places: usize) -> Self {
        Self(vec![OnceCell::new(); places])
    }

    fn say(&self, at: usize, look_up: impl FnOnce() -> String) -> Cow<'_, str> {
        match self.0.get(at) {
            Some(place) => Cow::Borrowed(place.get_or_init(look_up)),
            None => Cow::Owned(look_up()),
        }
    }
}

impl<'t> Speaker<'t> {
    pub fn new(terms: &'t Terms, language: Language) -> Self {
        Self {
            terms,
            language,
            says: Memo::new(terms.clauses.len()),
            passed: Memo::new(terms.clauses.len()),
            assumed: Memo::new(FACTS.len()),
            items: RefCell::default(),
        }
    }

    /// Whom to call.
    pub fn call(&self) -> SaidCall {
        let (company, phone) = (self.terms.assistance_company(), self.terms.alarm_phone());
        // Not every product pays for the call.
        let paid = self.terms.benefits().any(|id| id == "communication");
        let call = if paid {
            "coverage.call_anyway"
        } else {
            "coverage.call_anyway_unpaid"
        };
        SaidCall {
            phone: phone.e164().to_owned(),
            phone_spaced: phone.spaced(),
            tel_uri: phone.tel_uri(),
            who: company.to_owned(),
            text: self.text(call, &[("company", company)]),
        }
    }

    /// What people call a benefit.
    pub fn title(&self, benefit: &'t str) -> String {
        self.own_text("benefit", benefit)
    }

    /// The clauses that refer to a text which is not on this device.
    pub fn not_at_hand(&self) -> Vec<SaidReason> {
        let clauses = self.terms.clauses.iter();
        clauses
            .filter(|clause| clause.not_at_hand)
            .map(|clause| SaidReason {
                clause: clause.number.clone(),
                message: clause.says(self.language),
            })
            .collect()
    }

    pub fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        text(self.language, key, args)
    }

    /// The sentence of these terms, where they have one of their own, otherwise the common one.
    /// `%{company}` is the one that helps.
    fn own_text(&self, table: &'static str, id: &'t str) -> String {
        self.once(table, id, || {
            let company = [("company", self.terms.assistance_company())];
            let own = own_key(self.terms.product.word(), table, id);
            if has(self.language, &own) {
                self.text(&own, &company)
            } else {
                self.text(&format!("coverage.{table}.{id}"), &company)
            }
        })
    }

    /// What has been said in this answer before is not looked up again.
    fn once(&self, table: &'static str, id: &'t str, look_up: impl FnOnce() -> String) -> String {
        let mut items = self.items.borrow_mut();
        let same = |item: &&Item<'_>| item.1 == id && item.0 == table;
        if let Some((.., said)) = items.iter().find(same) {
            return said.clone();
        }
        let said = look_up();
        items.push((table, id, said.clone()));
        said
    }

    fn benefit(&self, answer: &BenefitAssessment, main: Reason) -> SaidBenefit {
        let verdict = answer.verdict.word();
        let benefit = self.terms.benefits.get(answer.place);
        let costs = benefit
            .map(|benefit| benefit.costs.as_slice())
            .unwrap_or_default();
        let refused = answer.verdict == Verdict::NotCovered;
        let not_with = benefit.filter(|_| !refused).map(|benefit| {
            benefit
                .not_with
                .iter()
                .map(BenefitId::id)
                .collect::<Vec<_>>()
        });
        SaidBenefit {
            id: answer.id.to_owned(),
            title: self.title(answer.id),
            verdict: verdict.to_owned(),
            verdict_text: self.once("verdict", verdict, || {
                self.text(&format!("coverage.verdict.{verdict}"), &[])
            }),
            main: self.reason(&main),
            reasons: self.reasons(&answer.reasons),
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

    pub fn number(&self, clause: usize) -> String {
        self.terms
            .clauses
            .get(clause)
            .map(|clause| clause.number.clone())
            .unwrap_or_default()
    }

    /// Rules of one clause that share a sentence are said once.
    fn reasons(&self, reasons: &[Reason]) -> Vec<SaidReason> {
        let mut said: Vec<SaidReason> = Vec::with_capacity(reasons.len());
        for reason in reasons.iter().map(|reason| self.reason(reason)) {
            if !said.contains(&reason) {
                said.push(reason);
            }
        }
        said
    }

    pub fn reason(&self, reason: &Reason) -> SaidReason {
        let Some(clause) = self.terms.clauses.get(reason.clause) else {
            return SaidReason {
                clause: String::new(),
                message: String::new(),
            };
        };
        let says = || self.says.say(reason.clause, || clause.says(self.language));
        let message = match reason.bearing {
            Bearing::Holds => says().into_owned(),
            Bearing::Passed => {
                let passed = || self.text("coverage.reason.passed", &[("says", &says())]);
                self.passed.say(reason.clause, passed).into_owned()
            }
            Bearing::Fails(rule) => {
                let rule = rule.and_then(|at| self.terms.rules.get(at));
                let why = rule.map_or("fails", |rule| rule.why.as_str());
                clause.sentence(why, self.language)
            }
            Bearing::Open(missing) => {
                let facts = self.labels(missing);
                self.text(
                    "coverage.reason.open",
                    &[("facts", &facts), ("says", &says())],
                )
            }
        };
        SaidReason {
            clause: clause.number.clone(),
            message,
        }
    }

    pub fn labels(&self, facts: FactSet) -> String {
        let label = |fact: FactId| self.text(&format!("facts.{}.label", fact.name()), &[]);
        let mut labels: Vec<String> = facts.iter().map(label).collect();
        // Latitude and longitude are one thing to people.
        labels.dedup();
        labels.join(", ")
    }

    pub fn item(&self, table: &'static str, id: &'t str, clause: usize) -> SaidCondition {
        SaidCondition {
            id: id.to_owned(),
            clause: self.number(clause),
            message: self.own_text(table, id),
        }
    }

    fn limit(&self, at: usize) -> Option<SaidLimit> {
        let limit = self.terms.limits.get(at)?;
        let (value, shown) = match &limit.value {
            LimitValue::Number(number) => (Json::from(*number), grouped(*number, self.language)),
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

    pub fn assumption(&self, part: &Assumption) -> SaidAssumption {
        let name = part.fact.name();
        let label = || self.text(&format!("facts.{name}.label"), &[]);
        let assumed = || format!("facts.{name}.assumed");
        let (value, message) = match part.value {
            Assumed::Default => (
                default_value(part.fact),
                self.assumed
                    .say(part.fact.index(), || self.text(&assumed(), &[]))
                    .into_owned(),
            ),
            Assumed::Country(country) => (country.code().into(), {
                let name = crate::guide::country_name(country, self.language);
                self.text("coverage.assumed.country", &[("country", &name)])
            }),
            Assumed::ZoneConfirmed => (
                Json::Null,
                self.text("coverage.assumed.zone_confirmed", &[]),
            ),
            Assumed::SomeTowedUnit => (
                Json::from(vec!["trailer", "caravan"]),
                self.text("coverage.assumed.some_towed_unit", &[]),
            ),
            Assumed::AsAgreed => (
                Json::Null,
                self.text("coverage.assumed.as_agreed", &[("fact", &label())]),
            ),
            Assumed::NothingBetter => (
                Json::Null,
                self.text("coverage.assumed.nothing_better", &[("fact", &label())]),
            ),
            Assumed::NotTold => (
                Json::Null,
                self.text("coverage.assumed.not_told", &[("fact", &label())]),
            ),
        };
        SaidAssumption {
            fact: name.to_owned(),
            value,
            message,
        }
    }
}

/// A whole number with its thousands set apart as the language does.
fn grouped(number: i64, language: Language) -> String {
    let mark = match language {
        Language::En => ",",
        Language::Fr | Language::Hr | Language::Pl => "\u{a0}",
        Language::Da | Language::De | Language::Es | Language::It => ".",
    };
    let digits = number.to_string();
    // Polish, Spanish and Croatian leave four digits together, and nobody misses the mark there.
    if digits.len() < 5 {
        return digits;
    }
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push_str(mark);
        }
        said.push(digit);
    }
    said
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
