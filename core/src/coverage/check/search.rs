//! Whether a situation exists in which several expressions come out as wanted.
//!
//! Decides it by search over finite domains, not by eye. Every fact is tried at the values that
//! make a difference: each word, both truth values, each number named in the terms and its
//! neighbours, each country named and three others, and absent. What is derived (zones, the home
//! country, the dates) is taken as free, so every real situation is among those tried: `No` is a
//! proof. `Yes` need not be one: the zones of the found situation may not fit its country.

use super::super::derived::DERIVED;
use super::super::expr::{Expr, Order, SLOTS, Scalar, SlotId, Truth};
use super::super::facts::{Absent, FACTS, FactId, FactType, Preset};
use super::super::words::{BenefitId, BenefitSet};
use crate::types::Country;

/// What a search comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// One was found.
    Yes,
    /// There is none.
    No,
    /// Not settled within the budget.
    GaveUp,
}

/// An expression and what it must come to.
#[derive(Clone)]
pub(super) struct Goal {
    pub expr: Expr,
    pub wanted: bool,
}

impl Goal {
    pub fn holds(expr: &Expr) -> Self {
        Self {
            expr: expr.clone(),
            wanted: true,
        }
    }

    pub fn fails(expr: &Expr) -> Self {
        Self {
            expr: expr.clone(),
            wanted: false,
        }
    }
}

/// How many values one search may try: a hundred times what the hardest question about the
/// built-in terms needs.
const BUDGET: usize = 200_000;

/// One value of a variable.
#[derive(Clone, Copy)]
struct Pick {
    given: bool,
    value: Scalar,
}

/// Variables, one bit each: the slots of a frame, then each "this list holds that benefit".
type Vars = u128;

/// The variables and their domains, for one set of terms.
pub(super) struct Space {
    domains: Vec<Vec<Pick>>,
    /// Each list and benefit that some expression asks for, after the slots.
    lists: Vec<(SlotId, BenefitId)>,
}

impl Space {
    /// The domains that make a difference to these expressions.
    pub fn of<'e>(exprs: impl Iterator<Item = &'e Expr> + Clone) -> Self {
        let mut named = Named::default();
        for expr in exprs {
            named.collect(expr);
        }
        let mut domains: Vec<Vec<Pick>> = (0..SLOTS).map(|slot| domain(slot, &named)).collect();
        domains.extend(named.lists.iter().map(|_| {
            [true, false]
                .map(|flag| Pick {
                    given: true,
                    value: Scalar::Bool(flag),
                })
                .to_vec()
        }));
        Self {
            domains,
            lists: named.lists,
        }
    }

    /// Whether a situation exists in which every goal is reached.
    pub fn solve(&self, goals: &[Goal]) -> Found {
        let goals: Vec<(&Goal, Vars)> = goals
            .iter()
            .map(|goal| (goal, self.variables(&goal.expr)))
            .collect();
        let mut search = Search {
            space: self,
            goals,
            picks: vec![None; self.domains.len()],
            left: BUDGET,
        };
        match search.step(0) {
            Ok(()) => Found::Yes,
            Err(Stop::Conflict(_)) => Found::No,
            Err(Stop::Budget) => Found::GaveUp,
        }
    }

    fn list(&self, at: SlotId, benefit: BenefitId) -> Option<usize> {
        let place = self.lists.iter().position(|list| *list == (at, benefit))?;
        Some(SLOTS + place)
    }

    fn variables(&self, expr: &Expr) -> Vars {
        let bit = |var: usize| 1u128.checked_shl(u32::try_from(var).unwrap_or(u32::MAX));
        let of = |var: usize| bit(var).unwrap_or(0);
        match expr {
            Expr::Const(_) => 0,
            Expr::Flag(at) | Expr::In(at, _) | Expr::Compare(at, ..) | Expr::Has(at) => {
                of(usize::from(at.0))
            }
            Expr::Contains(benefit, at) => self.list(*at, *benefit).map_or(0, of),
            Expr::Same(left, right) | Expr::CompareFacts(left, _, right) => {
                of(usize::from(left.0)) | of(usize::from(right.0))
            }
            Expr::Not(inner) => self.variables(inner),
            Expr::And(parts) | Expr::Or(parts) => parts
                .iter()
                .fold(0, |vars, part| vars | self.variables(part)),
            Expr::If(parts) => parts
                .iter()
                .fold(0, |vars, part| vars | self.variables(part)),
        }
    }
}

/// Why a branch ends.
enum Stop {
    /// No values of these variables lead on.
    Conflict(Vars),
    Budget,
}

struct Search<'s> {
    space: &'s Space,
    goals: Vec<(&'s Goal, Vars)>,
    picks: Vec<Option<Pick>>,
    left: usize,
}

