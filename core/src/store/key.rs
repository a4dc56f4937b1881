//! Where the 256-bit key of the database comes from: the platform's key store.

use crate::error::{Error, StorageFault};
use crate::messages;
use crate::types::{Language, Secret};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Generate, Key};
use std::fmt;
use std::io::Read;
use zeroize::Zeroizing;

/// Keeps the database's key outside the database: Android Keystore, iOS Keychain, a file.
///
/// It is asked each time the store is opened. It makes a key the first time and gives the same
/// one ever after; a key that is lost cannot be had from anywhere.
pub trait KeyStore: Send + Sync {
    /// The key.
    ///
    /// # Errors
    /// [`KeyStoreError`] when there is none to be had; the store is then not opened.
    fn database_key(&self) -> Result<Secret<[u8; 32]>, KeyStoreError>;

    /// Destroys the key, so that nothing sealed with it can ever be read again: every copy of it,
    /// drafts included, durably before this returns. Doing it again is harmless.
    ///
    /// # Errors
    /// [`KeyStoreError`] when it could not be destroyed; then nothing else is erased either.
    fn destroy_key(&self) -> Result<(), KeyStoreError>;
}

/// Why no key came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum KeyStoreError {
    /// There is a database and its key is gone.
    Missing,
    /// The key is not kept safe: others can read it. It is not used until that is put right.
    Exposed,
    /// What is kept is no key.
    Malformed,
    /// The key store did not answer, or may not be read or written now.
    Unavailable,
}

impl KeyStoreError {
    /// What is wrong, in one short sentence.
    pub fn title(&self, language: Language) -> String {
        let key = match self {
            Self::Missing => "key_store.missing",
            Self::Exposed => "key_store.exposed",
            Self::Malformed => "key_store.malformed",
            Self::Unavailable => "key_store.unavailable",
        };
        messages::text(language, key, &[])
    }
}

impl fmt::Display for KeyStoreError {
    /// English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title(Language::En))
    }
}

impl std::error::Error for KeyStoreError {}

impl From<KeyStoreError> for Error {
    fn from(_: KeyStoreError) -> Self {
        Self::Storage {
            fault: StorageFault::NoKey,
        }
    }
}

/// A new key from the operating system's random numbers.
///
/// # Errors
/// [`KeyStoreError::Unavailable`] when the system gives none.
pub fn fresh_key() -> Result<Secret<[u8; 32]>, KeyStoreError> {
    let key = Key::<XChaCha20Poly1305>::try_generate().map_err(|_| KeyStoreError::Unavailable)?;
    Ok(Secret::new(key.into()))
}

/// A key kept as 32 bytes. No copy is left behind in memory.
///
/// # Errors
/// [`KeyStoreError::Malformed`] when there are fewer or more bytes,
/// [`KeyStoreError::Unavailable`] when they cannot be read.
pub fn read_key(mut from: impl Read) -> Result<Secret<[u8; 32]>, KeyStoreError> {
    let mut bytes = Zeroizing::new([0; 33]);
    let mut length = 0;
    loop {
        let rest = bytes.get_mut(length..).unwrap_or_default();
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return Err(KeyStoreError::Unavailable),
        }
    }
    match bytes.first_chunk() {
        Some(key) if length == 32 => Ok(Secret::new(*key)),
        _ => Err(KeyStoreError::Malformed),
    }
}
