//! SOS Dansk Autohjælp: the ledger's part B.

use super::{Answer, Facts, Part, Reading, all, insured};
use roadside_core::territory::{Zone, ZoneAnswer};
use std::collections::BTreeMap;
use std::ops::Deref;

/// Every benefit of the product.
pub const BENEFITS: [&str; 15] = [
    "jump_start",
    "flat_tyre_help",
    "lockout",
    "lost_key",
    "fuel_delivery",
    "recovery_from_ditch",
    "on_site_repair",
    "towing",
    "driver_illness",
    "medical_transport",
    "onward_travel",
    "hotel",
    "bridge_ferry_toll",
    "rental_vehicle",
    "towed_unit",
];

/// What the terms answer about every benefit.
pub fn assess(facts: &Facts) -> BTreeMap<&'static str, Answer> {
    BENEFITS
        .into_iter()
        .map(|benefit| {
            let read = Autohjaelp(Reading::of(facts, benefit));
            (benefit, read.answer(read.benefit()))
        })
        .collect()
}

/// The terms read for one benefit.
struct Autohjaelp<'a>(Reading<'a>);

impl<'a> Deref for Autohjaelp<'a> {
    type Target = Reading<'a>;

    fn deref(&self) -> &Reading<'a> {
        &self.0
    }
}

