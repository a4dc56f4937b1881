//! One clause of a terms file: its rules, conditions, limits, costs and exclusivities, and how
//! it stands beside another cover.
//!
//! Decides what is wrong with an entry; everything right goes into the draft.

use super::beside::{Beside, Stance};
use super::compile::{Definitions, compile};
use super::expr::Expr;
use super::fault::TermsProblem;
use super::load::{Draft, Scope, Scoped};
use super::reader::{Entry, Faults, Placed};
use super::sentences::Sentence;
use super::terms::{Citation, Condition, Cost, Limit, LimitValue, Rule, unasked};
use super::words::{self, BenefitId, BenefitSet, ConditionId};
use crate::types::{Language, clean_line};

/// Characters; what is longer nobody reads at the roadside.
const LONGEST_SENTENCE: usize = 400;

/// Reads the entries of the clause at this place of the draft.
pub(crate) fn read(
    at: usize,
    entry: &mut Entry<'_, '_>,
    draft: &mut Draft,
    faults: &mut Faults<'_>,
) {
    for mut part in entry.entries("rule", faults) {
        let scope = scope(&mut part, draft, faults);
        let require = part.text("require", faults);
        let exclude = part.text("exclude", faults);
        let unless_agreed = part.flag("unless_agreed", false, faults);
        let silent = part.flag("silent", false, faults);
        let why = part.text("why", faults).map_or("fails", |word| word.text);
        let (text, exclusion) = match (require, exclude) {
            (Some(text), None) => (text, false),
            (None, Some(text)) => (text, true),
            _ => {
                faults.note(part.at, TermsProblem::RuleShape);
                part.close(faults);
                continue;
            }
        };
        if let Some(expr) = expression(&text, &draft.definitions, faults) {
            let expr = if exclusion {
                Expr::Not(Box::new(expr))
            } else {
                expr
            };
            let mut before = draft.rules.iter();
            let first = before.position(|rule| rule.what.expr == expr);
            let what = Rule {
                clause: at,
                first: first.unwrap_or(draft.rules.len()),
                expr,
                exclusion,
                unless_agreed,
                why: why.to_owned(),
                silent,
            };
            draft.rules.push(Scoped {
                what,
                scope,
                at: text.at,
            });
        }
        part.close(faults);
    }
    for mut part in entry.entries("condition", faults) {
        let scope = scope(&mut part, draft, faults);
        let id = part.needed("id", faults);
        let when = when(&mut part, draft, faults);
        if let (Some(id), Some(when)) = (id, when) {
            match ConditionId::named(id.text) {
                Some(word) => {
                    let mut before = draft.conditions.iter();
                    let first = before.position(|part| part.what.when == when);
                    let what = Condition {
                        clause: at,
                        id: word,
                        settled: unasked(&when),
                        first: first.unwrap_or(draft.conditions.len()),
                        when,
                    };
                    draft.conditions.push(Scoped {
                        what,
                        scope,
                        at: id.at,
                    });
                }
                None => faults.note(id.at, TermsProblem::UnknownId(id.text.to_owned())),
            }
        }
        part.close(faults);
    }
    for mut part in entry.entries("applies", faults) {
        let scope = scope(&mut part, draft, faults);
        let place = part.at;
        if let Some(when) = when(&mut part, draft, faults) {
            draft.citations.push(Scoped {
                what: Citation { clause: at, when },
                scope,
                at: place,
            });
        }
        part.close(faults);
    }
    for mut part in entry.entries("limit", faults) {
        let scope = scope(&mut part, draft, faults);
        let key = part.needed("key", faults);
        let value = if part.is_text("value") {
            part.text("value", faults)
                .map(|word| LimitValue::Word(word.text.to_owned()))
        } else {
            part.require("value", faults);
            part.number("value", false, faults)
                .map(|number| LimitValue::Number(number.into()))
        };
        let unit = part.text("unit", faults).map(|word| word.text.into());
        let when = when(&mut part, draft, faults);
        if let (Some(key), Some(value), Some(when)) = (key, value, when) {
            match words::limit(key.text) {
                Some(word) => draft.limits.push(Scoped {
                    what: Limit {
                        clause: at,
                        key: word,
                        value,
                        unit,
                        when,
                    },
                    scope,
                    at: key.at,
                }),
                None => faults.note(key.at, TermsProblem::UnknownId(key.text.to_owned())),
            }
        }
        part.close(faults);
    }
    for mut part in entry.entries("you_pay", faults) {
        let scope = scope(&mut part, draft, faults);
        if let Some(id) = part.needed("id", faults) {
            let what = Cost {
                clause: at,
                id: id.text.into(),
            };
            draft.costs.push(Scoped {
                what,
                scope,
                at: id.at,
            });
        }
        part.close(faults);
    }
    for mut part in entry.entries("not_with", faults) {
        let scope = scope(&mut part, draft, faults);
        part.require("with", faults);
        let what = benefit_set(&part.texts("with", faults), faults);
        draft.exclusive.push(Scoped {
            what: (at, what),
            scope,
            at: part.at,
        });
        part.close(faults);
    }
    for mut part in entry.entries("beside", faults) {
        let stance = part.needed("stance", faults);
        let when = when(&mut part, draft, faults);
        if let (Some(word), Some(when)) = (stance, when) {
            let known = Stance::WORDS.iter().find(|(name, _)| *name == word.text);
            match known {
                Some((_, stance)) => draft.beside.push(Beside {
                    clause: at,
                    stance: *stance,
                    when,
                }),
                None => faults.note(word.at, TermsProblem::UnknownId(word.text.to_owned())),
            }
        }
        part.close(faults);
    }
    let duty_for = benefit_set(&entry.texts("duty_for", faults), faults);
    let sentences = sentences(entry, faults);
    let not_at_hand = entry.flag("not_at_hand", false, faults);
    let mut bring = Vec::new();
    for word in entry.texts("bring", faults) {
        match words::BRING.iter().find(|known| **known == word.text) {
            Some(known) => bring.push(*known),
            None => faults.note(word.at, TermsProblem::UnknownId(word.text.to_owned())),
        }
    }
    let mut repeats = Vec::new();
    for word in entry.texts("repeats", faults) {
        let known = draft.clauses.iter();
        match known.enumerate().find(|(_, clause)| clause.id == word.text) {
            Some((other, _)) => repeats.push(other),
            None => faults.note(word.at, TermsProblem::UnknownClause(word.text.to_owned())),
        }
    }
    if let Some(clause) = draft.clauses.get_mut(at) {
        clause.bring = bring;
        clause.duty_for = duty_for;
        clause.sentences = sentences;
        clause.not_at_hand = not_at_hand;
        clause.repeats = repeats;
    }
}

