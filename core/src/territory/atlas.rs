//! The atlas: from one fix to a country, how certain it is, and the zones.

use super::codes;
use super::geometry::distance;
use super::lines::Point;
use super::raster::Raster;
use super::region;
use super::zones::zone;
use super::{Place, Presence, Whereabouts, Zone, ZoneAnswer, Zones};
use crate::position::Fix;
use crate::types::Country;
use country_boundaries::BOUNDARIES_ODBL_60X30;

/// A fix wider than this says nothing of the place: no country and no zone is certain.
const WIDEST_M: f64 = 50_000.0;
/// How far beyond a border one looks for what lies there.
const STEP_M: f64 = 50.0;

/// The country borders, read once and kept.
///
/// Borders: OpenStreetMap contributors, ODbL 1.0; show [`super::ATTRIBUTION`].
pub struct Atlas {
    /// `None` when the bytes compiled in are not a raster: then nothing is certain anywhere.
    raster: Option<Raster>,
}

impl std::fmt::Debug for Atlas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Atlas")
    }
}

/// A country and how near it is.
#[derive(Clone, Copy)]
struct Near {
    country: Country,
    /// The area the point lies in, if it does.
    inside: Option<&'static [u8]>,
    /// Metres to the nearest edge.
    distance: f64,
    nearest: Point,
}

impl Atlas {
    /// Reads the borders that ride along: some microseconds, once.
    pub fn load() -> Self {
        Self {
            raster: Raster::read(BOUNDARIES_ODBL_60X30),
        }
    }

    /// The country of a fix, how certain it is, and every zone.
    ///
    /// The margin to the next country is twice the accuracy radius plus the data's own error at
    /// that border. An accuracy that is not told counts as 0 here; one above 50 km makes every
    /// answer unsure. A coast is no border.
    pub fn locate(&self, fix: &Fix) -> Place {
        let point = (fix.lat, fix.lon);
        let told = fix.accuracy_m.unwrap_or(0.0).max(0.0);
        let radius = 2.0 * told.min(WIDEST_M);
        let Some(raster) = &self.raster else {
            return nowhere();
        };

        let near = look_around(raster, point, radius);
        let own = own_country(raster, &near);
        let candidates = candidates(raster, &near, own, point, radius);
        let afloat = own.is_some_and(|own| {
            near.iter()
                .any(|other| codes::is_afloat(own.country, other.country, other.distance, point))
        });
        let country = own
            .filter(|_| !afloat)
            .map(|own| codes::named_on_the_spot(own.country, point));

        let alone = candidates.len() == usize::from(country.is_some());
        let wide = told > WIDEST_M;
        Place {
            country,
            country_certain: alone && !wide,
            region: country.and_then(|country| region::of(raster, country, point, radius)),
            zones: zones(&candidates, point, told, wide),
            candidates,
        }
    }
}

/// What is said without borders, or of what is no position.
fn nowhere() -> Place {
    Place {
        country: None,
        country_certain: false,
        candidates: Vec::new(),
        region: None,
        zones: all_zones(|_| Presence::Unsure),
    }
}

/// Every country that holds the point or has an edge as near as could matter.
fn look_around(raster: &Raster, point: Point, radius: f64) -> Vec<Near> {
    let mut found: Vec<Near> = Vec::with_capacity(4);
    raster.look(point, radius + codes::GREATEST_ERROR_M, |seen| {
        let Some(country) = codes::country(seen.id) else {
            return;
        };
        let inside = seen.inside.then_some(seen.id);
        match found.iter_mut().find(|near| near.country == country) {
            Some(near) => {
                // Of two areas of one country that hold the point the smaller says more.
                near.inside = match (near.inside, inside) {
                    (Some(a), Some(b)) if raster.size(b) < raster.size(a) => Some(b),
                    (a, b) => a.or(b),
                };
                if seen.distance < near.distance {
                    near.distance = seen.distance;
                    near.nearest = seen.nearest;
                }
            }
            None => found.push(Near {
                country,
                inside,
                distance: seen.distance,
                nearest: seen.nearest,
            }),
        }
    });
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    found
}

