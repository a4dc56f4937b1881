//! The terms file as expressions any engine can be given, and verdicts from their truth values.

use crate::facts::Facts;
use cel::Program;
use cel::common::ast::{Expr as Cel, LiteralValue, operators};
use roadside_core::coverage::CENTRE_CONDITIONS;
use std::collections::BTreeMap;
use toml::{Table, Value};

const TERMS: &str = include_str!("../../../core/terms/rescue-abroad.toml");

/// An expression of the terms, its definitions put in.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Bool(bool),
    Text(String),
    Number(f64),
    List(Vec<Expr>),
    Fact(String),
    Has(String),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// `==`, `!=`, `<`, `<=`, `>`, `>=`.
    Compare(&'static str, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    If(Box<[Expr; 3]>),
}

/// Every distinct expression, and which benefit needs which.
pub struct Rules {
    pub expressions: Vec<Expr>,
    pub benefits: Vec<Benefit>,
}

pub struct Benefit {
    id: String,
    never: bool,
    agreed_by: Vec<String>,
    route_names: Vec<String>,
    common: Part,
    routes: Vec<Part>,
}

#[derive(Default)]
struct Part {
    rules: Vec<Rule>,
    conditions: Vec<Condition>,
}

#[derive(Clone, Copy)]
struct Rule {
    expression: usize,
    exclude: bool,
    unless_agreed: bool,
}

#[derive(Clone, Copy)]
struct Condition {
    expression: usize,
    by_centre: bool,
}

#[derive(Default)]
struct Finding {
    fails: bool,
    open: bool,
    outstanding: usize,
}

impl Rules {
    pub fn read() -> Self {
        let file: Table = TERMS.parse().expect("the terms");
        let mut defined = BTreeMap::new();
        for (name, text) in file["define"].as_table().expect("definitions") {
            let expr = parse(text.as_str().expect("text"), &defined);
            defined.insert(name.clone(), expr);
        }
        let mut rules = Self {
            expressions: Vec::new(),
            benefits: entries(&file, "benefit").map(benefit).collect(),
        };
        for clause in entries(&file, "clause") {
            for entry in entries(clause, "rule") {
                let (text, exclude) = match entry.get("require") {
                    Some(text) => (text, false),
                    None => (&entry["exclude"], true),
                };
                let rule = Rule {
                    expression: rules.add(parse(text.as_str().expect("text"), &defined)),
                    exclude,
                    unless_agreed: entry
                        .get("unless_agreed")
                        .is_some_and(|flag| *flag == Value::Boolean(true)),
                };
                rules.attach(entry, |part| part.rules.push(rule));
            }
            for entry in entries(clause, "condition") {
                let when = entry.get("if").map_or(Expr::Bool(true), |text| {
                    parse(text.as_str().expect("text"), &defined)
                });
                let id = entry["id"].as_str().expect("an id");
                let condition = Condition {
                    expression: rules.add(when),
                    by_centre: CENTRE_CONDITIONS.contains(&id),
                };
                rules.attach(entry, |part| part.conditions.push(condition));
            }
        }
        rules
    }

    fn add(&mut self, expr: Expr) -> usize {
        let known = self.expressions.iter().position(|other| *other == expr);
        known.unwrap_or_else(|| {
            self.expressions.push(expr);
            self.expressions.len() - 1
        })
    }

    fn attach(&mut self, entry: &Table, add: impl Fn(&mut Part)) {
        let (only, except) = (words(entry, "for"), words(entry, "except"));
        let on = words(entry, "route");
        for benefit in self.benefits.iter_mut().filter(|benefit| !benefit.never) {
            if except.contains(&benefit.id) || !only.is_empty() && !only.contains(&benefit.id) {
                continue;
            }
            if on.is_empty() || benefit.routes.is_empty() {
                add(&mut benefit.common);
                continue;
            }
            let named = benefit.route_names.iter().zip(&mut benefit.routes);
            named
                .filter(|(name, _)| on.contains(name))
                .for_each(|(_, route)| add(route));
        }
    }

