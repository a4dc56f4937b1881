//! Clause by clause: what the ledger and the rulings say beyond the scenarios.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{Situation, Terms, assess};
use roadside_core::types::Product;

/// A Danish car that has broken down in Germany, all of it known.
const BROKEN_DOWN: &[(&str, &str)] = &[
    ("vehicle.kind", "passenger_car"),
    ("vehicle.permitted_weight_kg", "1900"),
    ("vehicle.registered_in", "DK"),
    ("vehicle.casco", "true"),
    ("vehicle.drivable", "false"),
    ("trip.purpose", "private"),
    ("place.country", "DE"),
    ("event.kind", "breakdown"),
];

/// `facts`, one per word as `name=value`, laid over the broken-down car (`-name` forgets one),
/// and what each benefit comes to: `verdict`, then its conditions or missing facts in any order.
fn check(facts: &str, expected: &[(&str, &str)]) {
    let terms = Terms::of(Product::RescueAbroad).expect("terms");
    let mut situation = Situation::new();
    for (name, value) in BROKEN_DOWN {
        situation.set(name, value).expect("a fact");
    }
    for word in facts.split_whitespace() {
        match word.split_once('=') {
            Some((name, value)) => situation.set(name, value).expect(word),
            None => situation.forget(word.trim_start_matches('-')),
        }
    }
    let assessment = assess(&terms, &situation);
    for (id, expected) in expected {
        let answer = assessment.benefit(id).expect(id);
        let mut rest: Vec<&str> = match answer.verdict.word() {
            "unknown" => answer.missing.iter().map(|fact| fact.name()).collect(),
            _ => answer.conditions.iter().map(|part| part.id()).collect(),
        };
        rest.sort_unstable();
        let mut wanted: Vec<&str> = expected.split_whitespace().collect();
        wanted.get_mut(1..).expect("a verdict").sort_unstable();
        let mut said = vec![answer.verdict.word()];
        said.extend(rest);
        assert_eq!(said, wanted, "{id} with {facts}");
    }
}

#[test]
fn clause_1_needs_casco_weight_and_kind() {
    check(
        "vehicle.casco=false",
        &[("towing", "not_covered"), ("communication", "not_covered")],
    );
    check("vehicle.kind=other", &[("towing", "not_covered")]);
    check(
        "vehicle.kind=motorcycle -vehicle.permitted_weight_kg",
        &[("towing", "covered")],
    );
    check(
        "vehicle.kind=motorcycle vehicle.casco=false",
        &[("towing", "not_covered")],
    );
    check(
        "-vehicle.kind -vehicle.permitted_weight_kg",
        &[("towing", "unknown vehicle.kind vehicle.permitted_weight_kg")],
    );
    check("-vehicle.kind", &[("towing", "unknown vehicle.kind")]);
    check(
        "-vehicle.kind vehicle.permitted_weight_kg=3501",
        &[("towing", "unknown vehicle.kind")],
    );
    check(
        "-vehicle.permitted_weight_kg",
        &[("towing", "unknown vehicle.permitted_weight_kg")],
    );
}

#[test]
fn clause_1_asks_the_towed_unit_for_its_own_casco() {
    check("", &[("towed_unit", "not_covered")]);
    check(
        "towed.kind=caravan towed.casco=true",
        &[("towed_unit", "covered")],
    );
    check(
        "towed.kind=none towed.casco=true",
        &[("towed_unit", "not_covered")],
    );
    check(
        "event.unit=towed_unit vehicle.drivable=true towed.casco=true repair.working_hours=5",
        &[
            ("towed_unit", "covered"),
            ("towing", "conditional confirm_scope"),
            (
                "on_site_repair",
                "conditional cheaper_than_towing confirm_scope",
            ),
            (
                "rental_vehicle",
                "conditional confirm_scope prior_agreement",
            ),
            ("communication", "covered"),
        ],
    );
    check(
        "event.unit=towed_unit -vehicle.drivable",
        &[
            ("towing", "unknown towed.casco"),
            ("towed_unit", "unknown towed.casco"),
            (
                "baggage_transport",
                "conditional confirm_scope prior_agreement",
            ),
        ],
    );
    check(
        "event.unit=towed_unit towed.kind=none",
        &[("towing", "not_covered")],
    );
}

