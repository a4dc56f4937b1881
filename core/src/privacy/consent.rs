//! Consents: off until given, valid one year, withdrawable at once, never forgotten.
//!
//! Decides whether there is a consent for a purpose at a moment. That something may not go
//! without one is decided by whoever builds it: it asks for a [`Permit`], and only
//! [`Consents::permit`] makes those.

use crate::error::Error;
use crate::types::{Language, Problem, Purpose, Timestamp};
use chrono::Months;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// How long a consent holds from the moment it is given (sources 001, "You can always withdraw
/// your consent": a year after signing).
const VALID_MONTHS: Months = Months::new(12);

/// The version of the texts in `i18n/privacy` that are agreed to. Whoever changes what one of
/// them says counts it up; `core/tests/consent.rs` notices.
pub const TEXT_VERSION: u32 = 1;

/// How a consent was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the app, the text on the screen.
    App,
    /// By SMS to the alarm centre.
    Sms,
    /// On the printed declaration, signed.
    Paper,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::App, Self::Sms, Self::Paper];

    /// The word used in files, JSON and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Sms => "sms",
            Self::Paper => "paper",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] with the words allowed.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let known = Self::ALL.into_iter().find(|channel| channel.word() == text);
        known.ok_or_else(|| {
            Problem::NotOneOf(Self::ALL.map(|channel| channel.word().to_owned()).into())
        })
    }

    /// Whether a consent for `purpose` can be given this way. The alarm centre's SMS speaks of
    /// health facts, of handling the case and of recourse (sources 001, "About consent"), not of
    /// the helper's position or of offers.
    pub const fn serves(self, purpose: Purpose) -> bool {
        match self {
            Self::App | Self::Paper => true,
            Self::Sms => matches!(
                purpose,
                Purpose::Health | Purpose::Abroad | Purpose::Recourse
            ),
        }
    }
}

/// Which words were agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedText {
    /// [`TEXT_VERSION`] at that time.
    pub version: u32,
    /// The language it was read in, BCP 47.
    pub language: String,
}

/// One act of consent. It is never changed but by being withdrawn, and never removed before its
/// retention ends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its id on this device.
    pub id: Uuid,
    /// What for.
    pub purpose: Purpose,
    /// From when.
    pub given_at: Timestamp,
    /// Until when, that moment excluded: a calendar year after it was given.
    pub ends_at: Timestamp,
    /// What was agreed to.
    pub text: AgreedText,
    /// How.
    pub channel: Channel,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Consent {
    /// A consent given at `at`, for a year.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `by` when it cannot be given that way.
    pub fn give(
        id: Uuid,
        purpose: Purpose,
        channel: Channel,
        language: Language,
        at: Timestamp,
    ) -> Result<Self, Error> {
        if !channel.serves(purpose) {
            let others = Channel::ALL.into_iter().filter(|way| way.serves(purpose));
            let words = others.map(|way| way.word().to_owned()).collect();
            return Err(Error::bad_input("by", Problem::NotOneOf(words)));
        }
        Ok(Self {
            id,
            purpose,
            given_at: at,
            // At the end of the calendar there is no year left to be valid for.
            ends_at: at.checked_add_months(VALID_MONTHS).unwrap_or(at),
            text: AgreedText {
                version: TEXT_VERSION,
                language: language.tag().to_owned(),
            },
            channel,
            withdrawn_at: None,
        })
    }

    /// Whether it holds at `now`. One taken back never holds again, whatever the clock says.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none() && self.given_at <= now && now < self.ends_at
    }
}

/// How things stand with one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Never given.
    Off,
    /// Given and in force.
    Valid {
        /// Until when, that moment excluded.
        until: Timestamp,
    },
    /// Its year is over.
    Expired {
        /// Since when.
        at: Timestamp,
    },
    /// Taken back.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

/// That there is a valid consent: what needs one cannot be built without this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    purpose: Purpose,
    until: Timestamp,
}

impl Permit {
    /// What for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Until when, that moment excluded.
    pub const fn until(&self) -> Timestamp {
        self.until
    }
}

/// All consents ever given on this device, with their history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consents(Vec<Consent>);

impl Consents {
    /// From what is kept, oldest first. A record that could not be read is no consent: leave it
    /// out.
    pub fn new(records: Vec<Consent>) -> Self {
        Self(records)
    }

    /// Every act concerning `purpose`, oldest first.
    pub fn history(&self, purpose: Purpose) -> impl Iterator<Item = &Consent> {
        self.0.iter().filter(move |act| act.purpose == purpose)
    }

    /// Whether there is a consent for `purpose` at `now`.
    pub fn valid(&self, purpose: Purpose, now: Timestamp) -> bool {
        self.current(purpose, now).is_some()
    }

    /// The consent that holds longest of those valid at `now`.
    pub fn current(&self, purpose: Purpose, now: Timestamp) -> Option<&Consent> {
        self.history(purpose)
            .filter(|act| act.is_valid(now))
            .max_by_key(|act| act.ends_at)
    }

    /// Leave to use data for `purpose` at `now`.
    ///
    /// # Errors
    /// [`Error::ConsentNeeded`] when no consent for it is valid then.
    pub fn permit(&self, purpose: Purpose, now: Timestamp) -> Result<Permit, Error> {
        let current = self.current(purpose, now);
        let until = current.map(|act| act.ends_at);
        until
            .map(|until| Permit { purpose, until })
            .ok_or(Error::ConsentNeeded { purpose })
    }

    /// How things stand with `purpose` at `now`.
    pub fn standing(&self, purpose: Purpose, now: Timestamp) -> Standing {
        if let Some(act) = self.current(purpose, now) {
            return Standing::Valid { until: act.ends_at };
        }
        match self.history(purpose).max_by_key(|act| act.given_at) {
            None => Standing::Off,
            Some(act) => match act.withdrawn_at {
                Some(at) => Standing::Withdrawn { at },
                // Given by a clock that ran ahead: not yet.
                None if now < act.given_at => Standing::Off,
                None => Standing::Expired { at: act.ends_at },
            },
        }
    }

    /// The consents in force at `now`, one for each purpose that has one.
    pub fn in_force(&self, now: Timestamp) -> Vec<&Consent> {
        let current = |purpose| self.current(purpose, now);
        Purpose::ALL.into_iter().filter_map(current).collect()
    }

    /// The records that change when consent to `purpose` is taken back at `at`: every one not yet
    /// taken back, so that none can come to hold again by a clock put back.
    pub fn withdraw(&self, purpose: Purpose, at: Timestamp) -> Vec<Consent> {
        let standing = self
            .history(purpose)
            .filter(|act| act.withdrawn_at.is_none());
        let withdrawn = standing.map(|act| Consent {
            withdrawn_at: Some(at),
            ..act.clone()
        });
        withdrawn.collect()
    }
}

impl fmt::Debug for Consent {
    /// What it is for and whether it was taken back; when somebody consented is theirs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consent")
            .field("purpose", &self.purpose)
            .field("withdrawn", &self.withdrawn_at.is_some())
            .finish_non_exhaustive()
    }
}
