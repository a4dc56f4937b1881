//! The terminal's JSON as scripts rely on it: every command of `contract.md` through the front door.

use roadside_journeys::{Roadside, vectors};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

#[test]
fn a_card_goes_in_and_comes_out_without_its_token() {
    let (roadside, id) = Roadside::with_card(PROGRAM);
    let shown = roadside.run(&["card", "show", "--json"]).expect(0);
    assert!(!shown.out.contains("tok-9f3c2e7a51"));
    let shown = shown.json();
    let mut expected = vectors::card();
    expected
        .as_object_mut()
        .expect("an object")
        .remove("intake_token");
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(&shown[key], value, "{key}");
    }
    assert_eq!(shown["id"], id.as_str());
    let listed = roadside.run(&["card", "list", "--json"]).expect(0).json();
    assert_eq!(listed[0]["id"], id.as_str());
}

#[test]
fn one_of_several_cards_is_active_and_any_can_be_chosen() {
    let (roadside, first) = Roadside::with_card(PROGRAM);
    let mut second = vectors::card();
    second["vehicle"]["registration"] = json!("BB 22 333");
    let second = roadside.add(&second);
    let plate = |arguments: &[&str]| {
        roadside.run(arguments).expect(0).json()["vehicle"]["registration"].clone()
    };
    assert_eq!(plate(&["card", "show", "--json"]), "ZQ 48 217");
    roadside.run(&["card", "use", &second]).expect(0);
    assert_eq!(plate(&["card", "show", "--json"]), "BB 22 333");
    assert_eq!(
        plate(&["card", "show", "--json", "--card", &first]),
        "ZQ 48 217"
    );
    roadside.run(&["card", "remove", &second]).expect(0);
    roadside
        .run(&["card", "show", "--json", "--card", &second])
        .expect(3);
}

#[test]
fn a_card_travels_by_qr_without_its_token() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let exported = roadside.run(&["card", "export", "--json"]).expect(0).json();
    let payload = exported["payload"].as_str().expect("a payload");
    let other = Roadside::new(PROGRAM);
    other.run(&["card", "import", payload, "--json"]).expect(0);
    let shown = other.run(&["card", "show", "--json"]).expect(0).json();
    assert_eq!(shown["vehicle"]["vin"], "TMBJJ7NE8L0123456");
    let mut broken = payload.to_owned();
    let middle = broken.len() / 2;
    let swapped = if &broken[middle..=middle] == "A" {
        "B"
    } else {
        "A"
    };
    broken.replace_range(middle..=middle, swapped);
    other.run(&["card", "import", &broken, "--json"]).expect(2);
}

#[test]
fn every_fault_of_a_card_is_named_at_once_and_nothing_is_written() {
    let roadside = Roadside::new(PROGRAM);
    let file = tempfile::NamedTempFile::new().expect("a file");
    let card = json!({
        "product": "rescue-abroad", "colour": "red", "in_force_from": "2026-02-30",
        "vehicle": {"vin": "TMBJJ7NE8I0123456", "permitted_weight_kg": "heavy", "kind": "tank"},
        "holder": {"phone": "20304050"}
    });
    std::fs::write(file.path(), card.to_string()).expect("written");
    let path = file.path().to_string_lossy().into_owned();
    let problem = roadside
        .run(&["card", "add", "--file", &path, "--json"])
        .expect(2)
        .json();
    let detail = problem["detail"].as_str().expect("a detail");
    for field in [
        "colour",
        "in_force_from",
        "vehicle.vin",
        "vehicle.permitted_weight_kg",
        "vehicle.kind",
        "holder.phone",
    ] {
        assert!(detail.contains(field), "{field} is not named: {detail}");
    }
    for value in [
        "2026-02-30",
        "TMBJJ7NE8I0123456",
        "heavy",
        "tank",
        "20304050",
        "red",
    ] {
        assert!(!detail.contains(value), "{value} is repeated: {detail}");
    }
    assert_eq!(problem["status"], 400);
    assert!(
        problem["remedy"].is_string()
            && problem["title"].is_string()
            && problem["type"].is_string()
    );
    assert_eq!(
        roadside.run(&["card", "list", "--json"]).expect(0).json(),
        json!([])
    );
}

