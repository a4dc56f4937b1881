//! Opening, keys, damage, cards: what the store promises whatever happens to its file.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{NEEDLES, at, case, key};
use roadside_core::error::{Error, StorageFault, Subject, Table};
use roadside_core::store::{FILE, NEWEST, Store};
use roadside_core::types::Secret;
use rusqlite::Connection;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};
use uuid::Uuid;

fn open(dir: &Path) -> Store {
    let opened = Store::open(dir, &key(7)).expect("opens");
    assert_eq!(opened.set_aside, None);
    opened.store
}

fn storage(fault: StorageFault) -> Error {
    Error::Storage { fault }
}

fn bytes_of(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(dir)
        .expect("a directory")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let name = entry.file_name().into_string().expect("a name");
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn card(name: &str) -> serde_json::Value {
    json!({
        "holder": {"name": name, "phone": "+4520304050"},
        "policy_no": "NEEDLE-POLICY",
        "vehicle": {"registration": "NEEDLE-PLATE", "vin": "WVWZZZ1JZXW000001"},
        "service_card_no": "NEEDLE-CARD",
    })
}

/// A home with two cards and a case, closed.
fn furnished() -> TempDir {
    let home = tempdir().expect("a directory");
    let store = open(home.path());
    store
        .put_card(Uuid::from_u128(1), &card("NEEDLE-NAME"))
        .expect("kept");
    store
        .put_card(Uuid::from_u128(2), &card("Second"))
        .expect("kept");
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    drop(store);
    home
}

#[test]
fn what_was_kept_is_there_again() {
    let home = furnished();
    let store = open(home.path());
    let cards = store.cards().expect("cards");
    assert_eq!(cards.records[0], (Uuid::from_u128(1), card("NEEDLE-NAME")));
    assert_eq!(cards.records.len(), 2);
    assert_eq!(store.case(Uuid::from_u128(3)), Ok(case(3, 1)));
    assert_eq!(store.find_case_by_code("k7 needle 3"), Ok(case(3, 1)));
    assert_eq!(
        store.find_case_by_code("K7"),
        Err(Error::NotFound {
            what: Subject::Case
        })
    );
}

#[test]
fn the_first_card_is_active_and_the_last_one_left_becomes_so() {
    let home = tempdir().expect("a directory");
    let store = open(home.path());
    let id = Uuid::from_u128;
    assert_eq!(store.active(), Ok(None));
    for number in 1..=3 {
        store.put_card(id(number), &card("x")).expect("kept");
    }
    assert_eq!(store.active(), Ok(Some(id(1))));
    store.put_card(id(2), &card("changed")).expect("kept");
    assert_eq!(store.active(), Ok(Some(id(1))));
    store.set_active(id(3)).expect("active");
    assert_eq!(store.active(), Ok(Some(id(3))));
    assert_eq!(
        store.set_active(id(9)),
        Err(Error::NotFound {
            what: Subject::Card
        })
    );
    assert_eq!(
        store.active(),
        Ok(Some(id(3))),
        "a wrong id leaves the active card alone"
    );
    store.remove_card(id(3)).expect("removed");
    assert_eq!(
        store.active(),
        Ok(None),
        "with two left, nobody chooses for the motorist"
    );
    store.remove_card(id(1)).expect("removed");
    assert_eq!(store.active(), Ok(Some(id(2))));
    assert_eq!(
        store.remove_card(id(1)),
        Err(Error::NotFound {
            what: Subject::Card
        })
    );
    store.remove_card(id(2)).expect("removed");
    assert_eq!(store.active(), Ok(None));
    assert_eq!(
        store.card(id(2)),
        Err(Error::NotFound {
            what: Subject::Card
        })
    );
}

#[test]
fn a_wrong_key_locks_and_changes_nothing() {
    let home = furnished();
    let before = bytes_of(home.path());
    let wrong = Store::open(home.path(), &key(8));
    assert_eq!(wrong.err(), Some(Error::Locked));
    assert_eq!(bytes_of(home.path())[FILE], before[FILE]);
    assert!(
        !bytes_of(home.path())
            .keys()
            .any(|name| name.contains("damaged"))
    );
    assert_eq!(open(home.path()).cards().expect("cards").records.len(), 2);
}

#[test]
fn a_newer_schema_is_left_alone() {
    let home = furnished();
    let raw = Connection::open(home.path().join(FILE)).expect("raw");
    raw.pragma_update(None, "user_version", NEWEST + 1)
        .expect("set");
    drop(raw);
    let before = bytes_of(home.path());
    assert_eq!(
        Store::open(home.path(), &key(7)).err(),
        Some(storage(StorageFault::TooNew))
    );
    assert_eq!(bytes_of(home.path())[FILE], before[FILE]);
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_reported() {
    let home = furnished();
    let path = home.path().join(FILE);
    for number in 1..=3 {
        let garbage = vec![number; 10_000];
        fs::write(&path, &garbage).expect("written");
        let opened = Store::open(home.path(), &key(7)).expect("a new one");
        let aside = home.path().join(format!("{FILE}.damaged-{number}"));
        assert_eq!(opened.set_aside.as_deref(), Some(aside.as_path()));
        assert_eq!(fs::read(&aside).expect("kept"), garbage);
        assert_eq!(opened.store.cards().expect("cards").records, []);
    }
    assert_eq!(
        Store::open(home.path(), &key(7)).expect("opens").set_aside,
        None
    );
}

#[test]
fn the_wal_goes_aside_with_its_database() {
    let home = furnished();
    let store = open(home.path());
    store
        .put_card(Uuid::from_u128(1), &card("x"))
        .expect("kept");
    // A copy of a running database, its WAL not yet written back, the database broken.
    let broken = tempdir().expect("a directory");
    let wal = format!("{FILE}-wal");
    let kept = fs::read(home.path().join(&wal)).expect("a WAL");
    assert!(!kept.is_empty());
    let mut database = fs::read(home.path().join(FILE)).expect("a database");
    database[..16].fill(b'?');
    fs::write(broken.path().join(FILE), &database).expect("written");
    fs::write(broken.path().join(&wal), &kept).expect("written");
    let opened = Store::open(broken.path(), &key(7)).expect("a new one");
    assert!(opened.set_aside.is_some());
    let aside = broken.path().join(format!("{FILE}.damaged-1-wal"));
    assert_eq!(fs::read(aside).expect("kept"), kept);
    assert_eq!(opened.store.cards().expect("cards").records, []);
}

#[test]
fn a_cut_off_file_is_damage_and_an_empty_one_is_new() {
    let home = furnished();
    let path = home.path().join(FILE);
    let whole = fs::read(&path).expect("a file");
    fs::write(&path, &whole[..whole.len() / 2]).expect("written");
    assert!(
        Store::open(home.path(), &key(7))
            .expect("a new one")
            .set_aside
            .is_some()
    );
    fs::write(&path, []).expect("written");
    let _ = fs::remove_file(home.path().join(format!("{FILE}-wal")));
    assert_eq!(
        Store::open(home.path(), &key(7))
            .expect("a new one")
            .set_aside,
        None
    );
}

#[test]
fn somebody_elses_database_is_not_written_to() {
    let home = tempdir().expect("a directory");
    let raw = Connection::open(home.path().join(FILE)).expect("raw");
    raw.execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
        .expect("made");
    drop(raw);
    let before = fs::read(home.path().join(FILE)).expect("a file");
    let opened = Store::open(home.path(), &key(7)).expect("a new one");
    assert_eq!(
        fs::read(opened.set_aside.expect("set aside")).expect("kept"),
        before
    );
}

#[test]
fn a_store_in_use_is_never_moved_away() {
    let home = tempdir().expect("a directory");
    let store = open(home.path());
    store
        .put_card(Uuid::from_u128(1), &card("x"))
        .expect("kept");
    // Somebody scribbles over the file while it is open elsewhere.
    store.pause();
    let sound = fs::read(home.path().join(FILE)).expect("a file");
    store.resume().expect("open");
    fs::write(home.path().join(FILE), vec![1; sound.len()]).expect("written");
    assert_eq!(
        Store::open(home.path(), &key(7)).err(),
        Some(storage(StorageFault::Failed)),
        "while another has it open, it is not moved"
    );
    fs::write(home.path().join(FILE), sound).expect("written");
    assert_eq!(store.cards().expect("cards").records.len(), 1);
}

#[test]
fn a_busy_file_is_not_damage() {
    let home = furnished();
    let holder = Connection::open(home.path().join(FILE)).expect("raw");
    holder
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .expect("held");
    assert_eq!(
        Store::open(home.path(), &key(7)).err(),
        Some(storage(StorageFault::Failed))
    );
    drop(holder);
    assert_eq!(open(home.path()).cards().expect("cards").records.len(), 2);
    assert!(
        !bytes_of(home.path())
            .keys()
            .any(|name| name.contains("damaged"))
    );
}

#[test]
fn a_home_that_goes_away_and_comes_back_is_the_same_home() {
    let home = furnished();
    let store = open(home.path());
    store.pause();
    let elsewhere = home.path().with_extension("moved");
    fs::rename(home.path(), &elsewhere).expect("moved");
    fs::write(home.path(), "in the way").expect("written");
    assert_eq!(store.resume(), Err(storage(StorageFault::Unwritable)));
    fs::remove_file(home.path()).expect("removed");
    fs::rename(&elsewhere, home.path()).expect("moved");
    assert_eq!(store.resume(), Ok(None));
    assert_eq!(store.card(Uuid::from_u128(1)), Ok(card("NEEDLE-NAME")));
}

#[test]
fn a_paused_store_answers_closed_and_comes_back() {
    let home = tempdir().expect("a directory");
    let store = open(home.path());
    store
        .put_card(Uuid::from_u128(1), &card("x"))
        .expect("kept");
    store.pause();
    store.pause();
    assert!(
        !home.path().join(format!("{FILE}-wal")).exists(),
        "the WAL is written back"
    );
    assert_eq!(store.cards().err(), Some(storage(StorageFault::Closed)));
    assert_eq!(
        store.put_card(Uuid::from_u128(2), &card("x")),
        Err(storage(StorageFault::Closed))
    );
    assert_eq!(store.resume(), Ok(None));
    assert_eq!(store.resume(), Ok(None));
    assert_eq!(store.cards().expect("cards").records.len(), 1);
}

#[test]
fn a_moved_row_a_swapped_state_and_a_flipped_bit_are_named_and_not_read() {
    let home = furnished();
    let raw = Connection::open(home.path().join(FILE)).expect("raw");
    let one = Uuid::from_u128(1);
    let two = Uuid::from_u128(2);
    raw.execute(
        "UPDATE cards SET sealed = (SELECT sealed FROM cards WHERE id = ?1) WHERE id = ?2",
        (one.as_bytes().as_slice(), two.as_bytes().as_slice()),
    )
    .expect("moved");
    raw.execute("UPDATE cases SET state = 'closed'", [])
        .expect("swapped");
    drop(raw);
    let store = open(home.path());
    let cards = store.cards().expect("cards");
    assert_eq!(cards.records.len(), 1, "the others are untouched");
    assert_eq!(cards.unreadable, [two]);
    assert_eq!(
        cards.trouble("cards"),
        Some(storage(StorageFault::Tampered {
            table: Table("cards")
        }))
    );
    assert_eq!(
        store.card(two),
        Err(storage(StorageFault::Tampered {
            table: Table("cards")
        }))
    );
    assert_eq!(
        store.case(Uuid::from_u128(3)),
        Err(storage(StorageFault::Tampered {
            table: Table("cases")
        }))
    );
    assert_eq!(
        store.due(at(59)).expect("due").unreadable,
        [Uuid::from_u128(3)]
    );
    assert_eq!(
        store.waiting().expect("waiting").waiting,
        1,
        "what cannot be read still counts"
    );
}

/// Every eighth byte of the file, one bit each: whatever happens, no card comes back changed and
/// no damage passes for a wrong card.
#[test]
fn no_flipped_bit_in_the_file_yields_a_changed_card() {
    let home = furnished();
    let whole = fs::read(home.path().join(FILE)).expect("a file");
    let scratch = tempdir().expect("a directory");
    let mut outcomes = BTreeMap::<&str, u32>::new();
    for at in (0..whole.len()).step_by(61) {
        for name in bytes_of(scratch.path()).keys() {
            fs::remove_file(scratch.path().join(name)).expect("cleared");
        }
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(scratch.path().join(FILE), &flipped).expect("written");
        let outcome = match Store::open(scratch.path(), &key(7)) {
            Ok(opened) if opened.set_aside.is_some() => {
                let kept = fs::read(opened.set_aside.expect("a path")).expect("kept");
                assert_eq!(kept, flipped);
                "set aside"
            }
            Ok(opened) => match opened.store.cards() {
                Ok(cards) => {
                    for (id, kept) in &cards.records {
                        let name = if id.as_u128() == 1 {
                            "NEEDLE-NAME"
                        } else {
                            "Second"
                        };
                        assert_eq!(*kept, card(name), "byte {at}");
                    }
                    if cards.unreadable.is_empty() {
                        "unharmed"
                    } else {
                        "tampered"
                    }
                }
                Err(_) => "failed",
            },
            Err(Error::Locked) => "locked",
            Err(Error::Storage {
                fault: StorageFault::TooNew,
            }) => "too new",
            Err(Error::Storage { .. }) => "failed",
            Err(other) => panic!("byte {at}: {other:?}"),
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    assert!(outcomes.contains_key("set aside"), "{outcomes:?}");
    assert!(outcomes.contains_key("tampered"), "{outcomes:?}");
}

#[test]
fn nothing_of_a_person_is_in_any_file() {
    let home = tempdir().expect("a directory");
    let store = open(home.path());
    let seen = |when: &str| {
        for (name, bytes) in bytes_of(home.path()) {
            for needle in NEEDLES {
                let found = bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
                assert!(!found, "{needle} in {name} {when}");
            }
            for degrees in [45.8144_f64, 15.9779] {
                for pattern in [degrees.to_le_bytes(), degrees.to_be_bytes()] {
                    assert!(
                        !bytes.windows(8).any(|w| w == pattern),
                        "degrees in {name} {when}"
                    );
                }
            }
        }
    };
    store
        .put_card(Uuid::from_u128(1), &card("NEEDLE-NAME"))
        .expect("kept");
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    seen("while open");
    store.queue_case(&case(3, 2), at(1)).expect("queued");
    store
        .put_card(Uuid::from_u128(1), &card("NEEDLE-NAME again"))
        .expect("kept");
    store.remove_card(Uuid::from_u128(1)).expect("removed");
    seen("after changes");
    store.pause();
    seen("when closed");
    assert!(!format!("{store:?}").contains("NEEDLE"));
}

#[test]
fn two_at_once_make_one_database() {
    let home = tempdir().expect("a directory");
    let dir = home.path();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8_u128)
            .map(|number| {
                scope.spawn(move || {
                    let store = Store::open(dir, &key(7)).expect("opens").store;
                    for round in 0..5 {
                        let id = Uuid::from_u128(number * 100 + round + 1);
                        store.put_card(id, &card("x")).expect("kept");
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().expect("no panic");
        }
    });
    let store = open(dir);
    assert_eq!(store.cards().expect("cards").records.len(), 40);
    assert!(store.active().expect("one").is_some());
}

#[test]
fn two_keys_at_once_make_one_database_under_one_key() {
    let home = tempdir().expect("a directory");
    let dir = home.path();
    let results: Vec<bool> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..=6_u8)
            .map(|byte| scope.spawn(move || Store::open(dir, &Secret::new([byte; 32])).map(|_| ())))
            .collect();
        threads
            .into_iter()
            .map(|thread| match thread.join().expect("no panic") {
                Ok(()) => true,
                Err(Error::Locked) => false,
                Err(other) => panic!("{other:?}"),
            })
            .collect()
    });
    assert_eq!(
        results.iter().filter(|opened| **opened).count(),
        1,
        "{results:?}"
    );
}

fn schema(dir: &Path) -> Vec<(String, String, Option<String>)> {
    let raw = Connection::open(dir.join(FILE)).expect("raw");
    let mut rows = raw
        .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
        .expect("a query");
    rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows")
}

#[test]
fn every_released_schema_opens_and_becomes_as_a_fresh_one() {
    let fresh = tempdir().expect("a directory");
    drop(open(fresh.path()));
    for released in 1..=NEWEST {
        let home = tempdir().expect("a directory");
        let asset = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/assets/schema-{released}.db"));
        fs::copy(&asset, home.path().join(FILE)).expect("one saved database per schema");
        let store = open(home.path());
        assert_eq!(store.cards().expect("cards").records.len(), 2);
        assert_eq!(store.active(), Ok(Some(Uuid::from_u128(1))));
        let mut saved = case(3, 1);
        // The first was saved before a pre-check kept the sequence of its terms.
        if let Some(pre_check) = &mut saved.report.pre_check
            && released == 1
        {
            pre_check.sequence = 0;
        }
        assert_eq!(store.case(Uuid::from_u128(3)), Ok(saved));
        assert_eq!(store.waiting().expect("waiting").waiting, 1);
        drop(store);
        assert_eq!(schema(home.path()), schema(fresh.path()));
    }
}

/// Writes `assets/schema-N.db` when a schema is released:
/// `cargo test -p roadside-core --test store -- --ignored save_this_schema`.
#[test]
#[ignore = "run once per released schema"]
fn save_this_schema() {
    let home = furnished();
    let asset =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/assets/schema-{NEWEST}.db"));
    assert!(!asset.exists(), "a released schema is never saved again");
    fs::copy(home.path().join(FILE), asset).expect("saved");
}

#[cfg(unix)]
mod rights {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn everything_is_the_owners_alone() {
        let parent = tempdir().expect("a directory");
        let home = parent.path().join("deep/home");
        let store = open(&home);
        store
            .put_card(Uuid::from_u128(1), &card("x"))
            .expect("kept");
        assert_eq!(mode(&home), 0o700);
        for name in bytes_of(&home).keys() {
            assert_eq!(mode(&home.join(name)), 0o600, "{name}");
        }
    }

    #[test]
    fn a_place_that_cannot_be_written_is_said_and_left() {
        let parent = tempdir().expect("a directory");
        let file = parent.path().join("file");
        fs::write(&file, "x").expect("written");
        let error = Store::open(&file.join("home"), &key(7)).err();
        assert_eq!(error, Some(storage(StorageFault::Unwritable)));
        assert_eq!(fs::read(&file).expect("there"), b"x");
    }
}
