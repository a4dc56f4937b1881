//! A case on its way: the alarm centre down, slow, lying, and the phone killed at any instant.

use roadside_journeys::{Centre, Roadside};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const CALL: [&str; 6] = [
    "call",
    "--at",
    "45.8150,15.9819~20",
    "--fact",
    "event.kind=breakdown",
    "--json",
];

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().chain(more).copied().collect()
}

fn state(roadside: &Roadside, case: &str) -> String {
    let shown = roadside
        .run(&["case", "show", case, "--json"])
        .expect(0)
        .json();
    shown["state"].as_str().expect("a state").to_owned()
}

#[test]
fn a_case_is_received_only_by_the_alarm_centres_word() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    let plan = roadside
        .run(&with(&CALL, &["--intake", &centre.url]))
        .expect(0)
        .json();
    assert_eq!(plan["case"]["state"], "received");
    let id = plan["case"]["id"].as_str().expect("an id");
    let shown = roadside
        .run(&["case", "show", id, "--json"])
        .expect(0)
        .json();
    assert_eq!(shown["received_revision"], 1);
    let states: Vec<&str> = shown["history"]
        .as_array()
        .expect("a history")
        .iter()
        .filter_map(|step| step["state"].as_str())
        .collect();
    assert_eq!(states, ["draft", "queued", "sent", "received"]);
    let held = centre.holds();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["id"], plan["case"]["id"]);
    assert_eq!(held[0]["code"], plan["case"]["code"]);
}

#[test]
fn over_https_only_a_trusted_alarm_centre_gets_the_case() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let pair = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let file = |name: &str, text: String| {
        let path = data.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_string_lossy().into_owned()
    };
    let (cert, key) = (
        file("cert.pem", pair.cert.pem()),
        file("key.pem", pair.signing_key.serialize_pem()),
    );
    let tls = ["--tls", &format!("{cert},{key}")];
    let centre = Centre::start_with(PROGRAM, data.path(), "127.0.0.1:0", &tls);
    assert!(centre.url.starts_with("https://"), "{}", centre.url);
    let stranger = roadside
        .run(&with(&CALL, &["--intake", &centre.url]))
        .expect(4)
        .json();
    assert_eq!(stranger["case"]["state"], "queued");
    let trusted = [
        "outbox",
        "flush",
        "--json",
        "--intake",
        &centre.url,
        "--intake-root",
        &cert,
    ];
    assert_eq!(roadside.run(&trusted).expect(0).json()["delivered"], 1);
}

#[test]
fn every_way_of_failing_leaves_the_case_queued_and_delivers_it_once_later() {
    for fault in [
        "drop:1",
        "drop-after:1",
        "status:500:1",
        "status:503:1",
        "status:429:1",
        "status:302:1",
        "portal:1",
        "truncate:1",
        "delay-ms:4000:1",
    ] {
        let (roadside, _) = Roadside::with_card(PROGRAM);
        let data = tempfile::tempdir().expect("a folder");
        let centre = Centre::start(PROGRAM, data.path(), &[fault]);
        let failed = roadside.run(&with(&CALL, &["--intake", &centre.url, "--timeout", "2"]));
        assert_eq!(failed.code, 4, "{fault}: {} {}", failed.out, failed.err);
        let plan = failed.json();
        let id = plan["case"]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{fault}: {plan}"))
            .to_owned();
        assert!(
            ["queued", "sent"].contains(&state(&roadside, &id).as_str()),
            "{fault}"
        );
        // Retry-After is the centre's word and is kept; our own backoff yields to a person who asks.
        std::thread::sleep(Duration::from_millis(
            if fault.contains("429") || fault.contains("503") {
                2500
            } else {
                0
            },
        ));
        let flushed = roadside
            .run(&["outbox", "flush", "--json", "--intake", &centre.url])
            .expect(0)
            .json();
        assert_eq!(flushed["delivered"], 1, "{fault}: {flushed}");
        assert_eq!(flushed["waiting"], 0, "{fault}");
        assert_eq!(state(&roadside, &id), "received", "{fault}");
        let held = centre.holds();
        assert_eq!(held.len(), 1, "{fault}: {held:?}");
        assert_eq!(held[0]["revision"], 1, "{fault}");
    }
}

#[test]
fn retry_after_is_kept_even_when_a_person_asks() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &["status:429:1"]);
    let call = with(
        &CALL,
        &["--intake", &centre.url, "--now", "2026-07-10T12:00:00Z"],
    );
    roadside.run(&call).expect(4);
    let at_once = [
        "outbox",
        "flush",
        "--json",
        "--intake",
        &centre.url,
        "--now",
        "2026-07-10T12:00:00Z",
    ];
    let waiting = roadside.run(&at_once).expect(4).json();
    assert_eq!(waiting["waiting"], 1);
    let next = waiting["next_attempt_at"].as_str().expect("a time");
    assert!(next > "2026-07-10T12:00:00", "{next}");
    assert!(centre.holds().is_empty());
    let later = [
        "outbox",
        "flush",
        "--json",
        "--intake",
        &centre.url,
        "--now",
        "2026-07-10T13:00:00Z",
    ];
    assert_eq!(roadside.run(&later).expect(0).json()["delivered"], 1);
}

