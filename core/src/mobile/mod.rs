//! The facade as phones call it: the use-cases of `companion` with values that can cross to
//! Kotlin and Swift.
//!
//! Decides nothing. It checks what comes in, calls the one use-case, and hands on what that says;
//! it closes, so that a phone that is done gets an error instead of a crash. One screen or act is
//! one call: a call across costs microseconds.

mod after;
mod border;
mod check;
mod claims;
mod given;
mod handbook;
mod help;
mod intake;
mod log;
mod privacy;
mod screen;
mod wallet;
mod words;

pub use after::SaidRequests;
pub use border::{FactText, ToldFact};
pub use check::{Journey, SaidNotices};
pub use claims::SaidClaims;
pub use given::{KeyStore, LocationSource, LocationSourceError, LogSink, LogSinkError};
pub use handbook::{Captured, RoadsideHandbook};
pub use help::{HelpWish, SaidCases, case_state_text};
pub use intake::RoadsideIntake;
pub use privacy::{SaidConsents, SaidReceipts, erase_home, files_in, retention_rules};
pub use screen::{NumberToCall, TermsHere, data_sources, library_version, number_to_call};
pub use wallet::{CardLine, SaidCard, SaidCards};
pub use words::{SaidError, ScreenFault, say_error, say_key_store_error};

use crate::companion::{Clock, Companion};
use crate::error::{Error, StorageFault};
use crate::types::Timestamp;
use given::Keys;
use log::Log;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

/// One motorist's Roadside on a phone. Every call may be made from any thread.
#[derive(uniffi::Object)]
pub struct RoadsideCore {
    companion: RwLock<Option<Arc<Companion>>>,
    set_aside: Option<String>,
    log: Log,
}

#[uniffi::export]
impl RoadsideCore {
    /// Opens what is kept in `directory`, made when it is not there, under the key store's key.
    /// `log` hears what was done, never about whom.
    ///
    /// # Errors
    /// `Locked` when the key does not fit; `Storage` when the key could not be had, the device is
    /// full or read-only, or a newer version wrote the database. Nothing is changed then, and
    /// `RoadsideHandbook` works all the same.
    #[uniffi::constructor]
    pub fn open(
        directory: &str,
        keys: Arc<dyn KeyStore>,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Arc<Self>, Error> {
        Self::start(directory, keys, log, Clock::Device)
    }

    /// The same, and it is `now` all the time: for rehearsals and tests.
    ///
    /// # Errors
    /// As `open`.
    #[uniffi::constructor]
    pub fn open_at(
        directory: &str,
        keys: Arc<dyn KeyStore>,
        log: Option<Arc<dyn LogSink>>,
        now: Timestamp,
    ) -> Result<Arc<Self>, Error> {
        Self::start(directory, keys, log, Clock::Fixed(now))
    }

    /// Where a damaged database was put, whole, when that had to be done at opening. Tell the
    /// motorist: cards must be added again, and the old file may still be rescued.
    pub fn set_aside(&self) -> Option<String> {
        self.set_aside.clone()
    }

    /// Closes the database file, as iOS demands before it suspends an app. Calls answer with
    /// the fault `Closed` until `resume`.
    pub fn pause(&self) {
        if let Ok(companion) = self.companion() {
            companion.pause();
        }
    }

    /// Opens the file again; does nothing when it is open.
    ///
    /// # Errors
    /// As `open`; the fault `Closed` after `shut`.
    pub fn resume(&self) -> Result<(), Error> {
        self.log
            .outcome("resume", self.companion().and_then(|open| open.resume()))
    }

    /// Closes for good. Every later call answers with the fault `Closed`; one that is under way
    /// is finished. Does nothing the second time.
    pub fn shut(&self) {
        let mut open = self
            .companion
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        drop(open.take());
    }
}

impl RoadsideCore {
    fn start(
        directory: &str,
        keys: Arc<dyn KeyStore>,
        log: Option<Arc<dyn LogSink>>,
        clock: Clock,
    ) -> Result<Arc<Self>, Error> {
        let log = Log::to(log);
        let opening = log.outcome(
            "open",
            Companion::open(Path::new(directory), &Keys(keys), clock),
        )?;
        Ok(Arc::new(Self {
            companion: RwLock::new(Some(Arc::new(opening.companion))),
            set_aside: opening
                .set_aside
                .map(|path| path.to_string_lossy().into_owned()),
            log,
        }))
    }

    fn companion(&self) -> Result<Arc<Companion>, Error> {
        let open = self
            .companion
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or(Error::Storage {
            fault: StorageFault::Closed,
        })
    }

    /// Runs one use-case and tells the log how it went.
    fn act<R>(
        &self,
        what: &'static str,
        act: impl FnOnce(&Companion) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let done = self.companion().and_then(|companion| act(&companion));
        self.log.outcome(what, done)
    }
}
