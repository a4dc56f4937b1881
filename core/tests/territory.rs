//! Which country a place lies in and how certain that is.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use roadside_core::position::{Fix, Method};
use roadside_core::territory::{Atlas, Place, Presence, Region};
use roadside_core::types::Country;
use std::sync::LazyLock;

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::load);

fn fix(lat: f64, lon: f64, accuracy_m: Option<f64>) -> Fix {
    Fix {
        lat,
        lon,
        accuracy_m,
        fixed_at: None,
        method: Method::Unknown,
    }
}

fn at(lat: f64, lon: f64) -> Place {
    ATLAS.locate(&fix(lat, lon, None))
}

fn within(lat: f64, lon: f64, metres: f64) -> Place {
    ATLAS.locate(&fix(lat, lon, Some(metres)))
}

fn codes(place: &Place) -> Vec<&str> {
    place.candidates.iter().map(Country::code).collect()
}

fn country(place: &Place) -> &str {
    place.country.as_ref().map_or("-", Country::code)
}

#[test]
fn every_measured_point_lies_in_its_country() {
    let table = include_str!("../../tests/vectors/points.csv");
    let mut count = 0;
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let [_, name, lat, lon, expected] = fields[..] else {
            panic!("{row}")
        };
        let place = at(lat.parse().unwrap(), lon.parse().unwrap());
        assert!(
            expected.split('|').any(|code| code == country(&place)),
            "{name}: {place:?}"
        );
        count += 1;
    }
    assert_eq!(count, 82);
}

#[test]
fn every_scenario_lies_in_the_country_it_says() {
    let mut count = 0;
    for line in include_str!("../../tests/vectors/scenarios.jsonl").lines() {
        let scenario: serde_json::Value = serde_json::from_str(line).unwrap();
        let facts = &scenario["situation"];
        let (Some(lat), Some(lon)) = (facts["place.lat"].as_f64(), facts["place.lon"].as_f64())
        else {
            continue;
        };
        let place = at(lat, lon);
        assert_eq!(
            country(&place),
            facts["place.country"].as_str().unwrap(),
            "{line}"
        );
        assert!(place.country_certain || country(&place) == "ES", "{line}");
        count += 1;
    }
    assert!(count > 25, "only {count} scenarios with a position");
}

#[test]
fn coasts_bridges_and_harbours_are_no_borders() {
    for (name, lat, lon, expected) in [
        ("Great Belt bridge", 55.3433, 11.0392, "DK"),
        ("Great Belt west bridge", 55.3110, 10.9140, "DK"),
        ("Øresund Bridge, Danish part", 55.5950, 12.7830, "DK"),
        ("Fehmarn Sound bridge", 54.4010, 11.1130, "DE"),
        ("Pelješac Bridge", 42.9330, 17.5330, "HR"),
        ("Rødby ferry harbour", 54.6550, 11.3500, "DK"),
        ("Puttgarden", 54.5020, 11.2270, "DE"),
        ("Helsingør harbour", 56.0330, 12.6170, "DK"),
        ("Helsingborg", 56.0440, 12.6950, "SE"),
        ("Hindenburgdamm", 54.8840, 8.5600, "DE"),
        ("Calais", 50.9660, 1.8490, "FR"),
        ("Dover", 51.1270, 1.3330, "GB"),
        ("Tórshavn", 62.0079, -6.7741, "FO"),
        ("Nuuk", 64.1814, -51.6941, "GL"),
        ("Mariehamn", 60.1000, 19.9400, "AX"),
        ("Longyearbyen", 78.2200, 15.6470, "SJ"),
        ("Saint-Denis", -20.8850, 55.4480, "RE"),
        ("Las Palmas", 28.1240, -15.4400, "ES"),
        ("Kaliningrad", 54.7100, 20.5000, "RU"),
        ("Flensburg", 54.7937, 9.4469, "DE"),
        ("Barcelona", 41.3870, 2.1700, "ES"),
        ("Sarajevo", 43.8560, 18.4130, "BA"),
        ("Pristina", 42.6600, 21.1600, "XK"),
        ("Douglas", 54.1500, -4.4850, "IM"),
        ("Saint Peter Port", 49.4560, -2.5420, "GG"),
        ("Hong Kong", 22.2800, 114.1700, "HK"),
    ] {
        let place = at(lat, lon);
        assert_eq!(country(&place), expected, "{name}");
        assert!(place.country_certain, "{name}: {place:?}");
        assert_eq!(codes(&place), [expected], "{name}");
    }
}

