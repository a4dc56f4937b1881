//! Everything that is kept, row by row, for its owner to take along.

use super::sealed::Sealer;
use super::{Store, storage};
use crate::error::Error;
use rusqlite::Transaction;
use serde_json::Value;
use uuid::Uuid;

/// The tables with records of a person, in the order people are shown them.
const TABLES: [&str; 7] = [
    "cards",
    "cases",
    "consents",
    "dispatches",
    "claims",
    "requests",
    "rehearsals",
];

/// All rows of one table.
pub struct Holdings {
    /// The table.
    pub table: &'static str,
    /// Its rows, oldest first.
    pub rows: Vec<HeldRow>,
}

/// One row, as it was sealed.
pub struct HeldRow {
    /// Its id.
    pub id: Uuid,
    /// What is in it; `None` when it was changed from outside and cannot be read.
    pub record: Option<Value>,
}

impl Store {
    /// Every record of every table in one snapshot.
    ///
    /// # Errors
    /// [`Error::Storage`] when the database itself could not be read.
    pub fn holdings(&self) -> Result<Vec<Holdings>, Error> {
        self.read(|tx, sealer| {
            TABLES
                .map(|table| rows_of(tx, sealer, table))
                .into_iter()
                .collect()
        })
    }
}

fn rows_of(tx: &Transaction<'_>, sealer: &Sealer, table: &'static str) -> Result<Holdings, Error> {
    let mut rows = tx
        .prepare_cached(&format!("SELECT id, sealed FROM {table} ORDER BY ordinal"))
        .map_err(storage)?;
    let rows = rows
        .query_map([], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .map_err(storage)?;
    let mut held = Vec::new();
    for row in rows {
        let (id, sealed) = row.map_err(storage)?;
        let id = Uuid::from_slice(&id).unwrap_or_default();
        let record = sealer.open_value(table, id, &sealed);
        held.push(HeldRow { id, record });
    }
    Ok(Holdings { table, rows: held })
}