#[test]
fn clause_2_draws_the_territory() {
    for country in ["IL", "MA", "TN", "TR", "IR", "XK", "VA", "GB", "UA"] {
        check(
            &format!("place.country={country}"),
            &[("towing", "covered")],
        );
    }
    for country in ["US", "GL", "RE", "DZ", "EG", "IQ"] {
        check(
            &format!("place.country={country}"),
            &[("towing", "not_covered"), ("communication", "not_covered")],
        );
    }
    for country in ["CY", "GE", "AM", "AZ", "KZ", "SJ", "PS", "EH", "IC", "EA"] {
        check(
            &format!("place.country={country}"),
            &[
                ("towing", "conditional confirm_territory"),
                ("communication", "covered"),
            ],
        );
    }
    check(
        "place.country=PT place.lat=32.7 place.lon=-16.9",
        &[("towing", "conditional confirm_territory")],
    );
    check(
        "place.country=NO place.lat=78.2 place.lon=15.6",
        &[("towing", "conditional confirm_territory")],
    );
    check(
        "place.country=RU place.lat=56 place.lon=92.9",
        &[("towing", "not_covered")],
    );
    check(
        "place.country=RU place.lat=66 place.lon=-170",
        &[("towing", "not_covered")],
    );
    check(
        "place.country=RU place.lat=55.75",
        &[("towing", "unknown place.lon")],
    );
    check(
        "-place.country place.lat=55.75 place.lon=37.6",
        &[("towing", "unknown place.country")],
    );
}

#[test]
fn clause_3_tells_what_stops_a_journey() {
    for kind in ["no_start", "puncture"] {
        check(
            &format!("event.kind={kind} vehicle.drivable=true"),
            &[("towing", "covered")],
        );
    }
    for kind in [
        "out_of_fuel",
        "traction_battery_empty",
        "locked_out",
        "key_lost",
    ] {
        check(
            &format!("event.kind={kind} -vehicle.drivable"),
            &[
                ("towing", "conditional confirm_event"),
                ("recovery_from_ditch", "not_covered"),
                ("spare_parts", "unknown repair.parts_available_locally"),
            ],
        );
    }
    check(
        "event.kind=stuck place.accessible=true repair.local=true",
        &[
            ("towing", "covered"),
            ("on_site_repair", "conditional cheaper_than_towing"),
            ("recovery_from_ditch", "covered"),
            ("hotel", "conditional confirm_event prior_agreement"),
        ],
    );
    check(
        "-vehicle.drivable",
        &[
            ("towing", "unknown vehicle.drivable"),
            ("communication", "covered"),
        ],
    );
    check(
        "-event.kind -vehicle.drivable",
        &[(
            "towing",
            "unknown event.kind vehicle.drivable place.accessible theft.recovery",
        )],
    );
    check(
        "-event.kind",
        &[(
            "towing",
            "unknown event.kind place.accessible theft.recovery",
        )],
    );
    check(
        "-event.kind vehicle.drivable=true place.accessible=true theft.recovery=found_at_once",
        &[("towing", "unknown event.kind")],
    );
    check(
        "event.known_before_trip=true",
        &[("towing", "not_covered"), ("communication", "covered")],
    );
    check(
        "event.kind=collision event.casco_accepted=false",
        &[("seizure", "not_covered")],
    );
    check("event.casco_accepted=false", &[("towing", "covered")]);
    check(
        "event.kind=plate_theft vehicle.drivable=true",
        &[("towing", "conditional casco_acceptance")],
    );
}

#[test]
fn clause_5b_rents_a_car() {
    check(
        "repair.working_hours=3.5",
        &[("rental_vehicle", "conditional prior_agreement")],
    );
    check(
        "event.kind=vehicle_theft repair.working_hours=5",
        &[(
            "rental_vehicle",
            "conditional casco_acceptance police_documentation police_report prior_agreement",
        )],
    );
    check(
        "event.kind=vehicle_theft theft.recovery=found_at_once repair.working_hours=2",
        &[("rental_vehicle", "not_covered")],
    );
    check(
        "event.kind=vehicle_theft theft.recovery=found_after_trip_continued event.casco_accepted=true police.reported=true police.reference=X1 case.agreed=rental_vehicle",
        &[("rental_vehicle", "covered")],
    );
    check(
        "repair.working_hours=5 rental.hired_in=DE",
        &[("rental_vehicle", "conditional prior_agreement")],
    );
    check(
        "repair.working_hours=5 rental.hired_in=DK case.agreed=rental_vehicle",
        &[("rental_vehicle", "not_covered")],
    );
    check(
        "repair.working_hours=5 case.taken=hotel",
        &[("rental_vehicle", "conditional prior_agreement")],
    );
}

