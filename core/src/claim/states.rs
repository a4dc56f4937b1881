//! Which state of a claim may follow which, and what a confirmation proves.
//!
//! ```text
//! draft ─► queued ─► sent ─► received
//!   │ ▲       ▲        │
//!   │ │       └────────┘ not delivered
//!   ▼ └── changed, from every state
//! handed over ─► queued
//! ```

use super::form::Claim;
use super::signature::SignState;
use crate::error::{Error, Refusal};
use crate::types::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a claim stands. Only the receiver's confirmation of the claim and of every receipt
/// makes it *received*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// Being written, or changed since it was last sent or handed over.
    Draft,
    /// Kept and waiting to be sent.
    Queued,
    /// On its way; not all of it is confirmed.
    Sent,
    /// The receiver has the claim and every receipt.
    Received,
    /// Written out as one file, for a mail or on paper.
    HandedOver,
}

impl ClaimState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Queued,
        Self::Sent,
        Self::Received,
        Self::HandedOver,
    ];

    /// The word used in JSON, in files and in the database; never changed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::HandedOver => "handed_over",
        }
    }
}

/// One step of a claim's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimStep {
    /// When.
    pub at: Timestamp,
    /// The state entered.
    pub state: ClaimState,
}

impl Claim {
    /// What is stated has changed: it is a draft again, of the next revision when it had left
    /// the draft, and a signature lapses.
    pub(super) fn changed(&mut self, at: Timestamp) {
        if self.state != ClaimState::Draft {
            self.revision = self.revision.saturating_add(1);
            self.enter(ClaimState::Draft, at);
        }
        if matches!(self.signed, SignState::Signed { .. }) {
            self.signed = SignState::Lapsed;
        }
    }

    /// Queues the claim to be sent. Queuing what is queued, sent or received changes nothing.
    ///
    /// # Errors
    /// [`Refusal::ClaimUnsigned`] without a signature: such a claim is not valid. It is unchanged.
    pub fn queue(&mut self, at: Timestamp) -> Result<(), Error> {
        if self.signature().is_none() {
            return Err(Error::NotNow {
                why: Refusal::ClaimUnsigned,
            });
        }
        if matches!(self.state, ClaimState::Draft | ClaimState::HandedOver) {
            self.enter(ClaimState::Queued, at);
        }
        Ok(())
    }

    /// An attempt begins: *queued* becomes *sent*.
    pub fn depart(&mut self, at: Timestamp) {
        if self.state == ClaimState::Queued {
            self.enter(ClaimState::Sent, at);
        }
    }

    /// The attempt did not count: *sent* becomes *queued* again and leaves no step behind, or a
    /// night without a network would fill the history.
    pub fn take_back(&mut self) {
        if self.state == ClaimState::Sent {
            self.state = ClaimState::Queued;
            if self
                .history
                .last()
                .is_some_and(|step| step.state == ClaimState::Sent)
            {
                self.history.pop();
            }
        }
    }

    /// The receiver has `revision` and every receipt of it. An older revision than one that waits
    /// or is being written is remembered and changes nothing else.
    pub fn receive(&mut self, revision: u32, reference: Option<String>, at: Timestamp) {
        let revision = revision.min(self.revision);
        if self.received_revision >= Some(revision) {
            return;
        }
        self.received_revision = Some(revision);
        self.reference = reference.or_else(|| self.reference.take());
        let waiting = matches!(self.state, ClaimState::Queued | ClaimState::Sent);
        if waiting && revision == self.revision {
            self.enter(ClaimState::Received, at);
        }
    }

    /// The claim was written out as one file. One that is on its way or received stays so.
    pub fn hand_over(&mut self, at: Timestamp) {
        if self.state == ClaimState::Draft {
            self.enter(ClaimState::HandedOver, at);
        }
    }

    /// When the state it is in was entered.
    pub fn since(&self) -> Option<Timestamp> {
        self.history.last().map(|step| step.at)
    }

    fn enter(&mut self, state: ClaimState, at: Timestamp) {
        self.state = state;
        self.history.push(ClaimStep { at, state });
        // A claim worked on for months keeps the beginning and what came last.
        if self.history.len() > Self::MAX_STEPS {
            self.history.remove(1);
        }
    }

    /// The longest history that is kept.
    const MAX_STEPS: usize = 200;
}
