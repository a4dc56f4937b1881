//! A position: which fix to trust, how old and how wide it is, how to say it.
//!
//! Decides what a fix is worth and how it is written and spoken. Which country it lies in is
//! `territory`'s; whether one is captured at all is the facade's and the phone's.

mod check_digit;
mod forms;
mod parse;
mod plus_code;
mod quality;
mod spoken;

pub use forms::Forms;
pub use quality::{Age, Quality, Width, best};
pub use spoken::{Misheard, check_spoken};

use crate::types::{Problem, Timestamp};

/// How a fix came about, in the field idea of AML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Method {
    /// Satellites.
    Gnss,
    /// Wi-Fi.
    Wifi,
    /// Mobile cells.
    Cell,
    /// Entered or pointed out by a person.
    Manual,
    /// Not told.
    Unknown,
}

/// One position as a receiver or a person gave it (WGS 84).
///
/// Made by [`Fix::new`] or [`Fix::parse`], which hold the bounds named here; one from elsewhere is
/// held to them by [`Fix::checked`].
#[derive(Clone, Copy, PartialEq, uniffi::Record)]
pub struct Fix {
    /// Latitude in degrees, -90 to 90.
    pub lat: f64,
    /// Longitude in degrees, -180 to 180.
    pub lon: f64,
    /// Radius in metres that holds the true place with 68 %, 0 to [`Fix::WIDEST_M`]; `None` when
    /// not told. Android's 0 ("has no accuracy") counts as not told wherever it is judged.
    pub accuracy_m: Option<f64>,
    /// When it was measured; `None` when not told.
    pub fixed_at: Option<Timestamp>,
    /// How it was measured.
    pub method: Method,
}

impl Fix {
    /// The widest accuracy radius that means anything: half the way round the Earth, in metres.
    pub const WIDEST_M: f64 = 20_040_000.0;

    /// A fix within its bounds.
    ///
    /// # Errors
    /// [`Problem::NotFinite`] when a number is NaN or infinite; [`Problem::OutOfRange`] for a
    /// latitude beyond ±90, a longitude beyond ±180, an accuracy below 0 (iOS's mark of an
    /// invalid fix) or above [`Fix::WIDEST_M`].
    pub fn new(
        lat: f64,
        lon: f64,
        accuracy_m: Option<f64>,
        fixed_at: Option<Timestamp>,
        method: Method,
    ) -> Result<Self, Problem> {
        Self {
            lat,
            lon,
            accuracy_m,
            fixed_at,
            method,
        }
        .checked()
    }

    /// The fix itself, when it is within its bounds: a phone can hand in any numbers.
    ///
    /// # Errors
    /// As [`Fix::new`].
    pub fn checked(self) -> Result<Self, Problem> {
        within(self.lat, -90.0, 90.0)?;
        within(self.lon, -180.0, 180.0)?;
        if let Some(metres) = self.accuracy_m {
            within(metres, 0.0, Self::WIDEST_M)?;
        }
        Ok(self)
    }
}

fn within(value: f64, min: f64, max: f64) -> Result<(), Problem> {
    if !value.is_finite() {
        Err(Problem::NotFinite)
    } else if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(Problem::OutOfRange {
            min: min.to_string(),
            max: max.to_string(),
        })
    }
}

impl std::fmt::Debug for Fix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fix([REDACTED])")
    }
}
