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

/// `lon` moved by a whole turn, if need be, to within 180 degrees of `near`.
fn unwrap(lon: f64, near: f64) -> f64 {
    if lon - near > 180.0 {
        lon - 360.0
    } else if near - lon > 180.0 {
        lon + 360.0
    } else {
        lon
    }
}

/// The great-circle distance in metres from a point to a line of points joined straight in
/// latitude and longitude. The nearest place is found in the plane touching at the point; beyond
/// some 200 km it may be off by a percent.
pub(super) fn distance_to_line(point: Point, line: &[Point]) -> f64 {
    let shrink = point.0.to_radians().cos();
    let mut least = f64::INFINITY;
    let mut nearest = None;
    for segment in line.windows(2) {
        let [a, b] = segment else { continue };
        let (ax, ay) = ((unwrap(a.1, point.1) - point.1) * shrink, a.0 - point.0);
        let (dx, dy) = ((b.1 - a.1) * shrink, b.0 - a.0);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 {
            -(ax * dx + ay * dy) / length
        } else {
            0.0
        };
        let along = along.clamp(0.0, 1.0);
        let (x, y) = (ax + along * dx, ay + along * dy);
        let apart = x * x + y * y;
        if apart < least {
            least = apart;
            nearest = Some((a.0 + along * (b.0 - a.0), a.1 + along * (b.1 - a.1)));
        }
    }
    nearest.map_or(f64::INFINITY, |place| distance(point, place))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_great_circles() {
        // Copenhagen to Malmö, and a quarter of a meridian.
        assert!((distance((55.6761, 12.5683), (55.6050, 13.0038)) - 28_450.0).abs() < 100.0);
        assert!((distance((0.0, 0.0), (90.0, 0.0)) - 90.0 * METRES_PER_DEGREE).abs() < 1.0);
        assert!((distance((0.0, 179.5), (0.0, -179.5)) - METRES_PER_DEGREE).abs() < 1.0);
    }

    #[test]
    fn a_line_is_met_at_its_side_and_at_its_ends() {
        let line = [(55.0, 9.0), (55.0, 10.0)];
        let north = distance_to_line((55.1, 9.5), &line);
        assert!((north - 0.1 * METRES_PER_DEGREE).abs() < 10.0);
        let beyond = distance_to_line((55.0, 10.5), &line);
        assert!((beyond - distance((55.0, 10.5), (55.0, 10.0))).abs() < 1.0);
        assert_eq!(distance_to_line((55.0, 9.5), &[]), f64::INFINITY);
        let across = distance_to_line((0.0, -179.9), &[(-1.0, 179.9), (1.0, 179.9)]);
        assert!((across - 0.2 * METRES_PER_DEGREE).abs() < 10.0);
    }

    #[test]
    fn a_line_has_one_longitude_at_each_latitude() {
        let line = [(60.0, 60.0), (50.0, 50.0), (40.0, 55.0)];
        for (lat, lon) in [
            (70.0, 60.0),
            (60.0, 60.0),
            (55.0, 55.0),
            (45.0, 52.5),
            (30.0, 55.0),
        ] {
            assert!((longitude_at(&line, lat) - lon).abs() < 1e-9, "{lat}");
        }
    }

    #[test]
    fn inside_and_outside() {
        let square: &[Point] = &[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let closing: &[Point] = &[(1.0, 0.0)];
        assert!(is_inside((0.5, 0.5), [square, closing]));
        for outside in [(0.5, 1.5), (0.5, -0.5), (1.5, 0.5), (-0.5, 0.5)] {
            assert!(!is_inside(outside, [square, closing]));
        }
        assert!(!is_inside((0.5, 0.5), [&[], &[]]));
    }

    #[test]
    fn bounds_are_met_at_their_edge() {
        let bounds = [(10.0, 10.0), (20.0, 20.0)];
        assert_eq!(distance_to_bounds((15.0, 15.0), &bounds), 0.0);
        let north = distance_to_bounds((21.0, 15.0), &bounds);
        assert!((north - METRES_PER_DEGREE).abs() < 1.0);
    }
}
