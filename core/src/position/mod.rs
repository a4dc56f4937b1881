//! A position: which fix to trust, how old and how wide it is, how to say it.
//!
//! Decides what a fix is worth and how it is written and spoken. Which country it lies in is
//! `territory`'s; whether one is captured at all is the facade's and the phone's.

use crate::types::Timestamp;

/// How a fix came about, in the field idea of AML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Clone, Copy, PartialEq)]
pub struct Fix {
    /// Latitude in degrees, -90 to 90.
    pub lat: f64,
    /// Longitude in degrees, -180 to 180.
    pub lon: f64,
    /// Radius in metres that holds the true place with 68 %; `None` when not told.
    pub accuracy_m: Option<f64>,
    /// When it was measured; `None` when not told.
    pub fixed_at: Option<Timestamp>,
    /// How it was measured.
    pub method: Method,
}

impl std::fmt::Debug for Fix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fix([REDACTED])")
    }
}
