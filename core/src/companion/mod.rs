//! The use-cases, one method each: the only place where clock, store, net and domain meet.
//!
//! Decides the order of things: which card is meant, which fact comes from where, what is kept
//! before what is sent. What any of it means is decided by the floors below, how it looks by the
//! shells above.
//!
//! [`Handbook`] is what Roadside knows without opening anything of the motorist's: it works when
//! the storage does not. [`Companion`] is the handbook and the motorist's own cards and cases.

mod answers;
mod cards;
mod check;
mod claim;
mod clock;
mod consent;
mod delivery;
mod editions;
mod handbook;
mod help;
mod keeping;
mod location;
mod notice;
mod paper;
mod privacy;
mod rehearse;
mod rehearsed;
mod rights;
mod several;
mod trip;

pub use cards::{HeldCard, HeldCards};
pub use claim::{
    BankEntry, ClaimEntry, ClaimInBrief, ClaimStart, ExpenseEntry, HeldClaims, ReceiptEntry,
    SaidAmount, SaidBank, SaidBundle, SaidClaim, SaidClaimStep, SaidCover, SaidDeadline,
    SaidExpense, SaidFact, SaidIncident, SaidMissing, SaidReceipt, SaidSignature,
};
pub use clock::Clock;
pub use consent::{
    ConsentChange, ConsentSms, ConsentState, HeldConsents, SaidConsent, SaidConsentAct,
};
pub use delivery::{Delivery, Intake, Outbox, Prompt};
pub use editions::{Edition, Standing};
pub use handbook::{Handbook, SaidPosition};
pub use help::{HeldCase, HeldCases, HelpRequest};
pub use keeping::{EXPORT_FILE, Exported, HeldFile, HeldKind, PurgedItem, SaidRule};
pub use location::{NoFix, capture};
pub use notice::{Notices, Spot};
pub use privacy::{Preview, Receipted, Receipts, Shared};
pub use rehearsed::{LastRehearsed, Rehearsed, RehearsedStep, StepOutcome};
pub use rights::HeldRequests;
pub use trip::TripRequest;

pub use crate::store::{KeyStore, KeyStoreError};

use crate::error::Error;
use crate::privacy::Rule;
use crate::store::{Opened, Store};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One motorist's Roadside: cards, cases and everything the handbook knows.
#[derive(Debug)]
pub struct Companion {
    store: Store,
    handbook: Handbook,
    clock: Clock,
    purged: BTreeMap<Rule, u32>,
}

/// A companion just opened.
#[derive(Debug)]
pub struct Opening {
    /// Ready for use.
    pub companion: Companion,
    /// Where a damaged database was put, whole, when that had to be done. Tell the motorist:
    /// cards must be added again, and the old file may still be rescued.
    pub set_aside: Option<PathBuf>,
}

impl Companion {
    /// Opens what is kept in `directory` under the key store's key; makes it when nothing is there.
    /// What a rule says is over is done away with: see [`Companion::purged_at_opening`].
    ///
    /// # Errors
    /// [`Error::Locked`] when the key does not fit; [`Error::Storage`] when the key could not be
    /// had, the device is full or read-only, or a newer version wrote the database. Nothing is
    /// changed then, and the [`Handbook`] works all the same.
    pub fn open(directory: &Path, keys: &dyn KeyStore, clock: Clock) -> Result<Opening, Error> {
        let key = keys.database_key()?;
        let Opened { store, set_aside } = Store::open(directory, &key)?;
        // A rule that could not be kept today is kept at the next opening: it is no reason not to
        // let somebody call.
        let purged = store.purge(clock.now()).unwrap_or_default();
        let companion = Self {
            store,
            purged,
            handbook: Handbook::open(directory, clock),
            clock,
        };
        Ok(Opening {
            companion,
            set_aside,
        })
    }

    /// What Roadside knows without the motorist's own data.
    pub fn handbook(&self) -> &Handbook {
        &self.handbook
    }

    /// Closes the database file, as iOS demands before it suspends an app. Calls answer
    /// `Closed` until [`Companion::resume`].
    pub fn pause(&self) {
        self.store.pause();
    }

    /// Opens the file again; does nothing when it is open.
    ///
    /// # Errors
    /// As [`Companion::open`].
    pub fn resume(&self) -> Result<(), Error> {
        self.store.resume().map(|_| ())
    }
}