#[test]
fn near_a_land_border_nobody_guesses() {
    for (name, lat, lon, expected) in [
        ("Büsingen", 47.6970, 8.6900, &["DE", "CH"][..]),
        ("Jungholz", 47.5740, 10.4480, &["AT", "DE"]),
        ("Llívia", 42.4640, 1.9810, &["ES", "FR"]),
        ("Campione", 45.9700, 8.9710, &["IT", "CH"]),
        ("Melilla", 35.2920, -2.9380, &["ES", "MA"]),
        ("Ceuta", 35.8890, -5.3300, &["ES", "MA"]),
        ("Vatican", 41.9030, 12.4530, &["VA", "IT"]),
        ("Monaco", 43.7380, 7.4240, &["MC", "FR"]),
        ("Gibraltar", 36.1400, -5.3500, &["GI", "ES"]),
        ("Hong Kong at Shenzhen", 22.5300, 114.1000, &["HK", "CN"]),
        ("Åland", 60.2900, 21.0700, &["AX", "FI"]),
        ("Finland at Åland", 60.2900, 21.0900, &["FI", "AX"]),
        ("Sæd", 54.9070, 8.9000, &["DK", "DE"]),
        ("Görlitz", 51.1530, 14.9870, &["DE", "PL"]),
    ] {
        let place = at(lat, lon);
        assert!(!place.country_certain, "{name}");
        assert_eq!(country(&place), expected[0], "{name}");
        assert_eq!(codes(&place), expected, "{name}");
    }
    // Three countries meet.
    let place = at(47.59, 7.588);
    assert_eq!(place.candidates.len(), 3, "{place:?}");
}

#[test]
fn enclaves_are_found() {
    for (name, lat, lon, expected) in [
        ("Livigno", 46.5380, 10.1350, "IT"),
        ("Neum", 42.9230, 17.6150, "BA"),
        ("San Marino", 43.9360, 12.4470, "SM"),
        ("Gibraltar", 36.1400, -5.3500, "GI"),
        ("Kleinwalsertal", 47.3420, 10.1840, "AT"),
    ] {
        assert_eq!(country(&at(lat, lon)), expected, "{name}");
    }
}

#[test]
fn disputed_places_are_never_certain() {
    for (name, lat, lon, expected) in [
        ("Baarle-Hertog", 51.4440, 4.9240, &["BE", "NL"][..]),
        ("Simferopol", 44.9500, 34.1000, &["UA", "RU"]),
        ("Sevastopol", 44.6000, 33.5300, &["UA", "RU"]),
        ("Laâyoune", 27.1500, -13.2000, &["MA", "EH"]),
        ("Tifariti", 26.1500, -10.5600, &["EH", "MA"]),
        ("Ramallah", 31.9040, 35.2040, &["PS", "IL"]),
        ("Katzrin", 32.9900, 35.6900, &["IL", "SY"]),
        ("Akrotiri", 34.5900, 32.9700, &["CY", "GB"]),
    ] {
        let place = at(lat, lon);
        assert!(!place.country_certain, "{name}");
        assert_eq!(codes(&place), expected, "{name}");
        assert_eq!(country(&place), expected[0], "{name}");
    }
}

#[test]
fn the_open_sea_is_nobodys() {
    for (lat, lon) in [(56.5, 3.5), (45.0, -30.0), (0.0, 0.0), (90.0, 0.0)] {
        let place = at(lat, lon);
        assert_eq!(place.country, None);
        assert!(place.candidates.is_empty());
        assert_eq!(place.zones.denmark, Presence::Out);
    }
    let afloat = at(56.0390, 12.6550);
    assert_eq!(afloat.country, None);
    assert!(!afloat.country_certain);
    assert_eq!(afloat.candidates.len(), 2);
    assert_eq!(afloat.zones.denmark, Presence::Unsure);
    assert_eq!(afloat.zones.rescue_territory, Presence::In);
}

#[test]
fn a_wide_circle_is_not_certain() {
    let flensburg = (54.7937, 9.4469);
    assert!(within(flensburg.0, flensburg.1, 100.0).country_certain);
    assert!(!within(flensburg.0, flensburg.1, 1_600.0).country_certain);
    for metres in [100_000.0, 1e12, f64::MAX] {
        let place = within(56.1629, 10.2039, metres);
        assert_eq!(country(&place), "DK");
        assert!(!place.country_certain);
        assert_eq!(place.zones.denmark, Presence::Unsure);
    }
}

#[test]
fn zones_of_a_place() {
    let great_belt = at(55.3433, 11.0392).zones;
    assert_eq!(great_belt.denmark, Presence::In);
    assert_eq!(great_belt.e65_transit, Presence::Out);
    assert_eq!(great_belt.border_strip, Presence::Out);
    assert_eq!(great_belt.geographic_europe, Presence::In);
    assert_eq!(great_belt.rescue_territory, Presence::In);

    // Two countries, one answer: near the Austrian border rescue is certain all the same.
    let freilassing = at(47.8370, 12.9770);
    assert!(!freilassing.country_certain);
    assert_eq!(freilassing.zones.rescue_territory, Presence::In);
    assert_eq!(freilassing.zones.denmark, Presence::Out);

    assert_eq!(at(54.7937, 9.4469).zones.border_strip, Presence::Unsure);
    assert_eq!(at(55.4850, 13.4950).zones.e65_transit, Presence::Unsure);
    assert_eq!(at(53.5511, 9.9937).zones.border_strip, Presence::Out);
    assert_eq!(at(54.9070, 8.9000).zones.denmark, Presence::Unsure);
    assert_eq!(
        at(41.0456, 29.0343).zones.geographic_europe,
        Presence::Unsure
    );
    assert_eq!(at(41.0456, 29.0343).zones.rescue_territory, Presence::In);
    assert_eq!(
        at(31.9040, 35.2040).zones.rescue_territory,
        Presence::Unsure
    );
}