impl Search<'_> {
    /// Goes on with what is picked so far. A conflict names the variables it comes from, so that
    /// one that has no part in it is not tried at its other values.
    fn step(&mut self, picked: Vars) -> Result<(), Stop> {
        let mut next: Option<Vars> = None;
        for (goal, vars) in &self.goals {
            let truth = self.truth(&goal.expr);
            let open = vars & !picked;
            let reached = match truth {
                Truth::True => goal.wanted,
                Truth::False => !goal.wanted,
                // A value that is absent stays unknown: no yes and no no.
                Truth::Unknown if open == 0 => false,
                Truth::Unknown => {
                    if next.is_none_or(|best| open.count_ones() < best.count_ones()) {
                        next = Some(open);
                    }
                    continue;
                }
            };
            if !reached {
                return Err(Stop::Conflict(vars & picked));
            }
        }
        let Some(open) = next else {
            return Ok(());
        };
        let var = usize::try_from(open.trailing_zeros()).unwrap_or(usize::MAX);
        let bit = open & open.wrapping_neg();
        let space = self.space;
        let mut conflict: Vars = 0;
        for pick in space.domains.get(var).into_iter().flatten() {
            self.left = self.left.checked_sub(1).ok_or(Stop::Budget)?;
            self.put(var, Some(*pick));
            match self.step(picked | bit) {
                Err(Stop::Conflict(vars)) => {
                    if vars & bit == 0 {
                        self.put(var, None);
                        return Err(Stop::Conflict(vars));
                    }
                    conflict |= vars;
                }
                settled => return settled,
            }
        }
        self.put(var, None);
        Err(Stop::Conflict(conflict & !bit))
    }

    fn put(&mut self, var: usize, pick: Option<Pick>) {
        if let Some(slot) = self.picks.get_mut(var) {
            *slot = pick;
        }
    }

    fn pick(&self, at: SlotId) -> Option<Pick> {
        self.picks.get(usize::from(at.0)).copied().flatten()
    }

    /// The value in a slot; `None` while nothing is picked or the fact is absent.
    fn value(&self, at: SlotId) -> Option<Scalar> {
        self.pick(at)
            .map(|pick| pick.value)
            .filter(|value| *value != Scalar::Absent)
    }

    fn truth(&self, expr: &Expr) -> Truth {
        let known = |truth: Option<bool>| match truth {
            Some(true) => Truth::True,
            Some(false) => Truth::False,
            None => Truth::Unknown,
        };
        match expr {
            Expr::Const(truth) => known(Some(*truth)),
            Expr::Flag(at) => known(self.value(*at).map(|value| value == Scalar::Bool(true))),
            Expr::In(at, values) => known(self.value(*at).map(|value| values.contains(&value))),
            Expr::Same(left, right) => known(
                self.value(*left)
                    .zip(self.value(*right))
                    .map(|(left, right)| left == right),
            ),
            Expr::Compare(at, order, bound) => {
                known(self.value(*at).map(|value| {
                    number(value).is_some_and(|number| ordered(number, *order, *bound))
                }))
            }
            Expr::CompareFacts(left, order, right) => known(
                self.value(*left)
                    .zip(self.value(*right))
                    .map(|(left, right)| {
                        let both = number(left).zip(number(right));
                        both.is_some_and(|(left, right)| ordered(left, *order, right))
                    }),
            ),
            Expr::Contains(benefit, at) => {
                let pick = self.space.list(*at, *benefit);
                let pick = pick.and_then(|var| self.picks.get(var).copied().flatten());
                known(pick.map(|pick| pick.value == Scalar::Bool(true)))
            }
            Expr::Has(at) => known(self.pick(*at).map(|pick| pick.given)),
            Expr::Not(inner) => match self.truth(inner) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                Truth::Unknown => Truth::Unknown,
            },
            Expr::And(parts) => self.joined(parts, Truth::False, Truth::True),
            Expr::Or(parts) => self.joined(parts, Truth::True, Truth::False),
            Expr::If(parts) => {
                let [test, yes, no] = &**parts;
                match self.truth(test) {
                    Truth::True => self.truth(yes),
                    Truth::False => self.truth(no),
                    Truth::Unknown => {
                        let (yes, no) = (self.truth(yes), self.truth(no));
                        if yes == no { yes } else { Truth::Unknown }
                    }
                }
            }
        }
    }

    fn joined(&self, parts: &[Expr], decisive: Truth, otherwise: Truth) -> Truth {
        let mut result = otherwise;
        for part in parts {
            match self.truth(part) {
                truth if truth == decisive => return decisive,
                Truth::Unknown => result = Truth::Unknown,
                _ => {}
            }
        }
        result
    }
}

