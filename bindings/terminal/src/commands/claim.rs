//! `roadside claim …`.

use super::call::waiting;
use super::{Session, claim_laid_out, intake, read_at_most, read_small, wait};
use crate::args::{path, set, text, texts};
use crate::problem::{self, Stop};
use crate::screen::Tone;
use clap::ArgMatches;
use roadside_core::claim::Strokes;
use roadside_core::companion::{
    BankEntry, ClaimEntry, ClaimStart, Delivery, ExpenseEntry, Prompt, ReceiptEntry, SaidClaim,
};
use roadside_core::error::Error;
use roadside_core::types::Problem;
use serde_json::json;
use std::path::PathBuf;

pub(super) fn run(session: &Session<'_>, verb: &str, words: &ArgMatches) -> Result<(), Stop> {
    let named = text(words, "claim").unwrap_or_default();
    match verb {
        "new" => Ok(new(session, words)?),
        "list" => list(session),
        "show" => Ok(show(session, named)?),
        "missing" => Ok(missing(session, named)?),
        "tell" => Ok(tell(session, named, words)?),
        "expense" => Ok(expense(session, words)?),
        "receipt" => Ok(receipt(session, words)?),
        "bank" => Ok(bank(session, named, words)?),
        "sign" => Ok(sign(session, named, words)?),
        "page" => Ok(page(session, named)?),
        "bundle" => Ok(bundle(session, named, words)?),
        "send" => send(session, named, words),
        _ => Ok(remove(session, named, words)?),
    }
}

fn owned(words: &ArgMatches, name: &str) -> Option<String> {
    text(words, name).map(str::to_owned)
}

/// A change is answered with the claim as it stands: whole to a program, with what is missing to
/// a person.
fn changed(session: &Session<'_>, claim: &SaidClaim) {
    if session.screen.json {
        session.screen.document(claim);
    } else {
        claim_laid_out::in_short(session.screen, claim);
    }
}

fn new(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let start = ClaimStart {
        case: owned(words, "from-case"),
        card: session.card,
    };
    let claim = session
        .answering_companion()?
        .start_claim(&start, session.language())?;
    changed(session, &claim);
    Ok(())
}

fn list(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let held = session.companion()?.claims(session.language())?;
    if screen.json {
        screen.document(&held.claims);
    } else {
        claim_laid_out::list(screen, &held.claims);
    }
    problem::list_trouble(screen, held.trouble)
}

fn show(session: &Session<'_>, named: &str) -> Result<(), Error> {
    let claim = session
        .answering_companion()?
        .claim(named, session.language())?;
    if session.screen.json {
        session.screen.document(&claim);
    } else {
        claim_laid_out::whole(session.screen, &claim);
    }
    Ok(())
}

fn missing(session: &Session<'_>, named: &str) -> Result<(), Error> {
    let claim = session.companion()?.claim(named, session.language())?;
    if session.screen.json {
        session.screen.document(&claim.missing);
    } else {
        claim_laid_out::missing(session.screen, &claim);
    }
    Ok(())
}

