//! Sealed rows of one table, whatever record lies in them.
//!
//! Decides how a record is put, found, listed and removed by its id. Records that also show a
//! revision and a state are `revised`'s.

use super::sealed::{Record, Sealed, Sealer};
use super::{Listed, storage};
use crate::error::Error;
use rusqlite::{OptionalExtension, Transaction};
use uuid::Uuid;

/// Keeps a record under an id, in place of the one that was there.
pub(super) fn put<T: Record>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: Uuid,
    record: &T,
) -> Result<(), Error> {
    let sealed = sealer.seal(id, record)?;
    tx.prepare_cached(&format!(
        "INSERT INTO {} (id, sealed) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
        T::TABLE
    ))
    .and_then(|mut row| row.execute((id.as_bytes().as_slice(), sealed)))
    .map_err(storage)?;
    Ok(())
}

/// The record of that id; tampered when it was changed from outside.
pub(super) fn find<T: Record>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: Uuid,
) -> Result<Option<T>, Error> {
    tx.prepare_cached(&format!("SELECT sealed FROM {} WHERE id = ?1", T::TABLE))
        .and_then(|mut rows| {
            rows.query_row([id.as_bytes().as_slice()], |row| row.get(0))
                .optional()
        })
        .map_err(storage)?
        .map(|sealed| sealer.open(id, Sealed::from_row(sealed)))
        .transpose()
}

/// Every record, oldest first, and the ids of those that were changed from outside.
pub(super) fn list<T: Record>(tx: &Transaction<'_>, sealer: &Sealer) -> Result<Listed<T>, Error> {
    let mut rows = tx
        .prepare_cached(&format!(
            "SELECT id, sealed FROM {} ORDER BY ordinal",
            T::TABLE
        ))
        .map_err(storage)?;
    let rows = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(storage)?;
    super::listed(rows, |id, sealed| sealer.open(id, Sealed::from_row(sealed)))
}

/// Removes the row of that id for good; `false` when there was none.
pub(super) fn remove(tx: &Transaction<'_>, table: &'static str, id: Uuid) -> Result<bool, Error> {
    tx.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))
        .and_then(|mut row| row.execute([id.as_bytes().as_slice()]))
        .map(|removed| removed > 0)
        .map_err(storage)
}
