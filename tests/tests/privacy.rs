//! What goes out is shown and receipted, what is kept can be taken along, and erased is erased.

use roadside_journeys::{Centre, Roadside, files_below, vectors};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const CALL: [&str; 6] = [
    "call",
    "--at",
    "45.81534,15.98173~12",
    "--fact",
    "event.kind=illness",
    "--json",
];

fn schema() -> jsonschema::Validator {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/privacy-export.schema.json");
    let text = std::fs::read_to_string(file).expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("a JSON document");
    jsonschema::validator_for(&schema).expect("a JSON Schema")
}

fn with<'a>(command: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [command, more].concat()
}

fn give(roadside: &Roadside, purpose: &str) {
    roadside
        .run(&["consent", "give", purpose, "--agree", "--json"])
        .expect(0);
}

/// A card, every consent, a case sent with health facts, one waiting, texts handed on.
fn a_full_life() -> (Roadside, tempfile::TempDir) {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    for purpose in [
        "health",
        "position_to_helper",
        "abroad",
        "recourse",
        "marketing",
    ] {
        give(&roadside, purpose);
    }
    let health = ["--fact", "illness.person=driver", "--with-health"];
    let sent = with(&with(&CALL, &health), &["--intake", &centre.url]);
    roadside.run(&sent).expect(0);
    for kind in ["position", "garage", "hospital"] {
        roadside
            .run(&["privacy", "share", kind, "--json"])
            .expect(0);
    }
    drop(centre);
    roadside.run(&CALL).expect(4);
    roadside
        .run(&["consent", "withdraw", "marketing", "--json"])
        .expect(0);
    (roadside, data)
}

#[test]
fn a_consent_is_off_until_read_and_given_and_off_again_at_once() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let state = |now: &str| {
        let list = roadside
            .run(&["consent", "list", "--json", "--now", now])
            .expect(0)
            .json();
        list[0]["state"].as_str().expect("a state").to_owned()
    };
    let now = "2026-11-26T10:00:00Z";
    assert_eq!(state(now), "off");
    let shown = roadside
        .run(&["consent", "give", "health", "--now", now])
        .expect(2);
    assert!(
        shown.out.contains("doctor"),
        "the text is shown: {}",
        shown.out
    );
    assert_eq!(state(now), "off", "and nothing is given unread");
    let refused = roadside
        .run(&with(&CALL, &["--with-health", "--now", now]))
        .expect(2)
        .json();
    assert_eq!(refused["type"], "urn:roadside:problem:consent-needed");
    assert_eq!(refused["consent"], "health");
    assert_eq!(
        roadside.run(&["case", "list", "--json"]).expect(0).json(),
        serde_json::json!([])
    );
    roadside
        .run(&["consent", "give", "health", "--agree", "--now", now])
        .expect(0);
    assert_eq!(state(now), "valid");
    assert_eq!(state("2027-11-26T09:59:59Z"), "valid");
    assert_eq!(state("2027-11-26T10:00:00Z"), "expired");
    roadside
        .run(&[
            "consent",
            "renew",
            "health",
            "--agree",
            "--now",
            "2027-12-01T10:00:00Z",
        ])
        .expect(0);
    assert_eq!(state("2028-11-30T10:00:00Z"), "valid");
    roadside
        .run(&[
            "consent",
            "withdraw",
            "health",
            "--now",
            "2027-12-02T10:00:00Z",
        ])
        .expect(0);
    assert_eq!(state("2027-12-02T10:00:00Z"), "withdrawn");
    assert_eq!(state(now), "withdrawn", "a clock put back revives nothing");
    let list = roadside
        .run(&["consent", "list", "--json"])
        .expect(0)
        .json();
    assert_eq!(list[0]["history"].as_array().map(Vec::len), Some(2));
    // Neither the position nor an offer can be agreed to by the alarm centre's SMS.
    roadside
        .run(&["consent", "give", "marketing", "--by", "sms", "--agree"])
        .expect(2);
}

#[test]
fn the_sms_and_the_declaration_are_what_the_alarm_centre_asks_for() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    roadside.run(&["consent", "sms"]).expect(3);
    let plan = roadside.run(&CALL).expect(4).json();
    let code = plan["case"]["code"].as_str().expect("a code");
    let sms = roadside
        .run(&["consent", "sms", "--json", "--language", "hr"])
        .expect(0)
        .json();
    assert_eq!(sms["to"], "+4521856244");
    assert_eq!(
        sms["body"],
        format!("{code} I hereby give my consent Mette Kjærgaard")
    );
    let uri = sms["uri"].as_str().expect("a URI");
    assert!(
        uri.starts_with("sms:+4521856244?body=") && !uri.contains(' '),
        "{uri}"
    );
    let page = roadside
        .run(&["consent", "print", "health", "--language", "pl"])
        .expect(0)
        .out;
    for part in [
        "Dane o zdrowiu",
        "Helbredsoplysninger",
        "Mette Kjærgaard",
        "Underskrift",
        "Podpis",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("default-src 'none'"), "{page}");
    assert!(!page.contains("://") && !page.contains("<script"), "{page}");
}

