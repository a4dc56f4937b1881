//! One position, captured: ask, wait no longer than told, trust the best.
//!
//! No fix is a state and not an error: everything else goes on without one.

use crate::messages;
use crate::position::{Fix, best};
use crate::types::{Language, Timestamp};
use std::future::Future;
use std::time::Duration;

/// Why no fix came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum NoFix {
    /// The motorist has not allowed it.
    Denied,
    /// Positioning is switched off on the device.
    Off,
    /// Nothing came within the time allowed.
    TooSlow,
    /// The device could not, or what it gave is no position.
    Failed,
    /// The device has none.
    NoneKnown,
}

impl NoFix {
    /// What to do now, in one sentence.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::Denied => "location.denied",
            Self::Off => "location.off",
            Self::TooSlow => "location.too_slow",
            Self::Failed => "location.failed",
            Self::NoneKnown => "location.none_known",
        };
        messages::text(language, key, &[])
    }
}

/// The best of the fixes a device gives within `patience`. Those that are no positions are left
/// out. `now` tells their age.
///
/// # Errors
/// [`NoFix`] when there is none to be had.
pub async fn capture(
    fixes: impl Future<Output = Result<Vec<Fix>, NoFix>>,
    patience: Duration,
    now: impl FnOnce() -> Timestamp,
) -> Result<Fix, NoFix> {
    let Ok(given) = tokio::time::timeout(patience, fixes).await else {
        return Err(NoFix::TooSlow);
    };
    let given = given?;
    let sound: Vec<Fix> = given.iter().filter_map(|fix| fix.checked().ok()).collect();
    let none = if given.is_empty() {
        NoFix::NoneKnown
    } else {
        NoFix::Failed
    };
    best(&sound, now()).ok_or(none)
}
