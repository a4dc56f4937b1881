//! Every developer command.
//!
//! `cargo xtask ci` is what CI runs, in the order in which a fault is cheapest to find.

mod bindings;
mod kotlin;
mod pictures;
mod size;
mod swift;

use std::process::{Command, ExitCode};

/// One step of `ci`: what it is called and what it runs.
const CI: &[(&str, &[&str])] = &[
    ("format", &["fmt", "--all", "--check"]),
    (
        "lints",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "--deny",
            "warnings",
        ],
    ),
    ("tests", &["test", "--workspace"]),
];

/// The test that keeps `docs/clauses.md` fresh, told to write it first.
const CLAUSES: &[(&str, &[&str])] = &[(
    "clauses",
    &[
        "--config",
        "env.ROADSIDE_WRITE_CLAUSES='1'",
        "test",
        "--quiet",
        "--package",
        "roadside-core",
        "--test",
        "coverage_guards",
    ],
)];

/// The peers' own workspace, so that no test run ever compiles them.
const PEERS: &[(&str, &[&str])] = &[(
    "peers",
    &[
        "run",
        "--release",
        "--locked",
        "--manifest-path",
        "benches/peers/Cargo.toml",
    ],
)];

#[allow(clippy::print_stderr)]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["ci"] => run(CI),
        ["bench"] => run(&[("benches", &["bench", "--package", "roadside-core"])]),
        ["clauses"] => run(CLAUSES),
        ["peers"] => run(PEERS),
        ["bindings"] => bindings::write(),
        ["kotlin"] => kotlin::test(),
        ["kotlin", "bench"] => kotlin::bench(),
        ["pictures"] => pictures::draw(),
        ["size"] => size::print(),
        ["swift"] => swift::test(),
        ["swift", "bench"] => swift::bench(),
        _ => {
            eprintln!("cargo xtask ci       format, lints, tests: what CI runs");
            eprintln!("cargo xtask bindings the library phones link, and Kotlin and Swift for it");
            eprintln!("cargo xtask bench    what an answer, a start and a case cost");
            eprintln!(
                "cargo xtask kotlin   the Kotlin library: built, generated, its suite run by Maven"
            );
            eprintln!(
                "cargo xtask kotlin bench  what a pre-check and a notice cost through Kotlin"
            );
            eprintln!("cargo xtask peers    verdicts beside four general rule engines");
            eprintln!("cargo xtask pictures the sample app’s screens, drawn, in target/pictures");
            eprintln!("cargo xtask size     what a phone's library weighs");
            eprintln!(
                "cargo xtask swift    the Swift package, compiled and tested; `swift bench` measures"
            );
            eprintln!(
                "cargo xtask clauses  writes docs/clauses.md: which case guards which clause"
            );
            ExitCode::from(2)
        }
    }
}

/// Runs the steps in order and stops at the first that fails.
#[allow(clippy::print_stderr)]
fn run(steps: &[(&str, &[&str])]) -> ExitCode {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    for (name, arguments) in steps {
        eprintln!("== {name}: cargo {}", arguments.join(" "));
        match Command::new(&cargo).args(*arguments).status() {
            Ok(status) if status.success() => {}
            Ok(_) => {
                eprintln!("== {name} failed");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("== {name}: cargo could not be started: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
