//! What waits to be sent. A case and its place in the queue change in one transaction, so that a
//! process killed at any instant loses nothing and sends nothing twice in effect.

use super::cases::NO_CASE;
use super::queue::{Backlog, Entry, Queue};
use super::revised::{find, put};
use super::{Listed, Store, consents, rows};
use crate::assistance::intake::{Receipt, confirmed, handed_over, not_received};
use crate::assistance::{Case, CaseState};
use crate::error::{Error, Refusal};
use crate::privacy::{Consents, Dispatch};
use crate::types::Timestamp;
use rusqlite::Transaction;
use uuid::Uuid;

const QUEUE: Queue = Queue {
    table: "outbox",
    key: "case_id",
};

impl Store {
    /// Keeps a case and queues it, durably and at once, to be sent from `first_attempt_at` on.
    /// A newer revision takes the place of the older one that still waits; repeating the same
    /// call changes nothing.
    ///
    /// # Errors
    /// [`Refusal::CaseEnded`] when the case kept is closed or cancelled; [`Refusal::Outdated`]
    /// when a newer revision, or another content under the same one, is kept.
    pub fn queue_case(&self, case: &Case, first_attempt_at: Timestamp) -> Result<(), Error> {
        self.write(|tx, sealer| {
            if let Some(known) = find::<Case>(tx, sealer, case.id)? {
                if known == *case {
                    return Ok(());
                }
                if matches!(known.state, CaseState::Closed | CaseState::Cancelled) {
                    return Err(Error::NotNow {
                        why: Refusal::CaseEnded,
                    });
                }
                let draft = known.state == CaseState::Draft && known.revision <= case.revision;
                if !draft && known.revision >= case.revision {
                    return Err(Error::NotNow {
                        why: Refusal::Outdated,
                    });
                }
            }
            put(tx, sealer, case)?;
            QUEUE.enter(tx, case.id, case.revision, first_attempt_at)
        })
    }

    /// What is due at `now`, longest due first, with the ids of cases that cannot be read. An entry
    /// put off beyond two days is due at once: the clock was wrong when that was written.
    ///
    /// # Errors
    /// [`Error::Storage`] when the queue itself could not be read.
    pub fn due(&self, now: Timestamp) -> Result<Listed<(Entry, Case)>, Error> {
        self.entries(Some(now))
    }

    /// Everything that waits, due or not, for a person who asks to send it now. Whoever sends
    /// must still ask [`Entry::may_be_sent`].
    ///
    /// # Errors
    /// [`Error::Storage`] when the queue itself could not be read.
    pub fn queued(&self) -> Result<Listed<(Entry, Case)>, Error> {
        self.entries(None)
    }

    fn entries(&self, due_at: Option<Timestamp>) -> Result<Listed<(Entry, Case)>, Error> {
        self.read(|tx, sealer| QUEUE.entries(tx, sealer, due_at))
    }

    /// How much waits and when the next is due.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be read.
    pub fn waiting(&self) -> Result<Backlog, Error> {
        self.read(|tx, _| QUEUE.backlog(tx))
    }

    /// Takes an entry for sending: the attempt is counted, the case becomes *sent*, the receipt
    /// that `gate` writes is kept, and the entry falls due again at `again_at` should nobody ever
    /// report the outcome, because the process died. Gives the case to send; `None` when the entry
    /// has changed since it was read, because another process took it, it was received, or a newer
    /// revision replaced it. The gate sees the consents as they stand at that very moment; it
    /// may not ask the store anything.
    ///
    /// # Errors
    /// What the gate says, nothing changed then; [`Error::Storage`] when it could not be kept;
    /// then nothing may be sent.
    pub fn mark_sent(
        &self,
        entry: &Entry,
        at: Timestamp,
        again_at: Timestamp,
        gate: impl FnOnce(&Case, &Consents) -> Result<Dispatch, Error>,
    ) -> Result<Option<Case>, Error> {
        self.write(|tx, sealer| {
            if !QUEUE.take(tx, entry, again_at)? {
                return Ok(None);
            }
            let mut case: Case = find(tx, sealer, entry.id)?.ok_or(NO_CASE)?;
            let receipt = gate(&case, &consents::readable(tx, sealer)?)?;
            rows::put(tx, sealer, receipt.id, &receipt)?;
            handed_over(&mut case, at);
            put(tx, sealer, &case)?;
            Ok(Some(case))
        })
    }

    /// Keeps the centre's confirmation of `revision`, and gives the case as it stands then. Its
    /// entry leaves the queue, unless a newer revision waits there. Repeating it changes nothing.
    /// After a `PUT`, `revision` is the one that was sent; after a `GET`, the receipt's own.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such case.
    pub fn record_receipt(
        &self,
        receipt: &Receipt,
        revision: u32,
        at: Timestamp,
    ) -> Result<Case, Error> {
        self.write(|tx, sealer| {
            let before: Case = find(tx, sealer, receipt.id)?.ok_or(NO_CASE)?;
            let mut case = before.clone();
            confirmed(&mut case, receipt, revision, at);
            if case != before {
                put(tx, sealer, &case)?;
            }
            QUEUE.leave(tx, receipt.id, revision)?;
            Ok(case)
        })
    }

    /// Keeps that an attempt at `revision` did not count, and when to try again. The case is
    /// *queued* again. Does nothing when that revision no longer waits.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept; the entry then falls due at the time given
    /// to [`Store::mark_sent`].
    pub fn record_failure(
        &self,
        id: Uuid,
        revision: u32,
        next_attempt_at: Timestamp,
        not_before: Option<Timestamp>,
    ) -> Result<(), Error> {
        self.write(|tx, sealer| {
            if !QUEUE.put_off(tx, id, revision, next_attempt_at, not_before)? {
                return Ok(());
            }
            let mut case: Case = find(tx, sealer, id)?.ok_or(NO_CASE)?;
            not_received(&mut case);
            put(tx, sealer, &case)
        })
    }
}

/// Puts a revision in the queue, in place of an older one.
pub(super) fn queue(
    tx: &Transaction<'_>,
    id: Uuid,
    revision: u32,
    first_attempt_at: Timestamp,
) -> Result<(), Error> {
    QUEUE.enter(tx, id, revision, first_attempt_at)
}
