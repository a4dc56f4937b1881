//! `roadside privacy …`: what goes out, what went, what is kept, and doing away with it.

use super::call::request;
use super::{Session, intake};
use crate::args::{set, text};
use crate::key_file::FileKey;
use crate::problem::{self, Stop};
use crate::screen::{Screen, Tone};
use chrono::Local;
use clap::ArgMatches;
use roadside_core::assistance::ShareKind;
use roadside_core::companion::{Companion, HeldKind, Preview, PurgedItem, Receipted};
use roadside_core::error::Error;
use roadside_core::store::FILE;
use roadside_core::types::Problem;
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    match verb {
        "preview" => Ok(preview(session, words)?),
        "sent" => sent(session),
        "share" => Ok(share(session, words)?),
        "purge" => Ok(purge(session)?),
        "export" => Ok(export(session, words)?),
        "erase" => erase(session, words),
        _ => Ok(status(session)?),
    }
}

fn preview(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let request = request(session, words)?;
    let intake = intake(words)?;
    let companion = session.answering_companion()?;
    let preview = companion.preview_help(&request, intake.as_ref(), session.language())?;
    if screen.json {
        screen.document(&preview);
    } else {
        tell_preview(screen, &preview);
    }
    Ok(())
}

fn tell_preview(screen: &Screen, preview: &Preview) {
    let label = |key: &str| screen.text(&format!("terminal.privacy.{key}"));
    let rows = [
        (label("to"), Some(preview.company.clone())),
        (label("host"), preview.host.clone()),
        (label("why"), Some(preview.why.clone())),
    ];
    screen.rows(0, &known(rows));
    screen.heading(&label("fields"));
    let fields: Vec<(String, String)> = preview
        .fields
        .iter()
        .map(|field| (field.label.clone(), field.value.clone()))
        .collect();
    screen.rows(2, &fields);
    screen.heading(&label("to_know"));
    for line in preview.withheld.iter().chain(&preview.notes) {
        screen.item(2, "·", line);
    }
}

fn known<const N: usize>(rows: [(String, Option<String>); N]) -> Vec<(String, String)> {
    rows.into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .collect()
}

fn sent(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let held = session.companion()?.receipts(session.language())?;
    if screen.json {
        screen.document(&held.receipts);
    } else if held.receipts.is_empty() {
        screen.paragraph(0, &screen.text("terminal.privacy.nothing_sent"));
    } else {
        for receipt in &held.receipts {
            tell_receipt(screen, receipt);
        }
    }
    problem::list_trouble(screen, held.trouble)
}

fn tell_receipt(screen: &Screen, receipt: &Receipted) {
    let label = |key: &str| screen.text(&format!("terminal.privacy.{key}"));
    let at = receipt.at.with_timezone(&Local).format("%Y-%m-%d %H:%M:%S");
    let code = receipt.code.as_deref().unwrap_or(&receipt.kind);
    let revision = receipt.revision.map(|number| format!(" ({number})"));
    screen.heading(&format!("{at}  {code}{}", revision.unwrap_or_default()));
    let rows = [
        (label("to"), receipt.company.clone()),
        (label("host"), receipt.host.clone()),
        (label("why"), Some(receipt.why.clone())),
        (label("fields"), Some(receipt.labels.join(", "))),
    ];
    screen.rows(2, &known(rows));
    let (tone, mark) = match receipt.confirmed_at {
        Some(_) => (Tone::Good, "✓"),
        None => (Tone::Open, "·"),
    };
    screen.toned(2, tone, mark, &receipt.outcome);
    screen.item(2, "·", &receipt.deleted);
}

fn share(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let word = text(words, "kind").unwrap_or_default();
    let kind = ShareKind::ALL.into_iter().find(|kind| kind.word() == word);
    let kind = kind.ok_or_else(|| {
        let words = ShareKind::ALL.map(|kind| kind.word().to_owned());
        Error::bad_input("KIND", Problem::NotOneOf(words.into()))
    })?;
    let companion = session.companion()?;
    let case = text(words, "case-named");
    let shared = companion.share(kind, case, session.card, session.language())?;
    if screen.json {
        screen.document(&shared);
    } else {
        screen.raw(&format!("{}\n", shared.text));
        screen.remark(&shared.why);
    }
    Ok(())
}

