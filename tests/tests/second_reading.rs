//! The engine with its terms file against the second reading, over random situations: verdict,
//! missing facts and conditions of every benefit.
//!
//! `PROPTEST_CASES` sets how many situations are tried (2,000 without it).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use roadside_core::coverage::{BenefitAssessment, FactId, Outstanding, Situation, Terms, assess};
use roadside_core::types::Product;
use roadside_journeys::oracle::{self, Answer, Facts};
use roadside_journeys::situations::situations;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static RESCUE_ABROAD: LazyLock<Terms> = LazyLock::new(|| built_in(Product::RescueAbroad));
static AUTOHJAELP: LazyLock<Terms> = LazyLock::new(|| built_in(Product::Autohjaelp));
static TUSK: LazyLock<Terms> = LazyLock::new(|| built_in(Product::Tusk));

fn built_in(product: Product) -> Terms {
    Terms::of(product).expect("terms")
}

/// What the engine answers, in the words of the second reading.
fn said(answer: &BenefitAssessment) -> Answer {
    let verdict = answer.verdict.word();
    let conditions = answer.conditions.iter().map(Outstanding::id);
    Answer {
        verdict,
        missing: answer.missing.iter().map(FactId::name).collect(),
        conditions: conditions.filter(|_| verdict == "conditional").collect(),
    }
}

/// Every benefit on which the two differ.
fn differences(terms: &Terms, read: &BTreeMap<&'static str, Answer>, facts: &Facts) -> Vec<String> {
    let situation = Situation::from_json(&Value::Object(facts.clone())).expect("valid facts");
    let assessment = assess(terms, &situation);
    let known: BTreeSet<&str> = read.keys().copied().collect();
    let answered: BTreeSet<&str> = assessment.benefits.iter().map(|one| one.id).collect();
    assert_eq!(answered, known, "the benefits of the product");
    assessment
        .benefits
        .iter()
        .map(|answer| (answer.id, said(answer)))
        .filter(|(benefit, engine)| read[benefit] != *engine)
        .map(|(benefit, engine)| {
            format!(
                "{benefit}: engine {engine:?}, second reading {:?}",
                read[benefit]
            )
        })
        .collect()
}

fn agree(terms: &Terms, read: &BTreeMap<&'static str, Answer>, facts: &Facts) -> TestCaseResult {
    let found = differences(terms, read, facts);
    prop_assert!(
        found.is_empty(),
        "{}\nin {}",
        found.join("\n"),
        Value::Object(facts.clone())
    );
    Ok(())
}

fn cases() -> ProptestConfig {
    let set = std::env::var("PROPTEST_CASES").is_ok();
    let config = ProptestConfig::default();
    ProptestConfig {
        cases: if set { config.cases } else { 2000 },
        failure_persistence: None,
        ..config
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn rescue_abroad_is_read_alike(facts in situations(Product::RescueAbroad)) {
        agree(&RESCUE_ABROAD, &oracle::rescue_abroad::assess(&facts), &facts)?;
    }

    #[test]
    fn autohjaelp_is_read_alike(facts in situations(Product::Autohjaelp)) {
        agree(&AUTOHJAELP, &oracle::autohjaelp::assess(&facts), &facts)?;
    }

    #[test]
    fn tusk_is_read_alike(facts in situations(Product::Tusk)) {
        agree(&TUSK, &oracle::tusk::assess(&facts), &facts)?;
    }
}

/// What one benefit comes to beside a plainly insured Danish car at the roadside: the verdict, then
/// conditions or missing facts in alphabetical order.
fn answer(terms: &Terms, facts: &Value, benefit: &str) -> String {
    let mut all = json!({
        "vehicle.kind": "passenger_car", "vehicle.permitted_weight_kg": 1900,
        "vehicle.registered_in": "DK", "vehicle.casco": true, "vehicle.plates": "fitted",
        "vehicle.use": "taxi", "trip.purpose": "private", "place.country": "DK",
        "event.occurred_at": "2026-07-10T14:30:00+02:00", "policy.in_force_from": "2025-01-01"
    });
    let given = facts.as_object().cloned().unwrap_or_default();
    all.as_object_mut().expect("an object").extend(given);
    let situation = Situation::from_json(&all).expect("valid facts");
    let answer = said(
        assess(terms, &situation)
            .benefit(benefit)
            .expect("the benefit"),
    );
    let rest = answer.missing.iter().chain(&answer.conditions).copied();
    let words: Vec<&str> = std::iter::once(answer.verdict).chain(rest).collect();
    words.join(" ")
}

#[test]
fn what_follows_a_tow_for_illness_follows_the_drivers() {
    let driver = json!({"event.kind": "illness", "illness.person": "driver",
        "illness.chronic": false, "case.towed_to": "workshop"});
    let passenger = json!({"event.kind": "illness", "illness.person": "passenger",
        "case.towed_to": "workshop"});
    let who = json!({"event.kind": "injury", "case.towed_to": "workshop"});
    for terms in [&*AUTOHJAELP, &*TUSK] {
        assert_eq!(
            answer(terms, &driver, "onward_travel"),
            "conditional confirm_scope"
        );
        assert_eq!(answer(terms, &passenger, "onward_travel"), "not_covered");
        assert_eq!(
            answer(terms, &who, "onward_travel"),
            "unknown illness.person"
        );
    }
    // Chronic: 15.1 does not tow, 15.2 may (ruling 34).
    let mut chronic = driver;
    chronic["illness.chronic"] = json!(true);
    assert_eq!(answer(&AUTOHJAELP, &chronic, "hotel"), "not_covered");
    assert_eq!(
        answer(&AUTOHJAELP, &chronic, "onward_travel"),
        "not_covered"
    );
    chronic["place.country"] = json!("FR");
    assert_eq!(
        answer(&AUTOHJAELP, &chronic, "onward_travel"),
        "conditional confirm_scope"
    );
}

#[test]
fn an_agreement_lifts_no_duty_of_a_ground_that_holds_without_it() {
    let facts = json!({"place.country": "DE", "event.kind": "vehicle_theft",
        "theft.recovery": "found_at_once", "illness.person": "driver",
        "case.agreed": ["vehicle_repatriation"]});
    assert_eq!(
        answer(&RESCUE_ABROAD, &facts, "vehicle_repatriation"),
        "conditional casco_acceptance"
    );
}

#[test]
fn a_lost_key_is_towed_and_the_party_travels_on() {
    let facts = json!({"event.kind": "key_lost", "case.towed_to": "workshop"});
    for terms in [&*AUTOHJAELP, &*TUSK] {
        assert_eq!(answer(terms, &facts, "onward_travel"), "covered");
    }
}
