//! An assessment in the driver's language, in the shape `roadside check --json` prints.
//!
//! Decides which sentence goes where. The sentences stand in `i18n/coverage/` and `i18n/terms/`.

use super::facts::{FactId, FactSet};
use super::phrases::Phrases;
use super::said::{
    SaidAssessment, SaidAssumption, SaidBenefit, SaidCall, SaidCondition, SaidLimit, SaidReason,
};
use super::sentences::{limit_key, own_key};
use super::terms::{Clause, LimitValue, Terms};
use super::verdict::{
    Assessment, Assumed, Assumption, Bearing, BenefitAssessment, Reason, Verdict, default_value,
};
use super::why::{self, main_reason};
use super::words::{BenefitId, ConditionId};
use crate::messages::{has, text};
use crate::types::{Country, Language, SharedText};
use serde_json::Value as Json;
use std::cell::OnceCell;

impl Assessment {
    /// Says the assessment. `terms` are those it was made with.
    pub fn say(&self, terms: &Terms, language: Language) -> SaidAssessment {
        let speaker = Speaker::new(terms, language);
        let refused = self.refused(terms);
        let benefits: Vec<SaidBenefit> = self
            .benefits
            .iter()
            .map(|answer| speaker.benefit(answer, main_reason(terms, answer, &refused)))
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
    phrases: &'t Phrases,
    /// The country read off the position, in words.
    country: OnceCell<(Country, SharedText)>,
}

impl<'t> Speaker<'t> {
    pub fn new(terms: &'t Terms, language: Language) -> Self {
        Self {
            terms,
            language,
            phrases: terms.phrases(language),
            country: OnceCell::new(),
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
    pub fn title(&self, benefit: BenefitId) -> SharedText {
        let say = || self.own_text("benefit", benefit.id());
        self.phrases.titles.say(benefit.index(), say)
    }

    /// The clauses that refer to a text which is not on this device.
    pub fn not_at_hand(&self) -> Vec<SaidReason> {
        let clauses = self.terms.clauses.iter().enumerate();
        clauses
            .filter(|(_, clause)| clause.not_at_hand)
            .map(|(at, clause)| SaidReason {
                clause: clause.number.clone(),
                message: self.says(at, clause),
            })
            .collect()
    }

    pub fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        text(self.language, key, args)
    }

    /// The sentence of these terms, where they have one of their own, otherwise the common one.
    /// `%{company}` is the one that helps.
    fn own_text(&self, table: &str, id: &str) -> String {
        let company = [("company", self.terms.assistance_company())];
        let own = own_key(self.terms.product.word(), table, id);
        if has(self.language, &own) {
            self.text(&own, &company)
        } else {
            self.text(&format!("coverage.{table}.{id}"), &company)
        }
    }

    /// What a clause says.
    fn says(&self, at: usize, clause: &Clause) -> SharedText {
        self.phrases.says.say(at, || clause.says(self.language))
    }

    fn benefit(&self, answer: &BenefitAssessment, main: Reason) -> SaidBenefit {
        let verdict = answer.verdict.word();
        let benefit = self.terms.benefits.get(answer.place);
        let costs = benefit
            .map(|benefit| benefit.costs.as_slice())
            .unwrap_or_default();
        let refused = answer.verdict == Verdict::NotCovered;
        let not_with = benefit
            .filter(|_| !refused)
            .map(|benefit| benefit.not_with)
            .unwrap_or_default();
        let say_verdict = || self.text(&format!("coverage.verdict.{verdict}"), &[]);
        SaidBenefit {
            id: SharedText::fixed(answer.id),
            title: benefit
                .map(|known| self.title(known.id))
                .unwrap_or_default(),
            verdict: SharedText::fixed(verdict),
            verdict_text: (self.phrases.verdicts).say(answer.verdict as usize, say_verdict),
            main: self.reason(&main),
            reasons: self.reasons(&answer.reasons),
            conditions: answer
                .conditions
                .iter()
                .map(|part| self.condition(part.condition, part.clause))
                .collect(),
            limits: answer
                .limits
                .iter()
                .filter_map(|at| self.limit(*at))
                .collect(),
            you_pay: costs
                .iter()
                .filter(|_| !refused)
                .filter_map(|at| self.cost(*at))
                .collect(),
            not_with: not_with
                .iter()
                .map(|id| SharedText::fixed(id.id()))
                .collect(),
            duties: if refused {
                Vec::new()
            } else {
                self.duties(answer)
            },
            missing: answer
                .missing
                .iter()
                .map(|fact| SharedText::fixed(fact.name()))
                .collect(),
            assumptions: answer
                .assumptions
                .iter()
                .map(|part| self.assumption(part))
                .collect(),
        }
    }

    pub fn number(&self, clause: usize) -> SharedText {
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
                clause: SharedText::default(),
                message: SharedText::default(),
            };
        };
        let says = || self.says(reason.clause, clause);
        let message = match reason.bearing {
            Bearing::Holds => says(),
            Bearing::Passed => {
                let passed = || self.text("coverage.reason.passed", &[("says", &says())]);
                self.phrases.passed.say(reason.clause, passed)
            }
            Bearing::Fails(None) => {
                let refuses = || clause.sentence("fails", self.language);
                self.phrases.refuses.say(reason.clause, refuses)
            }
            Bearing::Fails(Some(at)) => {
                let rule = self.terms.rules.get(at);
                let why = rule.map_or("fails", |rule| rule.why.as_str());
                let fails = || clause.sentence(why, self.language);
                self.phrases.fails.say(at, fails)
            }
            Bearing::Open(missing) => {
                let facts = self.labels(missing);
                let args = [("facts", facts.as_str()), ("says", &says())];
                self.text("coverage.reason.open", &args).into()
            }
        };
        SaidReason {
            clause: clause.number.clone(),
            message,
        }
    }

