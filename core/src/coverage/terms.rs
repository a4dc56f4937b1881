//! Terms as data: what one product and edition grants, clause by clause.
//!
//! Holds what `load` has checked and laid out per benefit. What it comes to in a situation is
//! decided in `assess`; what the clauses say to people stands in `i18n/terms/`.

use super::beside::Beside;
use super::check::{self, Checked};
use super::derived::{DERIVED, Ids};
use super::expr::{Expr, SlotId};
use super::facts::{Absent, FACTS, FactId, FactSet};
use super::fault::TermsFault;
use super::load::{self, Look};
use super::phrases::Phrasebook;
use super::sentences::Sentence;
use super::validity::Validity;
use super::verdict::{Bearing, Reason};
use super::words::{BenefitId, BenefitSet, CONDITIONS, ConditionId};
use crate::messages;
use crate::types::{Language, Phone, Product, SharedText};

/// The terms of one product in one edition.
#[derive(Debug, Clone)]
pub struct Terms {
    pub(crate) product: Product,
    pub(crate) edition: String,
    pub(crate) sequence: u64,
    pub(crate) validity: Validity,
    pub(crate) alarm_phone: Phone,
    pub(crate) assistance_company: String,
    pub(crate) offers_repair_loan: bool,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) benefits: Vec<Benefit>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) limits: Vec<Limit>,
    pub(crate) costs: Vec<Cost>,
    pub(crate) beside: Vec<Beside>,
    pub(crate) citations: Vec<Citation>,
    pub(crate) ids: Ids,
    /// By condition: the facts that would settle it.
    pub(crate) settled: [FactSet; CONDITIONS],
    /// The derived facts that some expression reads, one bit each.
    pub(crate) wanted: u64,
    pub(crate) phrasebook: Phrasebook,
}

/// What a clause does (the class words of the ledger).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseKind {
    /// Whom or what the cover is about.
    Scope,
    /// Something that must hold.
    Requirement,
    /// Something that must not hold.
    Exclusion,
    /// It grants a benefit.
    Benefit,
    /// Something remains to be done or decided.
    Condition,
    /// It bounds what is paid or done.
    Limit,
    /// It leaves a cost with the insured.
    YouPay,
    /// It excludes two benefits from each other.
    Exclusivity,
    /// The insured must do something.
    Duty,
    /// It only tells.
    Information,
}

impl ClauseKind {
    /// Every kind with its word.
    pub(crate) const WORDS: [(&'static str, Self); 10] = [
        ("scope", Self::Scope),
        ("requirement", Self::Requirement),
        ("exclusion", Self::Exclusion),
        ("benefit", Self::Benefit),
        ("condition", Self::Condition),
        ("limit", Self::Limit),
        ("you_pay", Self::YouPay),
        ("exclusivity", Self::Exclusivity),
        ("duty", Self::Duty),
        ("information", Self::Information),
    ];

    /// The word terms files use.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }
}

/// One clause of the terms.
#[derive(Debug, Clone)]
pub struct Clause {
    pub(crate) id: String,
    pub(crate) number: SharedText,
    pub(crate) kinds: Vec<ClauseKind>,
    pub(crate) key: String,
    pub(crate) decides: BenefitSet,
    pub(crate) facts: FactSet,
    pub(crate) duty_for: BenefitSet,
    /// What the file itself says of the clause; it goes before what the program says.
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) not_at_hand: bool,
    pub(crate) bring: Vec<&'static str>,
    /// The clauses it says again, by their place.
    pub(crate) repeats: Vec<usize>,
}

impl Clause {
    /// The id of the entry: the printed number, with a word added where one clause does several
    /// things (`5.c-hotel`).
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The number as printed and as cited.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// What the clause does.
    pub fn kinds(&self) -> &[ClauseKind] {
        &self.kinds
    }

    /// The benefits it decides about.
    pub fn decides(&self) -> BenefitSet {
        self.decides
    }

    /// Whether it does anything here; otherwise it only tells.
    pub fn has_effect(&self) -> bool {
        !self.decides.is_empty() || !self.duty_for.is_empty()
    }

    /// What it asks a driver to have along, in words of [`super::BRING`].
    pub fn bring(&self) -> &[&'static str] {
        &self.bring
    }

    /// Whether it refers to a text that is not on this device: what that says is not known here.
    pub fn not_at_hand(&self) -> bool {
        self.not_at_hand
    }

    /// The facts its expressions read.
    pub fn facts(&self) -> FactSet {
        self.facts
    }

    /// The clause in one plain sentence of ours.
    pub fn says(&self, language: Language) -> String {
        self.sentence("says", language)
    }

    /// One of its sentences: the file's own, else the program's.
    pub(crate) fn sentence(&self, name: &str, language: Language) -> String {
        let own = self.own(name).and_then(|own| own.text(language));
        own.map_or_else(
            || messages::text(language, &self.sentence_key(name), &[]),
            str::to_owned,
        )
    }

