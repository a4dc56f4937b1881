//! `roadside terms list`, `install` and `trust`: which editions are here, and whose signature counts.

use super::{Session, read_small};
use crate::args::{path, set, text};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::companion::{Edition, Handbook, Standing};
use roadside_core::coverage::{SigningKey, Terms};
use roadside_core::error::Error;
use roadside_core::types::Problem;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// More than any honest terms.
const MOST: usize = 4 * 1024 * 1024;
/// More than any signature or key.
const MOST_SIGNATURE: usize = 64 * 1024;

/// Every edition that is here, and why one does not answer.
pub(super) fn list(session: &Session<'_>) -> Result<(), Error> {
    let screen = session.screen;
    let handbook = session.handbook();
    let editions = handbook.editions();
    if screen.json {
        let all: Vec<Value> = editions.iter().map(|one| document(screen, one)).collect();
        screen.document(&all);
        return Ok(());
    }
    for edition in &editions {
        tell(screen, edition);
    }
    Ok(())
}

fn tell(screen: &Screen, edition: &Edition<'_>) {
    let (tone, mark) = match edition.standing {
        Standing::InForce => (Tone::Good, "✓"),
        Standing::Refused(_) => (Tone::Bad, "✗"),
        _ => (Tone::Plain, "·"),
    };
    let name = match (edition.terms, edition.file) {
        (Some(terms), _) => format!(
            "{}  {}  ({})",
            terms.product().word(),
            terms.edition(),
            terms.sequence()
        ),
        (None, file) => file.unwrap_or_default().to_owned(),
    };
    screen.toned(0, tone, mark, &name);
    screen.paragraph(4, &standing(screen, edition));
    screen.paragraph(4, &source(screen, edition));
}

/// How an edition stands, in words.
fn standing(screen: &Screen, edition: &Edition<'_>) -> String {
    let validity = edition.terms.map(Terms::validity).unwrap_or_default();
    let day = match edition.standing {
        Standing::NotYet => validity.from,
        _ => validity.to,
    };
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let why = match edition.standing {
        Standing::Refused(why) => Error::TermsRefused { why }.detail(screen.language),
        _ => String::new(),
    };
    let key = format!(
        "terminal.terms_updates.standing.{}",
        edition.standing.word()
    );
    screen.text_with(&key, &[("date", &day), ("why", &why)])
}

fn source(screen: &Screen, edition: &Edition<'_>) -> String {
    match (edition.signed_by, edition.terms) {
        (None, _) if edition.file.is_none() => screen.text("terminal.terms_updates.built_in"),
        (None, _) => String::new(),
        (Some(key), Some(_)) => screen.text_with(
            "terminal.terms_updates.signed_by",
            &[("key", &key.to_string())],
        ),
        (Some(key), None) => screen.text_with(
            "terminal.terms_updates.says_signed_by",
            &[("key", &key.to_string())],
        ),
    }
}

/// What is in a file of terms, in numbers.
pub(super) fn header(terms: &Terms) -> Value {
    let validity = terms.validity();
    json!({
        "product": terms.product().word(),
        "edition": terms.edition(),
        "sequence": terms.sequence(),
        "valid_from": validity.from,
        "valid_to": validity.to,
        "clauses": terms.clauses().len(),
        "benefits": terms.benefits().count(),
    })
}

/// What is in it, where it comes from and how it stands.
fn document(screen: &Screen, edition: &Edition<'_>) -> Value {
    let mut document = match edition.terms {
        Some(terms) => header(terms),
        None => json!({"product": null, "edition": null, "sequence": null}),
    };
    let refused = match edition.standing {
        Standing::Refused(why) => Some(why.name()),
        _ => None,
    };
    let more = [
        (
            "source",
            json!(edition.file.map_or("built_in", |_| "installed")),
        ),
        ("file", json!(edition.file)),
        (
            "signed_by",
            json!(edition.signed_by.map(|key| key.to_string())),
        ),
        ("in_force", json!(edition.standing == Standing::InForce)),
        ("standing", json!(edition.standing.word())),
        ("standing_text", json!(standing(screen, edition))),
        ("refused", json!(refused)),
    ];
    if let Some(fields) = document.as_object_mut() {
        fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    document
}

/// Takes in `FILE` with the signature beside it.
pub(super) fn install(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let file =
        path(words, "terms-file").ok_or_else(|| Error::bad_input("FILE", Problem::Missing))?;
    let terms = read_small(file, "FILE", MOST)?;
    let signature = match path(words, "signature") {
        Some(named) => Some(read_small(named, "--signature", MOST_SIGNATURE)?),
        None => {
            let beside = with_ending(file, ".minisig");
            let there = beside.exists();
            there
                .then(|| read_small(&beside, "FILE.minisig", MOST_SIGNATURE))
                .transpose()?
        }
    };
    let handbook = session.handbook();
    let edition = handbook.install_terms(&terms, signature.as_deref())?;
    if screen.json {
        screen.document(&document(screen, &edition));
    } else if let Some(terms) = edition.terms {
        screen.paragraph(
            0,
            &screen.text_with(
                "terminal.terms_updates.installed",
                &[
                    ("product", terms.product().word()),
                    ("edition", terms.edition()),
                    ("sequence", &terms.sequence().to_string()),
                ],
            ),
        );
        screen.paragraph(0, &standing(screen, &edition));
        screen.paragraph(0, &source(screen, &edition));
    }
    Ok(())
}

/// Trusts a key on this device, or no longer.
pub(super) fn trust(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let named = text(words, "public-key").unwrap_or_default();
    let written = if Path::new(named).exists() {
        let bytes = read_small(Path::new(named), "KEY", MOST_SIGNATURE)?;
        String::from_utf8(bytes).map_err(|_| Error::bad_input("KEY", Problem::PublicKey))?
    } else {
        named.to_owned()
    };
    let key = SigningKey::parse(&written).map_err(|problem| Error::bad_input("KEY", problem))?;
    let handbook = session.handbook();
    if set(words, "remove") {
        handbook.distrust_key(&key)?;
    } else {
        handbook.trust_key(&key)?;
    }
    let trusted = handbook.trusted_keys().contains(&key);
    let id = key.id().to_string();
    if screen.json {
        screen.document(&json!({"key": id, "trusted": trusted}));
    } else {
        let outcome = if trusted { "trusted" } else { "not_trusted" };
        let key = format!("terminal.terms_updates.{outcome}");
        screen.paragraph(0, &screen.text_with(&key, &[("key", &id)]));
    }
    Ok(())
}

/// Says, beside the answer, which installed files do not count: nobody is to believe that the
/// newest terms answered when they did not.
pub(super) fn remark_refused(screen: &Screen, handbook: &Handbook) {
    for edition in handbook.refused_editions() {
        let Standing::Refused(why) = edition.standing else {
            continue;
        };
        let why = Error::TermsRefused { why }.detail(screen.language);
        let said = [("file", edition.file.unwrap_or_default()), ("why", &why)];
        screen.remark(&format!(
            "! {}",
            screen.text_with("terminal.terms_updates.not_used", &said)
        ));
    }
}

/// The same file name with something added at its end.
pub(super) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    name.into()
}
