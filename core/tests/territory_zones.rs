//! How the zones answer what is known of a place.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use roadside_core::territory::{ConfirmedZone, Whereabouts, Zone, ZoneAnswer, zone};
use roadside_core::types::Country;
use std::sync::LazyLock;

use ZoneAnswer::{CountryMissing, In, Out, PointMissing, Possible};

fn country(code: &str) -> Whereabouts {
    Whereabouts {
        country: Some(Country::parse(code).unwrap()),
        ..Whereabouts::default()
    }
}

fn point(code: &str, lat: f64, lon: f64) -> Whereabouts {
    Whereabouts {
        point: Some((lat, lon)),
        ..country(code)
    }
}

fn confirmed(at: Whereabouts, zone: ConfirmedZone) -> Whereabouts {
    Whereabouts {
        confirmed: Some(zone),
        ..at
    }
}

fn wide(at: Whereabouts, accuracy_m: f64) -> Whereabouts {
    Whereabouts { accuracy_m, ..at }
}

#[test]
fn denmark_is_the_country_without_the_north_atlantic() {
    for (code, answer) in [
        ("DK", In),
        ("FO", Out),
        ("GL", Out),
        ("DE", Out),
        ("SE", Out),
    ] {
        assert_eq!(zone(Zone::Denmark, &country(code)), answer, "{code}");
    }
    assert_eq!(zone(Zone::Denmark, &Whereabouts::default()), CountryMissing);
}

#[test]
fn rescue_territory_by_country() {
    for (code, answer) in [
        ("DE", In),
        ("HR", In),
        ("UA", In),
        ("XK", In),
        ("VA", In),
        ("AX", In),
        ("GI", In),
        ("TR", In),
        ("IL", In),
        ("MA", In),
        ("TN", In),
        ("IR", In),
        ("ES", In),
        ("CY", Possible),
        ("GE", Possible),
        ("AM", Possible),
        ("AZ", Possible),
        ("KZ", Possible),
        ("FO", Possible),
        ("SJ", Possible),
        ("PS", Possible),
        ("EH", Possible),
        ("GL", Out),
        ("EG", Out),
        ("DZ", Out),
        ("RE", Out),
        ("US", Out),
        ("LB", Out),
        ("LY", Out),
        ("RU", PointMissing),
    ] {
        assert_eq!(
            zone(Zone::RescueTerritory, &country(code)),
            answer,
            "{code}"
        );
    }
    assert_eq!(
        zone(Zone::RescueTerritory, &Whereabouts::default()),
        CountryMissing
    );
}

#[test]
fn geographic_europe_by_country() {
    for (code, answer) in [
        ("DE", In),
        ("BY", In),
        ("FO", Possible),
        ("CY", Possible),
        ("GL", Out),
        ("MA", Out),
        ("TN", Out),
        ("IL", Out),
        ("IR", Out),
        ("RE", Out),
        ("RU", PointMissing),
        ("TR", PointMissing),
    ] {
        assert_eq!(
            zone(Zone::GeographicEurope, &country(code)),
            answer,
            "{code}"
        );
    }
}

#[test]
fn russia_is_split_by_the_urals() {
    for (name, lat, lon, answer) in [
        ("Moscow", 55.7558, 37.6173, In),
        ("Kaliningrad", 54.7104, 20.4522, In),
        ("Perm", 58.0105, 56.2502, In),
        ("Ufa", 54.7388, 55.9721, In),
        ("Sochi", 43.5855, 39.7231, In),
        ("Astrakhan", 46.3497, 48.0408, In),
        ("Zlatoust", 55.1711, 59.6508, Possible),
        ("Yekaterinburg", 56.8389, 60.6057, Possible),
        ("Orenburg", 51.7680, 55.0970, Possible),
        ("Orsk", 51.2293, 58.4752, Possible),
        ("Tyumen", 57.1530, 65.5343, Out),
        ("Novosibirsk", 55.0084, 82.9357, Out),
        ("Vladivostok", 43.1155, 131.8855, Out),
        ("Uelen, Chukotka", 66.1600, -169.8100, Out),
        ("Anadyr", 64.7300, 177.5100, Out),
        ("Vorkuta", 67.4970, 64.0600, In),
        ("Naryan-Mar", 67.6380, 53.0070, In),
        ("Yamal", 70.0000, 70.0000, Out),
    ] {
        let at = point("RU", lat, lon);
        assert_eq!(zone(Zone::RescueTerritory, &at), answer, "{name}");
        assert_eq!(zone(Zone::GeographicEurope, &at), answer, "{name}");
    }
    assert_eq!(
        zone(
            Zone::RescueTerritory,
            &wide(point("RU", 58.0105, 56.2502), 90_000.0)
        ),
        Possible
    );
}

