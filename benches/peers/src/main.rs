//! Verdicts of rescue abroad beside four general rule engines: the same rules, the same facts,
//! the same run.
//!
//! Every rule and condition of `core/terms/rescue-abroad.toml` is translated from its CEL text
//! into each engine's own language by `rules` and `engines`, and compiled once. An engine gets
//! the facts in its own form, with the vocabulary's defaults and the derived facts already put
//! in, and answers in two ways: saying each benefit's verdict by itself, which is what one would
//! deploy, and evaluating each expression once for code of ours to combine, which is the least
//! work it can be given. Ours derives its facts within the time measured.
//!
//! What an engine answers is held against `tests/src/oracle`, a second reading of the clauses
//! that shares nothing with the coverage engine. An expression an engine gives up on (an error,
//! a value that is no truth value) counts as *unknown*, which is the kindest reading.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod engines;
mod facts;
#[path = "../../../tests/src/oracle/mod.rs"]
#[allow(dead_code, missing_docs)]
mod oracle;
mod rules;

use engines::{Cel, DataLogic, Engine, Rego, Said, Zen, as_expression};
use facts::Facts;
use roadside_core::coverage::{Situation, Terms, assess, verdicts};
use roadside_core::types::Product;
use rules::{Expr, Rules};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 31;

type Answer<'a> = Box<dyn Fn(&Facts) -> BTreeMap<String, String> + 'a>;
type Pass<'a> = Box<dyn FnMut() -> Duration + 'a>;

/// One contender: how it answers, and one pass over all scenarios, timed.
struct Contender<'a> {
    name: String,
    answer: Answer<'a>,
    pass: Pass<'a>,
}

fn main() {
    let rules = Rules::read();
    let scenarios = facts::scenarios();
    let partial = facts::one_removed(&scenarios);
    let terms = Terms::of(Product::RescueAbroad).expect("terms");
    let parse = |facts: &Facts| Situation::from_json(&facts.clone().into()).expect("a situation");
    let situations: Vec<Situation> = scenarios.iter().map(parse).collect();
    println!(
        "{} expressions, {} benefits, {} scenarios, {} situations with one fact less",
        rules.expressions.len(),
        rules.ids().count(),
        scenarios.len(),
        partial.len()
    );

    let ours = || Contender {
        name: "roadside, verdicts".to_owned(),
        answer: Box::new(|facts| {
            let situation = parse(facts);
            let said = verdicts(&terms, &situation);
            said.map(|(id, verdict)| (id.to_owned(), verdict.word().to_owned()))
                .collect()
        }),
        pass: timed(&situations, |situation| {
            verdicts(&terms, situation).collect::<Vec<_>>()
        }),
    };
    let whole = Contender {
        name: "roadside, with reasons".to_owned(),
        answer: Box::new(|facts| {
            let answer = assess(&terms, &parse(facts));
            let benefits = answer.benefits.iter();
            benefits
                .map(|b| (b.id.to_owned(), b.verdict.word().to_owned()))
                .collect()
        }),
        pass: timed(&situations, |situation| assess(&terms, situation)),
    };

    let questions = rules.questions();
    let expressions: Vec<Expr> = questions.iter().map(as_expression).collect();
    let saying: Vec<Box<dyn Engine>> = vec![
        Box::new(DataLogic::new(&expressions)),
        Box::new(Cel::new(&expressions)),
        Box::new(Zen::new(&expressions)),
        Box::new(Rego::of_verdicts(&questions)),
    ];
    let mut contenders = vec![ours(), whole];
    for engine in &saying {
        let ids: Vec<String> = rules.ids().map(str::to_owned).collect();
        contenders.push(Contender {
            name: engine.name(),
            answer: Box::new(move |facts| {
                let said = engine.say(facts).into_iter();
                ids.iter()
                    .cloned()
                    .zip(said.map(|said| said.verdict().to_owned()))
                    .collect()
            }),
            pass: timed_engine(engine.as_ref(), &scenarios),
        });
    }
    println!("\nEvery verdict said by the engine itself:");
    table(contenders, &scenarios, &partial);

    let asked: Vec<Box<dyn Engine>> = vec![
        Box::new(DataLogic::new(&rules.expressions)),
        Box::new(Cel::new(&rules.expressions)),
        Box::new(Zen::new(&rules.expressions)),
        Box::new(Rego::new(&rules.expressions)),
    ];
    let mut contenders = vec![ours()];
    for engine in &asked {
        let rules = &rules;
        contenders.push(Contender {
            name: engine.name(),
            answer: Box::new(move |facts| {
                let said: Vec<Option<bool>> =
                    engine.say(facts).into_iter().map(Said::truth).collect();
                rules.verdicts(facts, &said)
            }),
            pass: timed_engine(engine.as_ref(), &scenarios),
        });
    }
    println!(
        "\nThe engine evaluates each expression once; three-valued code of ours, outside the time"
    );
    println!("measured, makes verdicts of the truth values:");
    table(contenders, &scenarios, &partial);
    println!("\nWhich facts are missing, none of the peers says; ours lists them.");
}

