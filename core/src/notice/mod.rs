//! The workshop notice: which languages for this country, and the text.
//!
//! Decides what a garage is told and in which order of languages. Laying it out as text or HTML
//! is done here too, so that every shell shows the same page.
//!
//! A notice says five things and no more: the holder has insurance for certain transport costs;
//! a loan for necessary repairs may be possible, where the product offers one; repatriation and
//! loans are agreed with the assistance company, named; please help reach it, number given; the
//! calls are paid. Nothing about the holder, the car or the policy is in it.

mod compose;
mod html;
mod languages;
mod text;

pub use compose::compose;
pub use html::html;
pub use languages::{in_language, languages};
pub use text::text;

use crate::types::{Language, Line, Phone};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// One language a notice is to be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeLanguage {
    /// The language.
    pub language: Language,
    /// Whether it is official or local where the notice is shown.
    pub native_language: bool,
}

/// The notice in one language.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Notice {
    /// The language it is written in.
    pub language: Language,
    /// Whether that is official or local where the notice is shown.
    pub native_language: bool,
    /// The heading.
    pub title: String,
    /// The sentences, one thing each.
    pub paragraphs: Vec<String>,
    /// The company that helps.
    pub assistance_company: Line,
    /// Its alarm centre.
    pub phone: Phone,
}

impl Notice {
    /// The paragraphs with the number held together, for laying out in lines.
    fn unbroken_paragraphs(&self) -> impl Iterator<Item = String> {
        let number = self.phone.spaced();
        let held = number.replace(' ', "\u{a0}");
        self.paragraphs
            .iter()
            .map(move |paragraph| paragraph.replace(&number, &held))
    }
}

impl Serialize for Notice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut notice = serializer.serialize_struct("Notice", 6)?;
        notice.serialize_field("language", self.language.tag())?;
        notice.serialize_field("native_language", &self.native_language)?;
        notice.serialize_field("title", &self.title)?;
        notice.serialize_field("paragraphs", &self.paragraphs)?;
        notice.serialize_field("assistance_company", self.assistance_company.as_str())?;
        notice.serialize_field("phone", self.phone.e164())?;
        notice.end()
    }
}
