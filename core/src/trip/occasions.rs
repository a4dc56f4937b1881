//! The situations that stand for a journey.
//!
//! Decides what is asked of the terms, never what they answer: what happens, with everything a
//! day could bring told in the driver's favour, so that what then stands in the way is the card,
//! the country or the dates.

use crate::coverage::Situation;
use crate::types::{Country, Date, TowedKind};

/// What can happen on a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The vehicle breaks down.
    Breakdown,
    /// Keys, fuel, charge, mud.
    Mishap,
    /// A road accident, or a broken window.
    Accident,
    /// The vehicle or its plates are stolen.
    Theft,
    /// Somebody falls ill or is hurt.
    Illness,
    /// What is towed breaks down.
    Towed,
}

/// Facts by name, as they would be typed.
type Facts = &'static [(&'static str, &'static str)];

impl Occasion {
    /// Every occasion, in the order people think of them.
    pub const ALL: [Self; 6] = [
        Self::Breakdown,
        Self::Mishap,
        Self::Accident,
        Self::Theft,
        Self::Illness,
        Self::Towed,
    ];

    /// `breakdown`, `mishap`, `accident`, `theft`, `illness`, `towed`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Breakdown => "breakdown",
            Self::Mishap => "mishap",
            Self::Accident => "accident",
            Self::Theft => "theft",
            Self::Illness => "illness",
            Self::Towed => "towed",
        }
    }

    /// What may have happened. A benefit is there when it is there in one of these.
    const fn events(self) -> &'static [Facts] {
        match self {
            Self::Breakdown => &[
                &[("event.kind", "breakdown")],
                &[("event.kind", "no_start")],
                &[("event.kind", "puncture")],
                &[("event.kind", "breakdown"), ("vehicle.seized", "true")],
            ],
            Self::Mishap => &[
                &[("event.kind", "stuck")],
                &[("event.kind", "locked_out")],
                &[("event.kind", "key_lost")],
                &[("event.kind", "out_of_fuel")],
                &[("event.kind", "traction_battery_empty")],
            ],
            Self::Accident => &[
                &[("event.kind", "collision")],
                &[("event.kind", "glass_damage")],
                &[("event.kind", "collision"), ("vehicle.seized", "true")],
            ],
            Self::Theft => &[
                &[
                    ("event.kind", "vehicle_theft"),
                    ("theft.recovery", "not_found"),
                ],
                &[
                    ("event.kind", "vehicle_theft"),
                    ("theft.recovery", "found_after_trip_continued"),
                ],
                &[("event.kind", "plate_theft"), ("vehicle.plates", "stolen")],
            ],
            Self::Illness => &[
                &[("event.kind", "illness"), ("illness.person", "driver")],
                &[("event.kind", "injury"), ("illness.person", "driver")],
            ],
            Self::Towed => &[&[("event.kind", "breakdown"), ("event.unit", "towed_unit")]],
        }
    }
}

/// A day in the driver's favour.
const FAVOURABLE: Facts = &[
    ("trip.purpose", "private"),
    ("vehicle.drivable", "false"),
    ("vehicle.plates", "fitted"),
    ("place.accessible", "true"),
    ("illness.able_driver_present", "false"),
    ("illness.chronic", "false"),
    ("illness.needs_ambulance", "false"),
    ("repair.working_hours", "8"),
    ("repair.local", "true"),
    ("repair.parts_available_locally", "false"),
    ("repair.before_planned_return", "false"),
    ("case.towed_to", "workshop"),
];

/// Parts of countries that some terms tell apart, each with facts that put the event there. A
/// part that makes no difference to a card is not spoken of.
const PARTS: &[(&str, &[(&str, Facts)])] = &[
    (
        "RU",
        &[
            ("ru_west", &[("place.lat", "55.75"), ("place.lon", "37.62")]),
            ("ru_east", &[("place.lat", "55.03"), ("place.lon", "82.92")]),
        ],
    ),
    (
        "TR",
        &[
            (
                "tr_europe",
                &[("place.lat", "41.68"), ("place.lon", "26.56")],
            ),
            ("tr_asia", &[("place.lat", "39.93"), ("place.lon", "32.86")]),
        ],
    ),
    (
        "DE",
        &[
            ("de_strip", &[("place.zone", "border_strip")]),
            ("elsewhere", &[("place.zone", "none")]),
        ],
    ),
    (
        "SE",
        &[
            ("se_e65", &[("place.zone", "e65_transit")]),
            ("elsewhere", &[("place.zone", "none")]),
        ],
    ),
    (
        "ES",
        &[
            (
                "mainland",
                &[("place.lat", "40.42"), ("place.lon", "-3.70")],
            ),
            (
                "es_canary",
                &[("place.lat", "28.12"), ("place.lon", "-15.43")],
            ),
            (
                "es_ceuta",
                &[("place.lat", "35.89"), ("place.lon", "-5.31")],
            ),
        ],
    ),
    (
        "PT",
        &[
            (
                "mainland",
                &[("place.lat", "38.72"), ("place.lon", "-9.14")],
            ),
            (
                "pt_islands",
                &[("place.lat", "32.65"), ("place.lon", "-16.91")],
            ),
        ],
    ),
];

/// The parts of a country, by the key of their name; one without a name where nothing is split.
pub(super) fn parts(country: Country) -> Vec<(Option<&'static str>, Facts)> {
    let split = PARTS.iter().find(|(code, _)| *code == country.code());
    match split {
        Some((_, parts)) => parts
            .iter()
            .map(|(name, facts)| (Some(*name), *facts))
            .collect(),
        None => vec![(None, &[])],
    }
}

/// Where and when a situation is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    pub country: Country,
    pub part: Facts,
    pub day: Date,
    pub tow: Option<TowedKind>,
}

/// The situations of an occasion, on top of what the card tells; what the card tells stands.
pub(super) fn situations(occasion: Occasion, card: &Situation, scene: &Scene) -> Vec<Situation> {
    let noon = format!("{}T12:00:00", scene.day);
    let tow = scene.tow.map(TowedKind::word);
    let mut told: Vec<(&str, &str)> = vec![
        ("place.country", scene.country.code()),
        ("event.occurred_at", &noon),
    ];
    told.extend(scene.part);
    if let Some(kind) = tow {
        told.extend([("towed.kind", kind), ("towed.coupled", "true")]);
    }
    occasion
        .events()
        .iter()
        .map(|event| {
            let mut situation = card.clone();
            let facts = told.iter().copied();
            let facts = facts.chain(event.iter().copied());
            for (name, value) in facts.chain(FAVOURABLE.iter().copied()) {
                // A value the vocabulary refused would be asked for, and shown as doubtful.
                let _ = situation.insert_absent(name, value);
            }
            situation
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_of_every_occasion_is_in_the_vocabulary() {
        let of_parts = PARTS.iter().flat_map(|(_, parts)| parts.iter());
        let facts = Occasion::ALL
            .iter()
            .flat_map(|occasion| occasion.events())
            .copied()
            .chain(of_parts.map(|(_, facts)| *facts))
            .chain([FAVOURABLE]);
        for (name, value) in facts.flatten() {
            let mut situation = Situation::new();
            assert_eq!(situation.set(name, value), Ok(()), "{name}");
        }
    }
}
