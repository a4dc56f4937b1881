//! `roadside case …` and `roadside outbox flush`.

use super::call::{request, send_and_tell, tell_received, waiting};
use super::{Session, intake, wait};
use crate::args::text;
use crate::problem::{self, Stop};
use crate::screen::Screen;
use chrono::Local;
use clap::ArgMatches;
use roadside_core::assistance::CaseState;
use roadside_core::companion::{Delivery, HeldCase, Prompt};
use roadside_core::error::{Error, Subject};
use serde_json::json;

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    let named = text(words, "case").unwrap_or_default();
    match verb {
        "list" => list(session),
        "show" => Ok(show(session, named, words)?),
        "update" => {
            let request = request(session, words)?;
            let intake = intake(words)?;
            let companion = session.answering_companion()?;
            let plan = companion.update_case(named, &request, session.language())?;
            send_and_tell(session, &companion, intake.as_ref(), plan)
        }
        _ => cancel(session, named, words),
    }
}

fn list(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let held = session.companion()?.cases()?;
    if screen.json {
        screen.document(&held.cases);
    } else if held.cases.is_empty() {
        screen.paragraph(0, &screen.text("terminal.case.none"));
    } else {
        for case in &held.cases {
            screen.item(0, &case.code, &state(screen, case.state));
        }
    }
    problem::list_trouble(screen, held.trouble)
}

/// What is known here; with an address the alarm centre is asked first, and what it does not
/// answer is said beside what is known.
fn show(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let intake = intake(words)?;
    let companion = session.companion()?;
    let mut case = companion.case(named)?;
    let mut trouble = None;
    if let Some(intake) = intake {
        match wait(companion.refresh_case(&intake, case.id)) {
            Ok(_) => case = companion.case(named)?,
            Err(error) => trouble = Some(error),
        }
    }
    if screen.json {
        screen.document(&case);
    } else {
        tell(screen, &case);
    }
    if let Some(error) = trouble {
        problem::tell_beside(screen, &error);
    }
    Ok(())
}

fn tell(screen: &Screen, case: &HeldCase) {
    screen.heading(&case.code);
    screen.paragraph(2, &state(screen, case.state));
    for step in &case.history {
        let at = step.at.with_timezone(&Local).format("%Y-%m-%d %H:%M:%S");
        screen.item(2, &at.to_string(), &state(screen, step.state));
    }
    if let Some(centre) = &case.centre {
        let label = |key: &str| screen.text(&format!("terminal.case.{key}"));
        let eta = centre
            .eta
            .map(|at| at.with_timezone(&Local).format("%H:%M").to_string());
        let rows: Vec<(String, String)> = [
            (label("reference"), centre.reference.clone()),
            (label("helper"), centre.helper.clone()),
            (label("eta"), eta),
            (
                label("said_at"),
                Some(
                    centre
                        .said_at
                        .with_timezone(&Local)
                        .format("%H:%M")
                        .to_string(),
                ),
            ),
        ]
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .collect();
        screen.heading(&label("centre"));
        screen.rows(2, &rows);
    }
}

fn state(screen: &Screen, state: CaseState) -> String {
    screen.text(&format!("assist.state.{}", state.word()))
}

fn cancel(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let intake = intake(words)?;
    let companion = session.companion()?;
    let id = companion.cancel_case(named)?.id.to_string();
    let delivery = match &intake {
        Some(intake) => Some(wait(companion.deliver(intake, Prompt::Person))?),
        None => None,
    };
    let case = companion.case(&id)?;
    if screen.json {
        screen.document(&case);
    } else {
        screen.paragraph(0, &screen.text("terminal.case.cancelled"));
    }
    if case.received_revision == Some(case.revision) {
        return Ok(());
    }
    if !screen.json {
        problem::tell(screen, &waiting(delivery.as_ref()));
    }
    Err(Stop::Told(4))
}

/// Sends what waits. Exit 4 when something still does.
pub(super) fn flush(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let intake = intake(words)?.ok_or(Error::NotFound {
        what: Subject::Intake,
    })?;
    let companion = session.companion()?;
    screen.progress(&screen.text("terminal.call.sending"));
    let delivery = wait(companion.deliver(&intake, Prompt::Person))?;
    let claims = wait(companion.deliver_claims(&intake, Prompt::Person))?;
    if screen.json {
        let round = |delivery: &Delivery| {
            json!({
                "delivered": delivery.delivered,
                "waiting": delivery.waiting,
                "next_attempt_at": delivery.next_attempt_at,
            })
        };
        let mut document = round(&delivery);
        if let Some(fields) = document.as_object_mut() {
            fields.insert("claims".to_owned(), round(&claims));
        }
        screen.document(&document);
    } else {
        tell_round(screen, "terminal.outbox.round", &delivery);
        if claims.delivered + claims.waiting > 0 {
            tell_round(screen, "claim.outbox.round", &claims);
        }
        if delivery.waiting == 0 && delivery.delivered > 0 {
            for case in companion.cases()?.cases.iter().rev().take(1) {
                tell_received(screen, &case.code);
            }
        }
    }
    let Some(waits) = [delivery, claims].into_iter().find(|one| one.waiting > 0) else {
        return Ok(());
    };
    if !screen.json {
        problem::tell(screen, &waiting(Some(&waits)));
    }
    Err(Stop::Told(4))
}

fn tell_round(screen: &Screen, key: &str, delivery: &Delivery) {
    let counts = [
        ("delivered", delivery.delivered.to_string()),
        ("waiting", delivery.waiting.to_string()),
    ];
    let args: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
    screen.paragraph(0, &screen.text_with(key, &args));
}
