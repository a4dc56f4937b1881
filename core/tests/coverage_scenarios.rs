//! Every adjudicated scenario, read as `coverage/facts.md` section 6 says.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{BenefitAssessment, Situation, Terms, assess};
use roadside_core::types::{Language, Product};
use serde_json::Value;
use std::collections::BTreeSet;

fn names(list: &Value) -> BTreeSet<String> {
    let items = list.as_array().expect("a list");
    items
        .iter()
        .map(|item| item.as_str().expect("a name").to_owned())
        .collect()
}

fn check(said: &Value, verdict: &BenefitAssessment, expected: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let field = |key: &str, inner: &str| -> BTreeSet<String> {
        let items = said[key].as_array().expect("a list");
        items
            .iter()
            .map(|item| item[inner].as_str().expect("a name").to_owned())
            .collect()
    };
    if said["verdict"] != expected["verdict"] {
        wrong.push(format!(
            "verdict {} instead of {}",
            said["verdict"], expected["verdict"]
        ));
    }
    assert_eq!(said["verdict"], verdict.verdict.word());
    let cited = field("reasons", "clause");
    if let Some(clauses) = expected.get("clauses") {
        let absent: Vec<String> = names(clauses).difference(&cited).cloned().collect();
        if !absent.is_empty() {
            wrong.push(format!("does not cite {absent:?}, only {cited:?}"));
        }
    }
    if let Some(missing) = expected.get("missing") {
        if names(missing) != names(&said["missing"]) {
            wrong.push(format!("missing {} instead of {missing}", said["missing"]));
        }
    } else if expected["verdict"] != "unknown" && said["missing"] != Value::Array(Vec::new()) {
        wrong.push(format!("missing {} on a settled verdict", said["missing"]));
    }
    let conditions = field("conditions", "id");
    if said["conditions"].as_array().map(Vec::len) != Some(conditions.len()) {
        wrong.push("a condition stands twice".to_owned());
    }
    if expected["verdict"] == "conditional" && names(&expected["conditions"]) != conditions {
        wrong.push(format!(
            "conditions {conditions:?} instead of {}",
            expected["conditions"]
        ));
    }
    for (key, value) in expected
        .get("limits")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let limits = said["limits"].as_array().expect("a list");
        if !limits
            .iter()
            .any(|limit| limit["id"] == *key && limit["value"] == *value)
        {
            wrong.push(format!("limit {key} = {value} is not in {limits:?}"));
        }
    }
    wrong
}

fn every_scenario_passes(product: Product, at_least: usize) {
    let terms = match Terms::built_in(product).expect("terms") {
        Ok(terms) => terms,
        Err(faults) => panic!("{faults:#?}"),
    };
    let text = std::fs::read_to_string("../tests/vectors/scenarios.jsonl").expect("the scenarios");
    let mut seen = 0;
    let mut wrong = Vec::new();
    for line in text.lines() {
        let scenario: Value = serde_json::from_str(line).expect("a scenario");
        if scenario["product"] != product.word() {
            continue;
        }
        seen += 1;
        let situation = Situation::from_json(&scenario["situation"]).expect("a situation");
        let assessment = assess(&terms, &situation);
        let said = serde_json::to_value(assessment.say(&terms, Language::En)).expect("JSON");
        for (id, expected) in scenario["expect"].as_object().expect("expectations") {
            let benefits = said["benefits"].as_array().expect("benefits");
            let benefit = benefits
                .iter()
                .find(|benefit| benefit["id"] == *id)
                .expect("the benefit");
            let answer = assessment.benefit(id).expect("the benefit");
            for fault in check(benefit, answer, expected) {
                wrong.push(format!("{} {id}: {fault}", scenario["id"]));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(seen >= at_least, "only {seen} scenarios of {product:?}");
}

#[test]
fn every_scenario_of_rescue_abroad_passes() {
    every_scenario_passes(Product::RescueAbroad, 77);
}

#[test]
fn every_scenario_of_autohjaelp_passes() {
    every_scenario_passes(Product::Autohjaelp, 76);
}

#[test]
fn every_scenario_of_tusk_passes() {
    every_scenario_passes(Product::Tusk, 38);
}
