//! What the terms say, on a phone.

use super::RoadsideCore;
use super::border::{ToldFact, measured, situation};
use crate::companion::{Notices, Spot, TripRequest};
use crate::coverage::{SaidAssessment, SaidSeveral};
use crate::error::Error;
use crate::notice::Notice;
use crate::position::Fix;
use crate::trip::{SaidTrip, TypedPlan};
use crate::types::{Country, Language};
use uuid::Uuid;

/// The notices of one place, ready to show.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct SaidNotices {
    /// The country they are for, when known.
    pub country: Option<String>,
    /// The garage's language first, the driver's own last.
    pub notices: Vec<Notice>,
    /// All of them as plain text.
    pub text: String,
    /// The garage's language and the driver's own beside it, as plain text: to hand on.
    pub text_of_two: String,
    /// All of them as one self-contained page for screen and print.
    pub html: String,
}

impl From<Notices> for SaidNotices {
    fn from(notices: Notices) -> Self {
        Self {
            text: notices.text(),
            text_of_two: notices.text_of_two(),
            html: notices.html(),
            country: notices.country,
            notices: notices.notices,
        }
    }
}

/// A journey as it was typed.
#[derive(Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Journey {
    /// The card whose vehicle goes; the active one when none is named.
    #[uniffi(default = None)]
    pub card: Option<Uuid>,
    /// ISO 3166-1 alpha-2 codes in the order of the journey, with commas or spaces between them.
    pub countries: String,
    /// The first day, `YYYY-MM-DD`.
    #[uniffi(default = None)]
    pub from: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    #[uniffi(default = None)]
    pub to: Option<String>,
    /// `trailer` or `caravan`.
    #[uniffi(default = None)]
    pub tow: Option<String>,
}

#[uniffi::export]
impl RoadsideCore {
    /// What a card's terms say now: from what the driver told, the card, the fix and the clock,
    /// in this order.
    ///
    /// # Errors
    /// As `card`; `BadInput` with every fact that may not have its value; `NotFound` when the
    /// product's terms are not here.
    pub fn check(
        &self,
        card: Option<Uuid>,
        told: &[ToldFact],
        fix: Option<Fix>,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        self.act("check", |open| {
            open.check(card, &situation(told)?, measured(fix)?.as_ref(), language)
        })
    }

    /// The same, with the verdict on one benefit unfolded into the chain of clauses behind it.
    ///
    /// # Errors
    /// As `check`; `BadInput` naming the benefits there are, when there is none of that id.
    pub fn explain(
        &self,
        card: Option<Uuid>,
        told: &[ToldFact],
        fix: Option<Fix>,
        benefit: &str,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        self.act("explain", |open| {
            let (told, fix) = (situation(told)?, measured(fix)?);
            open.explain(card, &told, fix.as_ref(), benefit, language)
        })
    }

    /// What every card in force says now, and which answers first and why.
    ///
    /// # Errors
    /// `NotFound` when there is no card; `Storage` when the cards cannot be read; `BadInput` as
    /// `check`.
    pub fn check_all(
        &self,
        told: &[ToldFact],
        fix: Option<Fix>,
        language: Language,
    ) -> Result<SaidSeveral, Error> {
        self.act("check_all", |open| {
            open.check_all(&situation(told)?, measured(fix)?.as_ref(), language)
        })
    }

    /// The notice a card gives a garage: in the language of `country`, or of the place of `fix`,
    /// the driver's own last; or in `only` one.
    ///
    /// # Errors
    /// As `card`; `BadInput` for a country or a fix that is none.
    pub fn notice(
        &self,
        card: Option<Uuid>,
        country: Option<Country>,
        fix: Option<Fix>,
        driver: Language,
        only: Option<Language>,
    ) -> Result<SaidNotices, Error> {
        self.act("notice", |open| {
            let spot = match (country, measured(fix)?) {
                (Some(country), _) => Spot::Country(country),
                (None, Some(fix)) => Spot::Fix(fix),
                (None, None) => Spot::Unknown,
            };
            open.notice(card, spot, driver, only).map(SaidNotices::from)
        })
    }

    /// What to know before leaving: per country what each card holds, what is doubtful and why,
    /// what never; what to bring; whom to call.
    ///
    /// # Errors
    /// `BadInput` with every fault of the journey; `NotFound` when there is no card; `Storage`.
    pub fn trip(&self, journey: &Journey, language: Language) -> Result<SaidTrip, Error> {
        self.act("trip", |open| {
            let plan = TypedPlan {
                countries: &journey.countries,
                from: journey.from.as_deref(),
                to: journey.to.as_deref(),
                tow: journey.tow.as_deref(),
            };
            let card = journey.card;
            open.trip(&TripRequest { card, plan }, language)
        })
    }
}
