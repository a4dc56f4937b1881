//! What one call of the facade phones use costs in Rust: one JSON line a call, beside which
//! `cargo xtask calls` puts the same through Kotlin and Swift.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints, and one that cannot go on should say so"
)]

use roadside_core::mobile::{HelpWish, KeyStore, RoadsideCore, RoadsideHandbook, ToldFact};
use roadside_core::store::KeyStoreError;
use roadside_core::types::{Country, Language, Product};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const WARM_UP: usize = 500;
const ROUNDS: usize = 2_000;

/// The card of `tests/vectors/phones.json` without what nobody reads here.
const CARD: &str = r#"{"product": "rescue-abroad", "insurer": "Havblik Forsikring",
    "policy_no": "KP-55660-91", "alarm_phone": "+4570105052",
    "vehicle": {"kind": "passenger_car", "make": "Skoda", "model": "Octavia Combi",
        "model_year": 2021, "registration": "ZQ 48 217", "registered_in": "DK",
        "vin": "TMBJJ7NE8L0123456", "permitted_weight_kg": 1965, "casco": true, "use": "private"},
    "holder": {"name": "Mette Kjærgaard", "phone": "+4520304050"}, "in_force_from": "2026-01-01"}"#;

struct Key;

impl KeyStore for Key {
    fn database_key(&self) -> Result<Vec<u8>, KeyStoreError> {
        Ok(vec![7; 32])
    }

    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

fn main() {
    let home = tempfile::tempdir().expect("a home");
    let directory = home.path().to_string_lossy().into_owned();
    let core = RoadsideCore::open(&directory, Arc::new(Key), None).expect("opened");
    core.add_card(CARD.as_bytes().to_vec()).expect("a card");
    let handbook = RoadsideHandbook::load(None);
    let told = told(&[
        ("event.kind", "breakdown"),
        ("place.country", "HR"),
        ("vehicle.kind", "passenger_car"),
    ]);
    let croatia = Country::parse("HR").expect("a country");
    let wish = HelpWish {
        told: told.clone(),
        ..HelpWish::default()
    };
    measure("pre_check_without_card", || {
        black_box(handbook.check(Product::RescueAbroad, &told, None, Language::Da)).is_ok()
    });
    measure("pre_check_with_card", || {
        black_box(core.check(None, &told, None, Language::Da)).is_ok()
    });
    measure("notice", || {
        black_box(core.notice(None, Some(croatia), None, Language::Da, None)).is_ok()
    });
    measure("call_plan", || {
        black_box(core.plan_help(&wish, Language::Da)).is_ok()
    });
    measure("card", || black_box(core.card(None, Language::Da)).is_ok());
}

fn told(facts: &[(&str, &str)]) -> Vec<ToldFact> {
    let told = facts.iter().map(|(name, value)| ToldFact {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    });
    told.collect()
}

fn measure(what: &str, mut call: impl FnMut() -> bool) {
    for _ in 0..WARM_UP {
        assert!(call(), "{what}");
    }
    let mut microseconds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            call();
            begun.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    microseconds.sort_by(f64::total_cmp);
    let at = |share: usize| {
        let place = ROUNDS * share / 100;
        microseconds.get(place).copied().unwrap_or_default()
    };
    println!(
        "{{\"what\": \"{what}\", \"median_us\": {:.2}, \"p90_us\": {:.2}, \"rounds\": {ROUNDS}}}",
        at(50),
        at(90)
    );
}
