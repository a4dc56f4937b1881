//! Random partial situations over every fact that rescue abroad reads.
//!
//! A fact is there with a probability of about 0.7. Its values come from its own domain with the
//! boundaries in it, and lean towards those that leave an answer open: a situation whose first
//! fact already decides everything tests nothing.

use crate::oracle::Facts;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Value, json};

/// A fact, and its values by weight.
type Domain = (&'static str, Vec<(u32, Value)>);

/// The facts rescue abroad reads (`coverage/facts.md`), apart from lists and coordinates.
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
        (
            "place.country",
            words(&[
                (8, "DE"),
                (1, "DK"),
                (2, "SE"),
                (3, "RU"),
                (1, "TR"),
                (2, "ES"),
                (1, "FO"),
                (1, "GL"),
                (1, "CY"),
                (1, "US"),
                (1, "AX"),
                (1, "FI"),
                (1, "MA"),
                (1, "GI"),
                (1, "GE"),
                (1, "RE"),
                (1, "IC"),
                (1, "EA"),
            ]),
        ),
        ("place.accessible", flag(3, 1)),
        (
            "place.accuracy_m",
            [0.0, 15.0, 3000.0, 60000.0].map(|m| (1, json!(m))).into(),
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
        ("rental.hired_in", words(&[(3, "DE"), (1, "DK"), (1, "SE")])),
        (
            "rental.days_used",
            [0, 20, 21].map(|days| (1, json!(days))).into(),
        ),
        (
            "policy.in_force_from",
            even(&["2025-01-01", "2026-07-10", "2026-07-11", "2027-01-01"]),
        ),
        (
            "policy.in_force_to",
            even(&["2030-12-31", "2026-07-10", "2026-07-09", "2026-01-10"]),
        ),
        ("other_cover", flag(1, 5)),
    ]
}

/// Points on both sides of every line that matters, and the outlying parts of Spain.
const POINTS: [(f64, f64); 10] = [
    (52.52, 13.40),
    (58.01, 56.25),
    (55.17, 59.65),
    (56.84, 65.60),
    (51.20, 58.60),
    (66.00, -172.00),
    (28.46, -16.25),
    (35.89, -5.32),
    (40.42, -3.70),
    (64.18, -51.69),
];

/// Benefits that can have been agreed to or taken up.
const TAKEN: [&str; 4] = [
    "rental_vehicle",
    "vehicle_repatriation",
    "hotel",
    "travel_home",
];
const AGREED: [&str; 8] = [
    "rental_vehicle",
    "vehicle_repatriation",
    "hotel",
    "travel_home",
    "towing",
    "customs_duty",
    "seizure",
    "baggage_transport",
];

/// Random partial situations for [`crate::oracle::assess`] and the engine alike.
pub fn situations() -> impl Strategy<Value = Facts> {
    // The scope is known more often, since without it hardly any answer would be a yes; what
    // excludes outright is known less often, since with it all would be a no.
    let scope = [
        "vehicle.kind",
        "vehicle.permitted_weight_kg",
        "vehicle.registered_in",
        "vehicle.casco",
        "trip.purpose",
        "place.country",
        "event.kind",
    ];
    let rare = [
        "event.casco_exclusion",
        "event.known_before_trip",
        "event.gross_negligence",
        "illness.person",
    ];
    let facts: Vec<_> = domains()
        .into_iter()
        .map(|(fact, values)| {
            let share = match fact {
                fact if scope.contains(&fact) => 0.9,
                fact if rare.contains(&fact) => 0.3,
                _ => 0.7,
            };
            let values: Vec<Value> = values
                .into_iter()
                .flat_map(|(weight, value)| std::iter::repeat_n(value, weight as usize))
                .collect();
            prop::option::weighted(share, select(values)).prop_map(move |value| (fact, value))
        })
        .collect();
    let list = |all: &'static [&'static str]| {
        prop::option::weighted(0.5, subsequence(all.to_vec(), 0..=all.len().min(2)))
    };
    let point = (prop::option::weighted(0.6, any::<Index>()), any::<bool>());
    (facts, list(&AGREED), list(&TAKEN), point).prop_map(
        |(facts, agreed, taken, (point, whole))| {
            let mut situation: Facts = facts
                .into_iter()
                .filter_map(|(fact, value)| Some((fact.to_owned(), value?)))
                .collect();
            for (fact, list) in [("case.agreed", agreed), ("case.taken", taken)] {
                if let Some(list) = list {
                    situation.insert(fact.to_owned(), json!(list));
                }
            }
            if let Some((lat, lon)) = point.map(|point| *point.get(&POINTS)) {
                situation.insert("place.lat".to_owned(), json!(lat));
                // Half a position is no position; it happens when a fact is typed by hand.
                if whole || lat > 50.0 {
                    situation.insert("place.lon".to_owned(), json!(lon));
                }
            }
            situation
        },
    )
}
