//! The conversation: what is asked next, in which words, and how soon everything is settled.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{Absent, FactId, Situation, Terms, Verdict, assess};
use roadside_core::types::{Language, Product};
use serde_json::{Map, Value, json};

fn terms() -> Terms {
    Terms::of(Product::RescueAbroad).expect("terms")
}

/// What the driver would answer where the scenario itself does not say.
fn answer(fact: &str) -> Value {
    match fact {
        "vehicle.drivable" | "repair.parts_available_locally" | "illness.able_driver_present" => {
            json!(false)
        }
        "place.accessible" | "repair.local" | "towed.casco" | "vehicle.casco" => json!(true),
        "repair.before_planned_return" => json!(false),
        "repair.working_hours" => json!(8),
        "theft.recovery" => json!("not_found"),
        "trip.purpose" => json!("private"),
        "event.kind" => json!("breakdown"),
        "vehicle.kind" => json!("passenger_car"),
        "vehicle.permitted_weight_kg" => json!(1900),
        "vehicle.registered_in" => json!("DK"),
        "place.country" => json!("RU"),
        "place.lat" => json!(55.75),
        "place.lon" => json!(37.6),
        fact => panic!("asked for {fact}"),
    }
}

/// The facts that come from the card and the position: nobody is asked for them at the roadside.
fn from_the_app(fact: &str) -> bool {
    matches!(
        fact,
        "vehicle.kind"
            | "vehicle.permitted_weight_kg"
            | "vehicle.registered_in"
            | "vehicle.casco"
            | "place.country"
            | "place.lat"
            | "place.lon"
    )
}

#[test]
fn half_of_the_questions_settle_every_benefit_asked_about() {
    let terms = terms();
    let mut asked_for: Vec<&str> = Vec::new();
    for clause in terms.clauses() {
        for fact in clause.facts().iter() {
            let asked = matches!(fact.entry().absent, Absent::Asked) && !from_the_app(fact.name());
            if asked && !asked_for.contains(&fact.name()) {
                asked_for.push(fact.name());
            }
        }
    }
    let text = std::fs::read_to_string("../tests/vectors/scenarios.jsonl").expect("scenarios");
    let (mut questions, mut scenarios) = (0, 0);
    for line in text.lines() {
        let scenario: Value = serde_json::from_str(line).expect("a scenario");
        if scenario["product"] != "rescue-abroad" {
            continue;
        }
        let truth = scenario["situation"].as_object().expect("facts");
        let mut known: Map<String, Value> = truth
            .iter()
            .filter(|(name, _)| {
                let fact = FactId::named(name).expect("a fact");
                from_the_app(name) || !matches!(fact.entry().absent, Absent::Asked)
            })
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        scenarios += 1;
        loop {
            let situation = Situation::from_json(&Value::Object(known.clone())).expect("facts");
            let wanted = |id: &str| scenario["expect"].get(id).is_some();
            let answer_so_far = assess(&terms, &situation);
            let Some(question) = answer_so_far.question_about(&terms, &situation, wanted) else {
                break;
            };
            for fact in [Some(question.fact), question.with].into_iter().flatten() {
                let name = fact.name();
                let value = truth.get(name).cloned().unwrap_or_else(|| answer(name));
                assert!(
                    known.insert(name.to_owned(), value).is_none(),
                    "{name} was asked twice"
                );
            }
            questions += usize::from(!from_the_app(question.fact.name()));
        }
    }
    let all = scenarios * asked_for.len();
    assert!(
        questions * 2 <= all,
        "{questions} questions where asking everything takes {all}"
    );
}

#[test]
fn what_happened_is_asked_first_and_nothing_is_asked_when_all_is_settled() {
    let terms = terms();
    let question = assess(&terms, &Situation::new())
        .next_question
        .expect("a question");
    assert_eq!(question.fact.name(), "event.kind");
    let mut moped = Situation::new();
    moped.set("vehicle.kind", "moped_30").expect("a fact");
    let settled = assess(&terms, &moped);
    assert!(settled.next_question.is_none());
    assert!(
        settled
            .benefits
            .iter()
            .all(|answer| answer.verdict == Verdict::NotCovered)
    );
}

#[test]
fn a_position_is_asked_for_as_a_position() {
    let terms = terms();
    let mut situation = Situation::new();
    let facts = [
        ("vehicle.kind", "motorcycle"),
        ("vehicle.casco", "true"),
        ("vehicle.registered_in", "DK"),
        ("trip.purpose", "private"),
        ("event.kind", "puncture"),
        ("place.country", "RU"),
    ];
    for (name, value) in facts {
        situation.set(name, value).expect("a fact");
    }
    let question = assess(&terms, &situation)
        .next_question
        .expect("a question");
    let said = question.say(Language::Da);
    assert_eq!(
        (said.fact.as_str(), said.with.as_deref()),
        ("place.lat", Some("place.lon"))
    );
    assert_eq!(said.kind, "position");
    assert_eq!(said.answers.len(), 1, "only that it is not known");
}

/// The answer as a driver reads it, in every language: a van on ground a truck cannot reach, the
/// trip's purpose not told.
#[test]
fn the_answer_reads_well_in_every_language() {
    let terms = terms();
    let mut situation = Situation::new();
    let facts = [
        ("vehicle.kind", "van"),
        ("vehicle.permitted_weight_kg", "3200"),
        ("vehicle.casco", "true"),
        ("vehicle.registered_in", "DK"),
        ("vehicle.drivable", "false"),
        ("event.kind", "vehicle_theft"),
        ("theft.recovery", "not_found"),
        ("place.country", "ES"),
        ("case.agreed", "customs_duty"),
    ];
    for (name, value) in facts {
        situation.set(name, value).expect("a fact");
    }
    let mut shown = String::new();
    for language in Language::ALL {
        let said = assess(&terms, &situation).say(&terms, language);
        shown.push_str(&format!("== {}\n", language.tag()));
        for benefit in &said.benefits {
            if !["towing", "rental_vehicle", "customs_duty", "communication"]
                .contains(&benefit.id.as_str())
            {
                continue;
            }
            shown.push_str(&format!("{}: {}\n", benefit.title, benefit.verdict_text));
            for reason in &benefit.reasons {
                shown.push_str(&format!("  {} {}\n", reason.clause, reason.message));
            }
            for part in &benefit.conditions {
                shown.push_str(&format!("  ! {} {}\n", part.clause, part.message));
            }
            for part in &benefit.limits {
                shown.push_str(&format!("  < {} {}\n", part.clause, part.message));
            }
            for part in &benefit.you_pay {
                shown.push_str(&format!("  $ {} {}\n", part.clause, part.message));
            }
            for part in &benefit.duties {
                shown.push_str(&format!("  > {} {}\n", part.clause, part.message));
            }
            for part in &benefit.assumptions {
                shown.push_str(&format!("  ~ {}\n", part.message));
            }
        }
        let question = said.next_question.expect("a question");
        shown.push_str(&format!("? {}\n", question.text));
        for answer in &question.answers {
            shown.push_str(&format!("  - {}\n", answer.text));
        }
        shown.push_str(&format!("{} {}\n", said.call.phone_spaced, said.call.text));
    }
    insta::assert_snapshot!(shown);
}
