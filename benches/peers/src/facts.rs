//! The situations, and what a peer is given of them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Europe::Copenhagen;
use roadside_core::coverage::{Absent, FACTS, Preset};
use roadside_core::territory::{Whereabouts, Zone, ZoneAnswer, zone};
use roadside_core::types::Country;
use serde_json::{Map, Value, json};

pub type Facts = Map<String, Value>;

const SCENARIOS: &str = include_str!("../../../tests/vectors/scenarios.jsonl");

/// Every scenario of rescue abroad.
pub fn scenarios() -> Vec<Facts> {
    let all = SCENARIOS
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a scenario"));
    all.filter(|scenario| scenario["product"] == "rescue-abroad")
        .map(|scenario| scenario["situation"].as_object().expect("facts").clone())
        .collect()
}

/// Every scenario with each of its facts taken away once.
pub fn one_removed(scenarios: &[Facts]) -> Vec<Facts> {
    let mut partial = Vec::new();
    for facts in scenarios {
        for name in facts.keys() {
            let mut fewer = facts.clone();
            fewer.remove(name);
            partial.push(fewer);
        }
    }
    partial
}

/// The facts as nested objects, defaults and derived facts put in. Every first part of a name is
/// there, so that no engine trips over a missing object.
pub fn given(facts: &Facts) -> Value {
    let mut flat = facts.clone();
    derive(&mut flat);
    for fact in FACTS {
        let value = match fact.absent {
            Absent::Presumed(Preset::Word(word)) => json!(word),
            Absent::Presumed(Preset::Bool(flag)) => json!(flag),
            Absent::Presumed(Preset::Integer(number)) => json!(number),
            Absent::Presumed(Preset::Country(code)) => json!(code),
            Absent::Presumed(Preset::NoBenefits) => json!([]),
            _ => continue,
        };
        // With the fault on the trailer, a kind not told does not mean none.
        let on_it =
            fact.name == "towed.kind" && flat.get("event.unit") == Some(&json!("towed_unit"));
        if !on_it {
            flat.entry(fact.name).or_insert(value);
        }
    }
    let mut nested = Map::new();
    let names = FACTS
        .iter()
        .map(|fact| fact.name)
        .chain(["zone.", "policy."]);
    for (root, _) in names.filter_map(|name| name.split_once('.')) {
        nested.entry(root).or_insert_with(|| json!({}));
    }
    for (name, value) in flat {
        match name.split_once('.') {
            Some((root, leaf)) => nested[root][leaf] = value,
            None => {
                nested.insert(name, value);
            }
        }
    }
    Value::Object(nested)
}

/// What nobody is asked: computed for the peers outside the time measured.
fn derive(facts: &mut Facts) {
    let text = |name: &str| facts.get(name).and_then(Value::as_str);
    let number = |name: &str| facts.get(name).and_then(Value::as_f64);
    let country = |name: &str| text(name).and_then(|code| Country::parse(code).ok());
    let place = Whereabouts {
        country: country("place.country"),
        point: number("place.lat").zip(number("place.lon")),
        accuracy_m: number("place.accuracy_m").unwrap_or_default(),
        confirmed: None,
    };
    let territory = match zone(Zone::RescueTerritory, &place) {
        ZoneAnswer::In => Some("in"),
        ZoneAnswer::Possible => Some("possible"),
        ZoneAnswer::Out => Some("out"),
        ZoneAnswer::CountryMissing | ZoneAnswer::PointMissing => None,
    };
    let state = |code: &str| match code {
        "FO" | "GL" => "DK".to_owned(),
        "AX" => "FI".to_owned(),
        "SJ" => "NO".to_owned(),
        other => other.to_owned(),
    };
    let home = text("place.country")
        .zip(text("vehicle.registered_in"))
        .map(|(here, home)| {
            if here == home {
                "same"
            } else if state(here) == state(home) {
                "same_state"
            } else {
                "other"
            }
        });
    let date = |name: &str| text(name).and_then(|day| day.parse::<NaiveDate>().ok());
    let day = text("event.occurred_at").and_then(danish_day);
    let early = day
        .zip(date("policy.in_force_from"))
        .is_some_and(|(day, from)| day < from);
    let late = day
        .zip(date("policy.in_force_to"))
        .is_some_and(|(day, to)| day > to);
    let force = if early || late { "no" } else { "yes" };
    for (name, value) in [
        ("zone.rescue_territory", territory),
        ("place.home_country", home),
        ("policy.in_force", Some(force)),
    ] {
        if let Some(value) = value {
            facts.insert(name.to_owned(), json!(value));
        }
    }
}

fn danish_day(moment: &str) -> Option<NaiveDate> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(moment) {
        return Some(moment.with_timezone(&Copenhagen).date_naive());
    }
    let local: NaiveDateTime = moment.parse().ok()?;
    Copenhagen
        .from_local_datetime(&local)
        .earliest()
        .map(|moment| moment.date_naive())
}
