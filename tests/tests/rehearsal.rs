//! Everything tried before it is needed, and answers, with no network to be had.

use roadside_journeys::{Roadside, files_below, vectors};
use serde_json::Value;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const LANGUAGES: [&str; 8] = ["da", "de", "en", "es", "fr", "hr", "it", "pl"];
const STEPS: [&str; 11] = [
    "card",
    "filled_in",
    "in_force",
    "notice",
    "position",
    "check",
    "call",
    "sms",
    "numbers",
    "answers",
    "paper",
];

fn outcome<'a>(said: &'a Value, step: &str) -> &'a str {
    said["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .find(|one| one["id"] == step)
        .and_then(|one| one["outcome"].as_str())
        .expect("an outcome")
}

#[test]
fn a_full_card_passes_in_every_language_with_and_without_a_position() {
    let (roadside, card) = Roadside::with_card(PROGRAM);
    for language in LANGUAGES {
        for at in [&[][..], &["--at", "45.81534,15.98173~12"]] {
            let words = [&["rehearse", "--language", language, "--json"], at].concat();
            let said = roadside.run(&words).expect(0).json();
            assert_eq!(said["passed"], true, "{said}");
            assert_eq!(said["card"], card.as_str());
            let ids: Vec<&str> = said["steps"]
                .as_array()
                .expect("steps")
                .iter()
                .map(|s| s["id"].as_str().expect("an id"))
                .collect();
            assert_eq!(ids, STEPS);
            for step in said["steps"].as_array().expect("steps") {
                assert_eq!(step["outcome"], "ok", "{language}: {step}");
                assert!(step["remedy"].is_null(), "{step}");
            }
            let text = said.to_string();
            assert!(
                !text.contains("rehearse.") && !text.contains("%{"),
                "{language}: {text}"
            );
        }
    }
}

#[test]
fn the_card_says_when_it_was_last_rehearsed_and_what_failed() {
    let roadside = Roadside::new(PROGRAM);
    let mut card = vectors::card();
    card["in_force_to"] = Value::from("2026-10-31");
    card["holder"]["phone"] = Value::Null;
    card["vehicle"]["vin"] = Value::Null;
    roadside.add(&card);
    let shown = roadside.run(&["card", "show", "--json"]).expect(0).json();
    assert_eq!(shown["last_rehearsed"], Value::Null);
    assert!(
        roadside
            .run(&["card", "show"])
            .expect(0)
            .out
            .contains("Never rehearsed")
    );
    // The day in Denmark, half an hour before midnight UTC.
    let rehearse = |now: &str| roadside.run(&["rehearse", "--now", now, "--json"]);
    let said = rehearse("2026-07-09T23:30:00Z").expect(0).json();
    assert_eq!(outcome(&said, "filled_in"), "to_do");
    assert_eq!(outcome(&said, "in_force"), "ok");
    let shown = roadside.run(&["card", "show", "--json"]).expect(0).json();
    assert_eq!(shown["last_rehearsed"]["on"], "2026-07-10");
    assert_eq!(shown["last_rehearsed"]["passed"], true);
    assert_eq!(
        shown["last_rehearsed"]["to_do"],
        serde_json::json!(["Card filled in"])
    );
    // After its last day the same card fails, and says so from then on, in any language.
    let said = rehearse("2026-11-26T12:00:00Z").expect(2).json();
    assert_eq!(outcome(&said, "in_force"), "failed");
    assert_eq!(said["passed"], false);
    let listed = roadside.run(&["card", "list", "--json"]).expect(0).json();
    assert_eq!(listed[0]["last_rehearsed"]["on"], "2026-11-26");
    assert_eq!(
        listed[0]["last_rehearsed"]["failed"],
        serde_json::json!(["Card in force"])
    );
    let danish = roadside
        .run(&["card", "list", "--language", "da"])
        .expect(0)
        .out;
    assert!(
        danish.contains("26.11.2026") && danish.contains("Kortet gælder"),
        "{danish}"
    );
}

#[test]
fn a_card_that_was_tampered_with_is_found_by_the_rehearsal() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let other = roadside.add(&vectors::card());
    let id: Vec<u8> = other
        .replace('-', "")
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex"))
        .collect();
    let db = rusqlite::Connection::open(roadside.home().join("roadside.db")).expect("the database");
    db.execute(
        "UPDATE cards SET sealed = zeroblob(300) WHERE id = ?1",
        [&id],
    )
    .expect("changed");
    drop(db);
    let said = roadside.run(&["rehearse", "--json"]).expect(2).json();
    assert_eq!(outcome(&said, "card"), "failed");
    for step in STEPS.iter().filter(|step| **step != "card") {
        assert_eq!(
            outcome(&said, step),
            "ok",
            "{step}: a step that fails stops no other"
        );
    }
}

