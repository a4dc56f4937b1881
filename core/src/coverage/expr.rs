//! Rules as expressions, and what they come to: true, false or not yet known.
//!
//! Kleene's three values, which is CEL's own rule for attributes that are not known. Every
//! outcome also says which facts are missing and which assumptions it rests on. Allocates
//! nothing. What follows from an outcome is decided in `assess`.

use super::facts::{FactId, FactSet};
use super::words::{BenefitId, BenefitSet};
use crate::types::Country;

/// One of the three truth values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    const fn of(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }

    const fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    fn unless_absent(self, slot: &Slot) -> Self {
        if slot.value == Scalar::Absent {
            Self::Unknown
        } else {
            self
        }
    }
}

/// What an expression comes to in a situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub truth: Truth,
    /// The absent facts that keep it unknown; empty otherwise.
    pub missing: FactSet,
    /// Absent facts that can only matter once what is missing is known.
    pub later: FactSet,
    /// The absent facts whose presumed value it rests on.
    pub assumed: FactSet,
}

impl Outcome {
    pub const fn certain(truth: bool) -> Self {
        Self {
            truth: Truth::of(truth),
            missing: FactSet::NONE,
            later: FactSet::NONE,
            assumed: FactSet::NONE,
        }
    }

    const fn unknown(missing: FactSet, assumed: FactSet) -> Self {
        Self {
            truth: Truth::Unknown,
            missing,
            later: FactSet::NONE,
            assumed,
        }
    }

    fn not(self) -> Self {
        Self {
            truth: self.truth.not(),
            ..self
        }
    }
}

/// What stands in a slot, compared by value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scalar {
    /// Nothing to compare with: the fact is absent and has no default.
    Absent,
    /// Given, but of a kind no rule compares.
    Given,
    Bool(bool),
    Number(f64),
    /// A calendar day in Copenhagen, counted from the beginning of our era.
    Day(i32),
    Word(&'static str),
    Country(Country),
    Benefits(BenefitSet),
}

/// One readable thing: a fact of the vocabulary, or something derived from several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Slot {
    pub value: Scalar,
    /// Whether the situation itself holds it.
    pub given: bool,
    /// What to ask for when the value is absent.
    pub missing: FactSet,
    /// What else could give a value when it is absent, though nobody is asked for it.
    pub otherwise: FactSet,
    /// What is assumed when the value is used.
    pub assumed: FactSet,
    /// What is assumed when a rule sees that it is not given.
    pub assumed_absent: FactSet,
}

impl Slot {
    pub const EMPTY: Self = Self {
        value: Scalar::Absent,
        given: false,
        missing: FactSet::NONE,
        otherwise: FactSet::NONE,
        assumed: FactSet::NONE,
        assumed_absent: FactSet::NONE,
    };
}

/// How many slots a frame has: the vocabulary and what is derived.
pub(crate) const SLOTS: usize = 64;

/// A situation laid out for reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub slots: [Slot; SLOTS],
}

impl Frame {
    fn slot(&self, at: SlotId) -> &Slot {
        const EMPTY: &Slot = &Slot::EMPTY;
        self.slots.get(usize::from(at.0)).unwrap_or(EMPTY)
    }
}

/// A slot by its place: facts first, in the order of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SlotId(pub u8);

impl From<FactId> for SlotId {
    fn from(fact: FactId) -> Self {
        Self(u8::try_from(fact.index()).unwrap_or(u8::MAX))
    }
}

/// An order between numbers or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    /// Whether the two stand in this order; values of different types stand in none.
    fn holds(self, left: Scalar, right: Scalar) -> bool {
        use std::cmp::Ordering;
        let order = match (left, right) {
            (Scalar::Number(left), Scalar::Number(right)) => left.partial_cmp(&right),
            (Scalar::Day(left), Scalar::Day(right)) => Some(left.cmp(&right)),
            _ => None,
        };
        order.is_some_and(|order| match self {
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterOrEqual => order != Ordering::Less,
        })
    }
}

