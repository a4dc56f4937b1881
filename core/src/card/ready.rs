//! Before leaving: what is still to be filled in, and whether the card is in force.

use super::ServiceCard;
use crate::messages;
use crate::types::{Date, Language, Product};

/// What a card's dates say about one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Validity {
    /// The day lies within the dates the card states.
    Valid,
    /// Cover begins later.
    NotYet,
    /// Cover has ended.
    Ended,
    /// The card states no dates.
    Open,
}

impl Validity {
    /// The same as a sentence about today.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::Valid => "card.validity.valid",
            Self::NotYet => "card.validity.not_yet",
            Self::Ended => "card.validity.ended",
            Self::Open => "card.validity.open",
        };
        messages::text(language, key, &[])
    }
}

impl ServiceCard {
    /// Whether the card is in force on `day`, a date in Denmark. Both ends are days of cover.
    pub fn validity_on(&self, day: Date) -> Validity {
        match (self.in_force_from, self.in_force_to) {
            (None, None) => Validity::Open,
            (Some(from), _) if day < from => Validity::NotYet,
            (_, Some(to)) if day > to => Validity::Ended,
            _ => Validity::Valid,
        }
    }

    /// The fields the printed card asks to be filled in before leaving and that are still empty,
    /// by their paths; [`super::label`] names them. Only the rescue-abroad card has a printed
    /// form that asks for them all; the others need the plate.
    pub fn missing_fields(&self) -> Vec<&'static str> {
        let vehicle = &self.vehicle;
        let rescue = self.product == Product::RescueAbroad;
        [
            ("insurer", rescue && self.insurer.is_none()),
            ("policy_no", rescue && self.policy_no.is_none()),
            ("vehicle.make", rescue && vehicle.make.is_none()),
            ("vehicle.model", rescue && vehicle.model.is_none()),
            ("vehicle.model_year", rescue && vehicle.model_year.is_none()),
            ("vehicle.registration", vehicle.registration.is_none()),
            ("vehicle.vin", rescue && vehicle.vin.is_none()),
        ]
        .into_iter()
        .filter_map(|(path, empty)| empty.then_some(path))
        .collect()
    }
}