#[test]
fn languages_of_the_parts() {
    for (name, lat, lon, expected) in [
        ("Antwerp", 51.2200, 4.4000, Some(Region::Flanders)),
        ("Brussels", 50.8500, 4.3500, Some(Region::Flanders)),
        ("Liège", 50.6300, 5.5700, Some(Region::Wallonia)),
        ("Charleroi", 50.4100, 4.4440, Some(Region::Wallonia)),
        ("Eupen", 50.6300, 6.0400, Some(Region::EastBelgium)),
        ("Sankt Vith", 50.2800, 6.1300, Some(Region::EastBelgium)),
        ("Malmedy", 50.4260, 6.0280, Some(Region::Wallonia)),
        ("Bastogne", 50.0000, 5.7150, Some(Region::Wallonia)),
        ("Bern", 46.9480, 7.4470, Some(Region::GermanSwitzerland)),
        ("Zürich", 47.3770, 8.5400, Some(Region::GermanSwitzerland)),
        ("Basel", 47.5580, 7.5880, Some(Region::GermanSwitzerland)),
        ("Brig", 46.3170, 7.9880, Some(Region::GermanSwitzerland)),
        ("Chur", 46.8500, 9.5300, Some(Region::GermanSwitzerland)),
        ("Genève", 46.2040, 6.1430, Some(Region::FrenchSwitzerland)),
        ("Lausanne", 46.5200, 6.6330, Some(Region::FrenchSwitzerland)),
        ("Sion", 46.2330, 7.3600, Some(Region::FrenchSwitzerland)),
        ("Delémont", 47.3650, 7.3440, Some(Region::FrenchSwitzerland)),
        ("Biel", 47.1370, 7.2470, None),
        ("Fribourg", 46.8060, 7.1620, None),
        ("Lugano", 46.0040, 8.9510, Some(Region::ItalianSwitzerland)),
        (
            "Bellinzona",
            46.1950,
            9.0240,
            Some(Region::ItalianSwitzerland),
        ),
        (
            "Poschiavo",
            46.3250,
            10.0580,
            Some(Region::ItalianSwitzerland),
        ),
        ("Bozen", 46.4980, 11.3540, Some(Region::SouthTyrol)),
        ("Brixen", 46.7150, 11.6570, Some(Region::SouthTyrol)),
        ("Trento", 46.0700, 11.1200, None),
        ("Cortina", 46.5370, 12.1350, None),
        ("Milano", 45.4640, 9.1900, None),
        ("Aarhus", 56.1629, 10.2039, None),
    ] {
        assert_eq!(at(lat, lon).region, expected, "{name}");
    }
    // A circle that reaches across the language border says nothing.
    assert_eq!(within(50.8500, 4.3500, 10_000.0).region, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn locates_anywhere(
        lat in prop_oneof![-90.0..=90.0, Just(90.0), Just(-90.0), 89.9..=90.0],
        lon in prop_oneof![-180.0..=180.0, Just(180.0), Just(-180.0), 179.9..=180.0],
        metres in prop_oneof![Just(None), (0.0..2e5).prop_map(Some), Just(Some(f64::MAX))],
    ) {
        let place = ATLAS.locate(&fix(lat, lon, metres));
        prop_assert!(!place.country_certain || place.candidates.len() <= 1);
        if let Some(country) = place.country {
            prop_assert_eq!(place.candidates.first(), Some(&country));
        }
    }

    #[test]
    fn a_wider_circle_is_never_surer(
        lat in 35.0..70.0, lon in -10.0..45.0, near in 0.0..3e4, more in 0.0..8e4,
    ) {
        let narrow = within(lat, lon, near);
        let wide = within(lat, lon, near + more);
        prop_assert!(!wide.country_certain || narrow.country_certain);
        prop_assert_eq!(narrow.country, wide.country);
        for code in &narrow.candidates {
            prop_assert!(wide.candidates.contains(code));
        }
        for (before, after) in [
            (narrow.zones.denmark, wide.zones.denmark),
            (narrow.zones.e65_transit, wide.zones.e65_transit),
            (narrow.zones.border_strip, wide.zones.border_strip),
            (narrow.zones.geographic_europe, wide.zones.geographic_europe),
            (narrow.zones.rescue_territory, wide.zones.rescue_territory),
        ] {
            prop_assert!(after == before || after == Presence::Unsure
                || narrow.candidates.is_empty());
        }
    }
}
