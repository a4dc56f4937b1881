//! A journey as somebody types it.
//!
//! Decides what may be typed. Which countries a card knows is not asked here: a country nobody
//! knows anything about gets an answer too.

use crate::types::{Country, Date, Fault, Problem, TowedKind};

/// More countries than any one journey.
pub const MAX_COUNTRIES: usize = 60;

/// The texts of a journey.
#[derive(Debug, Clone, Copy, Default)]
pub struct TypedPlan<'a> {
    /// ISO 3166-1 alpha-2 codes with commas or spaces between them.
    pub countries: &'a str,
    /// The first day, `YYYY-MM-DD`.
    pub from: Option<&'a str>,
    /// The last day, `YYYY-MM-DD`.
    pub to: Option<&'a str>,
    /// `trailer` or `caravan`.
    pub tow: Option<&'a str>,
}

/// A journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The countries in the order typed, each once; at least one.
    pub countries: Vec<Country>,
    /// The first day, in Denmark.
    pub from: Option<Date>,
    /// The last day; never before the first.
    pub to: Option<Date>,
    /// What is towed.
    pub tow: Option<TowedKind>,
}

impl Plan {
    /// Reads a journey.
    ///
    /// # Errors
    /// Every fault at once: [`Problem::Empty`] without a country, [`Problem::Country`] for what
    /// is no code, [`Problem::TooLong`] for more than [`MAX_COUNTRIES`], [`Problem::Date`], and
    /// [`Problem::OutOfRange`] when the last day lies before the first.
    pub fn parse(typed: &TypedPlan<'_>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut countries: Vec<Country> = Vec::new();
        let words = typed.countries.split([',', ';', ' ', '\t']);
        for word in words.filter(|word| !word.is_empty()) {
            match Country::parse(word) {
                Ok(country) if countries.contains(&country) => {}
                Ok(country) => countries.push(country),
                Err(problem) => {
                    faults.push(Fault::new("--countries", problem));
                    break;
                }
            }
            if countries.len() > MAX_COUNTRIES {
                let max = u32::try_from(MAX_COUNTRIES).unwrap_or(u32::MAX);
                faults.push(Fault::new("--countries", Problem::TooLong { max }));
                break;
            }
        }
        if countries.is_empty() && faults.is_empty() {
            faults.push(Fault::new("--countries", Problem::Empty));
        }
        let mut day = |at: &str, text: Option<&str>| {
            let parsed = text.map(|text| text.trim().parse::<Date>());
            match parsed {
                Some(Err(_)) => {
                    faults.push(Fault::new(at, Problem::Date));
                    None
                }
                Some(Ok(day)) => Some(day),
                None => None,
            }
        };
        let (from, to) = (day("--from", typed.from), day("--to", typed.to));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            faults.push(Fault::new(
                "--to",
                Problem::OutOfRange {
                    min: from.to_string(),
                    max: Date::MAX.to_string(),
                },
            ));
        }
        let tow = typed
            .tow
            .and_then(|word| match TowedKind::parse(word.trim()) {
                Ok(kind) => Some(kind),
                Err(problem) => {
                    faults.push(Fault::new("--tow", problem));
                    None
                }
            });
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            countries,
            from,
            to,
            tow,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(countries: &str) -> TypedPlan<'_> {
        TypedPlan {
            countries,
            ..TypedPlan::default()
        }
    }

    #[test]
    fn countries_keep_their_order_and_stand_once() {
        let plan = Plan::parse(&typed("de, AT,hr,DE")).expect("a plan");
        let codes: Vec<&str> = plan.countries.iter().map(Country::code).collect();
        assert_eq!(codes, ["DE", "AT", "HR"]);
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let faults = Plan::parse(&TypedPlan {
            countries: "DE,Italy",
            from: Some("2027-02-30"),
            to: Some("soon"),
            tow: Some("boat"),
        })
        .expect_err("faults");
        let at: Vec<&str> = faults.iter().map(|fault| fault.at.as_str()).collect();
        assert_eq!(at, ["--countries", "--from", "--to", "--tow"]);
    }

    #[test]
    fn nobody_is_back_before_they_leave() {
        let faults = Plan::parse(&TypedPlan {
            countries: "DE",
            from: Some("2027-07-02"),
            to: Some("2027-07-01"),
            tow: None,
        })
        .expect_err("a fault");
        assert_eq!(faults[0].at, "--to");
    }

    #[test]
    fn no_country_and_too_many_are_faults() {
        assert!(Plan::parse(&typed(" , ,")).is_err());
        let all: Vec<String> = ('A'..='Z')
            .flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}")))
            .collect();
        let faults = Plan::parse(&typed(&all.join(","))).expect_err("too many");
        assert_eq!(faults[0].problem, Problem::TooLong { max: 60 });
    }

    #[test]
    fn a_huge_text_is_refused_quickly() {
        let huge = "DE,".repeat(3_000_000);
        assert_eq!(
            Plan::parse(&typed(&huge))
                .expect("one country")
                .countries
                .len(),
            1
        );
        assert!(Plan::parse(&typed(&"\u{202e}".repeat(3_000_000))).is_err());
    }

    proptest! {
        #[test]
        fn garbage_never_panics(countries in ".{0,200}", from in ".{0,40}", to in ".{0,40}", tow in ".{0,20}") {
            let plan = Plan::parse(&TypedPlan {
                countries: &countries, from: Some(&from), to: Some(&to), tow: Some(&tow),
            });
            if let Ok(plan) = plan {
                prop_assert!(!plan.countries.is_empty());
                prop_assert!(plan.from.zip(plan.to).is_none_or(|(from, to)| from <= to));
            }
        }

        #[test]
        fn what_was_read_reads_back(codes in prop::collection::hash_set("[A-Z]{2}", 1..MAX_COUNTRIES)) {
            let codes: Vec<String> = codes.into_iter().collect();
            let plan = Plan::parse(&typed(&codes.join(", "))).expect("a plan");
            let read: Vec<String> = plan.countries.iter().map(ToString::to_string).collect();
            prop_assert_eq!(read, codes);
        }
    }
}
