//! The pre-check: verdicts alone, the whole answer, and reading the terms.

use super::sheet::{Sheet, each, time};
use roadside_core::coverage::{Situation, Terms, Value, assess, verdicts};
use roadside_core::territory::Atlas;
use roadside_core::types::{Language, Product};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::time::Duration;

/// Every product whose terms are here.
pub fn all_terms() -> Vec<Terms> {
    Product::ALL
        .iter()
        .filter_map(|product| Terms::of(*product))
        .collect()
}

/// Every scenario of a product.
pub fn scenarios(product: Product) -> Vec<Json> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/vectors/scenarios.jsonl"
    );
    let text = std::fs::read_to_string(path).expect("the scenarios");
    let all = text
        .lines()
        .map(|line| serde_json::from_str::<Json>(line).expect("a scenario"));
    all.filter(|scenario| scenario["product"] == product.word())
        .collect()
}

pub fn situation(scenario: &Json) -> Situation {
    Situation::from_json(&scenario["situation"]).expect("a situation")
}

/// A point in every country the vectors have one for.
fn points() -> BTreeMap<String, (String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/points.csv");
    let text = std::fs::read_to_string(path).expect("the points");
    let mut points = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        if let [_, _, lat, lon, country] = fields.as_slice() {
            let point = ((*lat).to_owned(), (*lon).to_owned());
            points.entry((*country).to_owned()).or_insert(point);
        }
    }
    points
}

/// As a phone has it: with a fix, and the country left to the territory.
fn on_the_road(told: &Situation, points: &BTreeMap<String, (String, String)>) -> Situation {
    let mut situation = told.clone();
    let country = match told.get("place.country") {
        Some(Value::Country(country)) => country.code().to_owned(),
        _ => "DE".to_owned(),
    };
    if let Some((lat, lon)) = points.get(&country) {
        for (name, value) in [("place.lat", lat), ("place.lon", lon)] {
            situation.insert_absent(name, value).expect("a position");
        }
        situation
            .insert_absent("place.accuracy_m", "12")
            .expect("an accuracy");
        situation.forget("place.country");
    }
    situation
}

/// Times every situation by itself; the average and the slowest.
fn over(situations: &[Situation], mut work: impl FnMut(&Situation)) -> (Duration, Duration) {
    let times: Vec<Duration> = situations
        .iter()
        .map(|situation| each(|| work(situation)))
        .collect();
    let count = u32::try_from(times.len()).unwrap_or(u32::MAX).max(1);
    let slowest = times.iter().max().copied().unwrap_or_default();
    (times.iter().sum::<Duration>() / count, slowest)
}

pub fn measure(sheet: &mut Sheet) {
    let atlas = Atlas::load();
    let points = points();
    for terms in all_terms() {
        let product = terms.product();
        let told: Vec<Situation> = scenarios(product).iter().map(situation).collect();
        let (average, slowest) = over(&told, |situation| {
            std::hint::black_box(assess(&terms, situation));
        });
        let name = product.word();
        let figure =
            |time_each, slowest| format!("{} (slowest {})", time(time_each), time(slowest));
        sheet.held(
            &format!(
                "{name}: {} benefits, each with reasons and missing facts",
                terms.benefits().count()
            ),
            figure(average, slowest),
            "≤ 5 µs",
            average <= Duration::from_micros(5),
        );
        let (average, slowest) = over(&told, |situation| {
            std::hint::black_box(verdicts(&terms, situation).count());
        });
        sheet.held(
            "  the verdicts alone, without reasons, limits, assumptions",
            figure(average, slowest),
            "≤ 5 µs",
            average <= Duration::from_micros(5),
        );
        let placed: Vec<Situation> = told.iter().map(|told| on_the_road(told, &points)).collect();
        let mut language = Language::ALL.iter().cycle();
        let (average, slowest) = over(&placed, |situation| {
            let mut situation = situation.clone();
            situation.locate(&atlas);
            let language = language.next().copied().unwrap_or(Language::En);
            std::hint::black_box(assess(&terms, &situation).say(&terms, language));
        });
        sheet.held(
            &format!("{name}: territory, verdicts and every sentence"),
            figure(average, slowest),
            "≤ 50 µs",
            average <= Duration::from_micros(50),
        );
        let (average, slowest) = over(&placed, |situation| {
            let mut situation = situation.clone();
            situation.locate(&atlas);
            std::hint::black_box(situation.located_country());
        });
        sheet.told("  of which territory", figure(average, slowest));
    }
    let products = all_terms().len();
    let load = each(|| {
        let loaded = all_terms();
        assert_eq!(loaded.len(), products);
    });
    sheet.held(
        &format!("terms of {products} of 3 products read"),
        time(load),
        "≤ 2 ms",
        load <= Duration::from_millis(2),
    );
}