#[test]
fn turkey_is_split_by_the_straits_for_one_product() {
    for (name, lat, lon, answer) in [
        ("Fatih", 41.0180, 28.9490, In),
        ("Edirne", 41.6771, 26.5557, In),
        ("Tekirdağ", 40.9780, 27.5110, In),
        ("Eceabat", 40.1840, 26.3570, In),
        ("Gelibolu", 40.4100, 26.6700, In),
        ("Kilitbahir", 40.1480, 26.3785, Possible),
        ("Gökçeada", 40.1900, 25.9000, In),
        ("Bosporus Bridge", 41.0456, 29.0343, Possible),
        ("Üsküdar", 41.0230, 29.0150, Possible),
        ("Kadıköy", 40.9900, 29.0270, Out),
        ("Çanakkale", 40.1467, 26.4086, Out),
        ("Ankara", 39.9334, 32.8597, Out),
        ("Bozcaada", 39.8350, 26.0700, Out),
        ("Bodrum", 37.0380, 27.4280, Out),
        ("Bandırma", 40.3520, 27.9770, Out),
        ("Hopa", 41.3950, 41.4250, Out),
        ("Şile", 41.1760, 29.6130, Out),
    ] {
        let at = point("TR", lat, lon);
        assert_eq!(zone(Zone::GeographicEurope, &at), answer, "{name}");
        assert_eq!(zone(Zone::RescueTerritory, &at), In, "{name}");
    }
}

#[test]
fn outlying_parts_are_for_the_alarm_centre() {
    for (name, code, lat, lon, answer) in [
        ("Tenerife", "ES", 28.4636, -16.2518, Possible),
        ("Ceuta", "ES", 35.8894, -5.3198, Possible),
        ("Melilla", "ES", 35.2923, -2.9381, Possible),
        ("Tarifa", "ES", 36.0140, -5.6060, In),
        ("Mallorca", "ES", 39.5696, 2.6502, In),
        ("Funchal", "PT", 32.6669, -16.9241, Possible),
        ("Ponta Delgada", "PT", 37.7412, -25.6756, Possible),
        ("Lisboa", "PT", 38.7223, -9.1393, In),
        ("Longyearbyen", "NO", 78.2200, 15.6470, Possible),
        ("Nordkapp", "NO", 71.1690, 25.7840, In),
        ("Akrotiri", "GB", 34.5900, 32.9700, Possible),
        ("London", "GB", 51.5070, -0.1280, In),
    ] {
        let at = point(code, lat, lon);
        assert_eq!(zone(Zone::RescueTerritory, &at), answer, "{name}");
        assert_eq!(zone(Zone::GeographicEurope, &at), answer, "{name}");
    }
}

#[test]
fn the_e65_is_confirmed_by_the_driver_and_refuted_by_distance() {
    let skurup = point("SE", 55.4790, 13.5000);
    let stockholm = point("SE", 59.3290, 18.0690);
    let yes = ConfirmedZone::E65Transit;
    for (at, answer) in [
        (skurup, Possible),
        (confirmed(skurup, yes), In),
        (confirmed(skurup, ConfirmedZone::BorderStrip), Out),
        (confirmed(skurup, ConfirmedZone::None), Out),
        (stockholm, Out),
        (confirmed(stockholm, yes), Out),
        (country("SE"), PointMissing),
        (confirmed(country("SE"), yes), In),
        (confirmed(country("SE"), ConfirmedZone::None), Out),
        (country("DK"), Out),
        (confirmed(country("DK"), yes), Out),
        (Whereabouts::default(), CountryMissing),
        (confirmed(Whereabouts::default(), yes), CountryMissing),
        (confirmed(Whereabouts::default(), ConfirmedZone::None), Out),
        (
            Whereabouts {
                country: None,
                ..stockholm
            },
            Out,
        ),
    ] {
        assert_eq!(zone(Zone::E65Transit, &at), answer, "{at:?}");
    }
    // Lund is 17 km off the road; a circle of 10 km holds the road.
    let lund = point("SE", 55.7047, 13.1910);
    assert_eq!(zone(Zone::E65Transit, &lund), Out);
    assert_eq!(zone(Zone::E65Transit, &wide(lund, 10_000.0)), Possible);
}

