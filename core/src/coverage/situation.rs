//! A situation: what is known, fact by fact, checked at the border.
//!
//! Decides whether a value may stand for its fact. A fault names the fact and the rule, never
//! the value. What the facts mean for cover is decided by the terms.

use super::facts::{FACTS, FactId, FactSet, FactType};
use super::words::{BENEFITS, BenefitId, BenefitSet};
use crate::position::{Fix, Method};
use crate::territory::Atlas;
use crate::types::{Country, Date, Expected, Fault, Problem, Timestamp, clean_line};
use chrono::{NaiveDateTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Copenhagen;
use std::fmt;

/// The value of a fact.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// One of the words the vocabulary allows.
    Word(&'static str),
    /// A truth value.
    Bool(bool),
    /// A whole number within the vocabulary's bounds.
    Integer(i64),
    /// A finite number within the vocabulary's bounds.
    Number(f64),
    /// A country.
    Country(Country),
    /// A date.
    Date(Date),
    /// A moment.
    Moment(Timestamp),
    /// One visible line.
    Text(String),
    /// Benefits.
    Benefits(BenefitSet),
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value([REDACTED])")
    }
}

/// A partial map of facts. Two situations with the same facts are equal, in whatever order the
/// facts came.
#[derive(Clone, PartialEq)]
pub struct Situation {
    values: Vec<Option<Value>>,
    /// Read off the position; used only while `place.country` is not given.
    located: Option<Country>,
    /// Every country the position could lie in.
    candidates: Vec<Country>,
}

impl Default for Situation {
    fn default() -> Self {
        Self {
            values: vec![None; FACTS.len()],
            located: None,
            candidates: Vec::new(),
        }
    }
}

impl fmt::Debug for Situation {
    /// The names of the facts that are known, never their values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.known().iter().map(FactId::name))
            .finish()
    }
}

/// The longest text a fact can hold, in characters.
const MAX_TEXT: usize = 120;

impl Situation {
    /// Nothing known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads one flat JSON object of facts. `null` means the same as leaving the fact out.
    ///
    /// # Errors
    /// Every fault at once: [`Problem::UnknownKey`] for a name outside the vocabulary, otherwise
    /// what is wrong with the value; [`Problem::WrongType`] at `facts` when it is no object.
    pub fn from_json(facts: &serde_json::Value) -> Result<Self, Vec<Fault>> {
        let Some(object) = facts.as_object() else {
            return Err(vec![Fault::new(
                "facts",
                Problem::WrongType(Expected::Table),
            )]);
        };
        let mut situation = Self::new();
        let mut faults = Vec::new();
        for (name, json) in object {
            let Some(fact) = FactId::named(name) else {
                faults.push(Fault::unknown_key("", name));
                continue;
            };
            if json.is_null() {
                continue;
            }
            match from_json(fact.entry().kind, json) {
                Ok(value) => situation.put(fact, value),
                Err(problem) => faults.push(Fault::new(fact.name(), problem)),
            }
        }
        if faults.is_empty() {
            Ok(situation)
        } else {
            Err(faults)
        }
    }

