//! The eight languages Roadside speaks.

use super::Problem;

/// A language all of `i18n/` is written in (BCP 47).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
pub enum Language {
    /// Danish.
    Da,
    /// German.
    De,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Croatian.
    Hr,
    /// Italian.
    It,
    /// Polish.
    Pl,
}

impl Language {
    /// All eight, in the order of their tags.
    pub const ALL: [Self; 8] = [
        Self::Da,
        Self::De,
        Self::En,
        Self::Es,
        Self::Fr,
        Self::Hr,
        Self::It,
        Self::Pl,
    ];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Hr => "hr",
            Self::It => "it",
            Self::Pl => "pl",
        }
    }

    /// Reads a BCP 47 tag or a POSIX locale by its primary subtag: `da`, `da-DK`, `da_DK.UTF-8`.
    ///
    /// # Errors
    /// [`Problem::Language`] when the primary subtag is none of the eight.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let primary = text.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| primary.eq_ignore_ascii_case(language.tag()))
            .ok_or(Problem::Language)
    }
}
