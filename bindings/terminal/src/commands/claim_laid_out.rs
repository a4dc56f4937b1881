//! A claim laid out for a terminal.

use super::verdict_mark;
use crate::screen::{Screen, Tone};
use roadside_core::companion::{ClaimInBrief, SaidClaim, SaidExpense};

/// Every claim on a line.
pub(super) fn list(screen: &Screen, claims: &[ClaimInBrief]) {
    if claims.is_empty() {
        screen.paragraph(0, &screen.text("claim.none"));
    }
    for claim in claims {
        let totals: Vec<&str> = claim.totals.iter().map(|sum| sum.text.as_str()).collect();
        let line = [claim.state_text.as_str(), &totals.join(" + ")];
        let line: Vec<&str> = line.into_iter().filter(|part| !part.is_empty()).collect();
        screen.item(0, &claim.code, &line.join(" · "));
    }
}

/// The code, the state, and what is missing.
pub(super) fn in_short(screen: &Screen, claim: &SaidClaim) {
    screen.item(0, &claim.code, &claim.state_text);
    missing(screen, claim);
}

/// What is missing, in the order worth fixing.
pub(super) fn missing(screen: &Screen, claim: &SaidClaim) {
    if claim.missing.is_empty() {
        screen.toned(2, Tone::Good, "✓", &screen.text("claim.complete"));
        return;
    }
    screen.heading(&screen.text("claim.missing_heading"));
    for one in &claim.missing {
        let (tone, mark) = if one.required {
            (Tone::Bad, "✗")
        } else {
            (Tone::Open, "●")
        };
        screen.toned(2, tone, mark, &one.text);
    }
}

/// Everything.
pub(super) fn whole(screen: &Screen, claim: &SaidClaim) {
    screen.heading(&claim.code);
    screen.paragraph(2, &claim.state_text);
    if !claim.valid {
        screen.toned(2, Tone::Bad, "✗", &screen.text("claim.not_valid"));
    }
    incident(screen, claim);
    if !claim.expenses.is_empty() {
        screen.heading(&label(screen, "expenses"));
        for one in &claim.expenses {
            expense(screen, one);
        }
        let totals: Vec<&str> = claim.totals.iter().map(|sum| sum.text.as_str()).collect();
        screen.rows(2, &[(label(screen, "total"), totals.join(" + "))]);
    }
    if !claim.receipts.is_empty() {
        screen.heading(&label(screen, "receipts"));
        for receipt in &claim.receipts {
            let shows = match receipt.expense {
                Some(number) => format!("{} {number}", label(screen, "expense")),
                None => label(screen, &receipt.shows),
            };
            let size = (receipt.bytes + 999) / 1000;
            let line = format!("{shows} · {} · {size} kB", receipt.media_type);
            screen.item(2, &format!("{}.", receipt.number), &line);
        }
    }
    if let Some(bank) = &claim.bank {
        screen.heading(&label(screen, "bank"));
        rows(
            screen,
            &[
                ("holder", bank.holder.clone()),
                ("iban", Some(bank.iban.clone())),
                ("bic", bank.bic.clone()),
            ],
        );
    }
    if let Some(signature) = &claim.signature {
        screen.heading(&label(screen, "signature"));
        let at = signature.signed_at.clone();
        screen.rows(2, &[(signature.name.clone(), at)]);
    }
    missing(screen, claim);
    screen.heading(&screen.text("claim.deadlines"));
    for due in &claim.deadlines {
        let span: Vec<&str> = [&due.from, &due.on]
            .into_iter()
            .filter_map(|day| day.as_deref())
            .collect();
        let mark = if span.is_empty() {
            "·".to_owned()
        } else {
            span.join(" – ")
        };
        screen.item(2, &mark, &format!("{} ({})", due.text, due.source));
    }
    if !claim.send_to.is_empty() {
        screen.heading(&label(screen, "send_to"));
        screen.paragraph(2, &claim.send_to.join("\n"));
    }
}

fn incident(screen: &Screen, claim: &SaidClaim) {
    let incident = &claim.incident;
    screen.heading(&label(screen, "incident"));
    let position = incident.lat.zip(incident.lon);
    rows(
        screen,
        &[
            ("name", claim.claimant.clone()),
            ("case_code", claim.case_code.clone()),
            ("kind", incident.kind_text.clone()),
            ("occurred_at", incident.occurred_at.clone()),
            ("discovered_at", incident.discovered_at.clone()),
            ("place", incident.place.clone()),
            (
                "position",
                position.map(|(lat, lon)| format!("{lat:.5}, {lon:.5}")),
            ),
            ("police_station", incident.police_station.clone()),
            ("police_number", incident.police_number.clone()),
            ("reported_on", incident.police_reported_on.clone()),
            ("came_home_on", claim.came_home_on.clone()),
            ("description", incident.description.clone()),
        ],
    );
}

fn expense(screen: &Screen, expense: &SaidExpense) {
    let line = format!(
        "{} · {} · {}",
        expense.title, expense.amount.text, expense.incurred_on
    );
    screen.item(2, &format!("{}.", expense.number), &line);
    if let Some(cover) = &expense.cover {
        let (mark, tone) = verdict_mark(&cover.verdict);
        let main = format!(
            "{} {} {}",
            cover.verdict_text, cover.main.clause, cover.main.message
        );
        screen.toned(5, tone, mark, &main);
        let further = cover
            .conditions
            .iter()
            .map(|one| (&one.clause, &one.message))
            .chain(cover.limits.iter().map(|one| (&one.clause, &one.message)))
            .chain(cover.you_pay.iter().map(|one| (&one.clause, &one.message)));
        for (clause, message) in further {
            screen.item(5, "·", &format!("{message} ({clause})"));
        }
        if cover.above_limit {
            screen.toned(5, Tone::Bad, "!", &screen.text("claim.above_limit"));
        }
    }
}

fn label(screen: &Screen, key: &str) -> String {
    screen.text(&format!("claim.label.{key}"))
}

fn rows(screen: &Screen, rows: &[(&str, Option<String>)]) {
    let known: Vec<(String, String)> = rows
        .iter()
        .filter_map(|(key, value)| Some((label(screen, key), value.clone()?)))
        .collect();
    screen.rows(2, &known);
}
