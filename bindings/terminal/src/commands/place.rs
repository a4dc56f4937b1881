//! `roadside where`.

use super::{Session, fix};
use clap::ArgMatches;
use roadside_core::companion::Handbook;
use roadside_core::error::Error;
use roadside_core::position::Fix;
use roadside_core::territory::Presence;
use roadside_core::types::Problem;

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let fix = fix(words)?.ok_or_else(|| Error::bad_input("--at", Problem::Missing))?;
    let handbook = session.handbook();
    if session.screen.json {
        let said = handbook.say_position(&fix, session.now(), session.language());
        session.screen.document(&said);
    } else {
        tell(session, &handbook, &fix);
    }
    Ok(())
}

/// The position laid out.
pub(super) fn tell(session: &Session<'_>, handbook: &Handbook, fix: &Fix) {
    let screen = session.screen;
    let said = handbook.say_position(fix, session.now(), session.language());
    let label = |key: &str| screen.text(&format!("terminal.where.{key}"));
    let country = match (&said.country, said.country_certain) {
        (None, _) => label("no_country"),
        (Some(country), true) => country.clone(),
        (Some(country), false) => {
            screen.text_with("terminal.where.near_border", &[("country", country)])
        }
    };
    screen.heading(&label("heading"));
    screen.rows(
        2,
        &[
            (label("dms"), said.forms.dms.clone()),
            (label("link"), said.forms.geo_uri.clone()),
            (label("plus_code"), said.forms.plus_code.clone()),
            (label("spoken"), said.forms.spoken.clone()),
            (label("fix"), said.caption.clone()),
            (label("country"), country),
        ],
    );
    for caution in &said.cautions {
        screen.item(2, "!", caution);
    }
    screen.heading(&label("zones"));
    let presence = |presence| match presence {
        Presence::In => label("in"),
        Presence::Out => label("out"),
        Presence::Unsure => label("unsure"),
    };
    let zones = &said.zones;
    screen.rows(
        2,
        &[
            (label("denmark"), presence(zones.denmark)),
            (label("e65_transit"), presence(zones.e65_transit)),
            (label("border_strip"), presence(zones.border_strip)),
            (
                label("geographic_europe"),
                presence(zones.geographic_europe),
            ),
            (label("rescue_territory"), presence(zones.rescue_territory)),
        ],
    );
    screen.raw("\n");
    screen.paragraph(2, &said.attribution);
}