#[test]
fn where_says_a_position_in_every_form() {
    let roadside = Roadside::new(PROGRAM);
    let said = roadside
        .run(&["where", "--at", "55.3433,11.0392~15", "--json"])
        .expect(0)
        .json();
    assert_eq!(said["country"], "DK");
    assert_eq!(said["country_certain"], true);
    assert_eq!(said["lat"], 55.3433);
    assert_eq!(said["lon"], 11.0392);
    assert_eq!(said["accuracy_m"], 15.0);
    assert_eq!(said["geo_uri"], "geo:55.3433,11.0392;u=15");
    assert_eq!(
        said["zones"],
        json!({"denmark": "in", "e65_transit": "out", "border_strip": "out", "geographic_europe": "in", "rescue_territory": "in"})
    );
    for form in ["dms", "plus_code", "spoken"] {
        assert!(
            said[form].as_str().is_some_and(|text| text.len() > 8),
            "{form}"
        );
    }
    let timed = roadside
        .run(&[
            "where",
            "--at",
            "55.3433,11.0392~15@2026-07-10T14:30:00+02:00",
            "--json",
        ])
        .expect(0)
        .json();
    assert!(
        timed["fixed_at"]
            .as_str()
            .is_some_and(|at| at.starts_with("2026-07-10T1"))
    );
    let south = roadside
        .run(&["where", "--at", "-33.9,151.2", "--json"])
        .expect(0)
        .json();
    assert_eq!(south["country"], "AU");
}

#[test]
fn the_garage_reads_its_own_language_first_and_the_driver_last() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    for (country, language) in [
        ("AT", "de"),
        ("GB", "en"),
        ("FR", "fr"),
        ("ES", "es"),
        ("IT", "it"),
        ("HR", "hr"),
        ("PL", "pl"),
    ] {
        let said = roadside
            .run(&["notice", "--country", country, "--language", "da", "--json"])
            .expect(0)
            .json();
        assert_eq!(said["country"], country);
        let notices = said["notices"].as_array().expect("notices");
        assert_eq!(notices[0]["language"], language, "{country}");
        assert_eq!(notices[0]["native_language"], true, "{country}");
        assert_eq!(
            notices.last().expect("one at least")["language"],
            "da",
            "{country}"
        );
        assert_eq!(notices[0]["phone"], "+4570105052");
        assert_eq!(notices[0]["assistance_company"], "SOS International a/s");
        assert!(
            notices[0]["paragraphs"]
                .as_array()
                .is_some_and(|p| p.len() >= 4),
            "{country}"
        );
    }
    let at = roadside
        .run(&["notice", "--at", "45.8150,15.9819~20", "--json"])
        .expect(0)
        .json();
    assert_eq!(at["country"], "HR");
    let geneva = roadside
        .run(&["notice", "--at", "46.2300,6.1000", "--json"])
        .expect(0)
        .json();
    assert_eq!(geneva["country"], "CH");
    assert_eq!(geneva["notices"][0]["language"], "fr");
    let only = roadside
        .run(&[
            "notice",
            "--country",
            "HR",
            "--language-only",
            "pl",
            "--json",
        ])
        .expect(0)
        .json();
    assert_eq!(only["notices"].as_array().map(Vec::len), Some(1));
    let html = roadside
        .run(&["notice", "--country", "HR", "--format", "html"])
        .expect(0)
        .out;
    assert!(
        html.starts_with("<!DOCTYPE html>")
            && !html.contains("<script")
            && html.contains("lang=\"hr\"")
    );
    let text = roadside
        .run(&["notice", "--country", "HR", "--format", "text"])
        .expect(0)
        .out;
    assert!(text.contains("+45 70 10 50 52"));
}

#[test]
fn a_check_reads_card_position_clock_and_answers() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = roadside
        .run(&[
            "check",
            "--at",
            "45.8150,15.9819~20",
            "--fact",
            "event.kind=breakdown",
            "--fact",
            "vehicle.drivable=false",
            "--fact",
            "trip.purpose=private",
            "--json",
        ])
        .expect(0)
        .json();
    assert_eq!(said["product"], "rescue-abroad");
    let towing = benefit(&said, "towing");
    assert_eq!(towing["verdict"], "covered");
    assert!(
        towing["reasons"]
            .as_array()
            .is_some_and(|r| r.iter().any(|reason| reason["clause"] == "5.a"))
    );
    assert!(
        towing["assumptions"]
            .as_array()
            .is_some_and(|a| !a.is_empty())
    );
    assert_eq!(said["call"]["phone"], "+4570105052");
    let rental = benefit(&said, "rental_vehicle");
    assert_eq!(rental["verdict"], "unknown");
    assert_eq!(rental["missing"], json!(["repair.working_hours"]));
    assert!(said["next_question"]["text"].is_string());
    // What the driver says beats what the position says.
    let told = roadside
        .run(&[
            "check",
            "--at",
            "45.8150,15.9819~20",
            "--fact",
            "place.country=DK",
            "--json",
        ])
        .expect(0)
        .json();
    assert_eq!(benefit(&told, "towing")["verdict"], "not_covered");
}

