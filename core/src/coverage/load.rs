//! From a terms file to [`Terms`]: reads, checks and lays out.
//!
//! Decides whether a file may be used. Everything wrong with it is found at once. The meaning
//! of the layout is documented in `core/terms/rescue-abroad.toml`, beside the clauses.

use super::beside::Beside;
use super::cases;
use super::check::Places;
use super::clauses::{self, benefit_id, benefit_set, expression};
use super::compile::Definitions;
use super::contradict;
use super::derived::Ids;
use super::fault::{TermsFault, TermsProblem};
use super::heading::Heading;
use super::phrases::Phrasebook;
use super::plan;
use super::reader::{Entry, Faults};
use super::sentences;
use super::terms::{Citation, Clause, ClauseKind, Condition, Cost, Limit, Rule, Terms};
use super::validity::Validity;
use super::value;
use super::words::{BenefitId, BenefitSet};
use crate::types::{Phone, Product};
use toml::Spanned;
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
    pub at: usize,
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
    /// Where each clause stands in the file.
    pub clause_at: Vec<usize>,
    pub benefits: Vec<Listed>,
    pub rules: Vec<Scoped<Rule>>,
    pub conditions: Vec<Scoped<Condition>>,
    pub limits: Vec<Scoped<Limit>>,
    pub costs: Vec<Scoped<Cost>>,
    pub citations: Vec<Scoped<Citation>>,
    /// The clause, and the benefits it excludes.
    pub exclusive: Vec<Scoped<(usize, BenefitSet)>>,
    pub beside: Vec<Beside>,
}

struct Header {
    product: Product,
    edition: String,
    sequence: u32,
    validity: Validity,
    alarm_phone: Phone,
    assistance_company: String,
    offers_repair_loan: bool,
}

/// How closely a file is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// For every fault.
    Close,
    /// As far as it must be read: it came with the program, and a test has looked closely. A
    /// driver's phone does not prove anew, at every start, that two of its clauses agree.
    Plain,
}

pub(crate) fn load(text: &str, file: &str, look: Look) -> Result<Terms, Vec<TermsFault>> {
    read(text, file, look).map(|(terms, _)| terms)
}

/// As [`load`], with where everything stands. The cases at the end are not read.
pub(crate) fn read(text: &str, file: &str, look: Look) -> Result<(Terms, Places), Vec<TermsFault>> {
    let mut faults = Faults::new(text, file);
    if text.len() > MAX_BYTES {
        faults.note(0, TermsProblem::TooLarge);
        return Err(faults.found);
    }
    let (text, cases) = cases::split(text);
    if look == Look::Close
        && let Some(at) = cases::stray(cases)
    {
        faults.note(text.len() + at, TermsProblem::AfterCases);
    }
    let parts = parts(text).unwrap_or_else(|| vec![(0, faults.document(text, 0).0)]);
    let Some(((_, head), rest)) = parts.split_first().filter(|_| faults.found.is_empty()) else {
        return Err(faults.found);
    };
    let mut top = Entry::new(head.get_ref(), 0);
    let header = header(&mut top, &mut faults);
    let mut draft = Draft::default();
    for (name, text) in top.pairs("define", &mut faults) {
        if let Some(expr) = expression(&text, &Definitions::new(), &mut faults) {
            draft.definitions.insert(name.to_owned(), expr);
        }
    }
    let product = header.as_ref().map_or("", |header| header.product.word());
    let benefits = top.entries("benefit", &mut faults);
    let mut clauses = top.entries("clause", &mut faults);
    top.close(&mut faults);
    for (at, part) in rest {
        clauses.extend(Entry::new(part.get_ref(), *at).entries("clause", &mut faults));
    }
    let mut entries = clause_ids(clauses, product, &mut draft, &mut faults);
    list_benefits(benefits, &mut draft, &mut faults);
    for (at, entry) in entries.iter_mut().enumerate() {
        faults.clause = draft.clauses.get(at).map(|clause| clause.id.clone());
        clauses::read(at, entry, &mut draft, &mut faults);
    }
    for (at, entry) in entries.into_iter().enumerate() {
        faults.clause = draft.clauses.get(at).map(|clause| clause.id.clone());
        entry.close(&mut faults);
    }
    faults.clause = None;
    if look == Look::Close {
        contradict::find(&draft, &mut faults);
        sentences::find_missing(&draft, &mut faults);
    }
    match (header, Ids::find()) {
        (Some(header), Some(ids)) if faults.found.is_empty() => {
            let places = Places::of(&draft);
            Ok((laid_out(header, ids, draft), places))
        }
        _ => {
            faults.found.sort_by_key(|fault| fault.line);
            Err(faults.found)
        }
    }
}