    /// Sets one fact from text, as `--fact NAME=VALUE` gives it: `true`/`false`, numbers with a
    /// decimal point, lists separated by commas. What was there is replaced.
    ///
    /// # Errors
    /// [`Problem::UnknownKey`] for a name outside the vocabulary, otherwise what is wrong with
    /// the value.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        let fact = FactId::named(name).ok_or_else(|| Fault::unknown_key("", name))?;
        let value = from_text(fact.entry().kind, text.trim())
            .map_err(|problem| Fault::new(fact.name(), problem))?;
        self.put(fact, value);
        Ok(())
    }

    /// Puts a value in unless the fact is already known: a fact that is given beats one that is
    /// derived. A value of another type than the fact's is left out.
    ///
    /// # Errors
    /// As [`Situation::set`].
    pub fn insert_absent(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        if self.get(name).is_some() {
            Ok(())
        } else {
            self.set(name, text)
        }
    }

    /// Takes over every fact of `derived` that is not known here.
    pub fn fill_from(&mut self, derived: &Self) {
        for (own, other) in self.values.iter_mut().zip(&derived.values) {
            if own.is_none() {
                own.clone_from(other);
            }
        }
        (self.located, self.candidates) = (None, Vec::new());
    }

    /// Forgets a fact; an unknown name changes nothing.
    pub fn forget(&mut self, name: &str) {
        let Some(fact) = FactId::named(name) else {
            return;
        };
        if let Some(slot) = self.values.get_mut(fact.index()) {
            *slot = None;
        }
        self.unlocate(fact);
    }

    /// The value of a fact, when known.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.value(FactId::named(name)?)
    }

    /// The value of a fact, when known.
    pub(crate) fn value(&self, fact: FactId) -> Option<&Value> {
        self.values.get(fact.index())?.as_ref()
    }

    /// Reads the country off `place.lat` and `place.lon`, where `place.country` is not given.
    /// Only a certain country is taken; near a border it stays missing, and every country in
    /// question is offered with the question. A country given before or after wins.
    pub fn locate(&mut self, atlas: &Atlas) {
        (self.located, self.candidates) = (None, Vec::new());
        let number = |name| match self.get(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let (Some(lat), Some(lon)) = (number("place.lat"), number("place.lon")) else {
            return;
        };
        let accuracy_m = number("place.accuracy_m");
        let fix = Fix {
            lat,
            lon,
            accuracy_m,
            fixed_at: None,
            method: Method::Unknown,
        };
        let place = atlas.locate(&fix);
        self.located = place.country.filter(|_| place.country_certain);
        self.candidates = place.candidates;
    }

    /// The country read off the position, where that was certain.
    pub fn located_country(&self) -> Option<Country> {
        self.located
    }

    /// Every country the position could lie in, the nearest first; empty before
    /// [`Situation::locate`].
    pub fn country_candidates(&self) -> &[Country] {
        &self.candidates
    }

    /// Which facts are known.
    pub fn known(&self) -> FactSet {
        FactId::all()
            .filter(|fact| self.value(*fact).is_some())
            .fold(FactSet::NONE, |set, fact| set.and(FactSet::of(fact)))
    }

    /// The facts as one flat JSON object, in the order of the vocabulary; [`Situation::from_json`]
    /// reads it back to an equal situation.
    pub fn to_json(&self) -> serde_json::Value {
        let facts = FactId::all()
            .filter_map(|fact| Some((fact.name().to_owned(), self.value(fact)?.to_json())));
        serde_json::Value::Object(facts.collect())
    }

    /// Puts in a value that has passed the border.
    pub(crate) fn put(&mut self, fact: FactId, value: Value) {
        if let Some(slot) = self.values.get_mut(fact.index()) {
            *slot = Some(value);
        }
        self.unlocate(fact);
    }

    /// A country read off another position is worth nothing.
    fn unlocate(&mut self, changed: FactId) {
        if matches!(
            changed.name(),
            "place.lat" | "place.lon" | "place.accuracy_m"
        ) {
            (self.located, self.candidates) = (None, Vec::new());
        }
    }
}

impl Value {
    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Word(word) => (*word).into(),
            Self::Bool(flag) => (*flag).into(),
            Self::Integer(number) => (*number).into(),
            Self::Number(number) => (*number).into(),
            Self::Country(country) => country.code().into(),
            Self::Date(date) => date.to_string().into(),
            Self::Moment(moment) => moment.to_rfc3339_opts(SecondsFormat::AutoSi, true).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Benefits(set) => set.iter().map(BenefitId::id).collect::<Vec<_>>().into(),
        }
    }
}

