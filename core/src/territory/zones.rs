//! The zones of `coverage/facts.md` section 3: country, point and confirmation give an answer.
//!
//! Pure functions over `data/zones.txt`. What an answer means for cover is for the terms.

use super::geometry::{
    METRES_PER_DEGREE, distance, distance_to_bounds, distance_to_line, is_inside, longitude_at,
};
use super::lines::{self, Bounds, Point};
use super::{ConfirmedZone, Whereabouts, Zone, ZoneAnswer};
use crate::types::Country;

/// Half width of the doubtful band along the E65 (± 2 km of the line's own error included).
const E65_BAND_M: f64 = 5_000.0;
/// Clause 3.1: up to 25 km of driving; the straight line is never longer.
const STRIP_M: f64 = 25_000.0;
/// Half width of the doubtful band along the Urals.
const URALS_BAND_M: f64 = 50_000.0;
/// Half width of the doubtful band along the Bosporus and the Dardanelles.
const BOSPORUS_BAND_M: f64 = 1_000.0;
/// South of this latitude no part of Türkiye is European.
const TURKEY_ASIAN_SOUTH_OF: f64 = 40.0;

const DK: Country = Country::of(b"DK");
const SE: Country = Country::of(b"SE");
const DE: Country = Country::of(b"DE");
const RU: Country = Country::of(b"RU");
const TR: Country = Country::of(b"TR");
const ES: Country = Country::of(b"ES");
const PT: Country = Country::of(b"PT");
const NO: Country = Country::of(b"NO");
const GB: Country = Country::of(b"GB");

/// How a zone answers what is known of the place.
///
/// A country that is given is believed; the point decides only within it. A circle of twice the
/// accuracy radius that crosses a boundary makes the answer [`ZoneAnswer::Possible`], so a wider
/// circle never turns a doubt into an answer. An accuracy that is no number counts as 0, a point
/// that is no position as not given.
pub fn zone(zone: Zone, at: &Whereabouts) -> ZoneAnswer {
    let spot = Spot::of(at);
    match zone {
        Zone::Denmark => denmark(at),
        Zone::E65Transit => confirmable(at, &E65, spot),
        Zone::BorderStrip => confirmable(at, &STRIP, spot),
        Zone::DanishTerms => danish_terms(at, spot),
        Zone::GeographicEurope => with_country(at, |country| match country {
            TR => split(spot, west_of_bosporus),
            _ => europe(country, spot),
        }),
        Zone::RescueTerritory => with_country(at, |country| {
            if lines::RESCUE_NAMED.contains(&country) {
                ZoneAnswer::In
            } else {
                europe(country, spot)
            }
        }),
    }
}

/// A point and the radius in metres in which the true place may lie.
#[derive(Clone, Copy)]
struct Spot {
    point: Point,
    radius: f64,
}

impl Spot {
    fn of(at: &Whereabouts) -> Option<Self> {
        at.point
            .filter(|(lat, lon)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon))
            .map(|point| Self {
                point,
                radius: 2.0 * at.accuracy_m.max(0.0),
            })
    }

    /// What a boundary at this distance in metres lets the whole circle be: `side` all over, or doubtful.
    fn beyond(self, distance: f64, side: ZoneAnswer) -> ZoneAnswer {
        if distance > self.radius {
            side
        } else {
            ZoneAnswer::Possible
        }
    }
}

fn with_country(at: &Whereabouts, answer: impl Fn(Country) -> ZoneAnswer) -> ZoneAnswer {
    at.country.map_or(ZoneAnswer::CountryMissing, answer)
}

fn split(spot: Option<Spot>, answer: impl Fn(Spot) -> ZoneAnswer) -> ZoneAnswer {
    spot.map_or(ZoneAnswer::PointMissing, answer)
}

fn denmark(at: &Whereabouts) -> ZoneAnswer {
    with_country(at, |country| {
        if country == DK {
            ZoneAnswer::In
        } else {
            ZoneAnswer::Out
        }
    })
}

/// A zone that a person confirms and the point can only refute.
struct Confirmable {
    country: Country,
    confirmed: ConfirmedZone,
    band_m: f64,
    distance: fn(Point) -> f64,
}

const E65: Confirmable = Confirmable {
    country: SE,
    confirmed: ConfirmedZone::E65Transit,
    band_m: E65_BAND_M,
    distance: |point| distance_to_line(point, &lines::E65),
};

const STRIP: Confirmable = Confirmable {
    country: DE,
    confirmed: ConfirmedZone::BorderStrip,
    band_m: STRIP_M,
    distance: |point| {
        lines::FERRY_PORTS
            .iter()
            .map(|port| distance(point, *port))
            .fold(distance_to_line(point, &lines::LAND_BORDER), f64::min)
    },
};

