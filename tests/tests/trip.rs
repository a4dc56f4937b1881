//! Before departure, through the front door.

use roadside_core::types::Language;
use roadside_journeys::{Roadside, vectors};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

fn trip(roadside: &Roadside, words: &[&str]) -> Value {
    let mut all = vec!["trip", "--json", "--now", "2026-06-01T10:00:00Z"];
    all.extend(words);
    roadside.run(&all).expect(0).json()
}

fn stop<'a>(said: &'a Value, country: &str) -> &'a Value {
    let countries = said["countries"].as_array().expect("countries");
    let found = countries.iter().find(|stop| stop["country"] == country);
    found.unwrap_or_else(|| panic!("{country}"))
}

fn ids(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.map(|one| one["id"].as_str().unwrap_or_default())
        .collect()
}

fn occasion<'a>(part: &'a Value, id: &str) -> &'a Value {
    let all = part["occasions"].as_array().expect("occasions");
    let found = all.iter().find(|one| one["id"] == id);
    found.unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn per_country_it_says_what_holds_what_is_doubtful_and_what_never() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = trip(&roadside, &["--countries", "de,AT,HR"]);
    let order: Vec<&str> = said["countries"]
        .as_array()
        .expect("countries")
        .iter()
        .map(|stop| stop["country"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(order, ["DE", "AT", "HR"]);
    for country in order {
        let cover = &stop(&said, country)["cards"][0];
        assert_eq!(cover["answers"], "yes", "{country}");
        assert_eq!(cover["parts"].as_array().map(Vec::len), Some(1));
        let part = &cover["parts"][0];
        let breakdown = ids(&occasion(part, "breakdown")["holds"]);
        for benefit in ["towing", "rental_vehicle", "hotel", "vehicle_repatriation"] {
            assert!(breakdown.contains(&benefit), "{country}: {breakdown:?}");
        }
        assert!(ids(&occasion(part, "theft")["holds"]).contains(&"customs_duty"));
        let illness = ids(&occasion(part, "illness")["holds"]);
        assert_eq!(illness, ["vehicle_repatriation", "travel_home"]);
        // Nothing but the agreement keeps these from holding: a locked-in key may be no breakdown.
        assert!(ids(&occasion(part, "mishap")["doubtful"]).contains(&"hotel"));
        assert_eq!(
            ids(&part["never"]),
            ["bridge_ferry_toll", "interpreter", "repair_costs"]
        );
        assert_eq!(stop(&said, country)["gaps"], json!([]));
    }
    let same = &stop(&said, "HR")["cards"][0]["same_as"];
    assert_eq!(same, "Germany");
    let conditions = ids(&said["cards"][0]["conditions"]);
    for condition in ["prior_agreement", "casco_acceptance", "police_report"] {
        assert!(conditions.contains(&condition), "{conditions:?}");
    }
    assert_eq!(said["cards"][0]["not_at_hand"][0]["clause"], "8");
}

#[test]
fn the_home_country_and_the_rest_of_the_world_are_never_covered_and_a_gap() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = trip(&roadside, &["--countries", "DK,US"]);
    for (country, clause) in [("DK", "(6.e)"), ("US", "(2)")] {
        let cover = &stop(&said, country)["cards"][0];
        assert_eq!(cover["answers"], "no");
        assert!(
            cover["text"]
                .as_str()
                .is_some_and(|text| text.contains(clause)),
            "{cover}"
        );
        let gaps = stop(&said, country)["gaps"].as_array().expect("gaps");
        assert_eq!(gaps.len(), 1);
        assert_eq!(gaps[0]["perhaps"], false);
        assert_eq!(gaps[0]["occasions"].as_array().map(Vec::len), Some(5));
    }
    // Nothing is known about a country the guide has not; that is said, 112 stays.
    let far = stop(&said, "US");
    assert_eq!(far["emergency"]["certain"], false);
    assert!(far["drives_on"].is_null());
}

