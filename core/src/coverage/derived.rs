//! What terms read but nobody is asked: zones, the home country, whether cover was in force.
//!
//! Decides how these follow from the facts, what to ask for when they do not, and which
//! assumptions they rest on. The zones themselves are `territory`'s.

use super::expr::{Frame, SLOTS, Scalar, Slot};
use super::facts::{Absent, FACTS, FactId, FactSet, Preset};
use super::place;
use super::situation::Situation;
use super::value::Value;
use super::words::BenefitSet;
use crate::territory::{ConfirmedZone, Whereabouts, Zone, ZoneAnswer};
use crate::types::{Country, Date, Timestamp};
use chrono::Datelike;
use chrono_tz::Europe::Copenhagen;

/// How a zone answers.
const ZONE_WORDS: &[&str] = &["in", "possible", "out"];
/// How the place stands to the country of registration.
const HOME_WORDS: &[&str] = &["same", "same_state", "other"];
/// Whether the event lies within the known dates of cover.
const FORCE_WORDS: &[&str] = &["yes", "no"];

/// Every derived fact with the words it can be; its slot follows those of the vocabulary.
pub(crate) static DERIVED: &[(&str, &[&str])] = &[
    ("zone.denmark", ZONE_WORDS),
    ("zone.e65_transit", ZONE_WORDS),
    ("zone.border_strip", ZONE_WORDS),
    ("zone.danish_terms", ZONE_WORDS),
    ("zone.geographic_europe", ZONE_WORDS),
    ("zone.rescue_territory", ZONE_WORDS),
    ("place.home_country", HOME_WORDS),
    ("policy.in_force", FORCE_WORDS),
];

const ZONES: [Zone; 6] = [
    Zone::Denmark,
    Zone::E65Transit,
    Zone::BorderStrip,
    Zone::DanishTerms,
    Zone::GeographicEurope,
    Zone::RescueTerritory,
];

const _: () = assert!(FACTS.len() + DERIVED.len() <= SLOTS);

/// The facts this module reads by name, looked up once when terms are loaded.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    pub country: FactId,
    pub lat: FactId,
    pub lon: FactId,
    accuracy: FactId,
    zone: FactId,
    registered_in: FactId,
    occurred_at: FactId,
    from: FactId,
    to: FactId,
    pub agreed: FactId,
    pub unit: FactId,
    pub towed: FactId,
    /// The facts of which nothing but the default can be assumed, unless an agreement or another
    /// ground says so.
    pub by_default: FactSet,
    /// Every fact as it reads while it is absent.
    absent: Box<Laid>,
}

impl Ids {
    /// `None` only if the vocabulary lost one of these names.
    pub fn find() -> Option<Self> {
        let id = FactId::named;
        let read_off = ["place.country", "place.lat", "place.lon", "towed.kind"];
        let by_default = FactId::all().filter(|fact| {
            let discharging = matches!(fact.entry().absent, Absent::Discharging);
            !discharging && !read_off.contains(&fact.name())
        });
        Some(Self {
            by_default: by_default.fold(FactSet::NONE, |set, fact| set.and(FactSet::of(fact))),
            country: id("place.country")?,
            lat: id("place.lat")?,
            lon: id("place.lon")?,
            accuracy: id("place.accuracy_m")?,
            zone: id("place.zone")?,
            registered_in: id("vehicle.registered_in")?,
            occurred_at: id("event.occurred_at")?,
            from: id("policy.in_force_from")?,
            to: id("policy.in_force_to")?,
            agreed: id("case.agreed")?,
            unit: id("event.unit")?,
            towed: id("towed.kind")?,
            absent: Box::new(nothing()),
        })
    }
}

/// A situation laid out for reading, with what was derived for it.
#[derive(Debug, Clone)]
pub(crate) struct Laid {
    pub frame: Frame,
    /// The country read off the position, when none was given.
    pub derived_country: Option<Country>,
    /// A zone was confirmed and no position is given that could refute it.
    pub zone_believed: bool,
    /// The benefits agreed by the alarm centre.
    pub agreed: BenefitSet,
}

