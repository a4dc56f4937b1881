//! The call plan: whom to call in which order, what to have ready, what to send and say.
//!
//! Decides the order of help: life first, then whoever alone may come where the car stands,
//! then the alarm centre, whatever any pre-check said. Dialling and sending are the phone's;
//! an emergency call is never wrapped, only named.

use super::case::{Case, CaseState};
use super::report::on_earth;
use super::sms::Sms;
use super::voice::{self, Voice};
use super::{ready, steps};
use crate::card::ServiceCard;
use crate::guide::{Emergency, Guide, MotorwayKind, MotorwayRule, Service};
use crate::messages;
use crate::position::Fix;
use crate::territory::Region;
use crate::types::{Country, Language, Phone, Timestamp};
use serde::Serialize;
use uuid::Uuid;

/// All a plan is made from.
#[derive(Clone, Copy)]
pub struct PlanInput<'a> {
    /// The card that is called on.
    pub card: &'a ServiceCard,
    /// The case; a draft will do.
    pub case: &'a Case,
    /// What is known per country.
    pub guide: &'a Guide,
    /// Where the car stands, when there is a fix.
    pub fix: Option<&'a Fix>,
    /// The country it stands in, when certain.
    pub country: Option<Country>,
    /// The part of that country, when known.
    pub region: Option<Region>,
    /// Whether it stands on a motorway or expressway; `None` when nobody said.
    pub on_motorway: Option<bool>,
    /// Somebody is hurt or in danger.
    pub danger: bool,
    /// `event.kind`, when known.
    pub event_kind: Option<&'a str>,
    /// The company that helps, by the name on the card.
    pub assistance_company: &'a str,
    /// The alarm centre's number (ruling 47: the card's own before the terms').
    pub alarm_phone: &'a Phone,
    /// Ids of the conditions the pre-check found outstanding, of any benefit; `None` when there
    /// was no pre-check, and then every condition that could be is spoken of.
    pub conditions: Option<&'a [&'a str]>,
    /// The time the plan is made.
    pub now: Timestamp,
    /// The driver's language.
    pub language: Language,
}

/// The plan, in the driver's language; serialises to the terminal's `call` document.
#[derive(Clone, PartialEq, Serialize, uniffi::Record)]
pub struct CallPlan {
    /// The emergency call, when somebody is hurt or in danger.
    pub emergency: Option<EmergencyCall>,
    /// Whom to call first.
    pub first: Contact,
    /// Whom to call then, in this order.
    pub then: Vec<Contact>,
    /// What to do, in this order.
    pub steps: Vec<String>,
    /// What the alarm centre will ask for.
    pub have_ready: Vec<HaveReady>,
    /// The text message for when data fails.
    pub sms: SmsDraft,
    /// What to say.
    pub voice: Voice,
    /// The case this plan belongs to.
    pub case: CaseRef,
}

/// The emergency number and why it comes first.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct EmergencyCall {
    /// As dialled there; not E.164.
    pub phone: String,
    /// Why.
    pub why: String,
}

/// Somebody to call.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Contact {
    /// Who answers.
    pub who: String,
    /// E.164, or a short number as dialled there.
    pub phone: String,
    /// Why, and why now.
    pub why: String,
}

/// One thing to have ready for the call.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct HaveReady {
    /// What.
    pub item: String,
    /// Its value where the card or the fix knows it.
    pub value: Option<String>,
}

/// The text message, for the phone's own app.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SmsDraft {
    /// E.164.
    pub to: String,
    /// At most 160 septets (`docs/sms.md`).
    pub body: String,
    /// RFC 5724.
    pub uri: String,
}

/// The case in short.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct CaseRef {
    /// Its id.
    pub id: Uuid,
    /// What people say.
    pub code: String,
    /// The revision this plan was made from.
    pub revision: u32,
    /// Where it stands.
    pub state: CaseState,
}

impl CallPlan {
    /// Makes the plan. Never fails and never says "do not call".
    pub fn of(input: &PlanInput) -> Self {
        let scene = Scene::of(input);
        let alarm_centre = alarm_centre(input, &scene);
        let mut contacts = Vec::new();
        if scene.emergency {
            contacts.push(emergency_contact(input, &scene));
        }
        // Where one number reaches both, the emergency call has brought the recovery service in.
        if let Some(recovery) = scene.recovery(input.language)
            && contacts
                .iter()
                .all(|contact| contact.phone != recovery.phone)
        {
            contacts.push(recovery);
        }
        contacts.push(alarm_centre.clone());
        let emergency = contacts
            .first()
            .filter(|_| scene.emergency)
            .map(|c| EmergencyCall {
                phone: c.phone.clone(),
                why: c.why.clone(),
            });
        let mut contacts = contacts.into_iter();
        let first = contacts.next().unwrap_or(alarm_centre);
        let sms = Sms::of(input.case);
        Self {
            emergency,
            first,
            then: contacts.collect(),
            steps: steps::steps(input, &scene),
            have_ready: ready::have_ready(input, &scene),
            sms: SmsDraft {
                to: input.alarm_phone.e164().to_owned(),
                body: sms.body(),
                uri: sms.uri(input.alarm_phone),
            },
            voice: voice::voice(input, &scene),
            case: CaseRef {
                id: input.case.id,
                code: input.case.code.clone(),
                revision: input.case.revision,
                state: input.case.state,
            },
        }
    }
}

