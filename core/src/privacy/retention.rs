//! How long what stays on this device, and why.
//!
//! Decides the rules as data, and when each is due. Which record falls under which rule is
//! decided beside the record, deleting is the store's.
//!
//! What is open or still to be sent, and claims, are never deleted by a rule: their owner does.

use crate::types::Timestamp;
use chrono::Months;

/// A rule by which something is deleted or made coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The position of a case is made about a kilometre coarse as soon as it is over: nobody has
    /// to find the car any more.
    Position,
    /// Facts about health leave a case that is over as soon as their consent no longer holds.
    Health,
    /// A closed case: illness and injury can be reported for three years (sources 001, "When
    /// should I submit the claim at the latest?"), and the case is what a claim rests on.
    ClosedCase,
    /// A case called off: nothing was paid, and questions come soon or never.
    CancelledCase,
    /// A case that never left the draft.
    Draft,
    /// The receipt of something sent: as long as what it tells of may matter.
    Receipt,
    /// A consent that has ended: proof of what was allowed, as long as somebody may ask.
    Consent,
    /// A damaged database that was set aside: time enough to have it rescued.
    SetAside,
}

impl Rule {
    /// Every rule, in the order people are shown them.
    pub const ALL: [Self; 8] = [
        Self::Position,
        Self::Health,
        Self::ClosedCase,
        Self::CancelledCase,
        Self::Draft,
        Self::Receipt,
        Self::Consent,
        Self::SetAside,
    ];

    /// The word used in JSON, and the key of its sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Health => "health",
            Self::ClosedCase => "closed_case",
            Self::CancelledCase => "cancelled_case",
            Self::Draft => "draft",
            Self::Receipt => "receipt",
            Self::Consent => "consent",
            Self::SetAside => "set_aside",
        }
    }

    /// How many months a record stays after it has come under the rule; 0 for at once.
    pub const fn months(self) -> u32 {
        match self {
            Self::Position | Self::Health => 0,
            Self::ClosedCase | Self::Receipt | Self::Consent => 36,
            Self::CancelledCase | Self::SetAside => 12,
            Self::Draft => 1,
        }
    }

    /// When what came under the rule at `since` is to go; `None` at the end of the calendar.
    pub fn due(self, since: Timestamp) -> Option<Timestamp> {
        since.checked_add_months(Months::new(self.months()))
    }

    /// Whether that moment has come.
    pub fn is_due(self, since: Timestamp, now: Timestamp) -> bool {
        self.due(since).is_some_and(|due| due <= now)
    }
}
