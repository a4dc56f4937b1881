//! Whether the terms answer at all: the scope, the base and the event.

use super::{Part, RescueAbroad, all, insured};
use roadside_core::territory::{Zone, ZoneAnswer};

impl<'a> RescueAbroad<'a> {
    /// Clause 1, and 6.c for the moped 30: casco, and a kind and weight that are insured.
    fn insured_vehicle(&self) -> Part {
        let casco = self.must("vehicle.casco", self.flag("vehicle.casco"));
        let weight = self
            .number("vehicle.permitted_weight_kg")
            .map(|kg| kg <= 3500.0);
        let kind = match self.text("vehicle.kind") {
            Some("passenger_car" | "van" | "motorhome") => {
                self.must("vehicle.permitted_weight_kg", weight)
            }
            Some("motorcycle" | "scooter" | "moped_45") => Part::when(true),
            Some(_) => Part::No,
            // Fixed rule (a): the weight is listed beside the kind when both are absent.
            None => self.open(["vehicle.kind", "vehicle.permitted_weight_kg"]),
        };
        casco.and(kind)
    }

    /// Clause 2: the rescue territory.
    fn territory(&self) -> Part {
        match self.zone(Zone::RescueTerritory) {
            ZoneAnswer::In => Part::when(true),
            ZoneAnswer::Out => Part::No,
            ZoneAnswer::Possible => self.centre("confirm_territory"),
            ZoneAnswer::CountryMissing => self.open(["place.country"]),
            ZoneAnswer::PointMissing => self.open(["place.lat", "place.lon"]),
        }
    }

    /// 6.a: not on commercial goods transport.
    fn no_commercial_goods(&self) -> Part {
        self.must(
            "trip.purpose",
            self.text("trip.purpose")
                .map(|why| why != "goods_commercial"),
        )
    }

    /// 6.e: not in the country of registration; parts of one state are doubtful (R 61).
    fn abroad(&self) -> Part {
        let parent = |code: &'a str| match code {
            "FO" | "GL" => "DK",
            "AX" => "FI",
            "SJ" => "NO",
            other => other,
        };
        let state = |code: &'a str| {
            if matches!(code, "IC" | "EA") {
                "ES"
            } else {
                code
            }
        };
        match (
            self.text("place.country").map(state),
            self.text("vehicle.registered_in").map(state),
        ) {
            (Some(place), Some(home)) if place == home => Part::No,
            (Some(place), Some(home)) => {
                self.centre_if(parent(place) == parent(home), "confirm_territory")
            }
            _ => self.open(["place.country", "vehicle.registered_in"]),
        }
    }

    /// 5.i and R 62: the call needs the scope alone and never carries a condition.
    pub(super) fn scope(&self) -> Part {
        all([
            self.insured_vehicle(),
            self.territory(),
            self.no_commercial_goods(),
            self.abroad(),
        ])
    }

    pub(super) fn base(&self) -> Part {
        all([
            self.scope(),
            // 6.m, narrowed by R 2; a rally is doubtful (R 21).
            Part::when(self.flag("event.casco_exclusion") != Some(true)),
            self.centre_if(
                self.text("trip.purpose") == Some("competition"),
                "confirm_scope",
            ),
            // 7: subsidiary to other insurance.
            insured(
                "other_insurance_first",
                self.flag("other_cover") != Some(true),
            ),
            // R 63: known dates that do not include the day.
            self.centre_if(self.outside_known_dates(), "confirm_scope"),
            // R 59: a fault on the towed unit itself; the unit alone is clear.
            self.centre_if(
                self.on_towed_unit() && self.benefit != "towed_unit",
                "confirm_scope",
            ),
        ])
    }

    /// Clause 3: an unforeseen breakdown, or damage that casco covers, and it stops the journey.
    pub(super) fn stopped(&self) -> Part {
        let unforeseen = Part::when(self.flag("event.known_before_trip") != Some(true));
        let five_a = matches!(
            self.benefit,
            "towing" | "on_site_repair" | "recovery_from_ditch"
        );
        let kind = match self.event() {
            // 6.n is about breakdowns (R 3).
            Some("breakdown" | "no_start" | "puncture") => {
                Part::when(self.flag("event.gross_negligence") != Some(true))
            }
            // R 8: unforeseen? For stuck vehicles 5.a speaks by name.
            Some("stuck") => self.centre_if(!five_a, "confirm_event"),
            Some("out_of_fuel" | "traction_battery_empty" | "locked_out" | "key_lost") => {
                self.centre("confirm_event")
            }
            // R 9: casco decides; only a refusal excludes.
            Some("collision" | "damage" | "glass_damage" | "vehicle_theft" | "plate_theft") => {
                match self.flag("event.casco_accepted") {
                    Some(false) => Part::No,
                    accepted => insured("casco_acceptance", accepted == Some(true)),
                }
            }
            Some(_) => Part::No,
            None => self.open(["event.kind"]),
        };
        all([unforeseen, kind, self.cannot_go_on()])
    }
}
