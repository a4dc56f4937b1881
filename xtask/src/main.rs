//! Every developer command.

mod bindings;
mod calls;
mod ci;
mod kotlin;
mod pictures;
mod size;
mod swift;

use std::ffi::OsStr;
use std::process::{Command, ExitCode, Stdio};

/// Every command and what it does.
const COMMANDS: &[(&str, &str)] = &[
    (
        "ci",
        "format, lints, tests, the Kotlin and Swift suites: what CI runs",
    ),
    (
        "kotlin",
        "the Kotlin library: built, generated, its suite run by Maven",
    ),
    (
        "swift",
        "the Swift package: built, generated, compiled and tested",
    ),
    (
        "pictures",
        "the sample app’s screens, drawn, in target/pictures",
    ),
    (
        "bindings",
        "the library phones link, and Kotlin and Swift for it",
    ),
    ("bench", "what an answer, a start and a case cost"),
    (
        "calls",
        "what a call costs in Rust, through Kotlin and through Swift",
    ),
    ("kotlin bench", "the Kotlin column of it, as JSON lines"),
    ("swift bench", "the Swift column of it, as JSON lines"),
    ("peers", "verdicts beside four general rule engines"),
    ("size", "what a phone’s library weighs"),
    (
        "clauses",
        "writes docs/clauses.md: which case guards which clause",
    ),
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
        ["ci"] => ci::run_all(),
        ["bench"] => run(&[("benches", &["bench", "--package", "roadside-core"])]),
        ["clauses"] => run(CLAUSES),
        ["peers"] => run(PEERS),
        ["bindings"] => bindings::write(),
        ["kotlin"] => kotlin::test(),
        ["kotlin", "bench"] => kotlin::bench(),
        ["pictures"] => pictures::draw(),
        ["calls"] => calls::print(),
        ["size"] => size::print(),
        ["swift"] => swift::test(),
        ["swift", "bench"] => swift::bench(),
        _ => {
            for (command, does) in COMMANDS {
                eprintln!("cargo xtask {command:13} {does}");
            }
            ExitCode::from(2)
        }
    }
}

/// Whether a program is here and ends well when it is asked something, such as its version.
fn answers(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
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
