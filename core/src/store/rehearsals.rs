//! When each card was last rehearsed, and what came of it: one row a card, under the card's id.

use super::sealed::Record;
use super::{Store, rows};
use crate::error::Error;
use crate::types::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What came of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// When.
    pub at: Timestamp,
    /// The steps that failed, by their ids, in their order.
    pub failed: Vec<String>,
    /// The steps that work and left something to do.
    pub to_do: Vec<String>,
}

impl Record for Rehearsal {
    const TABLE: &'static str = "rehearsals";
}

impl Store {
    /// Keeps what came of a card's rehearsal, in place of the one before.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept; nothing was changed then.
    pub fn put_rehearsal(&self, card: Uuid, rehearsal: &Rehearsal) -> Result<(), Error> {
        self.write(|tx, sealer| rows::put(tx, sealer, card, rehearsal))
    }

    /// What came of a card's last rehearsal; `None` when there was none.
    ///
    /// # Errors
    /// Tampered when it was changed from outside; [`Error::Storage`].
    pub fn rehearsal(&self, card: Uuid) -> Result<Option<Rehearsal>, Error> {
        self.read(|tx, sealer| rows::find(tx, sealer, card))
    }
}