fn tell(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Error> {
    let entry = ClaimEntry {
        kind: owned(words, "event"),
        description: owned(words, "description"),
        about_health: text(words, "health").map(|answer| answer == "yes"),
        place: owned(words, "place"),
        position: owned(words, "at"),
        occurred_at: owned(words, "occurred"),
        discovered_at: owned(words, "discovered"),
        police_station: owned(words, "police-station"),
        police_number: owned(words, "police-number"),
        police_reported_on: owned(words, "police-date"),
        came_home_on: owned(words, "came-home"),
        facts: texts(words, "fact")
            .into_iter()
            .map(str::to_owned)
            .collect(),
    };
    let companion = session.answering_companion()?;
    changed(
        session,
        &companion.tell_claim(named, &entry, session.language())?,
    );
    Ok(())
}

fn expense(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let (verb, words) = words.subcommand().ok_or_else(usage)?;
    let named = text(words, "claim").unwrap_or_default();
    let language = session.language();
    let entry = ExpenseEntry {
        category: owned(words, "category"),
        amount: owned(words, "amount"),
        currency: owned(words, "currency"),
        incurred_on: owned(words, "date"),
        paid_on: owned(words, "paid"),
        note: owned(words, "note"),
    };
    let companion = session.answering_companion()?;
    let claim = match verb {
        "add" => companion.add_expense(named, &entry, language)?,
        "change" => companion.change_expense(named, number(words), &entry, language)?,
        _ => companion.remove_expense(named, number(words), language)?,
    };
    changed(session, &claim);
    Ok(())
}

fn receipt(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let (verb, words) = words.subcommand().ok_or_else(usage)?;
    let named = text(words, "claim").unwrap_or_default();
    let language = session.language();
    let companion = session.answering_companion()?;
    let claim = match verb {
        "add" => {
            let expense = words.try_get_one::<u32>("expense").ok().flatten();
            let entry = match expense {
                Some(number) => ReceiptEntry::Expense { number: *number },
                None if set(words, "police") => ReceiptEntry::Police,
                None => ReceiptEntry::Other,
            };
            companion.add_receipt(named, &file(words, "receipt-file"), entry, language)?
        }
        "save" => {
            companion.save_receipt(named, number(words), &file(words, "bundle-file"))?;
            companion.claim(named, language)?
        }
        _ => companion.remove_receipt(named, number(words), language)?,
    };
    changed(session, &claim);
    Ok(())
}

fn bank(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Error> {
    let entry = BankEntry {
        holder: owned(words, "holder"),
        iban: owned(words, "iban"),
        bic: owned(words, "bic"),
        registration: owned(words, "reg"),
        account: owned(words, "account"),
    };
    let companion = session.answering_companion()?;
    changed(
        session,
        &companion.pay_claim_to(named, &entry, session.language())?,
    );
    Ok(())
}

/// The strokes are what a phone's screen gives: `{"width", "height", "strokes": [[{"x", "y"}]]}`.
fn sign(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Error> {
    const MOST: usize = 1024 * 1024;
    let at = text(words, "strokes").unwrap_or_default();
    let bytes = if at == "-" {
        read_at_most(std::io::stdin(), "--strokes", MOST)?
    } else {
        read_small(&PathBuf::from(at), "--strokes", MOST)?
    };
    let strokes: Strokes = serde_json::from_slice(&bytes)
        .map_err(|_| Error::bad_input("--strokes", Problem::Strokes))?;
    let companion = session.answering_companion()?;
    let claim = companion.sign_claim(named, &strokes, text(words, "name"), session.language())?;
    changed(session, &claim);
    Ok(())
}

fn page(session: &Session<'_>, named: &str) -> Result<(), Error> {
    let page = session.companion()?.claim_page(named)?;
    if session.screen.json {
        session.screen.document(&json!({ "html": page }));
    } else {
        session.screen.raw(&page);
    }
    Ok(())
}

fn bundle(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let companion = session.answering_companion()?;
    let bundle = companion.bundle_claim(named, &file(words, "bundle-file"), session.language())?;
    if screen.json {
        screen.document(&bundle);
    } else {
        screen.paragraph(
            0,
            &screen.text_with("claim.bundled", &[("file", &bundle.file)]),
        );
        claim_laid_out::in_short(screen, &bundle.claim);
    }
    Ok(())
}

fn send(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let intake = intake(words)?;
    let companion = session.answering_companion()?;
    let id = companion.send_claim(named, session.language())?.id;
    let delivery: Option<Delivery> = match &intake {
        Some(intake) => {
            screen.progress(&screen.text("terminal.call.sending"));
            Some(wait(companion.deliver_claims(intake, Prompt::Person))?)
        }
        None => None,
    };
    let claim = companion.claim(&id, session.language())?;
    changed(session, &claim);
    if claim.received_revision == Some(claim.revision) {
        if !screen.json {
            screen.toned(
                0,
                Tone::Good,
                "✓",
                &screen.text_with("claim.received", &[("code", &claim.code)]),
            );
        }
        return Ok(());
    }
    if !screen.json {
        // What an error says of a case beside the road is not what to do with a claim at home.
        let why = waiting(delivery.as_ref());
        if delivery.is_some() {
            screen.toned(0, Tone::Open, "…", &why.detail(screen.language));
        }
        screen.paragraph(2, &screen.text("claim.waiting"));
    }
    Err(Stop::Told(4))
}

fn remove(session: &Session<'_>, named: &str, words: &ArgMatches) -> Result<(), Error> {
    // The copy is its owner's proof; it never goes by a slip.
    if !set(words, "yes-remove") {
        return Err(Error::bad_input("--yes", Problem::Missing));
    }
    session.companion()?.remove_claim(named)?;
    if session.screen.json {
        session.screen.document(&json!({ "removed": true }));
    } else {
        let screen = session.screen;
        screen.paragraph(0, &screen.text("claim.removed"));
    }
    Ok(())
}

fn number(words: &ArgMatches) -> u32 {
    let number = words.try_get_one::<u32>("number").ok().flatten();
    number.copied().unwrap_or_default()
}

fn file(words: &ArgMatches, name: &str) -> PathBuf {
    path(words, name).cloned().unwrap_or_default()
}

fn usage() -> Error {
    Error::bad_input("roadside", Problem::Usage)
}
