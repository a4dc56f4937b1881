//! Which sentences a terms file needs, and where each stands: in the file itself or in `i18n/`.
//!
//! Decides the keys. A file whose clauses somebody could not explain is refused.

use super::expr::Expr;
use super::facts::{Absent, FACTS, FactId, FactType};
use super::fault::TermsProblem;
use super::load::Draft;
use super::reader::Faults;
use super::terms::{LimitValue, facts_read};
use crate::messages;
use crate::types::Language;

/// A sentence that came with the file, so that an edition can say what no program knew.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// `says`, or which reason of a rule it is (`fails`, …).
    pub name: String,
    /// Where it stands in the file.
    pub at: usize,
    pub in_languages: Vec<(Language, String)>,
}

impl Sentence {
    pub fn text(&self, language: Language) -> Option<&str> {
        let mut texts = self.in_languages.iter();
        texts
            .find(|(theirs, _)| *theirs == language)
            .map(|(_, text)| text.as_str())
    }
}

/// The sentence of a limit.
pub(crate) fn limit_key(key: &str, value: &LimitValue) -> String {
    match value {
        LimitValue::Number(_) => format!("coverage.limit.{key}"),
        LimitValue::Word(word) => format!("coverage.limit_word.{key}.{word}"),
    }
}

/// The sentence of one product that stands in for the common one, where it is written.
pub(crate) fn own_key(product: &str, table: &str, id: &str) -> String {
    format!("terms.{product}.{table}.{id}")
}

/// Notes every sentence that is not written, once per language it lacks.
pub(crate) fn find_missing(draft: &Draft, faults: &mut Faults<'_>) {
    let mut needed: Vec<Needed> = Vec::new();
    // Many rules read the same facts: of each, the first place that does is enough.
    let mut read: [Option<(usize, usize)>; FACTS.len()] = [None; FACTS.len()];
    let mut reads = |expr: &Expr, at: usize, clause: usize| {
        let (facts, _) = facts_read(expr);
        for fact in facts.iter() {
            if let Some(place) = read.get_mut(fact.index())
                && place.is_none_or(|(first, _)| at < first)
            {
                *place = Some((at, clause));
            }
        }
    };
    let mut need = |key: String, at: usize, clause: usize| needed.push(Needed { key, at, clause });
    let key_of = |clause: usize, what: &str| {
        let clause = draft.clauses.get(clause);
        clause
            .map(|clause| clause.sentence_key(what))
            .unwrap_or_default()
    };
    for (clause, at) in draft.clause_at.iter().enumerate() {
        need(key_of(clause, "says"), *at, clause);
    }
    for benefit in &draft.benefits {
        need(
            format!("coverage.benefit.{}", benefit.id.id()),
            benefit.at,
            benefit.clause,
        );
        if benefit.never {
            need(key_of(benefit.clause, "fails"), benefit.at, benefit.clause);
        }
    }
    for rule in &draft.rules {
        need(
            key_of(rule.what.clause, &rule.what.why),
            rule.at,
            rule.what.clause,
        );
        reads(&rule.what.expr, rule.at, rule.what.clause);
    }
    for part in &draft.conditions {
        need(
            format!("coverage.condition.{}", part.what.id.id()),
            part.at,
            part.what.clause,
        );
        reads(&part.what.when, part.at, part.what.clause);
    }
    for limit in &draft.limits {
        need(
            limit_key(limit.what.key, &limit.what.value),
            limit.at,
            limit.what.clause,
        );
    }
    for cost in &draft.costs {
        need(
            format!("coverage.you_pay.{}", cost.what.id),
            cost.at,
            cost.what.clause,
        );
    }
    for (fact, place) in FactId::all().zip(read) {
        if let Some((at, clause)) = place {
            let keys = fact_keys(fact).into_iter();
            keys.for_each(|key| need(key, at, clause));
        }
    }
    for (at, clause) in draft.clauses.iter().enumerate() {
        for own in &clause.sentences {
            // A sentence that nothing says is one whose name was misspelt.
            let key = key_of(at, &own.name);
            if !needed.iter().any(|needed| needed.key == key) {
                faults.clause = Some(clause.id.clone());
                faults.note(own.at, TermsProblem::UnknownKey(own.name.clone()));
            }
        }
    }
    needed.sort_by(|one, other| (&one.key, one.at).cmp(&(&other.key, other.at)));
    needed.dedup_by(|later, first| later.key == first.key);
    for Needed { key, at, clause } in needed {
        let clause = draft.clauses.get(clause);
        faults.clause = clause.map(|clause| clause.id.clone());
        let own = clause.and_then(|clause| {
            let name = key.strip_prefix(&clause.key)?.strip_prefix('.')?;
            clause.own(name)
        });
        // The program's sentences are there in every language or in none, as a test holds; half of
        // a clause in the file's words and half in older ones would contradict itself.
        let in_program = own.is_none() && messages::has(Language::En, &key);
        for language in Language::ALL {
            let written = match own {
                Some(own) => own.text(language).is_some(),
                None => in_program,
            };
            if !written {
                faults.note(
                    own.map_or(at, |own| own.at),
                    TermsProblem::NoSentence {
                        key: key.clone(),
                        language,
                    },
                );
            }
        }
    }
    faults.clause = None;
}

/// A sentence, and the first place that needs it.
struct Needed {
    key: String,
    at: usize,
    clause: usize,
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
