//! How many questions the dialogue asks, beside asking for everything the benefits read.

use super::sheet::Sheet;
use super::verdicts::{all_terms, scenarios};
use roadside_core::coverage::{Absent, FactId, FactSet, Situation, Terms, Value, assess};
use serde_json::Value as Json;

/// What the app knows by itself: from the card, the position and the clock.
const FROM_THE_APP: &[&str] = &[
    "vehicle.kind",
    "vehicle.permitted_weight_kg",
    "vehicle.registered_in",
    "vehicle.casco",
    "vehicle.use",
    "towed.casco",
    "towed.own_cover",
    "towed.registered_in",
    "policy.in_force_from",
    "policy.in_force_to",
    "place.country",
    "place.lat",
    "place.lon",
    "place.accuracy_m",
    "event.occurred_at",
];

/// What a scenario came to.
struct Count {
    asked: usize,
    /// Every fact the benefits read and the app does not know.
    all: usize,
    /// Of these, what can decide and is never taken to be so until told otherwise.
    bare: usize,
}

/// Plays one scenario: the driver answers what the scenario tells, and else "I don't know".
fn play(terms: &Terms, scenario: &Json) -> Count {
    let truth = Situation::from_json(&scenario["situation"]).expect("a situation");
    let wanted = |id: &str| scenario["expect"].get(id).is_some();
    let mut known = Situation::new();
    let learn = |situation: &mut Situation, name: &str| {
        let Some(value) = truth.get(name) else {
            return situation.do_not_ask(name);
        };
        situation.set(name, &text(value)).expect("an answer");
    };
    for name in FROM_THE_APP {
        if truth.get(name).is_some() {
            learn(&mut known, name);
        }
    }
    let at_start = known.known();
    let mut asked = FactSet::NONE;
    loop {
        let answer = assess(terms, &known);
        let Some(question) = answer.question_about(terms, &known, wanted) else {
            break;
        };
        // A position is one question.
        asked = asked.and(FactSet::of(question.fact));
        for fact in [Some(question.fact), question.with].into_iter().flatten() {
            learn(&mut known, fact.name());
        }
    }
    Count {
        asked: asked.len() as usize,
        all: all(facts_of(terms, wanted).without(at_start)),
        bare: bare(facts_of(terms, wanted).without(at_start), asked),
    }
}

/// What the benefits read.
fn facts_of(terms: &Terms, wanted: impl Fn(&str) -> bool) -> FactSet {
    terms
        .benefits()
        .filter(|id| wanted(id))
        .fold(FactSet::NONE, |facts, id| {
            facts.and(terms.facts_read_for(id))
        })
}

/// A position is one question.
fn all(read: FactSet) -> usize {
    let more = |fact: &FactId| !matches!(fact.name(), "place.lon" | "place.accuracy_m");
    read.iter().filter(more).count()
}

/// The barest form: what can decide and is not known. What is taken to be so until told otherwise
/// it leaves out, unless the dialogue asked for it too: that would flatter the dialogue.
fn bare(read: FactSet, asked: FactSet) -> usize {
    let always = |fact: &FactId| matches!(fact.entry().absent, Absent::Asked);
    let plain = read
        .iter()
        .filter(always)
        .fold(FactSet::NONE, |set, fact| set.and(FactSet::of(fact)));
    plain.and(asked).len() as usize
}

fn text(value: &Value) -> String {
    match value.to_json() {
        Json::String(text) => text,
        Json::Array(items) => {
            let words = items.iter().filter_map(Json::as_str);
            words.collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

pub fn count(sheet: &mut Sheet) {
    for terms in all_terms() {
        let product = terms.product();
        let counts: Vec<Count> = scenarios(product)
            .iter()
            .map(|scenario| play(&terms, scenario))
            .collect();
        let mean = |of: fn(&Count) -> usize| {
            counts.iter().map(of).sum::<usize>() as f64 / counts.len() as f64
        };
        let (asked, all, bare) = (
            mean(|count| count.asked),
            mean(|count| count.all),
            mean(|count| count.bare),
        );
        let product = product.word();
        sheet.held(
            &format!("{product}: questions, beside asking every fact the benefits read"),
            format!("{asked:.2} beside {all:.2} ({:.0} %)", 100.0 * asked / all),
            "≤ 50 %",
            asked * 2.0 <= all,
        );
        sheet.told(
            "  beside the barest form, which asks only what can decide",
            format!(
                "{asked:.2} beside {bare:.2} ({:.0} %)",
                100.0 * asked / bare
            ),
        );
    }
}
