//! Where the 256-bit key of the database comes from: the platform's key store.

use crate::error::{Error, StorageFault};
use crate::types::Secret;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Generate, Key};
use std::fmt;

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
}

/// Why no key came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl fmt::Display for KeyStoreError {
    /// English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the key of the database is gone",
            Self::Exposed => "the key can be read by others",
            Self::Malformed => "what is kept is not a key",
            Self::Unavailable => "the key store cannot be used now",
        })
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
