//! A country by its ISO 3166-1 alpha-2 code.

use super::Problem;
use std::fmt;

/// An ISO 3166-1 alpha-2 code, or `XK` for Kosovo, which ISO leaves to users.
///
/// The shape is checked, not the list: a code the world adds next year must still be readable,
/// and what a code means for cover is decided in `territory`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// A code written in our own source.
    ///
    /// # Panics
    /// At compile time, when the two bytes are not capital letters.
    pub const fn of(code: &[u8; 2]) -> Self {
        assert!(code[0].is_ascii_uppercase() && code[1].is_ascii_uppercase());
        Self(*code)
    }

    /// Reads two letters in either case.
    ///
    /// # Errors
    /// [`Problem::Country`] when the text is not two ASCII letters.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(Problem::Country),
        }
    }

    /// The two capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