#[test]
fn the_note_goes_with_its_card_and_lies_in_no_clear() {
    let (roadside, card) = Roadside::with_card(PROGRAM);
    roadside.run(&["rehearse"]).expect(0);
    for (path, bytes) in files_below(roadside.home()) {
        for needle in ["in_force", "2026-", "Mette"] {
            let found = bytes
                .windows(needle.len())
                .any(|window| window == needle.as_bytes());
            assert!(!found, "{}: {needle}", path.display());
        }
    }
    roadside.run(&["card", "remove", &card]).expect(0);
    let db = rusqlite::Connection::open(roadside.home().join("roadside.db")).expect("the database");
    let left: i64 = db
        .query_row("SELECT count(*) FROM rehearsals", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(left, 0);
    roadside.run(&["rehearse", "--json"]).expect(3);
}

/// A room without a network: a name space with no interface at all, where the machine allows it.
fn walled_in(roadside: &Roadside, words: &[&str]) -> Option<(i32, String)> {
    let possible = Command::new("unshare")
        .args(["-rn", "true"])
        .stderr(Stdio::null())
        .status();
    if !possible.is_ok_and(|status| status.success()) {
        return None;
    }
    let output = Command::new("unshare")
        .args(["-rn", PROGRAM])
        .args(words)
        .env("ROADSIDE_HOME", roadside.home())
        .env("ROADSIDE_INTAKE", "https://alarm.example/")
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .expect("the program starts");
    Some((
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    ))
}

#[test]
fn all_of_it_works_with_no_network_at_all() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let Some((code, out)) = walled_in(&roadside, &["rehearse", "--json"]) else {
        eprintln!("SKIPPED: this machine makes no name spaces");
        return;
    };
    assert_eq!(code, 0, "{out}");
    let said: Value = serde_json::from_str(&out).expect("one document");
    assert_eq!(said["passed"], true);
    for words in [
        &["ask", "luggage"][..],
        &["rights", "guide", "access"],
        &["card", "show", "--format", "html"],
    ] {
        let (code, out) = walled_in(&roadside, words).expect("as before");
        assert!(code == 0 && !out.is_empty(), "{words:?}");
    }
}

/// The rehearsal is given no way to the network: its source names none of what leads there.
#[test]
fn the_rehearsal_has_no_way_to_the_network() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src");
    for file in [
        "companion/rehearse.rs",
        "companion/paper.rs",
        "companion/answers.rs",
    ] {
        let source = std::fs::read_to_string(format!("{sources}/{file}")).expect("a source");
        let code: String = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for way in [
            "Intake",
            "net::",
            "Courier",
            "deliver",
            "call_help",
            "async",
        ] {
            assert!(!code.contains(way), "{file} names {way}");
        }
    }
}

#[test]
fn a_question_is_answered_with_its_source_and_who_picks_up() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let ask = |words: &[&str], now: &str| {
        let said = roadside.run(&[&["ask"], words, &["--now", now, "--json"]].concat());
        said.expect(0).json()
    };
    // A Thursday at eleven in Copenhagen, then Maundy Thursday at the same hour.
    let said = ask(&["bills"], "2026-11-26T10:00:00Z");
    let first = &said["answers"][0];
    assert_eq!(first["id"], "rescue_accounts");
    assert_eq!(first["call"][0]["phone"], "+4538488600");
    assert_eq!(first["call"][0]["open"], true);
    assert!(
        first["call"][0]["hours"]
            .as_str()
            .is_some_and(|text| text.contains("until 16:00"))
    );
    let said = ask(&["bills"], "2026-04-02T09:00:00Z");
    assert_eq!(said["answers"][0]["call"][0]["open"], Value::Null);
    assert_eq!(
        said["answers"][0]["call"][0]["opens_at"],
        "2026-04-07T07:00:00+00:00"
    );
    let said = ask(
        &["--product", "autohjaelp", "change", "my", "mind"],
        "2026-11-26T10:00:00Z",
    );
    assert_eq!(said["answers"][0]["clauses"], serde_json::json!(["24"]));
    assert!(
        said["answers"][0]["answer"]
            .as_str()
            .is_some_and(|text| text.contains("14 days"))
    );
    assert_eq!(said["call"]["phone"], "+4570108090");
    // Nothing fits: the alarm centre of the card is named all the same.
    let said = ask(&["xyzzyx"], "2026-11-26T10:00:00Z");
    assert_eq!(said["answers"], serde_json::json!([]));
    assert!(said["nothing_fits"].is_string());
    assert_eq!(said["call"]["phone"], "+4570105052");
    // Without words, every question, the card's own product first.
    let said = ask(&[], "2026-11-26T10:00:00Z");
    assert!(said["answers"].as_array().is_some_and(|all| all.len() > 25));
    assert_eq!(said["answers"][0]["product"], "rescue-abroad");
}

#[test]
fn the_answers_read_well() {
    let roadside = Roadside::new(PROGRAM);
    let mut told = String::new();
    for words in [
        &["ask", "complain", "company"][..],
        &["ask", "--language", "da", "fortryde"],
        &["ask", "--language", "pl", "bagaż"],
        &["ask", "xyzzyx"],
    ] {
        let words = [words, &["--now", "2026-12-24T11:00:00Z"]].concat();
        told.push_str(&roadside.run(&words).expect(0).out);
    }
    insta::assert_snapshot!(told);
    // A question made nothing where nothing was.
    assert!(files_below(roadside.home()).is_empty());
}

#[test]
fn the_sheet_leaves_out_who_holds_the_card() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    for language in LANGUAGES {
        let page = roadside
            .run(&["card", "show", "--format", "html", "--language", language])
            .expect(0)
            .out;
        for kept in [
            "ZQ 48 217",
            "KP-55660-91",
            "Havblik",
            "Octavia",
            "TMBJJ7NE8L0123456",
            "+45 70 10 50 52",
        ] {
            assert!(page.contains(kept), "{language}: {kept}");
        }
        for left_out in [
            "Kjærgaard",
            "20 30 40 50",
            "20304050",
            "tok-9f3c2e7a51",
            "RSC1:",
            "<script",
            "http:",
            "https:",
        ] {
            // The name space of SVG is no address.
            let page = page.replace("http://www.w3.org", "");
            assert!(!page.contains(left_out), "{language}: {left_out}");
        }
    }
}
