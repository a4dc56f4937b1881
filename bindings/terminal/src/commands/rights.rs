//! `roadside rights …`: the guide, the letter, the days.

use super::Session;
use crate::args::{set, text};
use crate::problem::{self, Stop};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::error::Error;
use roadside_core::rights::{SaidAddressee, SaidGuide, SaidLetters, SaidRequest, TypedRequest};
use roadside_core::types::{Fault, Phone};
use serde_json::json;

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    match verb {
        "guide" => Ok(guide(session, words)?),
        "new" => Ok(new(session, words)?),
        "list" => list(session),
        "show" => Ok(show(session, words)?),
        "letter" => Ok(letter(session, words)?),
        "sent" | "answered" => Ok(note(session, verb, words)?),
        _ => Ok(remove(session, words)?),
    }
}

/// What the command line tells of a request.
fn typed(words: &ArgMatches) -> TypedRequest {
    let given = |name: &str| text(words, name).map(str::to_owned);
    TypedRequest {
        right: given("rights-right").unwrap_or_default(),
        for_whom: given("rights-for"),
        no_power_of_attorney: set(words, "rights-no-power-of-attorney"),
        data: given("rights-data"),
        to: given("rights-to"),
        name: given("rights-name"),
        address: given("rights-address"),
        phone: given("rights-phone"),
        person: given("rights-person"),
        reference: given("rights-reference"),
        insurer: None,
        details: given("rights-details"),
    }
}

/// Faults name the options as they are typed.
fn as_options(error: Error) -> Error {
    let Error::BadInput { faults } = error else {
        return error;
    };
    let option = |fault: Fault| match fault.at.as_str() {
        "right" => Fault::new("RIGHT", fault.problem),
        // The insurer's name stands on the card.
        "insurer" => Fault::new("insurer", fault.problem),
        at => Fault::new(format!("--{at}"), fault.problem),
    };
    Error::BadInput {
        faults: faults.into_iter().map(option).collect(),
    }
}

fn guide(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let (handbook, language) = (session.handbook(), session.language());
    let screen = session.screen;
    if text(words, "rights-right").is_none() {
        let all = handbook.rights_guides(language);
        if screen.json {
            screen.document(&all);
        } else {
            for one in &all {
                let title = format!("{}  ({})", one.title, one.right);
                screen.heading(&title);
                screen.paragraph(2, &one.about);
            }
        }
        return Ok(());
    }
    let said = handbook
        .rights_guide(&typed(words), language)
        .map_err(as_options)?;
    if screen.json {
        screen.document(&said);
    } else {
        tell_guide(screen, &said);
    }
    Ok(())
}

fn tell_guide(screen: &Screen, said: &SaidGuide) {
    screen.heading(&said.title);
    screen.paragraph(2, &said.about);
    tell_addressee(screen, &said.to);
    section(screen, "rights.label.enclose", "□", &said.documents);
    section(screen, "rights.label.answer", "·", &said.answer);
    let mut know = vec![said.cost.clone(), said.how.clone()];
    know.extend(said.notes.iter().cloned());
    section(screen, "rights.label.know", "·", &know);
}

fn section(screen: &Screen, key: &str, mark: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    screen.heading(&screen.text(key));
    for item in items {
        screen.item(2, mark, item);
    }
}

fn tell_addressee(screen: &Screen, to: &SaidAddressee) {
    screen.heading(&screen.text("rights.label.to"));
    for line in &to.lines {
        screen.paragraph(2, line);
    }
    let phone = to.phone.as_deref().and_then(|e164| Phone::parse(e164).ok());
    let rows: Vec<(String, String)> = [
        ("rights.label.phone", phone.map(|phone| phone.spaced())),
        ("rights.label.web", to.web.clone()),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((screen.text(key), value?)))
    .collect();
    screen.rows(2, &rows);
}

fn new(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let companion = session.companion()?;
    let said = companion
        .draft_request(&typed(words), session.language())
        .map_err(as_options)?;
    let screen = session.screen;
    if screen.json {
        screen.document(&said);
    } else {
        let kept = screen.text_with("rights.label.kept", &[("id", &said.id)]);
        screen.paragraph(0, &kept);
        tell_request(screen, &said);
        screen.paragraph(2, &format!("roadside rights letter {}", said.id));
    }
    Ok(())
}

fn tell_request(screen: &Screen, said: &SaidRequest) {
    screen.heading(&said.title);
    let (tone, mark) = match said.state.as_str() {
        "answered" => (Tone::Good, "✓"),
        "late" => (Tone::Open, "!"),
        "overdue" => (Tone::Bad, "✗"),
        _ => (Tone::Plain, "·"),
    };
    screen.toned(2, tone, mark, &said.state_text);
    let to = said.to.lines.first().cloned().unwrap_or_default();
    let mut rows = vec![(screen.text("rights.label.to"), to)];
    if let Some(person) = &said.person {
        rows.push((screen.text("rights.label.person"), person.clone()));
    }
    screen.rows(2, &rows);
    for due in &said.due {
        let mark = if due.passed { "✗" } else { "·" };
        screen.item(2, mark, &due.text);
    }
    if said.state == "draft" {
        for document in &said.documents {
            screen.item(2, "□", document);
        }
    }
    screen.item(2, "→", &said.next);
}

fn list(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let held = session.companion()?.requests(session.language())?;
    if screen.json {
        screen.document(&held.requests);
    } else if held.requests.is_empty() && held.trouble.is_none() {
        screen.paragraph(0, &screen.text("rights.label.none"));
    } else {
        for one in &held.requests {
            tell_request(screen, one);
            screen.paragraph(2, &one.id);
        }
    }
    problem::list_trouble(screen, held.trouble)
}

fn show(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let said = session
        .companion()?
        .request(named(words), session.language())?;
    told(session, &said);
    Ok(())
}

fn told(session: &Session<'_>, said: &SaidRequest) {
    if session.screen.json {
        session.screen.document(said);
    } else {
        tell_request(session.screen, said);
    }
}

fn letter(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let letters: SaidLetters = session
        .companion()?
        .request_letter(named(words), session.language())?;
    if screen.json {
        screen.document(&letters);
    } else if text(words, "format") == Some("html") {
        screen.raw(&letters.html);
    } else {
        let sheets: Vec<&str> = letters
            .letters
            .iter()
            .map(|one| one.text.as_str())
            .collect();
        screen.raw(&sheets.join("\n\u{c}\n"));
        if let Some(own) = &letters.to_read {
            screen.remark(&format!(
                "\n{}\n\n{}",
                screen.text("rights.label.read_along"),
                own.text
            ));
        }
    }
    Ok(())
}

fn note(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Error> {
    let (companion, on) = (session.companion()?, text(words, "rights-on"));
    let said = if verb == "sent" {
        companion.request_sent(named(words), on, session.language())
    } else {
        companion.request_answered(named(words), on, session.language())
    };
    told(session, &said.map_err(as_options)?);
    Ok(())
}

fn remove(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    session.companion()?.remove_request(named(words))?;
    let screen = session.screen;
    if screen.json {
        screen.document(&json!({"id": named(words)}));
    } else {
        screen.paragraph(0, &screen.text("rights.label.removed"));
    }
    Ok(())
}

fn named(words: &ArgMatches) -> &str {
    text(words, "rights-request").unwrap_or_default()
}
