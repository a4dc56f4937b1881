//! What the products read alike: the event, the place, the towed unit, the dates.

use super::{Part, Reading};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use roadside_core::territory::{ConfirmedZone, Whereabouts, Zone, ZoneAnswer, zone};
use roadside_core::types::Country;

impl Reading<'_> {
    /// `event.kind` is this one; open while it is not known.
    pub(super) fn kind_is(&self, kind: &str) -> Part {
        self.must("event.kind", self.event().map(|known| known == kind))
    }

    pub(super) fn kind_is_not(&self, kind: &str) -> Part {
        self.must("event.kind", self.event().map(|known| known != kind))
    }

    /// `event.kind` is one of these; open while it is not known.
    pub(super) fn kind_in(&self, kinds: &[&str]) -> Part {
        self.must(
            "event.kind",
            self.event().map(|known| kinds.contains(&known)),
        )
    }

    pub(super) fn recovery_is(&self, holds: impl Fn(&str) -> bool) -> Part {
        self.must("theft.recovery", self.text("theft.recovery").map(holds))
    }

    /// R 58: whether the car can go on is read for four kinds only, and never when the fault is on
    /// the towed unit. While the kind is not known, a car that cannot go on is enough.
    pub(super) fn cannot_go_on(&self) -> Part {
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

    pub(super) fn on_towed_unit(&self) -> bool {
        self.text("event.unit") == Some("towed_unit")
    }

    /// There is a trailer or caravan. Where the fault is on it, not naming its kind does not mean
    /// that there is none.
    pub(super) fn unit_is_there(&self) -> Part {
        let kind = self.text("towed.kind");
        Part::when(kind.map_or(self.on_towed_unit(), |kind| kind != "none"))
    }

    /// facts.md §3; geocoders' own codes for parts of Spain lie outside the continent.
    pub(super) fn zone(&self, asked: Zone) -> ZoneAnswer {
        let country = self.text("place.country");
        let europe = matches!(asked, Zone::RescueTerritory | Zone::GeographicEurope);
        if europe && matches!(country, Some("IC" | "EA")) {
            return ZoneAnswer::Possible;
        }
        let at = Whereabouts {
            country: country.and_then(|code| Country::parse(code).ok()),
            point: self.number("place.lat").zip(self.number("place.lon")),
            accuracy_m: self.number("place.accuracy_m").unwrap_or_default(),
            confirmed: self.text("place.zone").map(|zone| match zone {
                "e65_transit" => ConfirmedZone::E65Transit,
                "border_strip" => ConfirmedZone::BorderStrip,
                _ => ConfirmedZone::None,
            }),
        };
        zone(asked, &at)
    }

    /// Somebody is ill or hurt: by the kind, or because it is said who.
    pub(super) fn ill_or_hurt(&self) -> Part {
        if self.facts.contains_key("illness.person") {
            Part::when(true)
        } else {
            self.kind_in(&["illness", "injury"])
        }
    }

    /// It is the driver who is ill or hurt. Not saying who means nobody for other kinds than
    /// illness and injury, so it is asked only of those: first what happened, then who.
    pub(super) fn driver_is_ill(&self) -> Part {
        let driver = self.text("illness.person").map(|who| who == "driver");
        self.ill_or_hurt()
            .and(self.once_ill("illness.person", driver))
    }

    /// A fact about health that must be so; not asked for before illness or injury is known.
    pub(super) fn once_ill(&self, fact: &'static str, holds: Option<bool>) -> Part {
        match (holds, self.ill_or_hurt()) {
            (None, open @ Part::Open(..)) => open,
            _ => self.must(fact, holds),
        }
    }

    /// Whether the illness is chronic: asked of an illness, otherwise only if stated (R 53).
    pub(super) fn not_chronic(&self) -> Part {
        match (self.flag("illness.chronic"), self.event()) {
            (Some(chronic), _) => Part::when(!chronic),
            (None, Some("illness")) => self.open(["illness.chronic"]),
            (None, Some(_)) => Part::when(true),
            (None, None) => self.open(["event.kind"]),
        }
    }

    /// The Danish calendar day of the event.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.text("event.occurred_at").and_then(danish_day)
    }

    pub(super) fn date(&self, fact: &str) -> Option<NaiveDate> {
        self.text(fact)
            .and_then(|text| text.parse::<NaiveDate>().ok())
    }

    /// R 63: dates that are known and do not include the day.
    pub(super) fn outside_known_dates(&self) -> bool {
        self.day().is_some_and(|day| {
            self.date("policy.in_force_from")
                .is_some_and(|from| day < from)
                || self.date("policy.in_force_to").is_some_and(|to| day > to)
        })
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
