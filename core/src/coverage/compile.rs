//! From an expression as written to one that can be evaluated.
//!
//! Decides whether every name exists, every literal fits its fact's type and every word is one
//! the vocabulary allows; finds all faults of an expression at once.

use super::derived::DERIVED;
use super::expr::{Expr, Order, Scalar, SlotId};
use super::facts::{FACTS, FactId, FactType};
use super::parse::{Ast, Comparison, Literal, SyntaxFault, parse};
use super::words::BenefitId;
use crate::types::Country;
use std::collections::BTreeMap;

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprFault {
    /// The text cannot be read from this character on, counted from 1.
    Syntax {
        /// The character.
        column: usize,
    },
    /// The expression is longer or deeper than any clause needs.
    TooComplex,
    /// No fact, derived fact or definition of this name.
    UnknownFact(String),
    /// A value that is not among those the fact can have.
    UnknownValue {
        /// The fact.
        fact: String,
        /// The value as written.
        value: String,
    },
    /// The fact has another type than the place needs.
    WrongType(String),
    /// A benefit that does not exist.
    UnknownBenefit(String),
    /// Something that is neither true nor false where a truth value is needed.
    NotATruthValue,
}

/// Named expressions that others may use.
pub(crate) type Definitions = BTreeMap<String, Expr>;

/// Reads and checks an expression.
///
/// # Errors
/// Every fault found in it.
pub(crate) fn compile(text: &str, definitions: &Definitions) -> Result<Expr, Vec<ExprFault>> {
    let ast = parse(text).map_err(|fault| {
        vec![match fault {
            SyntaxFault::TooLong | SyntaxFault::TooDeep => ExprFault::TooComplex,
            SyntaxFault::At(offset) => ExprFault::Syntax { column: offset + 1 },
        }]
    })?;
    let mut compiler = Compiler {
        definitions,
        faults: Vec::new(),
    };
    let expr = compiler.truth(&ast);
    if compiler.faults.is_empty() {
        Ok(expr)
    } else {
        Err(compiler.faults)
    }
}

/// A slot with its type.
#[derive(Clone, Copy)]
struct Named {
    at: SlotId,
    kind: FactType,
}

fn slot_named(name: &str) -> Option<Named> {
    if let Some(fact) = FactId::named(name) {
        return Some(Named {
            at: fact.into(),
            kind: fact.entry().kind,
        });
    }
    let place = DERIVED.iter().position(|(derived, _)| *derived == name)?;
    let (_, words) = DERIVED.get(place)?;
    let at = SlotId(u8::try_from(FACTS.len() + place).ok()?);
    Some(Named {
        at,
        kind: FactType::Word(words),
    })
}

struct Compiler<'d> {
    definitions: &'d Definitions,
    faults: Vec<ExprFault>,
}

