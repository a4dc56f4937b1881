//! The cases a terms file carries: situations, what each benefit comes to, the clause they guard.
//!
//! Decides whether the terms answer as their cases say. They stand at the end of the file, from
//! `[usual]` or the first `[[case]]` on, and are read only when somebody checks it: loading terms
//! stops before them.

use super::assess::assess;
use super::facts::FactId;
use super::fault::TermsProblem;
use super::reader::{Entry, Faults};
use super::situation::Situation;
use super::terms::{LimitValue, Terms};
use super::verdict::{BenefitAssessment, Verdict};
use super::words::BenefitId;
use std::collections::BTreeSet;

/// The cases of one terms file.
#[derive(Debug, Clone)]
pub struct Cases(Vec<Case>);

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    at: usize,
    name: String,
    guards: Vec<String>,
    situation: Situation,
    expect: Vec<(String, String)>,
    shows: Vec<(String, Vec<String>)>,
}

/// Where two readings of a benefit differ.
struct Difference {
    benefit: String,
    expected: String,
    found: String,
}

/// The text of the terms, and of the cases behind it.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let first = |head: &'static str| {
        let mut places = text.match_indices(head).map(|(at, _)| line_at(text, at));
        places.find(|(_, line)| line.trim() == head)
    };
    let heads = ["[usual]", "[[case]]"].into_iter().filter_map(first);
    let at = heads.map(|(at, _)| at).min();
    text.split_at_checked(at.unwrap_or(text.len()))
        .unwrap_or((text, ""))
}

/// Where something other than a case begins among the cases: nobody would read it.
pub(crate) fn stray(cases: &str) -> Option<usize> {
    let own = |line: &str| {
        let name = line.trim_start().trim_start_matches('[');
        let mut own = ["usual]", "case]", "case."].iter();
        own.any(|own| name.starts_with(own))
    };
    let mut fresh = true;
    let mut brackets = cases.bytes().enumerate().filter(|(_, byte)| {
        let first = fresh && *byte == b'[';
        fresh = *byte == b'\n' || fresh && byte.is_ascii_whitespace();
        first
    });
    let strange = brackets.find(|(at, _)| !own(line_at(cases, *at).1));
    strange.map(|(at, _)| line_at(cases, at).0)
}

/// The line that holds this byte, and where it begins.
fn line_at(text: &str, at: usize) -> (usize, &str) {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next());
    (start, line.unwrap_or_default())
}

impl Cases {
    /// The cases of a terms file that has been read; empty where their text is at fault.
    pub fn of(text: &str, terms: &Terms) -> Self {
        Self::read(text, terms, &mut Faults::new(text, ""))
    }

    /// Every case, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Case> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn read(text: &str, terms: &Terms, faults: &mut Faults<'_>) -> Self {
        let (head, tail) = split(text);
        let (document, sound) = faults.document(tail, head.len());
        if !sound {
            return Self(Vec::new());
        }
        let mut top = Entry::new(document.get_ref(), head.len());
        let mut usual = Situation::new();
        let facts = top.table("usual", faults);
        put_all(&mut usual, facts, faults);
        let mut cases = Vec::new();
        for mut entry in top.entries("case", faults) {
            cases.extend(case(&mut entry, &usual, terms, faults));
            entry.close(faults);
        }
        top.close(faults);
        Self(cases)
    }

    /// Notes every benefit on which a case comes out otherwise than it says.
    pub(super) fn judge(&self, terms: &Terms, faults: &mut Faults<'_>) {
        for case in &self.0 {
            faults.clause = case.guards.first().cloned();
            for Difference {
                benefit,
                expected,
                found,
            } in case.differences(terms)
            {
                let problem = TermsProblem::CaseFails {
                    case: case.name.clone(),
                    benefit,
                    expected,
                    found,
                };
                faults.note(case.at, problem);
            }
        }
        faults.clause = None;
    }
}

fn put_all(
    situation: &mut Situation,
    facts: Vec<(&str, usize, serde_json::Value)>,
    faults: &mut Faults<'_>,
) {
    for (name, at, value) in facts {
        let mut one = serde_json::Map::new();
        one.insert(name.to_owned(), value);
        match Situation::from_json(&serde_json::Value::Object(one)) {
            Ok(read) => {
                let fact = FactId::named(name);
                if let Some((fact, value)) = fact.zip(fact.and_then(|fact| read.value(fact))) {
                    situation.put(fact, value.clone());
                }
            }
            Err(_) => faults.note(at, TermsProblem::CaseFact(name.to_owned())),
        }
    }
}

