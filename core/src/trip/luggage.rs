//! The cards on the journey: their dates, what to fill in, what to bring, what to have ready.
//!
//! Decides the lists. What a clause asks to bring stands in the terms.

use super::occasions::parts;
use super::prepare::{Maker, TravelCard};
use super::said::{SaidBring, SaidReady, SaidTripCard};
use super::weigh::{Grade, Whereabouts, weigh};
use crate::card::{self, ServiceCard, Validity};
use crate::coverage::{SaidCall, SaidCondition, Terms};
use crate::guide::{GreenCard, country_name};
use crate::types::{Line, Phone};

impl Maker<'_> {
    pub fn card(&self, travel: &TravelCard<'_>) -> SaidTripCard {
        let (card, language) = (travel.card, self.input.language);
        let company = travel.company.as_str();
        let missing = card.missing_fields();
        SaidTripCard {
            id: travel.id,
            product: card.product.word().to_owned(),
            title: self.title(card),
            call: match travel.terms {
                Some(terms) => terms.say_call(company, &travel.phone, language),
                None => SaidCall::without_terms(company, &travel.phone, language),
            },
            dates: self.dates(card),
            missing: missing
                .into_iter()
                .map(|path| card::label(path, language))
                .collect(),
            conditions: self.conditions(travel),
            not_at_hand: travel
                .terms
                .map(|terms| terms.say_not_at_hand(language))
                .unwrap_or_default(),
        }
    }

    fn dates(&self, card: &ServiceCard) -> Option<String> {
        let language = self.input.language;
        for day in &self.days {
            let (key, bound) = match card.validity_on(*day) {
                Validity::NotYet => ("trip.dates.not_yet", card.in_force_from),
                Validity::Ended => ("trip.dates.ended", card.in_force_to),
                Validity::Valid | Validity::Open => continue,
            };
            let day = bound.map(|day| card::day(day, language));
            return Some(self.say(key, &[("day", &day.unwrap_or_default())]));
        }
        None
    }

    /// Everything that remains to be done for what holds somewhere on the way.
    fn conditions(&self, travel: &TravelCard<'_>) -> Vec<SaidCondition> {
        let mut said: Vec<SaidCondition> = Vec::new();
        let Some(terms) = travel.terms else {
            return said;
        };
        for country in &self.input.plan.countries {
            for (_, facts) in parts(*country) {
                let at = Whereabouts {
                    country: *country,
                    part: facts,
                    days: &self.days,
                    tow: self.input.plan.tow,
                };
                let weighed = self
                    .occasions()
                    .flat_map(|occasion| weigh(terms, &travel.facts, occasion, &at));
                for one in weighed.filter(|one| one.grade == Grade::Holds) {
                    for part in one.conditions {
                        if !said.iter().any(|known| known.id == part.id()) {
                            said.push(terms.say_condition(&part, self.input.language));
                        }
                    }
                }
            }
        }
        said
    }

    pub fn bring(&self) -> Vec<SaidBring> {
        let mut items: Vec<SaidBring> = Vec::new();
        for travel in self.input.cards {
            for clause in travel.terms.map(Terms::clauses).unwrap_or_default() {
                for id in clause.bring() {
                    if !items.iter().any(|item| item.id == *id) {
                        let number = clause.number();
                        let printed = number.starts_with(|first: char| first.is_ascii_digit());
                        let title = self.title(travel.card);
                        items.push(SaidBring {
                            id: (*id).to_owned(),
                            text: self.say(&format!("trip.bring.{id}"), &[]),
                            clause: printed.then(|| format!("{title}, {number}")),
                        });
                    }
                }
            }
        }
        for id in [
            "registration_certificate",
            "all_keys",
            "driving_licence",
            "notice",
            "phone",
        ] {
            if !items.iter().any(|item| item.id == id) {
                items.push(SaidBring {
                    id: id.to_owned(),
                    text: self.say(&format!("trip.bring.{id}"), &[]),
                    clause: None,
                });
            }
        }
        let mut paper: Vec<String> = Vec::new();
        for country in &self.input.plan.countries {
            let rule = self.input.guide.country(*country).map(|one| one.green_card);
            if matches!(rule, Some(GreenCard::Paper | GreenCard::PaperUnsure)) {
                paper.push(country_name(*country, self.input.language));
            }
        }
        if !paper.is_empty() {
            let countries = paper.join(", ");
            items.push(SaidBring {
                id: "green_card".to_owned(),
                text: self.say("trip.bring.green_card", &[("countries", &countries)]),
                clause: None,
            });
        }
        items
    }

    pub fn have_ready(&self) -> Vec<SaidReady> {
        let cards = || self.input.cards.iter().map(|travel| travel.card);
        let line = |line: &Line| line.as_str().to_owned();
        [
            (
                "registration",
                cards().find_map(|card| {
                    let plate = card.vehicle.registration.as_ref()?;
                    Some(plate.as_str().to_owned())
                }),
            ),
            (
                "insurer",
                cards().find_map(|card| card.insurer.as_ref().map(line)),
            ),
            (
                "policy_no",
                cards().find_map(|card| Some(card.policy_no.as_ref()?.as_str().to_owned())),
            ),
            (
                "service_card_no",
                cards().find_map(|card| Some(card.service_card_no.as_ref()?.as_str().to_owned())),
            ),
            ("position", None),
            (
                "contact_phone",
                cards().find_map(|card| card.holder.phone.as_ref().map(Phone::spaced)),
            ),
            ("workshop_phone", None),
        ]
        .into_iter()
        .map(|(key, value)| SaidReady {
            item: self.say(&format!("assist.ready.{key}"), &[]),
            value,
        })
        .collect()
    }
}
