//! Records whose revision and state also stand in clear, because a queue has to see them: cases
//! and claims.
//!
//! Decides that a row opens only when what stands in clear is what is sealed.

use super::sealed::{Record, Sealed, Sealer};
use super::{Listed, storage};
use crate::error::{Error, StorageFault, Table};
use rusqlite::{OptionalExtension, Row, Transaction};
use uuid::Uuid;

/// A record with a revision and a state.
pub(super) trait Revised: Record {
    fn id(&self) -> Uuid;
    fn revision(&self) -> u32;
    /// The word of its state in the table; never changed.
    fn state(&self) -> &'static str;
}

/// Revision, state and sealed value of a row.
pub(super) type Columns = (i64, String, Vec<u8>);

/// These columns of a row, from column `first` on.
pub(super) fn columns(row: &Row<'_>, first: usize) -> rusqlite::Result<Columns> {
    Ok((row.get(first)?, row.get(first + 1)?, row.get(first + 2)?))
}

/// Opens a row. What stands in clear must be what is sealed, or somebody changed it.
pub(super) fn open<T: Revised>(sealer: &Sealer, id: Uuid, row: Columns) -> Result<T, Error> {
    let (revision, state, sealed) = row;
    let record: T = sealer.open(id, Sealed::from_row(sealed))?;
    if record.id() == id && i64::from(record.revision()) == revision && record.state() == state {
        Ok(record)
    } else {
        Err(Error::Storage {
            fault: StorageFault::Tampered {
                table: Table(T::TABLE),
            },
        })
    }
}

/// Keeps a record, in place of what it was before.
pub(super) fn put<T: Revised>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    record: &T,
) -> Result<(), Error> {
    let sealed = sealer.seal(record.id(), record)?;
    tx.prepare_cached(&format!(
        "INSERT INTO {} (id, revision, state, sealed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE
         SET revision = excluded.revision, state = excluded.state, sealed = excluded.sealed",
        T::TABLE
    ))
    .and_then(|mut row| {
        row.execute((
            record.id().as_bytes().as_slice(),
            record.revision(),
            record.state(),
            sealed,
        ))
    })
    .map_err(storage)?;
    Ok(())
}

/// The record of that id; tampered when it was changed from outside.
pub(super) fn find<T: Revised>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: Uuid,
) -> Result<Option<T>, Error> {
    tx.prepare_cached(&format!(
        "SELECT revision, state, sealed FROM {} WHERE id = ?1",
        T::TABLE
    ))
    .and_then(|mut rows| {
        rows.query_row([id.as_bytes().as_slice()], |row| columns(row, 0))
            .optional()
    })
    .map_err(storage)?
    .map(|row| open(sealer, id, row))
    .transpose()
}

/// Every record, oldest first, and the ids of those that were changed from outside.
pub(super) fn list<T: Revised>(tx: &Transaction<'_>, sealer: &Sealer) -> Result<Listed<T>, Error> {
    let mut rows = tx
        .prepare_cached(&format!(
            "SELECT id, revision, state, sealed FROM {} ORDER BY ordinal",
            T::TABLE
        ))
        .map_err(storage)?;
    let rows = rows
        .query_map([], |row| Ok((row.get(0)?, columns(row, 1)?)))
        .map_err(storage)?;
    super::listed(rows, |id, row| open(sealer, id, row))
}
