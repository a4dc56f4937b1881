//! A signature: the strokes of a finger or a pen, as an SVG path.
//!
//! It shows that its owner signed, as ink does; it is no cryptographic signature.

use crate::types::{Line, Problem, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};

/// A place on the surface that was signed on, in its own units, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, uniffi::Record)]
#[uniffi(name = "StrokePoint")]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downward.
    pub y: f64,
}

/// What was drawn: each stroke from touching to lifting.
#[derive(Clone, PartialEq, Serialize, Deserialize, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Strokes {
    /// Width of the surface, above 0.
    pub width: f64,
    /// Height of the surface, above 0.
    pub height: f64,
    /// The strokes.
    pub strokes: Vec<Vec<Point>>,
}

impl fmt::Debug for Strokes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Strokes([REDACTED])")
    }
}

/// A signature with who signed and when. Its path lies in a box of 1000 by [`Signature::HEIGHT`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// SVG path data: `M` and `L` with whole numbers.
    pub path: String,
    /// The name, as signed.
    pub name: Line,
    /// When.
    pub signed_at: Timestamp,
}

/// Whether a claim is signed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SignState {
    /// Not yet.
    #[default]
    Unsigned,
    /// It was, and was changed since: what was signed is not what it says now.
    Lapsed,
    /// As it stands.
    Signed {
        /// By whom and when.
        signature: Signature,
    },
}

impl Signature {
    /// Width of the box the path lies in.
    pub const WIDTH: i32 = 1000;
    /// Height of that box.
    pub const HEIGHT: i32 = 400;
    /// The greatest number of strokes.
    pub const MAX_STROKES: usize = 200;
    /// The greatest number of points in all strokes together.
    pub const MAX_POINTS: usize = 5000;
    /// The least length of all strokes together, in parts of a thousand of the surface's width: a
    /// touch by accident is no signature.
    const LEAST: i64 = 100;

    /// Takes what was drawn. Points outside the surface are moved to its edge; points that fall
    /// together once are kept once.
    ///
    /// # Errors
    /// [`Problem::Strokes`] when there is nothing drawn, too much, a number that is none, or
    /// less than a tenth of the surface's width in all.
    pub fn of(strokes: &Strokes, name: Line, signed_at: Timestamp) -> Result<Self, Problem> {
        let points: usize = strokes.strokes.iter().map(Vec::len).sum();
        let sound = |number: f64| number.is_finite() && number > 0.0;
        if !sound(strokes.width)
            || !sound(strokes.height)
            || strokes.strokes.len() > Self::MAX_STROKES
            || points > Self::MAX_POINTS
        {
            return Err(Problem::Strokes);
        }
        let scale =
            (f64::from(Self::WIDTH) / strokes.width).min(f64::from(Self::HEIGHT) / strokes.height);
        let mut path = String::new();
        let mut drawn = 0_i64;
        for stroke in &strokes.strokes {
            let mut last: Option<(i32, i32)> = None;
            for point in stroke {
                let here = (
                    grid(point.x * scale, Self::WIDTH)?,
                    grid(point.y * scale, Self::HEIGHT)?,
                );
                if last == Some(here) {
                    continue;
                }
                let letter = if last.is_none() { 'M' } else { 'L' };
                let _ = write!(path, "{letter}{} {}", here.0, here.1);
                drawn += last.map_or(0, |from| {
                    i64::from((here.0 - from.0).abs().max((here.1 - from.1).abs()))
                });
                last = Some(here);
            }
        }
        if drawn < Self::LEAST {
            return Err(Problem::Strokes);
        }
        Ok(Self {
            path,
            name,
            signed_at,
        })
    }
}

/// A whole number from 0 to `most`.
fn grid(value: f64, most: i32) -> Result<i32, Problem> {
    if !value.is_finite() {
        return Err(Problem::Strokes);
    }
    // Clamped to a range that an i32 holds, so nothing is cut off.
    #[expect(clippy::cast_possible_truncation, reason = "clamped to 0..=most")]
    Ok(value.round().clamp(0.0, f64::from(most)) as i32)
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(strokes: Vec<Vec<(f64, f64)>>) -> Result<Signature, Problem> {
        let strokes = strokes.into_iter().map(|stroke| {
            let points = stroke.into_iter().map(|(x, y)| Point { x, y });
            points.collect()
        });
        let strokes = Strokes {
            width: 300.0,
            height: 120.0,
            strokes: strokes.collect(),
        };
        let name = Line::parse("Kirsten Holm").expect("a name");
        Signature::of(&strokes, name, Timestamp::default())
    }

    #[test]
    fn strokes_become_a_path() {
        let signature = drawn(vec![
            vec![(0.0, 0.0), (150.0, 60.0), (150.01, 60.0), (300.0, 120.0)],
            vec![(400.0, -5.0)],
        ]);
        assert_eq!(
            signature.map(|signature| signature.path),
            Ok("M0 0L500 200L1000 400M1000 0".to_owned())
        );
    }

    #[test]
    fn what_is_no_signature() {
        let far = vec![(0.0, 0.0), (300.0, 0.0)];
        for strokes in [
            vec![],
            vec![vec![]],
            vec![vec![(10.0, 10.0)]],
            vec![vec![(10.0, 10.0), (20.0, 10.0)]],
            vec![vec![(f64::NAN, 0.0), (300.0, 0.0)]],
            vec![vec![(f64::INFINITY, 0.0), (300.0, 0.0)]],
            vec![far.clone(); Signature::MAX_STROKES + 1],
            vec![vec![(1.0, 1.0); Signature::MAX_POINTS + 1]],
        ] {
            assert_eq!(drawn(strokes), Err(Problem::Strokes));
        }
        assert!(drawn(vec![far]).is_ok());
    }

    proptest! {
        #[test]
        fn a_path_holds_only_letters_and_numbers_of_its_box(
            strokes in prop::collection::vec(prop::collection::vec((any::<f64>(), any::<f64>()), 0..20), 0..20)
        ) {
            if let Ok(signature) = drawn(strokes) {
                let numbers = signature.path.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
                prop_assert!(numbers.clone().count() % 2 == 0);
                for number in numbers {
                    prop_assert!(number.parse::<i32>().is_ok_and(|n| n <= Signature::WIDTH));
                }
                prop_assert!(signature.path.chars().all(|c| c.is_ascii_digit() || matches!(c, 'M' | 'L' | ' ')));
            }
        }
    }
}
