//! Several cards on one device, through the front door.

use roadside_core::types::Language;
use roadside_journeys::{Roadside, vectors};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const ZAGREB: &str = "45.8150,15.9819~20";
const ODENSE: &str = "55.4038,10.4024~20";

fn card(product: &str) -> Value {
    let mut card = vectors::card();
    card["product"] = json!(product);
    card["service_card_no"] = json!(null);
    card["alarm_phone"] = json!(null);
    card
}

fn all(roadside: &Roadside, at: &str, facts: &[&str]) -> Value {
    let mut words = vec!["check", "--all", "--json", "--at", at];
    for fact in ["event.kind=no_start", "trip.purpose=private"]
        .iter()
        .chain(facts)
    {
        words.extend(["--fact", fact]);
    }
    roadside.run(&words).expect(0).json()
}

fn by_id<'a>(said: &'a Value, id: &str) -> &'a Value {
    let cards = said["cards"].as_array().expect("cards");
    let found = cards.iter().find(|card| card["id"] == id);
    found.unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn abroad_the_card_for_abroad_goes_first_and_is_called() {
    let (roadside, rescue) = Roadside::with_card(PROGRAM);
    roadside.add(&card("autohjaelp"));
    let said = all(&roadside, ZAGREB, &[]);
    assert_eq!(said["first"]["card"], rescue.as_str());
    assert_eq!(said["first"]["call"]["phone"], "+4570105052");
    assert_eq!(by_id(&said, &rescue)["standing"], "answers");
    let towing = said["benefits"]
        .as_array()
        .expect("benefits")
        .iter()
        .find(|benefit| benefit["id"] == "towing")
        .expect("towing");
    assert_eq!(towing["cards"][0]["card"], rescue.as_str());
    assert_eq!(towing["cards"][0]["verdict"], "covered");
}

/// The first sentence of why, with its clauses.
fn why(said: &Value) -> (String, Vec<String>) {
    let why = &said["why"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let clauses = why["clauses"].as_array().expect("clauses").iter();
    let cited = clauses.map(|one| format!("{} {}", text(&one["product"]), text(&one["clause"])));
    (text(&why["message"]), cited.collect())
}

#[test]
fn abroad_autohjaelp_lets_the_wider_cover_go_first_by_its_clause_4_2() {
    let (roadside, rescue) = Roadside::with_card(PROGRAM);
    let danish = roadside.add(&card("autohjaelp"));
    let said = all(&roadside, ZAGREB, &["vehicle.plates=fitted"]);
    assert_eq!(said["first"]["card"], rescue.as_str());
    assert_eq!(by_id(&said, &danish)["standing"], "answers");
    assert_eq!(why(&said).1, ["autohjaelp 4.2"]);
    // South of the border, in the zone that counts as Denmark, 4.2 does not speak: RA 7 and
    // AH 5.4 point at each other.
    let said = all(
        &roadside,
        "54.7830,9.4360~20",
        &[
            "vehicle.plates=fitted",
            "place.zone=border_strip",
            "place.country=DE",
        ],
    );
    assert_eq!(why(&said).1.len(), 2, "{}", said["why"]);
    for clause in ["rescue-abroad 7", "autohjaelp 5.4"] {
        assert!(why(&said).1.contains(&clause.to_owned()), "{}", said["why"]);
    }
}

#[test]
fn at_home_autohjaelp_answers_alone_and_is_called() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let danish = roadside.add(&card("autohjaelp"));
    let said = all(&roadside, ODENSE, &["vehicle.plates=fitted"]);
    assert_eq!(said["first"]["card"], danish.as_str());
    assert_eq!(said["first"]["call"]["phone"], "+4570108090");
    assert!(why(&said).0.contains("(6.e)"), "{}", said["why"]);
    let benefits = said["benefits"].as_array().expect("benefits");
    let all_danish = benefits
        .iter()
        .all(|benefit| benefit["cards"][0]["card"] == danish.as_str());
    assert!(all_danish, "{}", said["benefits"]);
}