/// Every opening purges; what this one did is told, and by which rules.
fn purge(session: &Session<'_>) -> Result<(), Error> {
    let (screen, language) = (session.screen, session.language());
    let companion = session.quiet_companion()?;
    let mut purged = companion.purged_at_opening(language);
    purged.extend(companion.purge(language)?);
    let rules = Companion::retention_rules(language);
    if screen.json {
        screen.document(&json!({ "purged": purged, "rules": rules }));
        return Ok(());
    }
    if purged.is_empty() {
        screen.paragraph(0, &screen.text("terminal.privacy.nothing_due"));
    }
    for item in &purged {
        screen.item(0, "✓", &item.text);
    }
    screen.heading(&screen.text("terminal.privacy.rules"));
    for rule in &rules {
        screen.item(2, "·", &rule.text);
    }
    Ok(())
}

/// What an opening has done away with, said beside whatever the command says.
pub(super) fn remark_purged(screen: &Screen, purged: &[PurgedItem]) {
    for item in purged {
        screen.remark(&format!("· {}", item.text));
    }
}

fn export(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let folder = words.try_get_one::<PathBuf>("folder").ok().flatten();
    let folder = folder.ok_or_else(|| Error::bad_input("FOLDER", Problem::Missing))?;
    let exported = session.companion()?.export(folder)?;
    if screen.json {
        screen.document(&exported);
        return Ok(());
    }
    tell_kinds(screen, &exported.kinds);
    if exported.unreadable > 0 {
        let count = exported.unreadable.to_string();
        let args = [("count", count.as_str())];
        let line = screen.text_with("terminal.privacy.unreadable", &args);
        screen.toned(2, Tone::Bad, "✗", &line);
    }
    let shown = folder.display().to_string();
    let line = screen.text_with("terminal.privacy.exported", &[("folder", &shown)]);
    screen.toned(0, Tone::Good, "✓", &line);
    Ok(())
}

fn tell_kinds(screen: &Screen, kinds: &[HeldKind]) {
    let row = |kind: &HeldKind| {
        let label = screen.text(&format!("privacy.kind.{}", kind.kind));
        (label, kind.count.to_string())
    };
    screen.rows(2, &kinds.iter().map(row).collect::<Vec<_>>());
}

/// Erases after a yes: `--yes`, or the word typed by somebody who sits there.
fn erase(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let home = session.home()?;
    if !set(words, "yes") && !asked(screen) {
        return Err(Error::bad_input("--yes", Problem::Missing).into());
    }
    Companion::erase_home(&home, &FileKey::new(&home))?;
    let left = Companion::files(&home)?;
    if screen.json {
        screen.document(&json!({ "erased": true, "files": left }));
    } else {
        let line = screen.text("terminal.privacy.erased");
        screen.toned(0, Tone::Good, "✓", &line);
    }
    Ok(())
}

fn asked(screen: &Screen) -> bool {
    if screen.json {
        return false;
    }
    screen.paragraph(0, &screen.text("terminal.privacy.erase_what"));
    if !std::io::stdin().is_terminal() {
        return false;
    }
    let word = screen.text("terminal.privacy.erase_word");
    let question = screen.text_with("terminal.privacy.erase_ask", &[("word", &word)]);
    screen.raw(&format!("\n{question}: "));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok() && answer.trim() == word
}

/// What lies here. Opens nothing where nothing is, and makes nothing.
fn status(session: &Session<'_>) -> Result<(), Error> {
    let screen = session.screen;
    let home = session.home()?;
    let files = Companion::files(&home)?;
    let has_key = FileKey::new(&home).path().exists();
    let readable = has_key && home.join(FILE).exists();
    let kinds = match readable {
        true => session.companion()?.holdings()?,
        false => Vec::new(),
    };
    if screen.json {
        screen.document(&json!({ "key": has_key, "files": files, "kinds": kinds }));
        return Ok(());
    }
    let shown = home.display().to_string();
    let args = [("home", shown.as_str())];
    if files.is_empty() && !has_key {
        let line = screen.text_with("terminal.privacy.nothing_left", &args);
        screen.toned(0, Tone::Good, "✓", &line);
        return Ok(());
    }
    tell_kinds(screen, &kinds);
    if !has_key {
        let line = screen.text("terminal.privacy.locked");
        screen.toned(0, Tone::Open, "!", &line);
    }
    screen.heading(&screen.text_with("terminal.privacy.files", &args));
    let rows: Vec<(String, String)> = files
        .iter()
        .map(|file| (file.name.clone(), file.bytes.to_string()))
        .collect();
    screen.rows(2, &rows);
    Ok(())
}
