//! Installed editions of terms: files in `terms/` beside the database.
//!
//! Decides how files are written so that a process killed at any instant leaves the old or the
//! new, and how they are read back. Nothing in them is personal, so they are not sealed: the
//! handbook reads them without a key. Whether one of them counts is decided in `coverage`.

use super::{file, make_directory};
use crate::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The folder, below the home.
const FOLDER: &str = "terms";
/// The keys added on this device.
const KEYS: &str = "trusted-keys.txt";
/// Larger than any terms, any signature and any list of keys.
const MAX_BYTES: u64 = 4 * 1024 * 1024;
/// More editions than any device will ever see; what else lies there is not looked at.
const MAX_FILES: usize = 256;

/// Where installed editions lie. Nothing is made before something is kept.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
}

/// One edition as it lies there.
#[derive(Debug, Clone)]
pub struct ShelvedFile {
    /// The file's name.
    pub name: String,
    /// The exact bytes; `None` when they cannot be read.
    pub terms: Option<Vec<u8>>,
    /// What lies beside it under the same name with `.minisig` added.
    pub signature: Option<Vec<u8>>,
}

impl Shelf {
    /// The shelf of a home.
    pub fn of(home: &Path) -> Self {
        Self {
            folder: home.join(FOLDER),
        }
    }

    /// Every edition, by name. A folder that is not there holds none.
    pub fn files(&self) -> Vec<ShelvedFile> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".toml"))
            .collect();
        names.sort();
        names.truncate(MAX_FILES);
        let shelved = |name: String| ShelvedFile {
            terms: read(&self.folder.join(&name)),
            signature: read(&self.folder.join(signature_name(&name))),
            name,
        };
        names.into_iter().map(shelved).collect()
    }

    /// Keeps an edition, durably: the signature first, because a signature alone is nothing.
    ///
    /// # Errors
    /// [`Error::Storage`] when the device is full or read-only. What was there is still there.
    pub fn keep(&self, name: &str, terms: &[u8], signature: &[u8]) -> Result<(), Error> {
        let _lock = self.lock()?;
        self.write(&signature_name(name), signature)?;
        self.write(name, terms)
    }

    /// The list of keys added on this device, as it stands in the file; empty when there is none.
    pub fn keys(&self) -> String {
        read(&self.folder.join(KEYS))
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// Makes a new list of keys from the one there, durably.
    ///
    /// # Errors
    /// As [`Shelf::keep`].
    pub fn change_keys(&self, change: impl FnOnce(&str) -> String) -> Result<(), Error> {
        let _lock = self.lock()?;
        let keys = change(&self.keys());
        self.write(KEYS, keys.as_bytes())
    }

    /// One writer at a time, so that terms and signature of two editions never mix. Let go of
    /// when dropped, and by the system when the process dies.
    fn lock(&self) -> Result<File, Error> {
        make_directory(&self.folder)?;
        let lock = owners(false).open(self.folder.join("lock")).map_err(file)?;
        lock.lock().map_err(file)?;
        Ok(lock)
    }

    /// Under another name, whole and on the disk, then under its own.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let draft = self.folder.join(format!("{name}.new"));
        let written = (|| {
            let mut new = owners(true).open(&draft)?;
            new.write_all(bytes)?;
            new.sync_all()?;
            fs::rename(&draft, self.folder.join(name))?;
            // The name must outlive a power cut too.
            #[cfg(unix)]
            File::open(&self.folder)?.sync_all()?;
            Ok(())
        })();
        if written.is_err() {
            let _ = fs::remove_file(&draft);
        }
        written.map_err(file)
    }
}

/// To write a file only its owner reads, as every file in the home.
fn owners(anew: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(anew);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn signature_name(name: &str) -> String {
    format!("{name}.minisig")
}

/// A file's bytes; `None` when it is not there, is no file, cannot be read or is far too large.
fn read(path: &Path) -> Option<Vec<u8>> {
    // Looked at before it is opened: opening a pipe would wait for somebody to write.
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let opened = File::open(path).ok()?;
    opened.take(MAX_BYTES + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MAX_BYTES).then_some(bytes)
}