    /// One verdict per benefit as expressions, for an engine that is to say it by itself.
    pub fn questions(&self) -> Vec<Question> {
        self.benefits
            .iter()
            .map(|benefit| benefit.question(&self.expressions))
            .collect()
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.benefits.iter().map(|benefit| benefit.id.as_str())
    }

    /// From what an engine said of every expression to a verdict per benefit. `None` is unknown.
    pub fn verdicts(&self, facts: &Facts, truths: &[Option<bool>]) -> BTreeMap<String, String> {
        let agreed: Vec<&str> = facts
            .get("case.agreed")
            .and_then(|list| list.as_array())
            .map(|list| list.iter().filter_map(|id| id.as_str()).collect())
            .unwrap_or_default();
        let verdict = |benefit: &Benefit| {
            let agreed = benefit
                .agreed_by
                .iter()
                .any(|id| agreed.contains(&id.as_str()));
            (
                benefit.id.clone(),
                benefit.verdict(truths, agreed).to_owned(),
            )
        };
        self.benefits.iter().map(verdict).collect()
    }
}

/// The verdict on one benefit: not covered unless `allowed`, else covered when `clear`, else
/// conditional.
pub struct Question {
    pub allowed: Expr,
    pub clear: Expr,
}

fn both(mut parts: Vec<Expr>) -> Expr {
    match parts.len() {
        0 => Expr::Bool(true),
        1 => parts.remove(0),
        _ => Expr::And(parts),
    }
}

fn either(mut parts: Vec<Expr>) -> Expr {
    match parts.len() {
        0 => Expr::Bool(false),
        1 => parts.remove(0),
        _ => Expr::Or(parts),
    }
}

impl Benefit {
    fn question(&self, expressions: &[Expr]) -> Question {
        if self.never {
            return Question {
                allowed: Expr::Bool(false),
                clear: Expr::Bool(false),
            };
        }
        let list = || Box::new(Expr::Fact("case.agreed".to_owned()));
        let one = |id: &String| Expr::In(Box::new(Expr::Text(id.clone())), list());
        let agreed = either(self.agreed_by.iter().map(one).collect());
        let rules = |part: &Part| -> Vec<Expr> {
            let rule = |rule: &Rule| {
                let expr = expressions[rule.expression].clone();
                let expr = if rule.exclude {
                    Expr::Not(Box::new(expr))
                } else {
                    expr
                };
                if rule.unless_agreed {
                    Expr::Or(vec![expr, agreed.clone()])
                } else {
                    expr
                }
            };
            part.rules.iter().map(rule).collect()
        };
        let clears = |part: &Part| -> Vec<Expr> {
            let clear = |part: &Condition| {
                let clear = Expr::Not(Box::new(expressions[part.expression].clone()));
                if part.by_centre {
                    Expr::Or(vec![clear, agreed.clone()])
                } else {
                    clear
                }
            };
            part.conditions.iter().map(clear).collect()
        };
        let mut allowed = rules(&self.common);
        let mut clear = clears(&self.common);
        if !self.routes.is_empty() {
            allowed.push(either(
                self.routes.iter().map(|route| both(rules(route))).collect(),
            ));
            let whole = |route| both([rules(route), clears(route)].concat());
            clear.push(either(self.routes.iter().map(whole).collect()));
        }
        Question {
            allowed: both(allowed),
            clear: both(clear),
        }
    }

    fn verdict(&self, truths: &[Option<bool>], agreed: bool) -> &'static str {
        if self.never {
            return "not_covered";
        }
        let common = self.common.find(truths, agreed);
        let routes: Vec<Finding> = self
            .routes
            .iter()
            .map(|part| part.find(truths, agreed))
            .collect();
        if common.fails || !routes.is_empty() && routes.iter().all(|route| route.fails) {
            return "not_covered";
        }
        let standing = || routes.iter().filter(|route| !route.fails);
        let least = |routes: &mut dyn Iterator<Item = &Finding>| {
            routes.map(|route| route.outstanding).min()
        };
        let holding = least(&mut standing().filter(|route| !route.open));
        let open = common.open || holding.is_none() && !routes.is_empty();
        if open && !agreed {
            return "unknown";
        }
        let chosen = holding
            .or_else(|| least(&mut standing()))
            .unwrap_or_default();
        if common.outstanding + chosen > 0 {
            "conditional"
        } else {
            "covered"
        }
    }
}

