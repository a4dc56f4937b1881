//! What CI runs, in the order in which a fault is cheapest to find.
//!
//! Decides what a machine without Java or Swift means: a plain word on a developer's own, a
//! failure where `ROADSIDE_PHONES_REQUIRED` is set, as `.ci/run` does.

use crate::{answers, kotlin, swift};
use std::process::ExitCode;

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

/// Format, lints, tests, then the suites of the phones' own languages.
pub fn run_all() -> ExitCode {
    let passed = crate::run(CI);
    if passed != ExitCode::SUCCESS {
        return passed;
    }
    let required = std::env::var_os("ROADSIDE_PHONES_REQUIRED").is_some();
    let has_java = answers("java", &["-version"]) && answers("mvn", &["--version"]);
    let kotlin = suite(
        "Kotlin",
        "Java 17 and Maven",
        has_java || required,
        kotlin::test,
    );
    if kotlin != ExitCode::SUCCESS {
        return kotlin;
    }
    let has_swift = swift::is_on_path() || swift::has_root();
    suite("Swift", "Swift 6", has_swift || required, swift::test)
}

#[allow(clippy::print_stderr)]
fn suite(name: &str, needs: &str, here: bool, test: fn() -> ExitCode) -> ExitCode {
    if here {
        test()
    } else {
        eprintln!("== skipped: the {name} suite; it needs {needs}, which this machine has not");
        ExitCode::SUCCESS
    }
}