#[test]
fn with_nobody_there_the_case_waits_and_the_sms_and_the_number_stand_ready() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let plan = roadside
        .run(&with(&CALL, &["--intake", "http://127.0.0.1:9"]))
        .expect(4)
        .json();
    assert_eq!(plan["case"]["state"], "queued");
    assert!(
        plan["sms"]["body"]
            .as_str()
            .is_some_and(|body| body.contains("45.8"))
    );
    assert_eq!(plan["voice"]["tel_uri"], "tel:+4570105052");
    let flushed = roadside
        .run(&[
            "outbox",
            "flush",
            "--json",
            "--intake",
            "http://127.0.0.1:9",
        ])
        .expect(4)
        .json();
    assert_eq!(flushed["waiting"], 1);
    assert!(flushed["next_attempt_at"].is_string());
}

#[test]
fn an_update_overtakes_what_was_waiting() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let plan = roadside
        .run(&with(&CALL, &["--intake", "http://127.0.0.1:9"]))
        .expect(4)
        .json();
    let id = plan["case"]["id"].as_str().expect("an id").to_owned();
    roadside
        .run(&[
            "case",
            "update",
            &id,
            "--at",
            "45.9000,16.0000~5",
            "--intake",
            "http://127.0.0.1:9",
            "--json",
        ])
        .expect(4);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    roadside
        .run(&["outbox", "flush", "--json", "--intake", &centre.url])
        .expect(0);
    let held = centre.holds();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["revision"], 2);
    assert_eq!(held[0]["report"]["where"]["lat"], 45.9);
    roadside
        .run(&["case", "cancel", &id, "--intake", &centre.url])
        .expect(0);
    assert_eq!(state(&roadside, &id), "cancelled");
    assert_eq!(centre.holds()[0]["revision"], 3);
    let refused = roadside
        .run(&["case", "update", &id, "--at", "45.9,16.0", "--json"])
        .expect(2)
        .json();
    assert_eq!(refused["type"], "urn:roadside:problem:case-ended");
}

/// A clock-free source of odd numbers between 0 and 1: the same in every run, so that a failure
/// can be looked at.
fn odd_parts(count: usize) -> impl Iterator<Item = f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..count).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    })
}

#[test]
fn killed_at_any_instant_nothing_confirmed_is_lost_and_nothing_doubled() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    // How long one undisturbed run takes decides where the kills fall.
    let started = Instant::now();
    let plan = roadside
        .run(&with(&CALL, &["--intake", &centre.url]))
        .expect(0)
        .json();
    let whole = started.elapsed();
    let mut confirmed: BTreeMap<String, ()> = BTreeMap::new();
    confirmed.insert(plan["case"]["id"].as_str().expect("an id").to_owned(), ());
    // Random instants of a run; how long a run takes is learnt on the way, since the machine may
    // be busy with other things.
    let mut span = whole;
    let mut killed = 0;
    for part in odd_parts(400) {
        if killed == 100 {
            break;
        }
        let mut child = roadside
            .command(&with(&CALL, &["--intake", &centre.url]))
            .spawn()
            .expect("starts");
        std::thread::sleep(span.mul_f64(part));
        let _ = child.kill(); // SIGKILL
        let output = child.wait_with_output().expect("ends");
        if output.status.code().is_none() {
            killed += 1;
            span = span.mul_f64(1.02);
        } else {
            span = span.mul_f64(0.95);
        }
        // What the program said is what the driver was told: it must be kept.
        if let Ok(plan) = serde_json::from_slice::<Value>(&output.stdout) {
            confirmed.insert(plan["case"]["id"].as_str().expect("an id").to_owned(), ());
        }
    }
    assert_eq!(killed, 100, "a hundred runs were killed under way");
    let known = roadside.run(&["case", "list", "--json"]).expect(0).json();
    let known: Vec<String> = known
        .as_array()
        .expect("a list")
        .iter()
        .map(|case| case["id"].as_str().expect("an id").to_owned())
        .collect();
    for id in confirmed.keys() {
        assert!(known.contains(id), "{id} was confirmed and is lost");
    }
    for case in centre.holds() {
        let id = case["id"].as_str().expect("an id").to_owned();
        assert!(
            known.contains(&id),
            "{id} is at the centre and lost on the phone"
        );
    }
    roadside
        .run(&["outbox", "flush", "--json", "--intake", &centre.url])
        .expect(0);
    let held = centre.holds();
    assert_eq!(held.len(), known.len(), "each case once");
    for id in &known {
        let copies = held.iter().filter(|case| case["id"] == id.as_str()).count();
        assert_eq!(copies, 1, "{id} is there {copies} times");
        assert_eq!(state(&roadside, id), "received");
    }
}

#[test]
fn the_alarm_centre_killed_at_any_instant_keeps_what_it_has_receipted() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let mut centre = Centre::start(PROGRAM, data.path(), &[]);
    let address = centre.address().to_owned();
    let url = centre.url.clone();
    for part in odd_parts(12) {
        let child = roadside
            .command(&with(&CALL, &["--intake", &url]))
            .spawn()
            .expect("starts");
        std::thread::sleep(Duration::from_millis(60).mul_f64(part));
        drop(centre);
        let code = child.wait_with_output().expect("ends").status.code();
        assert!(matches!(code, Some(0 | 4)), "{code:?}");
        centre = Centre::start_at(PROGRAM, data.path(), &[], &address);
    }
    let listed = roadside.run(&["case", "list", "--json"]).expect(0).json();
    let received = |case: &&Value| case["state"] == "received";
    let cases = listed.as_array().expect("a list");
    let held = centre.holds();
    for case in cases.iter().filter(received) {
        assert!(
            held.iter().any(|there| there["id"] == case["id"]),
            "{case} was receipted and is gone"
        );
    }
    roadside
        .run(&["outbox", "flush", "--json", "--intake", &url])
        .expect(0);
    assert_eq!(centre.holds().len(), cases.len());
}
