//! Requests under people's rights, as they are kept: whole, sealed, oldest first.

use super::sealed::{Record, Sealed, Sealer};
use super::{Listed, Store, storage};
use crate::error::{Error, Subject};
use crate::rights::Request;
use rusqlite::OptionalExtension;
use uuid::Uuid;

impl Record for Request {
    const TABLE: &'static str = "requests";
}

const NO_REQUEST: Error = Error::NotFound {
    what: Subject::Request,
};

impl Store {
    /// Keeps a request under its id, in place of the one that was there.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept; nothing was changed then.
    pub fn put_request(&self, id: Uuid, request: &Request) -> Result<(), Error> {
        self.write(|tx, sealer| {
            tx.execute(
                "INSERT INTO requests (id, sealed) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
                (id.as_bytes().as_slice(), sealer.seal(id, request)?),
            )
            .map_err(storage)?;
            Ok(())
        })
    }

    /// The request of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn request(&self, id: Uuid) -> Result<Request, Error> {
        self.read(|tx, sealer| {
            let bytes: Vec<u8> = tx
                .query_row(
                    "SELECT sealed FROM requests WHERE id = ?1",
                    [id.as_bytes().as_slice()],
                    |row| row.get(0),
                )
                .optional()
                .map_err(storage)?
                .ok_or(NO_REQUEST)?;
            open(sealer, id, bytes)
        })
    }

    /// The ids of all requests, oldest first, readable or not.
    ///
    /// # Errors
    /// [`Error::Storage`] when they could not be read.
    pub fn request_ids(&self) -> Result<Vec<Uuid>, Error> {
        self.read(|tx, _| {
            let mut rows = tx
                .prepare_cached("SELECT id FROM requests ORDER BY ordinal")
                .map_err(storage)?;
            let ids = rows
                .query_map([], |row| row.get::<_, Vec<u8>>(0))
                .map_err(storage)?;
            ids.map(|id| Ok(Uuid::from_slice(&id.map_err(storage)?).unwrap_or_default()))
                .collect()
        })
    }

    /// All requests, oldest first, and the ids of those that were changed from outside.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn requests(&self) -> Result<Listed<Request>, Error> {
        self.read(|tx, sealer| {
            let mut rows = tx
                .prepare_cached("SELECT id, sealed FROM requests ORDER BY ordinal")
                .map_err(storage)?;
            let rows = rows
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .map_err(storage)?;
            super::listed(rows, |id, bytes| open(sealer, id, bytes))
        })
    }

    /// Removes a request for good.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id.
    pub fn remove_request(&self, id: Uuid) -> Result<(), Error> {
        self.write(|tx, _| {
            let removed = tx
                .execute(
                    "DELETE FROM requests WHERE id = ?1",
                    [id.as_bytes().as_slice()],
                )
                .map_err(storage)?;
            if removed == 0 {
                return Err(NO_REQUEST);
            }
            Ok(())
        })
    }
}

fn open(sealer: &Sealer, id: Uuid, bytes: Vec<u8>) -> Result<Request, Error> {
    sealer.open::<Request>(id, Sealed::from_row(bytes))
}