fn case(
    entry: &mut Entry<'_, '_>,
    usual: &Situation,
    terms: &Terms,
    faults: &mut Faults<'_>,
) -> Option<Case> {
    let at = entry.at;
    let name = entry.needed("name", faults)?;
    let mut guards = Vec::new();
    for word in entry.texts("guards", faults) {
        if !terms.clauses.iter().any(|clause| clause.id == word.text) {
            faults.note(word.at, TermsProblem::UnknownClause(word.text.to_owned()));
        }
        guards.push(word.text.to_owned());
    }
    let mut situation = usual.clone();
    for word in entry.texts("without", faults) {
        if FactId::named(word.text).is_none() {
            faults.note(word.at, TermsProblem::CaseFact(word.text.to_owned()));
        }
        situation.forget(word.text);
    }
    let facts = entry.table("facts", faults);
    put_all(&mut situation, facts, faults);
    let known = |id: &str| {
        let named = BenefitId::named(id);
        named.is_some_and(|id| terms.benefits.iter().any(|benefit| benefit.id == id))
    };
    let mut expect = Vec::new();
    for (id, at, value) in entry.table("expect", faults) {
        match value.as_str() {
            Some(words) if known(id) => expect.push((id.to_owned(), words.to_owned())),
            Some(_) => faults.note(at, TermsProblem::UnknownId(id.to_owned())),
            None => faults.note(at, TermsProblem::WrongValue(id.to_owned())),
        }
    }
    let mut shows = Vec::new();
    for (id, at, value) in entry.table("shows", faults) {
        let items = value.as_array().into_iter().flatten();
        let items: Vec<String> = items
            .filter_map(serde_json::Value::as_str)
            .map(str::to_owned)
            .collect();
        if items.is_empty() {
            faults.note(at, TermsProblem::WrongValue(id.to_owned()));
        } else if known(id) {
            shows.push((id.to_owned(), items));
        } else {
            faults.note(at, TermsProblem::UnknownId(id.to_owned()));
        }
    }
    if expect.is_empty() && shows.is_empty() {
        faults.note(entry.at, TermsProblem::Missing("expect".to_owned()));
    }
    Some(Case {
        at,
        name: name.text.to_owned(),
        guards,
        situation,
        expect,
        shows,
    })
}

impl Case {
    /// What it is about, in a few words.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The ids of the clauses it guards: without any of them it comes out otherwise.
    pub fn guards(&self) -> impl Iterator<Item = &str> {
        self.guards.iter().map(String::as_str)
    }

    /// Whether the terms answer as the case says.
    pub fn holds(&self, terms: &Terms) -> bool {
        self.differences(terms).is_empty()
    }

    fn differences(&self, terms: &Terms) -> Vec<Difference> {
        let assessment = assess(terms, &self.situation);
        let mut found = Vec::new();
        let mut differ = |benefit: &str, expected: &str, came: String| {
            found.push(Difference {
                benefit: benefit.to_owned(),
                expected: expected.to_owned(),
                found: came,
            });
        };
        for (benefit, expected) in &self.expect {
            let came = assessment.benefit(benefit).map(verdict).unwrap_or_default();
            let words: BTreeSet<&str> = expected.split_whitespace().collect();
            if words != came.split_whitespace().collect() {
                differ(benefit, expected, came);
            }
        }
        for (benefit, items) in &self.shows {
            let shown = assessment
                .benefit(benefit)
                .map(|answer| shown(answer, terms));
            let shown = shown.unwrap_or_default();
            for item in items.iter().filter(|item| !shown.contains(item)) {
                differ(benefit, item, shown.join(", "));
            }
        }
        found
    }
}

/// The verdict, then its conditions or the facts it waits for.
fn verdict(answer: &BenefitAssessment) -> String {
    let mut words = vec![answer.verdict.word()];
    match answer.verdict {
        Verdict::Unknown => words.extend(answer.missing.iter().map(FactId::name)),
        Verdict::Conditional => words.extend(answer.conditions.iter().map(|part| part.id())),
        Verdict::Covered | Verdict::NotCovered => {}
    }
    words.join(" ")
}

/// What else an answer shows: `cites 2.9`, `limit max_days 21`, `you_pay parts`, `not_with hotel`,
/// `duty 5.b-denmark`.
fn shown(answer: &BenefitAssessment, terms: &Terms) -> Vec<String> {
    let id = |at: usize| terms.clauses.get(at).map_or("", |clause| &clause.id);
    let mut shown: Vec<String> = answer
        .reasons
        .iter()
        .map(|reason| format!("cites {}", id(reason.clause)))
        .collect();
    for limit in answer.limits.iter().filter_map(|at| terms.limits.get(*at)) {
        shown.push(match &limit.value {
            LimitValue::Number(number) => format!("limit {} {number}", limit.key),
            LimitValue::Word(word) => format!("limit {} {word}", limit.key),
        });
    }
    let benefit = terms.benefits.get(answer.place);
    let granted = benefit.filter(|_| answer.verdict != Verdict::NotCovered);
    if let Some(benefit) = granted {
        let costs = benefit.costs.iter().filter_map(|at| terms.costs.get(*at));
        shown.extend(costs.map(|cost| format!("you_pay {}", cost.id)));
        let others = benefit.not_with.iter();
        shown.extend(others.map(|other| format!("not_with {}", other.id())));
        let duties = terms
            .clauses
            .iter()
            .filter(|clause| clause.duty_for.has(benefit.id));
        shown.extend(duties.map(|clause| format!("duty {}", clause.id)));
    }
    shown
}
