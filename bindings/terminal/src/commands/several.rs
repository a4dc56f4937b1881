//! `roadside check --all`: every card in force, and which answers first.

use super::{Session, verdict_mark};
use crate::screen::{Screen, Tone};
use roadside_core::coverage::{SaidSeveral, Situation};
use roadside_core::error::Error;
use roadside_core::position::Fix;

pub(super) fn run(session: &Session<'_>, told: &Situation, fix: Option<&Fix>) -> Result<(), Error> {
    let said = session
        .companion()?
        .check_all(told, fix, session.language())?;
    if session.screen.json {
        session.screen.document(&said);
    } else {
        tell(session.screen, &said);
    }
    Ok(())
}

fn tell(screen: &Screen, said: &SaidSeveral) {
    let label = |key: &str| screen.text(&format!("several.{key}"));
    if let Some(first) = &said.first {
        screen.heading(&label("first"));
        let whom = format!("{}  {}", first.call.phone_spaced, first.title);
        screen.toned(2, Tone::Good, "☎", &whom);
        screen.paragraph(4, &first.call.text);
    }
    if !said.why.is_empty() {
        screen.heading(&label("why"));
        for why in &said.why {
            screen.item(2, "·", &why.message);
            for clause in &why.clauses {
                let cited = format!("{} {}", clause.product, clause.clause);
                screen.item(4, &cited, &clause.says);
            }
        }
        for note in &said.notes {
            screen.item(2, "·", note);
        }
    }
    screen.heading(&label("heading"));
    for card in &said.cards {
        let (mark, tone) = match card.standing.as_str() {
            "answers" => ("✓", Tone::Good),
            "may" | "no_terms" => ("?", Tone::Open),
            "no" => ("✗", Tone::Bad),
            _ => ("–", Tone::Plain),
        };
        screen.toned(2, tone, mark, &format!("{}: {}", card.title, card.text));
    }
    if !said.benefits.is_empty() {
        screen.heading(&label("benefits"));
        for benefit in &said.benefits {
            screen.raw("\n");
            screen.paragraph(2, &benefit.title);
            for ranked in &benefit.cards {
                let (mark, tone) = verdict_mark(&ranked.verdict);
                screen.toned(
                    4,
                    tone,
                    mark,
                    &super::check::cited(&ranked.title, &ranked.clause),
                );
            }
        }
    }
    if let Some(trouble) = &said.trouble {
        screen.raw("\n");
        screen.toned(0, Tone::Bad, "!", trouble);
    }
}