#[test]
fn partly_covered_countries_say_which_part_and_doubtful_ones_why() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = trip(&roadside, &["--countries", "RU,TR,ES,CY,FO,EH"]);
    let parts = |country: &str| -> Vec<(String, String)> {
        let parts = stop(&said, country)["cards"][0]["parts"]
            .as_array()
            .expect("parts");
        let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
        parts
            .iter()
            .map(|one| (text(one, "name"), text(one, "answers")))
            .collect()
    };
    let pair = |name: &str, answers: &str| (name.to_owned(), answers.to_owned());
    assert_eq!(stop(&said, "RU")["cards"][0]["answers"], "partly");
    assert_eq!(
        parts("RU"),
        [
            pair("West of the Urals", "yes"),
            pair("East of the Urals", "no")
        ]
    );
    let gap = &stop(&said, "RU")["gaps"][0];
    assert_eq!(gap["parts"], json!(["East of the Urals"]));
    // All of Türkiye counts for rescue abroad: no part is told apart.
    assert_eq!(parts("TR"), [pair("", "yes")]);
    assert_eq!(parts("ES")[1], pair("Canary Islands", "doubtful"));
    for country in ["CY", "FO", "EH"] {
        let cover = &stop(&said, country)["cards"][0];
        assert_eq!(cover["answers"], "doubtful", "{country}");
        assert!(
            cover["parts"][0]["doubts"]
                .as_array()
                .is_some_and(|all| !all.is_empty())
        );
        assert_eq!(stop(&said, country)["gaps"][0]["perhaps"], true);
    }
    assert_eq!(
        stop(&said, "CY")["cards"][0]["parts"][0]["doubts"][0]["clause"],
        "2"
    );
}

#[test]
fn two_cards_fill_each_other_s_gaps_and_parts_are_told_per_card() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let mut danish = vectors::card();
    danish["product"] = json!("autohjaelp");
    danish["alarm_phone"] = json!(null);
    roadside.add(&danish);
    let said = trip(&roadside, &["--countries", "DK,DE,TR,RU,MA"]);
    let cover = |country: &str| &stop(&said, country)["cards"][1];
    // At home the one does not answer and the other does: no gap but theft.
    assert_eq!(stop(&said, "DK")["cards"][0]["answers"], "no");
    assert_eq!(cover("DK")["answers"], "yes");
    for gap in stop(&said, "DK")["gaps"].as_array().expect("gaps") {
        assert_eq!(gap["occasions"], json!(["theft"]));
    }
    // Germany: the strip gives a hotel and recovery, the rest of the country neither.
    let parts = cover("DE")["parts"].as_array().expect("parts");
    assert_eq!(parts.len(), 2);
    assert!(ids(&occasion(&parts[0], "breakdown")["holds"]).contains(&"hotel"));
    assert!(ids(&parts[1]["never"]).contains(&"hotel"));
    // Türkiye: the European part only, for this card.
    assert_eq!(cover("TR")["answers"], "partly");
    assert_eq!(cover("TR")["parts"][1]["answers"], "no");
    assert_eq!(stop(&said, "TR")["gaps"], json!([]));
    assert_eq!(cover("RU")["answers"], "partly");
    assert_eq!(cover("MA")["answers"], "no");
    assert_eq!(said["cards"][1]["call"]["phone"], "+4570108090");
}

#[test]
fn dates_outside_the_card_s_are_said_and_doubted() {
    let roadside = Roadside::new(PROGRAM);
    let mut card = vectors::card();
    card["in_force_from"] = json!("2026-07-10");
    card["in_force_to"] = json!("2026-07-31");
    roadside.add(&card);
    let doubtful = |from: &str, to: &str| {
        let said = trip(
            &roadside,
            &["--countries", "DE", "--from", from, "--to", to],
        );
        let answers = stop(&said, "DE")["cards"][0]["answers"].clone();
        (answers, said["cards"][0]["dates"].clone())
    };
    let (answers, dates) = doubtful("2026-07-11", "2026-07-31");
    assert_eq!((answers, dates), (json!("yes"), json!(null)));
    let (answers, dates) = doubtful("2026-07-09", "2026-07-20");
    assert_eq!(answers, "doubtful");
    assert!(
        dates
            .as_str()
            .is_some_and(|text| text.contains("2026-07-10")),
        "{dates}"
    );
    let (answers, dates) = doubtful("2026-07-11", "2026-08-01");
    assert_eq!(answers, "doubtful");
    assert!(
        dates
            .as_str()
            .is_some_and(|text| text.contains("2026-07-31")),
        "{dates}"
    );
}