fn benefit<'a>(said: &'a Value, id: &str) -> &'a Value {
    said["benefits"]
        .as_array()
        .and_then(|all| all.iter().find(|benefit| benefit["id"] == id))
        .unwrap_or_else(|| panic!("no {id} in {said}"))
}

#[test]
fn too_near_a_border_the_country_is_asked_not_guessed() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let said = roadside
        .run(&[
            "check",
            "--at",
            "54.8375,9.4050~30",
            "--fact",
            "event.kind=breakdown",
            "--fact",
            "vehicle.drivable=false",
            "--fact",
            "trip.purpose=private",
            "--json",
        ])
        .expect(0)
        .json();
    let towing = benefit(&said, "towing");
    assert_eq!(towing["verdict"], "unknown");
    assert_eq!(towing["missing"], json!(["place.country"]));
}

#[test]
fn danger_puts_the_emergency_number_first() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let plan = |arguments: &[&str]| {
        let mut all = vec!["call", "--dry-run", "--json"];
        all.extend(arguments);
        roadside.run(&all).expect(0).json()
    };
    let calm = plan(&[
        "--at",
        "45.8150,15.9819~20",
        "--fact",
        "event.kind=breakdown",
    ]);
    assert_eq!(calm["emergency"], Value::Null);
    assert_eq!(calm["first"]["phone"], "+4570105052");
    let hurt = plan(&[
        "--at",
        "45.8150,15.9819~20",
        "--fact",
        "event.kind=collision",
        "--danger",
    ]);
    assert_eq!(hurt["emergency"]["phone"], "112");
    assert_eq!(hurt["first"]["phone"], "112");
    let injured = plan(&["--at", "45.8150,15.9819~20", "--fact", "event.kind=injury"]);
    assert_eq!(injured["emergency"]["phone"], "112");
    let norway = plan(&["--at", "59.9139,10.7522~20", "--danger"]);
    assert!(norway["emergency"]["phone"].is_string());
    let motorway = plan(&[
        "--at",
        "48.8566,2.3522~20",
        "--on-motorway",
        "yes",
        "--fact",
        "event.kind=breakdown",
    ]);
    assert_ne!(motorway["first"]["phone"], "+4570105052", "{motorway}");
    assert!(
        motorway["then"]
            .as_array()
            .is_some_and(|then| then.iter().any(|step| step["phone"] == "+4570105052"))
    );
    let unattested = plan(&[
        "--at",
        "59.4370,24.7536~20",
        "--on-motorway",
        "yes",
        "--fact",
        "event.kind=breakdown",
    ]);
    assert_eq!(unattested["first"]["phone"], "+4570105052", "{unattested}");
    for plan in [&calm, &hurt, &motorway] {
        assert!(
            plan["have_ready"]
                .as_array()
                .is_some_and(|ready| ready.len() >= 4)
        );
        assert!(
            plan["voice"]["script"]
                .as_array()
                .is_some_and(|script| !script.is_empty())
        );
        assert!(
            plan["steps"]
                .as_array()
                .is_some_and(|steps| !steps.is_empty())
        );
    }
    let listed = roadside.run(&["case", "list", "--json"]).expect(0).json();
    assert_eq!(listed, json!([]), "a dry run keeps nothing");
}

#[test]
fn everything_works_without_a_position() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let plan = roadside
        .run(&[
            "call",
            "--dry-run",
            "--json",
            "--fact",
            "event.kind=breakdown",
        ])
        .expect(0)
        .json();
    assert!(
        plan["sms"]["body"]
            .as_str()
            .is_some_and(|body| body.len() <= 160)
    );
    roadside.run(&["notice", "--json"]).expect(0);
    roadside.run(&["check", "--json"]).expect(0);
}

#[test]
fn without_a_card_the_way_to_help_is_still_told() {
    let roadside = Roadside::new(PROGRAM);
    let problem = roadside
        .run(&["call", "--dry-run", "--json"])
        .expect(3)
        .json();
    assert!(
        problem["remedy"]
            .as_str()
            .is_some_and(|remedy| remedy.contains("112")),
        "{problem}"
    );
    roadside.run(&["card", "show", "--json"]).expect(3);
    roadside
        .run(&["case", "show", "nothing", "--json"])
        .expect(3);
}