#[test]
fn at_home_the_card_for_abroad_says_by_which_clause_it_does_not_answer() {
    let (roadside, rescue) = Roadside::with_card(PROGRAM);
    roadside.add(&card("autohjaelp"));
    let said = all(&roadside, ODENSE, &[]);
    let answer = by_id(&said, &rescue);
    assert_eq!(answer["standing"], "no");
    assert!(
        answer["text"]
            .as_str()
            .is_some_and(|text| text.contains("(6.e)")),
        "{answer}"
    );
    // Calling is never wrong: somebody is named even so.
    assert!(said["first"]["call"]["phone"].is_string());
}

#[test]
fn two_cards_with_one_clause_point_at_each_other_and_neither_sends_anybody_away() {
    let (roadside, first) = Roadside::with_card(PROGRAM);
    let second = roadside.add(&vectors::card());
    let said = all(&roadside, ZAGREB, &[]);
    let why = &said["why"][0];
    let cited = why["clauses"].as_array().expect("clauses");
    assert_eq!(cited.len(), 2);
    assert!(cited.iter().all(|clause| clause["clause"] == "7"), "{why}");
    assert_eq!(said["notes"].as_array().map(Vec::len), Some(2), "{said}");
    // No card's answer waits for the other insurance.
    for id in [&first, &second] {
        let benefits = by_id(&said, id)["answer"]["benefits"]
            .as_array()
            .expect("benefits");
        let conditions = benefits
            .iter()
            .flat_map(|benefit| benefit["conditions"].as_array().expect("conditions"));
        assert!(
            conditions
                .map(|condition| &condition["id"])
                .all(|id| id != "other_insurance_first")
        );
    }
    // Told by the driver it is a fact like any other.
    let told = all(&roadside, ZAGREB, &["other_cover=true"]);
    let conditions = by_id(&told, &first)["answer"]["benefits"][0]["conditions"].to_string();
    assert!(conditions.contains("other_insurance_first"), "{conditions}");
}

#[test]
fn cards_out_of_force_and_for_another_vehicle_are_told_and_not_compared() {
    let (roadside, rescue) = Roadside::with_card(PROGRAM);
    let mut ended = vectors::card();
    ended["in_force_from"] = json!("2024-01-01");
    ended["in_force_to"] = json!("2024-12-31");
    let ended = roadside.add(&ended);
    let mut other = vectors::card();
    other["vehicle"]["registration"] = json!("BB 22 333");
    let other = roadside.add(&other);
    let said = all(
        &roadside,
        ZAGREB,
        &["event.occurred_at=2026-11-20T12:00:00"],
    );
    assert_eq!(by_id(&said, &ended)["standing"], "not_in_force");
    assert!(by_id(&said, &ended)["answer"].is_null());
    assert_eq!(by_id(&said, &other)["standing"], "other_vehicle");
    assert!(
        by_id(&said, &other)["text"]
            .as_str()
            .is_some_and(|text| text.contains("BB 22 333"))
    );
    assert_eq!(said["first"]["card"], rescue.as_str());
    assert_eq!(said["why"].as_array().map(Vec::len), Some(0));
    // On a day when the old one was in force, it takes part.
    let then = all(
        &roadside,
        ZAGREB,
        &["event.occurred_at=2024-07-01T12:00:00"],
    );
    assert_eq!(by_id(&then, &ended)["standing"], "answers");
    assert_eq!(by_id(&then, &rescue)["standing"], "not_in_force");
    assert_eq!(then["first"]["card"], ended.as_str());
}

#[test]
fn without_a_card_it_is_said() {
    let roadside = Roadside::new(PROGRAM);
    roadside.run(&["check", "--all", "--json"]).expect(3);
}

#[test]
fn it_fits_the_screen_in_every_language() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    roadside.add(&vectors::card());
    roadside.add(&card("autohjaelp"));
    roadside.add(&card("tusk"));
    for language in Language::ALL {
        let said = roadside
            .run(&[
                "check",
                "--all",
                "--language",
                language.tag(),
                "--at",
                ZAGREB,
                "--fact",
                "event.kind=no_start",
                "--fact",
                "trip.purpose=private",
            ])
            .expect(0);
        for line in said.out.lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", language.tag());
        }
        assert!(!said.out.contains("several."), "{}", said.out);
    }
}
