//! The Kotlin library on this machine: built, generated, compiled, and its suite run by Maven.
//!
//! Decides when that counts as done: every module's tests ran, at least one, and none failed or
//! was left out.

use crate::bindings::{self, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What the suite came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    run: u32,
    failed: u32,
    skipped: u32,
}

/// Builds the library and the program, generates, and runs the suite.
#[allow(clippy::print_stderr)]
pub fn test() -> ExitCode {
    if let Err(failed) = prepared() {
        return failed;
    }
    // Reports of an earlier run must not count for this one.
    for folder in reports() {
        let _ = fs::remove_dir_all(folder);
    }
    let passed = maven(&["verify"]);
    let tally = reports()
        .iter()
        .fold(Tally::default(), |sum, folder| sum.with(folder));
    eprintln!("== kotlin: {tally}");
    if passed && tally.all_passed() {
        ExitCode::SUCCESS
    } else {
        eprintln!("== kotlin failed");
        ExitCode::FAILURE
    }
}

/// What a pre-check and a notice cost through Kotlin, as JSON lines; against the release library.
#[allow(clippy::print_stderr)]
pub fn bench() -> ExitCode {
    if let Err(failed) = prepared() {
        return failed;
    }
    let built = crate::run(&[(
        "library",
        &["build", "--package", "roadside-ffi", "--release"],
    )]);
    if built != ExitCode::SUCCESS {
        return built;
    }
    let library = root().join("target/release");
    let passed = maven(&[
        "test-compile",
        "exec:java",
        "--projects",
        "roadside",
        "-Dexec.classpathScope=test",
        "-Dexec.mainClass=dk.roadside.bench.Bench",
        &format!("-Djna.library.path={}", library.display()),
    ]);
    if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Builds the library and the program, and generates.
pub fn prepared() -> Result<(), ExitCode> {
    let written = bindings::write();
    if written == ExitCode::SUCCESS {
        Ok(())
    } else {
        Err(written)
    }
}

/// Runs Maven in `android/`; whether it was content.
#[allow(clippy::print_stderr)]
fn maven(arguments: &[&str]) -> bool {
    eprintln!("== maven: mvn {}", arguments.join(" "));
    let program = if cfg!(windows) { "mvn.cmd" } else { "mvn" };
    let status = Command::new(program)
        // Without a language of its own Java takes file names for ASCII.
        .env("LC_ALL", "C.UTF-8")
        .args(["-q", "-B"])
        .args(arguments)
        .current_dir(root().join("android"))
        .status();
    match status {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("== maven could not be started: {error}. Install Maven 3.8 and a JDK 17.");
            false
        }
    }
}

/// Where Surefire writes its reports, one folder a module.
fn reports() -> Vec<PathBuf> {
    let modules = fs::read_dir(root().join("android"))
        .into_iter()
        .flatten()
        .flatten();
    modules
        .map(|module| module.path())
        .filter(|module| module.join("pom.xml").is_file())
        .map(|module| module.join("target/surefire-reports"))
        .collect()
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            run,
            failed,
            skipped,
        } = self;
        write!(f, "{run} tests ran, {failed} failed, {skipped} skipped")
    }
}

impl Tally {
    /// Whether tests ran, and all of them to a good end.
    pub const fn all_passed(&self) -> bool {
        self.run > 0 && self.failed == 0 && self.skipped == 0
    }

    /// Adds what the reports in `folder` say.
    pub fn with(mut self, folder: &Path) -> Self {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        for file in files.filter(|file| file.path().extension().is_some_and(|end| end == "xml")) {
            let text = fs::read_to_string(file.path()).unwrap_or_default();
            let suite = text
                .split_once("<testsuite ")
                .and_then(|(_, rest)| rest.split_once('>'))
                .map_or("", |(suite, _)| suite);
            self.run += attribute(suite, "tests");
            self.failed += attribute(suite, "failures") + attribute(suite, "errors");
            self.skipped += attribute(suite, "skipped");
        }
        self
    }
}

/// A number among the attributes of an XML element; 0 when it is not there.
fn attribute(element: &str, name: &str) -> u32 {
    element
        .split_once(&format!(" {name}=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .and_then(|(value, _)| value.parse().ok())
        .unwrap_or(0)
}
