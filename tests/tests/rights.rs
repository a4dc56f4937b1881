//! Requests about the data held on people, from the guide to the answer, through the front door.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use roadside_core::rights::{Addressee, DataKind, Reason, Right, dues};
use roadside_core::types::calendar::is_working_day;
use roadside_journeys::{Roadside, files_below};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const LANGUAGES: [&str; 8] = ["da", "de", "en", "es", "fr", "hr", "it", "pl"];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn the_guide_names_the_documents_each_asker_needs() {
    let roadside = Roadside::new(PROGRAM);
    let documents = |who: &str, rest: &[&str]| {
        let mut words = vec!["rights", "guide", "access", "--for", who, "--json"];
        words.extend(rest);
        let said = roadside.run(&words).expect(0).json();
        assert_eq!(said["to"]["lines"][0], "SOS International A/S");
        assert!(
            said["cost"]
                .as_str()
                .is_some_and(|text| text.contains("nothing"))
        );
        said["documents"].clone()
    };
    assert_eq!(documents("myself", &[]), serde_json::json!([]));
    for who in ["spouse", "parent", "child", "executor", "companion"] {
        let power = documents(who, &[]);
        assert!(
            power[0]
                .as_str()
                .is_some_and(|text| text.starts_with("Power of attorney")),
            "{who}"
        );
        let none = documents(who, &["--no-power-of-attorney"]);
        assert_ne!(none, power, "{who}");
    }
    let none = |who| documents(who, &["--no-power-of-attorney"])[0].to_string();
    assert!(none("spouse").contains("Marriage"));
    assert!(none("parent").contains("guardianship"));
    assert!(none("child").contains("Birth"));
    assert!(none("executor").contains("court"));
    // Nothing was made: the guide needs no home.
    assert!(files_below(roadside.home()).is_empty());
}

#[test]
fn the_guide_says_when_an_answer_is_due() {
    let roadside = Roadside::new(PROGRAM);
    let answer = |words: &[&str]| {
        let said = roadside.run(&[&["rights", "guide"], words, &["--json"]].concat());
        said.expect(0).json()["answer"].to_string()
    };
    assert!(answer(&["access", "--data", "health"]).contains("seven working days"));
    assert!(answer(&["access"]).contains("four weeks"));
    let both = answer(&["access", "--data", "both"]);
    assert!(
        both.contains("seven working days")
            && both.contains("four weeks")
            && both.contains("one month")
    );
    let erase = answer(&["erase"]);
    assert!(erase.contains("one month") && !erase.contains("four weeks"));
    let complain = answer(&["complain"]);
    assert!(complain.contains("three months") && !complain.contains("one month"));
    let said = roadside
        .run(&["rights", "guide", "complain", "--to", "sos", "--json"])
        .expect(2);
    assert!(said.json()["detail"].to_string().contains("authority"));
}

#[test]
fn every_language_says_all_of_it() {
    let roadside = Roadside::with_card(PROGRAM).0;
    for language in LANGUAGES {
        let mut said = String::new();
        for right in [
            "access", "correct", "erase", "object", "withdraw", "complain",
        ] {
            for who in [
                "myself",
                "spouse",
                "parent",
                "child",
                "executor",
                "companion",
            ] {
                for extra in [&["--data", "both"][..], &["--no-power-of-attorney"]] {
                    let words = [
                        &[
                            "rights",
                            "guide",
                            right,
                            "--for",
                            who,
                            "--language",
                            language,
                        ],
                        extra,
                    ]
                    .concat();
                    said.push_str(&roadside.run(&words).expect(0).out);
                }
            }
            let new = [
                "rights",
                "new",
                right,
                "--for",
                "child",
                "--person",
                "Ib Ibsen",
                "--details",
                "x",
                "--data",
                "both",
                "--reference",
                "1",
                "--language",
                language,
                "--json",
            ];
            let new = roadside.run(&new).expect(0).json();
            let id = new["id"].as_str().expect("an id");
            let letter = roadside
                .run(&["rights", "letter", id, "--language", language])
                .expect(0);
            let own = !["da", "en"].contains(&language);
            assert_eq!(!letter.err.is_empty(), own, "{language}: {}", letter.err);
            said.push_str(&letter.out);
            said.push_str(&letter.err);
            said.push_str(
                &roadside
                    .run(&["rights", "sent", id, "--language", language])
                    .expect(0)
                    .out,
            );
        }
        said.push_str(
            &roadside
                .run(&["rights", "list", "--language", language])
                .expect(0)
                .out,
        );
        assert!(
            !said.contains("rights."),
            "{language}: a key without a sentence"
        );
        assert!(!said.contains("%{"), "{language}: an unfilled placeholder");
    }
}

