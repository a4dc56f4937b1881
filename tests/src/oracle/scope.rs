//! Whether the terms answer at all: the scope, the base and the event.

use super::{Part, Reading, all};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use roadside_core::territory::{ConfirmedZone, Whereabouts, Zone, ZoneAnswer, zone};
use roadside_core::types::Country;

impl<'a> Reading<'a> {
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
        let point = self.number("place.lat").zip(self.number("place.lon"));
        let at = Whereabouts {
            country: self
                .text("place.country")
                .and_then(|code| Country::parse(code).ok()),
            point,
            accuracy_m: self.number("place.accuracy_m").unwrap_or_default(),
            confirmed: self.text("place.zone").map(|zone| match zone {
                "e65_transit" => ConfirmedZone::E65Transit,
                "border_strip" => ConfirmedZone::BorderStrip,
                _ => ConfirmedZone::None,
            }),
        };
        // facts.md §3: geocoders' own codes for parts of Spain that lie outside the continent.
        if matches!(self.text("place.country"), Some("IC" | "EA")) {
            return self.centre("confirm_territory");
        }
        match zone(Zone::RescueTerritory, &at) {
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
            Self::insured(
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

    pub(super) fn on_towed_unit(&self) -> bool {
        self.text("event.unit") == Some("towed_unit")
    }

    fn outside_known_dates(&self) -> bool {
        let date = |fact: &str| {
            self.text(fact)
                .and_then(|text| text.parse::<NaiveDate>().ok())
        };
        let Some(day) = self.text("event.occurred_at").and_then(danish_day) else {
            return false;
        };
        date("policy.in_force_from").is_some_and(|from| day < from)
            || date("policy.in_force_to").is_some_and(|to| day > to)
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
                    accepted => Self::insured("casco_acceptance", accepted == Some(true)),
                }
            }
            Some(_) => Part::No,
            None => self.open(["event.kind"]),
        };
        all([unforeseen, kind, self.cannot_go_on()])
    }

    /// 6.f and R 58: whether the car can go on is read for four kinds only, and never when the
    /// fault is on the towed unit.
    fn cannot_go_on(&self) -> Part {
        if self.on_towed_unit() {
            return Part::when(true);
        }
        let stopped = self.flag("vehicle.drivable").map(|drivable| !drivable);
        match (self.event(), stopped) {
            (Some("breakdown" | "collision" | "damage" | "glass_damage"), stopped) => {
                self.must("vehicle.drivable", stopped)
            }
            (Some(_), _) | (None, Some(true)) => Part::when(true),
            (None, _) => self.open(["event.kind", "vehicle.drivable"]),
        }
    }
}

/// The calendar day in Copenhagen. Without an offset the text is Danish time already.
fn danish_day(text: &str) -> Option<NaiveDate> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        let instant = instant.with_timezone(&Utc);
        // EU summer time: from the last Sunday of March to that of October, at 01:00 UTC.
        let change = |month| {
            let last = NaiveDate::from_ymd_opt(instant.year(), month, 31)?;
            let sunday = last - Days::new(last.weekday().num_days_from_sunday().into());
            Some(sunday.and_hms_opt(1, 0, 0)?.and_utc())
        };
        let summer = change(3)? <= instant && instant < change(10)?;
        return Some((instant + TimeDelta::hours(if summer { 2 } else { 1 })).date_naive());
    }
    text.parse::<NaiveDateTime>().ok().map(|local| local.date())
}
