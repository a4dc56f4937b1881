//! The database's key in a file beside the database, readable by its owner alone.
//!
//! Decides where the key is and when it is not to be used. It protects a copy of the database
//! that travels without it (a backup, a sync folder), not a computer whose owner is somebody else.

use roadside_core::messages;
use roadside_core::store::{FILE, KeyStore, KeyStoreError, fresh_key, read_key};
use roadside_core::types::{Language, Secret};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The key in `<home>/key`: 32 bytes, rights 0600.
#[derive(Debug, Clone)]
pub struct FileKey {
    home: PathBuf,
}

impl FileKey {
    /// The key of the database in `home`.
    pub fn new(home: &Path) -> Self {
        Self {
            home: home.to_owned(),
        }
    }

    /// Where the key is.
    pub fn path(&self) -> PathBuf {
        self.home.join("key")
    }

    fn read(&self) -> Result<Option<Secret<[u8; 32]>>, KeyStoreError> {
        let file = match File::open(self.path()) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(KeyStoreError::Unavailable),
        };
        let about = file.metadata().map_err(|_| KeyStoreError::Unavailable)?;
        if !about.is_file() {
            return Err(KeyStoreError::Malformed);
        }
        #[cfg(unix)]
        if std::os::unix::fs::MetadataExt::mode(&about) & 0o077 != 0 {
            return Err(KeyStoreError::Exposed);
        }
        read_key(file).map(Some)
    }

    /// Writes a new key whole under another name and then gives it its own, unless another
    /// process was quicker; a key is never overwritten.
    fn make(&self) -> Result<(), KeyStoreError> {
        let key = fresh_key()?;
        let draft = self
            .home
            .join(format!("key.{}", uuid::Uuid::new_v4().simple()));
        let made = self.write(&draft, &key);
        let _ = fs::remove_file(&draft);
        made.map_err(|_| KeyStoreError::Unavailable)
    }

    fn write(&self, draft: &Path, key: &Secret<[u8; 32]>) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(draft)?;
        file.write_all(key.expose())?;
        file.sync_all()?;
        drop(file);
        match fs::hard_link(draft, self.path()) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        // The name must outlive a power cut before anything is sealed with the key.
        #[cfg(unix)]
        File::open(&self.home)?.sync_all()?;
        Ok(())
    }
}

impl KeyStore for FileKey {
    /// Reads the key; makes one when there is neither a key nor a database yet.
    fn database_key(&self) -> Result<Secret<[u8; 32]>, KeyStoreError> {
        if let Some(key) = self.read()? {
            return Ok(key);
        }
        if self.home.join(FILE).exists() {
            // Another process may just have made both.
            return self.read()?.ok_or(KeyStoreError::Missing);
        }
        make_home(&self.home).map_err(|_| KeyStoreError::Unavailable)?;
        self.make()?;
        self.read()?.ok_or(KeyStoreError::Unavailable)
    }

    /// Writes over the key and removes it, with every draft of it that a stop has left behind.
    /// Some disks keep what was written over; whoever has to fear that needs a disk that is
    /// encrypted as a whole.
    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        let entries = match fs::read_dir(&self.home) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(_) => return Err(KeyStoreError::Unavailable),
        };
        for entry in entries {
            let path = entry.map_err(|_| KeyStoreError::Unavailable)?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if name.is_some_and(is_key) {
                wipe(&path).map_err(|_| KeyStoreError::Unavailable)?;
            }
        }
        #[cfg(unix)]
        File::open(&self.home)
            .and_then(|home| home.sync_all())
            .map_err(|_| KeyStoreError::Unavailable)?;
        Ok(())
    }
}

/// The key, or a draft of it: `key.` and a simple UUID.
fn is_key(name: &str) -> bool {
    let draft = name.strip_prefix("key.");
    name == "key" || draft.is_some_and(|draft| uuid::Uuid::try_parse(draft).is_ok())
}

