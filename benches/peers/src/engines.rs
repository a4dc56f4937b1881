//! The four peers, each by its quickest documented way: compiled once, facts in its own form.

use crate::facts::{Facts, given};
use crate::rules::{Expr, Question};
use bumpalo::Bump;
use serde_json::{Value, json};
use std::collections::HashMap;

/// What an engine says of one expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Truth(bool),
    Verdict(&'static str),
    /// An error, or a value that is neither: it gives up.
    Nothing,
}

impl Said {
    pub fn truth(self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    /// A verdict; giving up is taken for *unknown*, the kindest reading.
    pub fn verdict(self) -> &'static str {
        match self {
            Self::Verdict(word) => word,
            _ => "unknown",
        }
    }

    fn word(text: &str) -> Self {
        let mut words = ["covered", "conditional", "not_covered"].into_iter();
        words
            .find(|word| *word == text)
            .map_or(Self::Nothing, Self::Verdict)
    }
}

/// Evaluates the situation of that number, and says what it found of every expression.
pub type Run<'e> = Box<dyn FnMut(usize, &mut Vec<Said>) + 'e>;

/// A peer with expressions compiled.
pub trait Engine {
    fn name(&self) -> String;
    /// Facts turned into the engine's own form outside the time measured.
    fn prepared<'e>(&'e self, situations: &[Facts]) -> Run<'e>;

    fn say(&self, facts: &Facts) -> Vec<Said> {
        let mut said = Vec::new();
        self.prepared(std::slice::from_ref(facts))(0, &mut said);
        said
    }
}

/// A verdict as one expression.
pub fn as_expression(question: &Question) -> Expr {
    let word = |word: &str| Expr::Text(word.to_owned());
    let yes = Expr::If(Box::new([
        question.clear.clone(),
        word("covered"),
        word("conditional"),
    ]));
    Expr::If(Box::new([
        question.allowed.clone(),
        yes,
        word("not_covered"),
    ]))
}

// --- JSONLogic ------------------------------------------------------------------------------

pub struct DataLogic {
    engine: datalogic_rs::Engine,
    rules: Vec<datalogic_rs::Logic>,
}

impl DataLogic {
    pub fn new(expressions: &[Expr]) -> Self {
        let engine = datalogic_rs::Engine::new();
        let compile = |expr| {
            engine
                .compile(json_logic(expr).to_string().as_str())
                .expect("a rule")
        };
        let rules = expressions.iter().map(compile).collect();
        Self { engine, rules }
    }
}

impl Engine for DataLogic {
    fn name(&self) -> String {
        "datalogic-rs 5.4".to_owned()
    }

    fn prepared<'e>(&'e self, situations: &[Facts]) -> Run<'e> {
        let parsed: Vec<datalogic_rs::ParsedData> = situations
            .iter()
            .map(|facts| {
                datalogic_rs::ParsedData::from_json(&given(facts).to_string()).expect("facts")
            })
            .collect();
        let mut arena = Bump::new();
        Box::new(move |at, truths| {
            arena.reset();
            for rule in &self.rules {
                truths.push(match self.engine.evaluate(rule, &parsed[at], &arena) {
                    Ok(datalogic_rs::DataValue::Bool(truth)) => Said::Truth(*truth),
                    Ok(datalogic_rs::DataValue::String(word)) => Said::word(word),
                    _ => Said::Nothing,
                });
            }
        })
    }
}

fn json_logic(expr: &Expr) -> Value {
    let all = |parts: &[Expr]| parts.iter().map(json_logic).collect::<Vec<_>>();
    match expr {
        Expr::Bool(flag) => json!(flag),
        Expr::Text(text) => json!(text),
        Expr::Number(number) => json!(number),
        Expr::List(items) => json!(all(items)),
        Expr::Fact(name) => json!({ "var": name }),
        Expr::Has(name) => json!({ "!==": [{ "var": name }, null] }),
        Expr::Not(inner) => json!({ "!": [json_logic(inner)] }),
        Expr::And(parts) => json!({ "and": all(parts) }),
        Expr::Or(parts) => json!({ "or": all(parts) }),
        Expr::Compare(order, left, right) => {
            let order = match *order {
                "==" => "===",
                "!=" => "!==",
                order => order,
            };
            json!({ order: [json_logic(left), json_logic(right)] })
        }
        Expr::In(item, list) => json!({ "in": [json_logic(item), json_logic(list)] }),
        Expr::If(parts) => json!({ "if": all(&**parts) }),
    }
}

// --- CEL ------------------------------------------------------------------------------------

pub struct Cel {
    rules: Vec<cel::Program>,
}

impl Cel {
    pub fn new(expressions: &[Expr]) -> Self {
        let compile = |expr| cel::Program::compile(&infix(expr, &CEL)).expect("a rule");
        Self {
            rules: expressions.iter().map(compile).collect(),
        }
    }
}