/// `[clause.text.says]` and the like: sentences the file brings along, by language.
fn sentences(entry: &mut Entry<'_, '_>, faults: &mut Faults<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (name, texts) in entry.groups("text", faults) {
        let mut in_languages = Vec::new();
        for (tag, word) in texts {
            let Some(language) = Language::ALL.into_iter().find(|one| one.tag() == tag) else {
                faults.note(word.at, TermsProblem::UnknownId(tag.to_owned()));
                continue;
            };
            // What could hide or reorder other text is no part of a sentence.
            match clean_line(word.text, LONGEST_SENTENCE) {
                Ok(line) => in_languages.push((language, line.to_owned())),
                Err(_) => faults.note(word.at, TermsProblem::WrongValue(tag.to_owned())),
            }
        }
        sentences.push(Sentence {
            name: name.text.to_owned(),
            at: name.at,
            in_languages,
        });
    }
    sentences
}

/// `for`, `except` and `route`: without `for`, every benefit that can be granted.
fn scope(part: &mut Entry<'_, '_>, draft: &Draft, faults: &mut Faults<'_>) -> Scope {
    let named = part.texts("for", faults);
    let except = benefit_set(&part.texts("except", faults), faults);
    let chosen = if named.is_empty() {
        let grantable = draft.benefits.iter().filter(|benefit| !benefit.never);
        grantable.fold(BenefitSet::default(), |set, benefit| set.with(benefit.id))
    } else {
        benefit_set(&named, faults)
    };
    let mut routes = Vec::new();
    for word in part.texts("route", faults) {
        if draft
            .benefits
            .iter()
            .any(|benefit| benefit.routes.iter().any(|name| name == word.text))
        {
            routes.push(word.text.to_owned());
        } else {
            faults.note(word.at, TermsProblem::UnknownRoute(word.text.to_owned()));
        }
    }
    let kept = chosen.iter().filter(|benefit| !except.has(*benefit));
    Scope {
        benefits: kept.fold(BenefitSet::default(), BenefitSet::with),
        routes,
    }
}

fn when(part: &mut Entry<'_, '_>, draft: &Draft, faults: &mut Faults<'_>) -> Option<Expr> {
    match part.text("if", faults) {
        Some(text) => expression(&text, &draft.definitions, faults),
        None => Some(Expr::Const(true)),
    }
}

pub(crate) fn expression(
    text: &Placed<'_>,
    known: &Definitions,
    faults: &mut Faults<'_>,
) -> Option<Expr> {
    match compile(text.text, known) {
        Ok(expr) => Some(expr),
        Err(found) => {
            for fault in found {
                faults.note(text.at, TermsProblem::Expression(fault));
            }
            None
        }
    }
}

pub(crate) fn benefit_id(word: &Placed<'_>, faults: &mut Faults<'_>) -> Option<BenefitId> {
    let found = BenefitId::named(word.text);
    if found.is_none() {
        faults.note(word.at, TermsProblem::UnknownId(word.text.to_owned()));
    }
    found
}

pub(crate) fn benefit_set(words: &[Placed<'_>], faults: &mut Faults<'_>) -> BenefitSet {
    let ids = words.iter().filter_map(|word| benefit_id(word, faults));
    ids.fold(BenefitSet::default(), BenefitSet::with)
}
