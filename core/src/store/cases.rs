//! Cases as they stand.
//!
//! A case and its place in the outbox change together, see `outbox`.

use super::sealed::{Record, Sealed, Sealer};
use super::{Listed, Store, storage};
use crate::assistance::{Case, CaseState};
use crate::error::{Error, Refusal, StorageFault, Subject, Table};
use rusqlite::{OptionalExtension, Transaction};
use uuid::Uuid;

impl Record for Case {
    const TABLE: &'static str = "cases";
}

pub(super) const NO_CASE: Error = Error::NotFound {
    what: Subject::Case,
};

impl Store {
    /// Keeps a draft, in place of the draft that was there. Nothing is queued.
    ///
    /// # Errors
    /// [`Error::NotNow`] when the case has been queued before.
    pub fn put_draft(&self, case: &Case) -> Result<(), Error> {
        self.write(|tx, sealer| {
            let known = find(tx, sealer, case.id)?;
            if known.is_some_and(|known| known.state != CaseState::Draft) {
                return Err(Error::NotNow {
                    why: Refusal::Outdated,
                });
            }
            put(tx, sealer, case)
        })
    }

    /// The case of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn case(&self, id: Uuid) -> Result<Case, Error> {
        self.read(|tx, sealer| find(tx, sealer, id)?.ok_or(NO_CASE))
    }

    /// All cases, oldest first, and the ids of those that were changed from outside.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn cases(&self) -> Result<Listed<Case>, Error> {
        self.read(list)
    }

    /// The newest case with that code, however it is spaced or cased. The code is sealed, so
    /// every case is opened: some hundred at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no readable case has it.
    pub fn find_case_by_code(&self, code: &str) -> Result<Case, Error> {
        let plain = |code: &str| -> String {
            code.chars()
                .filter(|c| !matches!(c, ' ' | '-'))
                .flat_map(char::to_uppercase)
                .collect()
        };
        let sought = plain(code);
        let cases = self.cases()?.records.into_iter().rev();
        cases
            .map(|(_, case)| case)
            .find(|case| plain(&case.code) == sought)
            .ok_or(NO_CASE)
    }
}

pub(super) fn list(tx: &Transaction<'_>, sealer: &Sealer) -> Result<Listed<Case>, Error> {
    let mut rows = tx
        .prepare_cached("SELECT id, revision, state, sealed FROM cases ORDER BY ordinal")
        .map_err(storage)?;
    let rows = rows
        .query_map([], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
        })
        .map_err(storage)?;
    super::listed(rows, |id, row| open(sealer, id, row))
}

/// Revision, state and sealed value of a row.
pub(super) type CaseRow = (i64, String, Vec<u8>);

/// Opens a row. What stands in clear must be what is sealed, or somebody changed it.
pub(super) fn open(sealer: &Sealer, id: Uuid, row: CaseRow) -> Result<Case, Error> {
    let (revision, state, sealed) = row;
    let case: Case = sealer.open(id, Sealed::from_row(sealed))?;
    if case.id == id && i64::from(case.revision) == revision && name(case.state) == state {
        Ok(case)
    } else {
        Err(Error::Storage {
            fault: StorageFault::Tampered {
                table: Table(Case::TABLE),
            },
        })
    }
}

pub(super) fn find(tx: &Transaction<'_>, sealer: &Sealer, id: Uuid) -> Result<Option<Case>, Error> {
    tx.prepare_cached("SELECT revision, state, sealed FROM cases WHERE id = ?1")
        .and_then(|mut rows| {
            rows.query_row([id.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
        })
        .map_err(storage)?
        .map(|row| open(sealer, id, row))
        .transpose()
}

pub(super) fn put(tx: &Transaction<'_>, sealer: &Sealer, case: &Case) -> Result<(), Error> {
    let sealed = sealer.seal(case.id, case)?;
    tx.prepare_cached(
        "INSERT INTO cases (id, revision, state, sealed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE
         SET revision = excluded.revision, state = excluded.state, sealed = excluded.sealed",
    )
    .and_then(|mut row| {
        row.execute((
            case.id.as_bytes().as_slice(),
            case.revision,
            name(case.state),
            sealed,
        ))
    })
    .map_err(storage)?;
    Ok(())
}

/// The name of a state in the table; never changed.
const fn name(state: CaseState) -> &'static str {
    match state {
        CaseState::Draft => "draft",
        CaseState::Queued => "queued",
        CaseState::Sent => "sent",
        CaseState::Received => "received",
        CaseState::InProgress => "in_progress",
        CaseState::Closed => "closed",
        CaseState::Cancelled => "cancelled",
    }
}
