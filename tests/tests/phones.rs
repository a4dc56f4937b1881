//! Says plainly what this test command does not run: the suites of the phones' own languages.
//!
//! They need Java with Maven and Swift, and are run by `cargo xtask kotlin` and `cargo xtask swift`,
//! which `cargo xtask ci` calls. What this file can hold without them, it holds: the suites are
//! there, and they read the vectors that Rust asserts.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A suite in another language.
struct Suite {
    name: &'static str,
    command: &'static str,
    tests: &'static str,
    ending: &'static str,
    needs: &'static [(&'static str, &'static str)],
}

const SUITES: [Suite; 2] = [
    Suite {
        name: "Kotlin",
        command: "cargo xtask kotlin",
        tests: "android/roadside/src/test",
        ending: "kt",
        needs: &[("java", "-version"), ("mvn", "--version")],
    },
    Suite {
        name: "Swift",
        command: "cargo xtask swift",
        tests: "ios/Tests",
        ending: "swift",
        needs: &[("swift", "--version")],
    },
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for suite in &SUITES {
        let sources = files(&root.join(suite.tests), suite.ending);
        assert!(
            sources
                .iter()
                .any(|file| std::fs::read_to_string(file)
                    .is_ok_and(|text| text.contains("phones.json"))),
            "the {} suite does not read the shared vectors",
            suite.name
        );
        let missing: Vec<&str> = suite
            .needs
            .iter()
            .filter(|(program, version)| !answers(program, version))
            .map(|(program, _)| *program)
            .collect();
        let machine = if missing.is_empty() {
            "this machine has what it needs".to_owned()
        } else {
            format!("not found on this machine: {}", missing.join(", "))
        };
        println!(
            "skipped: the {} suite is not part of this command; `{}` runs it ({machine})",
            suite.name, suite.command
        );
    }
}

fn answers(program: &str, version: &str) -> bool {
    Command::new(program)
        .arg(version)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(files(&path, ending));
        } else if path.extension().is_some_and(|end| end == ending) {
            all.push(path);
        }
    }
    all
}
