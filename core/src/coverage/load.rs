//! From a terms file to [`Terms`]: reads, checks and lays out.
//!
//! Decides whether a file may be used. Everything wrong with it is found at once. The meaning
//! of the layout is documented in `core/terms/rescue-abroad.toml`, beside the clauses.

use super::compile::{Definitions, compile};
use super::contradict;
use super::derived::Ids;
use super::expr::Expr;
use super::fault::{TermsFault, TermsProblem};
use super::plan;
use super::reader::{Entry, Faults, Placed};
use super::sentences;
use super::terms::{Clause, ClauseKind, Condition, Cost, Limit, LimitValue, Rule, Terms};
use super::words::{self, BenefitId, BenefitSet};
use crate::types::{Phone, Product};
use toml::de::DeTable;

/// The newest format this program reads.
const FORMAT: u32 = 1;
/// Larger than the terms of any product.
const MAX_BYTES: usize = 1_000_000;

/// Which benefits, and which of their grounds, an entry is about.
pub(crate) struct Scope {
    pub benefits: BenefitSet,
    /// Empty: every ground.
    pub routes: Vec<String>,
}

/// Something a clause says, with its scope and where it stands.
pub(crate) struct Scoped<T> {
    pub what: T,
    pub scope: Scope,
    pub at: usize,
}

/// A benefit as listed.
pub(crate) struct Listed {
    pub id: BenefitId,
    pub clause: usize,
    pub never: bool,
    pub routes: Vec<String>,
    pub agreed_by: BenefitSet,
}

/// Everything read, before it is laid out per benefit.
#[derive(Default)]
pub(crate) struct Draft {
    pub definitions: Definitions,
    pub clauses: Vec<Clause>,
    pub benefits: Vec<Listed>,
    pub rules: Vec<Scoped<Rule>>,
    pub conditions: Vec<Scoped<Condition>>,
    pub limits: Vec<Scoped<Limit>>,
    pub costs: Vec<Scoped<Cost>>,
    pub exclusive: Vec<Scoped<BenefitSet>>,
}

struct Header {
    product: Product,
    edition: String,
    sequence: u32,
    alarm_phone: Phone,
    assistance_company: String,
    offers_repair_loan: bool,
}

pub(crate) fn load(text: &str, file: &str) -> Result<Terms, Vec<TermsFault>> {
    let mut faults = Faults::new(text, file);
    if text.len() > MAX_BYTES {
        faults.note(0, TermsProblem::TooLarge);
        return Err(faults.found);
    }
    let (document, broken) = DeTable::parse_recoverable(text);
    for error in broken {
        let at = error.span().map_or(0, |span| span.start);
        faults.note(at, TermsProblem::NotToml(error.message().to_owned()));
    }
    if !faults.found.is_empty() {
        return Err(faults.found);
    }
    let mut top = Entry::new(document.get_ref(), 0);
    let header = header(&mut top, &mut faults);
    let mut draft = Draft::default();
    for (name, text) in top.pairs("define", &mut faults) {
        if let Some(expr) = expression(&text, &Definitions::new(), &mut faults) {
            draft.definitions.insert(name.to_owned(), expr);
        }
    }
    let product = header.as_ref().map_or("", |header| header.product.word());
    let benefits = top.entries("benefit", &mut faults);
    let clauses = top.entries("clause", &mut faults);
    top.close(&mut faults);
    let mut clauses = clause_ids(clauses, product, &mut draft, &mut faults);
    list_benefits(benefits, &mut draft, &mut faults);
    for (at, entry) in clauses.iter_mut().enumerate() {
        faults.clause = draft.clauses.get(at).map(|clause| clause.id.clone());
        clause(at, entry, &mut draft, &mut faults);
    }
    for (at, entry) in clauses.into_iter().enumerate() {
        faults.clause = draft.clauses.get(at).map(|clause| clause.id.clone());
        entry.close(&mut faults);
    }
    faults.clause = None;
    contradict::find(&draft, &mut faults);
    sentences::find_missing(&draft, &mut faults);
    match (header, Ids::find()) {
        (Some(header), Some(ids)) if faults.found.is_empty() => Ok(laid_out(header, ids, draft)),
        _ => {
            faults.found.sort_by_key(|fault| fault.line);
            Err(faults.found)
        }
    }
}

fn laid_out(header: Header, ids: Ids, mut draft: Draft) -> Terms {
    let plan = plan::lay_out(&mut draft);
    Terms {
        product: header.product,
        edition: header.edition,
        sequence: header.sequence.into(),
        alarm_phone: header.alarm_phone,
        assistance_company: header.assistance_company,
        offers_repair_loan: header.offers_repair_loan,
        clauses: draft.clauses,
        benefits: plan.benefits,
        rules: draft.rules.into_iter().map(|rule| rule.what).collect(),
        conditions: draft
            .conditions
            .into_iter()
            .map(|condition| condition.what)
            .collect(),
        limits: draft.limits.into_iter().map(|limit| limit.what).collect(),
        costs: draft.costs.into_iter().map(|cost| cost.what).collect(),
        ids,
        wanted: plan.wanted,
    }
}