    pub fn labels(&self, facts: FactSet) -> String {
        let mut labels: Vec<SharedText> = facts.iter().map(|fact| self.label(fact)).collect();
        // Latitude and longitude are one thing to people.
        labels.dedup();
        labels.join(", ")
    }

    /// The name of a fact.
    fn label(&self, fact: FactId) -> SharedText {
        let say = || self.text(&format!("facts.{}.label", fact.name()), &[]);
        self.phrases.labels.say(fact.index(), say)
    }

    pub fn condition(&self, id: ConditionId, clause: usize) -> SaidCondition {
        let say = || self.own_text("condition", id.id());
        SaidCondition {
            id: SharedText::fixed(id.id()),
            clause: self.number(clause),
            message: self.phrases.conditions.say(id.index(), say),
        }
    }

    fn cost(&self, at: usize) -> Option<SaidCondition> {
        let cost = self.terms.costs.get(at)?;
        let say = || self.own_text("you_pay", &cost.id);
        Some(SaidCondition {
            id: cost.id.clone(),
            clause: self.number(cost.clause),
            message: self.phrases.costs.say(at, say),
        })
    }

    fn limit(&self, at: usize) -> Option<SaidLimit> {
        let limit = self.terms.limits.get(at)?;
        let say = || {
            let shown = match &limit.value {
                LimitValue::Number(number) => grouped(*number, self.language),
                LimitValue::Word(_) => String::new(),
            };
            self.text(&limit_key(limit.key, &limit.value), &[("value", &shown)])
        };
        Some(SaidLimit {
            id: SharedText::fixed(limit.key),
            value: match &limit.value {
                LimitValue::Number(number) => Json::from(*number),
                LimitValue::Word(word) => Json::from(word.as_str()),
            },
            unit: limit.unit.clone(),
            clause: self.number(limit.clause),
            message: self.phrases.limits.say(at, say),
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
            .enumerate()
            .filter(|(_, clause)| clause.duty_for.has(benefit.id));
        clauses
            .map(|(at, clause)| SaidReason {
                clause: clause.number.clone(),
                message: self.says(at, clause),
            })
            .collect()
    }

    pub fn assumption(&self, part: &Assumption) -> SaidAssumption {
        let (name, at) = (part.fact.name(), part.fact.index());
        let phrases = self.phrases;
        let say = |key: &str| self.text(key, &[]);
        let of_fact = |key: &str| self.text(key, &[("fact", &self.label(part.fact))]);
        let (value, message) = match part.value {
            Assumed::Default => {
                let assumed = || say(&format!("facts.{name}.assumed"));
                (default_value(part.fact), phrases.assumed.say(at, assumed))
            }
            Assumed::Country(country) => (country.code().into(), self.country(country)),
            Assumed::ZoneConfirmed => (Json::Null, say("coverage.assumed.zone_confirmed").into()),
            Assumed::SomeTowedUnit => (
                Json::from(vec!["trailer", "caravan"]),
                say("coverage.assumed.some_towed_unit").into(),
            ),
            Assumed::AsAgreed => {
                let agreed = || of_fact("coverage.assumed.as_agreed");
                (Json::Null, phrases.as_agreed.say(at, agreed))
            }
            Assumed::NothingBetter => {
                let nothing = || of_fact("coverage.assumed.nothing_better");
                (Json::Null, phrases.nothing_better.say(at, nothing))
            }
            Assumed::NotTold => {
                let not_told = || of_fact("coverage.assumed.not_told");
                (Json::Null, phrases.not_told.say(at, not_told))
            }
        };
        SaidAssumption {
            fact: SharedText::fixed(name),
            value,
            message,
        }
    }

    /// That the position lies in a country: in one answer always the same.
    fn country(&self, country: Country) -> SharedText {
        let say = || {
            let name = crate::guide::country_name(country, self.language);
            SharedText::from(self.text("coverage.assumed.country", &[("country", &name)]))
        };
        let (of, said) = self.country.get_or_init(|| (country, say()));
        if *of == country { said.clone() } else { say() }
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
