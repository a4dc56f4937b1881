//! A queue in a table: what waits, since how many attempts, and when to try next.
//!
//! Cases and claims wait in one each. What waits there and what an attempt means for it is
//! `outbox`'s and `claim_outbox`'s.

use super::revised::{self, Columns, Revised};
use super::sealed::Sealer;
use super::{Listed, storage};
use crate::error::Error;
use crate::types::Timestamp;
use chrono::TimeDelta;
use rusqlite::{Row, Transaction};
use uuid::Uuid;

/// A place in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The case or claim.
    pub id: Uuid,
    /// The revision waiting.
    pub revision: u32,
    /// Attempts begun so far.
    pub attempts: u32,
    /// When the next attempt is due.
    pub next_attempt_at: Timestamp,
    /// No attempt before this, even when a person asks for one: the centre said so.
    pub not_before: Option<Timestamp>,
}

/// No attempt is ever put off this far (`retry` stays below 37 hours). A time beyond it was
/// written while the clock was wrong, and must not keep anything waiting for years.
const HORIZON: TimeDelta = TimeDelta::hours(48);

impl Entry {
    /// Whether the centre lets this entry be sent at `now`, due or not.
    pub fn may_be_sent(&self, now: Timestamp) -> bool {
        self.not_before
            .is_none_or(|at| at <= now || at - now > HORIZON)
    }

    /// An entry from revision, attempts, next attempt and not-before of a row, from column
    /// `first` on; whose it is is still to be put in.
    fn of(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            id: Uuid::nil(),
            revision: row.get(first)?,
            attempts: row.get(first + 1)?,
            next_attempt_at: moment(row.get(first + 2)?),
            not_before: row.get::<_, Option<i64>>(first + 3)?.map(moment),
        })
    }
}

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Cases or claims waiting, those that cannot be read included.
    pub waiting: u32,
    /// The earliest moment one of them is due.
    pub next_attempt_at: Option<Timestamp>,
}

/// One queue: its table and the column of whose entry it is. Both are words of our own schema.
pub(super) struct Queue {
    pub(super) table: &'static str,
    pub(super) key: &'static str,
}

impl Queue {
    /// Puts a revision in, in the place of an older one.
    pub(super) fn enter(
        &self,
        tx: &Transaction<'_>,
        id: Uuid,
        revision: u32,
        first_attempt_at: Timestamp,
    ) -> Result<(), Error> {
        let Self { table, key } = self;
        tx.prepare_cached(&format!(
            "INSERT INTO {table} ({key}, revision, attempts, next_attempt_at, not_before)
             VALUES (?1, ?2, 0, ?3, NULL)
             ON CONFLICT ({key}) DO UPDATE SET revision = excluded.revision, attempts = 0,
                 next_attempt_at = excluded.next_attempt_at, not_before = NULL"
        ))
        .and_then(|mut row| {
            row.execute((
                id.as_bytes().as_slice(),
                revision,
                first_attempt_at.timestamp_millis(),
            ))
        })
        .map_err(storage)?;
        Ok(())
    }

    /// Takes an entry for an attempt; `false` when it has changed since it was read.
    pub(super) fn take(
        &self,
        tx: &Transaction<'_>,
        entry: &Entry,
        again_at: Timestamp,
    ) -> Result<bool, Error> {
        let Self { table, key } = self;
        tx.prepare_cached(&format!(
            "UPDATE {table} SET attempts = attempts + 1, next_attempt_at = ?4
             WHERE {key} = ?1 AND revision = ?2 AND attempts = ?3"
        ))
        .and_then(|mut row| {
            row.execute((
                entry.id.as_bytes().as_slice(),
                entry.revision,
                entry.attempts,
                again_at.timestamp_millis(),
            ))
        })
        .map(|taken| taken > 0)
        .map_err(storage)
    }

    /// Takes out what waits of `revision` or an older one.
    pub(super) fn leave(&self, tx: &Transaction<'_>, id: Uuid, revision: u32) -> Result<(), Error> {
        let Self { table, key } = self;
        tx.prepare_cached(&format!(
            "DELETE FROM {table} WHERE {key} = ?1 AND revision <= ?2"
        ))
        .and_then(|mut row| row.execute((id.as_bytes().as_slice(), revision)))
        .map_err(storage)?;
        Ok(())
    }

    /// Puts the next attempt off; `false` when that revision no longer waits.
    pub(super) fn put_off(
        &self,
        tx: &Transaction<'_>,
        id: Uuid,
        revision: u32,
        next_attempt_at: Timestamp,
        not_before: Option<Timestamp>,
    ) -> Result<bool, Error> {
        let Self { table, key } = self;
        tx.prepare_cached(&format!(
            "UPDATE {table} SET next_attempt_at = ?3, not_before = ?4
             WHERE {key} = ?1 AND revision = ?2"
        ))
        .and_then(|mut row| {
            row.execute((
                id.as_bytes().as_slice(),
                revision,
                next_attempt_at.timestamp_millis(),
                not_before.map(|at| at.timestamp_millis()),
            ))
        })
        .map(|waiting| waiting > 0)
        .map_err(storage)
    }

    /// What waits: at `due_at` only what is due then, otherwise everything. Longest due first,
    /// with the ids of records that cannot be read.
    pub(super) fn entries<T: Revised>(
        &self,
        tx: &Transaction<'_>,
        sealer: &Sealer,
        due_at: Option<Timestamp>,
    ) -> Result<Listed<(Entry, T)>, Error> {
        let Self { table, key } = self;
        let owner = T::TABLE;
        let due_at = due_at.map_or(i64::MAX, |now| now.timestamp_millis());
        let horizon = due_at.saturating_add(HORIZON.num_milliseconds());
        let mut rows = tx
            .prepare_cached(&format!(
                "SELECT q.{key}, o.revision, o.state, o.sealed,
                     q.revision, q.attempts, q.next_attempt_at, q.not_before
                 FROM {table} q JOIN {owner} o ON o.id = q.{key}
                 WHERE q.next_attempt_at <= ?1 OR q.next_attempt_at > ?2
                 ORDER BY q.next_attempt_at, o.ordinal"
            ))
            .map_err(storage)?;
        let rows = rows
            .query_map([due_at, horizon], |row| {
                Ok((row.get(0)?, (revised::columns(row, 1)?, Entry::of(row, 4)?)))
            })
            .map_err(storage)?;
        super::listed(rows, |id, (row, entry): (Columns, Entry)| {
            Ok((Entry { id, ..entry }, revised::open(sealer, id, row)?))
        })
    }

    /// How much waits and when the next is due.
    pub(super) fn backlog(&self, tx: &Transaction<'_>) -> Result<Backlog, Error> {
        let Self { table, .. } = self;
        tx.query_row(
            &format!("SELECT count(*), min(next_attempt_at) FROM {table}"),
            [],
            |row| {
                Ok(Backlog {
                    waiting: row.get(0)?,
                    next_attempt_at: row.get::<_, Option<i64>>(1)?.map(moment),
                })
            },
        )
        .map_err(storage)
    }
}

/// A moment out of range, which only somebody from outside can have written, is due at once.
fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_timestamp_millis(milliseconds).unwrap_or_default()
}
