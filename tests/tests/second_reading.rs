//! The engine with its terms file against the second reading, over random situations: verdict,
//! missing facts and conditions of every benefit.
//!
//! `PROPTEST_CASES` sets how many situations are tried (2,000 without it).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use roadside_core::coverage::{BenefitAssessment, FactId, Situation, Terms, assess};
use roadside_core::types::Product;
use roadside_journeys::oracle::{self, Answer, Facts};
use roadside_journeys::situations::situations;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static RESCUE_ABROAD: LazyLock<Terms> = LazyLock::new(|| {
    read(
        "rescue-abroad",
        include_str!("../../core/terms/rescue-abroad.toml"),
    )
});
static TUSK: LazyLock<Terms> =
    LazyLock::new(|| read("tusk", include_str!("../../core/terms/tusk.toml")));

fn read(name: &str, text: &str) -> Terms {
    Terms::parse(text, name).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// What the engine answers, in the words of the second reading.
fn said(answer: &BenefitAssessment) -> Answer {
    let verdict = answer.verdict.word();
    let conditions = answer.conditions.iter().map(|condition| condition.id);
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
    fn tusk_is_read_alike(facts in situations(Product::Tusk)) {
        agree(&TUSK, &oracle::tusk::assess(&facts), &facts)?;
    }
}
