//! The three products, read a second time: straight from the clause ledger into plain Rust.
//!
//! It shares nothing with the coverage engine and its terms files but the vocabulary of the facts
//! and `territory::zone`, so that where the two agree over hundreds of thousands of situations,
//! neither is wrong by accident. Clarity before speed; each block names its clause.

pub mod autohjaelp;
pub mod rescue_abroad;
mod shared;
pub mod tusk;

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A situation: facts by their dotted names.
pub type Facts = Map<String, Value>;

/// What the terms answer about one benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: &'static str,
    /// On `unknown`: the facts that can still change it.
    pub missing: BTreeSet<&'static str>,
    /// On `conditional`: what is outstanding.
    pub conditions: BTreeSet<&'static str>,
}

/// What is outstanding.
type Conditions = BTreeSet<&'static str>;

/// Kleene's third value carries what is missing; it and the first, what is outstanding.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Yes(Conditions),
    No,
    Open(BTreeSet<&'static str>, Conditions),
}

impl Part {
    fn when(holds: bool) -> Self {
        if holds {
            Self::Yes(BTreeSet::new())
        } else {
            Self::No
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Open(a, left), Self::Open(b, right)) => Self::Open(&a | &b, &left | &right),
            (Self::Open(open, left), Self::Yes(right))
            | (Self::Yes(left), Self::Open(open, right)) => Self::Open(open, &left | &right),
            (Self::Yes(a), Self::Yes(b)) => Self::Yes(&a | &b),
        }
    }

    /// facts.md §1: a route that holds beats one that is open, and of two that hold the one with
    /// fewer conditions counts.
    fn or(self, other: Self) -> Self {
        let fewer = |a: Conditions, b: Conditions| if b.len() < a.len() { b } else { a };
        match (self, other) {
            (Self::No, other) | (other, Self::No) => other,
            (Self::Open(a, left), Self::Open(b, right)) => Self::Open(&a | &b, fewer(left, right)),
            (Self::Yes(yes), Self::Open(..)) | (Self::Open(..), Self::Yes(yes)) => Self::Yes(yes),
            (Self::Yes(a), Self::Yes(b)) => Self::Yes(fewer(a, b)),
        }
    }

    /// Two routes beside what both need: of two that hold, the one that leaves fewer conditions
    /// in all.
    fn with_better_of(self, a: Self, b: Self) -> Self {
        let (left, right) = (self.clone().and(a.clone()), self.clone().and(b.clone()));
        match (&a, &b, left, right) {
            (Self::Yes(_), Self::Yes(_), Self::Yes(a), Self::Yes(b)) => {
                Self::Yes(a).or(Self::Yes(b))
            }
            _ => self.and(a.or(b)),
        }
    }

    /// An agreement lifts every unknown (§2 `case.agreed`, R 64): of the whole benefit, once its
    /// routes have been weighed, since it lifts nothing that the insured still has to do on a
    /// route that holds without it.
    fn agreed(self) -> Self {
        match self {
            Self::Open(_, conditions) => Self::Yes(conditions),
            other => other,
        }
    }
}

fn all(parts: impl IntoIterator<Item = Part>) -> Part {
    parts.into_iter().fold(Part::when(true), Part::and)
}

/// The terms read for one benefit.
struct Reading<'a> {
    facts: &'a Facts,
    benefit: &'static str,
    agreed: bool,
}

impl<'a> Reading<'a> {
    fn of(facts: &'a Facts, benefit: &'static str) -> Self {
        let mut reading = Self {
            facts,
            benefit,
            agreed: false,
        };
        reading.agreed = reading.lists("case.agreed", benefit);
        reading
    }

    /// The answer that a benefit's parts come to.
    fn answer(&self, part: Part) -> Answer {
        let part = if self.agreed { part.agreed() } else { part };
        let (verdict, missing, conditions) = match part {
            Part::No => ("not_covered", BTreeSet::new(), BTreeSet::new()),
            Part::Open(missing, _) => ("unknown", missing, BTreeSet::new()),
            Part::Yes(none) if none.is_empty() => ("covered", BTreeSet::new(), none),
            Part::Yes(conditions) => ("conditional", BTreeSet::new(), conditions),
        };
        Answer {
            verdict,
            missing,
            conditions,
        }
    }

    fn text(&self, fact: &str) -> Option<&'a str> {
        self.facts.get(fact).and_then(Value::as_str)
    }

    fn flag(&self, fact: &str) -> Option<bool> {
        self.facts.get(fact).and_then(Value::as_bool)
    }

    fn number(&self, fact: &str) -> Option<f64> {
        self.facts.get(fact).and_then(Value::as_f64)
    }

    fn lists(&self, fact: &str, item: &str) -> bool {
        let list = self.facts.get(fact).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|value| value == item))
    }

    fn event(&self) -> Option<&'a str> {
        self.text("event.kind")
    }

    /// Still open.
    fn open(&self, facts: impl IntoIterator<Item = &'static str>) -> Part {
        let absent = facts
            .into_iter()
            .filter(|fact| !self.facts.contains_key(*fact));
        Part::Open(absent.collect(), BTreeSet::new())
    }

    /// An asked fact that must be so.
    fn must(&self, fact: &'static str, holds: Option<bool>) -> Part {
        holds.map_or_else(|| self.open([fact]), Part::when)
    }

    /// Something the alarm centre decides; an agreement settles it (§4).
    fn centre(&self, condition: &'static str) -> Part {
        self.centre_if(true, condition)
    }

    fn centre_if(&self, applies: bool, condition: &'static str) -> Part {
        outstanding(condition, applies && !self.agreed)
    }
}

/// Something the insured has to do; nothing but doing it settles it (§4).
fn insured(condition: &'static str, done: bool) -> Part {
    outstanding(condition, !done)
}

fn outstanding(condition: &'static str, open: bool) -> Part {
    Part::Yes(BTreeSet::from_iter(open.then_some(condition)))
}
