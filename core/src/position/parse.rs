//! Reads a position from one line: our own form, or a `geo:` URI (RFC 5870).

use super::{Fix, Method};
use crate::types::{Problem, Timestamp, clean_line};
use chrono::{DateTime, Utc};

/// No honest position is longer, in bytes.
const LONGEST: usize = 200;

impl Fix {
    /// Reads `LAT,LON`, `LAT,LON~METRES` or either followed by `@TIME` (RFC 3339), degrees with a
    /// decimal point; spaces around the parts are allowed. Also reads `geo:LAT,LON;u=METRES`
    /// (RFC 5870) with an altitude and parameters that do not matter here.
    ///
    /// How the fix was made is not told by the text, so the method is [`Method::Unknown`].
    ///
    /// # Errors
    /// [`Problem::TooLong`] above 200 bytes, [`Problem::HiddenCharacters`] for control or
    /// bidirectional characters, [`Problem::Position`] for another shape or a reference system
    /// other than WGS 84, [`Problem::Time`] for what is no time after the `@`, and what
    /// [`Fix::new`] refuses.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > LONGEST {
            return Err(Problem::TooLong { max: 200 });
        }
        let text = match clean_line(text, LONGEST) {
            Err(Problem::Empty) => return Err(Problem::Position),
            other => other?,
        };
        let (place, fixed_at) = match text.split_once('@') {
            Some((place, time)) => (place, Some(instant(time)?)),
            None => (text, None),
        };
        let (lat, lon, accuracy_m) = match place.trim().split_at_checked(4) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("geo:") => geo_uri(rest)?,
            _ => plain(place)?,
        };
        Self::new(lat, lon, accuracy_m, fixed_at, Method::Unknown)
    }
}

type Numbers = (f64, f64, Option<f64>);

fn plain(text: &str) -> Result<Numbers, Problem> {
    let (pair, metres) = match text.split_once('~') {
        Some((pair, metres)) => (pair, Some(number(metres)?)),
        None => (text, None),
    };
    let (lat, lon) = pair.split_once(',').ok_or(Problem::Position)?;
    Ok((number(lat)?, number(lon)?, metres))
}

fn geo_uri(text: &str) -> Result<Numbers, Problem> {
    let mut parts = text.split(';');
    let mut coordinates = parts.next().unwrap_or_default().split(',');
    let (Some(lat), Some(lon)) = (coordinates.next(), coordinates.next()) else {
        return Err(Problem::Position);
    };
    // A third coordinate is the altitude: it must be a number and is not kept.
    coordinates.next().map(number).transpose()?;
    if coordinates.next().is_some() {
        return Err(Problem::Position);
    }
    let mut metres = None;
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.eq_ignore_ascii_case("crs") && !value.eq_ignore_ascii_case("wgs84") {
            return Err(Problem::Position);
        }
        if name.eq_ignore_ascii_case("u") {
            metres = Some(number(value)?);
        }
    }
    Ok((number(lat)?, number(lon)?, metres))
}

/// A number with a decimal point. Words for infinity or NaN are numbers that are not finite.
fn number(text: &str) -> Result<f64, Problem> {
    let value: f64 = text.trim().parse().map_err(|_| Problem::Position)?;
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Problem::NotFinite)
    }
}

fn instant(text: &str) -> Result<Timestamp, Problem> {
    DateTime::parse_from_rfc3339(text.trim())
        .map(|time| time.with_timezone(&Utc))
        .map_err(|_| Problem::Time)
}
