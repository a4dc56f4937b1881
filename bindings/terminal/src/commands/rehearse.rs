//! `roadside rehearse`: everything tried before it is needed.

use super::{Session, fix};
use crate::problem::Stop;
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::companion::{Rehearsed, StepOutcome};

/// What a rehearsal with a step that failed ends with: something must be put right.
const TO_PUT_RIGHT: u8 = 2;

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let fix = fix(words)?;
    let said =
        session
            .answering_companion()?
            .rehearse(session.card, fix.as_ref(), session.language())?;
    if session.screen.json {
        session.screen.document(&said);
    } else {
        tell(session.screen, &said);
    }
    if said.passed {
        Ok(())
    } else {
        Err(Stop::Told(TO_PUT_RIGHT))
    }
}

fn tell(screen: &Screen, said: &Rehearsed) {
    screen.heading(&screen.text("rehearse.heading"));
    for step in &said.steps {
        let (tone, mark) = match step.outcome {
            StepOutcome::Ok => (Tone::Good, "✓"),
            StepOutcome::ToDo => (Tone::Open, "!"),
            StepOutcome::Failed => (Tone::Bad, "✗"),
        };
        let mut text = format!("{}: {}", step.title, step.found);
        if let Some(remedy) = &step.remedy {
            text.push('\n');
            text.push_str(remedy);
        }
        screen.toned(2, tone, mark, &text);
    }
    screen.raw("\n");
    screen.paragraph(0, &said.network);
    screen.paragraph(0, &said.summary);
}
