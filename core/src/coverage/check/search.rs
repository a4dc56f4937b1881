//! Whether a situation exists in which several expressions come out as wanted.
//!
//! Decides it by search over finite domains, not by eye. Every fact is tried at the values that
//! make a difference: each word, both truth values, each number named in the terms and its
//! neighbours, each country named and three others, and absent. What is derived (zones, the home
//! country, the dates) is taken as free, so every real situation is among those tried: `No` is a
//! proof. `Yes` need not be one: the zones of the found situation may not fit its country.

use super::super::expr::{Expr, Order, SLOTS, Scalar, SlotId, Truth};
use super::super::words::BenefitId;
use super::domain::{Named, Pick, domain};

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