/// The smallest of the areas that hold the point: the Faroes before Denmark.
fn own_country(raster: &Raster, near: &[Near]) -> Option<Near> {
    let mut holding = near.iter().filter(|near| near.inside.is_some());
    let first = holding.next().copied()?;
    let size = |near: &Near| near.inside.map_or(f64::INFINITY, |id| raster.size(id));
    Some(holding.fold(first, |least, other| {
        if size(other) < size(&least) {
            *other
        } else {
            least
        }
    }))
}

/// Every country the place may lie in, the point's own first.
fn candidates(
    raster: &Raster,
    near: &[Near],
    own: Option<Near>,
    point: Point,
    radius: f64,
) -> Vec<Country> {
    let mut candidates: Vec<Country> = Vec::with_capacity(2);
    let mut add = |country: Country| {
        if !candidates.contains(&country) {
            candidates.push(country);
        }
    };
    let own_code = own.map(|own| own.country);
    let margin = |other: Country| radius + codes::border_error(own_code, other, point);
    if let Some(own) = own {
        let named = codes::named_on_the_spot(own.country, point);
        add(named);
        add(own.country);
        if let Some(claimant) = codes::disputed(own.country, point) {
            add(claimant);
        }
    }
    for other in near.iter().filter(|other| Some(other.country) != own_code) {
        let counts = match (own, other.inside) {
            // Both hold the point: one is part of the other, unless they quarrel over it.
            (Some(own), Some(_)) => codes::is_disputed_between(own.country, other.country),
            _ => other.distance <= margin(other.country),
        };
        if counts {
            add(other.country);
        }
    }
    if let Some(own) = own
        && near
            .iter()
            .any(|other| other.country != own.country && other.inside.is_some())
        && own.distance.is_finite()
        && let Some(beyond) = country_beyond(raster, own, point)
        && own.distance <= margin(beyond)
    {
        add(beyond);
    }
    candidates
}

/// What lies just across the nearest edge of a country that is part of a larger one: the larger
/// one's land, or water. (The larger one's own edges do not show where the two meet.)
fn country_beyond(raster: &Raster, own: Near, point: Point) -> Option<Country> {
    let away = distance(point, own.nearest).max(1.0);
    let stretch = (away + STEP_M) / away;
    let there = (
        (point.0 + (own.nearest.0 - point.0) * stretch).clamp(-90.0, 90.0),
        (point.1 + (own.nearest.1 - point.1) * stretch).clamp(-180.0, 180.0),
    );
    own_country(raster, &look_around(raster, there, 0.0))
        .map(|beyond| beyond.country)
        .filter(|country| *country != own.country)
}

fn all_zones(presence: impl Fn(Zone) -> Presence) -> Zones {
    Zones {
        denmark: presence(Zone::Denmark),
        e65_transit: presence(Zone::E65Transit),
        border_strip: presence(Zone::BorderStrip),
        geographic_europe: presence(Zone::GeographicEurope),
        rescue_territory: presence(Zone::RescueTerritory),
    }
}

/// The zones over every country the place may lie in; outside all of them far out at sea.
fn zones(candidates: &[Country], point: Point, accuracy_m: f64, wide: bool) -> Zones {
    all_zones(|name| {
        if wide {
            return Presence::Unsure;
        }
        let mut answers = candidates.iter().map(|country| {
            let at = Whereabouts {
                country: Some(*country),
                point: Some(point),
                accuracy_m,
                confirmed: None,
            };
            match zone(name, &at) {
                ZoneAnswer::In => Presence::In,
                ZoneAnswer::Out => Presence::Out,
                ZoneAnswer::Possible | ZoneAnswer::CountryMissing | ZoneAnswer::PointMissing => {
                    Presence::Unsure
                }
            }
        });
        let first = answers.next().unwrap_or(Presence::Out);
        if answers.all(|answer| answer == first) {
            first
        } else {
            Presence::Unsure
        }
    })
}