#[test]
fn what_the_preview_shows_is_what_the_centre_gets_and_the_receipt_names() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    give(&roadside, "health");
    let told = [
        "--at",
        "45.81534,15.98173~12",
        "--fact",
        "event.kind=illness",
        "--with-health",
        "--passengers",
        "3",
        "--json",
        "--now",
        "2026-11-26T10:00:00Z",
        "--intake",
        &centre.url,
    ];
    roadside
        .run(&[
            "consent",
            "give",
            "health",
            "--agree",
            "--now",
            "2026-11-26T09:00:00Z",
        ])
        .expect(0);
    let preview = roadside
        .run(&with(&["privacy", "preview"], &told))
        .expect(0)
        .json();
    roadside.run(&with(&["call"], &told)).expect(0);
    let held = centre.holds();
    assert_eq!(held.len(), 1);
    // Every leaf of what arrived is a field of the preview with that very value.
    let mut leaves = Vec::new();
    walk("report", &held[0]["report"], &mut leaves);
    let shown = preview["fields"].as_array().expect("fields");
    for (path, value) in &leaves {
        let field = shown.iter().find(|field| field["path"] == *path);
        let field = field.unwrap_or_else(|| panic!("{path} was not shown"));
        if let Some(value) = value {
            assert_eq!(field["value"], *value, "{path}");
        }
    }
    let receipts = roadside
        .run(&["privacy", "sent", "--json"])
        .expect(0)
        .json();
    let receipt = &receipts[0];
    assert_eq!(receipt["host"], centre.address());
    assert!(receipt["confirmed_at"].is_string(), "{receipt}");
    let names: Vec<&Value> = receipt["fields"]
        .as_array()
        .expect("names")
        .iter()
        .collect();
    let of_preview: Vec<&Value> = shown.iter().map(|field| &field["path"]).collect();
    assert_eq!(names, of_preview);
    for label in receipt["labels"].as_array().expect("labels") {
        assert!(
            !label.as_str().expect("a label").contains("privacy."),
            "{label}"
        );
    }
}

/// Paths of all values; the value itself where it is plain text.
fn walk(path: &str, value: &Value, into: &mut Vec<(String, Option<String>)>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                walk(&format!("{path}.{name}"), value, into);
            }
        }
        Value::Array(items) if items.is_empty() => {}
        Value::String(text) => into.push((path.to_owned(), Some(text.clone()))),
        _ => into.push((path.to_owned(), None)),
    }
}

#[test]
fn every_field_that_can_go_has_a_name_in_every_language() {
    for language in roadside_core::types::Language::ALL {
        for path in roadside_core::assistance::FIELDS {
            let label = roadside_core::assistance::field_label(path, language);
            let is_key = label.starts_with("privacy.") || label.starts_with("card.");
            assert!(!is_key && !label.is_empty(), "{path}: {label}");
        }
    }
}

#[test]
fn the_export_is_whole_and_as_its_schema_says() {
    let (roadside, _data) = a_full_life();
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("mine");
    let target = target.to_str().expect("a path");
    let export = ["privacy", "export", target, "--json"];
    roadside.run(&export).expect(0);
    let file = Path::new(target).join("roadside-export.json");
    let text = std::fs::read_to_string(&file).expect("the document");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let schema = schema();
    let faults: Vec<String> = schema
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let count = |kind: &str| document[kind].as_array().map(Vec::len);
    assert_eq!(
        [
            count("cards"),
            count("cases"),
            count("consents"),
            count("dispatches")
        ],
        [Some(1), Some(2), Some(5), Some(4)]
    );
    for needle in [
        "Mette Kjærgaard",
        "ZQ 48 217",
        "TMBJJ7NE8L0123456",
        "45.81534",
        "illness",
    ] {
        assert!(text.contains(needle), "{needle} is missing");
    }
    assert!(!text.contains("tok-9f3c2e7a51"), "the token is a secret");
    let key = std::fs::read(roadside.home().join("key")).expect("the key");
    let written: Vec<u8> = files_below(Path::new(target))
        .into_iter()
        .flat_map(|(_, b)| b)
        .collect();
    assert!(!written.windows(32).any(|window| window == key));
    // Nothing is ever written over.
    let again = roadside.run(&export).expect(2).json();
    assert_eq!(again["faults"][0]["at"], "folder");
    // The schema notices what is not as it says.
    let mut wrong = document;
    wrong["consents"][0]["purpose"] = Value::from("everything");
    assert!(!schema.is_valid(&wrong));
}

