//! `roadside trip`: before departure.

use super::Session;
use super::laid_out::cited;
use crate::args::text;
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::companion::TripRequest;
use roadside_core::coverage::SaidReason;
use roadside_core::error::Error;
use roadside_core::trip::{
    SaidBenefitOnTrip, SaidCover, SaidOccasion, SaidPart, SaidStop, SaidTrip, SaidTripCard,
    TypedPlan,
};

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let request = TripRequest {
        card: session.card,
        plan: TypedPlan {
            countries: text(words, "countries").unwrap_or_default(),
            from: text(words, "from"),
            to: text(words, "to"),
            tow: text(words, "tow"),
        },
    };
    let said = session
        .answering_companion()?
        .trip(&request, session.language())?;
    if session.screen.json {
        session.screen.document(&said);
    } else {
        tell(session.screen, &said);
    }
    Ok(())
}

fn tell(screen: &Screen, said: &SaidTrip) {
    let label = |key: &str| screen.text(&format!("trip.label.{key}"));
    for stop in &said.countries {
        country(screen, stop);
    }
    for one in &said.cards {
        card(screen, one);
    }
    screen.heading(&label("bring"));
    for item in &said.bring {
        let clause = item.clause.as_deref().map(|clause| format!(" ({clause})"));
        let text = format!("{}{}", item.text, clause.unwrap_or_default());
        screen.item(2, "□", &text);
    }
    screen.heading(&label("have_ready"));
    let rows: Vec<(String, String)> = said
        .have_ready
        .iter()
        .map(|one| {
            let value = one.value.clone().unwrap_or_else(|| "…".to_owned());
            (one.item.clone(), value)
        })
        .collect();
    screen.rows(2, &rows);
    screen.raw("\n");
    screen.paragraph(0, &said.assumed);
    screen.paragraph(0, &said.call_anyway);
    if let Some(trouble) = &said.trouble {
        screen.toned(0, Tone::Bad, "!", trouble);
    }
}

fn country(screen: &Screen, stop: &SaidStop) {
    screen.heading(&format!("{} ({})", stop.name, stop.country));
    for cover in &stop.cards {
        covered(screen, cover);
    }
    for gap in &stop.gaps {
        let tone = if gap.perhaps { Tone::Open } else { Tone::Bad };
        screen.toned(2, tone, "!", &gap.message);
    }
    screen.item(2, "☎", &stop.emergency.text);
    for known in stop.know.iter().chain(&stop.green_card) {
        screen.item(2, "·", known);
    }
}

fn covered(screen: &Screen, cover: &SaidCover) {
    let (mark, tone) = answers(&cover.answers);
    let text = format!("{}: {}", cover.title, cover.text);
    screen.toned(2, tone, mark, &text);
    if let Some(country) = &cover.same_as {
        if !cover.parts.is_empty() && cover.answers != "no" {
            let same = screen.text_with("trip.label.same_as", &[("country", country)]);
            screen.paragraph(4, &same);
        }
        return;
    }
    for part in &cover.parts {
        let mut indent = 4;
        if let Some(name) = &part.name {
            let (mark, tone) = answers(&part.answers);
            screen.toned(4, tone, mark, name);
            indent = 6;
        }
        if part.answers != "no" {
            of_part(screen, indent, part);
        }
    }
}

fn of_part(screen: &Screen, indent: usize, part: &SaidPart) {
    let label = |key: &str| screen.text(&format!("trip.label.{key}"));
    let titles = |list: &[SaidBenefitOnTrip]| {
        let all: Vec<&str> = list.iter().map(|one| one.title.as_str()).collect();
        all.join(" · ")
    };
    // Occasions with the same benefits are read once.
    let lists = |list: fn(&SaidOccasion) -> &[SaidBenefitOnTrip]| {
        let mut rows: Vec<(Vec<&str>, String)> = Vec::new();
        for occasion in &part.occasions {
            let benefits = titles(list(occasion));
            match rows.iter_mut().find(|(_, other)| *other == benefits) {
                Some((names, _)) => names.push(&occasion.title),
                None => rows.push((vec![&occasion.title], benefits)),
            }
        }
        rows.retain(|(_, benefits)| !benefits.is_empty());
        rows
    };
    for (names, benefits) in lists(|one| &one.holds) {
        screen.toned(indent, Tone::Good, "✓", &names.join(" · "));
        screen.paragraph(indent + 4, &benefits);
    }
    if !part.doubts.is_empty() {
        screen.toned(indent, Tone::Open, "?", &label("doubts"));
        // A doubt over the whole part needs no list of what it hangs over.
        if part.answers == "yes" {
            for (names, benefits) in lists(|one| &one.doubtful) {
                let line = format!("{}: {benefits}", names.join(" · "));
                screen.paragraph(indent + 4, &line);
            }
        }
        // One sentence, with every clause it is said of.
        let mut doubts: Vec<(&str, Vec<&str>)> = Vec::new();
        for doubt in &part.doubts {
            let clause = doubt.clause.as_deref();
            match doubts.iter_mut().find(|(text, _)| doubt.message == *text) {
                Some((_, clauses)) => clauses.extend(clause),
                None => doubts.push((&doubt.message, clause.into_iter().collect())),
            }
        }
        for (text, clauses) in doubts {
            screen.item(indent + 2, "→", &cited(text, &clauses.join(", ")));
        }
    }
    if part.answers == "yes" && !part.never.is_empty() {
        let never = format!("{}: {}", label("never"), titles(&part.never));
        screen.toned(indent, Tone::Bad, "✗", &never);
    }
}

fn card(screen: &Screen, card: &SaidTripCard) {
    let label = |key: &str| screen.text(&format!("trip.label.{key}"));
    screen.heading(&card.title);
    let whom = format!("{}  {}", card.call.phone_spaced, card.call.who);
    screen.toned(2, Tone::Good, "☎", &whom);
    if let Some(dates) = &card.dates {
        screen.toned(2, Tone::Bad, "!", dates);
    }
    if !card.missing.is_empty() {
        let fields = card.missing.join(", ");
        let text = screen.text_with("trip.label.fill_in_card", &[("fields", &fields)]);
        screen.toned(2, Tone::Open, "!", &text);
    }
    if !card.conditions.is_empty() {
        screen.paragraph(2, &format!("{}:", label("conditions")));
        for condition in &card.conditions {
            screen.item(4, "→", &cited(&condition.message, &condition.clause));
        }
    }
    for SaidReason { clause, message } in &card.not_at_hand {
        screen.item(2, "·", &cited(message, clause));
    }
}

/// The mark of an answer; the sentence always stands beside it.
fn answers(word: &str) -> (&'static str, Tone) {
    match word {
        "yes" => ("✓", Tone::Good),
        "partly" => ("◐", Tone::Open),
        "doubtful" | "no_terms" => ("?", Tone::Open),
        _ => ("✗", Tone::Bad),
    }
}