fn timed<'a, R>(situations: &'a [Situation], work: impl Fn(&Situation) -> R + 'a) -> Pass<'a> {
    Box::new(move || {
        let started = Instant::now();
        for situation in situations {
            black_box(work(situation));
        }
        started.elapsed()
    })
}

fn timed_engine<'a>(engine: &'a dyn Engine, scenarios: &[Facts]) -> Pass<'a> {
    let mut run = engine.prepared(scenarios);
    let count = scenarios.len();
    let mut said = Vec::new();
    Box::new(move || {
        let started = Instant::now();
        for at in 0..count {
            said.clear();
            run(at, &mut said);
            black_box(&said);
        }
        started.elapsed()
    })
}

/// Prints how fast and how right each contender is; the others are held against the first.
fn table(mut contenders: Vec<Contender<'_>>, scenarios: &[Facts], partial: &[Facts]) {
    // In turns, so that whatever slows the machine slows all of them; the quickest pass counts.
    let mut best = vec![Duration::MAX; contenders.len()];
    for _ in 0..ROUNDS {
        for (least, contender) in best.iter_mut().zip(&mut contenders) {
            *least = (*least).min((contender.pass)());
        }
    }
    println!(
        "{:<30} {:>10} {:>7} {:>16} {:>24} {:>16}",
        "", "ns", "ratio", "settled: wrong", "one fact less: verdicts", "situations"
    );
    for (contender, time) in contenders.iter().zip(&best) {
        let settled = Wrong::count_settled(scenarios, &contender.answer);
        let wrong = Wrong::count(partial, &contender.answer);
        println!(
            "{:<30} {:>10.0} {:>7.2} {:>16} {:>24} {:>16}",
            contender.name,
            time.as_secs_f64() * 1e9 / scenarios.len() as f64,
            time.as_secs_f64() / best[0].as_secs_f64(),
            format!("{} of {}", settled.verdicts, settled.all_verdicts),
            format!("{} of {}", wrong.verdicts, wrong.all_verdicts),
            format!("{} of {}", wrong.situations, wrong.all_situations),
        );
    }
    let peers = contenders.iter().zip(&best);
    let peers = peers.filter(|(one, _)| !one.name.starts_with("roadside"));
    if let Some((peer, time)) = peers.min_by_key(|(_, time)| **time) {
        println!(
            "the fastest peer, {}, takes {:.1} times as long as ours (target: at least 5)",
            peer.name,
            time.as_secs_f64() / best[0].as_secs_f64()
        );
    }
}

/// How often an answer differs from the second reading.
struct Wrong {
    verdicts: usize,
    all_verdicts: usize,
    situations: usize,
    all_situations: usize,
}

impl Wrong {
    fn count(situations: &[Facts], answer: &Answer<'_>) -> Self {
        Self::over(situations, answer, |_| true)
    }

    /// Only where nothing is unknown: there every engine should agree, or it was translated
    /// wrongly.
    fn count_settled(situations: &[Facts], answer: &Answer<'_>) -> Self {
        Self::over(situations, answer, |verdict| verdict != "unknown")
    }

    fn over(situations: &[Facts], answer: &Answer<'_>, counts: impl Fn(&str) -> bool) -> Self {
        let mut wrong = Self {
            verdicts: 0,
            all_verdicts: 0,
            situations: 0,
            all_situations: situations.len(),
        };
        for facts in situations {
            let theirs = answer(facts);
            let mut faults = 0;
            for (benefit, truth) in oracle::rescue_abroad::assess(facts) {
                if !counts(truth.verdict) {
                    continue;
                }
                wrong.all_verdicts += 1;
                faults += usize::from(theirs[benefit] != truth.verdict);
            }
            wrong.verdicts += faults;
            wrong.situations += usize::from(faults > 0);
        }
        wrong
    }
}
