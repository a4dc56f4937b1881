//! `roadside consent …`: what is agreed to, and taking it back.

use super::Session;
use crate::args::{set, text, texts};
use crate::problem::{self, Stop};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::companion::{ConsentChange, ConsentState, SaidConsent};
use roadside_core::error::Error;
use roadside_core::privacy::Channel;
use roadside_core::types::{Problem, Purpose};

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    match verb {
        "list" => list(session),
        "give" => give(session, words),
        "withdraw" => {
            let change = session
                .companion()?
                .withdraw_consent(purpose(words)?, session.language())?;
            tell_change(session.screen, &change);
            Ok(())
        }
        "sms" => Ok(sms(session, words)?),
        _ => Ok(print(session, words)?),
    }
}

fn purpose(words: &ArgMatches) -> Result<Purpose, Error> {
    parsed(text(words, "purpose").unwrap_or_default())
}

fn parsed(word: &str) -> Result<Purpose, Error> {
    Purpose::parse(&word.replace('-', "_")).map_err(|problem| Error::bad_input("PURPOSE", problem))
}

fn list(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let held = session.companion()?.consents(session.language())?;
    if screen.json {
        screen.document(&held.consents);
    } else {
        for consent in &held.consents {
            tell(screen, consent);
        }
        if let Some(first) = held.consents.first() {
            screen.raw("\n");
            screen.paragraph(0, &first.holds);
        }
    }
    problem::list_trouble(screen, held.trouble)
}

fn tell(screen: &Screen, consent: &SaidConsent) {
    screen.heading(&format!("{} ({})", consent.name, consent.purpose.word()));
    let (tone, mark) = match consent.state {
        ConsentState::Valid => (Tone::Good, "✓"),
        ConsentState::Off => (Tone::Plain, "–"),
        ConsentState::Expired | ConsentState::Withdrawn => (Tone::Open, "✗"),
    };
    screen.toned(2, tone, mark, &consent.state_text);
    screen.paragraph(4, &consent.text);
    for act in &consent.history {
        screen.item(4, "·", &act.line);
    }
}

/// Nothing is given unread: without `--agree` the text is shown, and how to agree to it.
fn give(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let purpose = purpose(words)?;
    let by = text(words, "by").unwrap_or("app");
    let channel = Channel::parse(by).map_err(|problem| Error::bad_input("--by", problem))?;
    let companion = session.companion()?;
    let held = companion.consents(session.language())?;
    let Some(consent) = held.consents.iter().find(|said| said.purpose == purpose) else {
        return Err(Error::bad_input("PURPOSE", Problem::Missing).into());
    };
    if set(words, "agree") {
        let version = consent.text_version;
        let change = companion.give_consent(purpose, channel, version, session.language())?;
        tell_change(screen, &change);
        return Ok(());
    }
    if !screen.json {
        screen.heading(&consent.name);
        screen.paragraph(2, &consent.text);
        screen.paragraph(2, &consent.holds);
        screen.raw("\n");
        screen.paragraph(0, &screen.text("terminal.consent.agree"));
        let command = format!("roadside consent give {} --by {by} --agree", purpose.word());
        screen.paragraph(2, &command);
    }
    Err(Error::bad_input("--agree", Problem::Missing).into())
}

fn tell_change(screen: &Screen, change: &ConsentChange) {
    if screen.json {
        screen.document(change);
        return;
    }
    screen.heading(&change.consent.name);
    for line in &change.said {
        screen.item(2, "·", line);
    }
}

fn sms(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let companion = session.companion()?;
    let sms = companion.consent_sms(text(words, "case-named"), session.language())?;
    if screen.json {
        screen.document(&sms);
        return Ok(());
    }
    screen.heading(&sms.to);
    screen.paragraph(2, &sms.body);
    screen.paragraph(2, &sms.uri);
    screen.raw("\n");
    screen.paragraph(0, &sms.note);
    Ok(())
}

fn print(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let mut purposes = Vec::new();
    for word in texts(words, "purposes") {
        purposes.push(parsed(word)?);
    }
    if purposes.is_empty() {
        purposes.extend(Purpose::ALL);
    }
    let companion = session.companion()?;
    let case = text(words, "case-named");
    let page = companion.consent_declaration(&purposes, case, session.language())?;
    if session.screen.json {
        session
            .screen
            .document(&serde_json::json!({ "html": page }));
    } else {
        session.screen.raw(&page);
    }
    Ok(())
}
