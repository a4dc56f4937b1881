//! The Swift package: generated, compiled and tested, on Linux and on a Mac.
//!
//! Where `swift` is not on the PATH, `.ci/swift` makes a root with it (Debian and Ubuntu), once.

use crate::{answers, bindings};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// What goes from `target/bindings/swift` into which target of the package.
const GENERATED: [(&str, &str); 3] = [
    ("RoadsideCore.swift", "RoadsideCore"),
    ("RoadsideFFI.h", "RoadsideFFI"),
    ("module.modulemap", "RoadsideFFI"),
];

/// Builds the library and the terminal program, generates, compiles, and runs every test of the
/// package. Fails when none ran.
pub fn test() -> ExitCode {
    let built = prepare("debug", &[]);
    if built != ExitCode::SUCCESS {
        return built;
    }
    finish(ran("debug", &["test", "-j", "2"]).and_then(|said| {
        let tests = counted(&said);
        match tests {
            0 => Err("no test ran".to_owned()),
            _ => Ok(format!("{tests} tests ran, all green")),
        }
    }))
}

/// What one pre-check and one notice cost through Swift, as JSON lines, over the release library.
pub fn bench() -> ExitCode {
    let built = prepare(
        "release",
        &[(
            "release library",
            &["build", "--release", "--package", "roadside-ffi"],
        )],
    );
    if built != ExitCode::SUCCESS {
        return built;
    }
    let run = ["run", "-c", "release", "-j", "2", "RoadsideBench"];
    finish(ran("release", &run).map(|_| "measured".to_owned()))
}

#[allow(clippy::print_stderr)]
fn finish(outcome: Result<String, String>) -> ExitCode {
    match outcome {
        Ok(said) => {
            eprintln!("== swift: {said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("== swift failed: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Builds and generates, and puts what was generated where the package looks for it.
fn prepare(profile: &str, steps: &[(&str, &[&str])]) -> ExitCode {
    let written = bindings::write();
    if written != ExitCode::SUCCESS {
        return written;
    }
    let built = crate::run(steps);
    if built != ExitCode::SUCCESS {
        return built;
    }
    let placed = place().and_then(|()| place_reasons());
    match placed.and_then(|()| library_of(profile)) {
        Ok(_) => ExitCode::SUCCESS,
        Err(why) => finish(Err(why)),
    }
}

fn place() -> Result<(), String> {
    let from = bindings::root().join("target/bindings/swift");
    for (file, target) in GENERATED {
        let new = std::fs::read(from.join(file)).map_err(|error| format!("{file}: {error}"))?;
        let to = package().join("Sources").join(target).join(file);
        // An unchanged file keeps its time, and nothing is compiled anew.
        if std::fs::read(&to).is_ok_and(|old| old == new) {
            continue;
        }
        std::fs::write(&to, new).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    Ok(())
}

/// iOS itself asks whether the position may be read, and takes the reason from files of its own:
/// they are written from `i18n/app`, where every sentence stands.
fn place_reasons() -> Result<(), String> {
    let texts = std::fs::read_dir(bindings::root().join("i18n/app"))
        .map_err(|error| format!("i18n/app: {error}"))?;
    for file in texts.filter_map(Result::ok).map(|entry| entry.path()) {
        let Some(language) = file.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let reason = text
            .lines()
            .find_map(|line| line.strip_prefix("why_position = "))
            .ok_or_else(|| format!("{}: no why_position", file.display()))?;
        let folder = package().join(format!("App/{language}.lproj"));
        let strings = format!("\"NSLocationWhenInUseUsageDescription\" = {reason};\n");
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(folder.join("InfoPlist.strings"), strings))
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(())
}

fn package() -> PathBuf {
    bindings::root().join("ios")
}

fn library_of(profile: &str) -> Result<PathBuf, String> {
    let folder = bindings::root().join("target").join(profile);
    let library = folder.join(bindings::library());
    if library.is_file() {
        Ok(folder)
    } else {
        Err(format!("{} was not built", library.display()))
    }
}

/// Runs `swift` in the package over the library of a profile, shows what it says and gives it back.
#[allow(clippy::print_stdout)]
fn ran(profile: &str, arguments: &[&str]) -> Result<String, String> {
    let library = library_of(profile)?;
    let folder = library.to_string_lossy();
    let program = bindings::root()
        .join("target/debug")
        .join(format!("roadside{}", std::env::consts::EXE_SUFFIX));
    let mut child = swift()?
        .args(arguments_with_library(arguments, &folder))
        .current_dir(package())
        .env("ROADSIDE_BIND", bindings::root())
        .env("ROADSIDE_PROGRAM", program)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("swift could not be started: {error}"))?;
    let mut said = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            said.push_str(&line);
            said.push('\n');
        }
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(said),
        Ok(_) => Err(format!("swift {}", arguments.join(" "))),
        Err(error) => Err(format!("swift did not end: {error}")),
    }
}

/// The program to run must come last: SwiftPM hands on what follows it.
fn arguments_with_library(arguments: &[&str], folder: &str) -> Vec<String> {
    let linker = [
        format!("-L{folder}"),
        "-rpath".to_owned(),
        folder.to_owned(),
    ];
    let linker = linker
        .into_iter()
        .flat_map(|option| ["-Xlinker".to_owned(), option]);
    let mut all: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
    let at = if arguments.first() == Some(&"run") {
        all.len().saturating_sub(1)
    } else {
        all.len()
    };
    all.splice(at..at, linker);
    all
}

/// `swift` from the PATH; where there is none, from the root that `.ci/swift` makes.
fn swift() -> Result<Command, String> {
    if is_on_path() {
        return Ok(Command::new("swift"));
    }
    made(&bindings::root().join(".ci/swift"))?;
    let mut command = Command::new(wrapper());
    command.arg("swift");
    Ok(command)
}

/// Whether there is a `swift` on the PATH that runs.
pub fn is_on_path() -> bool {
    answers("swift", &["--version"])
}

/// Whether `.ci/swift` has made its root here.
pub fn has_root() -> bool {
    answers(wrapper(), &["swift", "--version"])
}

/// Runs a command within that root.
fn wrapper() -> PathBuf {
    bindings::root().join(".ci/in-swift")
}

fn made(script: &Path) -> Result<(), String> {
    match Command::new(script).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("there is no swift here, and none could be made; see above".to_owned()),
        Err(error) => Err(format!("{}: {error}", script.display())),
    }
}

/// How many tests the last line of Swift Testing counts.
fn counted(said: &str) -> u32 {
    let counts = said.lines().filter_map(|line| {
        let (_, rest) = line.split_once("Test run with ")?;
        rest.split_once(" test")?.0.parse::<u32>().ok()
    });
    counts.sum()
}

#[cfg(test)]
mod tests {
    use super::{arguments_with_library, counted};

    #[test]
    fn tests_are_counted_and_none_is_none() {
        let said = "✔ Test run with 58 tests passed after 4.1 seconds.\n\
                    ✔ Test run with 1 test passed after 0.1 seconds.\n";
        assert_eq!(counted(said), 59);
        assert_eq!(counted("Executed 0 tests, with 0 failures"), 0);
    }

    #[test]
    fn the_program_to_run_comes_last() {
        let all = arguments_with_library(&["run", "Bench"], "/lib");
        assert_eq!(all.first().map(String::as_str), Some("run"));
        assert_eq!(all.last().map(String::as_str), Some("Bench"));
        let all = arguments_with_library(&["test"], "/lib");
        assert_eq!(all.last().map(String::as_str), Some("/lib"));
    }
}
