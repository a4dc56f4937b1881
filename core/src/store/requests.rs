//! Requests under people's rights, as they are kept: whole, sealed, oldest first.

use super::sealed::Record;
use super::{Listed, Store, rows, storage};
use crate::error::{Error, Subject};
use crate::rights::Request;
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
        self.write(|tx, sealer| rows::put(tx, sealer, id, request))
    }

    /// The request of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn request(&self, id: Uuid) -> Result<Request, Error> {
        self.read(|tx, sealer| rows::find(tx, sealer, id)?.ok_or(NO_REQUEST))
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
        self.read(rows::list)
    }

    /// Removes a request for good.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id.
    pub fn remove_request(&self, id: Uuid) -> Result<(), Error> {
        self.write(|tx, _| {
            if rows::remove(tx, Request::TABLE, id)? {
                Ok(())
            } else {
                Err(NO_REQUEST)
            }
        })
    }
}
