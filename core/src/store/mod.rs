//! What is kept, sealed, in SQLite.
//!
//! Decides how records are kept: sealed, in one transaction each, and what a wrong key, a
//! damaged file or a changed row leads to. What a record means, and when a case is sent, is
//! decided elsewhere; times are handed in.
//!
//! One directory holds everything: `roadside.db` with its WAL, the lock beside it, the sealed
//! receipts in `receipts/`, and whatever had to be set aside. Several processes may work on it at once.

mod cards;
mod cases;
mod claims;
mod consents;
mod damage;
mod dispatches;
mod editions;
mod erase;
mod holdings;
mod key;
mod lock;
mod outbox;
mod purge;
mod queue;
mod receipts;
mod rehearsals;
mod requests;
mod revised;
mod rows;
mod schema;
mod sealed;

pub use editions::{Shelf, ShelvedFile};
pub use erase::{KeptFile, erase, files};
pub use holdings::{HeldRow, Holdings};
pub use key::{KeyStore, KeyStoreError, fresh_key, read_key};
pub use queue::{Backlog, Entry};
pub use receipts::{RECEIPTS, ReceiptReader, WrittenReceipt, reading};
pub use rehearsals::Rehearsal;
pub use schema::{FILE, NEWEST};

use crate::error::{Error, StorageFault, Table};
use crate::types::Secret;
use damage::Opening;
use lock::Lock;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use sealed::Sealer;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Everything kept on this device. Calls block for as long as the disk does; one writes at a time.
pub struct Store {
    dir: PathBuf,
    sealer: Sealer,
    open: Mutex<Option<Live>>,
}

/// A store just opened.
#[derive(Debug)]
pub struct Opened {
    /// The store, ready.
    pub store: Store,
    /// Where a damaged database was moved to, when that had to be done; the store is then new
    /// and empty. Tell the person: their cards are gone from here, not from the world.
    pub set_aside: Option<PathBuf>,
}

/// A list that does not hide what could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Listed<T> {
    /// The readable records with their ids, oldest first.
    pub records: Vec<(Uuid, T)>,
    /// The ids of records that were changed or moved from outside, and were not read.
    pub unreadable: Vec<Uuid>,
}

struct Live {
    connection: Connection,
    _lock: Lock,
}

impl Store {
    /// Opens the store in `dir`; makes the directory (for its owner alone) and an empty database
    /// when there is none. A damaged database is moved to `roadside.db.damaged-N`, whole, and a
    /// new one begun; see [`Opened::set_aside`].
    ///
    /// # Errors
    /// [`Error::Locked`] when `key` is not the database's; [`StorageFault::TooNew`] when a newer
    /// version wrote it; [`StorageFault::Unwritable`] when the directory cannot be written;
    /// [`StorageFault::Failed`] when another program holds the file or the device fails. In none
    /// of these is anything changed.
    pub fn open(dir: &Path, key: &Secret<[u8; 32]>) -> Result<Opened, Error> {
        make_directory(dir)?;
        let sealer = Sealer::new(key);
        let (live, set_aside) = begin(dir, &sealer)?;
        let store = Self {
            dir: dir.to_owned(),
            sealer,
            open: Mutex::new(Some(live)),
        };
        // What cannot be swept now is swept another time; it must not keep anybody out.
        let _ = store.sweep_receipts();
        Ok(Opened { store, set_aside })
    }

    /// The folder everything is kept in.
    pub fn directory(&self) -> &Path {
        &self.dir
    }

    /// Closes the file and lets go of every lock, as iOS demands before it suspends an app.
    /// Nothing is lost; calls answer [`StorageFault::Closed`] until [`Store::resume`].
    pub fn pause(&self) {
        // Closing the last connection writes the WAL back. Should it fail, the WAL stays and is
        // read at the next opening.
        drop(self.live().take());
    }

