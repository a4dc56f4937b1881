//! TUSK, the subscription for business: the ledger's part C.

use super::{Answer, Facts, Part, Reading, all, insured};
use roadside_core::territory::{Zone, ZoneAnswer};
use std::collections::BTreeMap;
use std::ops::Deref;

/// Every benefit of the product.
pub const BENEFITS: [&str; 16] = [
    "jump_start",
    "flat_tyre_help",
    "lockout",
    "lost_key",
    "fuel_delivery",
    "window_covering",
    "recovery_from_ditch",
    "on_site_repair",
    "towing",
    "driver_illness",
    "medical_transport",
    "onward_travel",
    "rental_vehicle",
    "hotel",
    "bridge_ferry_toll",
    "towed_unit",
];

/// What the terms answer about every benefit.
pub fn assess(facts: &Facts) -> BTreeMap<&'static str, Answer> {
    BENEFITS
        .into_iter()
        .map(|benefit| {
            let read = Tusk(Reading::of(facts, benefit));
            (benefit, read.answer(read.base().and(read.benefit())))
        })
        .collect()
}

/// The terms read for one benefit.
struct Tusk<'a>(Reading<'a>);

impl<'a> Deref for Tusk<'a> {
    type Target = Reading<'a>;

    fn deref(&self) -> &Reading<'a> {
        &self.0
    }
}

