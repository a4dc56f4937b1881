//! Receipts of what went out. The one for a case is written in the transaction that marks the
//! case sent, see `outbox`.

use super::sealed::Record;
use super::{Listed, Store, rows};
use crate::error::{Error, StorageFault};
use crate::privacy::{Dispatch, Outcome};
use crate::types::Timestamp;
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
        self.read(rows::list)
    }

    /// Keeps the receipt of something handed on.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept; then nothing may be handed on.
    pub fn put_dispatch(&self, dispatch: &Dispatch) -> Result<(), Error> {
        self.write(|tx, sealer| rows::put(tx, sealer, dispatch.id, dispatch))
    }

    /// Keeps that the recipient has confirmed. Nothing happens when the receipt is gone or cannot
    /// be read.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn confirm_dispatch(&self, id: Uuid, at: Timestamp) -> Result<(), Error> {
        self.write(|tx, sealer| {
            let known = match rows::find::<Dispatch>(tx, sealer, id) {
                Err(Error::Storage {
                    fault: StorageFault::Tampered { .. },
                }) => None,
                known => known?,
            };
            let Some(mut dispatch) = known else {
                return Ok(());
            };
            dispatch.outcome = Outcome::Confirmed { at };
            rows::put(tx, sealer, id, &dispatch)
        })
    }
}