#[test]
fn nothing_of_a_full_life_lies_in_clear() {
    let (roadside, _data) = a_full_life();
    let mut needles = vectors::needles();
    needles.extend([
        "illness",
        "45.815",
        "15.981",
        "position_to_helper",
        "127.0.0.1",
    ]);
    for (path, bytes) in files_below(roadside.home()) {
        for needle in &needles {
            let found = bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
            assert!(!found, "{} holds {needle}", path.display());
        }
    }
}

#[test]
fn erased_is_erased_and_a_second_command_says_so() {
    let (roadside, _data) = a_full_life();
    let before = files_below(roadside.home()).len();
    roadside.run(&["privacy", "erase", "--json"]).expect(2);
    assert_eq!(
        files_below(roadside.home()).len(),
        before,
        "not without a yes"
    );
    // Something that is not ours is left alone.
    let foreign = roadside.home().join("notes.txt");
    std::fs::write(&foreign, "mine").expect("written");
    roadside
        .run(&["privacy", "erase", "--yes", "--json"])
        .expect(0);
    let left = files_below(roadside.home());
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0].0, foreign);
    let status = roadside
        .run(&["privacy", "status", "--json"])
        .expect(0)
        .json();
    assert_eq!(
        status,
        serde_json::json!({"key": false, "files": [], "kinds": []})
    );
    assert_eq!(
        files_below(roadside.home()).len(),
        1,
        "looking made nothing"
    );
    roadside
        .run(&["privacy", "erase", "--yes", "--json"])
        .expect(0);
}

/// Killed at whatever instant: either everything is still there and readable, or the key is gone
/// and nothing can be read; and doing it again finishes it.
#[test]
fn killed_while_erasing_it_leaves_all_or_nothing_readable() {
    let mut stages = [0_u32; 2];
    for step in 0..24_u64 {
        let (roadside, _) = Roadside::with_card(PROGRAM);
        let mut child = roadside
            .command(&["privacy", "erase", "--yes", "--json"])
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_micros(step * 900));
        let _ = child.kill();
        let _ = child.wait();
        let has_key = std::fs::read(roadside.home().join("key"))
            .is_ok_and(|key| key.len() == 32 && key.iter().any(|byte| *byte != 0));
        if has_key {
            stages[0] += 1;
            roadside.run(&["card", "show", "--json"]).expect(0);
        } else {
            stages[1] += 1;
            let needles = vectors::needles();
            for (path, bytes) in files_below_if_any(roadside.home()) {
                for needle in &needles {
                    let found = bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
                    assert!(!found, "{} holds {needle}", path.display());
                }
            }
        }
        roadside
            .run(&["privacy", "erase", "--yes", "--json"])
            .expect(0);
        assert!(files_below_if_any(roadside.home()).is_empty());
    }
    assert!(stages[0] + stages[1] == 24);
}

fn files_below_if_any(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    if folder.exists() {
        files_below(folder)
    } else {
        Vec::new()
    }
}

#[test]
fn a_lost_key_or_a_damaged_database_can_still_be_erased() {
    for spoil in ["key", "roadside.db"] {
        let (roadside, _) = Roadside::with_card(PROGRAM);
        if spoil == "key" {
            std::fs::remove_file(roadside.home().join("key")).expect("removed");
        } else {
            std::fs::write(roadside.home().join(spoil), vec![0x55; 9000]).expect("written");
            roadside.run(&["card", "list", "--json"]);
        }
        roadside
            .run(&["privacy", "erase", "--yes", "--json"])
            .expect(0);
        assert!(files_below_if_any(roadside.home()).is_empty(), "{spoil}");
    }
}

