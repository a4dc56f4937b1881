//! The one place where coverage asks `territory`.
use crate::territory::{Whereabouts, Zone, ZoneAnswer};
use crate::types::Country;

/// How a zone answers. STAND-IN until `territory::zone` lands.
pub(crate) fn zone(_zone: Zone, place: &Whereabouts) -> ZoneAnswer {
    const E: &str = "AL AD AT BY BE BA BG HR CZ DK EE FI FR DE GR HU IS IE IT XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO SM RS SK SI ES SE CH UA GB VA AX GG JE IM GI TR IL MA TN IR";
    const D: &str = "CY GE AM AZ KZ FO SJ PS EH IC EA";
    const URALS: [(f64, f64); 17] = [(68.9,66.0),(67.8,66.3),(67.0,65.3),(65.5,62.3),(65.0,60.3),(64.0,59.5),(62.5,59.4),(61.0,59.3),(59.6,59.2),(58.6,59.2),(57.9,59.5),(56.87,60.0),(56.0,59.9),(55.1,59.8),(54.3,59.2),(53.4,58.9),(52.0,58.7)];
    let Some(country) = place.country else { return ZoneAnswer::CountryMissing };
    let code = country.code();
    if D.contains(code) { return ZoneAnswer::Possible; }
    if code == "RU" {
        let Some((lat, lon)) = place.point else { return ZoneAnswer::PointMissing };
        if lon < 0.0 { return ZoneAnswer::Out; }
        if lat < 52.0 && (51.0..=62.0).contains(&lon) { return ZoneAnswer::Possible; }
        let mut line = if lat > 68.9 { 66.0 } else { 58.7 };
        for pair in URALS.windows(2) {
            if let [a, b] = pair && lat <= a.0 && lat >= b.0 { line = a.1 + (b.1 - a.1) * (a.0 - lat) / (a.0 - b.0); }
        }
        let km = (lon - line) * 111.2 * lat.to_radians().cos();
        if km.abs() <= 50.0 { return ZoneAnswer::Possible; }
        return if km < 0.0 { ZoneAnswer::In } else { ZoneAnswer::Out };
    }
    if let Some((lat, lon)) = place.point {
        let outlying = match code {
            "ES" => lat < 29.6 && lon < -13.0 || (35.86..=35.93).contains(&lat) && (-5.40..=-5.27).contains(&lon) || (35.25..=35.33).contains(&lat) && (-2.98..=-2.90).contains(&lon),
            "PT" => lon < -15.0,
            "NO" => lat >= 74.0,
            _ => false,
        };
        if outlying { return ZoneAnswer::Possible; }
    }
    if E.contains(code) { ZoneAnswer::In } else { ZoneAnswer::Out }
}

/// The country of a point, only when certain.
pub(crate) fn country_at(_lat: f64, _lon: f64, _accuracy: Option<f64>) -> Option<Country> {
    None
}

/// Whether parts of the country may lie outside the zone, so that without a point the mainland
/// is presumed (facts.md section 3, outlying parts).
pub(crate) fn has_outlying_parts(zone: Zone, country: Option<Country>) -> bool {
    matches!(zone, Zone::GeographicEurope | Zone::RescueTerritory)
        && country.is_some_and(|country| matches!(country.code(), "ES" | "PT" | "NO"))
}

/// Geocoders give the Canary Islands and Ceuta with Melilla codes of their own; their cars are
/// registered in Spain.
pub(crate) fn state_code(country: Country) -> Country {
    match country.code() {
        "IC" | "EA" => Country::of(b"ES"),
        _ => country,
    }
}
