//! What personal data may be used for beyond the help asked for.

use super::Problem;
use serde::{Deserialize, Serialize};

/// A purpose that needs a consent of its own. Help itself needs none: whoever calls has asked
/// for it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, uniffi::Enum,
)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Facts about somebody's health are passed to the alarm centre and those it works with.
    Health,
    /// The position is passed to the helper who drives out.
    PositionToHelper,
    /// Data is passed to a garage or hospital abroad, also outside the EEA.
    Abroad,
    /// The claim is passed on to recover money from others (recourse, double insurance).
    Recourse,
    /// Offers are sent.
    Marketing,
}

impl Purpose {
    /// Every purpose, in the order people are shown them.
    pub const ALL: [Self; 5] = [
        Self::Health,
        Self::PositionToHelper,
        Self::Abroad,
        Self::Recourse,
        Self::Marketing,
    ];

    /// The word used in files, JSON and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::PositionToHelper => "position_to_helper",
            Self::Abroad => "abroad",
            Self::Recourse => "recourse",
            Self::Marketing => "marketing",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`Problem::NotOneOf`] with the words allowed.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let known = Self::ALL.into_iter().find(|purpose| purpose.word() == text);
        known.ok_or_else(|| {
            Problem::NotOneOf(Self::ALL.map(|purpose| purpose.word().to_owned()).into())
        })
    }
}
