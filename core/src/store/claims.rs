//! Claims as they stand, and what waits of them to be sent.
//!
//! A claim, its place in the queue and the names of its receipts change together.

use super::queue::{Backlog, Entry, Queue};
use super::revised::{self, Revised, find, put};
use super::sealed::{Record, Sealer};
use super::{Listed, Store, consents, rows};
use crate::claim::{Claim, ClaimState};
use crate::error::{Error, Subject};
use crate::privacy::{Consents, Dispatch};
use crate::types::Timestamp;
use rusqlite::Transaction;
use uuid::Uuid;

impl Record for Claim {
    const TABLE: &'static str = "claims";
}

impl Revised for Claim {
    fn id(&self) -> Uuid {
        self.id
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn state(&self) -> &'static str {
        self.state.word()
    }
}

const NO_CLAIM: Error = Error::NotFound {
    what: Subject::Claim,
};

const QUEUE: Queue = Queue {
    table: "claim_outbox",
    key: "claim_id",
};

impl Store {
    /// Keeps a new claim.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn add_claim(&self, claim: &Claim) -> Result<(), Error> {
        self.write(|tx, sealer| put(tx, sealer, claim))
    }

    /// The claim of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn claim(&self, id: Uuid) -> Result<Claim, Error> {
        self.read(|tx, sealer| find(tx, sealer, id)?.ok_or(NO_CLAIM))
    }

    /// All claims, oldest first, and the ids of those that were changed from outside.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn claims(&self) -> Result<Listed<Claim>, Error> {
        self.read(revised::list)
    }

    /// Changes a claim: reads it, lets `change` have it, and keeps it, with nobody in between.
    /// A claim that is a draft afterwards no longer waits to be sent.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; what `change` says, and then nothing is changed.
    pub fn change_claim<R>(
        &self,
        id: Uuid,
        change: impl FnOnce(&mut Claim) -> Result<R, Error>,
    ) -> Result<(Claim, R), Error> {
        self.write(|tx, sealer| changed(tx, sealer, id, change))
    }

    /// Keeps a claim as queued and queues it, to be sent from `first_attempt_at` on. Repeating
    /// it leaves an entry that waits as it is.
    ///
    /// # Errors
    /// As [`Claim::queue`]; [`Error::NotFound`] when there is none. Nothing is changed then.
    pub fn queue_claim(&self, id: Uuid, first_attempt_at: Timestamp) -> Result<Claim, Error> {
        self.write(|tx, sealer| {
            let mut claim: Claim = find(tx, sealer, id)?.ok_or(NO_CLAIM)?;
            let before = claim.state;
            claim.queue(first_attempt_at)?;
            if claim.state == ClaimState::Queued && before != ClaimState::Queued {
                put(tx, sealer, &claim)?;
                QUEUE.enter(tx, id, claim.revision, first_attempt_at)?;
            }
            Ok(claim)
        })
    }

    /// What waits: at `due_at` only what is due then, otherwise everything. Longest due first,
    /// with the ids of claims that cannot be read.
    ///
    /// # Errors
    /// [`Error::Storage`] when the queue itself could not be read.
    pub fn queued_claims(
        &self,
        due_at: Option<Timestamp>,
    ) -> Result<Listed<(Entry, Claim)>, Error> {
        self.read(|tx, sealer| QUEUE.entries(tx, sealer, due_at))
    }

    /// How many claims wait and when the next is due.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be read.
    pub fn waiting_claims(&self) -> Result<Backlog, Error> {
        self.read(|tx, _| QUEUE.backlog(tx))
    }

    /// Takes an entry for sending; see [`Store::mark_sent`]. `gate` looks at the claim and the
    /// consents as they are at that instant and gives the receipt of what goes out, kept with it.
    /// `None` when the entry has changed since it was read.
    ///
    /// # Errors
    /// What `gate` says; [`Error::Storage`] when it could not be kept. Then nothing may be sent.
    pub fn mark_claim_sent(
        &self,
        entry: &Entry,
        at: Timestamp,
        again_at: Timestamp,
        gate: impl FnOnce(&Claim, &Consents) -> Result<Dispatch, Error>,
    ) -> Result<Option<Claim>, Error> {
        self.write(|tx, sealer| {
            if !QUEUE.take(tx, entry, again_at)? {
                return Ok(None);
            }
            let mut claim: Claim = find(tx, sealer, entry.id)?.ok_or(NO_CLAIM)?;
            let receipt = gate(&claim, &consents::readable(tx, sealer)?)?;
            rows::put(tx, sealer, receipt.id, &receipt)?;
            claim.depart(at);
            put(tx, sealer, &claim)?;
            Ok(Some(claim))
        })
    }

    /// Keeps that an attempt at `revision` goes on, and falls due again at `again_at` only.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn prolong_claim(&self, id: Uuid, revision: u32, again_at: Timestamp) -> Result<(), Error> {
        self.write(|tx, _| QUEUE.put_off(tx, id, revision, again_at, None).map(|_| ()))
    }

    /// Keeps that the receiver has `revision` of a claim with every receipt. Its entry leaves the
    /// queue, unless a newer revision waits there.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the claim is gone.
    pub fn record_claim_received(
        &self,
        id: Uuid,
        revision: u32,
        reference: Option<String>,
        at: Timestamp,
    ) -> Result<Claim, Error> {
        self.write(|tx, sealer| {
            let mut claim: Claim = find(tx, sealer, id)?.ok_or(NO_CLAIM)?;
            claim.receive(revision, reference, at);
            put(tx, sealer, &claim)?;
            QUEUE.leave(tx, id, revision)?;
            Ok(claim)
        })
    }

    /// Keeps that an attempt at `revision` did not count, and when to try again. Does nothing
    /// when that revision no longer waits.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn record_claim_failure(
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
            let mut claim: Claim = find(tx, sealer, id)?.ok_or(NO_CLAIM)?;
            claim.take_back();
            put(tx, sealer, &claim)
        })
    }

    /// Deletes a claim with its place in the queue and its receipts, and gives their ids: their
    /// files are to go now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_claim(&self, id: Uuid) -> Result<(), Error> {
        let files = self.write(|tx, _| {
            let files = super::receipts::names(tx, Some(id))?;
            if rows::remove(tx, Claim::TABLE, id)? {
                Ok(files)
            } else {
                Err(NO_CLAIM)
            }
        })?;
        for file in files {
            self.delete_receipt_file(file);
        }
        Ok(())
    }
}

/// Reads, changes and keeps a claim within a transaction.
pub(super) fn changed<R>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    id: Uuid,
    change: impl FnOnce(&mut Claim) -> Result<R, Error>,
) -> Result<(Claim, R), Error> {
    let mut claim: Claim = find(tx, sealer, id)?.ok_or(NO_CLAIM)?;
    let result = change(&mut claim)?;
    put(tx, sealer, &claim)?;
    if claim.state == ClaimState::Draft {
        QUEUE.leave(tx, id, claim.revision)?;
    }
    Ok((claim, result))
}
