//! Signed editions of terms, through the front door: what is taken, what is refused and why, and
//! that a refusal leaves in force what was there.

use minisign::KeyPair;
use proptest::prelude::*;
use roadside_core::companion::{Clock, Handbook};
use roadside_core::coverage::SigningKey;
use roadside_core::types::Product;
use roadside_journeys::{Roadside, files_below};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const BUILT_IN: &str = include_str!("../../core/terms/rescue-abroad.toml");

/// An edition of our own: 14 days of rental instead of 21.
fn edition(sequence: u32, more: &str) -> String {
    let text = BUILT_IN.replace("edition = \"2011-04\"", "edition = \"2026-10\"");
    let text = text.replace(
        "\nsequence = 1\n",
        &format!("\nsequence = {sequence}\n{more}\n"),
    );
    let text = text.replace("value = 21\n", "value = 14\n");
    assert_ne!(text, BUILT_IN, "the header is where it was");
    text
}

/// An insurer: a key, and a folder to write files in.
struct Insurer {
    keys: KeyPair,
    folder: tempfile::TempDir,
}

impl Insurer {
    fn new() -> Self {
        Self {
            keys: KeyPair::generate_unencrypted_keypair().expect("keys"),
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn public_key(&self) -> String {
        self.keys.pk.to_base64()
    }

    fn signature(&self, terms: &str) -> String {
        minisign::sign(None, &self.keys.sk, terms.as_bytes(), None, None)
            .expect("a signature")
            .to_string()
    }

    /// Writes terms with this signature beside them, and gives the file.
    fn writes(&self, terms: &str, signature: Option<&str>) -> String {
        let file = self.folder.path().join("terms.toml");
        let beside = self.folder.path().join("terms.toml.minisig");
        std::fs::write(&file, terms).expect("written");
        match signature {
            Some(signature) => std::fs::write(beside, signature).expect("written"),
            None => {
                let _ = std::fs::remove_file(beside);
            }
        }
        file.display().to_string()
    }

    /// Writes terms, signed.
    fn publishes(&self, terms: &str) -> String {
        self.writes(terms, Some(&self.signature(terms)))
    }
}

/// A motorist who trusts an insurer's key.
fn trusting(insurer: &Insurer) -> Roadside {
    let roadside = Roadside::new(PROGRAM);
    roadside
        .run(&["terms", "trust", &insurer.public_key()])
        .expect(0);
    roadside
}

/// Edition, sequence and days of rental that answer, by `check --batch`, which opens no store.
fn in_force(roadside: &Roadside) -> (String, i64) {
    in_force_at(roadside, "2026-11-01T12:00:00Z")
}

fn in_force_at(roadside: &Roadside, now: &str) -> (String, i64) {
    let situation = json!({"product": "rescue-abroad", "facts": {"vehicle.kind": "passenger_car"}});
    let said = roadside
        .run_with(
            &["check", "--batch", "--json", "--now", now],
            &format!("{situation}\n"),
        )
        .expect(0)
        .json();
    let benefits = said["benefits"].as_array().expect("benefits");
    let rental = benefits
        .iter()
        .find(|benefit| benefit["id"] == "rental_vehicle")
        .expect("the rental vehicle");
    let limits = rental["limits"].as_array().expect("limits");
    let days = limits
        .iter()
        .find(|limit| limit["id"] == "max_days")
        .and_then(|limit| limit["value"].as_i64());
    (
        said["edition"].as_str().expect("an edition").to_owned(),
        days.expect("a limit in days"),
    )
}

fn built_in() -> (String, i64) {
    ("2011-04".to_owned(), 21)
}

fn new_one() -> (String, i64) {
    ("2026-10".to_owned(), 14)
}

/// Installing says this problem with exit code 2, and leaves in force what was there.
fn refused(roadside: &Roadside, file: &str, problem: &str) {
    let before = (in_force(roadside), files_below(roadside.home()).len());
    let said = roadside
        .run(&[
            "terms",
            "install",
            file,
            "--json",
            "--now",
            "2026-11-01T12:00:00Z",
        ])
        .expect(2)
        .json();
    assert_eq!(said["type"], format!("urn:roadside:problem:{problem}"));
    assert_eq!(
        (in_force(roadside), files_below(roadside.home()).len()),
        before
    );
}

fn list(roadside: &Roadside) -> Vec<Value> {
    let listed = roadside
        .run(&["terms", "list", "--json", "--now", "2026-11-01T12:00:00Z"])
        .expect(0)
        .json();
    listed.as_array().expect("a list").clone()
}

#[test]
fn a_signed_edition_answers_at_once_and_says_whose_it_is() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    assert_eq!(in_force(&roadside), built_in());
    let file = insurer.publishes(&edition(2, ""));
    let installed = roadside
        .run(&["terms", "install", &file, "--json"])
        .expect(0)
        .json();
    assert_eq!(installed["in_force"], true);
    let key = SigningKey::parse(&insurer.public_key()).expect("a key");
    assert_eq!(installed["signed_by"], key.id().to_string());
    assert_eq!(in_force(&roadside), new_one());

    let listed = list(&roadside);
    let of = |sequence: u64| {
        let mut found = listed
            .iter()
            .filter(|one| one["product"] == "rescue-abroad");
        found
            .find(|one| one["sequence"] == sequence)
            .expect("it is listed")
            .clone()
    };
    assert_eq!(of(1)["source"], "built_in");
    assert_eq!(of(1)["standing"], "older");
    assert_eq!(of(2)["source"], "installed");
    assert_eq!(of(2)["standing"], "in_force");
    let text = roadside
        .run(&["terms", "list", "--language", "en"])
        .expect(0)
        .out;
    assert!(text.contains(&key.id().to_string()), "{text}");
    let shown = roadside
        .run(&["terms", "show", "rescue-abroad", "--json"])
        .expect(0)
        .json();
    assert_eq!(shown["edition"], "2026-10");
}

#[test]
fn a_case_says_which_edition_its_answer_came_from() {
    let insurer = Insurer::new();
    let (roadside, _) = Roadside::with_card(PROGRAM);
    roadside
        .run(&["terms", "trust", &insurer.public_key()])
        .expect(0);
    let case_of = |roadside: &Roadside| {
        let made = roadside.run(&[
            "call",
            "--json",
            "--fact",
            "event.kind=breakdown",
            "--at",
            "45.8150,15.9819~20",
        ]);
        let id = made.json()["case"]["id"]
            .as_str()
            .expect("a case")
            .to_owned();
        let shown = roadside
            .run(&["case", "show", &id, "--json"])
            .expect(0)
            .json();
        shown["pre_check"].clone()
    };
    let before = case_of(&roadside);
    assert_eq!(before["edition"], "2011-04");
    assert_eq!(before["sequence"], 1);
    let file = insurer.publishes(&edition(7, ""));
    roadside.run(&["terms", "install", &file]).expect(0);
    let after = case_of(&roadside);
    assert_eq!(after["product"], "rescue-abroad");
    assert_eq!(after["edition"], "2026-10");
    assert_eq!(after["sequence"], 7);
}

#[test]
fn looking_for_installed_terms_makes_nothing_in_the_home() {
    let roadside = Roadside::new(PROGRAM);
    in_force(&roadside);
    list(&roadside);
    assert!(files_below(roadside.home()).is_empty());
}

#[test]
fn a_key_nobody_trusts_is_refused() {
    let roadside = trusting(&Insurer::new());
    let stranger = Insurer::new();
    let file = stranger.publishes(&edition(2, ""));
    refused(&roadside, &file, "terms-untrusted-key");
    // The key is named, so that it can be compared with what the insurer says.
    let key = SigningKey::parse(&stranger.public_key()).expect("a key");
    let said = roadside.run(&["terms", "install", &file]).expect(2).err;
    assert!(said.contains(&key.id().to_string()), "{said}");
}

#[test]
fn a_key_that_only_bears_the_trusted_ones_id_is_refused() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    // A stranger may write the insurer's id into a key of his own; ids prove nothing.
    let stranger = Insurer::new();
    let mut bytes = stranger.keys.sk.to_bytes();
    let id = stranger.keys.sk.keynum();
    let at = bytes
        .windows(8)
        .position(|window| window == id)
        .expect("the id");
    bytes[at..at + 8].copy_from_slice(insurer.keys.pk.keynum());
    let forger = minisign::SecretKey::from_bytes(&bytes).expect("a key");
    let terms = edition(2, "");
    let forged = minisign::sign(None, &forger, terms.as_bytes(), None, None).expect("a signature");
    assert_eq!(forged.keynum(), insurer.keys.pk.keynum());
    let file = insurer.writes(&terms, Some(&forged.to_string()));
    refused(&roadside, &file, "terms-signature-wrong");
}

