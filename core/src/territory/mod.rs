//! Which country a position lies in, and which zones: in, out, or too close to call.
//!
//! Decides by the country raster and `data/zones.txt` alone, offline: [`Atlas::locate`] from a
//! fix, [`zone`] from what is known of a place. What a zone means for cover is decided by the
//! terms; what to ask when a place is too close to call, by the floors above.

mod atlas;
mod codes;
mod geometry;
mod lines;
mod raster;
mod region;
mod rings;
mod zones;

pub use atlas::Atlas;
pub use zones::zone;

use crate::types::Country;
use serde::Serialize;

/// What the ODbL asks to be shown where borders are used.
pub const ATTRIBUTION: &str = "Borders © OpenStreetMap contributors, ODbL 1.0";

/// An answer about a zone, the accuracy circle taken into account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Certainly inside.
    In,
    /// Certainly outside.
    Out,
    /// The circle, widened by the data's own error, crosses the boundary; or a disputed place.
    Unsure,
}

impl Presence {
    /// `in`, `out` or `unsure`, as `roadside where --json` says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Unsure => "unsure",
        }
    }
}

/// The five zones people are told about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Zones {
    /// Denmark without the Faroe Islands and Greenland.
    pub denmark: Presence,
    /// The E65 between Malmö and Ystad.
    pub e65_transit: Presence,
    /// Up to 25 km of driving south of the Danish–German border.
    pub border_strip: Presence,
    /// Geographic Europe to the Urals and the Bosporus.
    pub geographic_europe: Presence,
    /// Where rescue abroad answers.
    pub rescue_territory: Presence,
}

/// A part of a country with a workshop language of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// Flanders and Brussels.
    Flanders,
    /// Wallonia without the east.
    Wallonia,
    /// Belgium's German-speaking east.
    EastBelgium,
    /// Switzerland's German-speaking cantons.
    GermanSwitzerland,
    /// Switzerland's French-speaking cantons.
    FrenchSwitzerland,
    /// Ticino and the Italian valleys of the Grisons.
    ItalianSwitzerland,
    /// South Tyrol.
    SouthTyrol,
}

/// What one fix says about where it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The country the point itself falls in; `None` on the open sea.
    pub country: Option<Country>,
    /// Whether no other country is within the circle.
    pub country_certain: bool,
    /// Every country the circle touches, the point's own first. What to offer when asking.
    pub candidates: Vec<Country>,
    /// The part of the country, where parts differ in language.
    pub region: Option<Region>,
    /// The zones.
    pub zones: Zones,
}

/// The zones `coverage/facts.md` section 3 rules on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// `denmark`.
    Denmark,
    /// `e65_transit`.
    E65Transit,
    /// `border_strip`.
    BorderStrip,
    /// `danish_terms`: the three above together.
    DanishTerms,
    /// `geographic_europe`.
    GeographicEurope,
    /// `rescue_territory`.
    RescueTerritory,
}

/// What is known of the place when terms ask about a zone.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Whereabouts {
    /// `place.country`.
    pub country: Option<Country>,
    /// `place.lat` and `place.lon`, degrees.
    pub point: Option<(f64, f64)>,
    /// `place.accuracy_m`, metres; 0 when not told.
    pub accuracy_m: f64,
    /// `place.zone`, as confirmed by the driver or the alarm centre.
    pub confirmed: Option<ConfirmedZone>,
}

/// `place.zone`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmedZone {
    /// `e65_transit`.
    E65Transit,
    /// `border_strip`.
    BorderStrip,
    /// `none`: neither.
    None,
}

/// How a zone answers the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneAnswer {
    /// Certainly inside.
    In,
    /// Certainly outside.
    Out,
    /// Doubtful: a condition, to be confirmed.
    Possible,
    /// The country is not known.
    CountryMissing,
    /// The country is known to be split and the point is not known.
    PointMissing,
}
