//! `roadside check --explain`: one verdict unfolded, clause by clause.

use super::laid_out::{call, not_at_hand};
use super::verdict_mark;
use crate::screen::{Screen, Tone};
use roadside_core::coverage::{SaidExplanation, SaidStep};

/// The chain laid out: the clause, what it says, what it comes to, how the facts stand.
pub(super) fn tell(screen: &Screen, said: &SaidExplanation) {
    let (mark, tone) = verdict_mark(&said.verdict);
    screen.raw("\n");
    screen.toned(
        0,
        tone,
        mark,
        &format!("{}: {}", said.title, said.verdict_text),
    );
    for step in &said.steps {
        clause(screen, 0, step);
    }
    if let Some(text) = &said.grounds_text {
        screen.heading(text);
    }
    for ground in &said.grounds {
        let (mark, tone) = step_mark(&ground.state);
        screen.raw("\n");
        screen.toned(0, tone, mark, &ground.text);
        for step in &ground.steps {
            clause(screen, 2, step);
        }
    }
    if !said.assumptions.is_empty() {
        screen.heading(&screen.text("terminal.check.assumptions"));
        for assumption in &said.assumptions {
            screen.item(2, "·", &assumption.message);
        }
    }
    not_at_hand(screen, &said.not_at_hand);
    call(screen, &said.call);
}

fn clause(screen: &Screen, indent: usize, step: &SaidStep) {
    screen.raw("\n");
    screen.item(indent, &step.clause, &step.says);
    let (mark, tone) = step_mark(&step.state);
    screen.toned(indent + 2, tone, mark, &step.text);
    for settled in &step.settled_by {
        screen.item(indent + 4, "→", settled);
    }
    for fact in &step.facts {
        screen.item(indent + 4, "·", &fact.text);
    }
}

/// The mark of a clause; the sentence always stands beside it.
fn step_mark(state: &str) -> (&'static str, Tone) {
    match state {
        "grants" | "holds" | "lifted" => ("✓", Tone::Good),
        "open" => ("?", Tone::Open),
        "condition" => ("●", Tone::Open),
        "fails" => ("✗", Tone::Bad),
        _ => ("–", Tone::Plain),
    }
}