/// What follows from the input and several parts of the plan need.
pub(super) struct Scene<'a> {
    /// An emergency call comes first.
    pub emergency: bool,
    /// The number to dial for it.
    pub emergency_phone: String,
    numbers: Emergency,
    /// What holds on motorways here, when anything is attested.
    pub rule: Option<MotorwayRule>,
    /// Only a licensed recoverer may come to a motorway here, or in a part of the country that
    /// this may be.
    pub licensed: bool,
    /// The car stands on such a motorway for certain.
    licensed_here: bool,
    /// The fix, when it is a place.
    pub fix: Option<&'a Fix>,
}

impl<'a> Scene<'a> {
    fn of(input: &PlanInput<'a>) -> Self {
        let numbers = input.guide.emergency(input.country);
        let injured = input.event_kind == Some("injury");
        let service = if injured {
            Service::Ambulance
        } else {
            Service::General
        };
        let rule = input
            .country
            .and_then(|country| input.guide.motorway(country, input.region));
        let somewhere = input
            .country
            .and_then(|country| input.guide.country(country)?.motorway.as_ref())
            .is_some_and(|rule| rule.kind == MotorwayKind::LicensedRecovererOnly);
        Self {
            emergency: input.danger || injured,
            emergency_phone: dialled(numbers.number_for(service)),
            numbers,
            licensed: somewhere && rule.is_some(),
            licensed_here: input.on_motorway == Some(true)
                && rule.as_ref().is_some_and(MotorwayRule::comes_first),
            rule,
            fix: on_earth(input.fix),
        }
    }

    /// Who alone may come to this motorway, when the car stands on one for certain.
    fn recovery(&self, language: Language) -> Option<Contact> {
        let rule = self.rule.as_ref().filter(|_| self.licensed_here)?;
        Some(Contact {
            who: messages::text(language, "guide.who.licensed_recoverer", &[]),
            phone: rule
                .phone
                .map_or_else(|| dialled(&self.numbers.call), dialled),
            why: rule.text(language),
        })
    }
}

fn emergency_contact(input: &PlanInput, scene: &Scene) -> Contact {
    let say = |key: &str, args: &[(&str, &str)]| messages::text(input.language, key, args);
    let mut why = vec![say("assist.why.danger", &[])];
    if !scene.numbers.one_number_for_all() {
        let others: Vec<String> = scene
            .numbers
            .national
            .iter()
            .filter(|(_, number)| dialled(number) != scene.emergency_phone)
            .map(|(service, number)| format!("{} {number}", service.name(input.language)))
            .collect();
        why.push(say(
            "assist.why.other_numbers",
            &[("numbers", &others.join(", "))],
        ));
    }
    if input.country.is_some() && !scene.numbers.certain {
        why.push(say("assist.why.number_unsure", &[]));
    }
    let service = scene
        .numbers
        .national
        .iter()
        .find(|(_, number)| dialled(number) == scene.emergency_phone)
        .map_or(Service::General, |(service, _)| *service);
    Contact {
        who: service.name(input.language),
        phone: scene.emergency_phone.clone(),
        why: why.join(" "),
    }
}

fn alarm_centre(input: &PlanInput, scene: &Scene) -> Contact {
    let why = if scene.emergency {
        "assist.why.after_emergency"
    } else if scene.licensed_here {
        "assist.why.in_parallel"
    } else {
        "assist.why.alarm_centre"
    };
    let company = [("company", input.assistance_company)];
    Contact {
        who: messages::text(input.language, "assist.who.alarm_centre", &company),
        phone: input.alarm_phone.e164().to_owned(),
        why: messages::text(input.language, why, &[]),
    }
}

/// A short number without the spaces it is printed with.
fn dialled(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect()
}

crate::types::redacted!(
    CallPlan,
    EmergencyCall,
    Contact,
    HaveReady,
    SmsDraft,
    CaseRef
);
