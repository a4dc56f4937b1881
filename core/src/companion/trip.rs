//! Before departure: the cards of one vehicle and the countries on the way.

use super::Companion;
use super::check::of_card;
use super::several::{main_card, same_vehicle};
use crate::error::{Error, Subject};
use crate::trip::{Plan, SaidTrip, TravelCard, TripInput, TypedPlan, prepare};
use crate::types::Language;
use chrono_tz::Europe::Copenhagen;
use uuid::Uuid;

/// A journey as it was typed, and the card whose vehicle goes.
#[derive(Debug, Clone, Copy, Default)]
pub struct TripRequest<'a> {
    /// The card; the active one when none is named. Other cards for the same vehicle come along.
    pub card: Option<Uuid>,
    /// The journey.
    pub plan: TypedPlan<'a>,
}

impl Companion {
    /// What to know before leaving: per country what each card holds, what is doubtful and why,
    /// what never, where no card answers; what to bring; whom to call.
    ///
    /// # Errors
    /// [`Error::BadInput`] with every fault of the journey; [`Error::NotFound`] when there is no
    /// card; [`Error::Storage`] when the cards cannot be read.
    pub fn trip(&self, request: &TripRequest<'_>, language: Language) -> Result<SaidTrip, Error> {
        let plan = Plan::parse(&request.plan).map_err(|faults| Error::BadInput { faults })?;
        let held = self.cards()?;
        let main = match request.card {
            Some(id) => {
                let named = held.cards.iter().find(|card| card.id == id);
                named.ok_or(Error::NotFound {
                    what: Subject::Card,
                })?
            }
            None => match main_card(&held.cards) {
                Some(main) => main,
                None => {
                    return Err(held.trouble.unwrap_or(Error::NotFound {
                        what: Subject::ActiveCard,
                    }));
                }
            },
        };
        let handbook = self.handbook();
        let others = held.cards.iter().filter(|card| card.id != main.id);
        let along = others.filter(|card| same_vehicle(card, main));
        let cards: Vec<TravelCard<'_>> = std::iter::once(main)
            .chain(along)
            .map(|one| TravelCard {
                id: one.id,
                card: &one.card,
                facts: of_card(&one.card),
                terms: handbook.terms(one.card.product).ok(),
                company: handbook.company(&one.card),
                phone: handbook.alarm_phone(&one.card),
            })
            .collect();
        let mut said = prepare(&TripInput {
            plan: &plan,
            cards: &cards,
            guide: handbook.guide(),
            today: self.clock.now().with_timezone(&Copenhagen).date_naive(),
            language,
        });
        said.trouble = held.trouble.map(|error| error.detail(language));
        Ok(said)
    }
}