impl Part {
    fn find(&self, truths: &[Option<bool>], agreed: bool) -> Finding {
        let mut finding = Finding::default();
        for rule in self
            .rules
            .iter()
            .filter(|rule| !(rule.unless_agreed && agreed))
        {
            match truths[rule.expression].map(|truth| truth != rule.exclude) {
                Some(true) => {}
                Some(false) => finding.fails = true,
                None => finding.open = true,
            }
        }
        for condition in self
            .conditions
            .iter()
            .filter(|part| !(part.by_centre && agreed))
        {
            match truths[condition.expression] {
                Some(true) => finding.outstanding += 1,
                Some(false) => {}
                None => finding.open = true,
            }
        }
        finding
    }
}

fn entries<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_table)
}

fn words(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array);
    let words = list.into_iter().flatten().filter_map(Value::as_str);
    words.map(str::to_owned).collect()
}

fn benefit(entry: &Table) -> Benefit {
    let id = entry["id"].as_str().expect("an id").to_owned();
    let mut agreed_by = words(entry, "agreed_by");
    agreed_by.push(id.clone());
    let route_names = words(entry, "routes");
    Benefit {
        id,
        never: entry.get("never").is_some(),
        agreed_by,
        routes: route_names.iter().map(|_| Part::default()).collect(),
        route_names,
        common: Part::default(),
    }
}

/// Reads CEL with cel's own parser: our parser has no say in what the peers are given.
fn parse(text: &str, defined: &BTreeMap<String, Expr>) -> Expr {
    let program = Program::compile(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    convert(&program.expression().expr, defined)
}

fn convert(expr: &Cel, defined: &BTreeMap<String, Expr>) -> Expr {
    let one = |expr: &cel::IdedExpr| convert(&expr.expr, defined);
    match expr {
        Cel::Literal(LiteralValue::Boolean(flag)) => Expr::Bool(*flag.inner()),
        Cel::Literal(LiteralValue::String(text)) => Expr::Text(text.inner().to_owned()),
        Cel::Literal(LiteralValue::Int(number)) => Expr::Number(*number.inner() as f64),
        Cel::Literal(LiteralValue::Double(number)) => Expr::Number(*number.inner()),
        Cel::List(list) => Expr::List(list.elements.iter().map(one).collect()),
        Cel::Ident(name) => match defined.get(name) {
            Some(expr) => expr.clone(),
            None => Expr::Fact(name.clone()),
        },
        Cel::Select(select) => {
            let Cel::Ident(root) = &select.operand.expr else {
                panic!("a fact of three parts");
            };
            let name = format!("{root}.{}", select.field);
            if select.test {
                Expr::Has(name)
            } else {
                Expr::Fact(name)
            }
        }
        Cel::Call(call) => {
            let mut args: Vec<Expr> = call.args.iter().map(one).collect();
            let order = match call.func_name.as_str() {
                operators::LOGICAL_NOT => return Expr::Not(Box::new(args.remove(0))),
                operators::LOGICAL_AND => return Expr::And(args),
                operators::LOGICAL_OR => return Expr::Or(args),
                operators::CONDITIONAL => {
                    return Expr::If(Box::new(args.try_into().expect("three parts")));
                }
                operators::IN => "in",
                operators::EQUALS => "==",
                operators::NOT_EQUALS => "!=",
                operators::LESS => "<",
                operators::LESS_EQUALS => "<=",
                operators::GREATER => ">",
                operators::GREATER_EQUALS => ">=",
                other => panic!("{other}"),
            };
            let right = Box::new(args.remove(1));
            let left = Box::new(args.remove(0));
            match order {
                "in" => Expr::In(left, right),
                order => Expr::Compare(order, left, right),
            }
        }
        other => panic!("{other:?}"),
    }
}
