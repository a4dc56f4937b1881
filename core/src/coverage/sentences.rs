//! Which sentences a terms file needs, and where each stands in `i18n/`.
//!
//! Decides the keys. A file whose clauses somebody could not explain is refused.

use super::expr::Expr;
use super::facts::{Absent, FactId, FactType};
use super::fault::TermsProblem;
use super::load::Draft;
use super::reader::Faults;
use super::terms::{LimitValue, facts_read};
use crate::messages;
use crate::types::Language;

/// The sentence of a limit.
pub(crate) fn limit_key(key: &str, value: &LimitValue) -> String {
    match value {
        LimitValue::Number(_) => format!("coverage.limit.{key}"),
        LimitValue::Word(word) => format!("coverage.limit_word.{key}.{word}"),
    }
}

/// Notes every sentence that is not written, once per language it lacks.
pub(crate) fn find_missing(draft: &Draft, faults: &mut Faults<'_>) {
    let mut needed: Vec<(String, usize)> = Vec::new();
    let key_of = |clause: usize, what: &str| {
        draft
            .clauses
            .get(clause)
            .map(|clause| format!("{}.{what}", clause.key))
            .unwrap_or_default()
    };
    for clause in &draft.clauses {
        needed.push((format!("{}.says", clause.key), 0));
    }
    for benefit in &draft.benefits {
        needed.push((format!("coverage.benefit.{}", benefit.id.id()), 0));
        if benefit.never {
            needed.push((key_of(benefit.clause, "fails"), 0));
        }
    }
    for rule in &draft.rules {
        needed.push((key_of(rule.what.clause, "fails"), rule.at));
        needed.extend(asked(&rule.what.expr).map(|key| (key, rule.at)));
    }
    for condition in &draft.conditions {
        needed.push((
            format!("coverage.condition.{}", condition.what.id),
            condition.at,
        ));
        needed.extend(asked(&condition.what.when).map(|key| (key, condition.at)));
    }
    for limit in &draft.limits {
        needed.push((limit_key(limit.what.key, &limit.what.value), limit.at));
    }
    for cost in &draft.costs {
        needed.push((format!("coverage.you_pay.{}", cost.what.id), cost.at));
    }
    needed.sort();
    needed.dedup_by(|one, other| one.0 == other.0);
    for (key, at) in needed {
        for language in Language::ALL {
            if !messages::has(language, &key) {
                faults.note(
                    at,
                    TermsProblem::NoSentence {
                        key: key.clone(),
                        language,
                    },
                );
            }
        }
    }
}

/// What must be written to ask for, name and assume the facts an expression reads.
fn asked(expr: &Expr) -> impl Iterator<Item = String> {
    let (facts, _) = facts_read(expr);
    FactId::all()
        .filter(move |fact| facts.has(*fact))
        .flat_map(fact_keys)
}

/// The sentences of one fact: its question and answers, its name, what its absence assumes.
pub(crate) fn fact_keys(fact: FactId) -> Vec<String> {
    let entry = fact.entry();
    let name = entry.name;
    let mut keys = vec![format!("facts.{name}.label")];
    // A position is asked for once, as `place.lat`.
    let asked_for = name != "place.lon";
    if asked_for && matches!(entry.absent, Absent::Asked | Absent::AskedOrPresumed(_))
        || name == "repair.before_planned_return"
    {
        keys.push(format!("facts.{name}.question"));
        if let FactType::Word(words) = entry.kind {
            keys.extend(
                words
                    .iter()
                    .map(|word| format!("facts.{name}.answer.{word}")),
            );
        }
    }
    if matches!(
        entry.absent,
        Absent::Presumed(_) | Absent::AskedOrPresumed(_)
    ) {
        keys.push(format!("facts.{name}.assumed"));
    }
    keys
}
