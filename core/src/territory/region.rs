//! Parts of a country with a workshop language of their own.
//!
//! Flanders and Wallonia come from the raster, the rest from polygons drawn by hand in
//! `data/zones.txt`. Near the edge of a part, and in towns that speak both, the answer is none.

use super::Region;
use super::geometry::{distance_to_line, is_inside};
use super::lines::{self, Point};
use super::raster::Raster;
use crate::types::Country;

const BE: Country = Country::of(b"BE");
const CH: Country = Country::of(b"CH");
const IT: Country = Country::of(b"IT");

/// The raster's error at the Belgian language border, in metres.
const BELGIUM_ERROR_M: f64 = 1_000.0;
/// The error of the polygons round Belgium's German-speaking cantons, in metres.
const EAST_BELGIUM_ERROR_M: f64 = 1_500.0;
/// The error of the polygon round French-speaking Switzerland, in metres.
const SWISS_FRENCH_ERROR_M: f64 = 5_000.0;
/// The error of the Alpine polygons, in metres.
const ALPS_ERROR_M: f64 = 3_000.0;

/// Where a point lies to a polygon.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Inside,
    Outside,
    Near,
}

fn side(point: Point, polygon: &[Point], margin: f64) -> Side {
    let closing = match (polygon.last(), polygon.first()) {
        (Some(last), Some(first)) => distance_to_line(point, &[*last, *first]),
        _ => f64::INFINITY,
    };
    if distance_to_line(point, polygon).min(closing) <= margin {
        Side::Near
    } else if is_inside(point, [polygon, &[]]) {
        Side::Inside
    } else {
        Side::Outside
    }
}

/// `inside` in one of the polygons, `outside` in none, nothing near an edge.
fn either(
    point: Point,
    polygons: &[&[Point]],
    margin: f64,
    inside: Option<Region>,
    outside: Option<Region>,
) -> Option<Region> {
    let sides = || polygons.iter().map(|polygon| side(point, polygon, margin));
    if sides().any(|side| side == Side::Near) {
        None
    } else if sides().any(|side| side == Side::Inside) {
        inside
    } else {
        outside
    }
}

/// The region of a point in a country; `radius` metres hold the true place.
pub(super) fn of(raster: &Raster, country: Country, point: Point, radius: f64) -> Option<Region> {
    match country {
        BE => belgium(raster, point, radius),
        CH => switzerland(point, radius),
        IT => either(
            point,
            &[&lines::SOUTH_TYROL],
            ALPS_ERROR_M + radius,
            Some(Region::SouthTyrol),
            None,
        ),
        _ => None,
    }
}

fn belgium(raster: &Raster, point: Point, radius: f64) -> Option<Region> {
    let margin = BELGIUM_ERROR_M + radius;
    let (mut north, mut south) = (false, false);
    raster.look(point, margin, |seen| match seen.id {
        b"BE-VLG" | b"BE-BRU" => north = true,
        b"BE-WAL" => south = true,
        _ => {}
    });
    match (north, south) {
        (true, false) => Some(Region::Flanders),
        (false, true) => either(
            point,
            &[&lines::EAST_BELGIUM_NORTH, &lines::EAST_BELGIUM_SOUTH],
            EAST_BELGIUM_ERROR_M + radius,
            Some(Region::EastBelgium),
            Some(Region::Wallonia),
        ),
        _ => None,
    }
}

fn switzerland(point: Point, radius: f64) -> Option<Region> {
    let italian = either(
        point,
        &[&lines::TICINO, &lines::BREGAGLIA, &lines::POSCHIAVO],
        ALPS_ERROR_M + radius,
        Some(Region::ItalianSwitzerland),
        Some(Region::GermanSwitzerland),
    );
    if italian != Some(Region::GermanSwitzerland) {
        return italian;
    }
    either(
        point,
        &[&lines::SWISS_FRENCH],
        SWISS_FRENCH_ERROR_M + radius,
        Some(Region::FrenchSwitzerland),
        italian,
    )
}
