//! A case kept and queued, beside one row inserted by SQLite alone with the same durability.

use super::sheet::{Sheet, in_turns, once, ratio, time};
use chrono::{TimeZone, Utc};
use roadside_core::assistance::{Case, CaseState};
use roadside_core::companion::{Clock, Companion, HelpRequest};
use roadside_core::coverage::Situation;
use roadside_core::position::{Fix, Method};
use roadside_core::store::{FILE, Store};
use roadside_core::types::{Language, Secret};
use rusqlite::Connection;
use uuid::Uuid;

const WRITES: usize = 301;

/// A case as a phone makes it, with all a report can hold.
fn sample() -> Case {
    let home = super::cold_start::home();
    let key = Secret::new([7; 32]);
    {
        let opening = Companion::open(home.path(), &super::cold_start::Key, Clock::Device);
        let companion = opening.expect("a companion").companion;
        let mut facts = Situation::new();
        facts.set("event.kind", "breakdown").expect("a fact");
        facts.set("vehicle.drivable", "false").expect("a fact");
        let request = HelpRequest {
            facts,
            fix: Some(Fix {
                lat: 45.8144,
                lon: 15.9779,
                accuracy_m: Some(12.0),
                fixed_at: Utc.with_ymd_and_hms(2026, 7, 10, 12, 0, 0).single(),
                method: Method::Gnss,
            }),
            passengers: Some(3),
            ..HelpRequest::default()
        };
        companion.call_help(&request, Language::Da).expect("a plan");
    }
    let store = Store::open(home.path(), &key).expect("a store").store;
    let mut cases = store.cases().expect("cases").records;
    cases.pop().expect("the case").1
}

pub fn measure(sheet: &mut Sheet) {
    let case = sample();
    assert_eq!(case.state, CaseState::Queued);
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
    let store = Store::open(dir.path(), &Secret::new([7; 32]))
        .expect("a store")
        .store;
    let now = Utc::now();
    let mut next = 1_u128;
    let mut fresh = || {
        next += 1;
        Case {
            id: Uuid::from_u128(next),
            ..case.clone()
        }
    };
    store.queue_case(&fresh(), now).expect("queued");
    let size: i64 = Connection::open(dir.path().join(FILE))
        .and_then(|beside| {
            beside.query_row("SELECT length(sealed) FROM cases", [], |row| row.get(0))
        })
        .expect("the size of a sealed case");

    let bare_dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
    let bare = Connection::open(bare_dir.path().join("bare.db")).expect("a database");
    bare.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .expect("a WAL");
    bare.execute_batch(
        "PRAGMA synchronous = FULL;
         CREATE TABLE rows (ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, value BLOB NOT NULL) STRICT;",
    )
    .expect("a table");
    let value = vec![0xA5_u8; usize::try_from(size).expect("a size")];
    let mut insert = bare
        .prepare("INSERT INTO rows (id, value) VALUES (?1, ?2)")
        .expect("a statement");

    let mut row = 1_u128;
    let (ours, plain) = in_turns(
        WRITES,
        || {
            let case = fresh();
            once(|| store.queue_case(&case, now).expect("queued"))
        },
        || {
            row += 1;
            let id = Uuid::from_u128(row);
            once(|| {
                insert
                    .execute((id.as_bytes().as_slice(), &value))
                    .expect("a row")
            })
        },
    );
    let times = ratio(ours, plain);
    sheet.told(
        &format!("a bare SQLite insert of {size} bytes, durable"),
        time(plain),
    );
    sheet.held(
        "a case sealed, kept and queued, durable",
        format!("{}, {times:.2} ×", time(ours)),
        "≤ 2 ×",
        times <= 2.0,
    );
}