impl Compiler<'_> {
    /// A broken part compiles to this; its fault is in the list.
    fn fault(&mut self, fault: ExprFault) -> Expr {
        self.faults.push(fault);
        Expr::Const(false)
    }

    fn truth(&mut self, ast: &Ast<'_>) -> Expr {
        match ast {
            Ast::Literal(Literal::Bool(truth)) => Expr::Const(*truth),
            Ast::Name(name) => self.flag(name),
            Ast::Has(name) => match slot_named(name) {
                Some(named) => Expr::Has(named.at),
                None => self.fault(ExprFault::UnknownFact((*name).to_owned())),
            },
            Ast::Not(inner) => Expr::Not(Box::new(self.truth(inner))),
            Ast::And(parts) => Expr::And(parts.iter().map(|part| self.truth(part)).collect()),
            Ast::Or(parts) => Expr::Or(parts.iter().map(|part| self.truth(part)).collect()),
            Ast::If(parts) => {
                let [test, yes, no] = &**parts;
                Expr::If(Box::new([
                    self.truth(test),
                    self.truth(yes),
                    self.truth(no),
                ]))
            }
            Ast::Compare(left, comparison, right) => self.comparison(left, *comparison, right),
            Ast::In(left, right) => self.membership(left, right),
            Ast::Literal(_) | Ast::List(_) => self.fault(ExprFault::NotATruthValue),
        }
    }

    fn flag(&mut self, name: &str) -> Expr {
        if let Some(expr) = self.definitions.get(name) {
            return expr.clone();
        }
        match slot_named(name) {
            Some(Named {
                at,
                kind: FactType::Bool,
            }) => Expr::Flag(at),
            Some(_) => self.fault(ExprFault::NotATruthValue),
            None => self.fault(ExprFault::UnknownFact(name.to_owned())),
        }
    }

    fn named<'s>(&mut self, ast: &Ast<'s>) -> Option<(Named, &'s str)> {
        let Ast::Name(name) = ast else {
            self.faults.push(ExprFault::NotATruthValue);
            return None;
        };
        let named = slot_named(name);
        if named.is_none() {
            self.faults.push(ExprFault::UnknownFact((*name).to_owned()));
        }
        named.map(|named| (named, *name))
    }

    fn comparison(&mut self, left: &Ast<'_>, comparison: Comparison, right: &Ast<'_>) -> Expr {
        let Some((fact, name)) = self.named(left) else {
            return Expr::Const(false);
        };
        let order = match comparison {
            Comparison::Equal | Comparison::Different => {
                let equal = self.equality(fact, name, right);
                let denied = comparison == Comparison::Different;
                return if denied {
                    Expr::Not(Box::new(equal))
                } else {
                    equal
                };
            }
            Comparison::Less => Order::Less,
            Comparison::LessOrEqual => Order::LessOrEqual,
            Comparison::Greater => Order::Greater,
            Comparison::GreaterOrEqual => Order::GreaterOrEqual,
        };
        let wrong = ExprFault::WrongType(name.to_owned());
        match right {
            Ast::Literal(Literal::Number(bound)) if is_number(fact.kind) => {
                Expr::Compare(fact.at, order, *bound)
            }
            Ast::Name(_) => match self.named(right) {
                Some((other, _)) if ordered(fact.kind, other.kind) => {
                    Expr::CompareFacts(fact.at, order, other.at)
                }
                Some(_) => self.fault(wrong),
                None => Expr::Const(false),
            },
            _ => self.fault(wrong),
        }
    }

    fn equality(&mut self, fact: Named, name: &str, right: &Ast<'_>) -> Expr {
        match right {
            Ast::Literal(literal) => match self.scalar(fact, name, literal) {
                Some(value) => Expr::In(fact.at, Box::new([value])),
                None => Expr::Const(false),
            },
            Ast::Name(_) => {
                let Some((other, _)) = self.named(right) else {
                    return Expr::Const(false);
                };
                if fact.kind == other.kind && comparable(fact.kind) {
                    Expr::Same(fact.at, other.at)
                } else {
                    self.fault(ExprFault::WrongType(name.to_owned()))
                }
            }
            _ => self.fault(ExprFault::WrongType(name.to_owned())),
        }
    }

    fn membership(&mut self, left: &Ast<'_>, right: &Ast<'_>) -> Expr {
        if let (Ast::Literal(Literal::Text(id)), Ast::Name(list)) = (left, right) {
            let Some(benefit) = BenefitId::named(id) else {
                return self.fault(ExprFault::UnknownBenefit((*id).to_owned()));
            };
            return match slot_named(list) {
                Some(Named {
                    at,
                    kind: FactType::Benefits,
                }) => Expr::Contains(benefit, at),
                Some(_) => self.fault(ExprFault::WrongType((*list).to_owned())),
                None => self.fault(ExprFault::UnknownFact((*list).to_owned())),
            };
        }
        let Ast::List(literals) = right else {
            return self.fault(ExprFault::NotATruthValue);
        };
        let Some((fact, name)) = self.named(left) else {
            return Expr::Const(false);
        };
        let values = literals
            .iter()
            .filter_map(|literal| self.scalar(fact, name, literal));
        Expr::In(fact.at, values.collect())
    }

    /// The literal as a value the fact can have.
    fn scalar(&mut self, fact: Named, name: &str, literal: &Literal<'_>) -> Option<Scalar> {
        let value = match (fact.kind, literal) {
            (FactType::Word(words), Literal::Text(text)) => words
                .iter()
                .find(|word| *word == text)
                .map(|word| Scalar::Word(word)),
            (FactType::Country, Literal::Text(text)) => Country::parse(text)
                .ok()
                .filter(|country| country.code() == *text)
                .map(Scalar::Country),
            (FactType::Bool, Literal::Bool(flag)) => Some(Scalar::Bool(*flag)),
            (FactType::Integer(..) | FactType::Number(..), Literal::Number(number)) => {
                Some(Scalar::Number(*number))
            }
            _ => {
                self.faults.push(ExprFault::WrongType(name.to_owned()));
                return None;
            }
        };
        if value.is_none() {
            let value = match literal {
                Literal::Text(text) => (*text).to_owned(),
                Literal::Bool(flag) => flag.to_string(),
                Literal::Number(number) => number.to_string(),
            };
            self.faults.push(ExprFault::UnknownValue {
                fact: name.to_owned(),
                value,
            });
        }
        value
    }
}

/// Whether two facts of this type may be compared with each other.
const fn comparable(kind: FactType) -> bool {
    matches!(
        kind,
        FactType::Word(_)
            | FactType::Bool
            | FactType::Country
            | FactType::Integer(..)
            | FactType::Number(..)
    )
}

const fn is_number(kind: FactType) -> bool {
    matches!(kind, FactType::Integer(..) | FactType::Number(..))
}

/// Whether two facts of these types stand in an order. A date and a moment do: what is compared
/// is the calendar day in Copenhagen.
fn ordered(one: FactType, other: FactType) -> bool {
    let day = |kind| matches!(kind, FactType::Date | FactType::Moment);
    is_number(one) && is_number(other) || day(one) && day(other)
}

#[cfg(test)]
mod tests;