#[test]
fn one_changed_byte_anywhere_is_refused() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let terms = edition(2, "");
    let signature = insurer.signature(&terms);
    for at in [0, terms.len() / 3, terms.len() / 2, terms.len() - 1] {
        let mut changed = terms.clone().into_bytes();
        changed[at] ^= 1;
        let changed = String::from_utf8(changed).expect("still text");
        let file = insurer.writes(&changed, Some(&signature));
        refused(&roadside, &file, "terms-signature-wrong");
    }
    // A blank line at the end is a change like any other.
    let file = insurer.writes(&format!("{terms}\n"), Some(&signature));
    refused(&roadside, &file, "terms-signature-wrong");
    // So is a word in the comment the signature vouches for.
    let comment = signature.replace("timestamp:", "timestamp:9");
    assert_ne!(comment, signature);
    let file = insurer.writes(&terms, Some(&comment));
    refused(&roadside, &file, "terms-signature-wrong");
}

#[test]
fn a_signature_cut_off_anywhere_is_refused() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let terms = edition(2, "");
    let signature = insurer.signature(&terms);
    let whole = signature.trim_end().len();
    for length in [0, 1, 30, 100, 160, 200, whole - 1] {
        let file = insurer.writes(&terms, Some(&signature[..length]));
        refused(&roadside, &file, "terms-signature-unreadable");
    }
    let file = insurer.writes(&terms, None);
    refused(&roadside, &file, "terms-not-signed");
}

