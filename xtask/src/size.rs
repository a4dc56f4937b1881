//! What the library weighs that a phone loads, stripped, and what its parts cost.
//!
//! The whole is `bindings/ffi` with the phone's own profile. Its parts are read off a second build
//! that keeps its symbols: code by whose it is (`nm`, from the C compiler's own tools), then what
//! is neither code nor symbol: the tables for unwinding, data and constants.

use crate::bindings::{library, root};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// What one ABI may weigh, in bytes.
const BUDGET: u64 = 6_000_000;

/// Whose a symbol is, by what stands in its name; the first that fits counts.
const PARTS: [(&str, &[&str]); 9] = [
    ("UniFFI: calls and records", &["uniffi"]),
    (
        "HTTPS: TLS and its cryptography",
        &["rustls", "ring_core", "ring::", "webpki", "aws"],
    ),
    (
        "HTTPS: requests",
        &[
            "reqwest", "hyper", "http", "tower", "url::", "tokio", "mio::", "h2::",
        ],
    ),
    (
        "files: TOML, JSON, ZIP",
        &["toml", "serde", "zip::", "winnow", "miniz"],
    ),
    (
        "claims, privacy, rights, answers",
        &[
            "::claim",
            "::privacy",
            "::rights",
            "::answers",
            "::paper",
            "::rehearse",
        ],
    ),
    (
        "terms and cover",
        &["roadside_core::coverage", "roadside_core::trip"],
    ),
    (
        "store",
        &["roadside_core::store", "rusqlite", "poly1305", "chacha"],
    ),
    ("Roadside, everything else", &["roadside"]),
    (
        "Rust's own library",
        &[
            "core::",
            "alloc::",
            "std::",
            "gimli",
            "addr2line",
            "demangle",
        ],
    ),
];

/// Prints what the library weighs and what each part of it is.
#[allow(clippy::print_stderr, clippy::print_stdout)]
pub fn print() -> ExitCode {
    match weigh() {
        Ok(whole) => {
            println!(
                "{:36} {:>8.2} MB  of {:.2} MB",
                "the library, stripped",
                megabytes(whole),
                megabytes(BUDGET)
            );
            match parts() {
                Ok(parts) => {
                    let named: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
                    for (name, bytes) in &parts {
                        println!("  {name:34} {:>8.2} MB", megabytes(*bytes));
                    }
                    println!(
                        "  {:34} {:>8.2} MB",
                        "constants, sentences, unwinding",
                        megabytes(whole.saturating_sub(named))
                    );
                }
                Err(why) => eprintln!("its parts could not be told apart: {why}"),
            }
            if whole > BUDGET {
                eprintln!("the library is over its budget");
                return ExitCode::FAILURE;
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the size could not be measured: {error}");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn weigh() -> Result<u64, Box<dyn Error>> {
    Ok(fs::metadata(build("target", "symbols")?)?.len())
}

/// Builds the library with the phone's own profile, stripped of `strip`.
fn build(target: &str, strip: &str) -> Result<PathBuf, Box<dyn Error>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--profile", "phone"])
        .args(["--package", "roadside-ffi", "--target-dir", target])
        .env("CARGO_PROFILE_PHONE_STRIP", strip)
        .current_dir(root())
        .status()?;
    if !status.success() {
        return Err("the library did not build".into());
    }
    Ok(root().join(target).join("phone").join(library()))
}

/// The code of each part, the largest first.
fn parts() -> Result<Vec<(&'static str, u64)>, Box<dyn Error>> {
    let library = build("target/size", "none")?;
    let output = Command::new("nm")
        .args(["--demangle", "--print-size", "--defined-only"])
        .arg(library)
        .output()?;
    if !output.status.success() {
        return Err("nm could not read the library".into());
    }
    let mut sums: BTreeMap<&'static str, u64> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((part, bytes)) = symbol(line) {
            *sums.entry(part).or_default() += bytes;
        }
    }
    let mut parts: Vec<(&'static str, u64)> = sums.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(parts)
}

/// `address size t name`: whose it is and how large, when it is code.
fn symbol(line: &str) -> Option<(&'static str, u64)> {
    let mut words = line.splitn(4, ' ');
    let (_, size, kind, name) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if !matches!(kind, "t" | "T") {
        return None;
    }
    let bytes = u64::from_str_radix(size, 16).ok()?;
    let whose = PARTS
        .iter()
        .find(|(_, marks)| marks.iter().any(|mark| name.contains(mark)));
    let part = match whose {
        Some((part, _)) => part,
        None if name.contains("::") => "other crates",
        // What is written in C has plain names: SQLite, and ring's assembler.
        None => "SQLite",
    };
    Some((part, bytes))
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn code_is_counted_for_whose_it_is() {
        let code = "0000000000001000 0000000000000010 t ";
        let of = |name: &str| symbol(&format!("{code}{name}"));
        assert_eq!(of("sqlite3VdbeExec"), Some(("SQLite", 16)));
        assert_eq!(
            of("<roadside_core::coverage::terms::Terms>::of"),
            Some(("terms and cover", 16))
        );
        assert_eq!(
            of("roadside_core::claim::page::page"),
            Some(("claims, privacy, rights, answers", 16))
        );
        assert_eq!(of("fast_qr::qr::QRCode::new"), Some(("other crates", 16)));
        assert_eq!(symbol("0000000000001000 0000000000000010 r words"), None);
        assert_eq!(symbol("0000000000001000 t no_size"), None);
    }
}
