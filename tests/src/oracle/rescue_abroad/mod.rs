//! Rescue abroad: the ledger's part A.

mod benefits;
mod scope;

use super::{Answer, Facts, Part, Reading, all, insured};
use std::collections::BTreeMap;
use std::ops::Deref;

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

/// What the terms answer about every benefit.
pub fn assess(facts: &Facts) -> BTreeMap<&'static str, Answer> {
    BENEFITS
        .into_iter()
        .map(|benefit| {
            let mut reading = Reading::of(facts, benefit);
            // case.agreed: an agreement on bringing the vehicle home serves the journey home (5.d).
            reading.agreed |=
                benefit == "travel_home" && reading.lists("case.agreed", "vehicle_repatriation");
            let read = RescueAbroad(reading);
            (benefit, read.answer(read.benefit()))
        })
        .collect()
}

/// The terms read for one benefit.
struct RescueAbroad<'a>(Reading<'a>);

impl<'a> Deref for RescueAbroad<'a> {
    type Target = Reading<'a>;

    fn deref(&self) -> &Reading<'a> {
        &self.0
    }
}
