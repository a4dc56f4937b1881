//! What lies on the disk: nothing personal in clear, nothing changed unseen.

use roadside_journeys::{Centre, Roadside, files_below, vectors};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

/// Card kept, case made, queued, delivered, updated, cancelled; one more left waiting.
fn a_full_life() -> (Roadside, String, String, Vec<String>) {
    let (roadside, card) = Roadside::with_card(PROGRAM);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    let at = "45.81534,15.98173~12";
    let mut said = Vec::new();
    let mut keep = |outcome: roadside_journeys::Outcome| {
        said.push(outcome.err.clone());
        outcome
    };
    let call = [
        "call",
        "--at",
        at,
        "--fact",
        "event.kind=breakdown",
        "--json",
        "--intake",
        &centre.url,
    ];
    let plan = keep(roadside.run(&call)).expect(0).json();
    let case = plan["case"]["id"].as_str().expect("a case id").to_owned();
    keep(roadside.run(&[
        "case",
        "update",
        &case,
        "--at",
        "45.81699,15.98888~5",
        "--intake",
        &centre.url,
    ]))
    .expect(0);
    drop(centre);
    keep(roadside.run(&[
        "call",
        "--at",
        at,
        "--intake",
        "http://127.0.0.1:9",
        "--json",
    ]))
    .expect(4);
    (roadside, card, case, said)
}

#[test]
fn nothing_personal_is_in_any_file_or_message() {
    let (roadside, _, _, said) = a_full_life();
    let files = files_below(roadside.home());
    assert!(
        files
            .iter()
            .any(|(path, _)| path.extension().is_some_and(|e| e == "db"))
    );
    let mut needles: Vec<Vec<u8>> = vectors::needles()
        .iter()
        .map(|n| n.as_bytes().to_vec())
        .collect();
    for coordinate in [45.81534_f64, 15.98173, 45.81699, 15.98888] {
        needles.push(format!("{coordinate}").into_bytes());
        needles.push(coordinate.to_le_bytes().to_vec());
        needles.push(coordinate.to_be_bytes().to_vec());
    }
    let utf16: Vec<Vec<u8>> = vectors::needles()
        .iter()
        .map(|n| n.encode_utf16().flat_map(u16::to_le_bytes).collect())
        .collect();
    needles.extend(utf16);
    for (path, bytes) in &files {
        for needle in &needles {
            let found = bytes
                .windows(needle.len())
                .any(|window| window == needle.as_slice());
            assert!(
                !found,
                "{} holds {:?}",
                path.display(),
                String::from_utf8_lossy(needle)
            );
        }
    }
    for text in said {
        for needle in vectors::needles() {
            assert!(
                !text.contains(needle),
                "standard error says {needle}: {text}"
            );
        }
    }
}

#[test]
fn the_key_and_the_folder_are_the_owners_alone() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let mode = |name: &str| {
        let path = roadside.home().join(name);
        std::fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(mode("key"), 0o600);
    assert_eq!(mode("roadside.db"), 0o600);
}

fn database(roadside: &Roadside) -> rusqlite::Connection {
    rusqlite::Connection::open(roadside.home().join("roadside.db")).expect("the database opens")
}