    /// Where the program keeps the sentence of that name: under the clause, or with `all.` one
    /// that several clauses of the product share.
    pub(crate) fn sentence_key(&self, name: &str) -> String {
        match (name.strip_prefix("all."), self.key.rsplit_once('.')) {
            (Some(shared), Some((product, _))) => format!("{product}.all.{shared}"),
            _ => format!("{}.{name}", self.key),
        }
    }

    /// The sentence of that name that the file brings along.
    pub(crate) fn own(&self, name: &str) -> Option<&Sentence> {
        self.sentences.iter().find(|own| own.name == name)
    }
}

/// What must hold, or must not.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub clause: usize,
    /// Holds when the rule does not stand in the way: exclusions are kept denied.
    pub expr: Expr,
    /// The first rule with the same expression, which comes to the same; this one, when none
    /// stands before it.
    pub first: usize,
    pub exclusion: bool,
    /// An agreement of the alarm centre lifts it.
    pub unless_agreed: bool,
    /// The key of the sentence that says that it stands in the way.
    pub why: String,
    /// A yes does not cite it; the citations of its clause say when the clause has a part in it.
    pub silent: bool,
}

impl Rule {
    /// How a yes cites it; `None` when it does not.
    pub fn cited(&self) -> Option<Reason> {
        let bearing = if self.exclusion {
            Bearing::Passed
        } else {
            Bearing::Holds
        };
        let reason = Reason {
            clause: self.clause,
            bearing,
        };
        (!self.silent).then_some(reason)
    }
}

/// A clause that has a part in a yes while its expression is not certainly false.
#[derive(Debug, Clone)]
pub(crate) struct Citation {
    pub clause: usize,
    pub when: Expr,
}

/// What remains to be done or decided while its expression is true.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub clause: usize,
    pub id: ConditionId,
    pub when: Expr,
    /// The first condition with the same expression, as for a rule.
    pub first: usize,
    /// What it reads and nobody is asked for: an agreement takes it to be settled.
    pub settled: FactSet,
}

/// A limit's value.
#[derive(Debug, Clone, PartialEq)]
pub enum LimitValue {
    /// A number in the limit's unit.
    Number(i64),
    /// One of the words of the limit.
    Word(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Limit {
    pub clause: usize,
    pub key: &'static str,
    pub value: LimitValue,
    pub unit: Option<SharedText>,
    pub when: Expr,
}

#[derive(Debug, Clone)]
pub(crate) struct Cost {
    pub clause: usize,
    pub id: SharedText,
}

/// One benefit, with everything that decides about it.
#[derive(Debug, Clone)]
pub(crate) struct Benefit {
    pub id: BenefitId,
    /// The clause that grants it, or that says it is never granted.
    pub clause: usize,
    pub never: bool,
    pub agreed_by: BenefitSet,
    /// What holds on every ground.
    pub common: Part,
    /// What a yes cites whatever the facts: the clause that grants, in front, and those of the
    /// rules that hold on every ground; each once.
    pub cites: Vec<Reason>,
    /// The grounds; empty when there is only one.
    pub routes: Vec<Part>,
    pub limits: Vec<usize>,
    pub costs: Vec<usize>,
    pub not_with: BenefitSet,
    /// The same, by the clause that says so.
    pub not_with_by: Vec<(usize, BenefitSet)>,
}

/// Rules and conditions that stand or fall together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Part {
    pub rules: Vec<usize>,
    pub conditions: Vec<usize>,
    pub citations: Vec<usize>,
}

impl Terms {
    /// The terms that come with the program; `None` for a product whose terms are not here yet.
    /// Read, and not looked through for faults again: a test does that.
    ///
    /// # Errors
    /// What keeps the file from being read (a test keeps it without any fault).
    pub fn built_in(product: Product) -> Option<Result<Self, Vec<TermsFault>>> {
        let (file, text) = Self::text_of(product);
        Some(load::load(text, file, Look::Plain))
    }

    /// The name and the text of the file that comes with the program.
    pub(crate) const fn text_of(product: Product) -> (&'static str, &'static str) {
        match product {
            Product::RescueAbroad => (
                "rescue-abroad.toml",
                include_str!("../../terms/rescue-abroad.toml"),
            ),
            Product::Autohjaelp => (
                "autohjaelp.toml",
                include_str!("../../terms/autohjaelp.toml"),
            ),
            Product::Tusk => ("tusk.toml", include_str!("../../terms/tusk.toml")),
        }
    }

    /// The terms that come with the program, for callers that can do without them.
    pub fn of(product: Product) -> Option<Self> {
        Self::built_in(product)?.ok()
    }