    /// Opens the file again after [`Store::pause`]; does nothing when it is open. Gives the path
    /// of a database that was damaged meanwhile and set aside.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn resume(&self) -> Result<Option<PathBuf>, Error> {
        let mut open = self.live();
        if open.is_some() {
            return Ok(None);
        }
        let (live, set_aside) = begin(&self.dir, &self.sealer)?;
        *open = Some(live);
        Ok(set_aside)
    }

    fn live(&self) -> MutexGuard<'_, Option<Live>> {
        // A panic under the lock has rolled its transaction back; the connection is sound.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads in one snapshot.
    fn read<R>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Sealer) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.transaction(TransactionBehavior::Deferred, work)
    }

    /// Writes all or nothing; durable when it returns.
    fn write<R>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Sealer) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.transaction(TransactionBehavior::Immediate, work)
    }

    fn transaction<R>(
        &self,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Transaction<'_>, &Sealer) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let mut open = self.live();
        let live = open.as_mut().ok_or(CLOSED)?;
        let transaction = live
            .connection
            .transaction_with_behavior(behavior)
            .map_err(storage)?;
        let result = work(&transaction, &self.sealer)?;
        transaction.commit().map_err(storage)?;
        Ok(result)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

impl<T> Listed<T> {
    /// The error to show beside the list when something in it could not be read.
    pub fn trouble(&self, table: &'static str) -> Option<Error> {
        (!self.unreadable.is_empty()).then_some(Error::Storage {
            fault: StorageFault::Tampered {
                table: Table(table),
            },
        })
    }
}

const CLOSED: Error = Error::Storage {
    fault: StorageFault::Closed,
};

fn begin(dir: &Path, sealer: &Sealer) -> Result<(Live, Option<PathBuf>), Error> {
    let lock = Lock::shared(dir)?;
    match damage::open(dir, sealer)? {
        Opening::Sound(connection) => Ok((
            Live {
                connection,
                _lock: lock,
            },
            None,
        )),
        Opening::Damaged => {
            // Others may be at the file: only when nobody is may it be moved, and only if it is
            // still the damaged one.
            drop(lock);
            let lock = Lock::exclusive(dir)?;
            let (connection, set_aside) = match damage::open(dir, sealer)? {
                Opening::Sound(connection) => (connection, None),
                Opening::Damaged => {
                    let moved = damage::set_aside(dir)?;
                    match damage::open(dir, sealer)? {
                        Opening::Sound(connection) => (connection, Some(moved)),
                        Opening::Damaged => return Err(FAILED),
                    }
                }
            };
            Ok((
                Live {
                    connection,
                    _lock: lock.share()?,
                },
                set_aside,
            ))
        }
    }
}

const FAILED: Error = Error::Storage {
    fault: StorageFault::Failed,
};

/// What SQLite says, in our words. The only place where its errors are translated.
fn storage(error: rusqlite::Error) -> Error {
    let fault = match error.sqlite_error_code() {
        Some(
            ErrorCode::DiskFull
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied,
        ) => StorageFault::Unwritable,
        _ => StorageFault::Failed,
    };
    Error::Storage { fault }
}

/// What the file system says, in our words.
fn file(error: std::io::Error) -> Error {
    use std::io::ErrorKind as Kind;
    let fault = match error.kind() {
        Kind::PermissionDenied
        | Kind::ReadOnlyFilesystem
        | Kind::StorageFull
        | Kind::QuotaExceeded
        | Kind::NotADirectory
        | Kind::AlreadyExists => StorageFault::Unwritable,
        _ => StorageFault::Failed,
    };
    Error::Storage { fault }
}

fn make_directory(dir: &Path) -> Result<(), Error> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(file)
}

/// Sorts the rows of a list into those that open and those that do not.
fn listed<R, T>(
    rows: impl Iterator<Item = rusqlite::Result<(Vec<u8>, R)>>,
    open: impl Fn(Uuid, R) -> Result<T, Error>,
) -> Result<Listed<T>, Error> {
    let mut list = Listed {
        records: Vec::new(),
        unreadable: Vec::new(),
    };
    for row in rows {
        let (id, sealed) = row.map_err(storage)?;
        let id = Uuid::from_slice(&id).unwrap_or_default();
        match open(id, sealed) {
            Ok(record) => list.records.push((id, record)),
            Err(Error::Storage {
                fault: StorageFault::Tampered { .. },
            }) => list.unreadable.push(id),
            Err(error) => return Err(error),
        }
    }
    Ok(list)
}
