//! A position said over the phone: digits in groups, and one check digit over all of them.
//!
//! Latitude has two digits and five decimals, longitude three and five (about a metre). The
//! check digit covers them and the two directions, so that a digit misheard, two swapped, or
//! north for south is found by whoever writes it down with the same rule (`docs/position.md`).

use super::{Fix, Method, check_digit};
use crate::messages;
use crate::types::{Language, clean_line};

/// Steps per degree: five decimals.
const STEPS: f64 = 100_000.0;
/// Digits of a latitude.
const LAT_DIGITS: usize = 7;
/// Digits of a longitude.
const LON_DIGITS: usize = 8;
/// No sentence of ours is longer, in bytes.
const LONGEST: usize = 400;

/// Why a spoken position could not be taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misheard {
    /// Not a direction, seven digits, a direction, eight digits and the check digit.
    Unreadable,
    /// The check digit does not fit: a digit or a direction was misheard. Have it repeated.
    CheckDigit,
}

impl Misheard {
    /// What to do, in one sentence.
    pub fn text(self, language: Language) -> String {
        let key = match self {
            Self::Unreadable => "position.misheard.unreadable",
            Self::CheckDigit => "position.misheard.check_digit",
        };
        messages::text(language, key, &[])
    }
}

/// The sides of the globe, by the words for them in the eight languages and the letters that
/// mean the same in all of them (`O` is east in German and west in French, so it is not one).
#[derive(Clone, Copy, PartialEq)]
enum Side {
    North,
    South,
    East,
    West,
}

impl Side {
    fn of(word: &str) -> Option<Self> {
        match word {
            "n" | "nord" | "norte" | "north" | "sjever" | "sjeverno" | "północ" | "polnoc" => {
                Some(Self::North)
            }
            "s" | "syd" | "süd" | "sued" | "south" | "sur" | "sud" | "jug" | "južno"
            | "południe" | "poludnie" => Some(Self::South),
            "e" | "øst" | "oest" | "ost" | "east" | "este" | "est" | "istok" | "istočno"
            | "wschód" | "wschod" => Some(Self::East),
            "w" | "vest" | "west" | "oeste" | "ouest" | "ovest" | "zapad" | "zapadno"
            | "zachód" | "zachod" => Some(Self::West),
            _ => None,
        }
    }
}

/// A digit for the directions, so that the check digit covers them: north-east 0, north-west 1,
/// south-east 2, south-west 3.
fn quadrant(south: bool, west: bool) -> u8 {
    u8::from(south) * 2 + u8::from(west)
}

fn check(quadrant: u8, lat: &str, lon: &str) -> u8 {
    let digits = lat
        .bytes()
        .chain(lon.bytes())
        .map(|byte| byte.wrapping_sub(b'0'));
    check_digit::of(std::iter::once(quadrant).chain(digits))
}

impl Fix {
    /// The position as a person reads it out: "north 55 point 343 30, east 011 point 039 20,
    /// check digit 0". [`check_spoken`] takes it down again.
    pub fn spoken(&self, language: Language) -> String {
        let say = |key: &str, args: &[(&str, &str)]| messages::text(language, key, args);
        let (lat_steps, lon_steps) = (
            (self.lat * STEPS).round() as i64,
            (self.lon * STEPS).round() as i64,
        );
        let (south, west) = (lat_steps < 0, lon_steps < 0);
        let lat = format!("{:0LAT_DIGITS$}", lat_steps.unsigned_abs());
        let lon = format!("{:0LON_DIGITS$}", lon_steps.unsigned_abs());
        let grouped = |digits: &str, whole: usize| {
            let (degrees, decimals) = digits.split_at_checked(whole).unwrap_or((digits, ""));
            let (first, second) = decimals.split_at_checked(3).unwrap_or((decimals, ""));
            say(
                "position.spoken.number",
                &[("degrees", degrees), ("first", first), ("second", second)],
            )
        };
        let side = |key: &str| say(&format!("position.spoken.{key}"), &[]);
        say(
            "position.spoken.sentence",
            &[
                ("north", &side(if south { "south" } else { "north" })),
                ("lat", &grouped(&lat, 2)),
                ("east", &side(if west { "west" } else { "east" })),
                ("lon", &grouped(&lon, 3)),
                (
                    "check",
                    &check(quadrant(south, west), &lat, &lon).to_string(),
                ),
            ],
        )
    }
}

/// Takes a spoken position down, in any of the eight languages, and verifies it. Words other
/// than the directions are passed over; letters N, S, E and W do for the directions too.
///
/// # Errors
/// [`Misheard::Unreadable`] when there are not exactly a direction, seven digits, a direction,
/// eight digits and the check digit, or the text is longer than 400 bytes or holds hidden
/// characters; [`Misheard::CheckDigit`] when the check digit does not fit or the place is off
/// the globe.
pub fn check_spoken(text: &str) -> Result<Fix, Misheard> {
    if text.len() > LONGEST {
        return Err(Misheard::Unreadable);
    }
    let text = clean_line(text, LONGEST)
        .map_err(|_| Misheard::Unreadable)?
        .to_lowercase();
    let mut sides: Vec<Side> = Vec::with_capacity(2);
    let mut numbers = [String::new(), String::new()];
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if let Some(side) = Side::of(word) {
            sides.push(side);
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let [lat, lon] = &mut numbers;
            match sides.len() {
                1 => lat.push_str(word),
                2 => lon.push_str(word),
                _ => return Err(Misheard::Unreadable),
            }
        } else if word.chars().any(char::is_numeric) {
            return Err(Misheard::Unreadable);
        }
    }
    let (south, west) = match sides[..] {
        [Side::North | Side::South, Side::East | Side::West] => (
            sides.first() == Some(&Side::South),
            sides.last() == Some(&Side::West),
        ),
        _ => return Err(Misheard::Unreadable),
    };
    let [lat, lon] = &numbers;
    let Some((lon, told)) = lon.split_at_checked(LON_DIGITS) else {
        return Err(Misheard::Unreadable);
    };
    if lat.len() != LAT_DIGITS || told.len() != 1 {
        return Err(Misheard::Unreadable);
    }
    if told != check(quadrant(south, west), lat, lon).to_string() {
        return Err(Misheard::CheckDigit);
    }
    let degrees = |digits: &str, negative: bool| {
        let steps: f64 = digits.parse().map_err(|_| Misheard::Unreadable)?;
        Ok(if negative {
            -steps / STEPS
        } else {
            steps / STEPS
        })
    };
    Fix::new(
        degrees(lat, south)?,
        degrees(lon, west)?,
        None,
        None,
        Method::Unknown,
    )
    .map_err(|_| Misheard::CheckDigit)
}
