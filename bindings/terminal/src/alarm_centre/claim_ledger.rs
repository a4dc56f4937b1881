//! What the centre holds of claims: each once, in its highest revision, with the receipts of that
//! revision as files; on disk before it is confirmed.

use chrono::{DateTime, Utc};
use roadside_core::claim::{ClaimSubmission, ReceiptRef};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// A claim as the centre holds it.
#[derive(Clone, PartialEq)]
pub(super) struct HeldClaim {
    pub(super) number: i64,
    pub(super) id: Uuid,
    pub(super) code: String,
    pub(super) revision: u32,
    pub(super) received_at: DateTime<Utc>,
    /// How often any revision was stored or stored again.
    pub(super) times_received: u32,
    pub(super) document: Value,
    /// The receipts the revision held names.
    pub(super) receipts: Vec<ReceiptRef>,
    /// Those of them that are not here yet.
    pub(super) missing: Vec<String>,
}

impl HeldClaim {
    /// The centre's own reference.
    pub(super) fn reference(&self) -> String {
        format!("CL-{:06}", self.number)
    }
}

/// What came of storing a claim.
pub(super) enum StoredClaim {
    /// The first time.
    New(HeldClaim),
    /// A newer revision, or the same once more.
    Known(HeldClaim),
    /// An older one: what is held stands.
    Older { current_revision: u32 },
}

/// The centre's claims.
pub(super) struct ClaimLedger {
    connection: Mutex<Connection>,
    folder: PathBuf,
}

type Outcome<T> = rusqlite::Result<T>;

impl ClaimLedger {
    pub(super) fn open(data: &Path) -> Outcome<Self> {
        let connection = Connection::open(data.join("alarm-centre.db"))?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
             CREATE TABLE IF NOT EXISTS claims (
                number         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                id             TEXT    NOT NULL UNIQUE,
                code           TEXT    NOT NULL,
                revision       INTEGER NOT NULL,
                received_at    TEXT    NOT NULL,
                times_received INTEGER NOT NULL,
                document       TEXT    NOT NULL
             ) STRICT;",
        )?;
        Ok(Self {
            connection: Mutex::new(connection),
            folder: data.join("receipts"),
        })
    }

    /// Stores a claim. It is on disk when this returns; receipts an older revision had and this
    /// one has not are deleted.
    pub(super) fn store(
        &self,
        submission: &ClaimSubmission,
        document: &Value,
        now: DateTime<Utc>,
    ) -> Outcome<StoredClaim> {
        let mut connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known = self.find(&tx, submission.id)?;
        if let Some(known) = &known
            && known.revision > submission.revision
        {
            return Ok(StoredClaim::Older {
                current_revision: known.revision,
            });
        }
        tx.execute(
            "INSERT INTO claims (id, code, revision, received_at, times_received, document)
             VALUES (?1, ?2, ?3, ?4, 1, ?5)
             ON CONFLICT (id) DO UPDATE SET times_received = times_received + 1,
                 code = excluded.code, document = excluded.document,
                 received_at = CASE WHEN revision < excluded.revision
                     THEN excluded.received_at ELSE received_at END,
                 revision = excluded.revision",
            (
                submission.id.to_string(),
                &submission.code,
                submission.revision,
                now.to_rfc3339(),
                document.to_string(),
            ),
        )?;
        tx.commit()?;
        self.tidy(submission);
        let held = self
            .find(&connection, submission.id)?
            .ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(match known {
            None => StoredClaim::New(held),
            Some(_) => StoredClaim::Known(held),
        })
    }

    pub(super) fn claim(&self, id: Uuid) -> Outcome<Option<HeldClaim>> {
        let connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.find(&connection, id)
    }

    /// Everything held, the newest first.
    pub(super) fn all(&self) -> Outcome<Vec<HeldClaim>> {
        let connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut rows = connection.prepare_cached(&format!("{SELECT} ORDER BY number DESC"))?;
        rows.query_map([], |row| self.read(row))?.collect()
    }

    /// Where a receipt is written while it comes, and where it lies once it is whole. The digest
    /// is one the claim names, so it is 64 hexadecimal digits and no path.
    pub(super) fn receipt_paths(
        &self,
        claim: Uuid,
        sha256: &str,
    ) -> std::io::Result<(PathBuf, PathBuf)> {
        let folder = self.folder.join(claim.to_string());
        std::fs::create_dir_all(&folder)?;
        // Two phones at once are two parts.
        let part = folder.join(format!("{}.part", Uuid::new_v4()));
        Ok((part, folder.join(sha256)))
    }

    fn tidy(&self, submission: &ClaimSubmission) {
        let folder = self.folder.join(submission.id.to_string());
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let kept = submission
                .receipts
                .iter()
                .any(|receipt| name.to_str() == Some(receipt.sha256.as_str()));
            if !kept && !name.to_string_lossy().ends_with(".part") {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    fn find(&self, connection: &Connection, id: Uuid) -> Outcome<Option<HeldClaim>> {
        let mut row = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
        row.query_row([id.to_string()], |row| self.read(row))
            .optional()
    }

    fn read(&self, row: &Row<'_>) -> Outcome<HeldClaim> {
        let id: Uuid = row.get::<_, String>(1)?.parse().unwrap_or_default();
        let document: Value = serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default();
        let receipts: Vec<ReceiptRef> = document
            .get("receipts")
            .cloned()
            .and_then(|receipts| serde_json::from_value(receipts).ok())
            .unwrap_or_default();
        let folder = self.folder.join(id.to_string());
        let missing = receipts
            .iter()
            .map(|receipt| receipt.sha256.clone())
            .filter(|sha256| !folder.join(sha256).is_file())
            .collect();
        Ok(HeldClaim {
            number: row.get(0)?,
            id,
            code: row.get(2)?,
            revision: row.get(3)?,
            received_at: row.get::<_, String>(4)?.parse().unwrap_or_default(),
            times_received: row.get(5)?,
            document,
            receipts,
            missing,
        })
    }
}

const SELECT: &str =
    "SELECT number, id, code, revision, received_at, times_received, document FROM claims";
