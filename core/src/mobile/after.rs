//! Rights, answers, rehearsal and the sheet of paper on a phone.

use super::RoadsideCore;
use super::border::measured;
use crate::answers::SaidAnswers;
use crate::companion::{LastRehearsed, Rehearsed};
use crate::error::Error;
use crate::position::Fix;
use crate::rights::{SaidGuide, SaidLetters, SaidRequest, TypedRequest};
use crate::types::Language;
use uuid::Uuid;

/// All requests under people's rights.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct SaidRequests {
    /// The readable ones, oldest first.
    pub requests: Vec<SaidRequest>,
    /// Set when one was changed from outside and not read: show it beside the list.
    pub trouble: Option<String>,
}

#[uniffi::export]
impl RoadsideCore {
    /// What somebody who wants to use a right needs to know beforehand.
    ///
    /// # Errors
    /// `BadInput` with every word that is none.
    pub fn rights_guide(
        &self,
        wish: &TypedRequest,
        language: Language,
    ) -> Result<SaidGuide, Error> {
        self.act("rights_guide", |open| {
            open.handbook().rights_guide(wish, language)
        })
    }

    /// Keeps a request with its letter.
    ///
    /// # Errors
    /// `BadInput` with every field at fault; `Storage`. Nothing is kept then.
    pub fn draft_request(
        &self,
        typed: &TypedRequest,
        language: Language,
    ) -> Result<SaidRequest, Error> {
        self.act("draft_request", |open| open.draft_request(typed, language))
    }

    /// Every request on this device.
    ///
    /// # Errors
    /// `Storage` when the list itself cannot be read.
    pub fn requests(&self, language: Language) -> Result<SaidRequests, Error> {
        self.act("requests", |open| {
            open.requests(language).map(|held| SaidRequests {
                requests: held.requests,
                trouble: held.trouble.map(|error| error.detail(language)),
            })
        })
    }

    /// One request, by its id or the beginning of it.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn request(&self, named: &str, language: Language) -> Result<SaidRequest, Error> {
        self.act("request", |open| open.request(named, language))
    }

    /// Its letter in Danish and English, to sign and send.
    ///
    /// # Errors
    /// As `request`.
    pub fn request_letter(&self, named: &str, language: Language) -> Result<SaidLetters, Error> {
        self.act("request_letter", |open| {
            open.request_letter(named, language)
        })
    }

    /// Notes the day the letter went, `YYYY-MM-DD`; today in Denmark when left out.
    ///
    /// # Errors
    /// As `request`; `BadInput` when the day does not exist or cannot be.
    pub fn request_sent(
        &self,
        named: &str,
        on: Option<String>,
        language: Language,
    ) -> Result<SaidRequest, Error> {
        self.act("request_sent", |open| {
            open.request_sent(named, on.as_deref(), language)
        })
    }

    /// Notes the day an answer came; today in Denmark when left out.
    ///
    /// # Errors
    /// As `request_sent`.
    pub fn request_answered(
        &self,
        named: &str,
        on: Option<String>,
        language: Language,
    ) -> Result<SaidRequest, Error> {
        self.act("request_answered", |open| {
            open.request_answered(named, on.as_deref(), language)
        })
    }

    /// Removes a request for good.
    ///
    /// # Errors
    /// As `request`.
    pub fn remove_request(&self, named: &str) -> Result<(), Error> {
        self.act("remove_request", |open| open.remove_request(named))
    }

    /// Answers what travellers ask, without a network; everything there is when nothing is asked.
    ///
    /// # Errors
    /// `Storage` with the fault `Closed` after `shut`.
    pub fn ask(&self, words: &str, language: Language) -> Result<SaidAnswers, Error> {
        self.act("ask", |open| Ok(open.ask(words, language)))
    }

    /// Walks everything needed at the roadside, with no network, and keeps the date and what failed.
    ///
    /// # Errors
    /// As `card`; `BadInput` when the fix is no position; `Storage` when it could not be kept.
    pub fn rehearse(
        &self,
        card: Option<Uuid>,
        fix: Option<Fix>,
        language: Language,
    ) -> Result<Rehearsed, Error> {
        self.act("rehearse", |open| {
            open.rehearse(card, measured(fix)?.as_ref(), language)
        })
    }

    /// When a card was last rehearsed, and what came of it; nothing when it never was.
    ///
    /// # Errors
    /// `Storage`.
    pub fn last_rehearsed(
        &self,
        card: Uuid,
        language: Language,
    ) -> Result<Option<LastRehearsed>, Error> {
        self.act("last_rehearsed", |open| open.last_rehearsed(card, language))
    }

    /// The sheet for the glove box: one A4 page to fold to A6.
    ///
    /// # Errors
    /// As `card`.
    pub fn paper(&self, card: Option<Uuid>, language: Language) -> Result<String, Error> {
        self.act("paper", |open| open.paper(card, language))
    }
}
