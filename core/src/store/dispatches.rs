//! Receipts of what went out. The one for a case is written in the transaction that marks the
//! case sent, see `outbox`.

use super::sealed::{Record, Sealed, Sealer};
use super::{Listed, Store, storage};
use crate::error::Error;
use crate::privacy::{Dispatch, Outcome};
use crate::types::Timestamp;
use rusqlite::{OptionalExtension, Transaction};
use uuid::Uuid;

impl Record for Dispatch {
    const TABLE: &'static str = "dispatches";
}

impl Store {
    /// Every receipt, oldest first, and the ids of those that were changed from outside.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn dispatches(&self) -> Result<Listed<Dispatch>, Error> {
        self.read(list)
    }

    /// Keeps the receipt of something handed on.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept; then nothing may be handed on.
    pub fn put_dispatch(&self, dispatch: &Dispatch) -> Result<(), Error> {
        self.write(|tx, sealer| put(tx, sealer, dispatch))
    }

    /// Keeps that the recipient has confirmed. Nothing happens when the receipt is gone or cannot
    /// be read.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn confirm_dispatch(&self, id: Uuid, at: Timestamp) -> Result<(), Error> {
        self.write(|tx, sealer| {
            let known: Option<Vec<u8>> = tx
                .query_row(
                    "SELECT sealed FROM dispatches WHERE id = ?1",
                    [id.as_bytes().as_slice()],
                    |row| row.get(0),
                )
                .optional()
                .map_err(storage)?;
            let opened = known.map(|bytes| sealer.open(id, Sealed::<Dispatch>::from_row(bytes)));
            let Some(Ok(mut dispatch)) = opened else {
                return Ok(());
            };
            dispatch.outcome = Outcome::Confirmed { at };
            put(tx, sealer, &dispatch)
        })
    }
}

pub(super) fn put(tx: &Transaction<'_>, sealer: &Sealer, dispatch: &Dispatch) -> Result<(), Error> {
    let sealed = sealer.seal(dispatch.id, dispatch)?;
    tx.prepare_cached(
        "INSERT INTO dispatches (id, sealed) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )
    .and_then(|mut row| row.execute((dispatch.id.as_bytes().as_slice(), sealed)))
    .map_err(storage)?;
    Ok(())
}

pub(super) fn list(tx: &Transaction<'_>, sealer: &Sealer) -> Result<Listed<Dispatch>, Error> {
    let mut rows = tx
        .prepare_cached("SELECT id, sealed FROM dispatches ORDER BY ordinal")
        .map_err(storage)?;
    let rows = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(storage)?;
    super::listed(rows, |id, bytes| sealer.open(id, Sealed::from_row(bytes)))
}
