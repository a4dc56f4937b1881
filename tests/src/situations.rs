//! Random partial situations over every fact that a product reads.
//!
//! A fact is there with a probability of about 0.7. Its values come from its own domain with the
//! boundaries in it, and lean towards those that leave an answer open: a situation whose first
//! fact already decides everything tests nothing.

use crate::oracle::Facts;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use roadside_core::types::Product;
use serde_json::{Value, json};

/// A fact, and its values by weight.
type Domain = (&'static str, Vec<(u32, Value)>);

/// The facts of the vocabulary (`coverage/facts.md`), apart from lists and the place.
fn domains() -> Vec<Domain> {
    let flag = |yes: u32, no: u32| vec![(yes, json!(true)), (no, json!(false))];
    let words = |words: &[(u32, &str)]| words.iter().map(|(n, word)| (*n, json!(word))).collect();
    let even = |words: &[&str]| words.iter().map(|word| (1, json!(word))).collect();
    vec![
        (
            "vehicle.kind",
            words(&[
                (8, "passenger_car"),
                (3, "van"),
                (3, "motorhome"),
                (2, "motorcycle"),
                (1, "scooter"),
                (2, "moped_45"),
                (1, "moped_30"),
                (1, "other"),
            ]),
        ),
        (
            "vehicle.permitted_weight_kg",
            [(4, 1900), (2, 3000), (2, 3001), (2, 3500), (1, 3501)]
                .map(|(n, kg)| (n, json!(kg)))
                .into(),
        ),
        (
            "vehicle.registered_in",
            words(&[
                (9, "DK"),
                (1, "DE"),
                (1, "SE"),
                (1, "FO"),
                (1, "FI"),
                (1, "ES"),
                (1, "GB"),
            ]),
        ),
        ("vehicle.casco", flag(9, 1)),
        (
            "vehicle.plates",
            words(&[(8, "fitted"), (1, "stolen"), (1, "missing")]),
        ),
        (
            "vehicle.use",
            words(&[
                (3, "taxi"),
                (2, "rental"),
                (1, "driving_school"),
                (2, "courier"),
                (1, "private"),
                (1, "other_commercial"),
            ]),
        ),
        (
            "vehicle.modifications",
            words(&[(4, "none"), (4, "declared"), (1, "undeclared")]),
        ),
        ("policyholder.resident_in", words(&[(2, "DK"), (1, "SE")])),
        ("vehicle.drivable", flag(1, 4)),
        ("vehicle.seized", flag(1, 3)),
        (
            "trip.purpose",
            words(&[
                (6, "private"),
                (1, "business"),
                (1, "goods_private"),
                (1, "goods_commercial"),
                (1, "competition"),
                (1, "scrapping"),
                (1, "parked"),
            ]),
        ),
        (
            "person.role",
            words(&[
                (3, "driver"),
                (3, "passenger"),
                (1, "hitchhiker"),
                (1, "not_lawfully_carried"),
            ]),
        ),
        (
            "event.kind",
            words(&[
                (2, "breakdown"),
                (1, "no_start"),
                (1, "puncture"),
                (1, "locked_out"),
                (1, "key_lost"),
                (1, "out_of_fuel"),
                (1, "traction_battery_empty"),
                (4, "stuck"),
                (2, "collision"),
                (1, "damage"),
                (1, "glass_damage"),
                (5, "vehicle_theft"),
                (1, "plate_theft"),
                (2, "illness"),
                (2, "injury"),
            ]),
        ),
        ("event.unit", words(&[(5, "vehicle"), (1, "towed_unit")])),
        (
            "event.occurred_at",
            even(&[
                "2026-07-10T14:30:00+02:00",
                "2026-07-10T21:59:59Z",
                "2026-07-10T22:00:00Z",
                "2026-07-09T22:00:00Z",
                "2026-07-11T23:30:00",
                "2026-01-10T23:00:00Z",
                "2026-03-29T00:59:59Z",
                "2026-10-25T01:00:00Z",
            ]),
        ),
        ("event.casco_accepted", flag(3, 1)),
        ("event.casco_exclusion", flag(1, 12)),
        ("event.gross_negligence", flag(1, 6)),
        ("event.known_before_trip", flag(1, 12)),
        ("event.poor_maintenance", flag(1, 12)),
        ("place.accessible", flag(3, 1)),
        (
            "place.zone",
            words(&[(3, "e65_transit"), (3, "border_strip"), (1, "none")]),
        ),
        (
            "place.kind",
            words(&[
                (3, "roadside"),
                (2, "home"),
                (1, "company"),
                (2, "workshop"),
                (1, "inspection_centre"),
                (1, "other"),
            ]),
        ),
        (
            "repair.working_hours",
            [json!(0), json!(3), json!(3.01), json!(20)]
                .map(|hours| (1, hours))
                .into(),
        ),
        ("repair.before_planned_return", flag(1, 1)),
        ("repair.local", flag(3, 1)),
        ("repair.parts_available_locally", flag(1, 2)),
        ("repair.on_site_possible", flag(1, 3)),
        (
            "theft.recovery",
            even(&["not_found", "found_at_once", "found_after_trip_continued"]),
        ),
        ("police.reported", flag(2, 1)),
        ("police.reference", even(&["PV-7"])),
        ("illness.person", even(&["driver", "passenger"])),
        ("illness.able_driver_present", flag(1, 2)),
        ("illness.chronic", flag(1, 1)),
        ("illness.needs_ambulance", flag(1, 1)),
        (
            "towed.kind",
            words(&[(1, "none"), (2, "trailer"), (2, "caravan")]),
        ),
        ("towed.casco", flag(3, 1)),
        ("towed.registered_in", words(&[(3, "DK"), (1, "SE")])),
        ("towed.coupled", flag(3, 1)),
        ("towed.own_cover", flag(1, 1)),
        (
            "case.towed_to",
            words(&[
                (3, "workshop"),
                (1, "tyre_centre"),
                (1, "other"),
                (1, "not_towed"),
            ]),
        ),
        ("case.towed_by", even(&["provider", "other"])),
        ("case.tow_destination", even(&["workshop", "other"])),
        ("case.assisted_before", flag(1, 3)),
        ("rental.hired_in", words(&[(3, "DE"), (1, "DK"), (1, "SE")])),
        ("rental.used_in", words(&[(4, "DK"), (1, "SE")])),
        (
            "rental.days_used",
            [0, 20, 21].map(|days| (1, json!(days))).into(),
        ),
        (
            "policy.in_force_from",
            words(&[
                (4, "2025-01-01"),
                (2, "2026-07-10"),
                (1, "2026-07-11"),
                (1, "2027-01-01"),
            ]),
        ),
        (
            "policy.in_force_to",
            words(&[
                (4, "2030-12-31"),
                (2, "2026-07-10"),
                (1, "2026-07-09"),
                (1, "2026-01-10"),
            ]),
        ),
        ("other_cover", flag(1, 5)),
    ]
}

/// A place by the weight with which each product meets it: rescue abroad, autohjælp, TUSK.
type Spot = ([u32; 3], &'static str, Option<(f64, f64)>);

/// Places on both sides of every line that matters, on it, and in doubt; with and without a
/// point.
const SPOTS: [Spot; 49] = [
    ([1, 8, 30], "DK", Some((56.16, 10.20))),
    ([0, 3, 10], "DK", None),
    ([4, 2, 1], "DE", Some((52.52, 13.40))),
    ([4, 4, 2], "DE", None),
    // Flensburg, Sylt, Heiligenhafen; then just within and just beyond 25 km of the border, of
    // Puttgarden and of List.
    ([0, 3, 1], "DE", Some((54.7937, 9.4469))),
    ([0, 1, 0], "DE", Some((54.9079, 8.3033))),
    ([0, 1, 0], "DE", Some((54.372, 10.98))),
    ([0, 1, 0], "DE", Some((54.5800, 9.3385))),
    ([0, 1, 0], "DE", Some((54.5760, 9.3385))),
    ([0, 1, 0], "DE", Some((54.2800, 11.2270))),
    ([0, 1, 0], "DE", Some((54.2760, 11.2270))),
    ([0, 1, 0], "DE", Some((54.757, 8.29))),
    // On the E65; 4.9 and 5.1 km north of it; Stockholm.
    ([0, 3, 1], "SE", Some((55.485, 13.495))),
    ([0, 1, 0], "SE", Some((55.5288, 13.4950))),
    ([0, 1, 0], "SE", Some((55.5330, 13.4950))),
    ([2, 1, 0], "SE", Some((59.33, 18.07))),
    ([1, 4, 1], "SE", None),
    // The Urals: Perm, Zlatoust, Tyumen, where they fade, Chukotka.
    ([1, 1, 0], "RU", Some((58.01, 56.25))),
    ([1, 1, 0], "RU", Some((55.17, 59.65))),
    ([1, 1, 0], "RU", Some((56.84, 65.60))),
    ([1, 1, 0], "RU", Some((51.20, 58.60))),
    ([1, 0, 0], "RU", Some((66.00, -172.00))),
    ([1, 1, 0], "RU", None),
    // The Bosporus: west of it, on the bridge, east of it, south of 40 degrees.
    ([1, 1, 0], "TR", Some((41.01, 28.80))),
    ([0, 1, 0], "TR", Some((41.0456, 29.0343))),
    ([0, 1, 0], "TR", Some((40.99, 29.30))),
    ([1, 1, 0], "TR", Some((39.92, 32.85))),
    ([1, 1, 0], "TR", None),
    // Spain and its outlying parts; Portugal's and Norway's.
    ([1, 1, 0], "ES", Some((40.42, -3.70))),
    ([1, 1, 0], "ES", Some((28.46, -16.25))),
    ([1, 0, 0], "ES", Some((35.89, -5.32))),
    ([0, 1, 0], "ES", Some((35.2923, -2.9381))),
    ([1, 0, 0], "ES", None),
    ([1, 0, 0], "IC", None),
    ([0, 1, 0], "EA", None),
    ([1, 1, 0], "PT", Some((37.74, -25.67))),
    ([1, 1, 0], "NO", Some((78.22, 15.65))),
    ([3, 3, 0], "FR", None),
    ([1, 1, 2], "FO", Some((62.01, -6.77))),
    ([1, 1, 1], "GL", Some((64.18, -51.69))),
    ([1, 1, 0], "CY", None),
    ([1, 1, 0], "GE", None),
    ([1, 0, 0], "AX", None),
    ([1, 0, 0], "FI", None),
    ([1, 1, 0], "GI", None),
    ([1, 1, 0], "MA", None),
    ([1, 0, 0], "IL", None),
    ([1, 1, 0], "RE", None),
    ([1, 0, 0], "US", None),
];

/// A place: mostly as listed, sometimes with half a point, a point elsewhere, an accuracy, or no
/// country.
fn places(product: Product) -> impl Strategy<Value = Facts> {
    let column = match product {
        Product::RescueAbroad => 0,
        Product::Autohjaelp => 1,
        Product::Tusk => 2,
    };
    let spots: Vec<Spot> = SPOTS
        .into_iter()
        .flat_map(|spot| std::iter::repeat_n(spot, spot.0[column] as usize))
        .collect();
    let accuracy = select(vec![0.0, 15.0, 300.0, 3000.0, 60000.0]);
    (
        select(spots),
        prop::option::weighted(0.1, select(SPOTS.to_vec())),
        prop::option::weighted(0.3, accuracy),
        0..20,
    )
        .prop_map(|((_, country, point), other, accuracy, whim)| {
            let mut place = Facts::new();
            let point = other.map_or(point, |(_, _, elsewhere)| elsewhere);
            if whim != 0 {
                place.insert("place.country".to_owned(), json!(country));
            }
            if let Some((lat, lon)) = point {
                // Half a position is no position; it happens when a fact is typed by hand.
                if whim != 1 {
                    place.insert("place.lat".to_owned(), json!(lat));
                }
                if whim != 2 {
                    place.insert("place.lon".to_owned(), json!(lon));
                }
            }
            if let Some(accuracy) = accuracy {
                place.insert("place.accuracy_m".to_owned(), json!(accuracy));
            }
            place
        })
}

/// How often a fact is known. What the scope asks for, more often, since without it hardly any
/// answer would be a yes; what excludes outright or adds to every answer, less often, since with
/// it all would look alike.
fn share(product: Product, fact: &str) -> f64 {
    const ALWAYS_ASKED: [&str; 5] = [
        "vehicle.kind",
        "vehicle.permitted_weight_kg",
        "vehicle.registered_in",
        "trip.purpose",
        "event.kind",
    ];
    const RARE: [&str; 7] = [
        "event.casco_exclusion",
        "event.known_before_trip",
        "event.gross_negligence",
        "event.poor_maintenance",
        "illness.person",
        "illness.chronic",
        "event.unit",
    ];
    let asked: &[&str] = match product {
        Product::RescueAbroad => &["vehicle.casco"],
        Product::Autohjaelp => &[
            "vehicle.plates",
            "event.occurred_at",
            "policy.in_force_from",
        ],
        Product::Tusk => &["vehicle.plates", "vehicle.use"],
    };
    let added: &[&str] = match product {
        Product::RescueAbroad => &["illness.chronic", "event.unit"],
        Product::Autohjaelp => &["policyholder.resident_in", "case.towed_by", "other_cover"],
        Product::Tusk => &["vehicle.modifications", "case.towed_by"],
    };
    if ALWAYS_ASKED.contains(&fact) || asked.contains(&fact) {
        0.9
    } else if RARE.contains(&fact) || added.contains(&fact) {
        0.3
    } else {
        0.7
    }
}

/// Benefits that can have been taken up or agreed to.
fn lists(product: Product) -> (&'static [&'static str], &'static [&'static str]) {
    match product {
        Product::RescueAbroad => (
            &[
                "rental_vehicle",
                "vehicle_repatriation",
                "hotel",
                "travel_home",
            ],
            &[
                "rental_vehicle",
                "vehicle_repatriation",
                "hotel",
                "travel_home",
                "towing",
                "customs_duty",
                "seizure",
                "baggage_transport",
            ],
        ),
        Product::Autohjaelp | Product::Tusk => (
            &["rental_vehicle", "onward_travel", "hotel", "towing"],
            &[
                "rental_vehicle",
                "onward_travel",
                "hotel",
                "towing",
                "medical_transport",
                "driver_illness",
                "recovery_from_ditch",
                "towed_unit",
                "bridge_ferry_toll",
            ],
        ),
    }
}