#[test]
fn the_signature_of_another_file_is_refused() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let other = insurer.signature(&edition(3, ""));
    let file = insurer.writes(&edition(2, ""), Some(&other));
    refused(&roadside, &file, "terms-signature-wrong");
}

#[test]
fn a_signature_may_lie_elsewhere() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let terms = edition(2, "");
    let file = insurer.writes(&terms, None);
    let elsewhere = insurer.folder.path().join("mail-attachment");
    std::fs::write(&elsewhere, insurer.signature(&terms)).expect("written");
    let elsewhere = elsewhere.display().to_string();
    roadside
        .run(&["terms", "install", &file, "--signature", &elsewhere])
        .expect(0);
    assert_eq!(in_force(&roadside), new_one());
}

#[test]
fn an_older_or_equal_edition_never_comes_back() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    // The one that came with the program counts too.
    refused(
        &roadside,
        &insurer.publishes(&edition(1, "")),
        "terms-not-newer",
    );
    refused(
        &roadside,
        &insurer.publishes(&edition(0, "")),
        "terms-not-newer",
    );
    let fifth = insurer.publishes(&edition(5, ""));
    roadside.run(&["terms", "install", &fifth]).expect(0);
    for sequence in [2, 4, 5] {
        let file = insurer.publishes(&edition(sequence, "# another one"));
        refused(&roadside, &file, "terms-not-newer");
    }
    roadside
        .run(&["terms", "install", &insurer.publishes(&edition(6, ""))])
        .expect(0);
}

#[test]
fn an_edition_that_waits_for_its_day_keeps_older_ones_out_too() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let next_year = insurer.publishes(&edition(5, "valid_from = \"2027-01-01\""));
    roadside
        .run(&[
            "terms",
            "install",
            &next_year,
            "--now",
            "2026-11-01T12:00:00Z",
        ])
        .expect(0);
    assert_eq!(in_force(&roadside), built_in());
    refused(
        &roadside,
        &insurer.publishes(&edition(4, "")),
        "terms-not-newer",
    );
}