impl Engine for Cel {
    fn name(&self) -> String {
        "cel 0.15".to_owned()
    }

    fn prepared<'e>(&'e self, situations: &[Facts]) -> Run<'e> {
        let contexts: Vec<cel::Context<'static, 'static>> = situations
            .iter()
            .map(|facts| {
                let mut context = cel::Context::default();
                let Value::Object(roots) = given(facts) else {
                    return context;
                };
                for (root, value) in roots {
                    let value = cel::to_value(value).expect("a value");
                    context.add_variable_from_value(root, value);
                }
                context
            })
            .collect();
        Box::new(move |at, truths| {
            for rule in &self.rules {
                truths.push(match rule.execute(&contexts[at]) {
                    Ok(cel::Value::Bool(truth)) => Said::Truth(truth),
                    Ok(cel::Value::String(word)) => Said::word(&word),
                    _ => Said::Nothing,
                });
            }
        })
    }
}

/// How an infix language writes its operators.
struct Infix {
    not: &'static str,
    and: &'static str,
    or: &'static str,
    has: fn(&str) -> String,
}

const CEL: Infix = Infix {
    not: "!",
    and: " && ",
    or: " || ",
    has: |name| format!("has({name})"),
};

const ZEN: Infix = Infix {
    not: "not ",
    and: " and ",
    or: " or ",
    has: |name| format!("({name} != null)"),
};

fn infix(expr: &Expr, words: &Infix) -> String {
    let one = |expr: &Expr| infix(expr, words);
    let all = |parts: &[Expr]| parts.iter().map(one).collect::<Vec<_>>();
    match expr {
        Expr::Bool(flag) => flag.to_string(),
        Expr::Text(text) => format!("'{text}'"),
        Expr::Number(number) => number.to_string(),
        Expr::List(items) => format!("[{}]", all(items).join(", ")),
        Expr::Fact(name) => name.clone(),
        Expr::Has(name) => (words.has)(name),
        Expr::Not(inner) => format!("{}({})", words.not, one(inner)),
        Expr::And(parts) => format!("({})", all(parts).join(words.and)),
        Expr::Or(parts) => format!("({})", all(parts).join(words.or)),
        Expr::Compare(order, left, right) => format!("({} {order} {})", one(left), one(right)),
        Expr::In(item, list) => format!("({} in {})", one(item), one(list)),
        Expr::If(parts) => {
            let [test, yes, no] = &**parts;
            format!("({} ? {} : {})", one(test), one(yes), one(no))
        }
    }
}

// --- ZEN ------------------------------------------------------------------------------------

/// zen-engine's own expression machine, without the decision graph around it: quicker than any
/// graph could be.
pub struct Zen {
    rules: Vec<zen_expression::Expression<zen_expression::expression::Standard>>,
}

impl Zen {
    pub fn new(expressions: &[Expr]) -> Self {
        let compile =
            |expr| zen_expression::compile_expression(&infix(expr, &ZEN)).expect("a rule");
        Self {
            rules: expressions.iter().map(compile).collect(),
        }
    }
}

impl Engine for Zen {
    fn name(&self) -> String {
        "zen-engine 2.1 (expressions)".to_owned()
    }

    fn prepared<'e>(&'e self, situations: &[Facts]) -> Run<'e> {
        let scopes: Vec<zen_expression::Scope> = situations
            .iter()
            .map(|facts| zen_expression::Scope::new(given(facts).into()))
            .collect();
        let mut machine = zen_expression::vm::VM::new();
        Box::new(move |at, truths| {
            for rule in &self.rules {
                truths.push(match rule.evaluate_with_scope(&scopes[at], &mut machine) {
                    Ok(zen_expression::Variable::Bool(truth)) => Said::Truth(truth),
                    Ok(zen_expression::Variable::String(word)) => Said::word(&word),
                    _ => Said::Nothing,
                });
            }
        })
    }
}

// --- Rego -----------------------------------------------------------------------------------

/// regorus on its bytecode machine: one policy, one query that gives every truth value.
pub struct Rego {
    program: std::sync::Arc<regorus::rvm::program::Program>,
}

impl Rego {
    pub fn new(expressions: &[Expr]) -> Self {
        let mut policy = Policy::default();
        let mut names = Vec::new();
        for (at, expr) in expressions.iter().enumerate() {
            let body = policy.body(expr).join("\n  ");
            policy.text.push_str(&format!(
                "default r{at} := false\nr{at} if {{\n  {body}\n}}\n"
            ));
            names.push(format!("r{at}"));
        }
        Self::compile(&policy, &names)
    }

