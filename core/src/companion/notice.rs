//! The workshop notice for where the motorist is.

use super::{Companion, Handbook};
use crate::card::ServiceCard;
use crate::error::Error;
use crate::notice::{self, Notice};
use crate::position::Fix;
use crate::territory::Region;
use crate::types::{Country, Language, Line, Phone, Product};
use serde::Serialize;
use uuid::Uuid;

/// Where the garage is, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spot {
    /// The motorist named the country.
    Country(Country),
    /// A fix tells it.
    Fix(Fix),
    /// Not known: English comes first.
    Unknown,
}

/// The notices of one place, the one to show first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notices {
    /// The country they are for, when known.
    pub country: Option<String>,
    /// The garage's language first, the driver's own last.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    language: Language,
}

impl Notices {
    /// As plain text, wrapped for a screen or a message.
    pub fn text(&self) -> String {
        notice::text(&self.notices)
    }

    /// As plain text, the garage's language and the driver's own beside it, nothing between.
    pub fn text_of_two(&self) -> String {
        let own = self.notices.iter().skip(1).next_back();
        let two: Vec<Notice> = self
            .notices
            .first()
            .into_iter()
            .chain(own)
            .cloned()
            .collect();
        notice::text(&two)
    }

    /// As one self-contained page for screen and print.
    pub fn html(&self) -> String {
        notice::html(&self.notices, self.language)
    }
}

impl Handbook {
    /// The notice a card gives a garage: its language first, the driver's last, or `only` one.
    pub fn notice(
        &self,
        card: &ServiceCard,
        spot: Spot,
        driver: Language,
        only: Option<Language>,
    ) -> Notices {
        let (country, region): (Option<Country>, Option<Region>) = match spot {
            Spot::Country(country) => (Some(country), None),
            Spot::Fix(fix) => {
                let place = self.locate(&fix);
                (place.country, place.region)
            }
            Spot::Unknown => (None, None),
        };
        let languages = match only {
            Some(language) => {
                vec![notice::in_language(&self.guide, country, region, language)]
            }
            None => notice::languages(&self.guide, country, region, driver),
        };
        let head = self.editions.heading(card.product);
        let loan = head.is_some_and(|head| head.offers_repair_loan);
        let (company, phone) = (self.company(card), self.alarm_phone(card));
        let notices = notice::compose(loan, &company, &phone, &languages);
        Notices {
            country: country.map(|country| country.to_string()),
            notices,
            language: driver,
        }
    }

    /// The company that helps: as written on the card, else as the product's terms name it.
    pub(super) fn company(&self, card: &ServiceCard) -> Line {
        let of_terms = || {
            let head = self.editions.heading(card.product)?;
            Line::parse(&head.assistance_company).ok()
        };
        let written = card.assistance_company.clone().or_else(of_terms);
        written.unwrap_or_else(|| card.product.printed_contact().0)
    }

    /// The alarm centre's number: for rescue abroad one written on the card wins, for the others
    /// the product's own terms decide (ruling 47).
    pub(super) fn alarm_phone(&self, card: &ServiceCard) -> Phone {
        let written = card
            .alarm_phone
            .clone()
            .filter(|_| card.product == Product::RescueAbroad);
        let of_terms = || {
            let head = self.editions.heading(card.product);
            head.map(|head| head.alarm_phone)
        };
        written
            .or_else(of_terms)
            .unwrap_or_else(|| card.product.printed_contact().1)
    }
}

impl Companion {
    /// The notice of a card (the active one when none is named) for a place.
    ///
    /// # Errors
    /// As [`Companion::card`].
    pub fn notice(
        &self,
        card: Option<Uuid>,
        spot: Spot,
        driver: Language,
        only: Option<Language>,
    ) -> Result<Notices, Error> {
        let held = self.card(card)?;
        Ok(self.handbook().notice(&held.card, spot, driver, only))
    }
}