fn header(top: &mut Entry<'_, '_>, faults: &mut Faults<'_>) -> Option<Header> {
    top.require("format", faults);
    if top
        .number("format", false, faults)
        .is_some_and(|format| format > FORMAT)
    {
        faults.note(0, TermsProblem::NewerFormat);
    }
    let product = top.needed("product", faults).and_then(|word| {
        let product = Product::parse(word.text).ok();
        if product.is_none() {
            faults.note(word.at, TermsProblem::UnknownId(word.text.to_owned()));
        }
        product
    });
    let edition = top
        .needed("edition", faults)
        .map(|word| word.text.to_owned());
    top.require("sequence", faults);
    let sequence = top.number("sequence", false, faults);
    let alarm_phone = top.needed("alarm_phone", faults).and_then(|word| {
        let phone = Phone::parse(word.text).ok();
        if phone.is_none() {
            faults.note(word.at, TermsProblem::WrongValue("alarm_phone".to_owned()));
        }
        phone
    });
    let company = top
        .needed("assistance_company", faults)
        .map(|word| word.text.to_owned());
    let offers_repair_loan = top.flag("offers_repair_loan", false, faults);
    Some(Header {
        product: product?,
        edition: edition?,
        sequence: sequence?,
        alarm_phone: alarm_phone?,
        assistance_company: company?,
        offers_repair_loan,
    })
}

/// Registers every clause, so that anything may refer to any of them.
fn clause_ids<'d, 'i>(
    entries: Vec<Entry<'d, 'i>>,
    product: &str,
    draft: &mut Draft,
    faults: &mut Faults<'_>,
) -> Vec<Entry<'d, 'i>> {
    let mut kept = Vec::new();
    for mut entry in entries {
        faults.clause = None;
        let Some(id) = entry.needed("id", faults) else {
            continue;
        };
        faults.clause = Some(id.text.to_owned());
        if draft.clauses.iter().any(|clause| clause.id == id.text) {
            faults.note(id.at, TermsProblem::Duplicate(id.text.to_owned()));
        }
        let number = entry
            .text("number", faults)
            .map_or(id.text, |number| number.text);
        let mut kinds = Vec::new();
        entry.require("kind", faults);
        for word in entry.texts("kind", faults) {
            match ClauseKind::WORDS
                .iter()
                .find(|(name, _)| *name == word.text)
            {
                Some((_, kind)) => kinds.push(*kind),
                None => faults.note(word.at, TermsProblem::UnknownId(word.text.to_owned())),
            }
        }
        draft.clauses.push(Clause {
            id: id.text.to_owned(),
            number: number.to_owned(),
            kinds,
            key: format!("terms.{product}.{}", id.text.replace('.', "")),
            decides: BenefitSet::default(),
            facts: super::facts::FactSet::NONE,
            duty_for: BenefitSet::default(),
        });
        kept.push(entry);
    }
    faults.clause = None;
    kept
}

fn list_benefits(entries: Vec<Entry<'_, '_>>, draft: &mut Draft, faults: &mut Faults<'_>) {
    for mut entry in entries {
        let id = entry
            .needed("id", faults)
            .and_then(|word| benefit_id(&word, faults).zip(Some(word.at)));
        let clause = entry.needed("clause", faults).and_then(|word| {
            let found = draft
                .clauses
                .iter()
                .position(|clause| clause.id == word.text);
            if found.is_none() {
                faults.note(word.at, TermsProblem::UnknownClause(word.text.to_owned()));
            }
            found
        });
        let never = entry.flag("never", false, faults);
        let routes = entry
            .texts("routes", faults)
            .iter()
            .map(|word| word.text.to_owned())
            .collect();
        let agreed_by = benefit_set(&entry.texts("agreed_by", faults), faults);
        entry.close(faults);
        let Some(((id, at), clause)) = id.zip(clause) else {
            continue;
        };
        if draft.benefits.iter().any(|benefit| benefit.id == id) {
            faults.note(at, TermsProblem::Duplicate(id.id().to_owned()));
        }
        draft.benefits.push(Listed {
            id,
            clause,
            never,
            routes,
            agreed_by: agreed_by.with(id),
        });
    }
}

fn clause(at: usize, entry: &mut Entry<'_, '_>, draft: &mut Draft, faults: &mut Faults<'_>) {
    for mut part in entry.entries("rule", faults) {
        let scope = scope(&mut part, draft, faults);
        let require = part.text("require", faults);
        let exclude = part.text("exclude", faults);
        let unless_agreed = part.flag("unless_agreed", false, faults);
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
            let what = Rule {
                clause: at,
                expr,
                exclusion,
                unless_agreed,
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
            match words::condition(id.text) {
                Some((word, by_centre)) => draft.conditions.push(Scoped {
                    what: Condition {
                        clause: at,
                        id: word,
                        by_centre,
                        when,
                    },
                    scope,
                    at: id.at,
                }),
                None => faults.note(id.at, TermsProblem::UnknownId(id.text.to_owned())),
            }
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
        let unit = part.text("unit", faults).map(|word| word.text.to_owned());
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
                id: id.text.to_owned(),
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
            what,
            scope,
            at: part.at,
        });
        part.close(faults);
    }
    let duty_for = benefit_set(&entry.texts("duty_for", faults), faults);
    if let Some(clause) = draft.clauses.get_mut(at) {
        clause.duty_for = duty_for;
    }
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

fn expression(text: &Placed<'_>, known: &Definitions, faults: &mut Faults<'_>) -> Option<Expr> {
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

fn benefit_id(word: &Placed<'_>, faults: &mut Faults<'_>) -> Option<BenefitId> {
    let found = BenefitId::named(word.text);
    if found.is_none() {
        faults.note(word.at, TermsProblem::UnknownId(word.text.to_owned()));
    }
    found
}

fn benefit_set(words: &[Placed<'_>], faults: &mut Faults<'_>) -> BenefitSet {
    let ids = words.iter().filter_map(|word| benefit_id(word, faults));
    ids.fold(BenefitSet::default(), BenefitSet::with)
}
