//! Every verdict unfolds into its clauses: in agreement with the verdict, on every scenario, and
//! through the front door in every language.

use roadside_core::coverage::{
    Bearing, Explanation, GroundState, Situation, StepState, Terms, Verdict, assess, explain,
};
use roadside_core::types::{Language, Product};
use roadside_journeys::{Roadside, vectors};
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

fn states(explanation: &Explanation) -> Vec<&StepState> {
    explanation.steps.iter().map(|step| &step.state).collect()
}

/// What the chain alone comes to.
fn verdict_of(explanation: &Explanation) -> Verdict {
    let grounds = || explanation.grounds.iter();
    let common = states(explanation);
    let fails = common
        .iter()
        .any(|state| matches!(state, StepState::Fails(_)));
    let closed = grounds().count() > 0 && grounds().all(|one| one.state == GroundState::Fails);
    if fails || closed {
        return Verdict::NotCovered;
    }
    let held = || grounds().filter(|one| one.state == GroundState::Holds);
    let open = common
        .iter()
        .any(|state| matches!(state, StepState::Open(_)));
    if open || grounds().count() > 0 && held().count() == 0 {
        return Verdict::Unknown;
    }
    let bound = |states: &[&StepState]| {
        states
            .iter()
            .any(|state| matches!(state, StepState::Outstanding(_)))
    };
    let free = held().any(|ground| {
        let states: Vec<&StepState> = ground.steps.iter().map(|step| &step.state).collect();
        !bound(&states)
    });
    if bound(&common) || held().count() > 0 && !free {
        Verdict::Conditional
    } else {
        Verdict::Covered
    }
}

#[test]
fn on_every_scenario_the_chain_comes_to_the_verdict_and_tells_every_clause_cited() {
    let mut unfolded = 0;
    for product in Product::ALL {
        let Some(terms) = Terms::of(*product) else {
            continue;
        };
        for scenario in vectors::scenarios(product.word()) {
            let situation = Situation::from_json(&scenario["situation"]).expect("facts");
            let assessment = assess(&terms, &situation);
            for answer in &assessment.benefits {
                let told = explain(&terms, &situation, answer.id).expect("an explanation");
                let agreed = scenario["situation"]["case.agreed"].as_array();
                // An agreement stands for what it lifted; the chain says so clause by clause.
                if agreed.is_none_or(Vec::is_empty) {
                    let name = format!("{} {}", scenario["id"], answer.id);
                    assert_eq!(verdict_of(&told), answer.verdict, "{name}");
                }
                let of_grounds = told.grounds.iter().flat_map(|ground| &ground.steps);
                let steps: Vec<_> = told.steps.iter().chain(of_grounds).collect();
                for reason in &answer.reasons {
                    let step = steps.iter().find(|step| step.clause == reason.clause);
                    assert!(step.is_some(), "{}: {:?}", answer.id, reason);
                    if matches!(reason.bearing, Bearing::Fails(_)) {
                        let fails = |step: &&&_| {
                            let step: &roadside_core::coverage::Step = step;
                            step.clause == reason.clause
                                && matches!(step.state, StepState::Fails(_))
                        };
                        assert!(steps.iter().any(|step| fails(&step)), "{}", answer.id);
                    }
                }
                unfolded += 1;
            }
        }
    }
    assert!(unfolded > 500, "only {unfolded}");
}