/// A text and where it begins, read as TOML.
type Part<'t> = (usize, Spanned<DeTable<'t>>);

/// The head, and clause by clause what follows: so a reader never holds more than a clause's worth
/// of signs. `None` where anything else follows the head or cannot be read; read as a whole, such a
/// text says what is wrong with it.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let clauses = text.match_indices("\n[[clause]]\n").map(|(at, _)| at + 1);
    let mut starts = std::iter::once(0).chain(clauses).peekable();
    let mut parts = Vec::new();
    while let Some(at) = starts.next() {
        let part = text.get(at..starts.peek().copied().unwrap_or(text.len()))?;
        let table = DeTable::parse(part).ok()?;
        let keys = table.get_ref();
        let clause = keys.contains_key("clause");
        if clause == parts.is_empty() || clause && keys.len() > 1 {
            return None;
        }
        parts.push((at, table));
    }
    Some(parts)
}

/// Reads nothing but the head.
pub(crate) fn heading(text: &str, file: &str) -> Result<Heading, Vec<TermsFault>> {
    let mut faults = Faults::new(text, file);
    let (document, _) = faults.document(text, 0);
    let mut top = Entry::new(document.get_ref(), 0);
    match header(&mut top, &mut faults) {
        Some(header) if faults.found.is_empty() => Ok(Heading {
            validity: header.validity,
            alarm_phone: header.alarm_phone,
            assistance_company: header.assistance_company,
            offers_repair_loan: header.offers_repair_loan,
        }),
        _ => Err(faults.found),
    }
}

fn laid_out(header: Header, ids: Ids, mut draft: Draft) -> Terms {
    let plan = plan::lay_out(&mut draft);
    Terms {
        product: header.product,
        edition: header.edition,
        sequence: header.sequence.into(),
        validity: header.validity,
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
        beside: draft.beside,
        citations: draft
            .citations
            .into_iter()
            .map(|citation| citation.what)
            .collect(),
        ids,
        settled: plan.settled,
        wanted: plan.wanted,
        phrasebook: Phrasebook::default(),
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
            faults.note(word.at, TermsProblem::UnknownProduct(word.text.to_owned()));
        }
        product
    });
    let edition = top
        .needed("edition", faults)
        .map(|word| word.text.to_owned());
    top.require("sequence", faults);
    let sequence = top.number("sequence", false, faults);
    let validity = validity(top, faults);
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
        validity,
        alarm_phone: alarm_phone?,
        assistance_company: company?,
        offers_repair_loan,
    })
}

/// `valid_from` and `valid_to`: the first and the last day of the edition, both open when not said.
fn validity(top: &mut Entry<'_, '_>, faults: &mut Faults<'_>) -> Validity {
    let mut day = |key: &'static str| {
        let word = top.text(key, faults)?;
        let day = value::date(word.text).ok();
        if day.is_none() {
            faults.note(word.at, TermsProblem::NotADate(key.to_owned()));
        }
        Some((day?, word.at))
    };
    let (from, to) = (day("valid_from"), day("valid_to"));
    if let (Some((from, _)), Some((to, at))) = (from, to)
        && to < from
    {
        faults.note(at, TermsProblem::EndBeforeStart);
    }
    Validity {
        from: from.map(|(day, _)| day),
        to: to.map(|(day, _)| day),
    }
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
        draft.clause_at.push(id.at);
        draft.clauses.push(Clause {
            id: id.text.to_owned(),
            number: number.into(),
            kinds,
            key: format!("terms.{product}.{}", key_of(id.text)),
            decides: BenefitSet::default(),
            facts: super::facts::FactSet::NONE,
            duty_for: BenefitSet::default(),
            sentences: Vec::new(),
            not_at_hand: false,
            bring: Vec::new(),
            repeats: Vec::new(),
        });
        kept.push(entry);
    }
    faults.clause = None;
    kept
}

/// The id as a key: `5.c` is `5c`, while `2.1` is `2-1`, since there may be a clause 21.
fn key_of(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    let mut letters = id.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('.', Some(next)) if next.is_ascii_digit() => key.push('-'),
            ('.', _) => {}
            _ => key.push(letter),
        }
    }
    key
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
            at,
            clause,
            never,
            routes,
            agreed_by: agreed_by.with(id),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What came with the program is looked at plainly on a phone; here it is looked at closely.
    #[test]
    fn the_files_that_come_with_the_program_are_without_fault() {
        for product in Product::ALL {
            let (file, text) = Terms::text_of(*product);
            if let Err(faults) = load(text, file, Look::Close) {
                panic!("{faults:#?}");
            }
        }
    }
}
