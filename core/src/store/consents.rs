//! Consents with their history, changed together with the cases that state them.

use super::sealed::{Record, Sealer};
use super::{Listed, Store, outbox, revised, rows};
use crate::assistance::Case;
use crate::error::Error;
use crate::privacy::{Consent, Consents};
use crate::types::Timestamp;
use rusqlite::Transaction;

impl Record for Consent {
    const TABLE: &'static str = "consents";
}

impl Store {
    /// Every act of consent, oldest first, and the ids of those that were changed from outside:
    /// those are no consent.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn consents(&self) -> Result<Listed<Consent>, Error> {
        self.read(rows::list)
    }

    /// Keeps what `change` makes of the consents so far, and every case that has to be stated
    /// anew because of it, queued from `now` on: all or nothing. Gives the cases.
    ///
    /// # Errors
    /// What `change` says; [`Error::Storage`] when it could not be kept.
    pub fn change_consents(
        &self,
        now: Timestamp,
        change: impl FnOnce(&Consents) -> Result<Vec<Consent>, Error>,
    ) -> Result<Vec<Case>, Error> {
        self.write(|tx, sealer| {
            for act in change(&readable(tx, sealer)?)? {
                rows::put(tx, sealer, act.id, &act)?;
            }
            restate(tx, sealer, now)
        })
    }

    /// States anew every case that says more than the consents of `now` allow, as when a year
    /// ran out while it waited. Gives the cases.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn keep_within_consents(&self, now: Timestamp) -> Result<Vec<Case>, Error> {
        self.write(|tx, sealer| restate(tx, sealer, now))
    }
}

fn restate(tx: &Transaction<'_>, sealer: &Sealer, now: Timestamp) -> Result<Vec<Case>, Error> {
    let consents = readable(tx, sealer)?;
    let mut restated = Vec::new();
    for (_, case) in revised::list::<Case>(tx, sealer)?.records {
        let Some(anew) = case.under(&consents, now) else {
            continue;
        };
        revised::put(tx, sealer, &anew)?;
        if anew.revision > case.revision {
            outbox::queue(tx, anew.id, anew.revision, now)?;
            restated.push(anew);
        }
    }
    Ok(restated)
}

/// The consents that count: those that can be read.
pub(super) fn readable(tx: &Transaction<'_>, sealer: &Sealer) -> Result<Consents, Error> {
    let records = rows::list::<Consent>(tx, sealer)?.records;
    Ok(Consents::new(
        records.into_iter().map(|(_, act)| act).collect(),
    ))
}
