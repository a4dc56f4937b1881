//! `roadside terms …`.

use super::editions::{self, header};
use super::{Session, read_small, signing};
use crate::args::{path, text};
use crate::problem::{self, Stop};
use clap::ArgMatches;
use roadside_core::coverage::{Clause, Terms};
use roadside_core::error::{Error, Subject};
use roadside_core::types::{Problem, Product};
use serde_json::{Value, json};

/// More than any honest terms.
const MOST: usize = 4 * 1024 * 1024;

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    match verb {
        "list" => Ok(editions::list(session)?),
        "install" => Ok(editions::install(session, words)?),
        "trust" => Ok(editions::trust(session, words)?),
        "sign" => Ok(signing::sign(session, words)?),
        "key" => Ok(signing::make_key(session, words)?),
        "show" => Ok(show(session, words)?),
        _ => check(session, words),
    }
}

fn show(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let product = Product::parse(text(words, "product").unwrap_or_default())
        .map_err(|problem| Error::bad_input("PRODUCT", problem))?;
    let handbook = session.answering_handbook();
    let terms = handbook.terms(product)?;
    let wanted = text(words, "clause");
    let clauses: Vec<&Clause> = terms
        .clauses()
        .iter()
        .filter(|clause| wanted.is_none_or(|id| clause.id() == id))
        .collect();
    if clauses.is_empty() {
        return Err(Error::NotFound {
            what: Subject::Clause,
        });
    }
    if screen.json {
        let shown: Vec<Value> = clauses
            .iter()
            .map(|clause| of_clause(session, clause))
            .collect();
        screen.document(&json!({
            "product": product.word(), "edition": terms.edition(), "clauses": shown,
        }));
        return Ok(());
    }
    screen.heading(&format!("{} {}", product.word(), terms.edition()));
    for clause in clauses {
        let kinds: Vec<String> = clause
            .kinds()
            .iter()
            .map(|kind| screen.text(&format!("terminal.terms.kind.{}", kind.word())))
            .collect();
        screen.raw("\n");
        screen.item(0, clause.id(), &kinds.join(", "));
        screen.paragraph(4, &clause.says(session.language()));
        let label = |key: &str| screen.text(&format!("terminal.terms.{key}"));
        let benefits = decides(clause).join(", ");
        if !benefits.is_empty() {
            screen.item(4, "→", &format!("{}: {benefits}", label("decides")));
        }
        let facts = reads(clause).join(", ");
        if !facts.is_empty() {
            screen.item(4, "←", &format!("{}: {facts}", label("reads")));
        }
    }
    Ok(())
}

fn of_clause(session: &Session<'_>, clause: &Clause) -> Value {
    let kinds: Vec<&str> = clause.kinds().iter().map(|kind| kind.word()).collect();
    json!({
        "id": clause.id(),
        "kinds": kinds,
        "text": clause.says(session.language()),
        "decides": decides(clause),
        "facts": reads(clause),
    })
}

fn decides(clause: &Clause) -> Vec<&'static str> {
    clause
        .decides()
        .iter()
        .map(|benefit| benefit.id())
        .collect()
}

fn reads(clause: &Clause) -> Vec<&'static str> {
    clause.facts().iter().map(|fact| fact.name()).collect()
}

/// Every fault of a terms file, each with file, line and clause.
fn check(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let file =
        path(words, "terms-file").ok_or_else(|| Error::bad_input("FILE", Problem::Missing))?;
    let bytes = read_small(file, "FILE", MOST)?;
    let source =
        String::from_utf8(bytes).map_err(|_| Error::bad_input("FILE", Problem::NotUnicode))?;
    match Terms::check(&source, &file.display().to_string()) {
        Ok(checked) if screen.json => {
            let mut document = header(&checked.terms);
            if let Some(fields) = document.as_object_mut() {
                fields.insert("cases".to_owned(), json!(checked.cases.len()));
                fields.insert("undecided".to_owned(), json!(checked.undecided));
            }
            screen.document(&document);
        }
        Ok(checked) => {
            let terms = checked.terms;
            let edition = [
                ("product", terms.product().word()),
                ("edition", terms.edition()),
            ];
            screen.paragraph(0, &screen.text_with("terminal.terms.sound", &edition));
        }
        Err(faults) => {
            let said: Vec<String> = faults
                .iter()
                .map(|fault| fault.text(session.language()))
                .collect();
            let error = Error::BadInput { faults: Vec::new() };
            if screen.json {
                let mut document = problem::document(screen, &error);
                if let Some(fields) = document.as_object_mut() {
                    fields.insert("detail".to_owned(), json!(said.join("\n")));
                    fields.insert("faults".to_owned(), json!(said));
                }
                screen.document(&document);
            } else {
                for line in said {
                    screen.remark(&line);
                }
            }
            return Err(Stop::Told(2));
        }
    }
    Ok(())
}
