//! What the phone gives the core: the key of the database, fixes, an ear for the log.
//!
//! Whatever the other side throws becomes an error here, never a crash.

use crate::position::Fix;
use crate::store::{self, KeyStoreError, read_key};
use crate::types::Secret;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Keeps the database's key: Android Keystore, iOS Keychain. It makes a key of 32 random bytes the
/// first time and gives the same one ever after.
#[uniffi::export(with_foreign)]
pub trait KeyStore: Send + Sync {
    /// The 32 bytes of the key.
    ///
    /// # Errors
    /// [`KeyStoreError`]; the database is then not opened, and nothing is lost.
    fn database_key(&self) -> Result<Vec<u8>, KeyStoreError>;

    /// Destroys the key for good, so that nothing sealed under it can ever be read again. Does
    /// nothing when there is none.
    ///
    /// # Errors
    /// [`KeyStoreError`] when the key may still be there.
    fn destroy_key(&self) -> Result<(), KeyStoreError>;
}

/// The foreign key store as the store below knows one.
pub(super) struct Keys(pub Arc<dyn KeyStore>);

impl store::KeyStore for Keys {
    fn database_key(&self) -> Result<Secret<[u8; 32]>, KeyStoreError> {
        let bytes = Zeroizing::new(self.0.database_key()?);
        read_key(bytes.as_slice())
    }

    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        self.0.destroy_key()
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for KeyStoreError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

/// Where fixes come from.
#[uniffi::export(with_foreign)]
#[async_trait::async_trait]
pub trait LocationSource: Send + Sync {
    /// Every fix to be had now: a fresh one, the last known one. None is no error.
    ///
    /// # Errors
    /// [`LocationSourceError`] when positions may not be had, or cannot.
    async fn fixes(&self) -> Result<Vec<Fix>, LocationSourceError>;
}

/// Why no fix came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum LocationSourceError {
    /// The motorist has not allowed it.
    Denied,
    /// Positioning is switched off on the device.
    Off,
    /// The device could not.
    Failed,
}

impl fmt::Display for LocationSourceError {
    /// English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Denied => "denied",
            Self::Off => "off",
            Self::Failed => "failed",
        })
    }
}

impl std::error::Error for LocationSourceError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for LocationSourceError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// Hears what was done: `deliver: done`, `card: no_active_card`. Never anything personal.
#[uniffi::export(with_foreign)]
pub trait LogSink: Send + Sync {
    /// One line, English, for developers.
    ///
    /// # Errors
    /// Whatever the other side throws; it changes nothing.
    fn line(&self, text: String) -> Result<(), LogSinkError>;
}

/// The log did not want it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum LogSinkError {
    /// It threw.
    Failed,
}

impl fmt::Display for LogSinkError {
    /// English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("failed")
    }
}

impl std::error::Error for LogSinkError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for LogSinkError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}
