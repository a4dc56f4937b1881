//! `roadside call`: the plan, and the case on its way.

use super::{Session, fix, intake, wait};
use crate::args::{set, text};
use crate::problem::{self, Stop};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::assistance::{CallPlan, CaseState};
use roadside_core::companion::{Companion, Delivery, HelpRequest, Intake, Prompt};
use roadside_core::error::{Error, Subject, Trouble};
use roadside_core::types::Phone;

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let request = request(session, words)?;
    let intake = intake(words)?;
    let companion = session.answering_companion()?;
    if set(words, "dry-run") {
        let plan = companion.plan_help(&request, session.language())?;
        tell(session.screen, &plan);
        return Ok(());
    }
    let plan = companion.call_help(&request, session.language())?;
    send_and_tell(session, &companion, intake.as_ref(), plan)
}

/// What the command line tells of the need.
pub(super) fn request(session: &Session<'_>, words: &ArgMatches) -> Result<HelpRequest, Error> {
    Ok(HelpRequest {
        card: session.card,
        facts: super::facts(words)?,
        fix: fix(words)?,
        danger: set(words, "danger"),
        on_motorway: text(words, "on-motorway").map(|answer| answer == "yes"),
        passengers: words
            .try_get_one::<u32>("passengers")
            .ok()
            .flatten()
            .copied(),
        with_health: set(words, "with-health"),
    })
}

/// The plan is shown to a person before the network is waited for; a program gets one document
/// with the state the case ended in.
pub(super) fn send_and_tell(
    session: &Session<'_>,
    companion: &Companion,
    intake: Option<&Intake>,
    mut plan: CallPlan,
) -> Result<(), Stop> {
    let screen = session.screen;
    if !screen.json {
        tell(screen, &plan);
    }
    let id = plan.case.id.to_string();
    let delivery = match intake {
        Some(intake) => {
            screen.progress(&screen.text("terminal.call.sending"));
            Some(wait(companion.deliver(intake, Prompt::Person))?)
        }
        None => None,
    };
    let case = companion.case(&id)?;
    plan.case.state = case.state;
    if screen.json {
        screen.document(&plan);
    }
    if case.received_revision == Some(case.revision) {
        if !screen.json {
            tell_received(screen, &case.code);
        }
        return Ok(());
    }
    let error = waiting(delivery.as_ref());
    if screen.json {
        return Err(Stop::Told(4));
    }
    problem::tell(screen, &error);
    Err(Stop::Told(4))
}

/// Why a case is still waiting.
pub(super) fn waiting(delivery: Option<&Delivery>) -> Error {
    match delivery {
        None => Error::NotFound {
            what: Subject::Intake,
        },
        Some(delivery) => Error::Unreachable {
            trouble: delivery.trouble.unwrap_or(Trouble::NoConnection),
            next_attempt_at: delivery.next_attempt_at,
        },
    }
}

/// The good news, with the code the helper must name.
pub(super) fn tell_received(screen: &Screen, code: &str) {
    screen.raw("\n");
    screen.toned(
        0,
        Tone::Good,
        "✓",
        &screen.text_with("terminal.call.received", &[("code", code)]),
    );
}

/// The plan, laid out; or the one document.
pub(super) fn tell(screen: &Screen, plan: &CallPlan) {
    if screen.json {
        screen.document(plan);
        return;
    }
    let label = |key: &str| screen.text(&format!("terminal.call.{key}"));
    if let Some(emergency) = &plan.emergency {
        screen.raw("\n");
        screen.toned(
            0,
            Tone::Bad,
            "☎",
            &format!("{}  {}", emergency.phone, emergency.why),
        );
    }
    screen.heading(&label("whom"));
    let contacts = std::iter::once(&plan.first).chain(&plan.then);
    for (number, contact) in contacts.enumerate() {
        let tone = if number == 0 { Tone::Good } else { Tone::Plain };
        // A short number is shown as it is dialled.
        let phone = Phone::parse(&contact.phone)
            .map_or_else(|_| contact.phone.clone(), |phone| phone.spaced());
        let line = format!("{phone}  {}", contact.who);
        screen.toned(2, tone, &format!("{}.", number + 1), &line);
        screen.paragraph(5, &contact.why);
    }
    screen.heading(&label("steps"));
    for step in &plan.steps {
        screen.item(2, "·", step);
    }
    screen.heading(&label("have_ready"));
    let rows: Vec<(String, String)> = plan
        .have_ready
        .iter()
        .map(|ready| {
            (
                ready.item.clone(),
                ready.value.clone().unwrap_or_else(|| "—".to_owned()),
            )
        })
        .collect();
    screen.rows(2, &rows);
    screen.heading(&label("say"));
    for line in &plan.voice.script {
        screen.item(2, "›", line);
    }
    screen.heading(&label("sms"));
    screen.paragraph(2, &plan.sms.body);
    screen.raw("\n");
    let state = match plan.case.state {
        CaseState::Draft => label("nothing_kept"),
        _ => screen.text_with("terminal.call.kept", &[("code", &plan.case.code)]),
    };
    screen.paragraph(0, &state);
}