fn number(value: Scalar) -> Option<f64> {
    match value {
        Scalar::Number(number) => Some(number),
        Scalar::Day(day) => Some(day.into()),
        _ => None,
    }
}

fn ordered(left: f64, order: Order, right: f64) -> bool {
    match order {
        Order::Less => left < right,
        Order::LessOrEqual => left <= right,
        Order::Greater => left > right,
        Order::GreaterOrEqual => left >= right,
    }
}

/// What the expressions of some terms name.
#[derive(Default)]
struct Named {
    numbers: Vec<(SlotId, f64)>,
    countries: Vec<Country>,
    lists: Vec<(SlotId, BenefitId)>,
}

impl Named {
    fn collect(&mut self, expr: &Expr) {
        match expr {
            Expr::Compare(at, _, bound) => self.numbers.push((*at, *bound)),
            Expr::In(at, values) => {
                for value in values {
                    match value {
                        Scalar::Number(number) => self.numbers.push((*at, *number)),
                        Scalar::Country(country) => self.countries.push(*country),
                        _ => {}
                    }
                }
            }
            Expr::Contains(benefit, at) => {
                if !self.lists.contains(&(*at, *benefit)) {
                    self.lists.push((*at, *benefit));
                }
            }
            Expr::Not(inner) => self.collect(inner),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.collect(part)),
            Expr::If(parts) => parts.iter().for_each(|part| self.collect(part)),
            Expr::Const(_)
            | Expr::Flag(_)
            | Expr::Same(..)
            | Expr::CompareFacts(..)
            | Expr::Has(_) => {}
        }
    }
}

/// Three countries that a file rarely names; facts that are compared with each other can agree
/// or differ outside whatever it does name.
const OTHER_COUNTRIES: [&str; 3] = ["AQ", "BV", "HM"];

fn domain(slot: usize, named: &Named) -> Vec<Pick> {
    let mut values: Vec<Scalar> = Vec::new();
    let mut absent = Some(Scalar::Absent);
    if let Some(fact) = FactId::all().nth(slot) {
        let entry = fact.entry();
        match entry.kind {
            FactType::Word(words) => values.extend(words.iter().map(|word| Scalar::Word(word))),
            FactType::Bool => values.extend([true, false].map(Scalar::Bool)),
            FactType::Country => {
                values.extend(
                    named
                        .countries
                        .iter()
                        .map(|country| Scalar::Country(*country)),
                );
                let other = OTHER_COUNTRIES
                    .iter()
                    .filter_map(|code| Country::parse(code).ok());
                values.extend(other.map(Scalar::Country));
            }
            #[allow(clippy::cast_precision_loss)]
            FactType::Integer(min, max) => {
                values.extend(numbers(slot, named, min as f64, max as f64));
            }
            FactType::Number(min, max) => values.extend(numbers(slot, named, min, max)),
            // Three days: before, on and after each other.
            FactType::Date | FactType::Moment => values.extend((1..=3).map(Scalar::Day)),
            FactType::Text => values.push(Scalar::Given),
            FactType::Benefits => values.push(Scalar::Benefits(BenefitSet::default())),
        }
        absent = Some(match entry.absent {
            Absent::Presumed(Preset::Word(word)) => Scalar::Word(word),
            Absent::Presumed(Preset::Bool(flag)) => Scalar::Bool(flag),
            #[allow(clippy::cast_precision_loss)]
            Absent::Presumed(Preset::Integer(number)) => Scalar::Number(number as f64),
            Absent::Presumed(Preset::Country(code)) => {
                Country::parse(code).map_or(Scalar::Absent, Scalar::Country)
            }
            Absent::Presumed(Preset::NoBenefits) => Scalar::Benefits(BenefitSet::default()),
            _ => Scalar::Absent,
        });
    } else if let Some((_, words)) = slot.checked_sub(FACTS.len()).and_then(|at| DERIVED.get(at)) {
        values.extend(words.iter().map(|word| Scalar::Word(word)));
    }
    let given = values.into_iter().map(|value| Pick { given: true, value });
    let absent = absent.map(|value| Pick {
        given: false,
        value,
    });
    given.chain(absent).collect()
}

/// Each number named, its neighbours, and what lies between: enough to tell any comparison apart.
fn numbers(slot: usize, named: &Named, min: f64, max: f64) -> Vec<Scalar> {
    let bounds = (named.numbers.iter())
        .filter(|(at, _)| usize::from(at.0) == slot)
        .flat_map(|(_, bound)| [bound - 1.0, *bound, bound + 1.0]);
    let mut numbers: Vec<f64> = bounds
        .chain([min, max])
        .filter(|number| (min..=max).contains(number))
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers.into_iter().map(Scalar::Number).collect()
}