#[test]
fn the_border_strip_is_confirmed_and_refuted() {
    let yes = ConfirmedZone::BorderStrip;
    for (name, lat, lon, open) in [
        ("Flensburg", 54.7937, 9.4469, Possible),
        ("Harrislee", 54.7980, 9.3870, Possible),
        ("Niebüll", 54.7880, 8.8290, Possible),
        ("Westerland", 54.9079, 8.3033, Possible),
        ("Heiligenhafen", 54.3720, 10.9800, Possible),
        ("Burg auf Fehmarn", 54.4370, 11.1960, Possible),
        ("Hörnum", 54.7570, 8.2900, Out),
        ("Schleswig", 54.5180, 9.5690, Out),
        ("Husum", 54.4770, 9.0510, Out),
        ("Kiel", 54.3230, 10.1230, Out),
        ("Hamburg", 53.5511, 9.9937, Out),
        ("Rostock", 54.0887, 12.1400, Out),
    ] {
        let at = point("DE", lat, lon);
        assert_eq!(zone(Zone::BorderStrip, &at), open, "{name}");
        let told = if open == Possible { In } else { Out };
        assert_eq!(zone(Zone::BorderStrip, &confirmed(at, yes)), told, "{name}");
        assert_eq!(
            zone(Zone::BorderStrip, &confirmed(at, ConfirmedZone::None)),
            Out,
            "{name}"
        );
    }
    assert_eq!(zone(Zone::BorderStrip, &country("DE")), PointMissing);
    assert_eq!(zone(Zone::BorderStrip, &confirmed(country("DE"), yes)), In);
    assert_eq!(zone(Zone::BorderStrip, &point("DK", 54.9200, 9.0000)), Out);
}

#[test]
fn danish_terms_are_the_three_together() {
    for (at, answer) in [
        (country("DK"), In),
        (country("FO"), Out),
        (country("FR"), Out),
        (country("SE"), PointMissing),
        (country("DE"), PointMissing),
        (point("DE", 54.7937, 9.4469), Possible),
        (point("DE", 53.5511, 9.9937), Out),
        (point("SE", 55.4850, 13.4950), Possible),
        (
            confirmed(point("SE", 55.4850, 13.4950), ConfirmedZone::BorderStrip),
            Out,
        ),
        (
            confirmed(point("SE", 55.4850, 13.4950), ConfirmedZone::E65Transit),
            In,
        ),
        (Whereabouts::default(), CountryMissing),
    ] {
        assert_eq!(zone(Zone::DanishTerms, &at), answer, "{at:?}");
    }
}

/// Whatever a scenario says of its place, the zones leave its verdicts possible.
#[test]
fn every_scenario_finds_the_zone_its_verdicts_rest_on() {
    let mut doubts = 0;
    for line in include_str!("../../tests/vectors/scenarios.jsonl").lines() {
        let scenario: serde_json::Value = serde_json::from_str(line).unwrap();
        let facts = &scenario["situation"];
        let at = Whereabouts {
            country: facts["place.country"]
                .as_str()
                .map(|code| Country::parse(code).unwrap()),
            point: facts["place.lat"].as_f64().zip(facts["place.lon"].as_f64()),
            accuracy_m: 0.0,
            confirmed: facts["place.zone"].as_str().map(|zone| match zone {
                "e65_transit" => ConfirmedZone::E65Transit,
                "border_strip" => ConfirmedZone::BorderStrip,
                "none" => ConfirmedZone::None,
                other => panic!("{other}"),
            }),
        };
        let zones: &[Zone] = match scenario["product"].as_str().unwrap() {
            "rescue-abroad" => &[Zone::RescueTerritory],
            "autohjaelp" => &[Zone::GeographicEurope, Zone::DanishTerms],
            "tusk" => &[Zone::Denmark],
            other => panic!("{other}"),
        };
        let answers: Vec<ZoneAnswer> = zones.iter().map(|name| zone(*name, &at)).collect();
        for (_, expected) in scenario["expect"].as_object().unwrap() {
            let doubtful = |condition: &str| {
                expected["conditions"]
                    .as_array()
                    .is_some_and(|all| all.iter().any(|c| c == condition))
            };
            let missing = |fact: &str| {
                expected["missing"]
                    .as_array()
                    .is_some_and(|all| all.iter().any(|f| f == fact))
            };
            if doubtful("confirm_territory")
                && facts["place.country"] != facts["vehicle.registered_in"]
            {
                let home = ["FO", "GL", "AX", "SJ"]
                    .iter()
                    .any(|c| facts["place.country"] == *c);
                assert!(answers[0] == Possible || home, "{line}");
                doubts += 1;
            }
            if doubtful("confirm_zone") {
                assert!(matches!(answers[1], Possible | PointMissing), "{line}");
                doubts += 1;
            }
            if missing("place.lat") {
                assert!(answers.contains(&PointMissing), "{line}");
                doubts += 1;
            }
            if missing("place.country") {
                assert!(answers.contains(&CountryMissing), "{line}");
                doubts += 1;
            }
            if expected["verdict"] == "covered" {
                assert!(answers.iter().any(|answer| *answer != Out), "{line}");
            }
        }
    }
    assert!(doubts > 15, "only {doubts} doubts");
}