    /// Reads and checks a terms file. `file` is only named in faults.
    ///
    /// # Errors
    /// Every fault at once, with file, line and clause.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<TermsFault>> {
        load::load(text, file, Look::Close)
    }

    /// Checks a terms file as deep as it can be: what [`Terms::parse`] checks, then what search
    /// over the facts finds, then the file's own cases. For whoever writes or signs a file; takes
    /// far longer than reading it.
    ///
    /// # Errors
    /// Every fault at once, with file, line and clause. What search and cases find stays unsaid
    /// while the file cannot be read.
    pub fn check(text: &str, file: &str) -> Result<Checked, Vec<TermsFault>> {
        check::check(text, file)
    }

    /// The terms as they would be without what one entry (by its id) says: its rules, conditions,
    /// limits, costs, exclusivities and duties, and the benefits it grants and does nothing else
    /// for. What such terms answer differently is what the clause is there for.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        check::without(self, id)
    }

    /// The product.
    pub fn product(&self) -> Product {
        self.product
    }

    /// The edition as printed, year and month.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Counts up with every change; an older one never replaces a newer one.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The days the edition is in force.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The alarm centre's number in these terms. A number filled in on the card wins.
    pub fn alarm_phone(&self) -> &Phone {
        &self.alarm_phone
    }

    /// The company that arranges the help.
    pub fn assistance_company(&self) -> &str {
        &self.assistance_company
    }

    /// Whether the notice text of this edition speaks of a loan for repairs.
    pub fn offers_repair_loan(&self) -> bool {
        self.offers_repair_loan
    }

    /// The ids of the benefits, in the order of the file.
    pub fn benefits(&self) -> impl Iterator<Item = &'static str> {
        self.benefits.iter().map(|benefit| benefit.id.id())
    }

    /// The facts that the rules, conditions and limits of a benefit read; none for an unknown id.
    pub fn facts_read_for(&self, benefit: &str) -> FactSet {
        let Some(benefit) = self.benefits.iter().find(|known| known.id.id() == benefit) else {
            return FactSet::NONE;
        };
        let parts = || std::iter::once(&benefit.common).chain(&benefit.routes);
        let rules = parts().flat_map(|part| &part.rules);
        let conditions = parts().flat_map(|part| &part.conditions);
        let limits = benefit.limits.iter();
        let expressions = (rules
            .filter_map(|at| self.rules.get(*at))
            .map(|rule| &rule.expr))
        .chain(
            conditions
                .filter_map(|at| self.conditions.get(*at))
                .map(|part| &part.when),
        )
        .chain(
            limits
                .filter_map(|at| self.limits.get(*at))
                .map(|part| &part.when),
        );
        expressions.fold(FactSet::NONE, |facts, expr| facts.and(facts_read(expr).0))
    }

    /// Every clause, in the order of the file.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The entries of one printed clause or of one entry id; empty when there is none.
    pub fn clause(&self, number: &str) -> Vec<&Clause> {
        let wanted = |clause: &&Clause| clause.number == number || clause.id == number;
        self.clauses.iter().filter(wanted).collect()
    }
}

/// The facts an expression reads that nobody is asked for.
pub(crate) fn unasked(expr: &Expr) -> FactSet {
    let (facts, _) = facts_read(expr);
    let unasked = |fact: &FactId| matches!(fact.entry().absent, Absent::Discharging);
    let settled = facts.iter().filter(unasked);
    settled.fold(FactSet::NONE, |set, fact| set.and(FactSet::of(fact)))
}

/// The facts behind what an expression reads: derived facts stand for what they follow from.
pub(crate) fn facts_read(expr: &Expr) -> (FactSet, u64) {
    let mut facts = FactSet::NONE;
    let mut derived = 0;
    expr.reads(&mut |slot: SlotId| {
        let at = usize::from(slot.0);
        if let Some(fact) = FactId::at(at) {
            facts = facts.and(FactSet::of(fact));
        } else if let Some((name, _)) = DERIVED.get(at.wrapping_sub(FACTS.len())) {
            derived |= 1 << (at - FACTS.len());
            facts = sources(name).fold(facts, |set, fact| set.and(FactSet::of(fact)));
        }
    });
    (facts, derived)
}

fn sources(derived: &str) -> impl Iterator<Item = FactId> {
    let names: &[&str] = match derived {
        "place.home_country" => &["place.country", "vehicle.registered_in"],
        "policy.in_force" => &[
            "policy.in_force_from",
            "policy.in_force_to",
            "event.occurred_at",
        ],
        "zone.e65_transit" | "zone.border_strip" | "zone.danish_terms" => {
            &["place.country", "place.lat", "place.lon", "place.zone"]
        }
        _ => &["place.country", "place.lat", "place.lon"],
    };
    names.iter().filter_map(|name| FactId::named(name))
}
