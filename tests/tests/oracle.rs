//! The second reading of rescue abroad passes every scenario the engine must pass.

use roadside_journeys::oracle::{Facts, assess};
use serde_json::Value;
use std::collections::BTreeSet;

fn set(value: &Value) -> BTreeSet<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
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
                wrong.push(format!("{} {benefit}: {answer:?}, not {expected}", scenario["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(read, 77);
}
