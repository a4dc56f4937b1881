//! A situation: what is known, fact by fact, checked at the border.
//!
//! Decides whether a value may stand for its fact. A fault names the fact and the rule, never
//! the value. What the facts mean for cover is decided by the terms.

use super::facts::{FACTS, FactId, FactSet};
use super::value::{Value, from_json, from_text};
use crate::position::{Fix, Method};
use crate::territory::Atlas;
use crate::types::{Country, Expected, Fault, Problem};
use std::fmt;

/// A partial map of facts. Two situations with the same facts are equal, in whatever order the
/// facts came.
#[derive(Clone, PartialEq)]
pub struct Situation {
    values: Vec<Option<Value>>,
    /// Read off the position; used only while `place.country` is not given.
    located: Option<Country>,
    /// Every country the position could lie in.
    candidates: Vec<Country>,
    /// What the driver has said they do not know.
    unanswered: FactSet,
}

impl Default for Situation {
    fn default() -> Self {
        Self {
            values: vec![None; FACTS.len()],
            located: None,
            candidates: Vec::new(),
            unanswered: FactSet::NONE,
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

    /// Keeps that the driver does not know a fact: it stays missing and is not asked again.
    pub fn do_not_ask(&mut self, name: &str) {
        if let Some(fact) = FactId::named(name) {
            self.unanswered = self.unanswered.and(FactSet::of(fact));
        }
    }

    /// The facts the driver has said they do not know.
    pub(crate) const fn unanswered(&self) -> FactSet {
        self.unanswered
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

    /// What is known of every fact, in the order of the vocabulary.
    pub(crate) fn values(&self) -> impl Iterator<Item = Option<&Value>> {
        self.values.iter().map(Option::as_ref)
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
