//! The words of an answer: verdicts, reasons, conditions, assumptions.
//!
//! Ids only. How they come about is decided in `assess`, how they are said in `say`.

use super::ask::Question;
use super::facts::{Absent, FactId, FactSet, Preset};
use super::words::ConditionId;
use crate::types::{Country, Product};

/// What a benefit comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It applies and nothing is outstanding.
    Covered,
    /// It applies, and something remains to be done or decided.
    Conditional,
    /// Nothing certain excludes it, but a missing fact still could.
    Unknown,
    /// A requirement certainly fails or an exclusion certainly holds.
    NotCovered,
}

impl Verdict {
    /// All four.
    pub(crate) const ALL: [Self; 4] = [
        Self::Covered,
        Self::Conditional,
        Self::Unknown,
        Self::NotCovered,
    ];

    /// `covered`, `conditional`, `unknown`, `not_covered`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Conditional => "conditional",
            Self::Unknown => "unknown",
            Self::NotCovered => "not_covered",
        }
    }
}

/// How a clause bears on a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// What it asks for is given; or it grants the benefit, or sets the condition.
    Holds,
    /// It would exclude, and does not apply here.
    Passed,
    /// It stands in the way: this rule of it, by its place in the terms; without one, the whole
    /// clause.
    Fails(Option<usize>),
    /// It cannot be said yet: these facts are missing.
    Open(FactSet),
}

/// A clause that a verdict cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The clause, by its place in the terms.
    pub clause: usize,
    /// How it bears on the verdict.
    pub bearing: Bearing,
}

/// A condition that is outstanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outstanding {
    /// Which condition.
    pub condition: ConditionId,
    /// The clause behind it, by its place in the terms.
    pub clause: usize,
}

impl Outstanding {
    /// The id of the condition.
    pub fn id(&self) -> &'static str {
        self.condition.id()
    }
}

/// What an answer takes to be so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumption {
    /// The fact that is not known.
    pub fact: FactId,
    /// What is taken for it.
    pub value: Assumed,
}

/// What is taken for a fact that is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Assumed {
    /// The vocabulary's default.
    Default,
    /// The country the position lies in.
    Country(Country),
    /// A position that does not refute the zone somebody has confirmed.
    ZoneConfirmed,
    /// A towed unit of some kind, since the fault is on it.
    SomeTowedUnit,
    /// Whatever the alarm centre found when it agreed.
    AsAgreed,
    /// Nothing that would leave less to be done.
    NothingBetter,
    /// Nothing that was not said: a finding nobody has made.
    NotTold,
}

/// The answer about one benefit.
#[derive(Debug, Clone, PartialEq)]
pub struct BenefitAssessment {
    /// Its id.
    pub id: &'static str,
    /// What it comes to.
    pub verdict: Verdict,
    /// The clauses it rests on: the failing ones of a no, the open ones of an unknown, the
    /// whole chain otherwise.
    pub reasons: Vec<Reason>,
    /// What is outstanding, each condition once. With `unknown`: what is known to be
    /// outstanding should it turn out to apply.
    pub conditions: Vec<Outstanding>,
    /// The facts that can change the verdict; only with `unknown`.
    pub missing: FactSet,
    /// What the verdict rests on without being known.
    pub assumptions: Vec<Assumption>,
    /// The limits that apply, by their place in the terms; none on a no.
    pub(crate) limits: Vec<usize>,
    /// The benefit, by its place in the terms.
    pub(crate) place: usize,
}

/// The answer about every benefit of one product.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The product.
    pub product: Product,
    /// The edition of its terms.
    pub edition: String,
    /// One answer per benefit, in the order of the terms.
    pub benefits: Vec<BenefitAssessment>,
    /// The missing fact that settles most, while any is missing.
    pub next_question: Option<Question>,
}

impl Assessment {
    /// The answer about one benefit.
    pub fn benefit(&self, id: &str) -> Option<&BenefitAssessment> {
        self.benefits.iter().find(|benefit| benefit.id == id)
    }
}

/// The default of a fact, in words of the vocabulary.
pub(crate) fn default_value(fact: FactId) -> serde_json::Value {
    match fact.entry().absent {
        Absent::Presumed(preset) => match preset {
            Preset::Word(word) | Preset::Nothing(word) | Preset::Country(word) => word.into(),
            Preset::Bool(flag) => flag.into(),
            Preset::Integer(number) => number.into(),
            Preset::NoBenefits => serde_json::Value::Array(Vec::new()),
        },
        Absent::AskedOrPresumed(word) => word.into(),
        Absent::Asked | Absent::Discharging => serde_json::Value::Null,
    }
}