/// Table and column of every sealed value.
fn sealed_columns(db: &rusqlite::Connection) -> Vec<(String, String)> {
    let mut statement = db
        .prepare("SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'BLOB' AND c.name = 'sealed'")
        .expect("a query");
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

#[test]
fn a_flipped_bit_is_named_and_never_read() {
    let (roadside, card) = Roadside::with_card(PROGRAM);
    let other = roadside.add(&{
        let mut card = vectors::card();
        card["vehicle"]["registration"] = Value::from("XX 99 888");
        card
    });
    {
        let db = database(&roadside);
        assert!(
            sealed_columns(&db)
                .iter()
                .any(|(table, _)| table == "cards"),
            "{:?}",
            sealed_columns(&db)
        );
        let sealed: Vec<u8> = db
            .query_row(
                "SELECT sealed FROM cards WHERE id = ?1",
                [uuid_bytes(&card)],
                |row| row.get(0),
            )
            .expect("the card's row");
        let mut flipped = sealed;
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        db.execute(
            "UPDATE cards SET sealed = ?1 WHERE id = ?2",
            (flipped, uuid_bytes(&card)),
        )
        .expect("changed");
    }
    let shown = roadside
        .run(&["card", "show", "--card", &card, "--json"])
        .expect(5);
    let problem = shown.json();
    assert_eq!(problem["type"], "urn:roadside:problem:tampered");
    assert!(
        problem["detail"]
            .as_str()
            .expect("a detail")
            .contains("cards")
    );
    assert!(!shown.out.contains("ZQ"), "{}", shown.out);
    roadside
        .run(&["card", "show", "--card", &other, "--json"])
        .expect(0);
}

#[test]
fn a_row_moved_to_another_id_is_named_and_never_read() {
    let (roadside, first) = Roadside::with_card(PROGRAM);
    let second = roadside.add(&{
        let mut card = vectors::card();
        card["vehicle"]["registration"] = Value::from("XX 99 888");
        card
    });
    {
        let db = database(&roadside);
        db.execute(
            "UPDATE cards SET sealed = (SELECT sealed FROM cards WHERE id = ?1) WHERE id = ?2",
            (uuid_bytes(&second), uuid_bytes(&first)),
        )
        .expect("moved");
    }
    let shown = roadside
        .run(&["card", "show", "--card", &first, "--json"])
        .expect(5);
    assert_eq!(shown.json()["type"], "urn:roadside:problem:tampered");
    assert!(!shown.out.contains("XX"), "{}", shown.out);
}

fn uuid_bytes(id: &str) -> Vec<u8> {
    let hex: String = id.chars().filter(|c| *c != '-').collect();
    (0..16)
        .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("hex"))
        .collect()
}

#[test]
fn a_wrong_key_is_locked_and_changes_nothing() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let key = roadside.home().join("key");
    let right = std::fs::read(&key).expect("the key");
    let mut wrong = right.clone();
    wrong[0] ^= if wrong[0].is_ascii() { 1 } else { 0x80 };
    std::fs::write(&key, &wrong).expect("another key");
    let problem = roadside.run(&["card", "list", "--json"]).expect(5).json();
    assert!(
        ["urn:roadside:problem:locked", "urn:roadside:problem:no-key"]
            .iter()
            .any(|t| problem["type"] == *t),
        "{problem}"
    );
    std::fs::write(&key, &right).expect("the right key");
    assert_eq!(
        roadside
            .run(&["card", "list", "--json"])
            .expect(0)
            .json()
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_said_so() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let db = roadside.home().join("roadside.db");
    let mut bytes = std::fs::read(&db).expect("the database");
    bytes[..100].fill(0x55);
    std::fs::write(&db, &bytes).expect("damaged");
    for extra in ["roadside.db-wal", "roadside.db-shm"] {
        let _ = std::fs::remove_file(roadside.home().join(extra));
    }
    let listed = roadside.run(&["card", "list", "--json"]);
    assert!(listed.err.contains("set aside"), "{}", listed.err);
    let kept = files_below(roadside.home())
        .into_iter()
        .any(|(path, kept)| path != db && kept == bytes);
    assert!(kept, "the damaged file is kept, byte for byte");
    let again = roadside.run(&["card", "list", "--json"]).expect(0);
    assert_eq!(again.json().as_array().map(Vec::len), Some(0));
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    database(&roadside)
        .pragma_update(None, "user_version", 999)
        .expect("a newer schema");
    let before = std::fs::read(roadside.home().join("roadside.db")).expect("the file");
    let problem = roadside.run(&["card", "list", "--json"]).expect(5).json();
    assert_eq!(problem["type"], "urn:roadside:problem:too-new");
    assert_eq!(
        std::fs::read(roadside.home().join("roadside.db")).expect("the file"),
        before
    );
}
