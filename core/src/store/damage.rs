//! Opening the file, telling damage from everything else, and setting a damaged file aside.
//!
//! Damage is what SQLite itself calls so, or a file that is no database of ours. A wrong key,
//! a newer schema, a busy, full, unreadable or failing disk are never damage.

use super::receipts::RECEIPTS;
use super::schema::{self, FILE, Standing};
use super::sealed::Sealer;
use super::{FAILED, file, storage};
use crate::error::{Error, StorageFault};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) enum Opening {
    /// Sound, ours, and at the newest schema.
    Sound(Connection),
    /// To be set aside.
    Damaged,
}

/// Opens the database in `dir`, makes it when there is none, and brings it up to date.
pub(super) fn open(dir: &Path, sealer: &Sealer) -> Result<Opening, Error> {
    let started = Instant::now();
    loop {
        match attempt(dir, sealer) {
            // Another process is just making or closing the file, which SQLite does not always
            // wait for by itself.
            Err(Failure::Sqlite(error)) if is_busy(&error) && started.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(Failure::Sqlite(error)) if is_damage(&error) => return Ok(Opening::Damaged),
            Err(Failure::Sqlite(error)) => return Err(storage(error)),
            Err(Failure::Ours(error)) => return Err(error),
            Ok(opening) => return Ok(opening),
        }
    }
}

enum Failure {
    Sqlite(rusqlite::Error),
    Ours(Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn attempt(dir: &Path, sealer: &Sealer) -> Result<Opening, Failure> {
    let path = dir.join(FILE);
    keep_private(&path).map_err(Failure::Ours)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // Until the file is known to be sound and ours, closing it must not write to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let version = match schema::standing(&connection, sealer)? {
        Standing::Empty => 0,
        Standing::Ours(version) => version,
        Standing::OtherKey => return Err(Failure::Ours(Error::Locked)),
        Standing::Newer => {
            return Err(Failure::Ours(Error::Storage {
                fault: StorageFault::TooNew,
            }));
        }
        Standing::Unusable => return Ok(Opening::Damaged),
    };
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.execute_batch("PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;")?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.execute_batch("PRAGMA synchronous = FULL;")?;
    connection.set_prepared_statement_cache_capacity(32);
    if version == schema::NEWEST {
        return Ok(Opening::Sound(connection));
    }
    schema::migrate(&mut connection, sealer).map_err(Failure::Ours)?;
    // Two processes making the file at once must hold the same key.
    match schema::standing(&connection, sealer)? {
        Standing::Ours(_) => Ok(Opening::Sound(connection)),
        Standing::OtherKey => Err(Failure::Ours(Error::Locked)),
        _ => Err(Failure::Ours(FAILED)),
    }
}

/// Makes the empty file for its owner alone; SQLite gives the WAL the same rights.
fn keep_private(path: &Path) -> Result<(), Error> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(file)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// Moves the receipts to `receipts.damaged-N` and the database with its WAL and index to `roadside.db.damaged-N`, `…-wal`, `…-shm`, the
/// first N that is free. The database itself goes last: a stop in between leaves a file that is
/// still found damaged, never a new database beside an old WAL.
pub(super) fn set_aside(dir: &Path) -> Result<PathBuf, Error> {
    let named = |suffix: &str, number: u32| dir.join(format!("{FILE}.damaged-{number}{suffix}"));
    let source = |suffix: &str| dir.join(format!("{FILE}{suffix}"));
    let fits = |number: &u32| {
        !named("", *number).exists()
            && !dir.join(format!("{RECEIPTS}.damaged-{number}")).exists()
            && ["-wal", "-shm"]
                .iter()
                .all(|suffix| !source(suffix).exists() || !named(suffix, *number).exists())
    };
    let number = (1..10_000).find(fits).ok_or(FAILED)?;
    // The receipts the damaged database names go with it, or the new one would sweep them.
    let receipts = dir.join(RECEIPTS);
    if receipts.exists() {
        let aside = dir.join(format!("{RECEIPTS}.damaged-{number}"));
        fs::rename(receipts, aside).map_err(file)?;
    }
    for suffix in ["-wal", "-shm", "-journal", ""] {
        if source(suffix).exists() {
            fs::rename(source(suffix), named(suffix, number)).map_err(file)?;
        }
    }
    // The new names must outlive a power cut before anything is written under the old ones.
    if let Ok(directory) = File::open(dir) {
        let _ = directory.sync_all();
    }
    Ok(named("", number))
}
