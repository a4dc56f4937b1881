//! What lies in the home, file by file, and doing away with it.
//!
//! Decides which names are ours: nothing else in the folder is ever touched. The key is the key
//! store's; whoever erases has it destroyed first, because what is sealed is nothing without it.

use super::lock::Lock;
use super::receipts::RECEIPTS;
use super::schema::FILE;
use super::{file, make_directory};
use crate::error::Error;
use crate::types::Timestamp;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The lock beside the database; it goes last.
const LOCK: &str = "roadside.lock";
/// Folders that are ours with everything in them.
const FOLDERS: [&str; 2] = [RECEIPTS, "terms"];

/// One file that lies in the home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its path below the home.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Every file in `dir` that is ours, by name. A folder that is not there holds none; nothing is
/// made.
///
/// # Errors
/// [`Error::Storage`] when the folder cannot be read.
pub fn files(dir: &Path) -> Result<Vec<KeptFile>, Error> {
    let mut kept = Vec::new();
    for path in ours(dir)? {
        let about = fs::symlink_metadata(&path).map_err(file)?;
        let name = path.strip_prefix(dir).unwrap_or(&path);
        kept.push(KeptFile {
            name: name.to_string_lossy().into_owned(),
            bytes: about.len(),
        });
    }
    kept.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(kept)
}

/// Has the key destroyed and then removes every file of ours in `dir`: database, WAL, receipts,
/// what was set aside, terms, the lock last. Stopped at any instant it leaves nothing that can be
/// read, and doing it again finishes it. The folder itself goes when nothing else is in it.
///
/// # Errors
/// [`Error::Storage`] when another process is at the database or a file cannot be removed; what
/// `destroy_key` says, and then nothing was removed.
pub fn erase(dir: &Path, destroy_key: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    if !dir.exists() {
        return destroy_key();
    }
    make_directory(dir)?;
    let lock = Lock::exclusive(dir)?;
    destroy_key()?;
    let mut paths = ours(dir)?;
    // The database goes before everything it speaks of, the lock when nothing is left to guard.
    paths.sort_by_key(
        |path| match path.file_name().and_then(|name| name.to_str()) {
            Some(FILE) => 0,
            Some(LOCK) => 2,
            _ => 1,
        },
    );
    for path in paths {
        gone(fs::remove_file(&path))?;
    }
    for folder in folders(dir)? {
        // What is not ours in there keeps the folder.
        let _ = fs::remove_dir(folder);
    }
    #[cfg(unix)]
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(file)?;
    drop(lock);
    let _ = fs::remove_dir(dir);
    Ok(())
}

/// Removes databases that were set aside and last changed at a moment for which `old` holds; gives
/// how many. Their WAL and index go with them.
pub(super) fn remove_set_aside(dir: &Path, old: impl Fn(Timestamp) -> bool) -> Result<u32, Error> {
    let prefix = format!("{FILE}.damaged-");
    let mut removed = 0;
    for path in listed(dir)? {
        if is_aside(&path) {
            remove_old_folder(&path, &old)?;
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(number) = name.and_then(|name| name.strip_prefix(&prefix)) else {
            continue;
        };
        let changed = fs::metadata(&path).and_then(|about| about.modified());
        let Some(changed) = changed.ok().map(Timestamp::from) else {
            continue;
        };
        if old(changed) {
            gone(fs::remove_file(&path))?;
            removed += u32::from(number.bytes().all(|b| b.is_ascii_digit()));
        }
    }
    Ok(removed)
}

/// Removes receipts that were set aside when the folder last changed at a moment for which `old`
/// holds: as long as their database, which alone names them.
fn remove_old_folder(folder: &Path, old: &impl Fn(Timestamp) -> bool) -> Result<(), Error> {
    let changed = fs::metadata(folder).and_then(|about| about.modified());
    if !changed.is_ok_and(|changed| old(Timestamp::from(changed))) {
        return Ok(());
    }
    for path in listed(folder)? {
        gone(fs::remove_file(&path))?;
    }
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// The paths of our files.
fn ours(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for path in listed(dir)? {
        let name = path.file_name().and_then(|name| name.to_str());
        let is_ours = name.is_some_and(|name| name == LOCK || name.starts_with(FILE));
        if is_ours && !path.is_dir() {
            found.push(path);
        }
    }
    for folder in folders(dir)? {
        let files = listed(&folder)?;
        found.extend(files.into_iter().filter(|path| !path.is_dir()));
    }
    Ok(found)
}

/// Our folders, those of receipts that were set aside with a damaged database included.
fn folders(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let set_aside = listed(dir)?.into_iter().filter(|path| is_aside(path));
    Ok(FOLDERS
        .iter()
        .map(|name| dir.join(name))
        .chain(set_aside)
        .collect())
}

/// Whether a path is a folder of receipts set aside with a damaged database.
fn is_aside(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let number = name.and_then(|name| name.strip_prefix(RECEIPTS)?.strip_prefix(".damaged-"));
    number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit())) && path.is_dir()
}

/// What lies in a folder; nothing when there is none.
fn listed(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(file(error)),
    };
    entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(file))
        .collect()
}

/// What is gone already is as good as removed.
fn gone(removed: std::io::Result<()>) -> Result<(), Error> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(file(error)),
        _ => Ok(()),
    }
}
