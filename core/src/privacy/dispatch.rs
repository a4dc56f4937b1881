//! The receipt of what went out: which fields, to whom, what for, when.
//!
//! Decides what a receipt holds. It holds names of fields, never their values: what was said is
//! in the case or claim itself. When one is written is the store's, what people read of it the
//! facade's.

use crate::types::{Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// One time something left this device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Its id on this device, a UUIDv7.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What went.
    pub what: Carried,
    /// To whom.
    pub to: Recipient,
    /// The consent it rests on; `None` for the help or the payment that was asked for.
    pub purpose: Option<Purpose>,
    /// The fields that held a value, as paths in what was sent (`report.who.name`).
    pub fields: Vec<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a dispatch carried.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Carried {
    /// A case.
    Case {
        /// Its id.
        id: Uuid,
        /// What people say.
        code: String,
        /// Which revision.
        revision: u32,
    },
    /// A claim.
    Claim {
        /// Its id.
        id: Uuid,
        /// Which revision.
        revision: u32,
    },
    /// A text the motorist handed on.
    Share {
        /// Which kind.
        word: String,
    },
}

/// Who got it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The company, as people know it; `None` when the motorist chose the recipient.
    pub company: Option<String>,
    /// The computer it went to; `None` when it went through the phone's share sheet.
    pub host: Option<String>,
}

/// What became of a dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Outcome {
    /// Handed to the network or the share sheet; nothing more is known. It may have arrived.
    Unconfirmed,
    /// The recipient has confirmed it.
    Confirmed {
        /// When.
        at: Timestamp,
    },
}

impl fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatch")
            .field("id", &self.id)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}
