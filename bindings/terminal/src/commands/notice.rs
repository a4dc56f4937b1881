//! `roadside notice`.

use super::{Session, fix};
use crate::args::text;
use clap::ArgMatches;
use roadside_core::companion::Spot;
use roadside_core::error::Error;
use roadside_core::types::{Country, Language};

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let country = text(words, "country")
        .map(|code| Country::parse(code).map_err(|problem| Error::bad_input("--country", problem)))
        .transpose()?;
    let only = text(words, "language-only")
        .map(|tag| {
            Language::parse(tag).map_err(|problem| Error::bad_input("--language-only", problem))
        })
        .transpose()?;
    let spot = match (country, fix(words)?) {
        (Some(country), _) => Spot::Country(country),
        (None, Some(fix)) => Spot::Fix(fix),
        (None, None) => Spot::Unknown,
    };
    let notices = session
        .companion()?
        .notice(session.card, spot, session.language(), only)?;
    if screen.json {
        screen.document(&notices);
    } else if text(words, "format") == Some("html") {
        screen.raw(&notices.html());
    } else {
        screen.raw(&notices.text());
    }
    Ok(())
}
