//! `roadside check --all`: every card in force, and which answers first.

use super::{Session, verdict_mark};
use crate::screen::{Screen, Tone};
use roadside_core::coverage::{SaidSeveral, Situation};
use roadside_core::error::Error;
use roadside_core::position::Fix;

pub(super) fn run(session: &Session<'_>, told: &Situation, fix: Option<&Fix>) -> Result<(), Error> {
    let said = session
        .answering_companion()?
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
        let rows: Vec<(String, String)> = said
            .benefits
            .iter()
            .map(|benefit| {
                let cards: Vec<String> = benefit
                    .cards
                    .iter()
                    .map(|one| {
                        let (mark, _) = verdict_mark(&one.verdict);
                        format!("{mark} {}", super::laid_out::cited(&one.title, &one.clause))
                    })
                    .collect();
                (benefit.title.clone(), cards.join("\n"))
            })
            .collect();
        screen.rows(2, &rows);
    }
    if let Some(trouble) = &said.trouble {
        screen.raw("\n");
        screen.toned(0, Tone::Bad, "!", trouble);
    }
}