impl Tusk<'_> {
    /// 1: a Danish car ("bil", R 54) in one of four trades, at most 3,500 kg.
    fn subscribed_vehicle(&self) -> Part {
        let car = self
            .text("vehicle.kind")
            .map(|kind| matches!(kind, "passenger_car" | "van" | "motorhome"));
        let light = self
            .number("vehicle.permitted_weight_kg")
            .map(|kg| kg <= 3500.0);
        let danish = self.text("vehicle.registered_in").map(|home| home == "DK");
        let trade = self
            .text("vehicle.use")
            .map(|used| matches!(used, "taxi" | "rental" | "driving_school" | "courier"));
        all([
            self.must("vehicle.kind", car),
            self.must("vehicle.permitted_weight_kg", light),
            self.must("vehicle.registered_in", danish),
            self.must("vehicle.use", trade),
        ])
    }

    fn police_report(&self) -> Part {
        insured("police_report", self.flag("police.reported") == Some(true))
    }

    fn police_documentation(&self) -> Part {
        insured(
            "police_documentation",
            self.facts.contains_key("police.reference"),
        )
    }

    /// 1-plates: on the car, unless stolen, reported and quoted (R 52).
    fn plates(&self) -> Part {
        match (self.text("vehicle.plates"), self.event()) {
            (Some("fitted"), _) => Part::when(true),
            (Some("stolen"), _) | (None, Some("plate_theft")) => {
                self.police_report().and(self.police_documentation())
            }
            (Some(_), _) => Part::No,
            (None, _) => self.open(["vehicle.plates", "event.kind"]),
        }
    }

    fn base(&self) -> Part {
        // 1.1.
        let denmark = match self.zone(Zone::Denmark) {
            ZoneAnswer::In => Part::when(true),
            ZoneAnswer::CountryMissing => self.open(["place.country"]),
            _ => Part::No,
        };
        // 1.3.
        let modified = self.text("vehicle.modifications");
        all([
            self.subscribed_vehicle(),
            self.plates(),
            denmark,
            Part::when(modified != Some("undeclared")),
            self.centre_if(modified == Some("declared"), "provider_discretion"),
            // R 63.
            self.centre_if(self.outside_known_dates(), "confirm_scope"),
            // R 59.
            self.centre_if(
                self.on_towed_unit() && self.benefit != "towed_unit",
                "confirm_scope",
            ),
        ])
    }

    /// 2 and R 48: one assistance per breakdown.
    fn roadside(&self) -> Part {
        self.centre_if(
            self.flag("case.assisted_before") == Some(true),
            "confirm_event",
        )
    }

    fn benefit(&self) -> Part {
        match self.benefit {
            "jump_start" => self.kind_is("no_start").and(self.roadside()),
            "flat_tyre_help" => self.kind_is("puncture").and(self.roadside()),
            "lockout" => all([
                self.kind_is("locked_out"),
                self.centre("provider_discretion"),
                self.roadside(),
            ]),
            "lost_key" => self.kind_is("key_lost").and(self.roadside()),
            "fuel_delivery" => self.kind_is("out_of_fuel").and(self.roadside()),
            // 2.6; 1.2 asks that the car cannot go on (R 23).
            "window_covering" => {
                let doubtful = match self.cannot_go_on() {
                    Part::No => self.centre("confirm_event"),
                    other => other,
                };
                all([self.kind_is("glass_damage"), doubtful, self.roadside()])
            }
            "recovery_from_ditch" => all([
                self.kind_is("stuck"),
                self.centre_if(self.text("place.kind") == Some("company"), "snow_cleared"),
                self.unit_if_concerned(),
                self.roadside(),
            ]),
            "on_site_repair" => all([
                self.stopping_event(&[]),
                self.unit_if_concerned(),
                self.roadside(),
            ]),
            "towing" => self.towing(),
            "driver_illness" => self.driver_illness(),
            // 2.11: a lift, not for emergencies; it may be refused.
            "medical_transport" => {
                let emergency = self.flag("illness.needs_ambulance");
                all([
                    self.driver_illness(),
                    self.once_ill("illness.needs_ambulance", emergency.map(|needed| !needed)),
                    self.lawful(),
                    self.centre("provider_discretion"),
                ])
            }
            // 3.1; the ride to the rental pick-up remains (3.2, R 24).
            "onward_travel" => {
                let rental = self.taken("rental_vehicle");
                all([
                    self.follows_a_tow(),
                    self.lawful(),
                    Part::when(!self.taken("hotel")),
                    insured("rental_pickup_only", !rental),
                    self.centre_if(rental, "provider_discretion"),
                ])
            }
            "rental_vehicle" => all([
                self.follows_a_tow(),
                Part::when(self.text("case.towed_to") != Some("other")),
                Part::when(self.text("rental.used_in").is_none_or(|used| used == "DK")),
                Part::when(!self.taken("hotel")),
                self.centre("request_with_towing"),
                self.centre("provider_discretion"),
                insured("rental_pickup_only", !self.taken("onward_travel")),
            ]),
            "hotel" => all([
                self.follows_a_tow(),
                self.lawful(),
                Part::when(!self.taken("onward_travel") && !self.taken("rental_vehicle")),
                self.centre("provider_discretion"),
            ]),
            // 4: in connection with any assistance, after illness or injury too (R 66).
            "bridge_ferry_toll" => all([
                self.towed_event().or(self.ill_or_hurt()),
                self.centre("provider_discretion"),
                self.towed_by_other(),
            ]),
            "towed_unit" => self.insured_unit(),
            other => unreachable!("{other} is no benefit of this product"),
        }
    }

    /// 1.2 and 2.8: what stops the car; `others` stop it as well.
    fn stopping_event(&self, others: &[&str]) -> Part {
        let mut kinds = vec![
            "breakdown",
            "no_start",
            "out_of_fuel",
            "traction_battery_empty",
            "stuck",
            "damage",
            "collision",
            "glass_damage",
        ];
        kinds.extend(others);
        self.kind_in(&kinds).and(self.cannot_go_on())
    }

    /// 2.10: a stolen car that has been located.
    fn located(&self) -> Part {
        self.kind_is("vehicle_theft")
            .and(self.recovery_is(|found| found != "not_found"))
    }

    /// 2.9 and 2.10.
    fn towing(&self) -> Part {
        let repair = self.flag("repair.on_site_possible");
        let to = self.text("case.tow_destination");
        let at_workshop = self.text("place.kind") == Some("workshop");
        let stopped = self
            .stopping_event(&["puncture", "locked_out"])
            .and(self.centre_if(repair.is_none(), "on_site_repair_first"));
        let located = self.located().and(self.police_report());
        let plates = all([
            self.kind_is("plate_theft"),
            self.police_report(),
            self.police_documentation(),
        ]);
        all([
            stopped.or(located).or(plates),
            Part::when(repair != Some(true)),
            // R 67.
            Part::when(!(at_workshop && to == Some("workshop"))),
            self.centre_if(at_workshop && to.is_none(), "confirm_scope"),
            self.unit_if_concerned(),
            self.roadside(),
        ])
    }

    /// 2.11: asked of the driver, and not for what was diagnosed before (R 53).
    fn driver_illness(&self) -> Part {
        self.driver_is_ill().and(self.not_chronic())
    }

    fn lawful(&self) -> Part {
        Part::when(self.text("person.role") != Some("not_lawfully_carried"))
    }

    fn taken(&self, benefit: &str) -> bool {
        self.lists("case.taken", benefit)
    }

    /// Everything after which the car is towed.
    fn towed_event(&self) -> Part {
        self.stopping_event(&["puncture", "locked_out", "key_lost"])
            .or(self.located())
            .or(self.kind_is("plate_theft"))
    }

    fn towed_by_other(&self) -> Part {
        self.centre_if(self.text("case.towed_by") == Some("other"), "confirm_scope")
    }

    /// 3 follows a tow by the provider; after illness or injury doubtful (R 65, 66).
    fn follows_a_tow(&self) -> Part {
        let illness = self.driver_illness().and(self.centre("confirm_scope"));
        let to = self.text("case.towed_to");
        all([
            self.towed_event().or(illness),
            Part::when(to != Some("not_towed")),
            insured("towed_by_provider", to.is_some()),
            self.towed_by_other(),
        ])
    }

    /// 1-towed: only with a supplementary subscription.
    fn insured_unit(&self) -> Part {
        self.unit_is_there()
            .and(self.must("towed.own_cover", self.flag("towed.own_cover")))
    }

    fn unit_if_concerned(&self) -> Part {
        if self.on_towed_unit() {
            self.insured_unit()
        } else {
            Part::when(true)
        }
    }
}
