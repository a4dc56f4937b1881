//! The second reading of rescue abroad passes every scenario the engine must pass, and keeps the
//! promises the engine makes: what is certain stays, and only what is missing can change an answer.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use roadside_core::types::Product;
use roadside_journeys::oracle::{self, Answer, Facts};
use roadside_journeys::situations::situations;
use roadside_journeys::vectors;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn set(value: &Value) -> BTreeSet<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn passes(product: &str, read: Reader, at_least: usize) {
    let scenarios = vectors::scenarios(product);
    let mut wrong = Vec::new();
    for scenario in &scenarios {
        let facts: &Facts = scenario["situation"].as_object().unwrap();
        let answers = read(facts);
        for (benefit, expected) in scenario["expect"].as_object().unwrap() {
            let answer = &answers[benefit.as_str()];
            let same = answer.verdict == expected["verdict"]
                && answer.missing == set(&expected["missing"])
                && answer.conditions == set(&expected["conditions"]);
            if !same {
                wrong.push(format!(
                    "{} {benefit}: {answer:?}, not {expected}",
                    scenario["id"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(scenarios.len() >= at_least);
}

#[test]
fn the_second_reading_passes_the_scenarios() {
    passes("rescue-abroad", PRODUCTS[0].1, 77);
    passes("autohjaelp", PRODUCTS[1].1, 76);
    passes("tusk", PRODUCTS[2].1, 38);
}

/// The second reading of a product.
type Reader = fn(&Facts) -> BTreeMap<&'static str, Answer>;

const PRODUCTS: [(Product, Reader); 3] = [
    (Product::RescueAbroad, oracle::rescue_abroad::assess),
    (Product::Autohjaelp, oracle::autohjaelp::assess),
    (Product::Tusk, oracle::tusk::assess),
];

/// One of the products, with two of its situations.
fn readings() -> impl Strategy<Value = (Reader, Facts, Facts)> {
    prop::sample::select(PRODUCTS.to_vec())
        .prop_flat_map(|(product, read)| (Just(read), situations(product), situations(product)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_answer_is_well_formed((read, facts, _) in readings()) {
        for (benefit, answer) in read(&facts) {
            prop_assert_eq!(answer.verdict == "unknown", !answer.missing.is_empty(), "{}", benefit);
            prop_assert_eq!(answer.verdict == "conditional", !answer.conditions.is_empty(), "{}", benefit);
            for fact in &answer.missing {
                prop_assert!(!facts.contains_key(*fact), "{} asks for {} again", benefit, fact);
            }
        }
    }

    #[test]
    fn a_certain_no_stays_no((read, facts, other) in readings()) {
        let answers = read(&facts);
        for (fact, value) in other.iter().filter(|(fact, _)| !facts.contains_key(*fact)) {
            // These are presumed, and the presumption is what an answer may fall by.
            if PRESUMED.contains(&fact.as_str()) {
                continue;
            }
            let mut more = facts.clone();
            more.insert(fact.clone(), value.clone());
            let after = read(&more);
            for (benefit, answer) in answers.iter().filter(|(_, answer)| answer.verdict == "not_covered") {
                prop_assert_eq!(after[benefit].verdict, answer.verdict, "{} after {}", benefit, fact);
            }
        }
    }

    #[test]
    fn only_what_is_missing_changes_an_answer((read, facts, other) in readings()) {
        let answers = read(&facts);
        let agreed = facts.get("case.agreed").map(set).unwrap_or_default();
        for fact in ASKED {
            let Some(value) = other.get(fact).filter(|_| !facts.contains_key(fact)) else { continue };
            let mut more = facts.clone();
            more.insert(fact.to_owned(), value.clone());
            let after = read(&more);
            for (benefit, answer) in &answers {
                // An agreement lifts what is unknown; a certain no learnt later outweighs it.
                let lifted = agreed.contains(benefit)
                    || *benefit == "travel_home" && agreed.contains("vehicle_repatriation");
                // Another ground may turn out to hold with nothing left to do.
                let better = answer.verdict == "conditional" && after[benefit].verdict == "covered";
                if lifted || better || answer.missing.contains(fact) {
                    continue;
                }
                prop_assert_eq!(after[benefit].verdict, answer.verdict, "{} after {} in {:?}", benefit, fact, facts);
            }
        }
    }
}

/// Facts whose absence is read as a value, or that agree, confirm or place something.
const PRESUMED: [&str; 12] = [
    "towed.kind",
    "vehicle.seized",
    "event.unit",
    "illness.person",
    "case.agreed",
    "vehicle.plates",
    "place.lat",
    "place.lon",
    "place.accuracy_m",
    "place.zone",
    "case.taken",
    "repair.on_site_possible",
];

/// The facts of class A, apart from those that are asked only now and then: the coordinates, what
/// is asked only once somebody is known to be ill or hurt, and what one product presumes.
const ASKED: [&str; 16] = [
    "vehicle.kind",
    "vehicle.registered_in",
    "vehicle.use",
    "event.kind",
    "trip.purpose",
    "place.country",
    "place.accessible",
    "repair.working_hours",
    "repair.before_planned_return",
    "repair.local",
    "repair.parts_available_locally",
    "theft.recovery",
    "towed.casco",
    "towed.registered_in",
    "towed.coupled",
    "towed.own_cover",
];
