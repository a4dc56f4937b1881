//! The second reading of rescue abroad passes every scenario the engine must pass, and keeps the
//! promises the engine makes: what is certain stays, and only what is missing can change an answer.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use roadside_journeys::oracle::{Facts, assess};
use roadside_journeys::situations::situations;
use serde_json::Value;
use std::collections::BTreeSet;

fn set(value: &Value) -> BTreeSet<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn the_second_reading_passes_the_scenarios() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for line in include_str!("../vectors/scenarios.jsonl").lines() {
        let scenario: Value = serde_json::from_str(line).unwrap();
        if scenario["product"] != "rescue-abroad" {
            continue;
        }
        read += 1;
        let facts: &Facts = scenario["situation"].as_object().unwrap();
        let answers = assess(facts);
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
    assert_eq!(read, 77);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_answer_is_well_formed(facts in situations()) {
        for (benefit, answer) in assess(&facts) {
            prop_assert_eq!(answer.verdict == "unknown", !answer.missing.is_empty(), "{}", benefit);
            prop_assert_eq!(answer.verdict == "conditional", !answer.conditions.is_empty(), "{}", benefit);
            for fact in &answer.missing {
                prop_assert!(!facts.contains_key(*fact), "{} asks for {} again", benefit, fact);
            }
        }
    }

    #[test]
    fn a_certain_no_stays_no(facts in situations(), other in situations()) {
        let answers = assess(&facts);
        for (fact, value) in other.iter().filter(|(fact, _)| !facts.contains_key(*fact)) {
            // These are presumed, and the presumption is what an answer may fall by.
            if ["towed.kind", "vehicle.seized", "event.unit", "illness.person", "case.agreed"].contains(&fact.as_str()) {
                continue;
            }
            let mut more = facts.clone();
            more.insert(fact.clone(), value.clone());
            let after = assess(&more);
            for (benefit, answer) in answers.iter().filter(|(_, answer)| answer.verdict == "not_covered") {
                prop_assert_eq!(after[benefit].verdict, answer.verdict, "{} after {}", benefit, fact);
            }
        }
    }

    #[test]
    fn only_what_is_missing_changes_an_answer(facts in situations(), other in situations()) {
        let answers = assess(&facts);
        let agreed = facts.get("case.agreed").map(set).unwrap_or_default();
        for fact in ASKED {
            let Some(value) = other.get(fact).filter(|_| !facts.contains_key(fact)) else { continue };
            let mut more = facts.clone();
            more.insert(fact.to_owned(), value.clone());
            let after = assess(&more);
            for (benefit, answer) in &answers {
                // An agreement lifts what is unknown; a certain no learnt later outweighs it.
                let lifted = agreed.contains(benefit)
                    || *benefit == "travel_home" && agreed.contains("vehicle_repatriation");
                if lifted || answer.missing.contains(fact) {
                    continue;
                }

                prop_assert_eq!(after[benefit].verdict, answer.verdict, "{} after {} in {:?}", benefit, fact, facts);
            }
        }
    }
}

/// The facts of class A, apart from the coordinates, which are asked only in a split country.
const ASKED: [&str; 16] = [
    "vehicle.kind",
    "vehicle.permitted_weight_kg",
    "vehicle.registered_in",
    "vehicle.casco",
    "vehicle.drivable",
    "trip.purpose",
    "event.kind",
    "place.country",
    "place.accessible",
    "repair.working_hours",
    "repair.before_planned_return",
    "repair.local",
    "repair.parts_available_locally",
    "theft.recovery",
    "illness.able_driver_present",
    "towed.casco",
];