#[test]
fn a_newer_format_is_refused_and_says_so() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let newer = edition(2, "ink = \"invisible\"").replace("\nformat = 1\n", "\nformat = 2\n");
    refused(&roadside, &insurer.publishes(&newer), "terms-newer-format");
}

#[test]
fn an_unknown_product_is_refused() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let other =
        edition(2, "").replace("product = \"rescue-abroad\"", "product = \"flying-carpet\"");
    refused(
        &roadside,
        &insurer.publishes(&other),
        "terms-unknown-product",
    );
}

#[test]
fn faulty_terms_are_refused_and_never_signed() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let faulty = edition(2, "").replace("\"vehicle.casco\"", "\"vehicle.kasko\"");
    let file = insurer.publishes(&faulty);
    refused(&roadside, &file, "terms-faulty");
    let not_toml = insurer.publishes("format = ");
    refused(&roadside, &not_toml, "terms-faulty");
    let backwards = edition(2, "valid_from = \"2027-01-01\"\nvalid_to = \"2026-01-01\"");
    refused(&roadside, &insurer.publishes(&backwards), "terms-faulty");
    let no_day = edition(2, "valid_from = \"1 October\"");
    refused(&roadside, &insurer.publishes(&no_day), "terms-faulty");

    let key = insurer.folder.path().join("insurer.key");
    let key = key.display().to_string();
    roadside
        .run(&["terms", "key", &key, "--no-password"])
        .expect(0);
    let file = insurer.writes(&faulty, None);
    let said = roadside
        .run(&["terms", "sign", &file, "--key", &key, "--json"])
        .expect(2)
        .json();
    assert_eq!(said["type"], "urn:roadside:problem:terms-faulty");
    assert!(!Path::new(&format!("{file}.minisig")).exists());
}

#[test]
fn days_decide_which_edition_answers() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let days = "valid_from = \"2026-12-01\"\nvalid_to = \"2026-12-31\"";
    let december = insurer.publishes(&edition(2, days));
    let installed = roadside
        .run(&[
            "terms",
            "install",
            &december,
            "--json",
            "--now",
            "2026-11-01T12:00:00Z",
        ])
        .expect(0)
        .json();
    assert_eq!(installed["standing"], "not_yet");
    // Days are Danish days: an hour ahead of UTC in winter.
    for (now, expected) in [
        ("2026-11-30T22:59:59Z", built_in()),
        ("2026-11-30T23:00:00Z", new_one()),
        ("2026-12-31T22:59:59Z", new_one()),
        ("2026-12-31T23:00:00Z", built_in()),
    ] {
        assert_eq!(in_force_at(&roadside, now), expected, "{now}");
    }
    let too_late = Insurer::new();
    let late = trusting(&too_late);
    let file = too_late.publishes(&edition(2, "valid_to = \"2026-10-31\""));
    refused(&late, &file, "terms-expired");
}

#[test]
fn what_was_changed_on_the_disk_does_not_answer_and_is_named() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let terms = edition(2, "");
    let file = insurer.publishes(&terms);
    roadside.run(&["terms", "install", &file]).expect(0);
    let kept = roadside.home().join("terms/rescue-abroad-2.toml");
    let signature = roadside.home().join("terms/rescue-abroad-2.toml.minisig");
    let situation = "{\"product\":\"rescue-abroad\",\"facts\":{}}\n";
    let says = |problem: &str| {
        assert_eq!(in_force(&roadside), built_in(), "{problem}");
        let listed = list(&roadside);
        let found = listed
            .iter()
            .find(|one| one["file"] == "rescue-abroad-2.toml")
            .expect("it is listed");
        assert_eq!(found["refused"], problem);
        assert_eq!(found["in_force"], false);
        let answer = roadside
            .run_with(&["check", "--batch"], situation)
            .expect(0);
        assert!(
            answer.err.contains("rescue-abroad-2.toml"),
            "{}",
            answer.err
        );
    };

    std::fs::write(&kept, terms.replace("value = 14", "value = 99")).expect("tampered");
    says("terms_signature_wrong");
    std::fs::write(&kept, &terms).expect("put right");
    assert_eq!(in_force(&roadside), new_one());
    std::fs::write(&signature, "").expect("tampered");
    says("terms_signature_unreadable");
    std::fs::remove_file(&signature).expect("tampered");
    says("terms_not_signed");
    // Installing it again heals it.
    roadside.run(&["terms", "install", &file]).expect(0);
    assert_eq!(in_force(&roadside), new_one());
    // What the key signed goes with the key.
    roadside
        .run(&["terms", "trust", &insurer.public_key(), "--remove"])
        .expect(0);
    says("terms_untrusted_key");
    roadside
        .run(&["terms", "trust", &insurer.public_key()])
        .expect(0);
    assert_eq!(in_force(&roadside), new_one());
}