impl Autohjaelp<'_> {
    /// 1.1: what the cover is offered for, and to whom.
    fn insured_vehicle(&self) -> Part {
        let weight = self.number("vehicle.permitted_weight_kg");
        let kind = match self.text("vehicle.kind") {
            // R 13; the rental offer alone needs the weight of a passenger car.
            Some("passenger_car") => {
                self.centre_if(weight.is_some_and(|kg| kg > 3500.0), "confirm_vehicle")
            }
            Some("van") => self.must("vehicle.permitted_weight_kg", weight.map(|kg| kg <= 3500.0)),
            // R 14.
            Some("motorhome") => self
                .must("vehicle.permitted_weight_kg", weight.map(|kg| kg <= 3500.0))
                .and(self.centre("confirm_vehicle")),
            Some("scooter") => self.centre("confirm_vehicle"),
            Some("motorcycle") => Part::when(true),
            Some(_) => Part::No,
            None => self.open(["vehicle.kind", "vehicle.permitted_weight_kg"]),
        };
        let danish = self.text("vehicle.registered_in").map(|home| home == "DK");
        let resident = self.text("policyholder.resident_in").unwrap_or("DK");
        all([
            kind,
            self.must("vehicle.registered_in", danish),
            self.plates(),
            self.centre_if(resident != "DK", "confirm_scope"),
        ])
    }

    /// 1.1: plates on the vehicle, whoever took them (R 22).
    fn plates(&self) -> Part {
        match (self.text("vehicle.plates"), self.event()) {
            (Some(plates), _) => Part::when(plates == "fitted"),
            (None, Some("plate_theft")) => Part::No,
            (None, _) => self.open(["vehicle.plates", "event.kind"]),
        }
    }

    /// 5.3, 22 and 25: not before cover began or after it ended, not for want of maintenance,
    /// not in a rally, not on the way to scrap.
    fn general_conditions(&self) -> Part {
        let day = self.day();
        let begun = match (day, self.date("policy.in_force_from")) {
            (Some(day), Some(from)) => Part::when(day >= from),
            _ => self.open(["event.occurred_at", "policy.in_force_from"]),
        };
        let running = match (day, self.date("policy.in_force_to")) {
            (_, None) => Part::when(true),
            (Some(day), Some(to)) => Part::when(day <= to),
            (None, Some(_)) => self.open(["event.occurred_at"]),
        };
        let purpose = self
            .text("trip.purpose")
            .map(|why| !matches!(why, "competition" | "scrapping"));
        all([
            begun,
            running,
            self.must("trip.purpose", purpose),
            Part::when(self.flag("event.poor_maintenance") != Some(true)),
        ])
    }

    /// 4.1: geographic Europe, but not when the trip is for goods (R 31).
    fn europe(&self) -> Part {
        let place = match self.zone(Zone::GeographicEurope) {
            ZoneAnswer::In => Part::when(true),
            ZoneAnswer::Out => Part::No,
            ZoneAnswer::Possible => self.centre("confirm_territory"),
            ZoneAnswer::CountryMissing => self.open(["place.country"]),
            ZoneAnswer::PointMissing => self.open(["place.lat", "place.lon"]),
        };
        let goods = match self.text("trip.purpose") {
            Some("goods_commercial") => Part::No,
            Some("goods_private") => self.centre("confirm_scope"),
            Some(_) => Part::when(true),
            None => self.open(["trip.purpose"]),
        };
        place.and(goods)
    }

    /// 3.1 or 4.1. Where the zone is open, what holds without it needs nothing; what holds either
    /// way but is doubtful outside, or what only the zone can carry, needs the zone confirmed.
    fn territory(&self) -> Part {
        let europe = self.europe();
        let clear = matches!(&europe, Part::Yes(conditions) if conditions.is_empty());
        match (self.zone(Zone::DanishTerms), europe) {
            (ZoneAnswer::In, _) => Part::when(true),
            (ZoneAnswer::Out, europe) => europe,
            (ZoneAnswer::CountryMissing, europe) => self.open(["place.country"]).or(europe),
            (_, europe) if clear => europe,
            (ZoneAnswer::Possible, _) | (_, Part::Yes(_)) => self.centre("confirm_zone"),
            (ZoneAnswer::PointMissing, europe) => self.open(["place.lat", "place.lon"]).or(europe),
        }
    }

    /// What differs inside and outside the Danish terms; while that is open: `confirm_zone`,
    /// without coordinates too (R 68).
    fn by_zone(&self, inside: Part, outside: Part) -> Part {
        match self.zone(Zone::DanishTerms) {
            ZoneAnswer::In => inside,
            ZoneAnswer::Out => outside,
            ZoneAnswer::Possible | ZoneAnswer::PointMissing => self.centre("confirm_zone"),
            ZoneAnswer::CountryMissing => self.open(["place.country"]),
        }
    }

    fn doubtful_outside(&self, doubt: &'static str) -> Part {
        self.by_zone(Part::when(true), self.centre(doubt))
    }

    /// What the zone alone carries.
    fn danish_terms(&self) -> Part {
        match self.zone(Zone::DanishTerms) {
            ZoneAnswer::In => Part::when(true),
            ZoneAnswer::Out => Part::No,
            ZoneAnswer::Possible => self.centre("confirm_zone"),
            ZoneAnswer::PointMissing => self.open(["place.lat", "place.lon"]),
            ZoneAnswer::CountryMissing => self.open(["place.country"]),
        }
    }

    fn base(&self) -> Part {
        all([
            self.insured_vehicle(),
            self.general_conditions(),
            self.territory(),
            // 5.4 and R 50.
            insured(
                "other_insurance_first",
                self.flag("other_cover") != Some(true),
            ),
            // R 59: a fault on the towed unit itself; the unit alone is clear.
            self.centre_if(
                self.on_towed_unit() && self.benefit != "towed_unit",
                "confirm_scope",
            ),
        ])
    }

    /// 5.2 and R 48: one assistance per breakdown.
    fn roadside(&self) -> Part {
        self.centre_if(
            self.flag("case.assisted_before") == Some(true),
            "confirm_event",
        )
    }

    fn benefit(&self) -> Part {
        let base = self.base();
        match self.benefit {
            "jump_start" => all([base, self.kind_is("no_start"), self.roadside()]),
            "flat_tyre_help" => all([base, self.kind_is("puncture"), self.roadside()]),
            "lockout" => all([
                base,
                self.kind_is("locked_out"),
                self.centre("provider_discretion"),
                self.roadside(),
            ]),
            "lost_key" => all([base, self.kind_is("key_lost"), self.roadside()]),
            "fuel_delivery" => all([base, self.kind_is("out_of_fuel"), self.roadside()]),
            // 11.1, and 11.2: not outside Denmark.
            "recovery_from_ditch" => all([
                base,
                self.kind_is("stuck"),
                self.danish_terms(),
                self.centre_if(self.text("place.kind") == Some("home"), "snow_cleared"),
                self.unit_if_concerned(),
                self.roadside(),
            ]),
            "on_site_repair" => all([
                base,
                self.repairable_event(&[]),
                self.unit_if_concerned(),
                self.roadside(),
            ]),
            "towing" => self.towing(base),
            // 15.1, abroad doubtful (R 34).
            "driver_illness" => all([
                base,
                self.driver_is_ill(),
                self.not_chronic(),
                self.doubtful_outside("confirm_scope"),
            ]),
            // 15.2: driver and lawful passengers.
            "medical_transport" => all([base, self.acute_illness_abroad(), self.lawful()]),
            "onward_travel" => all([
                base,
                self.follows_a_tow(),
                self.lawful(),
                self.none_taken(&["rental_vehicle", "hotel"]),
                self.doubtful_outside("confirm_scope"),
            ]),
            "hotel" => all([
                base,
                self.follows_a_tow(),
                self.danish_terms(),
                self.lawful(),
                self.none_taken(&["rental_vehicle", "onward_travel"]),
                self.centre("provider_discretion"),
            ]),
            // 18.1; outside Denmark it may be charged (R 49).
            "bridge_ferry_toll" => all([
                base,
                self.follows_a_tow(),
                self.doubtful_outside("provider_discretion"),
            ]),
            "rental_vehicle" => all([base, self.rental()]),
            "towed_unit" => all([base, self.insured_unit()]),
            other => unreachable!("{other} is no benefit of this product"),
        }
    }

    /// 12.1: what stops the vehicle; `others` stop it as well.
    fn repairable_event(&self, others: &[&str]) -> Part {
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

    /// 13.1, 13.2, 14.1, 14.2; or 15.2, whatever the event.
    fn towing(&self, base: Part) -> Part {
        let to = self.text("case.tow_destination");
        let at_workshop = self.text("place.kind") == Some("workshop");
        let common = all([
            base,
            // 13.4 and R 67.
            Part::when(!(at_workshop && to == Some("workshop"))),
            self.centre_if(at_workshop && to.is_none(), "confirm_scope"),
            self.unit_if_concerned(),
            self.roadside(),
        ]);
        common.with_better_of(self.towable_event(), self.acute_illness_abroad())
    }

    fn towable_event(&self) -> Part {
        let repair = self.flag("repair.on_site_possible");
        let collision = self.event() == Some("collision");
        let place = self.text("place.kind");
        // 14.1: brought to an inspection hall or home after an accident.
        let brought = collision && matches!(place, Some("home" | "inspection_centre"));
        // 14.1 and 14.2: from the scene casco pays, unless there is none (R 44).
        let casco = collision && !brought && self.flag("vehicle.casco") != Some(false);
        let elsewhere = place == Some("other");
        let stuck_abroad = if self.event() == Some("stuck") {
            self.doubtful_outside("confirm_scope")
        } else {
            Part::when(true)
        };
        all([
            self.repairable_event(&["puncture", "locked_out"]),
            Part::when(repair != Some(true)),
            self.centre_if(!brought && repair.is_none(), "on_site_repair_first"),
            insured("casco_pays_first", !casco || elsewhere),
            self.centre_if(casco && elsewhere, "confirm_scope"),
            // R 33.
            stuck_abroad,
        ])
    }

    /// 15.2 and R 34: not in Denmark; in a zone that has Danish terms doubtful; chronic or not is
    /// not named.
    fn acute_illness_abroad(&self) -> Part {
        let chronic = match self.not_chronic() {
            Part::No => self.centre("confirm_scope"),
            other => other,
        };
        let doubt = self.centre("confirm_scope");
        let inside = self.zone(Zone::DanishTerms) == ZoneAnswer::In;
        all([
            self.driver_is_ill(),
            self.outside_denmark(),
            // The one doubt is not doubled by the other.
            if inside { doubt } else { chronic },
            self.by_zone(Part::when(true), Part::when(true)),
        ])
    }

    fn outside_denmark(&self) -> Part {
        let country = self.text("place.country");
        self.must("place.country", country.map(|country| country != "DK"))
    }

    fn lawful(&self) -> Part {
        Part::when(self.text("person.role") != Some("not_lawfully_carried"))
    }

    /// 16.2 and 19.14.
    fn none_taken(&self, others: &[&str]) -> Part {
        Part::when(!others.iter().any(|other| self.lists("case.taken", other)))
    }

    /// 16 to 19 follow a tow by the provider: after a breakdown; after illness or injury, of
    /// which they do not speak, doubtful (R 66).
    fn follows_a_tow(&self) -> Part {
        let event = self.repairable_event(&["puncture", "locked_out", "key_lost"]);
        // 15.1 tows at home unless it is chronic, 15.2 abroad even so.
        let illness = all([
            self.driver_is_ill(),
            self.outside_denmark().or(self.not_chronic()),
            self.centre("confirm_scope"),
        ]);
        let to = self.text("case.towed_to");
        all([
            event.or(illness),
            Part::when(to != Some("not_towed")),
            insured("towed_by_provider", to.is_some()),
            // R 65.
            self.centre_if(self.text("case.towed_by") == Some("other"), "confirm_scope"),
        ])
    }

    /// 19.1 to 19.14.
    fn rental(&self) -> Part {
        // 19.11.
        let car = self
            .text("vehicle.kind")
            .map(|kind| matches!(kind, "passenger_car" | "motorhome"));
        let light = self
            .number("vehicle.permitted_weight_kg")
            .map(|kg| kg <= 3500.0);
        all([
            self.follows_a_tow(),
            Part::when(self.text("case.towed_to") != Some("other")),
            self.must("vehicle.kind", car),
            self.must("vehicle.permitted_weight_kg", light),
            Part::when(self.text("rental.used_in").is_none_or(|used| used == "DK")),
            self.none_taken(&["onward_travel", "hotel"]),
            self.centre("request_with_towing"),
            self.centre("provider_discretion"),
            insured("show_driving_licence", false),
            self.doubtful_outside("confirm_scope"),
        ])
    }

    /// 2.1: Danish and coupled, or with a cover of its own (R 51).
    fn insured_unit(&self) -> Part {
        let danish = self.text("towed.registered_in").map(|home| home == "DK");
        let coupled = self
            .must("towed.registered_in", danish)
            .and(self.must("towed.coupled", self.flag("towed.coupled")));
        let own = self.must("towed.own_cover", self.flag("towed.own_cover"));
        self.unit_is_there().and(coupled.or(own))
    }

    fn unit_if_concerned(&self) -> Part {
        if self.on_towed_unit() {
            self.insured_unit()
        } else {
            Part::when(true)
        }
    }
}
