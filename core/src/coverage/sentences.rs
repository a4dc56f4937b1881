//! Which sentences a terms file needs, and where each stands: in the file itself or in `i18n/`.
//!
//! Decides the keys. A file whose clauses somebody could not explain is refused.

use super::fault::TermsProblem;
use super::load::Draft;
use super::reader::Faults;
use super::terms::LimitValue;
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

/// Notes every sentence that is not written, once per language it lacks. What the vocabulary
/// itself needs (a fact, a benefit, a condition) is written; a test holds that.
pub(crate) fn find_missing(draft: &Draft, faults: &mut Faults<'_>) {
    find_misspelt(draft, faults);
    let mut lacking: Vec<Needed> = Vec::new();
    let mut need = |key: String, at: usize, clause: usize| {
        let needed = Needed { key, at, clause };
        if !needed.languages(draft).is_empty() {
            lacking.push(needed);
        }
    };
    for (key, at, clause) in of_clauses(draft) {
        need(key, at, clause);
    }
    for limit in &draft.limits {
        let key = limit_key(limit.what.key, &limit.what.value);
        need(key, limit.at, limit.what.clause);
    }
    for cost in &draft.costs {
        let key = format!("coverage.you_pay.{}", cost.what.id);
        need(key, cost.at, cost.what.clause);
    }
    lacking.sort_by(|one, other| (&one.key, one.at).cmp(&(&other.key, other.at)));
    lacking.dedup_by(|later, first| later.key == first.key);
    for needed in lacking {
        let own = needed.own(draft);
        let at = own.map_or(needed.at, |own| own.at);
        let clause = draft.clauses.get(needed.clause);
        faults.clause = clause.map(|clause| clause.id.clone());
        for language in needed.languages(draft) {
            let key = needed.key.clone();
            faults.note(at, TermsProblem::NoSentence { key, language });
        }
    }
    faults.clause = None;
}

/// The keys of what clauses say, each with the place that needs it and the clause.
fn of_clauses(draft: &Draft) -> impl Iterator<Item = (String, usize, usize)> {
    let key = |clause: usize, name: &str, at: usize| {
        let known = draft.clauses.get(clause)?;
        Some((known.sentence_key(name), at, clause))
    };
    let places = draft.clause_at.iter().enumerate();
    let says = places.filter_map(move |(clause, at)| key(clause, "says", *at));
    let never = draft.benefits.iter().filter(|benefit| benefit.never);
    let never = never.filter_map(move |benefit| key(benefit.clause, "fails", benefit.at));
    let rules = draft.rules.iter();
    let rules = rules.filter_map(move |rule| key(rule.what.clause, &rule.what.why, rule.at));
    says.chain(never).chain(rules)
}

/// A sentence of the file's own that nothing says is one whose name was misspelt.
fn find_misspelt(draft: &Draft, faults: &mut Faults<'_>) {
    for clause in &draft.clauses {
        for own in &clause.sentences {
            let key = clause.sentence_key(&own.name);
            if !of_clauses(draft).any(|(needed, ..)| needed == key) {
                faults.clause = Some(clause.id.clone());
                faults.note(own.at, TermsProblem::UnknownKey(own.name.clone()));
            }
        }
    }
}

/// A sentence, and a place that needs it.
struct Needed {
    key: String,
    at: usize,
    clause: usize,
}

impl Needed {
    /// What the file itself says under the key.
    fn own<'d>(&self, draft: &'d Draft) -> Option<&'d Sentence> {
        let clause = draft.clauses.get(self.clause)?;
        let name = self.key.strip_prefix(&clause.key)?.strip_prefix('.')?;
        clause.own(name)
    }

    /// The languages it is not written in.
    fn languages(&self, draft: &Draft) -> Vec<Language> {
        // The program's sentences are there in every language or in none, as a test holds; half of
        // a clause in the file's words and half in older ones would contradict itself.
        let own = self.own(draft);
        if own.is_none() && messages::has(Language::En, &self.key) {
            return Vec::new();
        }
        let written = |language| own.is_some_and(|own| own.text(language).is_some());
        let all = Language::ALL.into_iter();
        all.filter(|language| !written(*language)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::facts::{Absent, FactId, FactType};
    use crate::coverage::words::{BENEFITS, CENTRE_CONDITIONS, INSURED_CONDITIONS};

    /// The sentences of one fact: its question and answers, its name, what its absence assumes.
    fn fact_keys(fact: FactId) -> Vec<String> {
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

    #[test]
    fn what_the_vocabulary_needs_is_written() {
        let facts = FactId::all().flat_map(fact_keys);
        let benefits = BENEFITS.iter().map(|id| format!("coverage.benefit.{id}"));
        let conditions = CENTRE_CONDITIONS.iter().chain(INSURED_CONDITIONS);
        let conditions = conditions.map(|id| format!("coverage.condition.{id}"));
        for key in facts.chain(benefits).chain(conditions) {
            for language in Language::ALL {
                assert!(messages::has(language, &key), "{key} in {language:?}");
            }
        }
    }
}
