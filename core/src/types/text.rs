//! A line of text that shows what it says.

use super::Problem;
use serde::{Deserialize, Serialize};

/// Whether a character can hide, reorder or break what a person sees on a line: controls,
/// line and paragraph separators, bidirectional overrides and isolates, zero-width joiners.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{061c}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Trims a line and checks that it shows what it says.
///
/// # Errors
/// [`Problem::TooLong`] above `max` characters, [`Problem::HiddenCharacters`] when a character
/// could hide or reorder others, [`Problem::Empty`] when nothing is left.
pub fn clean_line(text: &str, max: usize) -> Result<&str, Problem> {
    let trimmed = text.trim();
    if trimmed.chars().any(hides) {
        return Err(Problem::HiddenCharacters);
    }
    if trimmed.is_empty() {
        return Err(Problem::Empty);
    }
    if trimmed.chars().nth(max).is_some() {
        let max = u32::try_from(max).unwrap_or(u32::MAX);
        return Err(Problem::TooLong { max });
    }
    Ok(trimmed)
}

/// One visible line, 1 to 120 characters: names, makes, models.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// The greatest number of characters.
    pub const MAX: usize = 120;

    /// Reads a line; see [`clean_line`] for what is refused.
    ///
    /// # Errors
    /// As [`clean_line`] with a bound of [`Line::MAX`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        clean_line(text, Self::MAX).map(|line| Self(line.to_owned()))
    }

    /// A line written in our own source.
    pub(crate) fn written(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Several visible lines, 1 to 4000 characters: what happened, in a person's own words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose(String);

impl Prose {
    /// The greatest number of characters.
    pub const MAX: usize = 4000;
    const MAX_CHARS: u32 = 4000;

    /// Reads a text of several lines; line ends become `\n`, blanks at both ends go.
    ///
    /// # Errors
    /// As [`clean_line`] with a bound of [`Prose::MAX`]; line ends are allowed.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        // Longer than this in bytes it cannot be; a huge text is refused before it is looked at.
        if text.len() > Self::MAX * 8 {
            return Err(Problem::TooLong {
                max: Self::MAX_CHARS,
            });
        }
        let lines: Vec<String> = text
            .lines()
            .map(|line| line.replace('\t', " ").trim_end().to_owned())
            .collect();
        if lines.iter().any(|line| line.chars().any(hides)) {
            return Err(Problem::HiddenCharacters);
        }
        let text = lines.join("\n").trim().to_owned();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if text.chars().nth(Self::MAX).is_some() {
            return Err(Problem::TooLong {
                max: Self::MAX_CHARS,
            });
        }
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

super::macros::kept!(Line, Prose);

super::macros::redacted!(Line, Prose);
