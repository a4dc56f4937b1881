//! Every clause that does something is guarded: without it, a case of its terms file fails.
//!
//! `docs/clauses.md` lists which; `cargo xtask clauses` writes it anew.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{Cases, Terms};
use std::fmt::Write;
use std::path::Path;

const FILES: &[(&str, &str)] = &[
    (
        "rescue-abroad.toml",
        include_str!("../terms/rescue-abroad.toml"),
    ),
    ("tusk.toml", include_str!("../terms/tusk.toml")),
];

fn read(file: &str, text: &str) -> (Terms, Cases) {
    let terms = Terms::parse(text, file).unwrap_or_else(|faults| panic!("{faults:?}"));
    let cases = Cases::of(text, &terms);
    assert!(!cases.is_empty(), "{file} carries no cases");
    (terms, cases)
}

/// The cases that fail without a clause, those first that say they guard it.
fn guarding(terms: &Terms, cases: &Cases, clause: &str) -> Vec<String> {
    let without = terms.without(clause);
    let failing: Vec<_> = cases.iter().filter(|case| !case.holds(&without)).collect();
    let (named, others): (Vec<_>, Vec<_>) = failing
        .into_iter()
        .partition(|case| case.guards().any(|id| id == clause));
    let all = named.iter().chain(&others);
    all.map(|case| case.name().to_owned()).collect()
}

#[test]
fn without_any_clause_a_case_fails() {
    let mut bare = Vec::new();
    for (file, text) in FILES {
        let (terms, cases) = read(file, text);
        for clause in terms.clauses().iter().filter(|clause| clause.has_effect()) {
            if guarding(&terms, &cases, clause.id()).is_empty() {
                bare.push(format!("{file}: {}", clause.id()));
            }
        }
    }
    assert!(bare.is_empty(), "no case guards\n{}", bare.join("\n"));
}

#[test]
fn a_case_fails_without_each_clause_it_says_it_guards() {
    let mut idle = Vec::new();
    for (file, text) in FILES {
        let (terms, cases) = read(file, text);
        for case in cases.iter() {
            assert!(case.holds(&terms), "{file}: {}", case.name());
            for clause in case.guards().filter(|id| case.holds(&terms.without(id))) {
                idle.push(format!("{file}: {} does not guard {clause}", case.name()));
            }
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

fn table() -> String {
    let mut page = String::from(
        "# Clauses and the cases that guard them\n\n\
         Written by `cargo xtask clauses` from the terms files; a test fails when it is stale. A \
         case guards a clause when it fails with the clause taken out. Clauses without a case only \
         tell something: they decide about no benefit.\n",
    );
    for (file, text) in FILES {
        let (terms, cases) = read(file, text);
        let count = cases.len();
        write!(
            page,
            "\n## {file}: {count} cases\n\n| clause | guarded by | and |\n|---|---|---|\n"
        )
        .expect("text");
        for clause in terms.clauses() {
            let names = guarding(&terms, &cases, clause.id());
            let first = names.first().map_or("–", String::as_str);
            let more = match names.len() {
                0 | 1 => String::new(),
                count => format!("{} more", count - 1),
            };
            writeln!(page, "| {} | {first} | {more} |", clause.id()).expect("text");
        }
    }
    page
}

#[test]
fn the_list_of_clauses_and_guards_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/clauses.md");
    let table = table();
    if std::env::var_os("ROADSIDE_WRITE_CLAUSES").is_some() {
        std::fs::write(&path, &table).expect("docs/clauses.md");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == table,
        "docs/clauses.md is stale: cargo xtask clauses"
    );
}