fn confirmable(at: &Whereabouts, zone: &Confirmable, spot: Option<Spot>) -> ZoneAnswer {
    let confirmed = at.confirmed == Some(zone.confirmed);
    let elsewhere = at.country.is_some_and(|country| country != zone.country);
    if elsewhere || (at.confirmed.is_some() && !confirmed) {
        return ZoneAnswer::Out;
    }
    let Some(spot) = spot else {
        return match at.country {
            None => ZoneAnswer::CountryMissing,
            Some(_) if confirmed => ZoneAnswer::In,
            Some(_) => ZoneAnswer::PointMissing,
        };
    };
    let beyond = (zone.distance)(spot.point) - zone.band_m;
    if beyond > spot.radius {
        ZoneAnswer::Out
    } else if at.country.is_none() {
        ZoneAnswer::CountryMissing
    } else if confirmed && beyond <= 0.0 {
        ZoneAnswer::In
    } else {
        ZoneAnswer::Possible
    }
}

fn danish_terms(at: &Whereabouts, spot: Option<Spot>) -> ZoneAnswer {
    match at.country {
        Some(SE) => confirmable(at, &E65, spot),
        Some(DE) => confirmable(at, &STRIP, spot),
        _ => denmark(at),
    }
}

/// Europe as both products see it, Türkiye aside.
fn europe(country: Country, spot: Option<Spot>) -> ZoneAnswer {
    if country == RU {
        split(spot, west_of_urals)
    } else if lines::EUROPE.contains(&country) {
        match spot {
            Some(spot) => OUTLYING
                .iter()
                .filter(|(state, _)| *state == country)
                .map(|(_, bounds)| spot.beyond(outside_by(spot.point, bounds), ZoneAnswer::In))
                .find(|answer| *answer != ZoneAnswer::In)
                .unwrap_or(ZoneAnswer::In),
            None => ZoneAnswer::In,
        }
    } else if lines::DOUBTFUL.contains(&country) {
        ZoneAnswer::Possible
    } else {
        ZoneAnswer::Out
    }
}

/// The distance in metres to the bounds, negative inside, so that the edge itself is inside.
fn outside_by(point: Point, bounds: &Bounds) -> f64 {
    let distance = distance_to_bounds(point, bounds);
    if distance > 0.0 { distance } else { -1.0 }
}

/// The parts of a European state that lie far from it.
static OUTLYING: [(Country, &Bounds); 6] = [
    (ES, &lines::CANARY_ISLANDS),
    (ES, &lines::CEUTA),
    (ES, &lines::MELILLA),
    (PT, &lines::MADEIRA_AZORES),
    (NO, &lines::SVALBARD),
    (GB, &lines::CYPRUS_BASES),
];

fn west_of_urals(spot: Spot) -> ZoneAnswer {
    let (lat, lon) = spot.point;
    let fading = outside_by(spot.point, &lines::URALS_FADING);
    // Chukotka continues across 180 degrees: a western longitude is the far east.
    let west = lon >= 0.0 && lon < longitude_at(&lines::URALS, lat);
    let side = if west {
        ZoneAnswer::In
    } else {
        ZoneAnswer::Out
    };
    spot.beyond(
        fading.min(distance_to_urals(spot.point) - URALS_BAND_M),
        side,
    )
}

/// The distance in metres to the line, its two ends prolonged along their meridians.
fn distance_to_urals(point: Point) -> f64 {
    let line = distance_to_line(point, &lines::URALS);
    match (lines::URALS.first(), lines::URALS.last()) {
        (Some(north), Some(south)) => line
            .min(distance_to_line(point, &[(90.0, north.1), *north]))
            .min(distance_to_line(
                point,
                &[*south, (south.0 - 20.0, south.1)],
            )),
        _ => line,
    }
}

fn west_of_bosporus(spot: Spot) -> ZoneAnswer {
    let south = (TURKEY_ASIAN_SOUTH_OF - spot.point.0) * METRES_PER_DEGREE;
    if south > 0.0 {
        // So far south only a wide circle reaches across; nothing on this side is European.
        return spot.beyond(south, ZoneAnswer::Out);
    }
    let band = distance_to_line(spot.point, &lines::BOSPORUS) - BOSPORUS_BAND_M;
    if is_inside(spot.point, [&lines::BOSPORUS, &lines::BOSPORUS_CLOSING]) {
        spot.beyond(band.min(-south), ZoneAnswer::In)
    } else {
        spot.beyond(band, ZoneAnswer::Out)
    }
}
