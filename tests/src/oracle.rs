//! Rescue abroad, read a second time: straight from the clause ledger into plain Rust.
//!
//! It shares nothing with the coverage engine and its terms file but the vocabulary of the facts
//! and `territory::zone`, so that where the two agree over hundreds of thousands of situations,
//! neither is wrong by accident. Clarity before speed; each block names its clause.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use roadside_core::territory::{ConfirmedZone, Whereabouts, Zone, ZoneAnswer, zone};
use roadside_core::types::Country;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A situation: facts by their dotted names.
pub type Facts = Map<String, Value>;

/// Every benefit of the product.
pub const BENEFITS: [&str; 18] = [
    "towing",
    "on_site_repair",
    "recovery_from_ditch",
    "rental_vehicle",
    "hotel",
    "vehicle_repatriation",
    "travel_home",
    "local_transport",
    "spare_parts",
    "customs_duty",
    "seizure",
    "communication",
    "repair_loan",
    "baggage_transport",
    "towed_unit",
    "bridge_ferry_toll",
    "interpreter",
    "repair_costs",
];

/// What the terms answer about one benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: &'static str,
    /// On `unknown`: the facts that can still change it.
    pub missing: BTreeSet<&'static str>,
    /// On `conditional`: what is outstanding.
    pub conditions: BTreeSet<&'static str>,
}

/// What the terms answer about every benefit.
pub fn assess(facts: &Facts) -> BTreeMap<&'static str, Answer> {
    BENEFITS
        .into_iter()
        .map(|benefit| (benefit, Reading::of(facts, benefit).answer()))
        .collect()
}

/// Kleene's third value carries what is missing, his first what is outstanding.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Yes(BTreeSet<&'static str>),
    No,
    Open(BTreeSet<&'static str>),
}

impl Part {
    fn when(holds: bool) -> Self {
        if holds {
            Self::Yes(BTreeSet::new())
        } else {
            Self::No
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Open(a), Self::Open(b)) => Self::Open(&a | &b),
            (Self::Open(open), Self::Yes(_)) | (Self::Yes(_), Self::Open(open)) => Self::Open(open),
            (Self::Yes(a), Self::Yes(b)) => Self::Yes(&a | &b),
        }
    }

    /// facts.md §1: a route that holds beats one that is open, and of two that hold the one with
    /// fewer conditions counts.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, other) | (other, Self::No) => other,
            (Self::Open(a), Self::Open(b)) => Self::Open(&a | &b),
            (Self::Yes(yes), Self::Open(_)) | (Self::Open(_), Self::Yes(yes)) => Self::Yes(yes),
            (Self::Yes(a), Self::Yes(b)) => Self::Yes(if b.len() < a.len() { b } else { a }),
        }
    }
}

fn all(parts: impl IntoIterator<Item = Part>) -> Part {
    parts.into_iter().fold(Part::when(true), Part::and)
}

/// The terms read for one benefit.
struct Reading<'a> {
    facts: &'a Facts,
    benefit: &'static str,
    agreed: bool,
}

impl<'a> Reading<'a> {
    fn of(facts: &'a Facts, benefit: &'static str) -> Self {
        let mut reading = Self {
            facts,
            benefit,
            agreed: false,
        };
        // case.agreed: an agreement on bringing the vehicle home serves the journey home (5.d).
        reading.agreed = reading.lists("case.agreed", benefit)
            || benefit == "travel_home" && reading.lists("case.agreed", "vehicle_repatriation");
        reading
    }

    fn answer(&self) -> Answer {
        match self.benefit() {
            Part::No => Answer {
                verdict: "not_covered",
                missing: BTreeSet::new(),
                conditions: BTreeSet::new(),
            },
            Part::Open(missing) => Answer {
                verdict: "unknown",
                missing,
                conditions: BTreeSet::new(),
            },
            Part::Yes(conditions) => Answer {
                verdict: if conditions.is_empty() {
                    "covered"
                } else {
                    "conditional"
                },
                missing: BTreeSet::new(),
                conditions,
            },
        }
    }

