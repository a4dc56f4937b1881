//! The steps of a call plan, one sentence or two each.
//!
//! Decides which steps a situation needs and in which order. What is safe to do on a road is
//! the guide's.

use super::plan::{PlanInput, Scene};
use crate::guide::MotorwayKind;
use crate::messages;

/// The steps: life, who may come at all, safety, the call, what not to agree to, whom to trust,
/// what to do without data, and to call whatever the pre-check says.
pub(super) fn steps(input: &PlanInput, scene: &Scene) -> Vec<String> {
    let say = |key: &str, args: &[(&str, &str)]| messages::text(input.language, key, args);
    let mut steps = Vec::new();
    if scene.emergency {
        steps.push(say(
            "assist.step.emergency",
            &[("phone", &scene.emergency_phone)],
        ));
    } else if input.event_kind == Some("illness") {
        steps.push(say(
            "assist.step.doctor",
            &[("phone", &scene.emergency_phone)],
        ));
    }
    steps.extend(motorway(input, scene));
    // Where walking out is forbidden on motorways and nobody said that this is none, the
    // cautious form.
    let as_motorway = input.on_motorway.unwrap_or(scene.licensed);
    steps.extend(
        input
            .guide
            .safety(input.country, as_motorway, input.language),
    );
    steps.extend(warning(input, scene));
    steps.extend(position(input, scene));
    let phone = input.alarm_phone.spaced();
    let company = input.assistance_company;
    steps.push(say(
        "assist.step.call",
        &[("company", company), ("phone", &phone)],
    ));
    steps.push(say("assist.step.code", &[("code", &input.case.code)]));
    if outstanding(input, &["prior_agreement"]) {
        steps.push(say("assist.step.agree", &[]));
    }
    if input
        .event_kind
        .is_some_and(|kind| matches!(kind, "vehicle_theft" | "plate_theft"))
    {
        steps.push(say("assist.step.police", &[]));
    }
    let known = input
        .country
        .and_then(|country| input.guide.country(country));
    if input.event_kind == Some("collision")
        && known.is_some_and(|known| !known.police_after_accident.is_empty())
    {
        steps.push(say("guide.note.police_after_accident", &[]));
    }
    steps.push(say("assist.step.helper", &[("code", &input.case.code)]));
    if known.is_some_and(|known| !known.fake_helpers.is_empty()) {
        steps.push(say("guide.note.fake_helpers", &[]));
    }
    steps.push(say("assist.step.sms", &[]));
    steps.push(say("assist.step.anyway", &[]));
    steps
}

/// Who may come to a motorway: said as it is where the car stands on one, asked where a strict
/// rule could hold and nobody said.
fn motorway(input: &PlanInput, scene: &Scene) -> Option<String> {
    let say = |key: &str, args: &[(&str, &str)]| messages::text(input.language, key, args);
    let rule = scene.rule.as_ref().map(|rule| rule.text(input.language));
    match (input.on_motorway, rule) {
        (Some(false), _) => None,
        (Some(true), Some(rule)) => Some(rule),
        (None, Some(rule)) => scene
            .licensed
            .then(|| say("assist.step.motorway_if", &[("rule", &rule)])),
        (_, None) if input.country.is_none() => Some(say(
            "assist.step.motorway_anywhere",
            &[("phone", &scene.emergency_phone)],
        )),
        (_, None) => None,
    }
}

/// What else is attested and could cost money, where nobody said whether this is a motorway.
fn warning(input: &PlanInput, scene: &Scene) -> Option<String> {
    let rule = scene
        .rule
        .as_ref()
        .filter(|_| input.on_motorway.is_none() && !scene.licensed)?;
    (rule.kind != MotorwayKind::Hint).then(|| rule.text(input.language))
}

/// What to say beside a position that does not lead to the car by itself, or instead of one.
fn position(input: &PlanInput, scene: &Scene) -> Vec<String> {
    match scene.fix {
        Some(fix) => fix.quality(input.now).cautions(input.language),
        None => vec![messages::text(
            input.language,
            "assist.step.position_none",
            &[],
        )],
    }
}

/// Whether one of these conditions is outstanding, or could be.
fn outstanding(input: &PlanInput, ids: &[&str]) -> bool {
    input
        .conditions
        .is_none_or(|conditions| ids.iter().any(|id| conditions.contains(id)))
}
