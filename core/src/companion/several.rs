//! All cards at once: which of them answer, and which first.

use super::{Companion, HeldCard};
use crate::coverage::{CardAnswer, SaidSeveral, Situation, Value, assess, say_several};
use crate::error::{Error, Subject};
use crate::position::Fix;
use crate::types::{Date, Language};
use chrono_tz::Europe::Copenhagen;

impl Companion {
    /// What every card in force says now, and which answers first. A card for another vehicle
    /// than the active card's is told, but not compared. The cards' own clauses about other
    /// insurance set no fact: see `coverage::order`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no card; [`Error::Storage`] when the cards cannot be
    /// read.
    pub fn check_all(
        &self,
        told: &Situation,
        fix: Option<&Fix>,
        language: Language,
    ) -> Result<SaidSeveral, Error> {
        let held = self.cards()?;
        let Some(main) = main_card(&held.cards) else {
            return Err(held.trouble.unwrap_or(Error::NotFound {
                what: Subject::ActiveCard,
            }));
        };
        let handbook = self.handbook();
        let answers: Vec<CardAnswer<'_>> = held
            .cards
            .iter()
            .map(|one| {
                let card = &one.card;
                let situation = self.situation(card, told, fix);
                CardAnswer {
                    id: one.id,
                    card,
                    validity: card.validity_on(self.day_of(&situation)),
                    same_vehicle: same_vehicle(one, main),
                    company: handbook.company(card),
                    phone: handbook.alarm_phone(card),
                    answer: handbook.terms(card.product).ok().map(|terms| {
                        let assessment = assess(terms, &situation);
                        (terms, situation, assessment)
                    }),
                }
            })
            .collect();
        let mut said = say_several(&answers, language);
        said.trouble = held.trouble.map(|error| error.detail(language));
        Ok(said)
    }

    /// The day of the event, in Denmark.
    fn day_of(&self, situation: &Situation) -> Date {
        let at = match situation.get("event.occurred_at") {
            Some(Value::Moment(at)) => *at,
            _ => self.clock.now(),
        };
        at.with_timezone(&Copenhagen).date_naive()
    }
}

/// The active card, else the oldest.
pub(super) fn main_card(cards: &[HeldCard]) -> Option<&HeldCard> {
    cards
        .iter()
        .find(|card| card.active)
        .or_else(|| cards.first())
}

/// Two cards are for one vehicle unless their plates say otherwise.
pub(super) fn same_vehicle(one: &HeldCard, other: &HeldCard) -> bool {
    let plate = |held: &HeldCard| {
        let plate = held.card.vehicle.registration.as_ref();
        plate.map(|plate| plate.as_str().replace([' ', '-'], "").to_uppercase())
    };
    match (plate(one), plate(other)) {
        (Some(own), Some(theirs)) => own == theirs,
        _ => true,
    }
}