#[test]
fn a_request_is_followed_from_the_letter_to_the_answer() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let at = |now: &str, words: &[&str]| {
        let now = format!("{now}T12:00:00+01:00");
        roadside.run(&[words, &["--now", &now, "--json"]].concat())
    };
    let new = [
        "rights",
        "new",
        "access",
        "--data",
        "both",
        "--reference",
        "C-4711",
    ];
    let made = at("2026-11-25", &new).expect(0).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    assert_eq!(made["state"], "draft");
    assert_eq!(made["due"], serde_json::json!([]));
    let short = &id[..6];
    let sent = at("2026-11-26", &["rights", "sent", short])
        .expect(0)
        .json();
    assert_eq!(sent["state"], "waiting");
    let due: Vec<(&str, &str)> = sent["due"]
        .as_array()
        .expect("dues")
        .iter()
        .map(|due| {
            (
                due["reason"].as_str().expect("a reason"),
                due["on"].as_str().expect("a day"),
            )
        })
        .collect();
    // Four weeks end on Christmas Eve and the month on Boxing Day: both on the Monday after.
    assert_eq!(
        due,
        [
            ("promise_health", "2026-12-07"),
            ("promise_personal", "2026-12-28"),
            ("law", "2026-12-28")
        ]
    );
    let state = |now: &str| at(now, &["rights", "show", short]).expect(0).json()["state"].clone();
    assert_eq!(
        state("2026-12-07"),
        "waiting",
        "on the day itself it may still come"
    );
    assert_eq!(state("2026-12-08"), "late");
    assert_eq!(state("2026-12-28"), "late");
    assert_eq!(state("2026-12-29"), "overdue");
    at(
        "2026-12-30",
        &["rights", "answered", short, "--on", "2026-12-11"],
    )
    .expect(0);
    assert_eq!(state("2026-12-30"), "answered");
    at("2026-12-30", &["rights", "remove", &id]).expect(0);
    let gone = at("2026-12-30", &["rights", "show", &id]).expect(3).json();
    assert_eq!(gone["type"], "urn:roadside:problem:no-request");
    assert_eq!(
        at("2026-12-30", &["rights", "list"]).expect(0).json(),
        serde_json::json!([])
    );
}

#[test]
fn the_letter_reads_as_one_would_send_it() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let new = [
        "rights",
        "new",
        "access",
        "--for",
        "spouse",
        "--no-power-of-attorney",
        "--data",
        "health",
        "--person",
        "Anders Kjærgaard",
        "--address",
        "Strandvej 1, 3000 Helsingør",
        "--reference",
        "C-4711",
        "--now",
        "2026-11-26T12:00:00+01:00",
        "--json",
    ];
    let id = roadside.run(&new).expect(0).json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let letter = roadside.run(&["rights", "letter", &id]).expect(0);
    insta::assert_snapshot!("letter_for_a_spouse", letter.out);
    let page = roadside
        .run(&["rights", "letter", &id, "--format", "html"])
        .expect(0)
        .out;
    for part in [
        "Mette Kjærgaard",
        "Anders Kjærgaard",
        "Nitivej 6",
        "Strandvej 1",
        "C-4711",
        "lang=\"en\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("<script"));
    // The insurer gets it where it decides, by the name on the card.
    let new = ["rights", "new", "erase", "--to", "insurer", "--json"];
    let said = roadside.run(&new).expect(0).json();
    assert_eq!(said["to"]["lines"][0], "Havblik Forsikring");
}

