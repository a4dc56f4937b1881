//! What one call costs in Rust, through Kotlin and through Swift, in one run, side by side.
//!
//! Each language prints one JSON line a call, the same calls with the same card and facts; what a
//! language did not print is shown as not measured.

use crate::bindings::root;
use std::process::{Command, ExitCode};

/// A language and the command that measures it.
const LANGUAGES: [(&str, &[&str]); 3] = [
    (
        "Rust",
        &[
            "bench",
            "--quiet",
            "--package",
            "roadside-core",
            "--bench",
            "calls",
        ],
    ),
    ("Kotlin", &["xtask", "kotlin", "bench"]),
    ("Swift", &["xtask", "swift", "bench"]),
];

/// A call and its median in microseconds.
type Measured = Vec<(String, f64)>;

/// Measures and prints the table.
#[allow(clippy::print_stdout, clippy::print_stderr)]
pub fn print() -> ExitCode {
    let mut columns: Vec<(&str, Measured)> = Vec::new();
    for (language, arguments) in LANGUAGES {
        eprintln!("== {language}: cargo {}", arguments.join(" "));
        match measure(arguments) {
            Ok(measured) => columns.push((language, measured)),
            Err(why) => {
                eprintln!("== {language} was not measured: {why}");
                return ExitCode::FAILURE;
            }
        }
    }
    let Some((_, rust)) = columns.first() else {
        return ExitCode::FAILURE;
    };
    let head: String = columns
        .iter()
        .map(|(language, _)| format!("{language:>24}"))
        .collect();
    println!("{:24}{head}", "median of a call, µs");
    for (call, own) in rust {
        let row: String = columns
            .iter()
            .map(|(_, measured)| cell(measured, call, *own))
            .collect();
        println!("{call:24}{row}");
    }
    ExitCode::SUCCESS
}

fn cell(measured: &Measured, call: &str, rust: f64) -> String {
    let found = measured.iter().find(|(name, _)| name == call);
    let text = found.map_or("not measured".to_owned(), |(_, median)| {
        format!("{median:.1} ({:.1} ×)", median / rust)
    });
    format!("{text:>24}")
}

fn measure(arguments: &[&str]) -> Result<Measured, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root())
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let measured: Measured = said.lines().filter_map(line).collect();
    if output.status.success() && !measured.is_empty() {
        Ok(measured)
    } else {
        let last: Vec<&str> = said.lines().rev().take(12).collect();
        Err(last.into_iter().rev().collect::<Vec<_>>().join("\n"))
    }
}

/// Reads `{"what": "notice", "median_us": 12.3, …}`, in whatever order.
fn line(text: &str) -> Option<(String, f64)> {
    // Maven may put a colour in front of the first line.
    let text = text.get(text.find('{')?..)?;
    let behind = |key: &str| {
        let (_, rest) = text.split_once(&format!("\"{key}\""))?;
        Some(rest.trim_start().strip_prefix(':')?.trim_start())
    };
    let what = behind("what")?.strip_prefix('"')?.split('"').next()?;
    let median = behind("median_us")?.split([',', '}']).next()?;
    Some((what.to_owned(), median.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_is_read_in_whatever_order() {
        let notice = Some(("notice".to_owned(), 12.5));
        assert_eq!(line(r#"{"what": "notice", "median_us": 12.5}"#), notice);
        assert_eq!(
            line(r#" {"rounds":9,"median_us":12.5,"what":"notice"}"#),
            notice
        );
        assert_eq!(
            line("\u{1b}[0m{\"what\": \"notice\", \"median_us\": 12.5}"),
            notice
        );
        assert_eq!(line("   Compiling roadside-core"), None);
        assert_eq!(line(r#"{"what": "notice"}"#), None);
    }
}
