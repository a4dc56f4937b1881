//! What each benefit requires besides: clauses 5.a to 5.i, the exclusions of one benefit, the notice.

use super::{Part, RescueAbroad, all, insured};

impl RescueAbroad<'_> {
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
        let report = insured("police_report", self.flag("police.reported") == Some(true));
        let proof = insured(
            "police_documentation",
            self.facts.contains_key("police.reference"),
        );
        report.and(proof)
    }

    /// Clause 1: a trailer or caravan with casco of its own.
    fn insured_unit(&self) -> Part {
        self.unit_is_there()
            .and(self.must("towed.casco", self.flag("towed.casco")))
    }

    /// §2: where the fault is on the unit, its own requirement decides these benefits too.
    fn unit_if_concerned(&self) -> Part {
        if self.on_towed_unit() {
            self.insured_unit()
        } else {
            Part::when(true)
        }
    }

    pub(super) fn benefit(&self) -> Part {
        let event = || self.base().and(self.stopped());
        match self.benefit {
            "communication" => match self.scope() {
                Part::Yes(_) => Part::when(true),
                other => other,
            },
            "towing" => all([event(), self.five_a()]),
            "on_site_repair" => all([event(), self.five_a(), self.centre("cheaper_than_towing")]),
            // What is stuck is not stolen: the recovery is never asked for.
            "recovery_from_ditch" => all([
                event(),
                self.kind_is("stuck"),
                self.within_reach(),
                self.unit_if_concerned(),
            ]),
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
                insured("vehicle_stays_missing", false),
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
                insured("own_funds_insufficient", false),
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
            insured("taken_to_workshop", to.is_some()),
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
