//! What people, portals and attackers hand in: the program names what is wrong, ends with exit
//! code 2, writes nothing and never panics.

use proptest::prelude::*;
use roadside_journeys::{Outcome, Roadside, files_below, vectors};

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

/// Exit 2, one problem document, no panic, nothing kept.
fn refused(roadside: &Roadside, outcome: &Outcome, what: &str) {
    assert_eq!(
        outcome.code,
        2,
        "{what}: {} {}",
        shortened(&outcome.out),
        shortened(&outcome.err)
    );
    let problem = outcome.json();
    let detail = problem["detail"].as_str().unwrap_or_default();
    assert!(!detail.is_empty(), "{what}: no detail in {problem}");
    assert!(
        detail.len() < 20_000,
        "{what}: {} bytes of detail",
        detail.len()
    );
    assert!(!outcome.err.contains("panicked"), "{what}: {}", outcome.err);
    assert!(
        files_below(roadside.home()).is_empty(),
        "{what}: something was written"
    );
}

fn shortened(text: &str) -> String {
    text.chars().take(400).collect()
}

fn hostile_documents() -> Vec<(&'static str, Vec<u8>)> {
    let mut card = vectors::card();
    let with = |path: &str, value: serde_json::Value| {
        let mut changed = card.clone();
        *changed.pointer_mut(path).expect("a field") = value;
        changed.to_string().into_bytes()
    };
    let mut all = vec![
        ("ten megabytes", vec![b'a'; 10 * 1024 * 1024]),
        (
            "ten megabytes in one field",
            with("/insurer", "x".repeat(10_000_000).into()),
        ),
        (
            "bidi override",
            with("/insurer", "Havblik\u{202e}evil".into()),
        ),
        (
            "control characters",
            with("/holder/name", "Mette\u{7}\u{0}".into()),
        ),
        (
            "a weight beyond all bounds",
            with("/vehicle/permitted_weight_kg", 1e300.into()),
        ),
        (
            "a negative weight",
            with("/vehicle/permitted_weight_kg", (-5).into()),
        ),
        (
            "a list for a name",
            with("/holder/name", serde_json::json!(["a"])),
        ),
        ("an unknown product", with("/product", "moonwalk".into())),
        ("nothing", Vec::new()),
        ("not unicode", vec![0xff, 0xfe, 0x00, 0x80]),
        ("a number that is none", b"{\"product\": NaN}".to_vec()),
        (
            "an infinite number",
            b"{\"product\":\"rescue-abroad\",\"vehicle\":{\"model_year\":1e309}}".to_vec(),
        ),
        (
            "a lone surrogate",
            b"{\"product\":\"rescue-abroad\",\"insurer\":\"\\ud800\"}".to_vec(),
        ),
        (
            "the same key twice",
            b"{\"product\":\"rescue-abroad\",\"product\":\"tusk\"}".to_vec(),
        ),
        ("brackets without end", vec![b'['; 200_000]),
        ("objects without end", b"{\"a\":".repeat(40_000)),
        (
            "TOML arrays without end",
            [b"a = ".to_vec(), vec![b'['; 100_000]].concat(),
        ),
        ("TOML tables without end", b"a.".repeat(60_000)),
        ("TOML NaN", b"product = nan\n".to_vec()),
    ];
    card["in_force_from"] = "2026-02-30".into();
    all.push(("a date that does not exist", card.to_string().into_bytes()));
    all
}

#[test]
fn a_hostile_card_is_refused_and_nothing_written() {
    for (what, bytes) in hostile_documents() {
        let roadside = Roadside::new(PROGRAM);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), &bytes).expect("written");
        let path = file.path().to_string_lossy().into_owned();
        refused(
            &roadside,
            &roadside.run(&["card", "add", "--file", &path, "--json"]),
            what,
        );
    }
}

#[test]
fn a_hostile_situation_is_refused() {
    let facts =
        |text: &str| format!("{{\"product\":\"rescue-abroad\",\"facts\":{text}}}").into_bytes();
    let mut all = vec![
        ("a coordinate out of range", facts("{\"place.lat\": 91}")),
        ("a coordinate as text", facts("{\"place.lat\": \"north\"}")),
        (
            "half an hour of weight",
            facts("{\"vehicle.permitted_weight_kg\": 1900.5}"),
        ),
        ("an unknown fact", facts("{\"vehicle.wheels\": 4}")),
        (
            "a word outside the vocabulary",
            facts("{\"event.kind\": \"meteor\"}"),
        ),
        (
            "an agreed benefit there is not",
            facts("{\"case.agreed\": [\"champagne\"]}"),
        ),
        (
            "a time without a day",
            facts("{\"event.occurred_at\": \"14:30\"}"),
        ),
        (
            "a bidi reference",
            facts("{\"police.reference\": \"\u{202e}PV\"}"),
        ),
        ("facts as a list", facts("[]")),
    ];
    all.extend(
        hostile_documents()
            .into_iter()
            .filter(|(_, bytes)| !bytes.starts_with(b"{\"ass")),
    );
    for (what, bytes) in all {
        let roadside = Roadside::new(PROGRAM);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), &bytes).expect("written");
        let path = file.path().to_string_lossy().into_owned();
        refused(
            &roadside,
            &roadside.run(&["check", "--situation", &path, "--json"]),
            what,
        );
    }
}

#[test]
fn hostile_terms_are_refused() {
    for (what, bytes) in hostile_documents() {
        let roadside = Roadside::new(PROGRAM);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), &bytes).expect("written");
        let path = file.path().to_string_lossy().into_owned();
        refused(
            &roadside,
            &roadside.run(&["terms", "check", &path, "--json"]),
            what,
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_refused_everywhere(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let roadside = Roadside::new(PROGRAM);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), &bytes).expect("written");
        let path = file.path().to_string_lossy().into_owned();
        for arguments in [
            vec!["card", "add", "--file", &path, "--json"],
            vec!["check", "--situation", &path, "--json"],
            vec!["terms", "check", &path, "--json"],
        ] {
            refused(&roadside, &roadside.run(&arguments), "random bytes");
        }
    }

    #[test]
    fn random_words_never_panic(word in "\\PC{0,80}") {
        let roadside = Roadside::new(PROGRAM);
        for arguments in [
            vec!["where", "--json", "--at", &word],
            vec!["check", "--json", "--product", "rescue-abroad", "--fact", &word],
            vec!["card", "import", "--json", "--", &word],
            vec!["case", "show", "--json", "--", &word],
            vec!["call", "--dry-run", "--json", "--intake", &word],
        ] {
            let outcome = roadside.run(&arguments);
            prop_assert!(matches!(outcome.code, 0 | 2 | 3), "{arguments:?}: {} {}", outcome.code, outcome.err);
            prop_assert!(!outcome.err.contains("panicked"), "{}", outcome.err);
        }
    }
}
