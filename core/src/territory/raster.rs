//! Reads the country raster of the crate `country-boundaries` in place.
//!
//! The crate answers which areas hold a point; how near the next country is, it cannot say. This
//! reader walks the same bytes once, remembers where each cell begins, and measures the exact
//! distance to every area's rings. Nothing is copied. `tests` hold it against the crate.
//!
//! Layout (big-endian): version `u16` = 2; `u32` areas, each an id and its size `f64`; `u32`
//! width; `u32` cells, row by row from the north-west; a cell has `u8` ids that cover it whole
//! and `u8` areas that cover it in part, each an id, `u8` outer and `u8` inner rings of `u32`
//! points `u16` x (east), `u16` y (north) within the cell. An id is a `u16` length and ASCII.

use super::geometry::METRES_PER_DEGREE;
use super::lines::Point;
use super::rings::{CELL_UNITS, Scan, Window};

const VERSION: u16 = 2;

/// The raster: the bytes, and where each cell begins in them.
pub(super) struct Raster {
    bytes: &'static [u8],
    sizes: usize,
    cells: Vec<u32>,
    columns: usize,
    rows: usize,
}

/// One area as seen from a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sighting {
    /// The raster's id: a country, a subdivision or a pseudo code.
    pub id: &'static [u8],
    /// Whether the area holds the point.
    pub inside: bool,
    /// Metres to the nearest edge of the area within the reach; infinite when there is none.
    pub distance: f64,
    /// The nearest place on that edge; the point itself when there is none.
    pub nearest: Point,
}

/// A place in the bytes. Reading past the end gives `None`.
#[derive(Clone, Copy)]
struct Reader {
    bytes: &'static [u8],
    at: usize,
}

impl Reader {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let end = self.at.checked_add(count)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn short(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_be_bytes)
    }

    fn long(&mut self) -> Option<usize> {
        let value = self.take(4)?.try_into().ok().map(u32::from_be_bytes)?;
        usize::try_from(value).ok()
    }

    fn id(&mut self) -> Option<&'static [u8]> {
        let length = usize::from(self.short()?);
        self.take(length)
    }

    /// The points of one ring, four bytes each.
    fn ring(&mut self) -> Option<&'static [u8]> {
        let length = self.long()?.checked_mul(4)?;
        self.take(length)
    }

    fn skip_rings(&mut self) -> Option<()> {
        for _ in 0..self.byte()? {
            self.ring()?;
        }
        Some(())
    }

    fn skip_cell(&mut self) -> Option<()> {
        for _ in 0..self.byte()? {
            self.id()?;
        }
        for _ in 0..self.byte()? {
            self.id()?;
            self.skip_rings()?;
            self.skip_rings()?;
        }
        Some(())
    }
}