#[test]
fn clause_5c_brings_the_vehicle_home() {
    check(
        "",
        &[(
            "vehicle_repatriation",
            "conditional prior_agreement provider_discretion",
        )],
    );
    check(
        "case.taken=rental_vehicle",
        &[
            (
                "vehicle_repatriation",
                "unknown repair.before_planned_return",
            ),
            ("travel_home", "unknown repair.before_planned_return"),
        ],
    );
    check(
        "case.taken=rental_vehicle repair.before_planned_return=false",
        &[("vehicle_repatriation", "conditional prior_agreement")],
    );
    check(
        "illness.person=passenger",
        &[(
            "vehicle_repatriation",
            "conditional prior_agreement provider_discretion",
        )],
    );
    check(
        "vehicle.drivable=true illness.person=passenger",
        &[
            (
                "vehicle_repatriation",
                "unknown illness.able_driver_present",
            ),
            ("towing", "not_covered"),
        ],
    );
    check(
        "event.kind=illness illness.able_driver_present=true",
        &[
            ("vehicle_repatriation", "not_covered"),
            ("travel_home", "not_covered"),
            ("communication", "covered"),
        ],
    );
    check(
        "-event.kind",
        &[("vehicle_repatriation", "unknown event.kind theft.recovery")],
    );
    check(
        "-event.kind illness.person=driver illness.able_driver_present=false",
        &[("vehicle_repatriation", "conditional prior_agreement")],
    );
    check(
        "event.kind=injury illness.able_driver_present=false event.gross_negligence=true",
        &[("vehicle_repatriation", "conditional prior_agreement")],
    );
    check(
        "event.kind=injury illness.able_driver_present=false event.casco_exclusion=true",
        &[("vehicle_repatriation", "not_covered")],
    );
    check(
        "event.kind=vehicle_theft theft.recovery=not_found police.reported=true",
        &[(
            "travel_home",
            "conditional casco_acceptance confirm_scope prior_agreement",
        )],
    );
    check(
        "case.agreed=vehicle_repatriation person.role=hitchhiker",
        &[
            ("vehicle_repatriation", "covered"),
            ("travel_home", "not_covered"),
        ],
    );
    check(
        "case.agreed=travel_home",
        &[
            ("travel_home", "covered"),
            (
                "vehicle_repatriation",
                "conditional prior_agreement provider_discretion",
            ),
        ],
    );
}

#[test]
fn clause_5c_puts_the_hotel_beside_nothing_unless_agreed() {
    check("-repair.local", &[("hotel", "unknown repair.local")]);
    check(
        "repair.local=true case.taken=vehicle_repatriation",
        &[("hotel", "not_covered")],
    );
    check(
        "repair.local=true case.taken=vehicle_repatriation case.agreed=hotel",
        &[("hotel", "covered")],
    );
    check("case.agreed=hotel", &[("hotel", "covered")]);
    check(
        "repair.local=true person.role=hitchhiker case.agreed=hotel",
        &[("hotel", "not_covered")],
    );
}

