//! The sample app's screens as pictures: the app compiled, its suite run, every screen drawn by
//! Android's own code on this machine.
//!
//! Decides when that counts as done: tests ran, none failed, and there are pictures.

use crate::bindings::root;
use crate::kotlin::{Tally, prepared};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Draws every screen into `target/pictures`.
#[allow(clippy::print_stderr)]
pub fn draw() -> ExitCode {
    if let Err(failed) = prepared() {
        return failed;
    }
    let (app, pictures) = (root().join("android/app"), root().join("target/pictures"));
    let reports = app.join("target/surefire-reports");
    // What an earlier run left must not count for this one.
    for folder in [&reports, &pictures] {
        let _ = fs::remove_dir_all(folder);
    }
    eprintln!("== maven: mvn verify, in android/app");
    let program = if cfg!(windows) { "mvn.cmd" } else { "mvn" };
    let status = Command::new(program)
        // Without a language of its own Java takes file names for ASCII.
        .env("LC_ALL", "C.UTF-8")
        .args(["-q", "-B", "verify"])
        .current_dir(&app)
        .status();
    let passed = match status {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("== maven could not be started: {error}. Install Maven 3.8 and a JDK 17.");
            false
        }
    };
    let tally = Tally::default().with(&reports);
    let drawn = count(&pictures);
    eprintln!("== pictures: {tally}; {drawn} pictures in target/pictures");
    if passed && tally.all_passed() && drawn > 0 {
        ExitCode::SUCCESS
    } else {
        eprintln!("== pictures failed");
        ExitCode::FAILURE
    }
}

/// PNG files in a folder and the folders in it.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .map(|path| {
            if path.is_dir() {
                count(&path)
            } else {
                usize::from(path.extension().is_some_and(|end| end == "png"))
            }
        })
        .sum()
}
