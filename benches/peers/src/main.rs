//! Verdicts of rescue abroad beside four general rule engines: the same rules, the same facts,
//! the same run.
//!
//! Every rule and condition of `core/terms/rescue-abroad.toml` is translated from its CEL text
//! into each engine's own language by `rules` and `engines`, and compiled once. An engine gets
//! the facts in its own form, with the vocabulary's defaults and the derived facts already put
//! in, evaluates every expression once, and `rules` combines the truth values into verdicts: the
//! shortest way for each of them. Ours derives its facts within the time measured, and gives
//! reasons, conditions, limits, assumptions and what is missing besides.
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

use engines::{Cel, DataLogic, Engine, Rego, Zen};
use facts::Facts;
use roadside_core::coverage::{Situation, Terms, assess};
use roadside_core::types::Product;
use rules::Rules;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 31;

fn main() {
    let rules = Rules::read();
    let scenarios = facts::scenarios();
    let partial = facts::one_removed(&scenarios);
    println!(
        "{} expressions, {} benefits, {} scenarios, {} partial situations",
        rules.expressions.len(),
        rules.benefits.len(),
        scenarios.len(),
        partial.len()
    );

    let engines: Vec<Box<dyn Engine>> = vec![
        Box::new(DataLogic::new(&rules)),
        Box::new(Cel::new(&rules)),
        Box::new(Zen::new(&rules)),
        Box::new(Rego::new(&rules)),
    ];

    let terms = Terms::of(Product::RescueAbroad).expect("terms");
    let parse = |facts: &Facts| Situation::from_json(&facts.clone().into()).expect("a situation");
    let ours = |facts: &Facts| -> BTreeMap<String, String> {
        let answer = assess(&terms, &parse(facts));
        let benefits = answer.benefits.iter();
        benefits
            .map(|b| (b.id.to_owned(), b.verdict.word().to_owned()))
            .collect()
    };

    let mut names = vec!["roadside".to_owned()];
    names.extend(engines.iter().map(|engine| engine.name()));
    let mut wrong = vec![Wrong::count(&partial, &ours)];
    let mut settled = vec![Wrong::count_settled(&scenarios, &ours)];
    for engine in &engines {
        let answer = |facts: &Facts| rules.verdicts(facts, &engine.truths(facts));
        wrong.push(Wrong::count(&partial, &answer));
        settled.push(Wrong::count_settled(&scenarios, &answer));
    }

    let situations: Vec<Situation> = scenarios.iter().map(parse).collect();
    let mut passes: Vec<Box<dyn FnMut() -> Duration + '_>> = vec![Box::new(|| {
        let started = Instant::now();
        for situation in &situations {
            black_box(assess(&terms, situation));
        }
        started.elapsed()
    })];
    for engine in &engines {
        let mut run = engine.prepared(&scenarios);
        let (rules, scenarios) = (&rules, &scenarios);
        let mut truths: Vec<Option<bool>> = Vec::new();
        passes.push(Box::new(move || {
            let mut spent = Duration::ZERO;
            for (at, facts) in scenarios.iter().enumerate() {
                let started = Instant::now();
                truths.clear();
                run(at, &mut truths);
                spent += started.elapsed();
                black_box(rules.verdicts(facts, &truths));
            }
            spent
        }));
    }
    // In turns, so that whatever slows the machine slows all of them; the quickest pass counts.
    let mut best = vec![Duration::MAX; passes.len()];
    for _ in 0..ROUNDS {
        for (least, pass) in best.iter_mut().zip(&mut passes) {
            *least = (*least).min(pass());
        }
    }
    let each = |whole: Duration| whole.as_secs_f64() * 1e9 / scenarios.len() as f64;

    println!();
    println!(
        "{:<28} {:>14} {:>7}   {:>16} {:>22} {:>22}",
        "engine",
        "ns/evaluation",
        "ratio",
        "settled: wrong",
        "partial: wrong verdicts",
        "situations with a fault"
    );
    for (at, name) in names.iter().enumerate() {
        println!(
            "{:<28} {:>14.0} {:>7.1}   {:>16} {:>22} {:>22}",
            name,
            each(best[at]),
            each(best[at]) / each(best[0]),
            format!("{}/{}", settled[at].verdicts, settled[at].all_verdicts),
            format!("{}/{}", wrong[at].verdicts, wrong[at].all_verdicts),
            format!("{}/{}", wrong[at].situations, wrong[at].all_situations),
        );
    }
    let fastest = (1..names.len())
        .min_by(|one, other| best[*one].cmp(&best[*other]))
        .expect("peers");
    println!();
    println!(
        "the fastest peer is {}: {:.1} times our time (target: at least 5)",
        names[fastest],
        each(best[fastest]) / each(best[0])
    );
    println!("which facts are missing, none of the peers can say; ours lists them");
}

/// How often an answer differs from the second reading.
struct Wrong {
    verdicts: usize,
    all_verdicts: usize,
    situations: usize,
    all_situations: usize,
}

impl Wrong {
    fn count(situations: &[Facts], answer: &dyn Fn(&Facts) -> BTreeMap<String, String>) -> Self {
        Self::over(situations, answer, |_| true)
    }

    /// Only where nothing is unknown: there every engine should agree, or it was translated
    /// wrongly.
    fn count_settled(
        situations: &[Facts],
        answer: &dyn Fn(&Facts) -> BTreeMap<String, String>,
    ) -> Self {
        Self::over(situations, answer, |verdict| verdict != "unknown")
    }

    fn over(
        situations: &[Facts],
        answer: &dyn Fn(&Facts) -> BTreeMap<String, String>,
        counts: impl Fn(&str) -> bool,
    ) -> Self {
        let mut wrong = Self {
            verdicts: 0,
            all_verdicts: 0,
            situations: 0,
            all_situations: situations.len(),
        };
        for facts in situations {
            let theirs = answer(facts);
            let mut faults = 0;
            for (benefit, truth) in oracle::assess(facts) {
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
