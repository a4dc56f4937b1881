//! Distances and sides on the globe, exact enough for tens of kilometres.

use super::lines::{Bounds, Point};

/// Mean radius of the Earth in metres (IUGG).
pub(super) const EARTH_M: f64 = 6_371_008.8;

/// Metres along a meridian per degree.
pub(super) const METRES_PER_DEGREE: f64 = EARTH_M * std::f64::consts::PI / 180.0;

/// The great-circle distance in metres (haversine).
pub(super) fn distance(a: Point, b: Point) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let north = ((lat_b - lat_a) / 2.0).sin();
    let east = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = north * north + lat_a.cos() * lat_b.cos() * east * east;
    2.0 * EARTH_M * h.clamp(0.0, 1.0).sqrt().asin()
}

/// `lon` moved by whole turns to within 180 degrees of `near`.
fn unwrap(lon: f64, near: f64) -> f64 {
    near + (lon - near + 540.0).rem_euclid(360.0) - 180.0
}

/// The great-circle distance in metres from a point to a line of points joined straight in
/// latitude and longitude. The nearest place on a segment is found in the plane touching at the
/// point; beyond some 200 km it may be off by a percent.
pub(super) fn distance_to_line(point: Point, line: &[Point]) -> f64 {
    let shrink = point.0.to_radians().cos();
    line.windows(2)
        .map(|segment| match segment {
            [a, b] => {
                let (ax, ay) = ((unwrap(a.1, point.1) - point.1) * shrink, a.0 - point.0);
                let (dx, dy) = ((b.1 - a.1) * shrink, b.0 - a.0);
                let length = dx * dx + dy * dy;
                let along = if length > 0.0 {
                    -(ax * dx + ay * dy) / length
                } else {
                    0.0
                };
                let along = along.clamp(0.0, 1.0);
                distance(
                    point,
                    (a.0 + along * (b.0 - a.0), a.1 + along * (b.1 - a.1)),
                )
            }
            _ => f64::INFINITY,
        })
        .fold(f64::INFINITY, f64::min)
}

/// The great-circle distance in metres to the nearest place within the bounds; 0 inside.
pub(super) fn distance_to_bounds(point: Point, bounds: &Bounds) -> f64 {
    let [south_west, north_east] = bounds;
    let nearest = (
        point.0.clamp(south_west.0, north_east.0),
        point.1.clamp(south_west.1, north_east.1),
    );
    if nearest == point {
        0.0
    } else {
        distance(point, nearest)
    }
}

/// Whether the point lies inside the closed polygon of the two lines joined (even–odd rule, in
/// latitude and longitude).
pub(super) fn is_inside(point: Point, lines: [&[Point]; 2]) -> bool {
    let corners = || lines.into_iter().flatten().copied();
    let Some(mut previous) = corners().last() else {
        return false;
    };
    let mut inside = false;
    for corner in corners() {
        if (previous.0 > point.0) != (corner.0 > point.0) {
            let crossing = previous.1
                + (point.0 - previous.0) / (corner.0 - previous.0) * (corner.1 - previous.1);
            inside ^= point.1 < crossing;
        }
        previous = corner;
    }
    inside
}

/// The longitude of a north-to-south line at a latitude; beyond an end, that end's.
pub(super) fn longitude_at(line: &[Point], lat: f64) -> f64 {
    let mut longitude = line.first().map_or(0.0, |first| first.1);
    for segment in line.windows(2) {
        if let [a, b] = segment {
            if lat >= a.0 {
                return longitude;
            }
            longitude = b.1;
            if lat >= b.0 {
                return a.1 + (a.0 - lat) / (a.0 - b.0) * (b.1 - a.1);
            }
        }
    }
    longitude
}