/// Lays a situation out: facts given, defaults of facts absent, derived facts. `wanted` says
/// which derived facts the terms read.
pub(crate) fn lay_out(ids: &Ids, situation: &Situation, wanted: u64) -> Laid {
    let mut laid = Laid::clone(&ids.absent);
    let frame = &mut laid.frame;
    for (value, slot) in situation.values().zip(&mut frame.slots) {
        if let Some(value) = value {
            *slot = Slot {
                value: scalar(value),
                given: true,
                ..Slot::EMPTY
            };
        }
    }
    let given = |fact| situation.value(fact);
    let country = match given(ids.country) {
        Some(Value::Country(country)) => Some(*country),
        _ => None,
    };
    let number = |fact| match given(fact) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let point = number(ids.lat).zip(number(ids.lon));
    let accuracy = number(ids.accuracy);
    let derived_country = if country.is_none() {
        situation.located_country()
    } else {
        None
    };
    let country = country.or(derived_country);
    if let (Some(country), Some(slot)) = (derived_country, frame.slots.get_mut(ids.country.index()))
    {
        let from_position = FactSet::of(ids.country);
        *slot = Slot {
            value: Scalar::Country(country),
            assumed: from_position,
            ..*slot
        };
    }
    let confirmed = match given(ids.zone) {
        Some(Value::Word("e65_transit")) => Some(ConfirmedZone::E65Transit),
        Some(Value::Word("border_strip")) => Some(ConfirmedZone::BorderStrip),
        Some(Value::Word(_)) => Some(ConfirmedZone::None),
        _ => None,
    };
    let place = Whereabouts {
        country,
        point,
        accuracy_m: accuracy.unwrap_or(0.0),
        confirmed,
    };
    let known = situation.known();
    for (at, zone) in ZONES.into_iter().enumerate() {
        if wanted & (1 << at) != 0 {
            put(
                frame,
                at,
                zone_slot(ids, zone, &place, known, derived_country.is_some()),
            );
        }
    }
    let home = home_slot(ids, frame);
    put(frame, ZONES.len(), home);
    put(frame, ZONES.len() + 1, force_slot(ids, situation));
    if let Some(Value::Benefits(agreed)) = given(ids.agreed) {
        laid.agreed = *agreed;
    }
    laid.derived_country = derived_country;
    laid.zone_believed = zone_believed(&place);
    laid
}

fn put(frame: &mut Frame, derived: usize, slot: Slot) {
    if let Some(place) = frame.slots.get_mut(FACTS.len() + derived) {
        *place = slot;
    }
}

/// A situation nothing is known of.
fn nothing() -> Laid {
    let mut slots = [Slot::EMPTY; SLOTS];
    for (fact, slot) in FactId::all().zip(&mut slots) {
        *slot = absent_slot(fact);
    }
    Laid {
        frame: Frame { slots },
        derived_country: None,
        zone_believed: false,
        agreed: BenefitSet::default(),
    }
}

fn absent_slot(fact: FactId) -> Slot {
    let itself = FactSet::of(fact);
    let absent = Slot {
        missing: itself,
        assumed_absent: itself,
        ..Slot::EMPTY
    };
    let presumed = |value| Slot {
        value,
        assumed: itself,
        ..absent
    };
    match fact.entry().absent {
        Absent::Asked | Absent::AskedOrPresumed(_) | Absent::Presumed(Preset::Nothing(_)) => absent,
        // Nothing has been said of it: what holds because of that rests on it.
        Absent::Discharging => absent,
        Absent::Presumed(Preset::Word(word)) => presumed(Scalar::Word(word)),
        Absent::Presumed(Preset::Bool(flag)) => presumed(Scalar::Bool(flag)),
        #[allow(clippy::cast_precision_loss)]
        Absent::Presumed(Preset::Integer(number)) => presumed(Scalar::Number(number as f64)),
        Absent::Presumed(Preset::Country(code)) => {
            presumed(Country::parse(code).map_or(Scalar::Absent, Scalar::Country))
        }
        Absent::Presumed(Preset::NoBenefits) => presumed(Scalar::Benefits(BenefitSet::default())),
    }
}

fn scalar(value: &Value) -> Scalar {
    match value {
        Value::Word(word) => Scalar::Word(word),
        Value::Bool(flag) => Scalar::Bool(*flag),
        #[allow(clippy::cast_precision_loss)]
        Value::Integer(number) => Scalar::Number(*number as f64),
        Value::Number(number) => Scalar::Number(*number),
        Value::Country(country) => Scalar::Country(*country),
        Value::Benefits(set) => Scalar::Benefits(*set),
        Value::Date(date) => Scalar::Day(date.num_days_from_ce()),
        Value::Moment(moment) => Scalar::Day(danish_day(moment).num_days_from_ce()),
        Value::Text(_) => Scalar::Given,
    }
}

