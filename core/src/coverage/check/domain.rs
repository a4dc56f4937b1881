//! The values at which a fact is tried: every one that some comparison can tell apart.

use super::super::derived::DERIVED;
use super::super::expr::{Expr, Scalar, SlotId};
use super::super::facts::{Absent, FACTS, FactId, FactType, Preset};
use super::super::words::{BenefitId, BenefitSet};
use crate::types::Country;

/// One value of a variable.
#[derive(Clone, Copy)]
pub(super) struct Pick {
    pub given: bool,
    pub value: Scalar,
}

/// What the expressions of some terms name.
#[derive(Default)]
pub(super) struct Named {
    pub numbers: Vec<(SlotId, f64)>,
    pub countries: Vec<Country>,
    pub lists: Vec<(SlotId, BenefitId)>,
}

impl Named {
    /// Notes what an expression names.
    pub fn collect(&mut self, expr: &Expr) {
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

/// The values of a slot that make a difference to what is named.
pub(super) fn domain(slot: usize, named: &Named) -> Vec<Pick> {
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
    let between: Vec<f64> = numbers
        .windows(2)
        .filter_map(|pair| Some(f64::midpoint(*pair.first()?, *pair.last()?)))
        .collect();
    numbers.extend(between);
    numbers.into_iter().map(Scalar::Number).collect()
}
