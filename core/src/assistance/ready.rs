//! What to have ready before dialling: the duty `ready` of the terms, filled in where known.
//!
//! Decides the list and its order. What is not known is listed too, to be looked up.

use super::plan::{HaveReady, PlanInput, Scene};
use crate::messages;

/// Registration number, casco insurer, position and the telephone numbers of the workshop and
/// the contact person (RA, duty `ready`), and the numbers of policy and service card.
pub(super) fn have_ready(input: &PlanInput, scene: &Scene) -> Vec<HaveReady> {
    let card = input.card;
    let plate = card.vehicle.registration.as_ref().map(|plate| {
        let sign = input.case.report.what.sign.as_deref().unwrap_or_default();
        format!("{sign} {}", plate.as_str()).trim().to_owned()
    });
    let position = scene.fix.map(|fix| {
        let caption = fix.caption(input.language, input.now);
        format!("{:.5}, {:.5} ({caption})", fix.lat, fix.lon)
    });
    [
        ("registration", plate),
        (
            "insurer",
            card.insurer.as_ref().map(|name| name.as_str().to_owned()),
        ),
        (
            "policy_no",
            card.policy_no
                .as_ref()
                .map(|number| number.as_str().to_owned()),
        ),
        (
            "service_card_no",
            card.service_card_no
                .as_ref()
                .map(|number| number.as_str().to_owned()),
        ),
        ("position", position),
        (
            "contact_phone",
            card.holder.phone.as_ref().map(|phone| phone.spaced()),
        ),
        ("workshop_phone", None),
    ]
    .into_iter()
    .map(|(key, value)| HaveReady {
        item: messages::text(input.language, &format!("assist.ready.{key}"), &[]),
        value,
    })
    .collect()
}