impl Raster {
    /// Finds the cells; `None` when the bytes are not a whole raster of version 2.
    pub(super) fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.short()? != VERSION {
            return None;
        }
        let sizes = reader.at;
        for _ in 0..reader.long()? {
            reader.id()?;
            reader.take(8)?;
        }
        let columns = reader.long()?;
        let count = reader.long()?;
        let rows = count.checked_div(columns)?;
        let mut cells = Vec::with_capacity(count.min(bytes.len()));
        for _ in 0..count {
            cells.push(u32::try_from(reader.at).ok()?);
            reader.skip_cell()?;
        }
        let whole = reader.at == bytes.len() && rows > 0 && rows * columns == count;
        whole.then_some(Self {
            bytes,
            sizes,
            cells,
            columns,
            rows,
        })
    }

    /// How large the area of that id is, in the generator's unit; 0 when it is not listed.
    pub(super) fn size(&self, id: &[u8]) -> f64 {
        let mut reader = Reader {
            bytes: self.bytes,
            at: self.sizes,
        };
        let mut find = || {
            for _ in 0..reader.long()? {
                let found = reader.id()? == id;
                let size = reader.take(8)?.try_into().ok().map(f64::from_be_bytes)?;
                if found {
                    return Some(size);
                }
            }
            None
        };
        find().unwrap_or(0.0)
    }

    /// Tells of every area that holds the point or has an edge within `reach` metres. An area
    /// that runs through several cells is told of once for each.
    pub(super) fn look(&self, point: Point, reach: f64, mut tell: impl FnMut(Sighting)) {
        let (lat, lon) = (
            point.0,
            if point.1 >= 180.0 {
                point.1 - 360.0
            } else {
                point.1
            },
        );
        let (width, height) = (360.0 / self.columns as f64, 180.0 / self.rows as f64);
        // At the poles a degree of longitude is nothing; then all columns are near.
        let shrink = lat.to_radians().cos().max(1e-6);
        let (north, east) = (
            reach / METRES_PER_DEGREE,
            reach / METRES_PER_DEGREE / shrink,
        );

        let column = |lon: f64| ((180.0 + lon) / width).floor() as i64;
        let row =
            |lat: f64| (((90.0 - lat) / height).ceil() as i64 - 1).clamp(0, self.rows as i64 - 1);
        let here = (column(lon).min(self.columns as i64 - 1), row(lat));
        let first = here.0.min(column(lon - east));
        let last = here
            .0
            .max(column(lon + east))
            .min(first + self.columns as i64 - 1);
        for cell_row in row((lat + north).min(90.0))..=row((lat - north).max(-90.0)) {
            for cell_column in first..=last {
                let south = 90.0 - height * (cell_row + 1) as f64;
                let west = -180.0 + width * cell_column as f64;
                let (x, y) = (
                    (lon - west) / width * CELL_UNITS,
                    (lat - south) / height * CELL_UNITS,
                );
                let (east_m, north_m) = (
                    width / CELL_UNITS * METRES_PER_DEGREE * shrink,
                    height / CELL_UNITS * METRES_PER_DEGREE,
                );
                let (dx, dy) = (reach / east_m, reach / north_m);
                let to_cell = f64::hypot(
                    (x - x.clamp(0.0, CELL_UNITS)) * east_m,
                    (y - y.clamp(0.0, CELL_UNITS)) * north_m,
                );
                let window = Window {
                    point: ((cell_column, cell_row) == here).then_some((x as i64, y as i64)),
                    x,
                    y,
                    east_m,
                    north_m,
                    low: ((x - dx).floor() as i64, (y - dy).floor() as i64),
                    high: ((x + dx).ceil() as i64, (y + dy).ceil() as i64),
                    to_cell,
                };
                let at_unit = |(x, y): (f64, f64)| {
                    (
                        south + y / CELL_UNITS * height,
                        west + x / CELL_UNITS * width,
                    )
                };
                let index =
                    cell_row * self.columns as i64 + cell_column.rem_euclid(self.columns as i64);
                let _ = self.look_in_cell(index, &window, reach, point, at_unit, &mut tell);
            }
        }
    }

    fn look_in_cell(
        &self,
        index: i64,
        window: &Window,
        reach: f64,
        point: Point,
        at_unit: impl Fn((f64, f64)) -> Point,
        tell: &mut impl FnMut(Sighting),
    ) -> Option<()> {
        let at = *self.cells.get(usize::try_from(index).ok()?)?;
        let mut reader = Reader {
            bytes: self.bytes,
            at: usize::try_from(at).ok()?,
        };
        for _ in 0..reader.byte()? {
            let id = reader.id()?;
            if window.point.is_some() {
                tell(Sighting {
                    id,
                    inside: true,
                    distance: f64::INFINITY,
                    nearest: point,
                });
            } else if window.to_cell <= reach {
                // The area begins where this cell begins, at the latest.
                let frame = (
                    window.x.clamp(0.0, CELL_UNITS),
                    window.y.clamp(0.0, CELL_UNITS),
                );
                let nearest = at_unit(frame);
                tell(Sighting {
                    id,
                    inside: false,
                    distance: window.to_cell,
                    nearest,
                });
            }
        }
        for _ in 0..reader.byte()? {
            let id = reader.id()?;
            let mut scan = Scan::new(window);
            for _ in 0..reader.byte()? {
                let inside = scan.ring(window, reader.ring()?);
                scan.windings += i32::from(inside);
            }
            for _ in 0..reader.byte()? {
                let inside = scan.ring(window, reader.ring()?);
                scan.windings -= i32::from(inside);
            }
            let inside = scan.windings > 0;
            let distance = scan.distance_squared.sqrt();
            let near = distance <= reach;
            if inside || near {
                tell(Sighting {
                    id,
                    inside,
                    distance: if near { distance } else { f64::INFINITY },
                    nearest: if near { at_unit(scan.nearest) } else { point },
                });
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use country_boundaries::{BOUNDARIES_ODBL_60X30, CountryBoundaries, LatLon};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static CRATE: LazyLock<CountryBoundaries> =
        LazyLock::new(|| CountryBoundaries::from_reader(BOUNDARIES_ODBL_60X30).unwrap());
    static OURS: LazyLock<Raster> = LazyLock::new(|| Raster::read(BOUNDARIES_ODBL_60X30).unwrap());

    fn ours(point: Point) -> Vec<String> {
        let mut ids = Vec::new();
        OURS.look(point, 0.0, |seen| {
            if seen.inside {
                ids.push(String::from_utf8(seen.id.to_vec()).unwrap());
            }
        });
        ids.sort();
        ids
    }

    fn theirs(point: Point) -> Vec<String> {
        let mut ids: Vec<String> = CRATE
            .ids(LatLon::new(point.0, point.1).unwrap())
            .into_iter()
            .map(str::to_owned)
            .collect();
        ids.sort();
        ids
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn holds_what_the_crate_holds(lat in -90.0..=90.0, lon in -180.0..=180.0) {
            prop_assert_eq!(ours((lat, lon)), theirs((lat, lon)));
        }

        #[test]
        fn holds_what_the_crate_holds_in_europe(lat in 34.0..72.0, lon in -12.0..45.0) {
            prop_assert_eq!(ours((lat, lon)), theirs((lat, lon)));
        }

        #[test]
        fn a_neighbour_at_a_distance_is_met_there(lat in 40.0..60.0, lon in 0.0..30.0) {
            OURS.look((lat, lon), 20_000.0, |seen| {
                if !seen.inside && seen.distance.is_finite() {
                    let there = super::super::geometry::distance((lat, lon), seen.nearest);
                    assert!((there - seen.distance).abs() < 5.0 + seen.distance * 0.01);
                }
            });
        }
    }

    #[test]
    fn corners_of_the_globe_agree() {
        for lat in [-90.0, -60.0, 0.0, 48.0, 54.0, 84.0, 90.0] {
            for lon in [-180.0, -179.999, -6.0, 0.0, 6.0, 12.0, 179.999, 180.0] {
                assert_eq!(ours((lat, lon)), theirs((lat, lon)), "{lat}, {lon}");
            }
        }
    }

    #[test]
    fn cut_or_foreign_bytes_are_refused() {
        for length in [0, 1, 2, 6, 5_000, 100_000, BOUNDARIES_ODBL_60X30.len() - 1] {
            assert!(Raster::read(&BOUNDARIES_ODBL_60X30[..length]).is_none());
        }
        assert!(Raster::read(b"\x00\x03\x00\x00\x00\x00").is_none());
        assert!(
            Raster::read(b"\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00").is_none()
        );
    }
}