    /// With verdicts as complete rules, the way a policy author would write them.
    pub fn of_verdicts(questions: &[Question]) -> Self {
        let mut policy = Policy::default();
        let mut names = Vec::new();
        for (at, question) in questions.iter().enumerate() {
            let allowed = policy.body(&question.allowed);
            let allowed = policy.helper(vec![allowed]);
            let clear = policy.body(&question.clear);
            let clear = policy.helper(vec![clear]);
            policy.text.push_str(&format!(
                "default v{at} := \"not_covered\"\nv{at} := \"covered\" if {{\n  {allowed}\n  {clear}\n}}\n\
                 v{at} := \"conditional\" if {{\n  {allowed}\n  not {clear}\n}}\n"
            ));
            names.push(format!("v{at}"));
        }
        Self::compile(&policy, &names)
    }

    fn compile(policy: &Policy, names: &[String]) -> Self {
        let text = format!(
            "package ra\nimport rego.v1\n{}out := [{}]\n",
            policy.text,
            names.join(", ")
        );
        let mut engine = regorus::Engine::new();
        engine
            .add_policy("ra.rego".to_owned(), text)
            .expect("a policy");
        let entry: regorus::Rc<str> = "data.ra.out".into();
        let compiled = engine.compile_with_entrypoint(&entry).expect("compiled");
        let program = regorus::languages::rego::compiler::Compiler::compile_from_policy(
            &compiled,
            &["data.ra.out"],
        )
        .expect("a program");
        Self { program }
    }
}

impl Engine for Rego {
    fn name(&self) -> String {
        "regorus 0.14 (RVM)".to_owned()
    }

    fn prepared<'e>(&'e self, situations: &[Facts]) -> Run<'e> {
        let inputs: Vec<regorus::Value> =
            situations.iter().map(|facts| given(facts).into()).collect();
        let mut machine = regorus::rvm::vm::RegoVM::new();
        machine.load_program(self.program.clone());
        machine
            .set_data(regorus::Value::new_object())
            .expect("no data");
        Box::new(move |at, truths| {
            machine.set_input(inputs[at].clone());
            let value = machine.execute().expect("an answer");
            let list = value.as_array().expect("a list");
            truths.extend(list.iter().map(|value| match value {
                regorus::Value::Bool(truth) => Said::Truth(*truth),
                regorus::Value::String(word) => Said::word(word),
                _ => Said::Nothing,
            }));
        })
    }
}

/// Rego has no `||` and no `!` within an expression: parts become helper rules.
#[derive(Default)]
struct Policy {
    text: String,
    helpers: HashMap<String, usize>,
}

impl Policy {
    fn helper(&mut self, bodies: Vec<Vec<String>>) -> String {
        let bodies: Vec<String> = bodies.iter().map(|lines| lines.join("\n  ")).collect();
        let key = bodies.join("\n||\n");
        let next = self.helpers.len();
        let at = *self.helpers.entry(key).or_insert(next);
        if at == next {
            for body in bodies {
                self.text.push_str(&format!("h{at} if {{\n  {body}\n}}\n"));
            }
        }
        format!("h{at}")
    }

    /// The lines that must all hold for the expression to be true.
    fn body(&mut self, expr: &Expr) -> Vec<String> {
        match expr {
            Expr::Fact(name) => vec![format!("input.{name} == true")],
            Expr::Has(name) => vec![format!("input.{name} != null")],
            Expr::Not(inner) => match &**inner {
                Expr::Fact(name) => vec![format!("input.{name} == false")],
                other => {
                    let body = self.body(other);
                    let helper = self.helper(vec![body]);
                    vec![format!("not {helper}")]
                }
            },
            Expr::And(parts) => parts.iter().flat_map(|part| self.body(part)).collect(),
            Expr::Or(parts) => {
                let bodies = parts.iter().map(|part| self.body(part)).collect();
                vec![self.helper(bodies)]
            }
            Expr::If(parts) => {
                let [test, yes, no] = &**parts;
                let test = self.body(test);
                let test = self.helper(vec![test]);
                let mut first = vec![test.clone()];
                first.extend(self.body(yes));
                let mut second = vec![format!("not {test}")];
                second.extend(self.body(no));
                vec![self.helper(vec![first, second])]
            }
            Expr::Compare(order, left, right) => {
                vec![format!("{} {order} {}", term(left), term(right))]
            }
            Expr::In(item, list) => vec![format!("{} in {}", term(item), term(list))],
            other => vec![term(other)],
        }
    }
}

fn term(expr: &Expr) -> String {
    match expr {
        Expr::Bool(flag) => flag.to_string(),
        Expr::Text(text) => format!("{text:?}"),
        Expr::Number(number) => number.to_string(),
        Expr::List(items) => format!(
            "{{{}}}",
            items.iter().map(term).collect::<Vec<_>>().join(", ")
        ),
        Expr::Fact(name) => format!("input.{name}"),
        other => panic!("{other:?} is no term"),
    }
}