#[test]
fn an_insurer_makes_a_key_signs_and_the_motorist_installs() {
    let roadside = Roadside::new(PROGRAM);
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(at("new.toml"), edition(2, "")).expect("written");
    let made = roadside
        .run(&["terms", "key", &at("k"), "--no-password", "--json"])
        .expect(0)
        .json();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = std::fs::metadata(at("k")).expect("the key").permissions();
        assert_eq!(rights.mode() & 0o777, 0o600);
    }
    // A key is never overwritten.
    let before = std::fs::read(at("k")).expect("the key");
    roadside
        .run(&["terms", "key", &at("k"), "--no-password"])
        .expect(2);
    assert_eq!(std::fs::read(at("k")).expect("the key"), before);
    roadside
        .run(&["terms", "sign", &at("new.toml"), "--key", &at("k")])
        .expect(0);
    // The public key is no secret key, and garbage is none.
    for wrong in ["k.pub", "new.toml"] {
        roadside
            .run(&["terms", "sign", &at("new.toml"), "--key", &at(wrong)])
            .expect(2);
    }
    roadside.run(&["terms", "trust", &at("new.toml")]).expect(2);
    let trusted = roadside
        .run(&["terms", "trust", &at("k.pub"), "--json"])
        .expect(0)
        .json();
    assert_eq!(trusted, json!({"key": made["key"], "trusted": true}));
    let installed = roadside
        .run(&["terms", "install", &at("new.toml"), "--json"])
        .expect(0)
        .json();
    assert_eq!(installed["signed_by"], made["key"]);
    // minisign's own reading of it.
    let key = minisign::PublicKey::from_file(at("k.pub")).expect("a public key");
    let signature = minisign::SignatureBox::from_file(at("new.toml.minisig")).expect("a signature");
    let terms = std::fs::File::open(at("new.toml")).expect("the terms");
    minisign::verify(&key, &signature, terms, true, false, false).expect("it belongs");
}

#[test]
fn a_key_with_a_password_opens_with_it_alone() {
    let insurer = Insurer::new();
    let roadside = Roadside::new(PROGRAM);
    let file = insurer.writes(&edition(2, ""), None);
    let key = insurer.folder.path().join("sealed.key");
    let key = key.display().to_string();
    let run = |password: &str, arguments: &[&str]| {
        let mut command = roadside.command(arguments);
        command.env("ROADSIDE_SIGNING_PASSWORD", password);
        let status = command.status().expect("it runs");
        status.code().unwrap_or(-1)
    };
    assert_eq!(run("", &["terms", "key", &key]), 2, "no empty password");
    assert_eq!(run("Rejsekort 48", &["terms", "key", &key]), 0);
    let sign = ["terms", "sign", &file, "--key", &key];
    assert_eq!(run("Rejsekort 49", &sign), 2);
    assert!(!Path::new(&format!("{file}.minisig")).exists());
    assert_eq!(run("Rejsekort 48", &sign), 0);
    roadside
        .run(&["terms", "trust", &format!("{key}.pub")])
        .expect(0);
    roadside.run(&["terms", "install", &file]).expect(0);
}