#[test]
fn the_front_door_unfolds_a_verdict_with_its_facts_and_where_they_come_from() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = roadside
        .run(&[
            "check",
            "--at",
            "45.8150,15.9819~20",
            "--fact",
            "event.kind=breakdown",
            "--explain",
            "travel_home",
            "--json",
        ])
        .expect(0)
        .json();
    let explain = &said["explain"];
    assert_eq!(explain["benefit"], "travel_home");
    assert_eq!(explain["verdict"], "unknown");
    let steps = explain["steps"].as_array().expect("steps");
    let clause = |number: &str| {
        let found = steps.iter().find(|step| step["clause"] == number);
        found.unwrap_or_else(|| panic!("no {number}"))
    };
    let sources = |step: &Value| -> Vec<(String, String)> {
        let facts = step["facts"].as_array().expect("facts").iter();
        facts
            .map(|fact| {
                let text = |key: &str| fact[key].as_str().unwrap_or_default().to_owned();
                (text("fact"), text("source"))
            })
            .collect()
    };
    let has = |step: &Value, fact: &str, source: &str| {
        assert!(
            sources(step).contains(&(fact.to_owned(), source.to_owned())),
            "{fact} {source}: {step}"
        );
    };
    has(clause("1"), "vehicle.kind", "card");
    has(clause("1"), "event.unit", "presumed");
    has(clause("2"), "place.country", "position");
    has(clause("8"), "event.occurred_at", "clock");
    has(clause("6.a"), "trip.purpose", "unknown");
    assert_eq!(clause("6.a")["state"], "open");
    assert_eq!(clause("6.a")["settled_by"][0], "What was the trip for?");
    assert_eq!(clause("6.e")["state"], "passed");
    let grounds = explain["grounds"].as_array().expect("grounds");
    assert_eq!(grounds.len(), 4);
    has(&grounds[0]["steps"][0], "event.kind", "driver");
    assert!(
        !explain["assumptions"]
            .as_array()
            .expect("a list")
            .is_empty()
    );
    // Clause 8 refers to terms nobody has put here.
    assert_eq!(explain["not_at_hand"][0]["clause"], "8");
    assert_eq!(explain["call"]["phone"], "+4570105052");
}

#[test]
fn an_unfolded_verdict_fits_the_screen_and_ends_with_the_call_in_every_language() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    for language in Language::ALL {
        let said = roadside
            .run(&[
                "check",
                "--language",
                language.tag(),
                "--fact",
                "event.kind=vehicle_theft",
                "--fact",
                "place.kind=workshop",
                "--fact",
                "towed.kind=caravan",
                "--explain",
                "towed_unit",
            ])
            .expect(0);
        for line in said.out.lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", language.tag());
        }
        assert!(!said.out.contains("explain."), "{}", said.out);
        let tail: Vec<&str> = said.out.lines().rev().take(4).collect();
        assert!(tail.iter().any(|line| line.contains('☎')), "{tail:?}");
    }
}

#[test]
fn a_benefit_nobody_knows_is_named_with_those_there_are() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let refused = roadside
        .run(&["check", "--explain", "helicopter", "--json"])
        .expect(2)
        .json();
    assert!(
        refused["detail"]
            .as_str()
            .is_some_and(|text| text.contains("towing"))
    );
}

/// One reason to read first per benefit, and nothing said twice.
#[test]
fn the_plain_check_says_each_reason_once_and_fits_the_screen() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    for language in Language::ALL {
        let said = roadside
            .run(&[
                "check",
                "--language",
                language.tag(),
                "--at",
                "55.6761,12.5683~20",
                "--fact",
                "event.kind=breakdown",
            ])
            .expect(0);
        for line in said.out.lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", language.tag());
        }
        // In the country of registration one clause refuses nearly everything: said once.
        assert_eq!(said.out.matches("(6.e)").count(), 1, "{}", said.out);
    }
}

#[test]
fn the_dialogue_ends_and_asks_nothing_twice_though_the_driver_knows_nothing() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let answers = "?\n".repeat(200);
    let said = roadside.run_with(&["check", "--ask"], &answers).expect(0);
    // Every prompt but the last text stands behind one question.
    let rounds: Vec<&str> = said.out.split("\n> ").collect();
    let asked = rounds.iter().take(rounds.len() - 1);
    let questions: Vec<&str> = asked
        .map(|round| {
            let mut lines = round.lines();
            lines
                .find_map(|line| line.strip_prefix("? "))
                .expect("a question")
        })
        .collect();
    let mut once = questions.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), questions.len(), "{questions:?}");
    assert!(questions.len() > 3, "{}", said.out);
    assert!(said.out.contains('☎'));
}

#[test]
fn the_dialogue_settles_what_is_asked_when_the_driver_answers() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    // Unknown numbers are values of their own kind and numbers choose an answer: one choice at
    // a time until nothing is open.
    let said = roadside
        .run_with(
            &[
                "check",
                "--ask",
                "--at",
                "45.8150,15.9819~20",
                "--fact",
                "event.kind=breakdown",
                "--fact",
                "trip.purpose=private",
                "--fact",
                "vehicle.drivable=false",
            ],
            "1\n1\n1\n1\n1\n1\n1\n1\n",
        )
        .expect(0);
    assert!(
        said.out.contains("? How many working hours"),
        "{}",
        said.out
    );
    // The last answer leaves no question.
    let tail = said.out.rsplit("> ").next().unwrap_or_default();
    assert!(!tail.contains("\n? "), "{tail}");
}