fn wipe(path: &Path) -> std::io::Result<()> {
    if fs::symlink_metadata(path)?.is_file()
        && let Ok(mut file) = OpenOptions::new().write(true).open(path)
    {
        let length = file.metadata()?.len().min(1024);
        file.write_all(&vec![0; usize::try_from(length).unwrap_or(32)])?;
        file.sync_all()?;
        // Until it is gone it must not pass for a key.
        file.set_len(0)?;
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn make_home(home: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(home)
}

/// What to do about a key at `path` that cannot be used; what is wrong is
/// [`KeyStoreError::title`].
pub fn remedy(error: KeyStoreError, path: &Path, language: Language) -> String {
    let key = match error {
        KeyStoreError::Missing => "key_file.missing",
        KeyStoreError::Exposed => "key_file.exposed",
        KeyStoreError::Malformed => "key_file.malformed",
        KeyStoreError::Unavailable => "key_file.unavailable",
    };
    messages::text(language, key, &[("path", &path.display().to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_every_time_even_when_many_ask_first() {
        let parent = tempfile::tempdir().expect("a directory");
        let home = parent.path().join("home");
        let keys: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| FileKey::new(&home).database_key()))
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("no panic"))
                .collect()
        });
        let first = keys[0].as_ref().expect("a key");
        assert!(keys.iter().all(|key| key.as_ref() == Ok(first)));
        assert_ne!(first.expose(), &[0; 32]);
        assert_eq!(
            fs::read_dir(&home).expect("a home").count(),
            1,
            "no drafts left"
        );
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        let home = tempfile::tempdir().expect("a directory");
        let key = FileKey::new(home.path());
        key.database_key().expect("a key");
        for length in [0, 31, 33, 4096] {
            // Writing over it keeps its rights.
            fs::write(key.path(), vec![1; length]).expect("written");
            assert_eq!(key.database_key().err(), Some(KeyStoreError::Malformed));
            assert_eq!(
                fs::read(key.path()).expect("there").len(),
                length,
                "left as it is"
            );
        }
    }

    #[test]
    fn no_new_key_for_an_old_database() {
        let home = tempfile::tempdir().expect("a directory");
        fs::write(home.path().join(FILE), "x").expect("written");
        let key = FileKey::new(home.path());
        assert_eq!(key.database_key().err(), Some(KeyStoreError::Missing));
        assert!(!key.path().exists());
    }

    #[test]
    fn a_key_destroyed_is_gone_with_its_drafts_and_nothing_else() {
        let home = tempfile::tempdir().expect("a directory");
        let key = FileKey::new(home.path());
        key.destroy_key().expect("nothing to destroy");
        key.database_key().expect("a key");
        let draft = format!("key.{}", uuid::Uuid::new_v4().simple());
        fs::copy(key.path(), home.path().join(&draft)).expect("a draft left behind");
        for other in ["key.txt", "keys", "monkey"] {
            fs::write(home.path().join(other), "mine").expect("written");
        }
        key.destroy_key().expect("destroyed");
        assert!(!key.path().exists() && !home.path().join(draft).exists());
        assert_eq!(fs::read_dir(home.path()).expect("a home").count(), 3);
        key.destroy_key().expect("again");
        FileKey::new(&home.path().join("none"))
            .destroy_key()
            .expect("no home, no key");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().expect("a directory");
        let key = FileKey::new(home.path());
        key.database_key().expect("a key");
        let mode = |mode| fs::set_permissions(key.path(), fs::Permissions::from_mode(mode));
        assert_eq!(
            fs::metadata(key.path())
                .expect("there")
                .permissions()
                .mode()
                & 0o777,
            0o600
        );
        for exposed in [0o640, 0o604, 0o620, 0o601] {
            mode(exposed).expect("set");
            assert_eq!(key.database_key().err(), Some(KeyStoreError::Exposed));
        }
        mode(0o400).expect("set");
        assert!(key.database_key().is_ok());
    }

    #[test]
    fn every_sentence_is_there_in_every_language() {
        use KeyStoreError::{Exposed, Malformed, Missing, Unavailable};
        for language in Language::ALL {
            for error in [Exposed, Malformed, Missing, Unavailable] {
                let remedy = remedy(error, Path::new("/home/x/key"), language);
                assert!(
                    remedy.contains("/home/x/key") && !remedy.contains("key_file"),
                    "{remedy}"
                );
                assert!(!error.title(language).contains("key_store"));
            }
        }
    }
}
