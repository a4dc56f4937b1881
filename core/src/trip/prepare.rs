//! Everything to know before leaving, put together.
//!
//! Decides what is told of a country and in which order. What a card covers is `weigh`'s, what
//! is known of a country `guide`'s.

use super::occasions::Occasion;
use super::request::Plan;
use super::said::{SaidCover, SaidEmergency, SaidNumber, SaidStop, SaidTrip};
use crate::card::ServiceCard;
use crate::coverage::{Situation, Terms};
use crate::guide::{GreenCard, Guide, Side, country_name};
use crate::messages::text;
use crate::types::{Country, Date, Language, Line, Phone};
use uuid::Uuid;

/// A card to take along.
#[derive(Debug, Clone)]
pub struct TravelCard<'a> {
    /// Its id on this device.
    pub id: Uuid,
    /// The card.
    pub card: &'a ServiceCard,
    /// The facts it tells.
    pub facts: Situation,
    /// Its terms, when they are here.
    pub terms: Option<&'a Terms>,
    /// The company that helps.
    pub company: Line,
    /// The alarm centre's number.
    pub phone: Phone,
}

/// All the answer is made from.
#[derive(Debug, Clone)]
pub struct TripInput<'a> {
    /// The journey.
    pub plan: &'a Plan,
    /// The cards for the vehicle, the active one first.
    pub cards: &'a [TravelCard<'a>],
    /// What is known per country.
    pub guide: &'a Guide,
    /// Today in Denmark, for a journey without dates.
    pub today: Date,
    /// The driver's language.
    pub language: Language,
}

/// Answers for every country and card. Never fails: what is not known is said to be unknown.
pub fn prepare(input: &TripInput<'_>) -> SaidTrip {
    let say = |key: &str| text(input.language, key, &[]);
    let mut days: Vec<Date> = [input.plan.from, input.plan.to]
        .into_iter()
        .flatten()
        .collect();
    if days.is_empty() {
        days.push(input.today);
    }
    days.dedup();
    let maker = Maker { input, days };
    let countries = maker.stops();
    SaidTrip {
        from: input.plan.from.map(|day| day.to_string()),
        to: input.plan.to.map(|day| day.to_string()),
        tow: input.plan.tow.map(|kind| kind.word().to_owned()),
        assumed: say("trip.assumed"),
        cards: input.cards.iter().map(|card| maker.card(card)).collect(),
        bring: maker.bring(),
        have_ready: maker.have_ready(),
        countries,
        call_anyway: say("trip.call_anyway"),
        trouble: None,
    }
}

pub(super) struct Maker<'a> {
    pub input: &'a TripInput<'a>,
    pub days: Vec<Date>,
}

impl Maker<'_> {
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        text(self.input.language, key, args)
    }

    pub fn title(&self, card: &ServiceCard) -> String {
        let word = card.product.word().replace('-', "_");
        self.say(&format!("card.product.{word}"), &[])
    }

    pub fn occasions(&self) -> impl Iterator<Item = Occasion> {
        let towing = self.input.plan.tow.is_some();
        Occasion::ALL
            .into_iter()
            .filter(move |occasion| towing || *occasion != Occasion::Towed)
    }

    fn stops(&self) -> Vec<SaidStop> {
        let mut stops: Vec<SaidStop> = Vec::new();
        for country in &self.input.plan.countries {
            let mut stop = self.stop(*country);
            for cover in &mut stop.cards {
                let same = |other: &&SaidStop| {
                    other.cards.iter().any(|one| {
                        one.card == cover.card
                            && one.answers == cover.answers
                            && one.parts == cover.parts
                    })
                };
                cover.same_as = stops.iter().find(same).map(|other| other.name.clone());
            }
            stops.push(stop);
        }
        stops
    }

    fn stop(&self, country: Country) -> SaidStop {
        let guide = self.input.guide;
        let known = guide.country(country);
        let mut know = Vec::new();
        if known.is_some_and(|known| known.drives_on == Side::Left) {
            know.push(self.say("trip.left", &[]));
        }
        if let Some(rule) = guide.motorway(country, None) {
            know.push(rule.text(self.input.language));
        }
        know.extend(guide.notes(country, self.input.language));
        if known.is_none() {
            know.push(self.say("trip.nothing_known", &[]));
        }
        let cards: Vec<SaidCover> = self
            .input
            .cards
            .iter()
            .map(|card| self.cover(card, country))
            .collect();
        SaidStop {
            country: country.code().to_owned(),
            name: country_name(country, self.input.language),
            emergency: self.emergency(country),
            drives_on: known.map(|known| {
                let side = match known.drives_on {
                    Side::Left => "left",
                    Side::Right => "right",
                };
                side.to_owned()
            }),
            know,
            green_card: known.and_then(|known| self.green_card(known.green_card)),
            gaps: self.gaps(&cards),
            cards,
        }
    }

    fn green_card(&self, rule: GreenCard) -> Option<String> {
        let key = match rule {
            GreenCard::NotAsked => return None,
            GreenCard::Paper => "trip.green_card.paper",
            GreenCard::PaperUnsure => "trip.green_card.paper_unsure",
            GreenCard::NotValid => "trip.green_card.not_valid",
        };
        Some(self.say(key, &[]))
    }

    fn emergency(&self, country: Country) -> SaidEmergency {
        emergency(self.input.guide, Some(country), self.input.language)
    }
}

/// The numbers for an emergency in a country, or where the country is not known.
pub fn emergency(guide: &Guide, country: Option<Country>, language: Language) -> SaidEmergency {
    let say = |key: &str, args: &[(&str, &str)]| text(language, key, args);
    let numbers = guide.emergency(country);
    let others: Vec<SaidNumber> = numbers
        .national
        .iter()
        .filter(|(_, number)| *number != numbers.call)
        .map(|(service, number)| SaidNumber {
            who: service.name(language),
            number: number.clone(),
        })
        .collect();
    let call = [("number", numbers.call.as_str())];
    let mut sentences = vec![say("trip.emergency", &call)];
    if !others.is_empty() {
        let list: Vec<String> = others
            .iter()
            .map(|other| format!("{} {}", other.who, other.number))
            .collect();
        let list = list.join(", ");
        sentences.push(say("trip.emergency_others", &[("numbers", &list)]));
    }
    if !numbers.certain {
        sentences.push(say("trip.emergency_unsure", &[]));
    }
    SaidEmergency {
        call: numbers.call,
        others,
        certain: numbers.certain,
        text: sentences.join(" "),
    }
}
