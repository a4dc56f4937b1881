//! The tables, and the way from every released schema to the newest.
//!
//! In clear stand random ids, their order, revisions, states, which card is active and when to
//! try next; everything else is in the sealed columns.

use super::sealed::{Record, Sealer};
use super::{FAILED, storage};
use crate::error::Error;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The name of the database in its directory.
pub const FILE: &str = "roadside.db";

/// The newest schema this version writes (`user_version`).
pub const NEWEST: i64 = MIGRATIONS.len() as i64;

/// `application_id`: "Road".
const APPLICATION: i64 = 0x526f_6164;

/// One step per released schema, never changed after its release.
const MIGRATIONS: [&str; 2] = [
    "CREATE TABLE key_check (
        id      BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        sealed  BLOB NOT NULL
     ) STRICT;
     CREATE TABLE cards (
        ordinal INTEGER NOT NULL PRIMARY KEY,
        id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        active  INTEGER NOT NULL CHECK (active IN (0, 1)),
        sealed  BLOB    NOT NULL
     ) STRICT;
     CREATE UNIQUE INDEX one_active_card ON cards (active) WHERE active = 1;
     CREATE TABLE cases (
        ordinal  INTEGER NOT NULL PRIMARY KEY,
        id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        revision INTEGER NOT NULL CHECK (revision >= 0),
        state    TEXT    NOT NULL,
        sealed   BLOB    NOT NULL
     ) STRICT;
     CREATE TABLE outbox (
        case_id         BLOB    NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
        revision        INTEGER NOT NULL,
        attempts        INTEGER NOT NULL,
        next_attempt_at INTEGER NOT NULL,
        not_before      INTEGER
     ) STRICT;
     CREATE INDEX outbox_by_time ON outbox (next_attempt_at);",
    // After the trip: claims with their way to the insurer, consents, requests under people's
    // rights, receipts of what was sent, and when it was last rehearsed.
    "CREATE TABLE claims (
        ordinal  INTEGER NOT NULL PRIMARY KEY,
        id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        revision INTEGER NOT NULL CHECK (revision >= 0),
        state    TEXT    NOT NULL,
        sealed   BLOB    NOT NULL
     ) STRICT;
     CREATE TABLE receipts (
        id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        claim_id BLOB NOT NULL REFERENCES claims (id) ON DELETE CASCADE
     ) STRICT;
     CREATE INDEX receipts_of_claim ON receipts (claim_id);
     CREATE TABLE claim_outbox (
        claim_id        BLOB    NOT NULL PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
        revision        INTEGER NOT NULL,
        attempts        INTEGER NOT NULL,
        next_attempt_at INTEGER NOT NULL,
        not_before      INTEGER
     ) STRICT;
     CREATE TABLE consents (
        ordinal INTEGER NOT NULL PRIMARY KEY,
        id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        sealed  BLOB    NOT NULL
     ) STRICT;
     CREATE TABLE requests (
        ordinal INTEGER NOT NULL PRIMARY KEY,
        id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        sealed  BLOB    NOT NULL
     ) STRICT;
     CREATE TABLE dispatches (
        ordinal INTEGER NOT NULL PRIMARY KEY,
        id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        sealed  BLOB    NOT NULL
     ) STRICT;
     CREATE TABLE rehearsals (
        ordinal INTEGER NOT NULL PRIMARY KEY,
        id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
        sealed  BLOB    NOT NULL
     ) STRICT;",
];

/// The record that only the right key opens.
#[derive(Serialize, Deserialize)]
struct KeyCheck {
    marker: String,
}

impl Record for KeyCheck {
    const TABLE: &'static str = "key_check";
}

const KEY_CHECK: Uuid = Uuid::nil();
const MARKER: &str = "roadside";

/// What a database file turns out to be.
pub(super) enum Standing {
    /// No tables yet.
    Empty,
    /// Ours, of this schema, opened by this key.
    Ours(i64),
    /// Ours, under another key.
    OtherKey,
    /// Written by a newer version.
    Newer,
    /// Not a database of ours that can be used.
    Unusable,
}

/// Looks at a database without changing it.
pub(super) fn standing(connection: &Connection, sealer: &Sealer) -> rusqlite::Result<Standing> {
    let number = |pragma: &str| {
        connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0))
    };
    let version = number("user_version")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if version == 0 && tables == 0 {
        return Ok(Standing::Empty);
    }
    if number("application_id")? != APPLICATION || version < 1 {
        return Ok(Standing::Unusable);
    }
    if version > NEWEST {
        return Ok(Standing::Newer);
    }
    let health: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if health != "ok" {
        return Ok(Standing::Unusable);
    }
    let check: Option<Vec<u8>> = connection
        .query_row(
            "SELECT sealed FROM key_check WHERE id = ?1",
            [KEY_CHECK.as_bytes().as_slice()],
            |row| row.get(0),
        )
        .optional()?;
    let Some(check) = check else {
        return Ok(Standing::Unusable);
    };
    let opened = sealer.open::<KeyCheck>(KEY_CHECK, super::sealed::Sealed::from_row(check));
    Ok(match opened {
        Ok(check) if check.marker == MARKER => Standing::Ours(version),
        _ => Standing::OtherKey,
    })
}

/// Brings the database to the newest schema, one transaction per step. Two processes may do so
/// at once: each step looks again under the lock.
pub(super) fn migrate(connection: &mut Connection, sealer: &Sealer) -> Result<(), Error> {
    loop {
        let step = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(storage)?;
        let version: i64 = step
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(storage)?;
        let next = usize::try_from(version).map_err(|_| FAILED)?;
        let Some(sql) = MIGRATIONS.get(next) else {
            return Ok(());
        };
        step.execute_batch(sql).map_err(storage)?;
        if version == 0 {
            let check = KeyCheck {
                marker: MARKER.to_owned(),
            };
            step.execute(
                "INSERT INTO key_check (id, sealed) VALUES (?1, ?2)",
                (
                    KEY_CHECK.as_bytes().as_slice(),
                    sealer.seal(KEY_CHECK, &check)?,
                ),
            )
            .map_err(storage)?;
            step.pragma_update(None, "application_id", APPLICATION)
                .map_err(storage)?;
        }
        step.pragma_update(None, "user_version", version + 1)
            .map_err(storage)?;
        step.commit().map_err(storage)?;
    }
}