/// `docs/terms-updates.md`, done as it says.
#[test]
fn the_worked_example_of_the_documentation_works() {
    let page = include_str!("../../docs/terms-updates.md");
    let blocks: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let [header, sentences] = blocks[..] else {
        panic!("two blocks of terms: {blocks:?}");
    };
    let (_, rest) = BUILT_IN
        .split_once("sequence = 1\n")
        .expect("a sequence number");
    let mut text = format!("{header}{rest}")
        .replace("rental.days_used < 21", "rental.days_used < 14")
        .replace("value = 21\n", "value = 14\n")
        .replace("limit max_days 21", "limit max_days 14");
    let clause = text.find("\nid = \"5.b\"\n").expect("clause 5.b");
    let end = text[clause..].find("[[clause]]").expect("the next clause");
    text.insert_str(clause + end, sentences);

    let insurer = Insurer::new();
    let roadside = Roadside::new(PROGRAM);
    let file = insurer.writes(&text, None);
    let key = insurer.folder.path().join("nordlys.key");
    let key = key.display().to_string();
    let run = |arguments: &[&str]| roadside.run(arguments).expect(0);
    run(&["terms", "check", &file]);
    run(&["terms", "key", &key, "--no-password"]);
    run(&["terms", "sign", &file, "--key", &key]);
    run(&["terms", "trust", &format!("{key}.pub")]);
    run(&["terms", "install", &file, "--now", "2026-09-01T12:00:00Z"]);
    assert_eq!(in_force_at(&roadside, "2026-09-30T12:00:00Z"), built_in());
    assert_eq!(in_force_at(&roadside, "2026-10-01T12:00:00Z"), new_one());
    for language in ["da", "de", "en", "es", "fr", "hr", "it", "pl"] {
        let said = roadside
            .run(&[
                "check",
                "--product",
                "rescue-abroad",
                "--fact",
                "rental.days_used=14",
                "--language",
                language,
                "--json",
            ])
            .expect(0)
            .json();
        let benefits = said["benefits"].as_array().expect("benefits");
        let rental = benefits
            .iter()
            .find(|benefit| benefit["id"] == "rental_vehicle")
            .expect("the rental vehicle");
        assert_eq!(rental["verdict"], "not_covered");
        let why = rental["reasons"].to_string();
        assert!(
            why.contains("14") && !why.contains("21"),
            "{language}: {why}"
        );
    }
    // Every refusal the program knows is in the page's table.
    for problem in [
        "not-signed",
        "signature-unreadable",
        "untrusted-key",
        "signature-wrong",
        "newer-format",
        "unknown-product",
        "faulty",
        "not-newer",
        "expired",
    ] {
        assert!(page.contains(&format!("`terms-{problem}`")), "{problem}");
    }
}

/// Killed at many different instants, an installation leaves the old or the new and never half:
/// every later reading gives one of the two, and the installation can be repeated.
#[test]
fn killed_while_installing_leaves_the_old_or_the_new() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let file = insurer.publishes(&edition(2, ""));
    let started = std::time::Instant::now();
    roadside.run(&["terms", "show", "rescue-abroad"]).expect(0);
    let whole = started.elapsed().max(Duration::from_millis(4));
    let (mut old, mut new) = (0, 0);
    for step in 0..24u32 {
        let mut child = roadside
            .command(&["terms", "install", &file])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(whole * step / 16);
        let _ = child.kill();
        let _ = child.wait();
        match in_force(&roadside) {
            answer if answer == built_in() => old += 1,
            answer if answer == new_one() => new += 1,
            other => panic!("half an edition: {other:?}"),
        }
        for one in list(&roadside) {
            assert_eq!(one["refused"], Value::Null, "{one}");
        }
        let installed: Vec<PathBuf> = files_below(roadside.home())
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| path.to_string_lossy().contains("rescue-abroad-2"))
            .collect();
        for path in installed {
            std::fs::remove_file(path).expect("made ready for the next one");
        }
    }
    roadside.run(&["terms", "install", &file]).expect(0);
    assert_eq!(in_force(&roadside), new_one());
    assert!(old > 0, "no installation was interrupted");
    eprintln!("{old} left the old, {new} the new");
}

