//! `roadside ask`: an answer without a network.

use super::Session;
use crate::args::{text, texts};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::answers::{SaidAnswer, SaidAnswers, SaidContact};
use roadside_core::error::Error;
use roadside_core::types::Product;

/// Answers told whole; of the others the question is shown.
const WHOLE: usize = 2;

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let asked = texts(words, "ask-words").join(" ");
    let product = text(words, "product").and_then(|word| Product::parse(word).ok());
    let language = session.language();
    // An answer must not wait for a key: without a readable home the handbook answers.
    let kept = session.home().is_ok_and(|home| session.has_data(&home));
    let said = match (product, kept) {
        (None, true) => match session.companion() {
            Ok(companion) => companion.ask(&asked, language),
            Err(_) => session
                .handbook()
                .ask(&asked, None, session.now(), language),
        },
        _ => session
            .handbook()
            .ask(&asked, product, session.now(), language),
    };
    if session.screen.json {
        session.screen.document(&said);
    } else {
        tell(session.screen, &said, asked.is_empty());
    }
    Ok(())
}

fn tell(screen: &Screen, said: &SaidAnswers, everything: bool) {
    let whole = if everything { 0 } else { WHOLE };
    for answer in said.answers.iter().take(whole) {
        tell_answer(screen, answer);
    }
    if said.answers.len() > whole {
        if !everything {
            screen.heading(&screen.text("answers.label.more"));
        }
        for answer in said.answers.iter().skip(whole) {
            screen.item(2, "·", &answer.question);
        }
    }
    if let Some(nothing) = &said.nothing_fits {
        screen.paragraph(0, nothing);
        tell_contact(screen, &said.call);
    }
}

fn tell_answer(screen: &Screen, answer: &SaidAnswer) {
    screen.heading(&answer.question);
    screen.paragraph(2, &answer.answer);
    for contact in &answer.call {
        tell_contact(screen, contact);
    }
    for link in &answer.links {
        let label = screen.text("answers.label.to_read");
        screen.item(2, "↗", &format!("{label}: {} {}", link.title, link.url));
    }
    let source = screen.text("answers.label.source");
    screen.item(2, "·", &format!("{source}: {}", answer.source));
}

fn tell_contact(screen: &Screen, contact: &SaidContact) {
    let tone = match contact.open {
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Open,
    };
    let line = format!(
        "{}  {}\n{}",
        contact.phone_spaced, contact.who, contact.hours
    );
    screen.toned(2, tone, "☎", &line);
}