#[test]
fn clauses_5e_to_5i_and_the_card() {
    check(
        "case.towed_to=tyre_centre",
        &[("local_transport", "covered")],
    );
    check(
        "case.towed_to=workshop case.towed_by=other",
        &[("local_transport", "covered")],
    );
    check(
        "event.kind=vehicle_theft theft.recovery=not_found",
        &[
            ("local_transport", "not_covered"),
            ("spare_parts", "not_covered"),
            ("repair_loan", "not_covered"),
            ("on_site_repair", "not_covered"),
            (
                "baggage_transport",
                "conditional casco_acceptance prior_agreement",
            ),
        ],
    );
    check(
        "repair.parts_available_locally=false",
        &[("spare_parts", "conditional prior_agreement")],
    );
    check(
        "repair.parts_available_locally=true case.agreed=spare_parts",
        &[("spare_parts", "not_covered")],
    );
    check(
        "case.agreed=spare_parts,baggage_transport,repair_loan,seizure vehicle.seized=true",
        &[
            ("spare_parts", "covered"),
            ("baggage_transport", "covered"),
            ("repair_loan", "conditional own_funds_insufficient"),
            ("seizure", "covered"),
        ],
    );
    check(
        "",
        &[("customs_duty", "not_covered"), ("seizure", "not_covered")],
    );
}

#[test]
fn clause_6_excludes() {
    check(
        "trip.purpose=goods_commercial",
        &[("towing", "not_covered"), ("communication", "not_covered")],
    );
    for purpose in ["business", "parked", "scrapping"] {
        check(&format!("trip.purpose={purpose}"), &[("towing", "covered")]);
    }
    check(
        "trip.purpose=competition",
        &[("communication", "covered"), ("seizure", "not_covered")],
    );
    check(
        "place.country=FO",
        &[
            ("towing", "conditional confirm_territory"),
            ("communication", "covered"),
        ],
    );
    check(
        "place.country=DK vehicle.registered_in=GL",
        &[("towing", "conditional confirm_territory")],
    );
    check(
        "place.country=FO vehicle.registered_in=FO",
        &[("towing", "not_covered"), ("communication", "not_covered")],
    );
    check(
        "place.country=ES vehicle.registered_in=ES place.lat=28.46 place.lon=-16.25",
        &[("towing", "not_covered")],
    );
    check(
        "place.country=SJ vehicle.registered_in=NO",
        &[("towing", "conditional confirm_territory")],
    );
    check(
        "place.country=GB vehicle.registered_in=JE",
        &[("towing", "covered")],
    );
    check(
        "event.kind=damage event.gross_negligence=true",
        &[("towing", "conditional casco_acceptance")],
    );
    check(
        "event.casco_exclusion=true",
        &[("repair_loan", "not_covered"), ("communication", "covered")],
    );
    for never in ["bridge_ferry_toll", "interpreter", "repair_costs"] {
        check(&format!("case.agreed={never}"), &[(never, "not_covered")]);
    }
}

#[test]
fn clauses_7_and_8_leave_doubts() {
    check(
        "other_cover=true case.agreed=towing",
        &[
            ("towing", "conditional other_insurance_first"),
            ("communication", "covered"),
        ],
    );
    let day = "event.occurred_at=2026-07-10T22:30:00Z";
    check(
        &format!("{day} policy.in_force_from=2026-07-12"),
        &[
            ("towing", "conditional confirm_scope"),
            ("communication", "covered"),
        ],
    );
    check(
        &format!("{day} policy.in_force_from=2026-07-11 policy.in_force_to=2026-07-11"),
        &[("towing", "covered")],
    );
    check(
        "event.occurred_at=2026-07-10T23:59 policy.in_force_to=2026-07-10",
        &[("towing", "covered")],
    );
    check(
        "event.occurred_at=2026-07-10T18:00:00-06:00 policy.in_force_to=2026-07-10",
        &[("towing", "conditional confirm_scope")],
    );
    check("policy.in_force_to=2020-01-01", &[("towing", "covered")]);
    check(
        &format!("{day} policy.in_force_to=2020-01-01 case.agreed=towing"),
        &[("towing", "covered")],
    );
}

#[test]
fn an_agreement_lifts_what_the_alarm_centre_decides_and_nothing_else() {
    check(
        "place.country=RU -trip.purpose case.agreed=towing,communication",
        &[("towing", "covered"), ("communication", "covered")],
    );
    check(
        "event.kind=out_of_fuel case.agreed=on_site_repair",
        &[
            ("on_site_repair", "covered"),
            ("towing", "conditional confirm_event"),
        ],
    );
    check(
        "event.kind=collision case.agreed=towing",
        &[("towing", "conditional casco_acceptance")],
    );
    check(
        "vehicle.casco=false case.agreed=towing",
        &[("towing", "not_covered")],
    );
}
