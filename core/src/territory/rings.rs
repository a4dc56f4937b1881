//! One pass over the rings of an area in one cell: is the point inside, how near is an edge.

/// Local units across one cell.
pub(super) const CELL_UNITS: f64 = 65_535.0;

/// A point and its surroundings in one cell's own units.
pub(super) struct Window {
    /// The point as the crate rounds it; `None` when it lies in another cell.
    pub(super) point: Option<(i64, i64)>,
    /// The point unrounded.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Metres per unit.
    pub(super) east_m: f64,
    pub(super) north_m: f64,
    /// What lies outside these bounds is beyond the reach.
    pub(super) low: (i64, i64),
    pub(super) high: (i64, i64),
    /// Metres to the cell; 0 when the point lies in it.
    pub(super) to_cell: f64,
}

/// What one pass over the rings of an area finds.
pub(super) struct Scan {
    pub(super) windings: i32,
    pub(super) distance_squared: f64,
    pub(super) nearest: (f64, f64),
}

impl Scan {
    /// Nothing seen yet.
    pub(super) fn new(window: &Window) -> Self {
        Self {
            windings: 0,
            distance_squared: f64::INFINITY,
            nearest: (window.x, window.y),
        }
    }

    /// One ring: whether it winds round the point, in whole units exactly as the crate does it,
    /// and how near its edges come.
    pub(super) fn ring(&mut self, window: &Window, ring: &[u8]) -> bool {
        let mut corners = ring.chunks_exact(4).filter_map(|four| match four {
            [a, b, c, d] => Some((
                i64::from(u16::from_be_bytes([*a, *b])),
                i64::from(u16::from_be_bytes([*c, *d])),
            )),
            _ => None,
        });
        let Some(mut a) = corners.clone().next_back() else {
            return false;
        };
        let mut winding = 0;
        for b in &mut corners {
            let beyond = (a.1 < window.low.1 && b.1 < window.low.1)
                || (a.1 > window.high.1 && b.1 > window.high.1);
            if !beyond {
                if let Some(point) = window.point {
                    winding += turn(a, b, point);
                }
                let aside = (a.0 < window.low.0 && b.0 < window.low.0)
                    || (a.0 > window.high.0 && b.0 > window.high.0);
                if !aside {
                    self.edge(window, a, b);
                }
            }
            a = b;
        }
        winding != 0
    }

    fn edge(&mut self, window: &Window, a: (i64, i64), b: (i64, i64)) {
        let (ax, ay) = (
            (a.0 as f64 - window.x) * window.east_m,
            (a.1 as f64 - window.y) * window.north_m,
        );
        let (dx, dy) = (
            (b.0 - a.0) as f64 * window.east_m,
            (b.1 - a.1) as f64 * window.north_m,
        );
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 {
            (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let (x, y) = (ax + along * dx, ay + along * dy);
        let distance_squared = x * x + y * y;
        if distance_squared < self.distance_squared {
            self.distance_squared = distance_squared;
            self.nearest = (window.x + x / window.east_m, window.y + y / window.north_m);
        }
    }
}

/// What an edge adds to the winding number (Sunday's algorithm, as in the crate).
fn turn(a: (i64, i64), b: (i64, i64), point: (i64, i64)) -> i32 {
    let left = (b.0 - a.0) * (point.1 - a.1) - (point.0 - a.0) * (b.1 - a.1);
    if a.1 <= point.1 {
        i32::from(b.1 > point.1 && left > 0)
    } else {
        -i32::from(b.1 <= point.1 && left < 0)
    }
}
