//! What to say on the phone, line by line.
//!
//! Decides the words and their order. In the driver's language, and in the operator's where
//! that is another; dialling is the phone's.

use super::plan::{PlanInput, Scene};
use super::report::is_health;
use super::spelling::spell;
use crate::messages;
use crate::types::Language;
use serde::Serialize;
use std::fmt;

/// The voice channel: the number and what to say.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Voice {
    /// That the call may be recorded, to be read before dialling (sources 000, privacy policy).
    pub recording: String,
    /// The alarm centre's number (RFC 3966). Emergency numbers are never wrapped.
    pub tel_uri: String,
    /// What to say, in the driver's language.
    pub script: Vec<String>,
    /// The same for reading out to the operator; `None` where the driver's language will do.
    pub operator: Option<OperatorScript>,
}

/// The script in a language the operator speaks.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct OperatorScript {
    /// BCP 47.
    pub language: String,
    /// What to say.
    pub script: Vec<String>,
}

/// The script, and its English for an operator who speaks Danish and English.
pub(super) fn voice(input: &PlanInput, scene: &Scene) -> Voice {
    let understood = matches!(input.language, Language::Da | Language::En);
    Voice {
        recording: messages::text(input.language, "privacy.recording", &[]),
        tel_uri: input.alarm_phone.tel_uri(),
        script: script(input, scene, input.language),
        operator: (!understood).then(|| OperatorScript {
            language: Language::En.tag().to_owned(),
            script: script(input, scene, Language::En),
        }),
    }
}

fn script(input: &PlanInput, scene: &Scene, language: Language) -> Vec<String> {
    let say = |key: &str, args: &[(&str, &str)]| {
        messages::text(language, &format!("assist.voice.{key}"), args)
    };
    let (card, what) = (input.card, &input.case.report.what);
    let mut lines = vec![say("greeting", &[])];
    if let Some(name) = &card.holder.name {
        lines.push(say("name", &[("name", name.as_str())]));
    }
    if scene.emergency {
        lines.push(say("danger", &[("phone", &scene.emergency_phone)]));
    }
    if let Some(kind) = input.event_kind.filter(|kind| !is_health(kind)) {
        let key = format!("assist.event.{kind}");
        if messages::has(language, &key) {
            lines.push(messages::text(language, &key, &[]));
        }
    }
    let spelled = |code: &str| spell(code, language);
    let code = &input.case.code;
    lines.push(say("code", &[("code", code), ("spelled", &spelled(code))]));
    if let Some(plate) = &card.vehicle.registration {
        let plate = plate.as_str();
        lines.push(say(
            "plate",
            &[("plate", plate), ("spelled", &spelled(plate))],
        ));
    }
    if let Some(sign) = &what.sign {
        lines.push(say("sign", &[("sign", sign), ("spelled", &spelled(sign))]));
    }
    if let Some(vehicle) = &what.vehicle {
        lines.push(say("vehicle", &[("vehicle", vehicle)]));
    }
    lines.extend(position(input, scene, language));
    lines.push(match &card.holder.phone {
        Some(phone) => say("callback", &[("phone", &phone.spaced())]),
        None => say("callback_none", &[]),
    });
    if let Some(insurer) = &card.insurer {
        lines.push(say("cover", &[("insurer", insurer.as_str())]));
    }
    if let Some(policy) = &card.policy_no {
        lines.push(say("policy", &[("policy", policy.as_str())]));
    }
    if let Some(number) = &card.service_card_no {
        lines.push(say("card", &[("card", number.as_str())]));
    }
    lines.push(say("agree", &[]));
    lines.push(say("helper", &[]));
    lines
}

/// The position in groups of digits, and how good it is; without one, the blanks to fill.
fn position(input: &PlanInput, scene: &Scene, language: Language) -> Vec<String> {
    let say = |key: &str, args: &[(&str, &str)]| {
        messages::text(language, &format!("assist.voice.{key}"), args)
    };
    let Some(fix) = scene.fix else {
        return vec![say("position_none", &[])];
    };
    vec![
        say("position", &[("position", &fix.spoken(language))]),
        say("quality", &[("quality", &fix.caption(language, input.now))]),
    ]
}

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Voice([REDACTED])")
    }
}

impl fmt::Debug for OperatorScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OperatorScript([REDACTED])")
    }
}
