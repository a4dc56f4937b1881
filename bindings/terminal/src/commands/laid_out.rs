//! An assessment laid out for a person.
//!
//! Which reason is read first and what is shared is the core's to decide.

use super::verdict_mark;
use crate::screen::{Screen, Tone};
use roadside_core::coverage::{SaidAssessment, SaidBenefit, SaidCall, SaidReason};

/// The assessment laid out for a person: what holds first, then what is open, then what does
/// not, each with the one reason to read first. The whole chain is `--explain`'s.
pub(super) fn tell(screen: &Screen, said: &SaidAssessment) {
    let label = |key: &str| screen.text(&format!("terminal.check.{key}"));
    let product = format!("card.product.{}", said.product.replace('-', "_"));
    screen.heading(&screen.text_with(
        "terminal.check.heading",
        &[
            ("product", &screen.text(&product)),
            ("edition", &said.edition),
        ],
    ));
    for verdict in ["covered", "conditional", "unknown"] {
        let of_verdict = said.benefits.iter();
        let mut of_verdict = of_verdict
            .filter(|benefit| benefit.verdict == verdict)
            .peekable();
        if let Some(first) = of_verdict.peek() {
            screen.heading(&first.verdict_text);
        }
        for benefit in of_verdict {
            granted(screen, said, benefit);
        }
    }
    if !said.shared.conditions.is_empty() || !said.shared.limits.is_empty() {
        screen.heading(&label("shared"));
        for condition in &said.shared.conditions {
            screen.item(2, "→", &cited(&condition.message, &condition.clause));
        }
        for limit in &said.shared.limits {
            screen.item(2, "≤", &cited(&limit.message, &limit.clause));
        }
    }
    refused(screen, said);
    let assumed = said
        .benefits
        .iter()
        .flat_map(|benefit| &benefit.assumptions);
    let mut assumptions: Vec<&str> = Vec::new();
    for assumption in assumed {
        if !assumptions.contains(&assumption.message.as_str()) {
            assumptions.push(&assumption.message);
        }
    }
    if !assumptions.is_empty() {
        screen.heading(&label("assumptions"));
        for assumption in assumptions {
            screen.item(2, "·", assumption);
        }
    }
    not_at_hand(screen, &said.not_at_hand);
    if let Some(question) = &said.next_question {
        screen.heading(&label("next_question"));
        screen.item(2, "?", &question.text);
    }
    call(screen, &said.call);
}

/// A benefit that is covered, or may be.
fn granted(screen: &Screen, said: &SaidAssessment, benefit: &SaidBenefit) {
    let (mark, tone) = verdict_mark(&benefit.verdict);
    screen.toned(0, tone, mark, &benefit.title);
    screen.paragraph(2, &cited(&benefit.main.message, &benefit.main.clause));
    let own = |id: &str| !said.shared.conditions.iter().any(|part| part.id == id);
    for condition in benefit.conditions.iter().filter(|part| own(&part.id)) {
        screen.item(2, "→", &cited(&condition.message, &condition.clause));
    }
    // How far it goes can wait until it is known whether it does.
    if benefit.verdict == "unknown" {
        return;
    }
    let common = &said.shared.limits;
    for limit in benefit.limits.iter().filter(|one| !common.contains(one)) {
        screen.item(2, "≤", &cited(&limit.message, &limit.clause));
    }
    for pay in &benefit.you_pay {
        let paid = screen.text_with("terminal.check.you_pay", &[("what", &pay.message)]);
        screen.item(2, "·", &cited(&paid, &pay.clause));
    }
    for duty in &benefit.duties {
        screen.item(2, "·", &cited(&duty.message, &duty.clause));
    }
}

/// What is not covered: each reason once, with everything it refuses.
fn refused(screen: &Screen, said: &SaidAssessment) {
    let mut reasons: Vec<(&SaidReason, Vec<&str>)> = Vec::new();
    let noes = said.benefits.iter();
    for benefit in noes.filter(|benefit| benefit.verdict == "not_covered") {
        match reasons.iter_mut().find(|(main, _)| **main == benefit.main) {
            Some((_, titles)) => titles.push(&benefit.title),
            None => reasons.push((&benefit.main, vec![&benefit.title])),
        }
    }
    if reasons.is_empty() {
        return;
    }
    screen.heading(&screen.text("terminal.check.not_covered"));
    for (main, titles) in reasons {
        screen.toned(2, Tone::Bad, "✗", &titles.join(" · "));
        screen.paragraph(4, &cited(&main.message, &main.clause));
    }
}

/// A sentence with its clause behind it; card and notice have none people could look up.
pub(super) fn cited(message: &str, clause: &str) -> String {
    if clause.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{message} ({clause})")
    } else {
        message.to_owned()
    }
}

/// Texts that apply too and are not on this device.
pub(super) fn not_at_hand(screen: &Screen, texts: &[SaidReason]) {
    if texts.is_empty() {
        return;
    }
    screen.heading(&screen.text("terminal.check.not_at_hand"));
    for text in texts {
        screen.item(2, "·", &cited(&text.message, &text.clause));
    }
}

/// Whom to call, whatever was said above.
pub(super) fn call(screen: &Screen, call: &SaidCall) {
    screen.raw("\n");
    screen.toned(0, Tone::Good, "☎", &call.phone_spaced);
    screen.paragraph(2, &call.text);
}