/// What closes every benefit or adds to all of them: left out of a plain situation.
const CLOSES: [&str; 7] = [
    "event.casco_exclusion",
    "event.known_before_trip",
    "event.gross_negligence",
    "event.poor_maintenance",
    "vehicle.modifications",
    "policy.in_force_to",
    "policyholder.resident_in",
];

/// A vehicle and a trip that all three products insure, so that half of the situations get past
/// the scope to the clauses behind it.
fn plainly_insured() -> Facts {
    let facts = json!({
        "vehicle.kind": "passenger_car", "vehicle.permitted_weight_kg": 1900,
        "vehicle.registered_in": "DK", "vehicle.casco": true, "vehicle.plates": "fitted",
        "vehicle.use": "taxi", "trip.purpose": "private",
        "event.occurred_at": "2026-07-10T14:30:00+02:00", "policy.in_force_from": "2025-01-01"
    });
    facts.as_object().cloned().unwrap_or_default()
}

/// Random partial situations for [`crate::oracle`] and the engine alike.
pub fn situations(product: Product) -> impl Strategy<Value = Facts> {
    let facts: Vec<_> = domains()
        .into_iter()
        .map(|(fact, values)| {
            let values: Vec<Value> = values
                .into_iter()
                .flat_map(|(weight, value)| std::iter::repeat_n(value, weight as usize))
                .collect();
            prop::option::weighted(share(product, fact), select(values))
                .prop_map(move |value| (fact, value))
        })
        .collect();
    let list = |share: f64, all: &'static [&'static str]| {
        prop::option::weighted(share, subsequence(all.to_vec(), 0..=all.len().min(2)))
    };
    let (taken, agreed) = lists(product);
    let plain = any::<bool>();
    (
        facts,
        list(0.3, agreed),
        list(0.3, taken),
        places(product),
        plain,
    )
        .prop_map(|(facts, agreed, taken, place, plain)| {
            let mut situation: Facts = facts
                .into_iter()
                .filter_map(|(fact, value)| Some((fact.to_owned(), value?)))
                .chain(place)
                .collect();
            for (fact, list) in [("case.agreed", agreed), ("case.taken", taken)] {
                if let Some(list) = list {
                    situation.insert(fact.to_owned(), json!(list));
                }
            }
            if plain {
                situation.extend(plainly_insured());
                situation.retain(|fact, _| !CLOSES.contains(&fact.as_str()));
            }
            situation
        })
}
