//! What was paid for, how much, and when.
//!
//! Decides which categories there are and the benefit each belongs to. Whether it is covered
//! the terms say; sums are per currency and never converted.

use crate::assistance::is_health;
use crate::coverage::{BENEFITS, BenefitId};
use crate::types::{Date, Line, Money, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// What an expense is for: a benefit of the terms, or one of the things people pay for beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Category {
    /// A benefit (`coverage::BENEFITS`).
    Benefit(BenefitId),
    /// Fuel: beside a rental car, and the driver's own.
    Fuel,
    /// Meals: beside a hotel, and covered only as agreed.
    Meals,
    /// Doctor, hospital, medicine.
    Medical,
    /// Anything else.
    Other,
}

const BESIDE: [(&str, Category); 4] = [
    ("fuel", Category::Fuel),
    ("meals", Category::Meals),
    ("medical", Category::Medical),
    ("other", Category::Other),
];

impl Category {
    /// Every category, the benefits first.
    pub fn all() -> Vec<Self> {
        let benefits = BENEFITS.iter().filter_map(|id| BenefitId::named(id));
        benefits
            .map(Self::Benefit)
            .chain(BESIDE.map(|(_, category)| category))
            .collect()
    }

    /// Its word in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Benefit(benefit) => benefit.id(),
            other => BESIDE
                .iter()
                .find(|(_, category)| *category == other)
                .map_or("other", |(word, _)| word),
        }
    }

    /// The key of what people call it.
    pub fn key(self) -> String {
        match self {
            Self::Benefit(benefit) => format!("coverage.benefit.{}", benefit.id()),
            other => format!("claim.category.{}", other.word()),
        }
    }

    /// Reads a word.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] with every word there is.
    pub fn parse(word: &str) -> Result<Self, Problem> {
        let word = word.trim();
        let beside = BESIDE.iter().find(|(name, _)| *name == word);
        beside
            .map(|(_, category)| *category)
            .or_else(|| BenefitId::named(word).map(Self::Benefit))
            .ok_or_else(|| {
                let words = Self::all().into_iter().map(|one| one.word().to_owned());
                Problem::NotOneOf(words.collect())
            })
    }

    /// The benefit whose verdict and limits stand beside it: a category's own, or the one whose
    /// clause says of it that it is paid by the driver or only as agreed.
    pub fn benefit(self) -> Option<&'static str> {
        match self {
            Self::Benefit(benefit) => Some(benefit.id()),
            Self::Fuel => Some("rental_vehicle"),
            Self::Meals => Some("hotel"),
            Self::Medical | Self::Other => None,
        }
    }

    /// Whether the category alone tells something of somebody's health.
    pub fn is_health(self) -> bool {
        self == Self::Medical || is_health(self.word())
    }
}

impl TryFrom<String> for Category {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        Self::parse(&word).map_err(|_| "category")
    }
}

impl From<Category> for String {
    fn from(category: Category) -> Self {
        category.word().to_owned()
    }
}

/// One thing paid for. Its number is its place in the claim, from 1.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expense {
    /// Stays the same while numbers move.
    pub id: Uuid,
    /// What it is for.
    pub category: Category,
    /// What it cost, in the currency on the voucher.
    pub amount: Money,
    /// The day of the cost.
    pub incurred_on: Date,
    /// The day the voucher was paid, once it was.
    pub paid_on: Option<Date>,
    /// A word on it.
    pub note: Option<Line>,
}

impl Expense {
    /// The greatest number of expenses in a claim.
    pub const MAX: u32 = 200;
}

impl fmt::Debug for Expense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Expense([REDACTED])")
    }
}

/// The sum in each currency, in the order of their codes. Nothing is converted.
pub fn totals(expenses: &[Expense]) -> Vec<Money> {
    let mut sums: BTreeMap<[u8; 3], Money> = BTreeMap::new();
    for expense in expenses {
        sums.entry(expense.amount.currency)
            // The bounds on an amount and on their number keep every sum in range.
            .and_modify(|sum| *sum = sum.plus(expense.amount).unwrap_or(*sum))
            .or_insert(expense.amount);
    }
    sums.into_values().collect()
}
