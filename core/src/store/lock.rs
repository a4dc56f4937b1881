//! The lock beside the database: whoever has it open holds it shared; only with nobody at it
//! may a damaged file be moved away. SQLite's own locks are in the file being moved.

use super::{FAILED, file};
use crate::error::Error;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

/// Let go of when dropped.
pub(super) struct Lock(File);

const PATIENCE: Duration = Duration::from_secs(5);
const STEP: Duration = Duration::from_millis(10);

impl Lock {
    /// Held beside other readers and writers.
    pub(super) fn shared(dir: &Path) -> Result<Self, Error> {
        let lock = open(dir)?;
        patiently(|| lock.try_lock_shared())?;
        Ok(Self(lock))
    }

    /// Held alone.
    pub(super) fn exclusive(dir: &Path) -> Result<Self, Error> {
        let lock = open(dir)?;
        patiently(|| lock.try_lock())?;
        Ok(Self(lock))
    }

    /// Lets the others in again.
    pub(super) fn share(self) -> Result<Self, Error> {
        self.0.unlock().map_err(file)?;
        patiently(|| self.0.try_lock_shared())?;
        Ok(self)
    }
}

fn open(dir: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(dir.join("roadside.lock")).map_err(file)
}

fn patiently(mut attempt: impl FnMut() -> Result<(), TryLockError>) -> Result<(), Error> {
    let mut waited = Duration::ZERO;
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(file(error)),
            Err(TryLockError::WouldBlock) if waited >= PATIENCE => return Err(FAILED),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(STEP);
                waited += STEP;
            }
        }
    }
}