/// A checked expression: every name is a slot, every literal has its slot's type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Const(bool),
    /// A fact that is a truth value.
    Flag(SlotId),
    /// The value is one of these.
    In(SlotId, Box<[Scalar]>),
    /// Two facts have the same value.
    Same(SlotId, SlotId),
    /// A number compared with a literal.
    Compare(SlotId, Order, f64),
    /// Two numbers or two days compared with each other.
    CompareFacts(SlotId, Order, SlotId),
    /// A list of benefits holds this one.
    Contains(BenefitId, SlotId),
    /// The situation holds the fact.
    Has(SlotId),
    Not(Box<Expr>),
    And(Box<[Expr]>),
    Or(Box<[Expr]>),
    /// `a ? b : c`. While `a` is not known, only what `a` waits for is missing.
    If(Box<[Expr; 3]>),
}

impl Expr {
    /// What the expression comes to.
    pub fn eval(&self, frame: &Frame) -> Outcome {
        match self {
            Self::Const(truth) => Outcome::certain(*truth),
            Self::Flag(at) => read(frame.slot(*at), |value| value == Scalar::Bool(true)),
            Self::In(at, values) => read(frame.slot(*at), |value| values.contains(&value)),
            Self::Same(left, right) => {
                both(frame.slot(*left), frame.slot(*right), |left, right| {
                    left == right
                })
            }
            Self::Compare(at, order, bound) => read(frame.slot(*at), |value| {
                order.holds(value, Scalar::Number(*bound))
            }),
            Self::CompareFacts(left, order, right) => {
                both(frame.slot(*left), frame.slot(*right), |left, right| {
                    order.holds(left, right)
                })
            }
            Self::Contains(benefit, at) => read(frame.slot(*at), |value| match value {
                Scalar::Benefits(set) => set.has(*benefit),
                _ => false,
            }),
            Self::Has(at) => {
                let slot = frame.slot(*at);
                let assumed = if slot.given {
                    FactSet::NONE
                } else {
                    slot.assumed_absent
                };
                Outcome {
                    assumed,
                    ..Outcome::certain(slot.given)
                }
            }
            Self::Not(inner) => inner.eval(frame).not(),
            Self::And(parts) => join(parts, frame, Truth::False),
            Self::Or(parts) => join(parts, frame, Truth::True),
            Self::If(parts) => {
                let [test, yes, no] = &**parts;
                choose(test.eval(frame), || yes.eval(frame), || no.eval(frame))
            }
        }
    }

    /// The truth of what [`Expr::eval`] comes to, without what it rests on.
    pub fn truth(&self, frame: &Frame) -> Truth {
        let slot = |at: &SlotId| frame.slot(*at);
        match self {
            Self::Const(truth) => Truth::of(*truth),
            Self::Flag(at) => known(slot(at), |value| value == Scalar::Bool(true)),
            Self::In(at, values) => known(slot(at), |value| values.contains(&value)),
            Self::Same(left, right) => {
                let right = slot(right);
                known(slot(left), |left| left == right.value).unless_absent(right)
            }
            Self::Compare(at, order, bound) => {
                known(slot(at), |value| order.holds(value, Scalar::Number(*bound)))
            }
            Self::CompareFacts(left, order, right) => {
                let right = slot(right);
                known(slot(left), |left| order.holds(left, right.value)).unless_absent(right)
            }
            Self::Contains(benefit, at) => known(
                slot(at),
                |value| matches!(value, Scalar::Benefits(set) if set.has(*benefit)),
            ),
            Self::Has(at) => Truth::of(slot(at).given),
            Self::Not(inner) => inner.truth(frame).not(),
            Self::And(parts) => all(parts, frame, Truth::False),
            Self::Or(parts) => all(parts, frame, Truth::True),
            Self::If(parts) => {
                let [test, yes, no] = &**parts;
                match test.truth(frame) {
                    Truth::True => yes.truth(frame),
                    Truth::False => no.truth(frame),
                    Truth::Unknown => {
                        let yes = yes.truth(frame);
                        if yes == no.truth(frame) {
                            yes
                        } else {
                            Truth::Unknown
                        }
                    }
                }
            }
        }
    }

