//! The adjudicated scenarios through the front door: `check --batch`, and the SMS of each.

use roadside_journeys::{Roadside, vectors};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

fn set(value: &Value) -> BTreeSet<String> {
    value
        .as_array()
        .map(|all| {
            all.iter()
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default()
}

fn of_each(value: &Value, key: &str) -> BTreeSet<String> {
    value
        .as_array()
        .map(|all| {
            all.iter()
                .filter_map(|one| one[key].as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default()
}

/// One scenario against one assessment, as `coverage/facts.md` section 6 says.
fn differences(scenario: &Value, said: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let name = scenario["id"].as_str().unwrap_or_default();
    for (benefit, expect) in scenario["expect"].as_object().expect("expectations") {
        let Some(got) = said["benefits"]
            .as_array()
            .and_then(|all| all.iter().find(|b| b["id"] == benefit.as_str()))
        else {
            found.push(format!("{name} {benefit}: not assessed"));
            continue;
        };
        let verdict = &expect["verdict"];
        if got["verdict"] != *verdict {
            found.push(format!(
                "{name} {benefit}: {} instead of {verdict}",
                got["verdict"]
            ));
            continue;
        }
        if verdict == "unknown" && set(&got["missing"]) != set(&expect["missing"]) {
            found.push(format!(
                "{name} {benefit}: missing {} instead of {}",
                got["missing"], expect["missing"]
            ));
        }
        if verdict == "conditional"
            && of_each(&got["conditions"], "id") != set(&expect["conditions"])
        {
            found.push(format!(
                "{name} {benefit}: conditions {} instead of {}",
                got["conditions"], expect["conditions"]
            ));
        }
        let mut cited = of_each(&got["reasons"], "clause");
        cited.extend(of_each(&got["conditions"], "clause"));
        cited.extend(of_each(&got["limits"], "clause"));
        for clause in set(&expect["clauses"]).difference(&cited) {
            found.push(format!(
                "{name} {benefit}: clause {clause} is not cited in {cited:?}"
            ));
        }
        for (limit, value) in expect["limits"].as_object().into_iter().flatten() {
            let kept = got["limits"].as_array().is_some_and(|all| {
                all.iter()
                    .any(|one| one["id"] == limit.as_str() && one["value"] == *value)
            });
            if !kept {
                found.push(format!(
                    "{name} {benefit}: limit {limit} = {value} is not in {}",
                    got["limits"]
                ));
            }
        }
    }
    found
}

#[test]
fn every_rescue_abroad_scenario_passes_through_the_batch() {
    every_scenario_passes_through_the_batch("rescue-abroad", 77);
}

#[test]
fn every_autohjaelp_scenario_passes_through_the_batch() {
    every_scenario_passes_through_the_batch("autohjaelp", 76);
}

fn every_scenario_passes_through_the_batch(product: &str, at_least: usize) {
    let scenarios = vectors::scenarios(product);
    assert!(scenarios.len() >= at_least);
    let input: String = scenarios
        .iter()
        .map(|s| {
            format!(
                "{}\n",
                json!({"product": s["product"], "facts": s["situation"]})
            )
        })
        .collect();
    let roadside = Roadside::new(PROGRAM);
    let outcome = roadside
        .run_with(&["check", "--batch", "--json"], &input)
        .expect(0);
    let said: Vec<Value> = outcome
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(said.len(), scenarios.len());
    let found: Vec<String> = scenarios
        .iter()
        .zip(&said)
        .flat_map(|(scenario, said)| differences(scenario, said))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(
        !roadside.home().join("key").exists(),
        "a check without a card keeps nothing"
    );
}

#[test]
fn a_wrong_line_in_a_batch_is_told_and_the_others_are_answered() {
    let roadside = Roadside::new(PROGRAM);
    let good = json!({"product": "rescue-abroad", "facts": {"event.kind": "breakdown"}});
    let input = format!(
        "{good}\nnot json\n{}\n{good}\n",
        json!({"product": "rescue-abroad", "facts": {"vehicle.kind": 5}})
    );
    let outcome = roadside
        .run_with(&["check", "--batch", "--json"], &input)
        .expect(2);
    let lines: Vec<Value> = outcome
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0]["benefits"].is_array() && lines[3]["benefits"].is_array());
    assert_eq!(lines[1]["status"], 400);
    assert!(
        lines[2]["detail"]
            .as_str()
            .is_some_and(|detail| detail.contains("vehicle.kind"))
    );
}

/// Septets of the GSM default alphabet, counted here on its own terms (3GPP TS 23.038).
fn septets(text: &str) -> Option<usize> {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENDED: &str = "\u{c}^{}\\[~]|€";
    text.chars()
        .map(|c| {
            if BASIC.contains(c) {
                Some(1)
            } else if EXTENDED.contains(c) {
                Some(2)
            } else {
                None
            }
        })
        .sum()
}

#[test]
fn the_sms_of_every_scenario_says_all_in_one_message() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    for scenario in vectors::scenarios("rescue-abroad") {
        let situation = scenario["situation"].as_object().expect("a situation");
        let point = (situation.get("place.lat"), situation.get("place.lon"));
        let at = match point {
            (Some(lat), Some(lon)) => format!("{lat},{lon}~25@2026-07-10T12:28:00Z"),
            _ => "-45.123456,-175.654321~1250@2026-07-10T12:28:00Z".to_owned(),
        };
        let facts: Vec<String> = situation
            .iter()
            .filter(|(name, _)| !name.starts_with("place.l"))
            .map(|(name, value)| match value {
                Value::String(text) => format!("{name}={text}"),
                Value::Array(list) => {
                    let items: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                    format!("{name}={}", items.join(","))
                }
                other => format!("{name}={other}"),
            })
            .collect();
        let mut arguments = vec![
            "call",
            "--dry-run",
            "--json",
            "--now",
            "2026-07-10T12:30:00Z",
            "--at",
            &at,
        ];
        for fact in &facts {
            arguments.extend(["--fact", fact]);
        }
        let plan = roadside.run(&arguments).expect(0).json();
        let id = &scenario["id"];
        let body = plan["sms"]["body"].as_str().expect("a body");
        let count = septets(body).unwrap_or_else(|| panic!("{id}: not GSM-7: {body}"));
        assert!(count <= 160, "{id}: {count} septets: {body}");
        let bare = |text: &str| text.replace(['-', ' '], "");
        let code = plan["case"]["code"].as_str().expect("a code");
        assert!(bare(body).contains(&bare(code)), "{id}: no code: {body}");
        let (lat, lon) = at
            .split_once('~')
            .and_then(|(p, _)| p.split_once(','))
            .expect("a point");
        for degrees in [lat, lon] {
            let shown: String = degrees
                .chars()
                .take(degrees.find('.').map_or(degrees.len(), |dot| dot + 4))
                .collect();
            assert!(
                body.contains(shown.trim_start_matches('-')),
                "{id}: no {shown}: {body}"
            );
        }
        let radius = if point.0.is_some() { "25" } else { "1250" };
        assert!(body.contains(radius), "{id}: no radius: {body}");
        assert!(
            body.contains("1228") || body.contains("12:28"),
            "{id}: no time of the fix: {body}"
        );
        assert!(bare(body).contains("ZQ48217"), "{id}: no plate: {body}");
        assert!(body.contains("4520304050"), "{id}: no callback: {body}");
        let uri = plan["sms"]["uri"].as_str().expect("a uri");
        assert!(
            uri.starts_with("sms:+45") && uri.contains("body="),
            "{id}: {uri}"
        );
    }
}