    // -- reading facts -----------------------------------------------------------------------

    fn text(&self, fact: &str) -> Option<&'a str> {
        self.facts.get(fact).and_then(Value::as_str)
    }

    fn flag(&self, fact: &str) -> Option<bool> {
        self.facts.get(fact).and_then(Value::as_bool)
    }

    fn number(&self, fact: &str) -> Option<f64> {
        self.facts.get(fact).and_then(Value::as_f64)
    }

    fn lists(&self, fact: &str, item: &str) -> bool {
        let list = self.facts.get(fact).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|value| value == item))
    }

    fn event(&self) -> Option<&'a str> {
        self.text("event.kind")
    }

    /// Still open; an agreement lifts every unknown of its benefit (§2 `case.agreed`, R 64).
    fn open(&self, facts: impl IntoIterator<Item = &'static str>) -> Part {
        if self.agreed {
            Part::when(true)
        } else {
            let absent = facts
                .into_iter()
                .filter(|fact| !self.facts.contains_key(*fact));
            Part::Open(absent.collect())
        }
    }

    /// An asked fact that must be so.
    fn must(&self, fact: &'static str, holds: Option<bool>) -> Part {
        holds.map_or_else(|| self.open([fact]), Part::when)
    }

    /// Something the alarm centre decides; an agreement settles it (§4).
    fn centre(&self, condition: &'static str) -> Part {
        Part::Yes(
            BTreeSet::from([condition])
                .into_iter()
                .filter(|_| !self.agreed)
                .collect(),
        )
    }

    /// Something the insured has to do; nothing but doing it settles it (§4).
    fn insured(condition: &'static str, done: bool) -> Part {
        Part::Yes(
            BTreeSet::from([condition])
                .into_iter()
                .filter(|_| !done)
                .collect(),
        )
    }

    fn centre_if(&self, applies: bool, condition: &'static str) -> Part {
        if applies {
            self.centre(condition)
        } else {
            Part::when(true)
        }
    }

    // -- the scope: clauses 1, 2, 6.a, 6.c, 6.e ------------------------------------------------

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
        match (
            self.text("place.country"),
            self.text("vehicle.registered_in"),
        ) {
            (Some(place), Some(home)) if place == home => Part::No,
            (Some(place), Some(home)) => {
                self.centre_if(parent(place) == parent(home), "confirm_territory")
            }
            _ => self.open(["place.country", "vehicle.registered_in"]),
        }
    }

    /// 5.i and R 62: the call needs the scope alone and never carries a condition.
    fn scope(&self) -> Part {
        all([
            self.insured_vehicle(),
            self.territory(),
            self.no_commercial_goods(),
            self.abroad(),
        ])
    }

    // -- the base: the scope, 6.m, and what touches every answer -------------------------------

    fn base(&self) -> Part {
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

    fn on_towed_unit(&self) -> bool {
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

    // -- the event: clause 3, 6.f, 6.n ----------------------------------------------------------

    /// Clause 3: an unforeseen breakdown, or damage that casco covers, and it stops the journey.
    fn stopped(&self) -> Part {
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

    // -- tests several benefits share ------------------------------------------------------------

    /// `event.kind` is this one; open while it is not known.
    fn kind_is(&self, kind: &str) -> Part {
        self.must("event.kind", self.event().map(|known| known == kind))
    }

    fn kind_is_not(&self, kind: &str) -> Part {
        self.must("event.kind", self.event().map(|known| known != kind))
    }

    fn recovery_is(&self, holds: impl Fn(&str) -> bool) -> Part {
        self.must("theft.recovery", self.text("theft.recovery").map(holds))
    }

    /// If stolen: found.
    fn there_is_a_vehicle(&self) -> Part {
        self.kind_is_not("vehicle_theft")
            .or(self.recovery_is(|found| found != "not_found"))
    }

    /// 5.a: a stuck vehicle only where a rescue vehicle can get.
    fn within_reach(&self) -> Part {
        self.kind_is_not("stuck")
            .or(self.must("place.accessible", self.flag("place.accessible")))
    }

    /// 6.d.
    fn no_hitchhiker(&self) -> Part {
        Part::when(self.text("person.role") != Some("hitchhiker"))
    }

    /// Reported, and provably so.
    fn police(&self) -> Part {
        let report = Self::insured("police_report", self.flag("police.reported") == Some(true));
        let proof = Self::insured(
            "police_documentation",
            self.facts.contains_key("police.reference"),
        );
        report.and(proof)
    }

    /// Clause 1: a trailer or caravan with casco of its own. Where the fault is on the unit, not
    /// naming its kind does not mean that there is none.
    fn insured_unit(&self) -> Part {
        let kind = self.text("towed.kind");
        let there = kind.map_or(self.on_towed_unit(), |kind| kind != "none");
        Part::when(there).and(self.must("towed.casco", self.flag("towed.casco")))
    }

    /// §2: where the fault is on the unit, its own requirement decides these benefits too.
    fn unit_if_concerned(&self) -> Part {
        if self.on_towed_unit() {
            self.insured_unit()
        } else {
            Part::when(true)
        }
    }

    // -- the benefits ----------------------------------------------------------------------------

    fn benefit(&self) -> Part {
        let event = || self.base().and(self.stopped());
        match self.benefit {
            "communication" => match self.scope() {
                Part::Yes(_) => Part::when(true),
                other => other,
            },
            "towing" => all([event(), self.five_a()]),
            "on_site_repair" => all([event(), self.five_a(), self.centre("cheaper_than_towing")]),
            "recovery_from_ditch" => all([event(), self.kind_is("stuck"), self.five_a()]),
            "rental_vehicle" => event().and(self.rental()),
            "hotel" => event().and(self.hotel()),
            "vehicle_repatriation" => self.grounds_to_go_home(),
            "travel_home" => self.no_hitchhiker().and(self.grounds_to_go_home()),
            "local_transport" => all([event(), self.there_is_a_vehicle(), self.local_transport()]),
            // 5.f, by arrangement.
            "spare_parts" => all([
                event(),
                self.there_is_a_vehicle(),
                self.must(
                    "repair.parts_available_locally",
                    self.flag("repair.parts_available_locally")
                        .map(|there| !there),
                ),
                self.centre("prior_agreement"),
            ]),
            // 5.g; that it stays missing cannot be known yet (R 38).
            "customs_duty" => all([
                event(),
                self.kind_is("vehicle_theft"),
                self.recovery_is(|found| found == "not_found"),
                self.police(),
                Self::insured("vehicle_stays_missing", false),
            ]),
            // 5.h; which expenses is not said (R 37).
            "seizure" => all([
                event(),
                Part::when(self.flag("vehicle.seized") == Some(true)),
                self.centre("confirm_scope"),
            ]),
            // The notice (R 36).
            "repair_loan" => all([
                event(),
                self.there_is_a_vehicle(),
                self.centre("prior_agreement"),
                Self::insured("own_funds_insufficient", false),
            ]),
            // 6.k, unless agreed (R 39).
            "baggage_transport" => event().and(self.centre("prior_agreement")),
            "towed_unit" => event().and(self.insured_unit()),
            // 6.g, 6.l, 6.i: never, without reading any fact.
            _ => Part::No,
        }
    }

    /// 5.a, towing or repair on the spot.
    fn five_a(&self) -> Part {
        all([
            self.within_reach(),
            self.there_is_a_vehicle(),
            self.unit_if_concerned(),
        ])
    }

    /// 5.b, 6.b, 6.h.
    fn rental(&self) -> Part {
        let hours = self.number("repair.working_hours").map(|hours| hours > 3.0);
        let long_repair = self.must("repair.working_hours", hours);
        let gone = self
            .kind_is("vehicle_theft")
            .and(self.recovery_is(|found| found != "found_at_once"));
        let moped = self.must(
            "vehicle.kind",
            self.text("vehicle.kind").map(|k| k != "moped_45"),
        );
        let hired_at_home = match (
            self.text("rental.hired_in"),
            self.text("vehicle.registered_in"),
        ) {
            (None, _) => Part::when(true),
            (Some(hired), Some(home)) => Part::when(hired != home),
            (Some(_), None) => self.open(["vehicle.registered_in"]),
        };
        let stolen = self.event() == Some("vehicle_theft");
        all([
            long_repair.or(gone),
            // R 11: 21 days in all.
            Part::when(self.number("rental.days_used").unwrap_or_default() < 21.0),
            moped,
            hired_at_home,
            self.centre("prior_agreement"),
            // R 60: asked of any theft.
            if stolen {
                self.police()
            } else {
                Part::when(true)
            },
        ])
    }

    /// 5.c, last sentences, and 6.j: instead of rental or repatriation, unless agreed (R 18).
    fn hotel(&self) -> Part {
        let other_taken = self.lists("case.taken", "rental_vehicle")
            || self.lists("case.taken", "vehicle_repatriation");
        all([
            self.must("repair.local", self.flag("repair.local")),
            self.no_hitchhiker(),
            Part::when(self.agreed || !other_taken),
            self.centre("prior_agreement"),
        ])
    }

    /// 5.e: whoever brought it (R 65).
    fn local_transport(&self) -> Part {
        let to = self.text("case.towed_to");
        all([
            self.no_hitchhiker(),
            Part::when(!matches!(to, Some("not_towed" | "other"))),
            Self::insured("taken_to_workshop", to.is_some()),
        ])
    }

    /// 5.c and 5.d: three grounds, and a doubtful fourth for the journey home alone.
    fn grounds_to_go_home(&self) -> Part {
        // (i) not roadworthy in reasonable time (R 16); a stolen car only when found at once.
        let ready_in_time = self.flag("repair.before_planned_return");
        let reasonable = if self.lists("case.taken", "rental_vehicle") {
            self.must(
                "repair.before_planned_return",
                ready_in_time.map(|ready| !ready),
            )
        } else {
            Part::when(true)
        };
        let first = all([
            self.stopped(),
            self.kind_is_not("vehicle_theft")
                .or(self.recovery_is(|found| found == "found_at_once")),
            reasonable,
            self.centre_if(ready_in_time != Some(false), "provider_discretion"),
        ]);
        // (ii) stolen and found after the trip went on.
        let second = all([
            self.stopped(),
            self.kind_is("vehicle_theft"),
            self.recovery_is(|found| found == "found_after_trip_continued"),
            self.police(),
        ]);
        // (iii) somebody ill or hurt and nobody able to drive, whatever the event (R 1).
        let third = self.nobody_can_drive();
        // R 17: stolen and never found; there is nothing to bring, but perhaps somebody.
        let fourth = if self.benefit == "travel_home" {
            all([
                self.stopped(),
                self.kind_is("vehicle_theft"),
                self.recovery_is(|found| found == "not_found"),
                self.centre("confirm_scope"),
            ])
        } else {
            Part::No
        };
        let ground = first.or(second).or(third).or(fourth);
        all([self.base(), ground, self.centre("prior_agreement")])
    }

    fn nobody_can_drive(&self) -> Part {
        let able = self.flag("illness.able_driver_present");
        let tested = self.facts.contains_key("illness.person")
            || matches!(self.event(), Some("illness" | "injury"));
        if tested {
            self.must("illness.able_driver_present", able.map(|able| !able))
        } else if self.event().is_none() && able != Some(true) {
            // It would be tested if the event turned out to be one; only that is asked yet.
            self.open(["event.kind"])
        } else {
            Part::No
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