/// What a kill between two files can leave, put there by hand: none of it counts as an edition.
#[test]
fn leftovers_of_an_interrupted_installation_are_nothing() {
    let insurer = Insurer::new();
    let roadside = trusting(&insurer);
    let terms = edition(2, "");
    let signature = insurer.signature(&terms);
    let folder = roadside.home().join("terms");
    let half = &terms[..terms.len() / 2];
    for (name, text) in [
        ("rescue-abroad-2.toml.minisig.new", &signature[..40]),
        ("rescue-abroad-2.toml.minisig", signature.as_str()),
        ("rescue-abroad-2.toml.new", half),
    ] {
        std::fs::write(folder.join(name), text).expect("written");
        assert_eq!(in_force(&roadside), built_in());
        assert!(list(&roadside).iter().all(|one| one["refused"].is_null()));
    }
    let file = insurer.publishes(&terms);
    roadside.run(&["terms", "install", &file]).expect(0);
    assert_eq!(in_force(&roadside), new_one());
}

#[test]
fn an_opened_handbook_takes_in_an_edition_while_others_read() {
    let insurer = Insurer::new();
    let home = tempfile::tempdir().expect("a home");
    let handbook = Handbook::open(home.path(), Clock::Device);
    let key = SigningKey::parse(&insurer.public_key()).expect("a key");
    handbook.trust_key(&key).expect("trusted");
    let before = handbook.terms(Product::RescueAbroad).expect("terms");
    std::thread::scope(|scope| {
        for sequence in 2..6 {
            let (handbook, insurer) = (&handbook, &insurer);
            scope.spawn(move || {
                let terms = edition(sequence, "");
                let signature = insurer.signature(&terms);
                // A newer one may have been quicker.
                let _ = handbook.install_terms(terms.as_bytes(), Some(signature.as_bytes()));
            });
        }
    });
    assert_eq!(before.sequence(), 1, "whoever reads goes on reading");
    let now = handbook.terms(Product::RescueAbroad).expect("terms");
    assert_eq!(now.sequence(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever arrives, it is refused in words and nothing breaks.
    #[test]
    fn random_bytes_are_refused(
        terms in proptest::collection::vec(any::<u8>(), 0..2000),
        signature in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..400),
            "untrusted comment: [ -~]{0,20}\n[A-Za-z0-9+/]{96,104}={0,2}\ntrusted comment: [ -~]{0,20}\n[A-Za-z0-9+/]{84,90}={0,2}\n"
                .prop_map(String::into_bytes),
        ],
    ) {
        let insurer = Insurer::new();
        let home = tempfile::tempdir().expect("a home");
        let handbook = Handbook::open(home.path(), Clock::Device);
        let key = SigningKey::parse(&insurer.public_key()).expect("a key");
        handbook.trust_key(&key).expect("trusted");
        let sequence = |handbook: &Handbook| handbook.terms(Product::RescueAbroad).map(|t| t.sequence());
        prop_assert!(handbook.install_terms(&terms, Some(&signature)).is_err());
        // Signed garbage gets one step further, and no more.
        let signed = minisign::sign(None, &insurer.keys.sk, terms.as_slice(), None, None)
            .expect("a signature")
            .to_string();
        let said = handbook.install_terms(&terms, Some(signed.as_bytes()));
        prop_assert!(said.is_err());
        prop_assert_eq!(sequence(&handbook), Ok(1));
        // The same when it already lies on the disk.
        let folder = home.path().join("terms");
        std::fs::write(folder.join("a.toml"), &terms).expect("written");
        std::fs::write(folder.join("a.toml.minisig"), &signature).expect("written");
        std::fs::write(folder.join("trusted-keys.txt"), &signature).expect("written");
        let handbook = Handbook::open(home.path(), Clock::Device);
        prop_assert_eq!(sequence(&handbook), Ok(1));
        prop_assert_eq!(handbook.refused_editions().len(), 1);
        let _ = SigningKey::parse(&String::from_utf8_lossy(&signature));
    }
}