    /// Every slot it reads.
    pub fn reads(&self, found: &mut impl FnMut(SlotId)) {
        match self {
            Self::Const(_) => {}
            Self::Flag(at)
            | Self::In(at, _)
            | Self::Compare(at, ..)
            | Self::Contains(_, at)
            | Self::Has(at) => found(*at),
            Self::Same(left, right) | Self::CompareFacts(left, _, right) => {
                found(*left);
                found(*right);
            }
            Self::Not(inner) => inner.reads(found),
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().for_each(|part| part.reads(found));
            }
            Self::If(parts) => parts.iter().for_each(|part| part.reads(found)),
        }
    }
}

fn known(slot: &Slot, test: impl FnOnce(Scalar) -> bool) -> Truth {
    match slot.value {
        Scalar::Absent => Truth::Unknown,
        value => Truth::of(test(value)),
    }
}

/// `&&` when `decisive` is false, `||` when it is true.
fn all(parts: &[Expr], frame: &Frame, decisive: Truth) -> Truth {
    let mut whole = decisive.not();
    for part in parts {
        match part.truth(frame) {
            truth if truth == decisive => return decisive,
            Truth::Unknown => whole = Truth::Unknown,
            _ => {}
        }
    }
    whole
}

fn read(slot: &Slot, test: impl FnOnce(Scalar) -> bool) -> Outcome {
    if slot.value == Scalar::Absent {
        return Outcome {
            later: slot.otherwise,
            ..Outcome::unknown(slot.missing, FactSet::NONE)
        };
    }
    Outcome {
        assumed: slot.assumed,
        ..Outcome::certain(test(slot.value))
    }
}

fn both(left: &Slot, right: &Slot, test: impl FnOnce(Scalar, Scalar) -> bool) -> Outcome {
    let ask = |slot: &Slot| {
        if slot.value == Scalar::Absent {
            slot.missing
        } else {
            FactSet::NONE
        }
    };
    let assumed = left.assumed.and(right.assumed);
    if left.value == Scalar::Absent || right.value == Scalar::Absent {
        return Outcome::unknown(ask(left).and(ask(right)), assumed);
    }
    Outcome {
        assumed,
        ..Outcome::certain(test(left.value, right.value))
    }
}

/// `&&` when `decisive` is false, `||` when it is true. Of several parts that decide alone, the
/// one that assumes least is the one the outcome rests on: the order of the parts is irrelevant.
fn join(parts: &[Expr], frame: &Frame, decisive: Truth) -> Outcome {
    let mut decided: Option<Outcome> = None;
    let mut open = FactSet::NONE;
    let mut later = FactSet::NONE;
    let mut assumed = FactSet::NONE;
    let mut unknown = false;
    for part in parts {
        let outcome = part.eval(frame);
        if outcome.truth == decisive {
            if outcome.assumed.is_empty() {
                return outcome;
            }
            if decided.is_none_or(|best| outcome.assumed.len() < best.assumed.len()) {
                decided = Some(outcome);
            }
        } else {
            unknown |= outcome.truth == Truth::Unknown;
            open = open.and(outcome.missing);
            later = later.and(outcome.later);
            assumed = assumed.and(outcome.assumed);
        }
    }
    if let Some(outcome) = decided {
        return outcome;
    }
    if unknown {
        return Outcome {
            later,
            ..Outcome::unknown(open, assumed)
        };
    }
    Outcome {
        assumed,
        ..Outcome::certain(decisive == Truth::False)
    }
}

fn choose(test: Outcome, yes: impl Fn() -> Outcome, no: impl Fn() -> Outcome) -> Outcome {
    let taken = match test.truth {
        Truth::True => yes(),
        Truth::False => no(),
        Truth::Unknown => {
            let (yes, no) = (yes(), no());
            if yes.truth == no.truth && yes.truth != Truth::Unknown {
                let assumed = yes.assumed.and(no.assumed);
                return Outcome { assumed, ..yes };
            }
            let behind = yes.missing.and(yes.later).and(no.missing).and(no.later);
            return Outcome {
                later: test.later.and(behind.without(test.missing)),
                ..test
            };
        }
    };
    Outcome {
        assumed: taken.assumed.and(test.assumed),
        ..taken
    }
}