fn from_json(kind: FactType, json: &serde_json::Value) -> Result<Value, Problem> {
    let text = || json.as_str();
    match kind {
        FactType::Bool => json
            .as_bool()
            .map(Value::Bool)
            .ok_or(Problem::WrongType(Expected::Bool)),
        FactType::Integer(min, max) => {
            let number = json.as_f64().filter(|_| json.is_number());
            integer(
                number.ok_or(Problem::WrongType(Expected::Integer))?,
                min,
                max,
            )
        }
        FactType::Number(min, max) => {
            let number = json.as_f64().filter(|_| json.is_number());
            number_within(
                number.ok_or(Problem::WrongType(Expected::Number))?,
                min,
                max,
            )
        }
        FactType::Benefits => {
            let list = json.as_array().ok_or(Problem::WrongType(Expected::List))?;
            let ids = list
                .iter()
                .map(|item| item.as_str().ok_or(Problem::WrongType(Expected::Text)));
            benefits(ids)
        }
        _ => from_text(kind, text().ok_or(Problem::WrongType(Expected::Text))?),
    }
}

fn from_text(kind: FactType, text: &str) -> Result<Value, Problem> {
    match kind {
        FactType::Word(words) => words
            .iter()
            .find(|word| **word == text)
            .map(|word| Value::Word(word))
            .ok_or_else(|| one_of(words)),
        FactType::Bool => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Problem::WrongType(Expected::Bool)),
        },
        FactType::Integer(min, max) => integer(
            text.parse()
                .map_err(|_| Problem::WrongType(Expected::Integer))?,
            min,
            max,
        ),
        FactType::Number(min, max) => number_within(
            text.parse()
                .map_err(|_| Problem::WrongType(Expected::Number))?,
            min,
            max,
        ),
        FactType::Country => Country::parse(text).map(Value::Country),
        FactType::Date => date(text).map(Value::Date),
        FactType::Moment => moment(text).map(Value::Moment),
        FactType::Text => clean_line(text, MAX_TEXT).map(|line| Value::Text(line.to_owned())),
        FactType::Benefits => benefits(
            text.split(',')
                .map(str::trim)
                .filter(|id| !id.is_empty())
                .map(Ok),
        ),
    }
}

fn one_of(words: &[&str]) -> Problem {
    Problem::NotOneOf(words.iter().map(|word| (*word).to_owned()).collect())
}

fn number_within(number: f64, min: f64, max: f64) -> Result<Value, Problem> {
    if !number.is_finite() {
        return Err(Problem::NotFinite);
    }
    if (min..=max).contains(&number) {
        Ok(Value::Number(number))
    } else {
        Err(Problem::OutOfRange {
            min: min.to_string(),
            max: max.to_string(),
        })
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn integer(number: f64, min: i64, max: i64) -> Result<Value, Problem> {
    // The vocabulary's bounds are far below 2^53, where every whole number has its own f64.
    if !number.is_finite() {
        return Err(Problem::NotFinite);
    }
    if number.fract() != 0.0 {
        return Err(Problem::WrongType(Expected::Integer));
    }
    if (min as f64..=max as f64).contains(&number) {
        Ok(Value::Integer(number as i64))
    } else {
        Err(Problem::OutOfRange {
            min: min.to_string(),
            max: max.to_string(),
        })
    }
}

fn benefits<'a>(ids: impl Iterator<Item = Result<&'a str, Problem>>) -> Result<Value, Problem> {
    let mut set = BenefitSet::default();
    for id in ids {
        set = set.with(BenefitId::named(id?).ok_or_else(|| one_of(BENEFITS))?);
    }
    Ok(Value::Benefits(set))
}

/// A date as 2026-07-10 and no other way, so that nobody's 07-10 is somebody's 10 July.
fn date(text: &str) -> Result<Date, Problem> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return Err(Problem::Date);
    }
    Date::parse_from_str(text, "%Y-%m-%d").map_err(|_| Problem::Date)
}

fn moment(text: &str) -> Result<Timestamp, Problem> {
    if text.len() > 64 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Problem::Time);
    }
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(moment.with_timezone(&Utc));
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .map_err(|_| Problem::Time)?;
    // In the hour that spring skips, the clock people read was already one hour on.
    let danish = |local: NaiveDateTime| Copenhagen.from_local_datetime(&local).earliest();
    let an_hour_on = || local.checked_add_signed(TimeDelta::hours(1));
    let danish = danish(local).or_else(|| danish(an_hour_on()?));
    danish
        .map(|moment| moment.with_timezone(&Utc))
        .ok_or(Problem::Time)
}