#[test]
fn what_a_person_types_is_told_to_the_page_and_never_run_by_it() {
    let roadside = Roadside::new(PROGRAM);
    let nasty = "</style><script>alert(1)</script>";
    let new = [
        "rights",
        "new",
        "correct",
        "--name",
        nasty,
        "--details",
        nasty,
        "--reference",
        nasty,
        "--json",
    ];
    let id = roadside.run(&new).expect(0).json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let page = roadside
        .run(&["rights", "letter", &id, "--format", "html"])
        .expect(0)
        .out;
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script"), "{page}");
}

#[test]
fn bad_input_is_named_whole_and_keeps_nothing() {
    let roadside = Roadside::new(PROGRAM);
    let long = "x".repeat(1001);
    let refused = roadside
        .run(&[
            "rights",
            "new",
            "correct",
            "--for",
            "spouse",
            "--phone",
            "70105052",
            "--address",
            "a\u{202e}b",
            "--details",
            &long,
            "--json",
        ])
        .expect(2)
        .json();
    let at: Vec<&str> = refused["faults"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| fault["at"].as_str().expect("a place"))
        .collect();
    assert_eq!(
        at,
        ["--name", "--address", "--person", "--details", "--phone"]
    );
    assert_eq!(
        roadside.run(&["rights", "list", "--json"]).expect(0).json(),
        serde_json::json!([])
    );
    let now = "2026-11-26T12:00:00+01:00";
    let new = [
        "rights", "new", "access", "--name", "Bo Bo", "--now", now, "--json",
    ];
    let id = roadside.run(&new).expect(0).json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    for on in [
        "2026-02-30",
        "2026-11-25",
        "2026-11-27",
        "yesterday",
        "",
        "-1",
    ] {
        let on = format!("--on={on}");
        roadside
            .run(&["rights", "sent", &id, &on, "--now", now])
            .expect(2);
    }
    roadside
        .run(&["rights", "answered", &id, "--now", now])
        .expect(2);
    let shown = roadside
        .run(&["rights", "show", &id, "--now", now, "--json"])
        .expect(0)
        .json();
    assert_eq!(shown["state"], "draft");
    for none in ["", "3f", "zzzz", "00000000-0000-4000-8000-000000000000"] {
        roadside.run(&["rights", "show", none]).expect(3);
    }
}

#[test]
fn nothing_of_a_request_lies_in_clear() {
    let roadside = Roadside::new(PROGRAM);
    let new = [
        "rights",
        "new",
        "correct",
        "--for",
        "parent",
        "--name",
        "Needleone",
        "--person",
        "Needletwo",
        "--address",
        "Needlethree",
        "--reference",
        "Needlefour",
        "--details",
        "Needlefive",
    ];
    let said = roadside.run(&new).expect(0);
    assert!(!said.err.contains("Needle"), "{}", said.err);
    for (path, bytes) in files_below(roadside.home()) {
        let found = bytes.windows(6).any(|window| window == b"Needle");
        assert!(!found, "{}", path.display());
    }
}

proptest! {
    /// Over ten years and more, whatever falls in between: a promise is never due after the
    /// law's day that month's length allows, every day is a working day, and none is too early.
    #[test]
    fn days_due_are_working_days_in_order(after in 0_i64..4_400, which in 0_usize..3) {
        let sent = day("2026-01-01") + TimeDelta::days(after);
        let data = DataKind::ALL[which];
        for due in dues(Right::Access, data, Addressee::Sos, sent) {
            prop_assert!(is_working_day(due.on), "{sent} {due:?}");
            let least = match due.reason {
                Reason::PromiseHealth => 9,
                Reason::PromisePersonal => 28,
                Reason::Law => 28,
                Reason::AuthorityWord => 89,
            };
            let taken = (due.on - sent).num_days();
            prop_assert!(taken >= least && taken <= least + 9, "{sent} {due:?}");
        }
        let complaint = dues(Right::Complain, data, Addressee::Authority, sent);
        prop_assert_eq!(complaint.len(), 1);
        prop_assert!(is_working_day(complaint[0].on));
    }
}