#[test]
fn a_case_called_off_is_coarse_at_once_and_gone_after_its_time() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    let intake = [
        "--intake",
        centre.url.as_str(),
        "--now",
        "2026-11-26T10:00:00Z",
    ];
    let plan = roadside.run(&with(&CALL, &intake)).expect(0).json();
    let case = plan["case"]["id"].as_str().expect("an id");
    let export = |name: &str| {
        let folder = data.path().join(name);
        let folder = folder.to_str().expect("a path");
        roadside.run(&["privacy", "export", folder]).expect(0);
        let text = std::fs::read_to_string(Path::new(folder).join("roadside-export.json"));
        text.expect("the document")
    };
    assert!(export("open").contains("45.81534"));
    roadside
        .run(&with(&["case", "cancel", case], &intake))
        .expect(0);
    let text = export("over");
    assert!(
        !text.contains("45.815") && !text.contains("15.981"),
        "{text}"
    );
    assert!(text.contains("45.82") && text.contains("15.98"), "{text}");
    let count = |now: &str| {
        let list = roadside
            .run(&["case", "list", "--json", "--now", now])
            .expect(0);
        list.json().as_array().map(Vec::len)
    };
    assert_eq!(count("2027-11-26T09:59:00Z"), Some(1));
    let purged = roadside
        .run(&[
            "privacy",
            "purge",
            "--json",
            "--now",
            "2027-11-26T10:01:00Z",
        ])
        .expect(0)
        .json();
    assert_eq!(purged["purged"][0]["rule"], "cancelled_case");
    assert_eq!(purged["purged"][0]["count"], 1);
    assert_eq!(count("2027-11-26T10:01:00Z"), Some(0));
    // What is still queued is never purged.
    roadside.run(&CALL).expect(4);
    assert_eq!(count("2099-01-01T00:00:00Z"), Some(1));
}

#[test]
fn a_withdrawal_reaches_the_centre_with_the_next_revision() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    give(&roadside, "health");
    give(&roadside, "position_to_helper");
    let call = with(&CALL, &["--with-health", "--intake", &centre.url]);
    roadside.run(&call).expect(0);
    let consents = || {
        let held = centre.holds();
        let list = held[0]["report"]["consents"]
            .as_array()
            .expect("a list")
            .clone();
        list.iter()
            .map(|one| one["purpose"].as_str().expect("a word").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(consents(), ["health", "position_to_helper"]);
    assert!(centre.holds()[0].to_string().contains("illness"));
    let change = roadside
        .run(&["consent", "withdraw", "health", "--json"])
        .expect(0)
        .json();
    assert_eq!(change["cases_queued"], 1);
    roadside
        .run(&["outbox", "flush", "--intake", &centre.url])
        .expect(0);
    assert_eq!(consents(), ["position_to_helper"]);
    assert!(!centre.holds()[0]["report"].to_string().contains("illness"));
}

/// Watches every connection the program makes. Skipped where `strace` is not to be had, unless
/// `ROADSIDE_STRACE_REQUIRED` is set.
#[test]
fn the_only_host_ever_spoken_to_is_the_intake() {
    let works = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        assert!(
            std::env::var_os("ROADSIDE_STRACE_REQUIRED").is_none(),
            "no strace"
        );
        return;
    }
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    let port = centre
        .address()
        .rsplit(':')
        .next()
        .expect("a port")
        .to_owned();
    give(&roadside, "position_to_helper");
    let export = data.path().join("export");
    let export = export.to_str().expect("a path");
    let commands: Vec<Vec<&str>> = vec![
        with(&CALL, &["--intake", &centre.url]),
        vec!["outbox", "flush", "--intake", &centre.url],
        vec!["check", "--at", "45.8,15.9~10", "--all"],
        vec!["notice", "--country", "HR"],
        vec!["trip", "--countries", "DE,HR"],
        vec!["terms", "list"],
        vec!["privacy", "share", "position"],
        vec!["privacy", "sent"],
        vec!["privacy", "export", export],
        vec!["privacy", "erase", "--yes"],
    ];
    let mut to_intake = 0;
    for words in commands {
        let trace = data.path().join("trace");
        let inner = roadside.command(&words);
        let mut command = Command::new("strace");
        command
            .args([
                "-f",
                "-qq",
                "-e",
                "trace=connect,sendto,sendmsg,sendmmsg",
                "-o",
            ])
            .arg(&trace)
            .arg(inner.get_program())
            .args(inner.get_args())
            .env_remove("ROADSIDE_INTAKE")
            .env("ROADSIDE_HOME", roadside.home())
            .env("LC_ALL", "en_GB.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().expect("it runs");
        let seen = std::fs::read_to_string(&trace).expect("a trace");
        for line in seen.lines().filter(|line| line.contains("AF_INET")) {
            let is_intake = line.contains(&format!("sin_port=htons({port})"))
                && line.contains("inet_addr(\"127.0.0.1\")");
            assert!(is_intake, "{words:?}: {line}");
            to_intake += 1;
        }
    }
    assert!(to_intake > 0, "the trace sees the intake");
}
