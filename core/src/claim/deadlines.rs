//! What is due when, and why. All days are Copenhagen's.
//!
//! * Vouchers go in straight after coming home (`rescue-abroad` clause 9).
//! * An illness or injury is reported within three years (SOS International, "How to submit your
//!   claim" and its questions).
//! * Handling takes about ten working days, up to three days less over the internet (the same).
//!   The three days are counted as working days, so that no day off is promised.

use super::form::Claim;
use super::states::ClaimState;
use crate::types::Date;
use crate::types::calendar::{add_months, add_working_days, copenhagen_date};

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineKind {
    /// Sending the vouchers in.
    Vouchers,
    /// Reporting an illness or injury.
    Health,
    /// An answer, as a rule; of a claim sent over the internet.
    AnswerOnline,
    /// An answer, as a rule; of a claim handed over another way.
    Answer,
}

impl DeadlineKind {
    /// Its word, and the key of its sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Vouchers => "vouchers",
            Self::Health => "health",
            Self::AnswerOnline => "answer_online",
            Self::Answer => "answer",
        }
    }

    /// The clause of the terms of rescue abroad; `None` where the guidance on claims says it.
    pub const fn clause(self) -> Option<&'static str> {
        match self {
            Self::Vouchers => Some("9"),
            Self::Health | Self::AnswerOnline | Self::Answer => None,
        }
    }
}

/// Something due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// What.
    pub kind: DeadlineKind,
    /// The earliest day of a span; `None` when it is one day.
    pub from: Option<Date>,
    /// The day; `None` while what it counts from is not known.
    pub on: Option<Date>,
}

/// Working days an answer takes, as a rule.
const HANDLING: u16 = 10;
/// Of those, what sending over the internet saves at best.
const ONLINE_SAVES: u16 = 3;
/// Months in which an illness or injury must be reported.
const HEALTH_MONTHS: u16 = 36;

/// What is due for a claim, in the order of a claim's life.
pub fn deadlines(claim: &Claim) -> Vec<Deadline> {
    let mut due = Vec::new();
    if !matches!(claim.state, ClaimState::Received) {
        due.push(Deadline {
            kind: DeadlineKind::Vouchers,
            from: None,
            on: claim.came_home_on,
        });
        if claim.is_about_health() {
            due.push(Deadline {
                kind: DeadlineKind::Health,
                from: None,
                on: claim
                    .incident
                    .occurred_at
                    .and_then(|at| add_months(copenhagen_date(at), HEALTH_MONTHS)),
            });
        }
    }
    let since = claim.since().map(copenhagen_date);
    let online = matches!(
        claim.state,
        ClaimState::Received | ClaimState::Sent | ClaimState::Queued
    );
    if claim.state == ClaimState::Received {
        due.push(Deadline {
            kind: DeadlineKind::AnswerOnline,
            from: since.and_then(|day| add_working_days(day, HANDLING - ONLINE_SAVES)),
            on: since.and_then(|day| add_working_days(day, HANDLING)),
        });
    } else if claim.state == ClaimState::HandedOver {
        due.push(Deadline {
            kind: DeadlineKind::Answer,
            from: None,
            on: since.and_then(|day| add_working_days(day, HANDLING)),
        });
    } else if online {
        due.push(Deadline {
            kind: DeadlineKind::AnswerOnline,
            from: None,
            on: None,
        });
    }
    due
}
