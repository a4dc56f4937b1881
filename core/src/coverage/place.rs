//! Where coverage asks `territory`, and the codes that need a word before it is asked.

use crate::territory::{self, Whereabouts, Zone, ZoneAnswer};
use crate::types::Country;

/// How a zone answers.
///
/// Some geocoders give the Canary Islands (`IC`) and Ceuta with Melilla (`EA`) codes of their
/// own. They are outlying parts of Spain: doubtful for what speaks of Europe, outside the rest.
pub(crate) fn zone(zone: Zone, place: &Whereabouts) -> ZoneAnswer {
    let outlying = place
        .country
        .is_some_and(|country| state_code(country) != country);
    match (outlying, zone) {
        (true, Zone::GeographicEurope | Zone::RescueTerritory) => ZoneAnswer::Possible,
        _ => territory::zone(zone, place),
    }
}

/// Whether parts of the country may lie outside the zone, so that without a point the mainland
/// is presumed (`facts.md` section 3, outlying parts; for GB the bases on Cyprus).
pub(crate) fn has_outlying_parts(zone: Zone, country: Option<Country>) -> bool {
    matches!(zone, Zone::GeographicEurope | Zone::RescueTerritory)
        && country.is_some_and(|country| matches!(country.code(), "ES" | "PT" | "NO" | "GB"))
}

/// The code under which cars of that place are registered.
pub(crate) fn state_code(country: Country) -> Country {
    match country.code() {
        "IC" | "EA" => Country::of(b"ES"),
        _ => country,
    }
}