fn zone_slot(
    ids: &Ids,
    zone: Zone,
    place: &Whereabouts,
    known: FactSet,
    country_derived: bool,
) -> Slot {
    let answer = place::zone(zone, place);
    let value = match answer {
        ZoneAnswer::In => Scalar::Word("in"),
        ZoneAnswer::Possible => Scalar::Word("possible"),
        ZoneAnswer::Out => Scalar::Word("out"),
        ZoneAnswer::CountryMissing => {
            return Slot {
                missing: FactSet::of(ids.country),
                ..Slot::EMPTY
            };
        }
        ZoneAnswer::PointMissing => {
            let coordinates = FactSet::of(ids.lat).and(FactSet::of(ids.lon));
            let confirmable = matches!(
                zone,
                Zone::E65Transit | Zone::BorderStrip | Zone::DanishTerms
            );
            return Slot {
                missing: coordinates.without(known),
                otherwise: if confirmable {
                    FactSet::of(ids.zone)
                } else {
                    FactSet::NONE
                },
                ..Slot::EMPTY
            };
        }
    };
    let mut assumed = FactSet::NONE;
    if country_derived {
        assumed = assumed.and(FactSet::of(ids.country));
    }
    match place.point {
        None if place::has_outlying_parts(zone, place.country)
            || value == Scalar::Word("in") && can_be_refuted(zone, place) =>
        {
            // A point needs both; one assumption says that there is none.
            let absent = if known.has(ids.lat) { ids.lon } else { ids.lat };
            assumed = assumed.and(FactSet::of(absent));
        }
        Some(_) if !known.has(ids.accuracy) => {
            // A fix whose accuracy is not told is taken as exact; say so where it matters.
            let wide = Whereabouts {
                accuracy_m: 1_000_000.0,
                ..*place
            };
            if place::zone(zone, &wide) != answer {
                assumed = assumed.and(FactSet::of(ids.accuracy));
            }
        }
        _ => {}
    }
    Slot {
        value,
        given: true,
        assumed,
        ..Slot::EMPTY
    }
}

/// Whether the zone stands only on somebody's word, which a position could refute.
fn can_be_refuted(zone: Zone, place: &Whereabouts) -> bool {
    matches!(
        zone,
        Zone::E65Transit | Zone::BorderStrip | Zone::DanishTerms
    ) && zone_believed(place)
}

fn zone_believed(place: &Whereabouts) -> bool {
    let confirmed = Whereabouts {
        point: None,
        ..*place
    };
    let in_zone = |zone| place::zone(zone, &confirmed) == ZoneAnswer::In;
    place.point.is_none() && (in_zone(Zone::E65Transit) || in_zone(Zone::BorderStrip))
}

/// Where the event lies, seen from the country of registration. Parts of one state that keep
/// registers of their own are neither the same country nor clearly another (ruling 61).
fn home_slot(ids: &Ids, frame: &Frame) -> Slot {
    let slot = |fact: FactId| {
        frame
            .slots
            .get(fact.index())
            .copied()
            .unwrap_or(Slot::EMPTY)
    };
    let (place, home) = (slot(ids.country), slot(ids.registered_in));
    let (Scalar::Country(here), Scalar::Country(home_country)) = (place.value, home.value) else {
        let ask = |slot: Slot| {
            if slot.value == Scalar::Absent {
                slot.missing
            } else {
                FactSet::NONE
            }
        };
        return Slot {
            missing: ask(place).and(ask(home)),
            ..Slot::EMPTY
        };
    };
    let (here, home_country) = (place::state_code(here), place::state_code(home_country));
    let word = if here == home_country {
        "same"
    } else if parent_state(here) == parent_state(home_country) {
        "same_state"
    } else {
        "other"
    };
    Slot {
        value: Scalar::Word(word),
        given: true,
        assumed: place.assumed,
        ..Slot::EMPTY
    }
}

fn parent_state(country: Country) -> Country {
    match country.code() {
        "FO" | "GL" => Country::of(b"DK"),
        "AX" => Country::of(b"FI"),
        "SJ" => Country::of(b"NO"),
        _ => country,
    }
}

/// Whether the known dates of cover include the Danish calendar date of the event (ruling 63).
/// Never missing: a date that is not known is an assumption.
fn force_slot(ids: &Ids, situation: &Situation) -> Slot {
    let date = |fact| match situation.value(fact) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let day = match situation.value(ids.occurred_at) {
        Some(Value::Moment(moment)) => Some(danish_day(moment)),
        _ => None,
    };
    let (from, to) = (date(ids.from), date(ids.to));
    let too_early = day.zip(from).is_some_and(|(day, from)| day < from);
    let too_late = day.zip(to).is_some_and(|(day, to)| day > to);
    let sure = Slot {
        given: true,
        ..Slot::EMPTY
    };
    if too_early || too_late {
        return Slot {
            value: Scalar::Word("no"),
            ..sure
        };
    }
    let mut assumed = FactSet::NONE;
    for (absent, fact) in [
        (from.is_none(), ids.from),
        (to.is_none(), ids.to),
        (
            day.is_none() && (from.is_some() || to.is_some()),
            ids.occurred_at,
        ),
    ] {
        if absent {
            assumed = assumed.and(FactSet::of(fact));
        }
    }
    Slot {
        value: Scalar::Word("yes"),
        assumed,
        ..sure
    }
}

/// What the calendar in Denmark showed (ruling 46).
fn danish_day(moment: &Timestamp) -> Date {
    moment.with_timezone(&Copenhagen).date_naive()
}
