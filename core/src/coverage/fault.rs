//! What is wrong with a terms file: where, in which clause, and how to say it.
//!
//! Whether something is wrong is decided in `load`, `compile` and `contradict`.

use super::compile::ExprFault;
use crate::messages;
use crate::types::Language;

/// One fault of a terms file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsFault {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The clause, when the fault lies in one.
    pub clause: Option<String>,
    /// What is wrong.
    pub problem: TermsProblem,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermsProblem {
    /// Not TOML; the parser's own words (English).
    NotToml(String),
    /// Larger than any terms.
    TooLarge,
    /// Written for a newer version of this program.
    NewerFormat,
    /// A key that must be there is not.
    Missing(String),
    /// A key that means nothing here.
    UnknownKey(String),
    /// A value of another type, or empty.
    WrongValue(String),
    /// An id that is in no list of ours: benefit, condition, limit, kind, product.
    UnknownId(String),
    /// A product this program does not know.
    UnknownProduct(String),
    /// Not a date.
    NotADate(String),
    /// The last day lies before the first.
    EndBeforeStart,
    /// A clause that is not in the file.
    UnknownClause(String),
    /// A ground that no benefit has.
    UnknownRoute(String),
    /// The same id twice.
    Duplicate(String),
    /// A rule needs exactly one of `require` and `exclude`.
    RuleShape,
    /// A sentence is not written.
    NoSentence {
        /// Its key.
        key: String,
        /// The language it lacks.
        language: Language,
    },
    /// Something is wrong in an expression.
    Expression(ExprFault),
    /// Two rules on one benefit can never both hold, and no exception is stated.
    Contradiction {
        /// The benefit.
        benefit: String,
        /// The other clause.
        other: String,
    },
    /// The rule can never stand in the way, or the condition or limit never apply.
    NeverApplies,
    /// The clause never changes a verdict or a condition, and does not say that it repeats another.
    NeverMatters,
    /// No situation reaches this benefit.
    UnreachableBenefit(String),
    /// No situation reaches this ground of a benefit.
    UnreachableRoute {
        /// The benefit.
        benefit: String,
        /// The ground.
        route: String,
    },
    /// Only cases may stand after the first case.
    AfterCases,
    /// A fact of a case is not in the vocabulary, or its value is not.
    CaseFact(String),
    /// A case comes out otherwise than it says.
    CaseFails {
        /// The case.
        case: String,
        /// The benefit.
        benefit: String,
        /// What the case says.
        expected: String,
        /// What it comes to.
        found: String,
    },
}

impl TermsProblem {
    /// Key of the sentence and its placeholders.
    fn words(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let one = |name: &'static str, value: &str| vec![(name, value.to_owned())];
        match self {
            Self::NotToml(said) => ("not_toml", one("said", said)),
            Self::TooLarge => ("too_large", Vec::new()),
            Self::NewerFormat => ("newer_format", Vec::new()),
            Self::Missing(key) => ("missing", one("name", key)),
            Self::UnknownKey(key) => ("unknown_key", one("name", key)),
            Self::WrongValue(key) => ("wrong_value", one("name", key)),
            Self::UnknownId(id) => ("unknown_id", one("name", id)),
            Self::UnknownProduct(id) => ("unknown_id", one("name", id)),
            Self::NotADate(key) => ("not_a_date", one("name", key)),
            Self::EndBeforeStart => ("end_before_start", Vec::new()),
            Self::UnknownClause(id) => ("unknown_clause", one("name", id)),
            Self::UnknownRoute(name) => ("unknown_route", one("name", name)),
            Self::Duplicate(id) => ("duplicate", one("name", id)),
            Self::RuleShape => ("rule_shape", Vec::new()),
            Self::NoSentence { key, language } => (
                "no_sentence",
                vec![
                    ("name", key.clone()),
                    ("language", language.tag().to_owned()),
                ],
            ),
            Self::Expression(fault) => match fault {
                ExprFault::Syntax { column } => ("syntax", one("column", &column.to_string())),
                ExprFault::TooComplex => ("too_complex", Vec::new()),
                ExprFault::UnknownFact(name) => ("unknown_fact", one("name", name)),
                ExprFault::UnknownValue { fact, value } => (
                    "unknown_value",
                    vec![("fact", fact.clone()), ("name", value.clone())],
                ),
                ExprFault::WrongType(name) => ("wrong_type", one("name", name)),
                ExprFault::UnknownBenefit(id) => ("unknown_id", one("name", id)),
                ExprFault::NotATruthValue => ("no_truth_value", Vec::new()),
            },
            Self::Contradiction { benefit, other } => (
                "contradiction",
                vec![("benefit", benefit.clone()), ("other", other.clone())],
            ),
            Self::NeverApplies => ("never_applies", Vec::new()),
            Self::NeverMatters => ("never_matters", Vec::new()),
            Self::UnreachableBenefit(id) => ("unreachable_benefit", one("benefit", id)),
            Self::UnreachableRoute { benefit, route } => (
                "unreachable_route",
                vec![("benefit", benefit.clone()), ("name", route.clone())],
            ),
            Self::AfterCases => ("after_cases", Vec::new()),
            Self::CaseFact(name) => ("case_fact", one("name", name)),
            Self::CaseFails {
                case,
                benefit,
                expected,
                found,
            } => (
                "case_fails",
                vec![
                    ("name", case.clone()),
                    ("benefit", benefit.clone()),
                    ("expected", expected.clone()),
                    ("found", found.clone()),
                ],
            ),
        }
    }
}

impl TermsFault {
    /// File, line, clause and what is wrong, on one line.
    pub fn text(&self, language: Language) -> String {
        let (key, args) = self.problem.words();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, &**value)).collect();
        let problem = messages::text(language, &format!("coverage.terms_fault.{key}"), &args);
        let line = self.line.to_string();
        let file = self.file.as_str();
        match &self.clause {
            Some(clause) => messages::text(
                language,
                "coverage.terms_fault.at_clause",
                &[
                    ("file", file),
                    ("line", &line),
                    ("clause", clause),
                    ("problem", &problem),
                ],
            ),
            None => messages::text(
                language,
                "coverage.terms_fault.at_line",
                &[("file", file), ("line", &line), ("problem", &problem)],
            ),
        }
    }
}
