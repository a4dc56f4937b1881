//! What a case states to the alarm centre.
//!
//! Decides which facts leave the phone with a case, and which never do. What the card and the
//! fix are worth is decided elsewhere; sending is the floors' above.
//!
//! **No health facts.** A report as it is made here says nothing of anybody's health: an event
//! that *is* one (`illness`, `injury`) is left unnamed, a pre-check in which one took part is left
//! out, since its verdicts would tell, and so are benefits named after one. What stays is the flag
//! that somebody is hurt or in danger, which the motorist sets to be helped. Adding what is
//! withheld takes a permit, see `restraint`.

use super::case::{PreCheck, Report, ReportedPosition, What, Who};
use crate::card::ServiceCard;
use crate::position::{Fix, Method};
use crate::privacy::Permit;
use crate::types::{Country, Language, Timestamp, TowedKind};

/// What the motorist said of the event; everything may be open.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// `event.kind`.
    pub kind: Option<String>,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// Somebody is hurt or in danger.
    pub danger: bool,
    /// `vehicle.drivable`.
    pub drivable: Option<bool>,
    /// `towed.kind`, where it is not the card's.
    pub towed: Option<TowedKind>,
    /// People in the party, the driver included.
    pub passengers: Option<u32>,
    /// A fact of somebody's health (`illness.*`) took part in the pre-check.
    pub health: bool,
}

/// Whether a word of the facts (an event kind, a fact's or a benefit's name) is about
/// somebody's health.
pub fn is_health(word: &str) -> bool {
    matches!(
        word,
        "illness" | "injury" | "driver_illness" | "medical_transport"
    ) || word.starts_with("illness.")
}

impl Report {
    /// States a case: the card, the event, the fix with its accuracy and age, the country and
    /// the pre-check. `sign` is the distinguishing sign of the country of registration.
    pub fn new(
        card: &ServiceCard,
        event: &Event,
        fix: Option<&Fix>,
        country: Option<Country>,
        sign: Option<&str>,
        pre_check: Option<PreCheck>,
        language: Language,
    ) -> Self {
        let names_health = event.kind.as_deref().is_some_and(is_health);
        Self {
            who: who(card),
            what: What {
                event: event.kind.clone().filter(|_| !names_health),
                ..what(card, event, sign)
            },
            position: on_earth(fix).map(reported),
            country: country.map(|c| c.to_string()),
            pre_check: pre_check
                .filter(|_| !event.health && !names_health)
                .map(without_health),
            language: language.tag().to_owned(),
            health: Vec::new(),
            consents: Vec::new(),
        }
    }

    /// This report, with what it leaves open taken over from an earlier one of the same case: a
    /// better position must not lose what was said of the event. A pre-check is never taken
    /// over: it would speak of another situation. Facts about health are, where `permit` still
    /// allows them.
    #[must_use]
    pub fn completed_from(mut self, earlier: &Self, permit: Option<&Permit>) -> Self {
        let earlier = &earlier.clone().kept_within(permit);
        if self.health.is_empty() {
            self.health.clone_from(&earlier.health);
        }
        let (what, before) = (&mut self.what, &earlier.what);
        what.event = what.event.take().or_else(|| before.event.clone());
        what.occurred_at = before.occurred_at.or(what.occurred_at);
        what.danger |= before.danger;
        what.drivable = what.drivable.or(before.drivable);
        what.towed = what.towed.take().or_else(|| before.towed.clone());
        what.passengers = what.passengers.or(before.passengers);
        if self.position.is_none() {
            self.position.clone_from(&earlier.position);
        }
        self.country = self.country.or_else(|| earlier.country.clone());
        self
    }
}

fn who(card: &ServiceCard) -> Who {
    Who {
        product: card.product.word().to_owned(),
        service_card_no: card.service_card_no.as_ref().map(|n| n.as_str().to_owned()),
        insurer: card.insurer.as_ref().map(|name| name.as_str().to_owned()),
        policy_no: card.policy_no.as_ref().map(|n| n.as_str().to_owned()),
        name: card
            .holder
            .name
            .as_ref()
            .map(|name| name.as_str().to_owned()),
        phone: card
            .holder
            .phone
            .as_ref()
            .map(|phone| phone.e164().to_owned()),
    }
}

fn what(card: &ServiceCard, event: &Event, sign: Option<&str>) -> What {
    let vehicle = &card.vehicle;
    let year = vehicle.model_year.map(|year| year.to_string());
    let parts = [
        vehicle.make.as_ref().map(|make| make.as_str()),
        vehicle.model.as_ref().map(|model| model.as_str()),
        year.as_deref(),
    ];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let towed = event
        .towed
        .or_else(|| card.towed.as_ref().map(|unit| unit.kind));
    What {
        event: None,
        occurred_at: event.occurred_at,
        danger: event.danger,
        drivable: event.drivable,
        registration: vehicle
            .registration
            .as_ref()
            .map(|plate| plate.as_str().to_owned()),
        sign: sign.map(str::to_owned),
        vehicle: Some(line).filter(|line| !line.is_empty()),
        vehicle_kind: vehicle.kind.map(|kind| kind.word().to_owned()),
        permitted_weight_kg: vehicle.permitted_weight_kg,
        vin: vehicle.vin.as_ref().map(|vin| vin.as_str().to_owned()),
        towed: towed.map(|kind| kind.word().to_owned()),
        passengers: event.passengers,
    }
}

/// The fix, if it is a place on Earth; a receiver that gives anything else has none.
pub(super) fn on_earth(fix: Option<&Fix>) -> Option<&Fix> {
    fix.filter(|fix| fix.lat.abs() <= 90.0 && fix.lon.abs() <= 180.0)
}

/// As measured. An accuracy of 0 is Android's word for not knowing it.
fn reported(fix: &Fix) -> ReportedPosition {
    ReportedPosition {
        lat: fix.lat,
        lon: fix.lon,
        accuracy_m: fix.accuracy_m.filter(|m| m.is_finite() && *m > 0.0),
        fixed_at: fix.fixed_at,
        method: letter_of(fix.method).to_owned(),
        plus_code: fix.plus_code(),
    }
}

/// A pre-check without the benefits that are named after somebody's health.
pub(super) fn without_health(mut check: PreCheck) -> PreCheck {
    check.verdicts.retain(|one| !is_health(&one.benefit));
    check
}

/// The letter of a method in a report.
fn letter_of(method: Method) -> &'static str {
    match method {
        Method::Gnss => "G",
        Method::Wifi => "W",
        Method::Cell => "C",
        Method::Manual => "M",
        Method::Unknown => "U",
    }
}

/// The method of a letter in a report.
pub(super) fn method_of(letter: &str) -> Method {
    [Method::Gnss, Method::Wifi, Method::Cell, Method::Manual]
        .into_iter()
        .find(|method| letter_of(*method) == letter)
        .unwrap_or(Method::Unknown)
}
