//! When an answer is due, and why on that day.
//!
//! SOS International promises access to health information within seven working days and to
//! personal data within four weeks. For every right the law sets an outer bound of one month
//! (GDPR article 12.3); the authority tells within three months how a complaint stands
//! (article 78.2). Periods are counted from the day the letter was sent and end on a working day.

use super::words::{Addressee, DataKind, Right};
use crate::types::Date;
use crate::types::calendar::{add_months, add_weeks, add_working_days, end_on_working_day};

/// Why an answer is due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// SOS International's own promise for health information: seven working days.
    PromiseHealth,
    /// SOS International's own promise for personal data: four weeks.
    PromisePersonal,
    /// One month, GDPR article 12.3.
    Law,
    /// Three months until the authority says how it stands, GDPR article 78.2.
    AuthorityWord,
}

impl Reason {
    /// A stable name, and the last part of the key of its sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PromiseHealth => "promise_health",
            Self::PromisePersonal => "promise_personal",
            Self::Law => "law",
            Self::AuthorityWord => "authority_word",
        }
    }
}

/// A day by which an answer is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Why.
    pub reason: Reason,
    /// The last day of the period, a working day in Denmark.
    pub on: Date,
}

/// Why an answer to such a request is due at all, the earliest first.
pub(super) fn reasons(right: Right, data: DataKind, addressee: Addressee) -> Vec<Reason> {
    let promised = right == Right::Access && addressee == Addressee::Sos;
    let mut reasons = Vec::new();
    if promised && data.health() {
        reasons.push(Reason::PromiseHealth);
    }
    if promised && data.personal() {
        reasons.push(Reason::PromisePersonal);
    }
    reasons.push(match addressee {
        Addressee::Authority => Reason::AuthorityWord,
        Addressee::Sos | Addressee::Insurer => Reason::Law,
    });
    reasons
}

/// The days an answer to a letter sent on `sent` is due, the earliest first.
pub fn dues(right: Right, data: DataKind, addressee: Addressee, sent: Date) -> Vec<Due> {
    reasons(right, data, addressee)
        .into_iter()
        .filter_map(|reason| {
            let on = match reason {
                Reason::PromiseHealth => add_working_days(sent, 7)?,
                Reason::PromisePersonal => end_on_working_day(add_weeks(sent, 4)?)?,
                Reason::Law => end_on_working_day(add_months(sent, 1)?)?,
                Reason::AuthorityWord => end_on_working_day(add_months(sent, 3)?)?,
            };
            Some(Due { reason, on })
        })
        .collect()
}
