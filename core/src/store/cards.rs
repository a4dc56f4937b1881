//! Service cards: several, at most one active.
//!
//! A card is kept as the JSON the card module gives; this one reads nothing in it.

use super::sealed::Record;
use super::{Listed, Rehearsal, Store, rows, storage};
use crate::error::{Error, Subject};
use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A card as it is kept.
#[derive(Serialize, Deserialize)]
struct StoredCard {
    card: Value,
}

impl Record for StoredCard {
    const TABLE: &'static str = "cards";
}

const NO_CARD: Error = Error::NotFound {
    what: Subject::Card,
};

impl Store {
    /// Keeps a card under its id, in place of the one that was there. The first card kept
    /// becomes the active one.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept; nothing was changed then.
    pub fn put_card(&self, id: Uuid, card: &Value) -> Result<(), Error> {
        self.write(|tx, sealer| {
            let sealed = sealer.seal(id, &StoredCard { card: card.clone() })?;
            tx.execute(
                "INSERT INTO cards (id, active, sealed)
                 VALUES (?1, NOT EXISTS (SELECT 1 FROM cards), ?2)
                 ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
                (id.as_bytes().as_slice(), sealed),
            )
            .map_err(storage)?;
            Ok(())
        })
    }

    /// The card of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn card(&self, id: Uuid) -> Result<Value, Error> {
        self.read(|tx, sealer| rows::find::<StoredCard>(tx, sealer, id)?.ok_or(NO_CARD))
            .map(|stored| stored.card)
    }

    /// All cards, oldest first, and the ids of those that were changed from outside.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn cards(&self) -> Result<Listed<Value>, Error> {
        self.read(|tx, sealer| {
            let list = rows::list::<StoredCard>(tx, sealer)?;
            let cards = list.records.into_iter();
            Ok(Listed {
                records: cards.map(|(id, stored)| (id, stored.card)).collect(),
                unreadable: list.unreadable,
            })
        })
    }

    /// The id of the active card; `None` when none is.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be read.
    pub fn active(&self) -> Result<Option<Uuid>, Error> {
        self.read(|tx, _| {
            let id: Option<Vec<u8>> = tx
                .query_row("SELECT id FROM cards WHERE active = 1", [], |row| {
                    row.get(0)
                })
                .optional()
                .map_err(storage)?;
            Ok(id.and_then(|id| Uuid::from_slice(&id).ok()))
        })
    }

    /// Makes a card the active one in place of any other.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no card of that id; the active one stays then.
    pub fn set_active(&self, id: Uuid) -> Result<(), Error> {
        self.write(|tx, _| activate(tx, id))
    }

    /// Removes a card for good. When the active one goes and exactly one is left, that one
    /// becomes active; with several left none is: whose help to call is not ours to choose.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no card of that id.
    pub fn remove_card(&self, id: Uuid) -> Result<(), Error> {
        self.write(|tx, _| {
            if !rows::remove(tx, StoredCard::TABLE, id)? {
                return Err(NO_CARD);
            }
            // When it was last rehearsed is kept under the card's id, and goes with it.
            rows::remove(tx, Rehearsal::TABLE, id)?;
            tx.execute(
                "UPDATE cards SET active = 1 WHERE (SELECT count(*) FROM cards) = 1",
                [],
            )
            .map_err(storage)?;
            Ok(())
        })
    }
}

fn activate(tx: &Transaction<'_>, id: Uuid) -> Result<(), Error> {
    tx.execute("UPDATE cards SET active = 0 WHERE active = 1", [])
        .map_err(storage)?;
    let found = tx
        .execute(
            "UPDATE cards SET active = 1 WHERE id = ?1",
            [id.as_bytes().as_slice()],
        )
        .map_err(storage)?;
    if found == 1 { Ok(()) } else { Err(NO_CARD) }
}
