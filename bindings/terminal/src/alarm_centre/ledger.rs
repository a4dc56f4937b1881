//! What the centre holds: each case once, in its highest revision, on disk before it is confirmed.

use chrono::{DateTime, Utc};
use roadside_core::assistance::intake::{CentreState, Submission};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};
use serde_json::Value;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// A case as the centre holds it.
#[derive(Clone, PartialEq)]
pub(super) struct Held {
    pub(super) number: i64,
    pub(super) id: Uuid,
    pub(super) code: String,
    pub(super) revision: u32,
    pub(super) cancelled: bool,
    /// When the first revision came.
    pub(super) first_received_at: DateTime<Utc>,
    /// When the revision held came.
    pub(super) received_at: DateTime<Utc>,
    /// How often any revision was stored or stored again.
    pub(super) times_received: u32,
    pub(super) report: Value,
    pub(super) progress: Progress,
}

/// What the operator says of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Progress {
    /// `None` until the operator has said anything.
    pub(super) stage: Option<Stage>,
    pub(super) eta: Option<DateTime<Utc>>,
    pub(super) helper: Option<String>,
}

/// How far the operator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    InProgress,
    Closed,
}

impl Held {
    /// The centre's own reference.
    pub(super) fn reference(&self) -> String {
        format!("RC-{:06}", self.number)
    }

    pub(super) fn state(&self) -> CentreState {
        match (self.progress.stage, self.cancelled) {
            (Some(Stage::Closed), _) => CentreState::Closed,
            (_, true) => CentreState::Cancelled,
            (Some(Stage::InProgress), false) => CentreState::InProgress,
            (None, false) => CentreState::Received,
        }
    }
}

/// What came of storing a case.
pub(super) enum Stored {
    /// The first time.
    New(Held),
    /// A newer revision, or the same once more.
    Known(Held),
    /// An older one: what is held stands.
    Older { current_revision: u32 },
}

/// The centre's database.
pub(super) struct Ledger(Mutex<Connection>);

type Outcome<T> = rusqlite::Result<T>;

impl Ledger {
    pub(super) fn open(data: &Path) -> Outcome<Self> {
        let mut connection = Connection::open(data.join("alarm-centre.db"))?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")?;
        let making = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        making.execute_batch(
            "CREATE TABLE IF NOT EXISTS cases (
                number            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                id                TEXT    NOT NULL UNIQUE,
                code              TEXT    NOT NULL,
                revision          INTEGER NOT NULL,
                cancelled         INTEGER NOT NULL,
                first_received_at TEXT    NOT NULL,
                received_at       TEXT    NOT NULL,
                times_received    INTEGER NOT NULL,
                report            TEXT    NOT NULL,
                stage             TEXT CHECK (stage IN ('in_progress', 'closed')),
                eta               TEXT,
                helper            TEXT
             ) STRICT;",
        )?;
        making.commit()?;
        Ok(Self(Mutex::new(connection)))
    }

    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Outcome<T>) -> Outcome<T> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Stores a case. It is on disk when this returns.
    pub(super) fn store(
        &self,
        submission: &Submission,
        report: &Value,
        now: DateTime<Utc>,
    ) -> Outcome<Stored> {
        let id = submission.id.to_string();
        let now = now.to_rfc3339();
        self.write(|tx| {
            let Some(known) = find(tx, submission.id)? else {
                tx.execute(
                    "INSERT INTO cases (id, code, revision, cancelled, first_received_at,
                         received_at, times_received, report)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1, ?6)",
                    (
                        &id,
                        &submission.code,
                        submission.revision,
                        submission.cancelled,
                        &now,
                        report.to_string(),
                    ),
                )?;
                return held(tx, submission.id).map(Stored::New);
            };
            if known.revision > submission.revision {
                return Ok(Stored::Older {
                    current_revision: known.revision,
                });
            }
            tx.execute(
                "UPDATE cases SET times_received = times_received + 1 WHERE id = ?1",
                [&id],
            )?;
            if known.revision < submission.revision {
                tx.execute(
                    "UPDATE cases SET code = ?2, revision = ?3, cancelled = ?4, received_at = ?5,
                         report = ?6 WHERE id = ?1",
                    (
                        &id,
                        &submission.code,
                        submission.revision,
                        submission.cancelled,
                        &now,
                        report.to_string(),
                    ),
                )?;
            }
            held(tx, submission.id).map(Stored::Known)
        })
    }

    pub(super) fn case(&self, id: Uuid) -> Outcome<Option<Held>> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        find(&connection, id)
    }

    /// Everything held, the newest first.
    pub(super) fn cases(&self) -> Outcome<Vec<Held>> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rows = connection.prepare_cached(&format!("{SELECT} ORDER BY number DESC"))?;
        rows.query_map([], read)?.collect()
    }

    /// Keeps what the operator says; `None` when there is no such case.
    pub(super) fn say(&self, id: Uuid, progress: &Progress) -> Outcome<Option<Held>> {
        self.write(|tx| {
            let stage = progress.stage.map(|stage| match stage {
                Stage::InProgress => "in_progress",
                Stage::Closed => "closed",
            });
            tx.execute(
                "UPDATE cases SET stage = ?2, eta = ?3, helper = ?4 WHERE id = ?1",
                (
                    id.to_string(),
                    stage,
                    progress.eta.map(|eta| eta.to_rfc3339()),
                    &progress.helper,
                ),
            )?;
            find(tx, id)
        })
    }
}

const SELECT: &str = "SELECT number, id, code, revision, cancelled, first_received_at, received_at,
    times_received, report, stage, eta, helper FROM cases";

fn find(connection: &Connection, id: Uuid) -> Outcome<Option<Held>> {
    let mut row = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    row.query_row([id.to_string()], read).optional()
}

fn held(tx: &Transaction<'_>, id: Uuid) -> Outcome<Held> {
    find(tx, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
}

fn read(row: &Row<'_>) -> Outcome<Held> {
    let moment = |column| row.get::<_, String>(column).map(|text| parsed(&text));
    let stage: Option<String> = row.get(9)?;
    Ok(Held {
        number: row.get(0)?,
        id: row.get::<_, String>(1)?.parse().unwrap_or_default(),
        code: row.get(2)?,
        revision: row.get(3)?,
        cancelled: row.get(4)?,
        first_received_at: moment(5)?.unwrap_or_default(),
        received_at: moment(6)?.unwrap_or_default(),
        times_received: row.get(7)?,
        report: serde_json::from_str(&row.get::<_, String>(8)?).unwrap_or_default(),
        progress: Progress {
            stage: stage.map(|name| {
                if name == "closed" {
                    Stage::Closed
                } else {
                    Stage::InProgress
                }
            }),
            eta: row
                .get::<_, Option<String>>(10)?
                .and_then(|text| parsed(&text)),
            helper: row.get(11)?,
        },
    })
}

fn parsed(text: &str) -> Option<DateTime<Utc>> {
    text.parse().ok()
}