const ZONES: [Zone; 6] = [
    Zone::Denmark,
    Zone::E65Transit,
    Zone::BorderStrip,
    Zone::DanishTerms,
    Zone::GeographicEurope,
    Zone::RescueTerritory,
];

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    [
        "DK", "SE", "DE", "RU", "TR", "ES", "PT", "NO", "GB", "FR", "CY", "MA", "US",
    ]
    .into_iter()
    .map(|code| Country::parse(code).unwrap())
    .collect()
});

fn whereabouts() -> impl Strategy<Value = Whereabouts> {
    let confirmation = prop_oneof![
        Just(None),
        Just(Some(ConfirmedZone::E65Transit)),
        Just(Some(ConfirmedZone::BorderStrip)),
        Just(Some(ConfirmedZone::None)),
    ];
    let latitude = prop_oneof![-90.0..=90.0, 54.0..56.0, 39.5..42.0, 50.0..58.0];
    let longitude = prop_oneof![-180.0..=180.0, 8.0..14.0, 25.0..30.0, 55.0..65.0];
    (
        proptest::option::of(proptest::sample::select(COUNTRIES.clone())),
        proptest::option::of((latitude, longitude)),
        prop_oneof![Just(0.0), 0.0..1e5],
        confirmation,
    )
        .prop_map(|(country, point, accuracy_m, confirmed)| Whereabouts {
            country,
            point,
            accuracy_m,
            confirmed,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn a_wider_circle_never_settles_a_doubt(at in whereabouts(), more in 0.0..1e6) {
        for name in ZONES {
            let narrow = zone(name, &at);
            let wider = zone(name, &wide(at, at.accuracy_m + more));
            prop_assert!(narrow == wider || !matches!(wider, In | Out), "{name:?}: {narrow:?} to {wider:?}");
        }
    }

    #[test]
    fn knowing_more_never_takes_an_answer_back(at in whereabouts(), code in 0..13usize) {
        // Without the point the answer is given only where the point could not change it, except
        // for the outlying parts of a state, which are presumed not to be meant.
        let bare = Whereabouts { point: None, ..at };
        let outlying = at.country.is_some_and(|c| ["ES", "PT", "NO", "GB"].contains(&c.code()));
        for name in ZONES {
            let before = zone(name, &bare);
            let after = zone(name, &at);
            if matches!(before, In | Out) && !outlying && at.confirmed.is_none() {
                prop_assert_eq!(before, after);
            }
            if at.country.is_none() && matches!(after, In | Out) {
                let country = COUNTRIES.get(code).copied();
                prop_assert_eq!(zone(name, &Whereabouts { country, ..at }), after);
            }
        }
    }

    #[test]
    fn nonsense_does_not_panic(lat in any::<f64>(), lon in any::<f64>(), metres in any::<f64>()) {
        for name in ZONES {
            for code in COUNTRIES.iter() {
                let at = Whereabouts {
                    country: Some(*code), point: Some((lat, lon)), accuracy_m: metres, confirmed: None,
                };
                zone(name, &at);
            }
        }
    }
}