#[test]
fn a_caravan_is_asked_about_and_what_the_card_lacks_is_named() {
    let roadside = Roadside::new(PROGRAM);
    roadside.add(&vectors::card());
    let towing = ["--countries", "DE", "--tow", "caravan"];
    let said = trip(&roadside, &towing);
    let part = &stop(&said, "DE")["cards"][0]["parts"][0];
    let unit = &occasion(part, "towed")["doubtful"];
    assert!(ids(unit).contains(&"towed_unit"), "{unit}");
    let why = part["doubts"].to_string();
    assert!(why.contains("the trailer’s own casco"), "{why}");
    // With the caravan's casco on the card it holds; without it, it never does.
    for (casco, grade) in [(true, "holds"), (false, "never")] {
        let roadside = Roadside::new(PROGRAM);
        let mut card = vectors::card();
        card["towed"] =
            json!({"kind": "caravan", "casco": casco, "registered_in": "DK", "own_cover": null});
        roadside.add(&card);
        let said = trip(&roadside, &towing);
        let part = &stop(&said, "DE")["cards"][0]["parts"][0];
        let held = ids(&occasion(part, "towed")["holds"]).contains(&"towed_unit");
        let never = ids(&part["never"]).contains(&"towed_unit");
        assert_eq!((held, never), (grade == "holds", grade == "never"));
    }
}

#[test]
fn what_to_bring_whom_to_call_and_how_the_roads_are() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = trip(&roadside, &["--countries", "GB,MA,FR,BE"]);
    let bring = ids(&said["bring"]);
    for item in [
        "registration_certificate",
        "all_keys",
        "card_filled_in",
        "phone",
        "green_card",
    ] {
        assert!(bring.contains(&item), "{bring:?}");
    }
    let keys = said["bring"].as_array().expect("a list").iter();
    let keys = keys
        .clone()
        .find(|item| item["id"] == "all_keys")
        .expect("keys");
    assert!(
        keys["clause"]
            .as_str()
            .is_some_and(|text| text.ends_with("5.c"))
    );
    let paper = said["bring"]
        .as_array()
        .expect("a list")
        .last()
        .expect("an item");
    assert!(
        paper["text"]
            .as_str()
            .is_some_and(|text| text.contains("Morocco") && !text.contains("France"))
    );
    assert!(stop(&said, "MA")["green_card"].is_string());
    assert!(stop(&said, "FR")["green_card"].is_null());
    assert_eq!(stop(&said, "GB")["drives_on"], "left");
    assert_eq!(stop(&said, "FR")["drives_on"], "right");
    // Flanders has a rule of its own: said with its "if".
    let belgium = stop(&said, "BE")["know"].to_string();
    assert!(belgium.contains("Flanders"), "{belgium}");
    assert_eq!(stop(&said, "FR")["emergency"]["call"], "112");
    assert_eq!(said["cards"][0]["call"]["phone"], "+4570105052");
    let ready: Vec<&Value> = said["have_ready"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    assert!(ready.iter().any(|one| one["value"] == "KP-55660-91"));
}

#[test]
fn every_country_of_the_guide_can_be_asked_at_once_in_every_language() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let guide = roadside_core::guide::Guide::load();
    let codes: Vec<&str> = guide
        .countries()
        .iter()
        .map(|one| one.country.code())
        .collect();
    let all = codes.join(",");
    for language in Language::ALL {
        let words = [
            "trip",
            "--countries",
            &all,
            "--tow",
            "trailer",
            "--language",
            language.tag(),
        ];
        let said = roadside.run(&words).expect(0);
        for line in said.out.lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", language.tag());
        }
        // A key without a sentence would come out as itself.
        let key = |word: &&str| {
            ["trip.", "country.", "guide.", "coverage."]
                .iter()
                .any(|topic| {
                    word.strip_prefix(topic)
                        .is_some_and(|rest| !rest.is_empty())
                })
        };
        let bare: Vec<&str> = said.out.split_whitespace().filter(key).collect();
        assert!(bare.is_empty(), "{}: {bare:?}", language.tag());
    }
}

#[test]
fn every_fault_of_a_journey_is_named_at_once() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let problem = roadside
        .run(&[
            "trip",
            "--countries",
            "Tyskland",
            "--from",
            "i morgen",
            "--to",
            "2026-02-30",
            "--tow",
            "boat",
            "--json",
        ])
        .expect(2)
        .json();
    let detail = problem["detail"].as_str().expect("a detail");
    for option in ["--countries", "--from", "--to", "--tow"] {
        assert!(detail.contains(option), "{detail}");
    }
    assert!(!detail.contains("Tyskland"));
    let roadside = Roadside::new(PROGRAM);
    roadside
        .run(&["trip", "--countries", "DE", "--json"])
        .expect(3);
}