#[test]
fn terms_are_shown_clause_by_clause_and_faults_found() {
    let roadside = Roadside::new(PROGRAM);
    let list = roadside.run(&["terms", "list", "--json"]).expect(0).json();
    assert_eq!(list[0]["product"], "rescue-abroad");
    let shown = roadside
        .run(&["terms", "show", "rescue-abroad", "--json"])
        .expect(0)
        .json();
    let ids: Vec<&str> = shown["clauses"]
        .as_array()
        .expect("clauses")
        .iter()
        .filter_map(|c| c["id"].as_str())
        .collect();
    for clause in [
        "1", "2", "3", "4", "5", "5.a", "5.b", "5.c", "5.d", "5.e", "5.f", "5.g", "5.h", "5.i",
        "6.a", "6.b", "6.c", "6.d", "6.e", "6.f", "6.g", "6.h", "6.i", "6.j", "6.k", "6.l", "6.m",
        "6.n", "6.o", "7", "8", "9",
    ] {
        assert!(ids.contains(&clause), "{clause} is not shown");
    }
    roadside
        .run(&[
            "terms",
            "show",
            "rescue-abroad",
            "--clause",
            "5.b",
            "--json",
        ])
        .expect(0);
    roadside
        .run(&["terms", "show", "rescue-abroad", "--clause", "99", "--json"])
        .expect(3);
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(
        file.path(),
        "format = 1\nproduct = \"x\"\n[[clause]]\nid = 3\n",
    )
    .expect("written");
    roadside
        .run(&["terms", "check", &file.path().to_string_lossy(), "--json"])
        .expect(2);
}

#[test]
fn every_command_helps_with_an_example_in_every_language() {
    let roadside = Roadside::new(PROGRAM);
    let commands: &[&[&str]] = &[
        &[],
        &["demo"],
        &["card"],
        &["card", "add"],
        &["card", "list"],
        &["card", "show"],
        &["card", "use"],
        &["card", "export"],
        &["card", "import"],
        &["card", "remove"],
        &["notice"],
        &["where"],
        &["check"],
        &["call"],
        &["case"],
        &["case", "list"],
        &["case", "show"],
        &["case", "update"],
        &["case", "cancel"],
        &["outbox"],
        &["outbox", "flush"],
        &["terms"],
        &["terms", "list"],
        &["terms", "show"],
        &["terms", "check"],
        &["terms", "install"],
        &["terms", "trust"],
        &["terms", "sign"],
        &["terms", "key"],
        &["alarm-centre"],
        &["completions"],
    ];
    for language in ["da", "de", "en", "es", "fr", "hr", "it", "pl"] {
        for command in commands {
            let mut arguments = vec!["--language", language];
            arguments.extend(*command);
            arguments.push("--help");
            let help = roadside.run(&arguments).expect(0).out;
            assert!(
                help.contains("\n  roadside "),
                "{language} {command:?} has no example: {help}"
            );
            assert!(
                !help.contains("help.option") && !help.contains("help.card"),
                "{language} {command:?} lacks a sentence: {help}"
            );
        }
    }
}

#[test]
fn completions_for_every_shell() {
    let roadside = Roadside::new(PROGRAM);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = roadside.run(&["completions", shell]).expect(0).out;
        assert!(
            script.contains("roadside") && script.contains("notice"),
            "{shell}"
        );
    }
}

#[test]
fn bad_words_on_the_command_line_are_named_and_never_repeated() {
    let roadside = Roadside::new(PROGRAM);
    for arguments in [
        vec!["where", "--at", "here", "--json"],
        vec!["where", "--at", "NaN,1", "--json"],
        vec!["where", "--at", "1e309,1", "--json"],
        vec!["where", "--at", "91,0", "--json"],
        vec!["where", "--at", "55.3,11.0~-5", "--json"],
        vec!["where", "--json"],
        vec!["notice", "--country", "Kroatien", "--json"],
        vec!["check", "--fact", "vehicle.kind=tank", "--json"],
        vec!["check", "--fact", "vehicle.wheels=4", "--json"],
        vec!["check", "--fact", "nonsense", "--json"],
        vec!["check", "--situation", "/nonexistent/file", "--json"],
        vec!["call", "--intake", "ftp://example.org", "--json"],
        vec!["call", "--intake", "http://example.org", "--json"],
        vec!["--now", "yesterday", "card", "list", "--json"],
        vec!["--language", "tlh", "card", "list", "--json"],
        vec!["card", "add", "--file", "/", "--json"],
        vec!["frobnicate", "--json"],
        vec!["card", "--json"],
        vec!["alarm-centre", "--data", "x", "--fault", "meteor", "--json"],
    ] {
        let outcome = roadside.run(&arguments);
        assert_eq!(
            outcome.code, 2,
            "{arguments:?}: {} {}",
            outcome.out, outcome.err
        );
        let problem = outcome.json();
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|detail| !detail.is_empty()),
            "{arguments:?}: {problem}"
        );
    }
}
