//! `roadside card …`.

use super::{Session, read_small};
use crate::args::{path, text};
use crate::problem::{self, Stop};
use crate::screen::Screen;
use clap::ArgMatches;
use roadside_core::card::{self, CardJson, ServiceCard, Validity};
use roadside_core::companion::{Companion, HeldCard, LastRehearsed};
use roadside_core::error::{Error, Subject};
use roadside_core::types::Problem;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

/// More than any honest card.
const MOST: usize = 256 * 1024;

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    match verb {
        "add" => Ok(add(session, words)?),
        "import" => Ok(import(session, words)?),
        "list" => list(session),
        "show" => show(session, words),
        "export" => Ok(export(session, words)?),
        "use" => Ok(choose(session, words)?),
        _ => Ok(remove(session, words)?),
    }
}

fn add(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let file = path(words, "file").ok_or_else(|| Error::bad_input("--file", Problem::Missing))?;
    let bytes = read_small(file, "--file", MOST)?;
    // Looked at before the home is opened: a card that is refused leaves nothing behind.
    ServiceCard::parse(&bytes).map_err(|faults| Error::BadInput { faults })?;
    let companion = session.companion()?;
    let id = companion.add_card(&bytes)?;
    added(session, &companion, id)
}

fn import(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let payload = text(words, "payload").unwrap_or_default();
    card::import(payload).map_err(|problem| Error::bad_input("payload", problem))?;
    let companion = session.companion()?;
    let id = companion.import_card(payload)?;
    added(session, &companion, id)
}

fn added(session: &Session<'_>, companion: &Companion, id: Uuid) -> Result<(), Error> {
    let screen = session.screen;
    if screen.json {
        screen.document(&json!({"id": id}));
        return Ok(());
    }
    let held = companion.card(Some(id))?;
    screen.paragraph(0, &screen.text("terminal.card.saved"));
    tell(session, &held);
    let key = session.home()?.join("key").display().to_string();
    screen.raw("\n");
    screen.paragraph(0, &screen.text_with("terminal.card.key", &[("path", &key)]));
    Ok(())
}

/// The card, what is missing on it, and whether it is in force today.
pub(super) fn tell(session: &Session<'_>, held: &HeldCard) {
    let screen = session.screen;
    let language = session.language();
    screen.heading(&screen.text("terminal.card.heading"));
    screen.rows(2, &card::lines(&held.card, language));
    let validity = match held.validity {
        Validity::Valid => "terminal.card.valid",
        Validity::NotYet => "terminal.card.not_yet",
        Validity::Ended => "terminal.card.ended",
        Validity::Open => "terminal.card.open",
    };
    screen.item(2, "·", &screen.text(validity));
    let missing: Vec<String> = held
        .card
        .missing_fields()
        .into_iter()
        .map(|field| card::label(field, language))
        .collect();
    if !missing.is_empty() {
        let fields = missing.join(", ");
        screen.item(
            2,
            "!",
            &screen.text_with("terminal.card.missing", &[("fields", &fields)]),
        );
    }
    if !held.active {
        screen.item(2, "·", &screen.text("terminal.card.not_active"));
    }
}

/// A card as a document, with when it was last rehearsed.
#[derive(Serialize)]
struct CardDocument<'a> {
    #[serde(flatten)]
    card: CardJson<'a>,
    last_rehearsed: Option<LastRehearsed>,
}

/// When a card was last rehearsed; the trouble there was in reading it.
fn rehearsed(
    session: &Session<'_>,
    companion: &Companion,
    held: &HeldCard,
) -> (Option<LastRehearsed>, Option<Error>) {
    match companion.last_rehearsed(held.id, session.language()) {
        Ok(last) => (last, None),
        Err(error) => (None, Some(error)),
    }
}

fn list(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let companion = session.companion()?;
    let mut held = companion.cards()?;
    let mut last = Vec::with_capacity(held.cards.len());
    for one in &held.cards {
        let (one, trouble) = rehearsed(session, &companion, one);
        last.push(one);
        held.trouble = held.trouble.or(trouble);
    }
    if screen.json {
        let all: Vec<_> = held
            .cards
            .iter()
            .zip(last)
            .map(|(one, last_rehearsed)| CardDocument {
                card: one.card.json(Some(one.id)),
                last_rehearsed,
            })
            .collect();
        screen.document(&all);
    } else if held.cards.is_empty() && held.trouble.is_none() {
        screen.paragraph(0, &screen.text("terminal.card.none"));
    } else {
        for (one, last) in held.cards.iter().zip(&last) {
            let plate = one
                .card
                .vehicle
                .registration
                .as_ref()
                .map_or("—", |plate| plate.as_str());
            let mark = if one.active { "▸" } else { " " };
            screen.item(
                0,
                mark,
                &format!("{}  {}  {plate}", one.id, one.card.product.word()),
            );
            tell_rehearsed(screen, last.as_ref());
        }
    }
    problem::list_trouble(screen, held.trouble)
}

/// When a card was last rehearsed, in one line.
fn tell_rehearsed(screen: &Screen, last: Option<&LastRehearsed>) {
    match last {
        Some(last) => screen.item(2, "·", &last.text),
        None => screen.item(2, "·", &screen.text("rehearse.never")),
    }
}

fn show(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let companion = session.companion()?;
    let held = companion.card(session.card)?;
    let (last_rehearsed, trouble) = rehearsed(session, &companion, &held);
    if screen.json {
        screen.document(&CardDocument {
            card: held.card.json(Some(held.id)),
            last_rehearsed,
        });
    } else if text(words, "format") == Some("html") {
        screen.raw(&companion.paper(Some(held.id), session.language())?);
    } else {
        tell(session, &held);
        tell_rehearsed(screen, last_rehearsed.as_ref());
    }
    problem::list_trouble(screen, trouble)
}

fn export(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let payload = session.companion()?.export_card(session.card)?;
    if let Some(file) = path(words, "qr") {
        let svg =
            card::qr_svg(&payload).ok_or_else(|| Error::bad_input("--qr", Problem::CardPayload))?;
        std::fs::write(file, svg).map_err(|_| Error::bad_input("--qr", Problem::Unreadable))?;
    }
    if screen.json {
        screen.document(&json!({"payload": payload}));
    } else {
        screen.raw(&format!("{payload}\n"));
        screen.remark(&screen.text("terminal.card.exported"));
    }
    Ok(())
}

fn choose(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let id = named(words)?;
    session.companion()?.choose_card(id)?;
    done(session, id, "terminal.card.chosen")
}

fn remove(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let id = named(words)?;
    session.companion()?.remove_card(id)?;
    done(session, id, "terminal.card.removed")
}

fn named(words: &ArgMatches) -> Result<Uuid, Error> {
    Uuid::try_parse(text(words, "id").unwrap_or_default().trim()).map_err(|_| Error::NotFound {
        what: Subject::Card,
    })
}

fn done(session: &Session<'_>, id: Uuid, key: &str) -> Result<(), Error> {
    if session.screen.json {
        session.screen.document(&json!({"id": id}));
    } else {
        session.screen.paragraph(0, &session.screen.text(key));
    }
    Ok(())
}
